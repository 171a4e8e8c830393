"""Laws of bringing a report into a panel of one's own: all or nothing, nothing in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.cli import main
from fadu.intake.adding import resolution
from fadu.panel import load
from fadu.workspace import make_workspace

REPORT = """南通市通州区2022年法治政府建设情况报告

一、主要做法

（一）化解行政争议。全年共收到行政复议申请180件，受理150件，审结140件，直接纠错20件。
全区三级调解组织共受理矛盾纠纷1.2万起，调处成功率98.5%。
"""
FILLED = ("--publisher", "区司法局", "--tier", "official", "--published", "2023-02")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Return a function that runs the command line in a folder with a report and a workspace."""
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    make_workspace(Path("study"))

    def call(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        said = capfd.readouterr()
        return code, said.out, said.err

    assert call("extract", "report.txt", "--out", "figures.csv")[0] == 0
    return call


def own_tables() -> list[bytes]:
    return [Path("study/data", f"{t}.csv").read_bytes() for t in ("observations", "sources")]


def test_from_report_to_panel(run: Run) -> None:
    """A report's figures stand in the panel with source, section, span and printed step."""
    code, out, err = run("add", "figures.csv", "--data", "study", *FILLED)
    assert (code, err) == (0, "")
    assert "7 figures added, 0 changed, 0 unchanged" in out or "6 figures added" in out
    own = load("study").select("320612", 2022).table.set_index("indicator")
    assert own.loc["review_received", "value"] == 180
    assert own.loc["mediation_accepted", ["value", "resolution"]].tolist() == [12000, 1000]
    start, end = own.loc["review_received", ["start", "end"]]
    assert REPORT[int(start) : int(end)] == "180"


def test_twice_changes_nothing(run: Run) -> None:
    """Adding the same report again changes no byte."""
    run("add", "figures.csv", "--data", "study", *FILLED)
    before = own_tables()
    code, out, _ = run("add", "figures.csv", "--data", "study", *FILLED)
    assert code == 0
    assert "0 figures added, 0 changed" in out
    assert own_tables() == before


def test_a_change_is_shown(run: Run) -> None:
    """A figure with another value than before takes its place, and the change is told."""
    run("add", "figures.csv", "--data", "study", *FILLED)
    path = Path("figures.csv")
    path.write_text(path.read_text().replace(",180,180,件", ",180,181,件"))
    code, out, _ = run("add", "figures.csv", "--data", "study", *FILLED)
    assert code == 0
    assert "changed\t320612 2022 review_received: value '180' → '181'" in out
    assert load("study").select("320612", 2022, "review_received").table["value"].tolist() == [
        181
    ]


@pytest.mark.parametrize(
    ("old", "new", "options", "names"),
    [
        ("", "", (), ("publisher, tier empty", "--publisher --tier")),
        ("", "", ("--publisher", "x", "--tier", "best"), ("tier 'best'", "official")),
        (",320612,", ",,", FILLED, ("row 2", "has no district")),
        (",320612,", ",通州区,", FILLED, ("row 2", "two places", "110112")),
        (",2022,320612", ",,320612", FILLED, ("row 2", "has no year")),
        ("review_received", "review_recieved", FILLED, ("row 2", "review_recieved")),
        (",180,180,件", ",180,180,元", FILLED, ("row 2", "unit '元'", "allowed: 件")),
        (",180,180,件", ",180,18o,件", FILLED, ("row 2", "column value", "18o")),
        (",180,180,件,exact", ",180,180,件,sure", FILLED, ("row 2", "qualifier", "about")),
        ("surface", "printed", FILLED, ("row 1", "surface")),
    ],
)
def test_refused_whole(
    run: Run, old: str, new: str, options: tuple[str, ...], names: tuple[str, ...]
) -> None:
    """A row or source that does not hold is one line with file and row; nothing is written."""
    path = Path("figures.csv")
    path.write_text(path.read_text().replace(old, new, 1) if old else path.read_text())
    before = own_tables()
    code, out, err = run("add", "figures.csv", "--data", "study", *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert [name for name in names if name not in err] == []
    assert own_tables() == before


def test_missing_files(run: Run) -> None:
    """A table, source or workspace that is not there is named."""
    assert "nothing.csv is no file" in run("add", "nothing.csv", "--data", "study")[2]
    assert "nowhere" in run("add", "figures.csv", "--data", "nowhere")[2]
    missing = run("add", "figures.csv", "--data", "study", "--source", "none.toml")
    assert (missing[0], "none.toml is no file" in missing[2]) == (2, True)


def test_ambiguous_place_is_left_empty(run: Run) -> None:
    """A report of 通州区 alone keeps an empty district, and both candidates are told."""
    Path("short.txt").write_text(
        "通州区2022年法治政府建设情况报告\n\n收到行政复议申请180件。\n"
    )
    code, out, err = run("extract", "short.txt")
    assert code == 0
    assert {line.split(",")[9] for line in out.splitlines()[1:]} == {""}
    assert "110112" in err
    assert "320612" in err


def test_secondary_source_is_never_linked(run: Run) -> None:
    """The address of a secondary page is not kept."""
    options = ("--publisher", "x", "--tier", "secondary", "--url", "https://example.org/a")
    assert run("add", "figures.csv", "--data", "study", *options)[0] == 0
    assert "example.org" not in Path("study/data/sources.csv").read_text()


@given(st.integers(1, 9999), st.integers(0, 3), st.sampled_from([0, 4, 8]))
def test_resolution_follows_the_print(number: int, places: int, zeros: int) -> None:
    """The step is that of the last printed digit, in the unit of the value."""
    surface = f"{number / 10**places:.{places}f}"
    value = number * 10 ** (zeros - places) if zeros >= places else None
    if value is not None and float(surface):
        assert float(resolution(surface, str(value))) == 10 ** (zeros - places)
