"""Edges of the panel: the last day of a year, equal figures, keys without room, nothing at all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from fadu.errors import DataError
from fadu.model import Period
from fadu.panel import Panel, side
from fadu.panel.allowed import allowed
from fadu.panel.coded import coded, keys
from fadu.panel.derived import COLUMNS, sums
from fadu.panel.folders import check_names
from fadu.panel.references import Known, check_figures
from fadu.panel.seen import Scope, look_at, recorded
from fadu.schema import OBSERVATIONS

Rows = list[dict[str, object]]
Make = Callable[[Rows, Rows], Panel]
CELL = {"district": "110112", "year": 2022, "indicator": "review_corrected"}


@pytest.mark.parametrize(
    ("start", "passed", "mixed"),
    [
        (dt.date(2021, 12, 31), True, False),
        (dt.date(2022, 1, 1), True, False),
        (dt.date(2022, 1, 2), False, True),
        (dt.date(2022, 12, 31), False, True),
        (dt.date(2023, 1, 1), False, False),
    ],
)
def test_a_break_parts_a_year_between_its_days(
    panel: Panel, start: dt.date, passed: bool, mixed: bool
) -> None:
    """A break on 1 January lies before the year, one on any later day up to the last within it."""
    found = side(Period.parse("", 2022), [replace(panel.breaks[0], start=start)])
    assert (bool(found.passed), found.mixed) == (passed, mixed)


@pytest.mark.parametrize("others", [["b"], ["b", "c"]])
def test_one_of_equal_figures_is_used(panel_of: Make, others: list[str]) -> None:
    """Of sources of one tier that print the same value the first stands for the cell, alone."""
    figures: Rows = [CELL | {"value": "7", "source": s} for s in ["a", *others]]
    table = panel_of(figures, [{"id": s} for s in ["a", *others]]).table
    assert table["chosen"].tolist() == [True, *[False] * len(others)]
    assert set(table["choice"]) == {"same value"}


def test_one_of_equal_figures_of_the_best_tier_is_used(panel_of: Make) -> None:
    """Official sources that agree decide over a lower one, and the first of them stands."""
    figures: Rows = [
        CELL | {"value": v, "source": s} for s, v in [("a", "9"), ("b", "7"), ("c", "7")]
    ]
    known: Rows = [{"id": "a", "tier": "media"}, {"id": "b"}, {"id": "c"}]
    table = panel_of(figures, known).table.set_index("source")
    assert table["chosen"].to_dict() == {"a": False, "b": True, "c": False}
    assert set(table["choice"]) == {"tier"}


@pytest.mark.parametrize(
    ("value", "resolution", "low", "high"),
    [
        # from 10,000 on a number that ends in hundreds is taken as rounded: half a step down
        # if it was rounded, a whole step up if it was cut off
        ("10000", "", 5000, 20000),
        ("9900", "", 9900, 9900),
        ("12300", "", 12250, 12400),
        ("12340", "", 12340, 12340),
        # a step that is known holds for a number of any size
        ("9900", "100", 9850, 10000),
        ("12300", "1", 12300, 12300),
    ],
)
def test_which_counts_print_so(
    panel_of: Make, value: str, resolution: str, low: float, high: float
) -> None:
    """A count is taken as rounded where its step is known, or from 10,000 and hundreds on."""
    panel = panel_of([CELL | {"value": value, "resolution": resolution}], [{"id": "a"}])
    found = allowed(panel.table, panel.codebook).iloc[0]
    assert (found["print_low"], found["print_high"]) == (low, high)
    assert found["assumed"] == (low != high and not resolution)


def test_keys_without_room_keep_their_order() -> None:
    """Rows are told apart by columns whose combinations are more than a machine number holds."""
    far = 2**40
    columns = {"a": [far, 0, far, 0], "b": [0, far, 0, far], "c": [far, 5, 0, 5]}
    found = keys(
        pa.table({n: pa.array(v, pa.int64()) for n, v in columns.items()}), list("abc")
    )
    rows = list(zip(*columns.values(), strict=True))
    # ranks among the different rows: (0, far, 5) twice, (far, 0, 0), (far, 0, far)
    assert [sorted(set(rows)).index(r) for r in rows] == [2, 0, 1, 0]
    assert np.unique(found, return_inverse=True)[1].tolist() == [2, 0, 1, 0]


def test_no_figures_add_up_to_no_sum(panel_of: Make) -> None:
    """Where no part is printed there is no sum, and the empty table has its columns."""
    panel = panel_of([CELL | {"value": "7"}], [{"id": "a"}])
    found = sums(panel, {"review_received": 1, "review_accepted": -1})
    assert found.empty
    assert found.columns.tolist() == COLUMNS


def test_a_printed_change_is_no_part_of_a_sum(panel_of: Make) -> None:
    """Of 10 received and 7 accepted 3 are left; their growth by 50 % is not added."""
    printed = {"unit": "%", "measure": "change_percent", "value": "50"}
    figures: Rows = [
        CELL | {"indicator": name, "value": value}
        for name, value in [("review_received", "10"), ("review_accepted", "7")]
    ]
    figures += [CELL | printed | {"indicator": "review_received"}]
    found = sums(
        panel_of(figures, [{"id": "a"}]), {"review_received": 1, "review_accepted": -1}
    )
    assert found[["value", "low", "high", "source"]].to_numpy().tolist() == [[3, 3, 3, "a"]]


def test_a_table_that_is_nearly_named_is_told(tmp_path: Path) -> None:
    """A file that would not be read for a slip of its name is refused with the right name."""
    (tmp_path / "observation.csv").write_text("", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"observation\.csv is not read; rename it observations"
    ):
        check_names(tmp_path, ["observations.csv", "sources.csv"])
    (tmp_path / "observations.csv").write_text("", encoding="utf-8")
    check_names(tmp_path, ["observations.csv", "sources.csv"])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"period": "2021"},
            "f: row 8, column period: period '2021' has no day of the year 2022",
        ),
        ({"period": "2022-13"}, "f: row 8, column period: period '2022-13' is not empty"),
        ({"district": "999999"}, "f: row 8, column district: '999999' is not in the register"),
        (
            {"indicator": "review_corected"},
            "f: row 8, column indicator: 'review_corected' is not",
        ),
        ({"source": "z"}, "f: row 8, column source: 'z' is not in the table of sources"),
        ({"unit": "人"}, "f: row 8, column unit: '人' is no unit of review_corrected"),
        ({"start": 4}, "f: row 8, column start: one of start and end is empty"),
        ({"start": 4, "end": 3}, "f: row 8, column start: 4 to 3 is no place in a text"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_its_row(
    panel: Panel, wrong: dict[str, object], said: str
) -> None:
    """What a figure names, its unit, period and place in the text are refused where they stand."""
    blank = dict.fromkeys(OBSERVATIONS.columns, "") | {"start": pd.NA, "end": pd.NA}
    fine = blank | CELL | {"measure": "value", "value": "7", "unit": "件", "source": "a"}
    fine |= {"qualifier": "exact"}
    rows = pd.DataFrame([fine, fine | wrong])
    known = Known(panel.codebook, panel.districts, {"a"})
    check_figures(coded(rows[:1], OBSERVATIONS), known, "f", np.array([7]))
    with pytest.raises(DataError) as refused:
        check_figures(coded(rows, OBSERVATIONS), known, "f", np.array([7, 8]))
    assert str(refused.value).startswith(said)


def test_a_record_within_another_ends_alone() -> None:
    """When an inner record ends the outer one goes on, though both hold the same until then."""
    first, second = Scope(years=frozenset({2022})), Scope(years=frozenset({2023}))
    with recorded() as outer:
        with recorded() as inner:
            look_at(first)
        look_at(second)
    look_at(Scope())
    assert inner.scopes == {first}
    assert outer.scopes == {first, second}
