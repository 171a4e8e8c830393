"""Laws of one's own tables: what cannot be, or names what is not there, is refused by its place."""

from pathlib import Path

import pytest

from fadu.errors import DataError, FaduError, RequestError
from fadu.model import Period, days, span
from fadu.panel import load, store
from fadu.tables import Schema
from fadu.workspace import make_workspace

SOURCE = "own1,Report,Office,2023-02,official,,"
FIGURE = "320612,2022,,review_received,value,180,件,exact,1,,own1,,73,76"
PERSONS = "320612,2022,1250000,population_resident"
BREAK = "mine,review_*,320612,here,2019-07-01,law,新法,a law,换了法。,A law."
PLACE = "990101,新城区,Xincheng,320600,county,no"
CHANGE = "2021,990199,旧城区,990101,新城区,990101,更名,no"
DECISION = """[[decision]]
district = "320612"
year = 2022
indicator = "review_received"
value = "180"
expect = ["180"]
reason_zh = "只印了这一个。"
reason_en = "the only one printed"
"""
ROWS = {
    "sources.csv": SOURCE,
    "observations.csv": FIGURE,
    "population.csv": PERSONS,
    "breaks.csv": BREAK,
    "districts.csv": "code,name,en,parent,level,listed\n" + PLACE,
    "district_changes.csv": "year,old_code,old_name,new_code,new_name,today,kind,curated\n"
    + CHANGE,
    "decisions.toml": DECISION,
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data of a workspace with one sound row in each table."""
    folder = make_workspace(tmp_path / "study") / "data"
    for name, row in ROWS.items():
        path = folder / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}{row}\n", encoding="utf-8")
    return folder


def test_sound_tables_are_read(data: Path) -> None:
    """One sound row of each table is layered over the bundled panel."""
    panel = load(data)
    assert panel.layers[-1].added == 1
    assert panel.districts.resolve("旧城区") == "990101"
    assert {"mine"} == {b.id for b in panel.breaks} - {b.id for b in load().breaks}
    assert len(panel.decisions) == len(load().decisions) + 1


DAY = "allowed: a day: 2023-08-31"
DATE = "allowed: a date as precise as known: 2023, 2023-08 or 2023-08-31, or empty"
PERIOD = (
    "allowed: a date (2023, 2023-08, 2023-08-31) or an interval (2024-01/2024-06), or empty"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("breaks.csv", "2019-07-01", "2019-02-31", f"row 2, column from: '2019-02-31'; date '2019-02-31' does not exist; {DAY}"),
        ("breaks.csv", "2019-07-01", "２０１９-07-01", f"row 2, column from: '２０１９-07-01'; {DAY}"),
        ("breaks.csv", "2019-07-01", "٢٠١٩-07-01", f"row 2, column from: '٢٠١٩-07-01'; {DAY}"),
        ("breaks.csv", "2019-07-01", "0000-00-00", f"row 2, column from: '0000-00-00'; {DAY}"),
        ("breaks.csv", "2019-07-01", "0000-01-01", f"row 2, column from: '0000-01-01'; date '0000-01-01' does not exist; {DAY}"),
        ("breaks.csv", "2019-07-01", "2019-07", f"row 2, column from: '2019-07'; {DAY}"),
        ("breaks.csv", "2019-07-01", "2019-W27-1", f"row 2, column from: '2019-W27-1'; {DAY}"),
        ("sources.csv", "2023-02", "2023-02-29", f"row 2, column published: '2023-02-29'; date '2023-02-29' does not exist; {DATE}"),
        ("sources.csv", "2023-02", "２０２３-02", f"row 2, column published: '２０２３-02'; {DATE}"),
        ("observations.csv", "2022,,", "2022,2022-06-31,", f"row 2, column period: '2022-06-31'; date '2022-06-31' does not exist; {PERIOD}"),
        ("observations.csv", "2022,,", "2022,2022-01/2022-02-30,", f"row 2, column period: '2022-01/2022-02-30'; date '2022-02-30' does not exist; {PERIOD}"),
        ("observations.csv", "2022,,", "2022,2022-06/2022-01,", f"row 2, column period: '2022-06/2022-01'; period '2022-06/2022-01' ends before it starts; {PERIOD}"),
        ("observations.csv", "2022,,", "2022,2022-٠6,", f"row 2, column period: '2022-٠6'; {PERIOD}"),
        ("observations.csv", "2022,,", "2022,2021-01/2021-06,", "row 2, column period: period '2021-01/2021-06' has no day of the year 2022"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(
    data: Path, file: str, old: str, new: str, said: str
) -> None:
    """A date of any table is a real day in ASCII digits, or is named with what is allowed."""
    refused(data, file, old, new, said)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("observations.csv", "320612,", "320699,", "row 2, column district: '320699' is not in the register of districts (districts.csv); add it there or correct the figure"),
        ("observations.csv", "320612,", "320683,", "row 2, column district: '320683' is not in the register of districts (districts.csv); it is 320612 江苏省南通市通州区 today; add it there or correct the figure"),
        ("observations.csv", "review_received", "review_recieved", "row 2, column indicator: 'review_recieved' is not in the codebook; near it: review_received, "),
        ("observations.csv", ",own1,", ",own2,", "row 2, column source: 'own2' is not in the table of sources (sources.csv); near it: own1; "),
        ("observations.csv", ",件,", ",元,", "row 2, column unit: '元' is no unit of review_received; allowed: 件"),
        ("observations.csv", "value,180,件", "change_percent,180,件", "row 2, column unit: '件' is no unit of a change of review_received; allowed: %, 个百分点, 百分点"),
        ("observations.csv", ",180,件", ",,件", "row 2, column value: neither value nor status is given; give one of them"),
        ("observations.csv", ",1,,own1", ",1,withheld,own1", "row 2, column status: value and status are both given; keep one of them"),
        ("observations.csv", ",73,76", ",73,", "row 2, column start: one of start and end is empty; give both or none"),
        ("observations.csv", ",73,76", ",76,73", "row 2, column start: 76 to 73 is no place in a text"),
        ("observations.csv", ",exact,1,", ",exact,0.0,", "row 2, column resolution: '0.0'; allowed: number above 0, or empty"),
        ("population.csv", "320612,", "320699,", "row 2, column district: '320699' is not in the register of districts (districts.csv)"),
        ("population.csv", ",1250000,", ",0,", "row 2, column persons: '0'; allowed: integer, 1 or more"),
        ("breaks.csv", "320612,", "320699,", "row 2, column district: '320699' is not in the register of districts (districts.csv)"),
        ("breaks.csv", "review_*", "review_received|reveiw_*", "row 2, column indicators: 'review_received|reveiw_*' names no indicator of the codebook with 'reveiw_*'"),
        ("breaks.csv", "review_*", "review_recieved", "with 'review_recieved'; near it: review_received, "),
        ("breaks.csv", "review_*", "review_**", "row 2, column indicators: 'review_**'; allowed: ids of indicators, * for any letters"),
        ("districts.csv", ",320600,", ",329900,", ": 990101 has the parent 329900, which has no row; add it"),
        ("districts.csv", ",320600,", ",990101,", ": 990101 新城区 lies in itself: 990101"),
        ("district_changes.csv", "新城区,990101", "新城区,990109", ": 990199 leads to 990109, which is not in the register of districts; add it there or correct the change"),
        ("decisions.toml", '"320612"', '"320699"', "[[decision]] 1: district '320699' is not in the register of districts (districts.csv)"),
        ("decisions.toml", '"review_received"', '"review_recieved"', "[[decision]] 1: indicator 'review_recieved' is not in the codebook; near it: review_received, "),
        ("decisions.toml", "year = 2022", 'year = 2022\nperiod = "2021"', "[[decision]] 1: period '2021' has no day of the year 2022"),
        ("decisions.toml", "year = 2022", 'year = 2022\nperiod = "June"', "[[decision]] 1: period 'June' is not empty, a date (2023, "),
        ("decisions.toml", DECISION, DECISION + DECISION, "[[decision]] 2 is about the cell of 1; keep one"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_refused(
    data: Path, file: str, old: str, new: str, said: str
) -> None:
    """A row that names what does not exist, or contradicts itself, is refused by file and place."""
    refused(data, file, old, new, said)


FIELDS = (
    "allowed: district, year, period, indicator, measure, value, expect, reason_zh, reason_en"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[decision]]", "[[decisions]]", "unknown table 'decisions'; near it: decision; allowed: decision"),
        ("[[decision]]", "x = 1\n[[decision]]", "unknown table 'x'; allowed: decision"),
        ("[[decision]]", "[decision]", "decision is no list of tables; write [[decision]] above each"),
        ("reason_en", "reason_eng", f"[[decision]] 1 has the unknown field 'reason_eng'; near it: reason_en; {FIELDS}"),
        ('reason_zh = "只印了这一个。"\n', "", "[[decision]] 1 lacks the field 'reason_zh'"),
        ('value = "180"', 'value = "many"', "[[decision]] 1 value = 'many': "),
        (DECISION, f"a = {'[' * 3000}", "not readable as TOML: maximum recursion depth exceeded"),
        (DECISION, f"a = {'9' * 9000}", "not readable as TOML: Exceeds the limit (4300 digits)"),
    ],
    ids=lambda words: words[:24],
)  # fmt: skip
def test_a_table_that_is_misspelt_is_refused(data: Path, old: str, new: str, said: str) -> None:
    """What ``decisions.toml`` may not hold is named with what comes near, never passed over."""
    refused(data, "decisions.toml", old, new, said)


def refused(data: Path, file: str, old: str, new: str, said: str) -> None:
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(data)
    assert str(caught.value).startswith(f"{path}")
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("breaks.csv", "is no file"),
        ("decisions.toml", "is no file"),
        ("codebook", "is no folder"),
    ],
)
def test_a_place_that_something_else_takes_is_refused(data: Path, file: str, said: str) -> None:
    """A folder where a file is read, and a file where a folder is, are named."""
    path = data / file
    path.rename(data / "aside")
    if file == "codebook":
        path.write_text("", encoding="utf-8")
    else:
        path.mkdir()
    with pytest.raises(DataError, match=f"{file} {said}"):
        load(data)


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("decisions.toml", "decision.toml"), ("breaks.csv", "break.csv"), ("population.csv", "populations.csv"),
        ("observations.csv", "Observations.csv"), ("districts.csv", "district.csv"),
    ],
)  # fmt: skip
def test_a_file_that_is_misspelt_is_refused(data: Path, name: str, slip: str) -> None:
    """A table under a name that is nearly right is not passed over; beside the right one it may lie."""
    kept = (data / name).read_bytes()
    (data / name).rename(data / slip)
    with pytest.raises(
        DataError, match=f"{slip} is not read; rename it {name}, or move it away"
    ):
        load(data)
    (data / name).write_bytes(kept)
    load(data)


@pytest.mark.parametrize("name", [n for n in ROWS if n != "sources.csv"])
def test_a_link_that_leads_nowhere_is_refused(data: Path, name: str) -> None:
    """A table that is a link to itself or to nothing is no table that is left out."""
    for target in (name, "nowhere"):
        (data / name).unlink()
        (data / name).symlink_to(target)
        with pytest.raises(DataError, match=f"{name}: "):
            load(data)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "not readable as JSON: Expecting value"),
        ("[" * 9000, "not readable as JSON: maximum recursion depth exceeded"),
        ("[]", "is no object in JSON"),
    ],
    ids=["empty", "deep", "a list"],
)
def test_a_damaged_descriptor_is_refused(data: Path, written: str, said: str) -> None:
    """A ``datapackage.json`` that is none is refused with what to do."""
    (data / "datapackage.json").write_text(written, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(data)
    assert said in str(caught.value)
    assert str(caught.value).endswith("`fadu init DIR` makes one to copy")


def test_an_own_unit_that_bundled_figures_lack_is_told(data: Path) -> None:
    """An entry of one's own that bundled figures no longer fit names the folder, not their file."""
    entry = (
        '[review_received]\nzh = "甲"\nen = "a"\nunit = "人次"\nkind = "count"\n'
        'polarity = "neither"\ndomain = "reconsideration"\ndefinition_zh = "甲"\n'
        'definition_en = "a"\n'
    )
    (data / "codebook" / "own.toml").write_text(entry, encoding="utf-8")
    (data / "observations.csv").unlink()
    with pytest.raises(DataError, match="a figure of the bundled panel no longer fits: column"):
        load(data)


@pytest.mark.parametrize(
    "written", ["2023-02-30", "２０２３", "20230101", "2023-1", "", "2023-02-30/2023"]
)
def test_dates_are_read_in_one_place(written: str) -> None:
    """What is no date is refused by whatever reads one, never with an error of Python's own."""
    for read in (days, span, lambda w: Period.parse(w or "x", 2023)):
        with pytest.raises(RequestError):
            read(written)
    assert issubclass(RequestError, FaduError)


def test_a_report_added_while_a_panel_is_read_breaks_nothing(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures and sources that another process replaces between two reads fit each other."""
    real, waiting = store.read_table, ["sources.csv", "observations.csv"]

    def read(path: Path, schema: Schema) -> object:
        table = real(path, schema)
        if path.parent == data and path.name in waiting:
            for name in waiting:  # in the order in which `fadu add` names them
                text = (data / name).read_text(encoding="utf-8")
                new = text.replace("own1", "own0").replace(",2022,", ",2021,")
                (data / name).write_text(text + new.splitlines()[1] + "\n", encoding="utf-8")
            waiting.clear()
        return table

    monkeypatch.setattr(store, "read_table", read)
    panel = load(data)
    assert set(panel.observations["source"]) <= set(panel.sources["id"])
