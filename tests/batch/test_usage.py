"""Laws of staleness: a briefing rests on the figures that it looked at, and on no other."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fadu import pages
from fadu.analyses import compare, profile
from fadu.briefing.manifest import Entry, Manifest
from fadu.briefing.usage import Ledger, Usage, merged
from fadu.panel import Panel
from fadu.panel.seen import Scope, recorded
from fadu.schema import OBSERVATIONS, SOURCES

MINE, BESIDE, CITY = "110112", "110105", "320600"
RATE, COUNT, TOTAL = "review_correction_rate", "review_corrected", "review_concluded"


def row(district: str, year: int, indicator: str, value: object, source: str = "a") -> dict:
    return {
        "district": district, "year": year, "indicator": indicator, "value": value,
        "unit": "%" if indicator == RATE else "件", "source": source,
    }  # fmt: skip


def rows() -> list[dict]:
    places = [(MINE, 40), (BESIDE, 60), (CITY, 80)]
    found = [
        row(district, year, indicator, value)
        for district, total in places
        for year in (2022, 2023)
        for indicator, value in ((COUNT, total // 4), (TOTAL, total))
    ]
    return [*found, row(BESIDE, 2023, "mediation_accepted", 900)]


@pytest.fixture
def used(panel_of: Callable) -> Callable[[Callable[[Panel], object]], Callable[[Panel], str]]:
    """Return a function that says what a run of a question would find changed in another panel."""

    def run(ask: Callable[[Panel], object]) -> Callable[[Panel], str]:
        panel = panel_of(rows(), [{"id": "a", "published": "2024-01-01"}])
        ledger = Ledger(panel)
        with recorded() as looked:
            ask(panel)
        usage = ledger.usage(looked.scopes)
        assert ledger.changed(usage, str) == ""
        return lambda other: Ledger(other).changed(usage, str)

    return run


def briefing(panel: Panel) -> object:
    found = profile(panel, MINE, "2023", [RATE])
    return [*found.sentences(), pages.attached(panel, found.used, {})]


CASES = {
    "its own figure": (MINE, 2023, COUNT, "figures of county, 2023, "),
    "a figure beside it": (BESIDE, 2023, TOTAL, "figures of county, 2023, "),
    "its own figure of another year, which the checks look at": (MINE, 2022, COUNT, "110112"),
    "a figure of another year elsewhere": (BESIDE, 2022, TOTAL, ""),
    "a figure of another level": (CITY, 2023, TOTAL, ""),
    "a figure of another indicator elsewhere": (BESIDE, 2023, "mediation_accepted", ""),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_changed_figure_concerns_those_that_looked_at_it(
    case: str, used: Callable, panel_of: Callable
) -> None:
    """A figure that changes concerns the briefing that looked at it, and no other."""
    district, year, indicator, told = CASES[case]
    key = (district, year, indicator)
    changed = [
        {**r, "value": 39} if (r["district"], r["year"], r["indicator"]) == key else r
        for r in rows()
    ]
    assert changed != rows()
    said = used(briefing)(panel_of(changed, [{"id": "a", "published": "2024-01-01"}]))
    assert told in said if told else said == ""


@pytest.mark.parametrize(("year", "stale"), [(2023, True), (2021, False)])
def test_a_new_figure_concerns_the_comparison_that_it_enters(
    year: int, stale: bool, used: Callable, panel_of: Callable
) -> None:
    """A new place in the year of a comparison concerns it; one of another year does not."""
    new = [row("110106", year, COUNT, 5), row("110106", year, TOTAL, 30)]
    other = panel_of([*rows(), *new], [{"id": "a", "published": "2024-01-01"}])
    assert bool(used(briefing)(other)) is stale


def test_a_figure_that_goes_concerns_the_comparison(used: Callable, panel_of: Callable) -> None:
    """A place that leaves a comparison concerns it."""
    left = [r for r in rows() if (r["district"], r["year"]) != (BESIDE, 2023)]
    assert used(briefing)(panel_of(left, [{"id": "a", "published": "2024-01-01"}]))


def test_a_source_counts_with_its_figures(used: Callable, panel_of: Callable) -> None:
    """A source whose title changes concerns the briefings of its figures; a new one nobody."""
    same = [{"id": "a", "published": "2024-01-01"}, {"id": "b", "published": "2025-01-01"}]
    assert used(briefing)(panel_of(rows(), same)) == ""
    other = [{"id": "a", "published": "2024-01-01", "title": "another"}]
    assert used(briefing)(panel_of(rows(), other))


def test_order_of_rows_is_nothing(used: Callable, panel_of: Callable) -> None:
    """The same figures in another order are the same."""
    sources = [{"id": "a", "published": "2024-01-01"}]
    assert used(briefing)(panel_of(rows()[::-1], sources)) == ""


def test_a_comparison_looks_at_its_year(used: Callable, panel_of: Callable) -> None:
    """A comparison of one year rests on that year, whatever it says of others in a refusal."""
    ask = used(lambda panel: compare(panel, RATE, 2023).used)
    sources = [{"id": "a", "published": "2024-01-01"}]
    for year, stale in ((2022, False), (2023, True)):
        other = [*rows(), row("110106", year, TOTAL, 30)]
        assert bool(ask(panel_of(other, sources))) is stale


def test_files_count(panel: Panel) -> None:
    """A file that a notebook read and that has changed since is named."""
    usage = Usage((), {"note.txt": "1", "list.csv": "2"})
    now = {"note.txt": "1", "list.csv": "3"}
    assert Ledger(panel).changed(usage, now.__getitem__) == "list.csv"


def test_usage_survives_the_manifest(panel: Panel, tmp_path) -> None:
    """What a manifest holds of a briefing's figures is what it rested on."""
    ledger = Ledger(panel)
    counties = panel.districts.of_level("county")
    scopes = [Scope().narrowed([MINE]), Scope().narrowed(counties, [2023], [TOTAL]), Scope()]
    for scope in scopes:
        usage = ledger.usage([scope], {"a": "1"})
        Manifest(tmp_path).append(Entry("x", "done", used=usage))
        kept = Manifest(tmp_path).entries["x"].used
        assert kept == usage
        assert ledger.changed(kept, {"a": "1"}.__getitem__) == ""
        assert len(json.dumps(kept.scopes)) < 200  # a level is told by its name


SCOPES = st.builds(
    Scope,
    *(
        st.none() | st.frozensets(st.sampled_from(values), max_size=2)
        for values in ((MINE, BESIDE), (2022, 2023), (COUNT, TOTAL))
    ),
)


def within(scopes: Iterable[Scope]) -> set[tuple[object, ...]]:
    cells = [(d, y, i) for d in (MINE, BESIDE) for y in (2022, 2023) for i in (COUNT, TOTAL)]
    return {
        cell
        for cell in cells
        for scope in scopes
        if all(
            kept is None or value in kept
            for value, kept in zip(cell, vars(scope).values(), strict=True)
        )
    }


@given(st.lists(SCOPES, max_size=6))
@settings(max_examples=200)
def test_merging_keeps_what_was_looked_at(scopes: list[Scope]) -> None:
    """Scopes that are put together hold the same cells as before, in one order."""
    found = merged(scopes)
    assert within(found) == within(scopes)
    assert merged(scopes[::-1]) == found


@pytest.mark.parametrize("column", OBSERVATIONS.columns)
def test_every_column_counts(column: str, panel: Panel) -> None:
    """A change in any column of a figure changes its hash, and that of no other figure."""
    figures = panel.observations.copy()
    at = figures.index[100]
    if figures[column].dtype.kind in "iu" or column in {"start", "end"}:
        figures.loc[at, column] = 7
    else:
        figures.loc[at, column] = f"{figures.loc[at, column]}x"
    before, after = Ledger(panel).hashes, Ledger(replace(panel, observations=figures)).hashes
    assert (before != after).nonzero()[0].tolist() == [100]


@pytest.mark.parametrize("column", SOURCES.columns[1:])
def test_every_column_of_a_source_counts(column: str, panel: Panel) -> None:
    """A change in any column of a source changes the hashes of its figures alone."""
    sources = panel.sources.copy()
    name = sources.loc[sources.index[5], "id"]
    sources.loc[sources.index[5], column] = "x"
    before, after = Ledger(panel).hashes, Ledger(replace(panel, sources=sources)).hashes
    mine = pd.Series(panel.observations["source"] == name).to_numpy()
    assert ((before != after) == mine).all()
    assert mine.any()
