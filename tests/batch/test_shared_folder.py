"""Laws of one output folder that several panels print into: no briefing is taken for another's."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fadu.briefing.manifest import Manifest
from fadu.cli import main
from fadu.files import bundled
from fadu.workspace import make_workspace

Words = tuple[str, ...]
Run = Callable[[Path, Words], tuple[int, list[str], str]]
ONE: Words = ("brief", "--district", "110112", "--years", "2023")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command in a folder."""

    def call(folder: Path, words: Words) -> tuple[int, list[str], str]:
        monkeypatch.chdir(folder)
        code = main(list(words))
        said = capfd.readouterr()
        return code, said.out.splitlines(), said.err

    return call


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two workspaces beside each other."""
    return make_workspace(tmp_path / "one"), make_workspace(tmp_path / "other")


def planned(run: Run, folder: Path, *words: str) -> str:
    code, out, _ = run(folder, (*ONE, "--dry-run", *words))
    assert code == 0
    return Path(out[0].split("\t")[0]).name


def test_each_panel_has_names_of_its_own(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    """Two workspaces and the bundled panel name one briefing differently in a folder they share."""
    names = [planned(run, home, "--out", str(tmp_path / "shared")) for home in (*two, tmp_path)]
    assert len(set(names)) == 3
    assert names[2] == "district_profile_110112_2023_zh.pdf"


def test_a_workspace_prints_plain_names_at_home(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    """In its own folder a briefing is named without its panel, wherever the command is given."""
    plain = "district_profile_110112_2023_zh.pdf"
    assert planned(run, two[0]) == plain
    assert planned(run, two[0], "--out", "reports/of/2023") == plain
    assert planned(run, tmp_path, "--data", "one", "--out", "one/reports") == plain
    assert planned(run, tmp_path, "--data", "one", "--out", "other/reports") != plain
    assert planned(run, tmp_path, "--out", "one/reports") != plain


def test_a_copy_of_the_bundled_data_is_no_panel_of_its_own(run: Run, tmp_path: Path) -> None:
    """In a checkout a briefing has its plain name, before a figure of ./data is changed and after."""
    home = tmp_path / "checkout"
    table = Path(shutil.copytree(bundled("data"), home / "data")) / "observations.csv"
    names = [planned(run, home)]
    figures = table.read_text(encoding="utf-8")
    table.write_text(figures.replace(",value,223,", ",value,224,", 1), encoding="utf-8")
    assert [*names, planned(run, home)] == ["district_profile_110112_2023_zh.pdf"] * 2


def test_a_name_stays_when_figures_change(run: Run, tmp_path: Path) -> None:
    """A folder given as panel marks its briefings while it is a copy of the bundled one, and after."""
    table = Path(shutil.copytree(bundled("data"), tmp_path / "own")) / "observations.csv"
    before = planned(run, tmp_path, "--data", "own")
    figures = table.read_text(encoding="utf-8")
    table.write_text(figures.replace(",value,223,", ",value,224,", 1), encoding="utf-8")
    assert planned(run, tmp_path, "--data", "own") == before


@pytest.mark.long
def test_two_workspaces_keep_their_briefings_apart(
    run: Run, two: tuple[Path, Path], tmp_path: Path
) -> None:
    """Printed into one folder by two workspaces, each briefing stays, and is up to date for its own."""
    words = (*ONE, "--out", str(tmp_path / "shared"))
    first, second = (run(home, words)[1][0] for home in two)
    bytes_of = {path: Path(path).read_bytes() for path in (first, second)}
    assert len(bytes_of) == 2
    for home, path in zip(two, (first, second), strict=True):
        assert run(home, (*words, "--dry-run"))[1] == [f"{path}\tup to date"]
    assert {path: Path(path).read_bytes() for path in bytes_of} == bytes_of
    assert set(Manifest(tmp_path / "shared").entries) == {Path(p).stem for p in bytes_of}
