"""Where a break does not apply, began on another day, or had come in part before."""

import datetime as dt
from pathlib import Path

import pytest

from fadu import compare, trend
from fadu.analyses.sides import changes, side_of
from fadu.errors import DataError
from fadu.model import Period
from fadu.panel import Panel, load, side
from fadu.workspace import make_workspace

HEAD = "break,district,from,before\n"
LAW, RULES = "reconsideration_law_2024", "head_appearance_2020"


def workspace(folder: Path, *rows: str) -> Path:
    """Make a workspace with these rows of places; without one, without the file."""
    data = make_workspace(folder / "study") / "data"
    path = data / "breaks_places.csv"
    if rows:
        path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    else:
        path.unlink()
    return data


def begins(panel: Panel, name: str, district: str) -> dt.date | None:
    """Return the first day of a break in a place; None where it does not apply."""
    held = {b.id: b.start for b in panel.breaks_of("head_appearance_rate", district)}
    return held.get(name)


def test_a_workspace_without_the_table_is_read(tmp_path: Path, panel: Panel) -> None:
    """An older workspace has no table of places, and its breaks are the bundled ones."""
    assert load(workspace(tmp_path)).breaks == panel.breaks


def test_the_nearest_place_says_how_a_break_holds(tmp_path: Path) -> None:
    """A break begins on the day of the nearest area with a row, or nowhere in it, or on its own."""
    own = load(workspace(tmp_path, f"{RULES},330000,,", f"{RULES},330300,2019-03-01,"))
    usual = dt.date(2020, 7, 1)
    assert [begins(own, RULES, code) for code in ("110000", "330000", "330100")] == [
        usual, None, None,
    ]  # fmt: skip
    assert {begins(own, RULES, code) for code in ("330300", "330302")} == {dt.date(2019, 3, 1)}


def test_a_series_is_split_on_the_day_of_its_place(tmp_path: Path) -> None:
    """A year lies before or behind a break by the day that it has in the place."""
    own = load(workspace(tmp_path, f"{RULES},330300,2019-01-01,", f"{RULES},330100,,"))
    year = Period.parse("", 2019)
    passed = {
        code: RULES in side(year, own.breaks_of("head_appearance_rate", code)).passed
        for code in ("110000", "330100", "330300")
    }
    assert passed == {"110000": False, "330100": False, "330300": True}


def test_breaks_of_a_place_stand_by_their_days_there(tmp_path: Path) -> None:
    """An earlier day in a place moves a break before the others."""
    own = load(workspace(tmp_path, f"{LAW},330300,2018-01-01,"))
    found = [b.id for b in own.breaks_of("review_accepted", "330300")]
    assert found == [LAW, "concentration_zhejiang"]


def test_a_break_with_another_day_can_be_crossed(tmp_path: Path) -> None:
    """Who asks to cross a break crosses it on the day of each place."""
    own = load(workspace(tmp_path, f"{LAW},110112,2023-01-01,"))
    found = trend(
        own, "review_received", "110112", "2021:2024", across=[LAW, "concentration_beijing"]
    )
    assert [b.start.isoformat() for b in found.courses[0].crossed] == [
        "2022-07-01",
        "2023-01-01",
    ]
    assert len(found.courses[0].stretches) == 1


@pytest.mark.parametrize("code", ["110000", "110112", "330300", "420100", "120000", "370100"])
def test_since_the_law_of_2024_all_places_stand_on_one_side(panel: Panel, code: str) -> None:
    """What six provinces had changed before, the law of 2024 brought to all others."""
    passed = side(Period.parse("", 2024), panel.breaks_of("review_accepted", code)).passed
    assert changes(side_of(panel, "review_accepted", code, "+".join(passed))) == (
        "jurisdiction review_*", LAW,
    )  # fmt: skip


def test_before_the_law_of_2024_early_places_stand_apart(panel: Panel) -> None:
    """In 2023 Wenzhou has changed its jurisdiction, and Jinan has not."""
    names = [
        changes(side_of(panel, "review_accepted", code, passed))
        for code, passed in (("330300", "concentration_zhejiang"), ("370100", ""))
    ]
    assert names == [("jurisdiction review_*",), ()]


def test_an_ignored_break_brings_no_part(panel: Panel) -> None:
    """A break that is ignored parts nothing, also where a later one brings a part of it."""
    ignored = [b for b in panel.breaks if b.id.startswith("concentration")]
    left = panel.ignoring(ignored)
    assert changes(side_of(left, "review_accepted", "110000", LAW)) == (LAW,)


def test_provinces_of_2024_are_compared(panel: Panel) -> None:
    """Provinces that changed their jurisdiction early stand beside the others in 2024."""
    found = compare(panel, "review_received", 2024, level="province")
    assert "side" not in set(found.left_out["reason"])
    assert {"110000", "330000"} & set(found.section.compared["district"])


def test_a_row_of_ones_own_goes_before_the_bundled_one(tmp_path: Path) -> None:
    """A row of a workspace replaces the bundled row of its break and place, and no other."""
    own = load(workspace(tmp_path, f"{LAW},110000,,"))
    law = next(b for b in own.breaks if b.id == LAW)
    assert [(e.district, e.before != "") for e in law.elsewhere][:2] == [
        ("110000", False), ("120000", True),
    ]  # fmt: skip
    assert [b.id for b in own.breaks_of("review_accepted", "110112")] == [
        "concentration_beijing"
    ]


REFUSED = {
    "no break": ("lawless,110000,,", "row 2, column break: 'lawless' is no break of breaks.csv; add it there"),
    "no place": (f"{LAW},999999,,", "row 2, column district: '999999' is not in the register of districts (districts.csv)"),
    "outside": ("concentration_beijing,330000,,", "row 2, column district: '330000' does not lie within concentration_beijing; leave the row out"),
    "of one place alone": ("chongchuan_2020,320613,,", "row 2, column district: '320613' does not lie within chongchuan_2020; leave the row out"),
    "both": (f"{LAW},110000,2022-07-01,concentration_beijing", "row 2, column before: 'concentration_beijing' stands beside a day; keep one of the two"),
    "before is no break": (f"{LAW},110000,,lawless", "row 2, column before: 'lawless' is no other break of breaks.csv; add it there"),
    "before itself": (f"{LAW},110000,,{LAW}", f"row 2, column before: '{LAW}' is no other break of breaks.csv; add it there"),
    "before elsewhere": (f"{LAW},110000,,concentration_hunan", "row 2, column before: 'concentration_hunan' does not hold in 110000; name the break that did"),
    "no day": (f"{LAW},110000,2022-02-30,", "row 2, column from: '2022-02-30'; date '2022-02-30' does not exist; allowed: a day: 2023-08-31, or empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_row_that_cannot_be_is_refused(tmp_path: Path, case: str) -> None:
    """A refusal names the file, the row, the column, and what to do."""
    row, said = REFUSED[case]
    data = workspace(tmp_path, row)
    with pytest.raises(DataError) as refused:
        load(data)
    assert str(refused.value) == f"{data / 'breaks_places.csv'}: {said}"
