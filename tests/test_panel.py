"""Laws of the panel: nothing overwritten, one figure chosen by a declared rule."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.errors import DataError, RequestError
from fadu.files import bundled
from fadu.model import Period, assumed_resolution, surely_before
from fadu.panel import Panel, load, side
from fadu.panel.asked import among
from fadu.panel.rates import per_residents, rate_pairs

Rows = list[dict[str, object]]
Make = Callable[[Rows, Rows], Panel]
CELL = {"district": "110112", "year": 2022, "indicator": "review_corrected"}


def test_nothing_is_lost(panel: Panel) -> None:
    """The panel holds all 1,425 figures, and the 95 of the annotated report with their place."""
    table = panel.table
    assert len(table) == 1425
    report = table[table["source"] == "s001"]
    assert len(report) == 95
    assert report["start"].notna().all()


def test_contradiction_stays_visible(panel: Panel) -> None:
    """51 and 60 corrected in 2022 both stand; the later report's figure is the one used."""
    rows = panel.select("110112", 2022, "review_corrected").table
    found = dict(zip(rows["value"], rows["chosen"], strict=True))
    assert found == {51.0: False, 60.0: True}
    assert set(rows["choice"]) == {"later publication"}


def test_decision_overrides_the_rule(panel: Panel) -> None:
    """A recorded decision picks the figure of a secondary source over one of a media source."""
    rows = panel.select("000000", 2023, "review_received").table
    assert rows.loc[rows["chosen"], "value"].tolist() == [385000.0]
    assert set(rows["choice"]) == {"decision"}


@pytest.mark.parametrize(
    ("sources", "chosen", "choice"),
    [
        (("official", "2023", "media", "2024"), [1.0], "tier"),
        (("official", "2023", "official", "2024"), [2.0], "later publication"),
        (("official", "2023-08", "official", "2023-09-01"), [2.0], "later publication"),
        (("official", "2023", "official", "2023-09-01"), [], "undecided"),
        (("official", "", "official", "2023-09-01"), [], "undecided"),
        (("official", "2023-08", "official", "2023-08"), [], "undecided"),
    ],
)
def test_rule(
    panel_of: Make, sources: tuple[str, ...], chosen: list[float], choice: str
) -> None:
    """The higher tier wins, then the surely later publication; else the cell is undecided."""
    figures: Rows = [CELL | {"value": "1", "source": "a"}, CELL | {"value": "2", "source": "b"}]
    known: Rows = [
        {"id": "a", "tier": sources[0], "published": sources[1]},
        {"id": "b", "tier": sources[2], "published": sources[3]},
    ]
    table = panel_of(figures, known).table
    assert table.loc[table["chosen"], "value"].tolist() == chosen
    assert set(table["choice"]) == {choice}


def test_equal_values_do_not_disagree(panel_of: Make) -> None:
    """Two sources that print the same value leave the cell decided."""
    figures: Rows = [CELL | {"value": "51", "source": s} for s in ("a", "b")]
    table = panel_of(figures, [{"id": "a"}, {"id": "b"}]).table
    assert table["chosen"].sum() == 1
    assert set(table["choice"]) == {"same value"}


def test_missing_is_not_zero(panel_of: Make) -> None:
    """A figure that was not printed has no value, is not chosen, and is not zero."""
    figures: Rows = [CELL | {"status": "not_printed"}, CELL | {"year": 2021, "value": "0"}]
    table = panel_of(figures, [{"id": "a"}]).table
    assert table["value"].isna().tolist() == [True, False]
    assert table["chosen"].tolist() == [False, True]


def test_rate_from_one_source(panel: Panel) -> None:
    """A rate's counts come from one report; a pair from two is shown and never chosen there."""
    pairs = rate_pairs(panel.select("110112", 2022), "review_correction_rate")
    assert pairs[["count", "total", "mixed", "chosen"]].to_numpy().tolist() == [
        [51.0, 476.0, False, True],
        [60.0, 476.0, True, False],
    ]


def test_mixed_pair_stands_in(panel_of: Make) -> None:
    """Where no source holds both counts, the pair of two sources is marked as mixed."""
    figures: Rows = [
        CELL | {"value": "5", "source": "a"},
        CELL | {"indicator": "review_concluded", "value": "50", "source": "b"},
    ]
    pairs = rate_pairs(panel_of(figures, [{"id": "a"}, {"id": "b"}]), "review_correction_rate")
    assert pairs[["mixed", "chosen"]].to_numpy().tolist() == [[True, True]]


def test_a_pair_put_aside_by_a_decision_never_stands(panel: Panel) -> None:
    """The nation's 2023 counts of April were superseded: 34,000 of 352,000 stand, though mixed."""
    pairs = rate_pairs(panel.select("000000", 2023), "review_correction_rate")
    assert pairs[["count", "total", "mixed", "chosen"]].to_numpy().tolist() == [
        [27300.0, 293000.0, False, False],
        [34000.0, 352000.0, True, True],
    ]


def test_population_is_matched_by_place_and_year(panel: Panel) -> None:
    """A figure meets the resident population of its own place and year, or none."""
    figures = pd.DataFrame({"district": ["110000", "110112"], "year": [2019, 2019]})
    persons = per_residents(panel, figures)
    assert persons.iloc[0] > 21_000_000
    assert pd.isna(persons.iloc[1])


def test_sides_of_breaks(panel: Panel) -> None:
    """110112 stands apart before July 2022, in 2022, in 2023 and from 2024 on."""
    breaks = panel.breaks_of("review_correction_rate", "110112")
    sides = {y: side(Period.parse("", y), breaks) for y in range(2019, 2025)}
    assert sides[2019] == sides[2021]
    assert [y for y, s in sides.items() if s.mixed] == [2022]
    assert len({s.passed for y, s in sides.items() if y != 2022}) == 3


def test_recode_never_splits(panel: Panel) -> None:
    """A change of code alone is no break (通州 2009, 海门 2020); a merger is one (崇川 2020)."""
    assert not panel.breaks_of("mediation_accepted", "320614")
    assert [b.id for b in panel.breaks_of("mediation_accepted", "320613")] == [
        "chongchuan_2020"
    ]


def test_break_reaches_as_far_as_declared(panel: Panel) -> None:
    """A break with reach here concerns the place alone, one with below all within it."""
    assert "ministry_merger_2018" in {
        b.id for b in panel.breaks_of("review_received", "000000")
    }
    assert "ministry_merger_2018" not in {
        b.id for b in panel.breaks_of("review_received", "110112")
    }


def test_select_leaves_the_panel_alone(panel: Panel) -> None:
    """Selecting and tabulating change no frame of the panel."""
    before = panel.observations.copy(deep=True)
    panel.select(districts="110112", years="2020:2024", indicators="review_received").table  # noqa: B018
    pd.testing.assert_frame_equal(panel.observations, before)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"indicators": "review_corected"},
            "indicator 'review_corected' is not in the codebook",
        ),
        ({"years": "2025:2019"}, "years 2025:2019 ends before it starts; write 2019:2025"),
        ({"years": "soon"}, "years 'soon' is no year; write 2023, 2019:2023 or 2019,2021"),
        ({"years": []}, "years is empty; write 2023, 2019:2023 or 2019,2021"),
        (
            {"tier": "best"},
            "tier 'best' is not one of official, academic, media, secondary",
        ),
    ],
)
def test_select_refuses(panel: Panel, options: dict[str, object], message: str) -> None:
    """What does not exist is refused with what is allowed."""
    with pytest.raises(RequestError) as caught:
        panel.select(**options)  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_assumed_resolution(number: int, zeros: int) -> None:
    """The assumed step is the largest power of ten that divides an integer."""
    value = number * 10**zeros
    step = assumed_resolution(str(value))
    assert value % step == 0
    assert value % (step * 10) != 0


def test_resolution_of_decimals() -> None:
    """A printed decimal place is a step even where it is zero."""
    assert str(assumed_resolution("98.0")) == "0.1"
    assert assumed_resolution("0") == 1


def test_dates_as_precise_as_known() -> None:
    """A date is surely before another only if every day that it may be is."""
    assert surely_before("2023", "2024-01-01")
    assert not surely_before("2023", "2023-08")
    assert not surely_before("", "2024")


def bundled_copy(folder: Path) -> Path:
    """Copy the bundled data into a folder of one's own."""
    return Path(shutil.copytree(bundled("data"), folder / "data"))


def test_layer_of_the_same_data_changes_nothing(tmp_path: Path, panel: Panel) -> None:
    """The bundled data layered over themselves add and override nothing."""
    again = load(bundled_copy(tmp_path))
    assert (again.layers[-1].added, again.layers[-1].overridden) == (0, 0)
    pd.testing.assert_frame_equal(again.observations, panel.observations)


def test_own_figures_add_and_override(tmp_path: Path, panel: Panel) -> None:
    """A figure of one's own adds to the panel or takes the place of its equal, and is counted."""
    data = bundled_copy(tmp_path)
    path = data / "observations.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [lines[0], lines[1].replace(",exact,", ",about,")]
    new = "110112,2030,,review_received,value,9,件,exact,,,s042,,,"
    path.write_text("\n".join([*kept, new]) + "\n", encoding="utf-8")
    own = load(tmp_path)
    assert (own.layers[-1].added, own.layers[-1].overridden) == (1, 1)
    assert len(own) == len(panel) + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "observations.csv",
            "110112,2019",
            "110112,20l9",
            "column year: '20l9'; allowed: integer",
        ),
        (
            "observations.csv",
            ",review_received,",
            ",review_recieved,",
            "is not in the codebook",
        ),
        (
            "observations.csv",
            ",s046,",
            ",s999,",
            "is not in the table of sources (sources.csv)",
        ),
        ("observations.csv", "110112,", "110199,", "is not in the register of districts"),
        ("sources.csv", ",official,", ",oficial,", "allowed: one of official, academic"),
        (
            "breaks.csv",
            ",below,",
            ",blow,",
            "column reach: 'blow'; allowed: one of below, here",
        ),
    ],
)
def test_damaged_data(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    """A damaged table is refused with the file, the column and what is allowed."""
    data = bundled_copy(tmp_path)
    path = data / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(data)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: None, "does not exist: no datapackage.json in it"),
        (lambda p: p.mkdir(), "is empty: no datapackage.json in it"),
        (lambda p: p.write_text("x"), "is no folder: no datapackage.json in it"),
    ],
)
def test_no_panel_there(tmp_path: Path, make: Callable[[Path], object], message: str) -> None:
    """A folder that is missing, empty or no folder is refused with what to do."""
    folder = tmp_path / "study"
    make(folder)
    with pytest.raises(DataError) as caught:
        load(folder)
    assert message in str(caught.value)
    assert str(caught.value).endswith("`fadu init DIR` makes a workspace")


@pytest.mark.parametrize(
    "values", [[], ["110112"], [f"{n:06d}" for n in range(2000)] + ["110112"]]
)
def test_cells_among_values(values: list[str]) -> None:
    """Cells are found among few values and among many, in any order of rows, also where there is none."""
    column = pd.Series(
        ["320612", "110112", "000007", "110112"], index=[3, 1, 2, 0], dtype="str"
    )
    for cells in (column, column[:0]):
        assert among(cells, values).tolist() == [cell in values for cell in cells]


def test_rows_of_a_selection_tell_nothing_of_other_figures(panel: Panel) -> None:
    """A figure added elsewhere moves no row of a selection; behind its rows stand its figures."""
    first = panel.observations.iloc[[0]].assign(value="77")
    more = replace(
        panel, observations=pd.concat([first, panel.observations], ignore_index=True)
    )
    part, same = (p.select("320612", 2023) for p in (panel, more))
    pd.testing.assert_frame_equal(part.table, same.table)
    for whole in (panel, more):
        behind = whole.printed(part.table.iloc[::-1])
        pd.testing.assert_frame_equal(
            behind.reset_index(drop=True), part.observations.iloc[::-1].reset_index(drop=True)
        )
