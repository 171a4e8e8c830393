"""A workspace is made whole or not at all."""

import errno
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import papermill
import pytest

import fadu.files
from fadu.briefing.notebooks import find_notebook
from fadu.errors import RequestError
from fadu.files import whole_folder
from fadu.workspace import make_workspace

FORKED = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes cannot be forked"
)

Limit = Callable[[int, Callable[[], None]], None]


def tree(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}


@pytest.fixture
def full_after(monkeypatch: pytest.MonkeyPatch) -> Limit:
    """Let so many files be written, and then do what is given instead."""

    def limit(many: int, then: Callable[[], None]) -> None:
        left = iter(range(many))
        true = fadu.files.write_bytes

        def write(path: Path, content: bytes) -> Path:
            if next(left, None) is None:
                then()
            return true(path, content)

        monkeypatch.setattr(fadu.files, "write_bytes", write)

    return limit


def no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("many", [0, 2, 5, 12])
@pytest.mark.parametrize("made", [False, True])
def test_a_full_disk_leaves_nothing(
    many: int, made: bool, tmp_path: Path, full_after: Limit
) -> None:
    """Whichever file finds no room, the folder stays as it was, and the reason is said."""
    home = tmp_path / "study"
    if made:
        home.mkdir()
    full_after(many, no_space)
    with pytest.raises(RequestError, match=f"cannot write {home}: No space left on device"):
        make_workspace(home)
    assert tree(tmp_path) == ({"study"} if made else set())


@FORKED
@pytest.mark.parametrize("many", [0, 7, 12])
def test_a_kill_leaves_nothing_that_counts(
    many: int, tmp_path: Path, full_after: Limit
) -> None:
    """Killed before whichever file, there is no workspace."""
    home = tmp_path / "study"
    full_after(many, lambda: os._exit(9))
    child = multiprocessing.get_context("fork").Process(target=make_workspace, args=(home,))
    child.start()
    child.join()
    assert child.exitcode == 9
    assert not home.exists()
    assert all(p.name.endswith(".draft") for p in tmp_path.iterdir())


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    """A half-made workspace of an earlier process is gone once the next one is made."""
    left = tmp_path / ".study.abc.draft"
    (left / "data").mkdir(parents=True)
    make_workspace(tmp_path / "study")
    assert {p.name for p in tmp_path.iterdir()} == {"study"}


def test_an_empty_folder_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder becomes the workspace, with its own rights; so does the one stood in."""
    new = make_workspace(tmp_path / "new")
    given, stood_in = tmp_path / "given", tmp_path / "stood in"
    given.mkdir(mode=0o700)
    stood_in.mkdir()
    make_workspace(given)
    assert given.stat().st_mode & 0o777 == 0o700
    monkeypatch.chdir(stood_in)
    assert make_workspace(Path()) == Path()
    assert Path.cwd() == stood_in
    assert tree(given) == tree(stood_in) == tree(new)


def test_a_folder_stood_in_stays_empty_where_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_after: Limit
) -> None:
    """Where the process stands in the folder, a full disk leaves it empty too."""
    monkeypatch.chdir(tmp_path)
    full_after(3, no_space)
    with pytest.raises(RequestError, match="No space left on device"):
        make_workspace(Path())
    assert tree(tmp_path) == set()


def test_a_refused_folder_is_left_alone(tmp_path: Path) -> None:
    """A file, a folder that holds something, or one below a file is refused in one sentence."""
    (tmp_path / "letter.txt").write_text("mine")
    for folder, said in {
        tmp_path: "exists and is not an empty folder; name a new one",
        tmp_path / "letter.txt": "exists and is not an empty folder; name a new one",
        tmp_path / "letter.txt" / "study": "File exists",
    }.items():
        with pytest.raises(RequestError, match=said):
            make_workspace(folder)
    assert tree(tmp_path) == {"letter.txt"}


def test_a_folder_is_taken_or_not(tmp_path: Path) -> None:
    """Nothing is seen at the place before the whole is there."""
    with whole_folder(tmp_path / "whole") as draft:
        (draft / "one").write_text("1")
        assert not (tmp_path / "whole").exists()
    assert tree(tmp_path) == {"whole", "whole/one"}


@pytest.mark.long
def test_papermill_runs_a_copy_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stock papermill runs the copies from any folder that is told where the workspace is."""
    home = make_workspace(tmp_path / "study")
    monkeypatch.chdir(tmp_path)
    parameters = {"data": "study", "district": "320612", "years": "2023"}
    for place in ("extending", "district_profile"):
        known = {k: v for k, v in parameters.items() if k in find_notebook(place).defaults}
        done = papermill.execute_notebook(
            home / "notebooks" / f"{place}.ipynb", None, known, progress_bar=False
        )
        assert not any(
            o.output_type == "error" for c in done.cells for o in c.get("outputs", [])
        )
