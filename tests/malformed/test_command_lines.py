"""Laws of the command line under hostile words."""

from pathlib import Path

import pytest
from command_lines import OCCUPIED, anything, command_lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fadu.briefing.notebooks import list_notebooks, read_notebook
from fadu.briefing.requests import Request, request
from fadu.cli import main
from fadu.errors import FaduError, RequestError, one_line
from fadu.panel import Panel


def state(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its content, and every folder."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"folder"
        for p in sorted(folder.rglob("*"))
    }


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to stand in, but for one file."""
    inside = tmp_path / "outer" / "inner"
    inside.mkdir(parents=True)
    (inside / OCCUPIED).write_text("一、概况\n受理5件。\n", encoding="utf-8")
    monkeypatch.chdir(inside)
    return tmp_path


def held(words: list[str], room: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = state(room)
    code = main(words)
    said = capfd.readouterr()
    assert code in {0, 1, 2}, words
    assert "Traceback" not in said.err
    if code == 2:
        assert said.out == "", words
        assert said.err.startswith("fadu: "), words
        assert said.err.count("\n") == 1, (words, said.err)
        assert said.err.removesuffix("\n").isprintable(), (words, said.err)
        assert state(room) == before, words


QUIET = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@given(words=command_lines())
@settings(max_examples=250, **QUIET)
def test_every_hostile_line_is_answered(
    words: list[str], room: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A hostile command line ends in its exit code and, where refused, in one printable line."""
    held(words, room, capfd)


LONGEST_NAME = 255  # bytes that file systems take
BOOKS = {name: read_notebook(path) for name, path in list_notebooks().items()}


@given(
    book=st.sampled_from(sorted(BOOKS)),
    number=st.integers(min_value=0, max_value=9),
    value=anything,
)
@settings(max_examples=250, **QUIET)
def test_every_parameter_is_answered(
    book: str, number: int, value: object, panel: Panel
) -> None:
    """Whatever a parameter of a notebook is given, it is brought into its form or refused."""
    notebook = BOOKS[book]
    names = list(notebook.defaults)
    name = names[number % len(names)]
    try:
        wanted = request(notebook, {name: value}, panel)
    except RequestError:
        return
    assert isinstance(wanted, Request)
    assert len(f"{wanted.stem}.ipynb".encode()) <= LONGEST_NAME


@given(words=st.text())
@settings(max_examples=100, deadline=None)
def test_refusals_are_one_printable_line(words: str) -> None:
    """Whatever a message quotes, it prints as one line that steers no terminal."""
    assert str(FaduError(words)).isprintable()
    assert one_line("a\u202eb\n\x1b[1m\U000e0001") == r"a\u202eb \u001b[1m\U000e0001"


@pytest.mark.parametrize("value", ["\x00", "\ud800", "a\x00b"])
def test_a_character_that_no_file_holds_is_refused(value: str, panel: Panel) -> None:
    """A parameter that no path can hold is refused by its name."""
    with pytest.raises(RequestError) as refused:
        request(BOOKS["data_quality"], {"data": value}, panel)
    assert (
        str(refused.value) == f"data {value!r} holds a character that no file can; leave it out"
    )
