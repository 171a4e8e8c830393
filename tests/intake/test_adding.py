"""Laws of bringing a report into a panel of one's own: all or nothing, nothing in silence."""

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.cli import main
from fadu.intake.reviewed import resolution
from fadu.panel import load
from fadu.panel.columnar import save_parquet
from fadu.tables import spreadsheet_plain, spreadsheet_safe
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
    assert "6 figures added, 0 changed, 0 unchanged" in out
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


def test_a_period_holds_for_all_figures(run: Run) -> None:
    """A period that is given holds for every figure without one of its own, and is a real one."""
    code, _, err = run(
        "add", "figures.csv", "--data", "study", *FILLED, "--period", "2022-01/2022-06"
    )
    assert (code, err) == (0, "")
    assert set(load("study").table.query("source.str.startswith('r')")["period"]) >= {
        "2022-01/2022-06"
    }
    for period in ("2022-06/2022-01", "2022-02-30", "June"):
        code, out, err = run(
            "add", "figures.csv", "--data", "study", *FILLED, "--period", period
        )
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert period in err


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


def shown(run: Run, *options: str) -> str:
    code, out, err = run("add", "figures.csv", "--data", "study", *FILLED, *options)
    assert (code, err) == (0, "")
    return out


def edit(old: str, new: str) -> None:
    path = Path("figures.csv")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def own(column: str) -> dict[str, str]:
    frame = pd.read_csv("study/data/observations.csv", dtype="str", keep_default_na=False)
    return dict(zip(frame["indicator"], frame[column], strict=True))


SAVED: dict[str, Callable[[str], bytes]] = {
    "with a byte order mark and CRLF": lambda t: t.replace("\n", "\r\n").encode("utf-8-sig"),
    "with semicolons": lambda t: t.replace(",", ";").encode(),
    "as text with tabs, in utf-16": lambda t: t.replace(",", "\t").encode("utf-16"),
    "in gb18030": lambda t: t.encode("gb18030"),
    "with empty rows and columns": lambda t: (t.replace("\n", ",,\n") + ",,,,\n\n").encode(),
    "with every cell in quotes": lambda t: "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in t.splitlines()
    ).encode(),
}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_a_spreadsheet_may_have_saved_it(run: Run, save: Callable[[str], bytes]) -> None:
    """However a spreadsheet saves the table, the same figures stand in the panel."""
    path = Path("figures.csv")
    text = path.read_text(encoding="utf-8")
    path.write_bytes(save(text))
    assert "6 figures added" in shown(run)
    before = own_tables()
    path.write_text(text, encoding="utf-8")
    assert "0 figures added, 0 changed, 6 unchanged" in shown(run)
    assert own_tables() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",180,180,件", ',180,"1,180",件', "row 2, column value: '1,180'; allowed: number"),
        (",180,180,件", ",180,1.8E+02,件", "row 2, column value: '1.8E+02'; allowed: number"),
        (",\n59", ",Jun-22\n59", "row 2, column period: 'Jun-22'; allowed: a date (2023, "),
        (",\n59", ",2022/6/30\n59", "row 2, column period: '2022/6/30'; allowed: a date (2023, "),
        (",\n59", ",2022-02-30\n59", "row 2, column period: '2022-02-30'; date '2022-02-30' does not exist"),
        (",\n59", ",2021-01/2021-06\n59", "row 2: period '2021-01/2021-06' has no day of the year 2022"),
        ("2022,320612", "22,320612", "row 2, column year: '22'; allowed: integer, a year from 1900 to 2099"),
        ("value,2022", "change_percent,2022", "row 2: unit '件' is no unit of review_received; allowed: %, 个百分点, 百分点"),
        (",\n59", ",,x\n59", "row 2 has 14 cells; needed: 13"),
        ("52,55,", '52,55,"', "unexpected end of data"),
    ],
)  # fmt: skip
def test_a_mangled_cell_is_named(run: Run, old: str, new: str, said: str) -> None:
    """A number or date that a spreadsheet has changed is refused by row and column."""
    edit(old, new)
    before = own_tables()
    code, out, err = run("add", "figures.csv", "--data", "study", *FILLED)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert own_tables() == before


CORRECTED = [
    (",2022,320612", ",2021,320612", "year '2022' → '2021'", ("review_received", "year", "2021")),
    ("review_corrected", "review_settled", "indicator 'review_corrected' → 'review_settled'", ("review_settled", "value", "20")),
    ("exact,review_received", "about,review_received", "qualifier 'exact' → 'about'", ("review_received", "qualifier", "about")),
    (",320612,", ",110112,", "district '320612' → '110112'", ("review_received", "district", "110112")),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told", "stands"), CORRECTED)
def test_a_correction_takes_the_place_of_the_slip(
    run: Run, old: str, new: str, told: str, stands: tuple[str, str, str]
) -> None:
    """Whatever is corrected of a figure, the figure of before is gone and the change is told."""
    shown(run)
    edit(old, new)
    out = shown(run)
    assert f"{told}\n" in out
    assert "0 figures added, 1 changed, 5 unchanged" in out
    assert own(stands[1])[stands[0]] == stands[2]
    assert len(own("value")) == 6


def test_what_is_no_indicator_after_all_is_taken_out(run: Run) -> None:
    """A figure whose indicator is emptied leaves the panel, and that is told."""
    shown(run)
    edit("review_corrected", "")
    out = shown(run)
    assert "changed\t320612 2022 review_corrected: 20 taken out\n" in out
    assert "review_corrected" not in own("value")


def test_a_part_of_a_report_leaves_the_rest(run: Run) -> None:
    """Figures of other characters of the same report, and of other reports, stay."""
    shown(run)
    path = Path("figures.csv")
    head, first, *_ = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head}\n{first}\n", encoding="utf-8")
    assert "0 figures added, 0 changed, 1 unchanged" in shown(run)
    assert len(own("value")) == 6


def test_a_figure_printed_twice_is_one(run: Run) -> None:
    """A report that prints a figure again in its summary is taken; the figure stands once."""
    Path("report.txt").write_text(
        f"{REPORT}\n综上，收到行政复议申请180件。\n", encoding="utf-8"
    )
    assert run("extract", "report.txt", "--out", "figures.csv")[0] == 0
    assert (
        "6 figures added, 0 changed, 0 unchanged, 0 without indicator left out, 1 printed again"
        in shown(run)
    )
    assert "0 figures added, 0 changed, 6 unchanged" in shown(run)


def test_nothing_to_add_is_said(run: Run) -> None:
    """A table without any indicator adds no source either."""
    path = Path("figures.csv")
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    before = own_tables()
    code, _, err = run("add", "figures.csv", "--data", "study", *FILLED)
    assert (code, err) == (
        2,
        "fadu: figures.csv has no figure with an indicator; there is nothing to add\n",
    )
    assert own_tables() == before


DANGEROUS = ("=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(1)", "\t=1", "'=1", "''-x", "＝1")


@pytest.mark.parametrize("words", DANGEROUS)
def test_no_cell_is_run_by_a_spreadsheet(run: Run, words: str) -> None:
    """Section, note and title that begin like a formula are guarded on disk, and come back as they were."""
    path = Path("figures.csv")
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    rows[1][10] = rows[1][11] = spreadsheet_safe(words)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    shown(run, "--title", words.strip(), "--publisher", words.strip())
    for name, columns in (("observations", ["section"]), ("sources", ["title", "publisher"])):
        on_disk = pd.read_csv(f"study/data/{name}.csv", dtype="str", keep_default_na=False)
        for column in columns:
            assert [
                c
                for c in on_disk[column]
                if c.lstrip("' ")[:1] in tuple("=+-@\t＝") and c[0] != "'"
            ] == []
    panel = load("study").select("320612", 2022, "review_received")
    assert panel.observations["section"].tolist() == [words]
    mine = panel.sources[panel.sources["id"].isin(panel.observations["source"])]
    assert mine[["title", "publisher"]].to_numpy().tolist() == [[words.strip()] * 2]
    before = own_tables()
    shown(run, "--title", words.strip(), "--publisher", words.strip())
    assert own_tables() == before


@given(st.text())
def test_guarding_is_undone_exactly(cell: str) -> None:
    """Whatever a cell holds, what is read back is what was written, and no formula begins it."""
    guarded = spreadsheet_safe(cell)
    assert spreadsheet_plain(guarded) == cell
    assert guarded.lstrip(" ")[:1] not in tuple("=+-@\t\r") or guarded[:1] == "'"


def test_numbers_are_never_guarded(run: Run) -> None:
    """A fall is written as a number, its surface as it is printed."""
    Path("report.txt").write_text(
        "南通市通州区2022年报告\n法律援助案件352件，同比下降12%。\n", encoding="utf-8"
    )
    assert run("extract", "report.txt", "--out", "figures.csv")[0] == 0
    assert ",12,-12,%," in Path("figures.csv").read_text(encoding="utf-8")
    shown(run)
    assert "-12" in Path("study/data/observations.csv").read_text(encoding="utf-8").split(",")


def test_what_a_person_filled_in_is_kept(run: Run) -> None:
    """Extracting the same file again keeps its .source.toml; another file begins a new one."""
    beside = Path("figures.source.toml")
    filled = beside.read_text(encoding="utf-8").replace('tier = ""', 'tier = "official"')
    beside.write_text(
        filled.replace('publisher = ""', 'publisher = "区司法局"'), encoding="utf-8"
    )
    before = beside.read_text(encoding="utf-8")
    assert run("extract", "report.txt", "--out", "figures.csv")[0] == 0
    assert beside.read_text(encoding="utf-8") == before
    assert run("add", "figures.csv", "--data", "study")[0] == 0
    Path("report.txt").write_text(REPORT + "完。\n", encoding="utf-8")
    assert run("extract", "report.txt", "--out", "figures.csv")[0] == 0
    assert 'tier = ""' in beside.read_text(encoding="utf-8")


def test_a_report_is_never_written_over(run: Run) -> None:
    """--out that names the report itself is refused."""
    code, _, err = run("extract", "report.txt", "--out", "./report.txt")
    assert (code, err) == (
        2,
        "fadu: --out report.txt is the report itself; name another file\n",
    )
    assert Path("report.txt").read_text(encoding="utf-8") == REPORT


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("title = ", "not readable as TOML"),
        ("titel = 'x'", "unknown field 'titel'; near it: title; allowed: title, publisher, published, tier, url, hash"),
        ("title = 3", "title = 3 is no text; put it in quotes"),
        ("title = 'x'\npublisher = 'y'\ntier = 'official'\npublished = '2023-13'", "published '2023-13'; allowed: a date as precise as known"),
        ("title = 'x'\npublisher = 'y'\ntier = 'official'\npublished = '2023-02-30'", "date '2023-02-30' does not exist"),
        ("title = 'x'\npublisher = 'y'\ntier = 'official'\nurl = 'ftp://x'", "url 'ftp://x'; allowed: an address that starts with https:// or http://"),
        ("title = 'x'\npublisher = 'y'\ntier = 'official'\nhash = 'z'", "hash 'z'; allowed: 64 digits from 0 to f"),
    ],
)  # fmt: skip
def test_a_source_that_does_not_hold_is_named(run: Run, written: str, said: str) -> None:
    """A field of .source.toml that is damaged or empty is one line with file, field and form."""
    Path("figures.source.toml").write_text(written, encoding="utf-8")
    before = own_tables()
    code, out, err = run("add", "figures.csv", "--data", "study")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert own_tables() == before


def test_figures_go_into_a_parquet_folder(run: Run) -> None:
    """A panel kept as Parquet takes a report like one in CSV: same figures, twice changes nothing."""
    panel = load("study")
    save_parquet(panel.observations.iloc[:0], Path("study/data"))
    Path("study/data/observations.csv").unlink()
    assert "6 figures added" in shown(run)
    before = Path("study/data/observations.parquet").read_bytes()
    assert load("study").select("320612", 2022, "review_received").table["value"].tolist() == [
        180
    ]
    assert "0 figures added, 0 changed, 6 unchanged" in shown(run)
    assert Path("study/data/observations.parquet").read_bytes() == before


KILLED = """
import os, sys
from pathlib import Path
from fadu.cli import main
after = int(sys.argv.pop(1))
real = Path.replace

def replace(self, target):
    global after
    after -= 1
    if after < 0:
        os._exit(9)
    return real(self, target)

Path.replace = replace
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("renames", [0, 1])
def test_a_kill_in_between_leaves_all_or_nothing(run: Run, renames: int) -> None:
    """Killed at any rename, no figure stands there without its source; adding again completes it."""
    words = ("add", "figures.csv", "--data", "study", *FILLED)
    died = subprocess.run([sys.executable, "-c", KILLED, str(renames), *words], check=False)
    assert died.returncode == 9
    assert own("value") == {}
    assert load("study").layers[-1].added == 0
    assert "6 figures added, 0 changed" in shown(run)


def test_two_at_once_lose_nothing(run: Run) -> None:
    """Reports added by several processes at the same time are all there."""
    running = []
    for year in range(2015, 2021):
        name = f"f{year}.csv"
        text = Path("figures.csv").read_text(encoding="utf-8").replace(",2022,", f",{year},")
        Path(name).write_text(text, encoding="utf-8")
        words = ["add", name, "--data", "study", *FILLED, "--title", f"报告{year}"]
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "fadu.cli", *words], stdout=subprocess.DEVNULL
            )
        )
    assert [process.wait() for process in running] == [0] * 6
    frame = pd.read_csv("study/data/observations.csv", dtype="str")
    assert sorted(frame["year"].unique()) == [str(year) for year in range(2015, 2021)]
    assert len(frame) == 6 * 6


@given(st.integers(1, 9999), st.integers(0, 3), st.sampled_from([0, 4, 8]))
def test_resolution_follows_the_print(number: int, places: int, zeros: int) -> None:
    """The step is that of the last printed digit, in the unit of the value."""
    surface = f"{number / 10**places:.{places}f}"
    value = number * 10 ** (zeros - places) if zeros >= places else None
    if value is not None and float(surface):
        assert float(resolution(surface, str(value))) == 10 ** (zeros - places)
