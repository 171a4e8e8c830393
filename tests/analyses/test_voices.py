"""Table, chart and sentence are one result: each number said is one of the table, rounded as declared."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from longitudinal import LOST, lost, only
from voices import drawn, numbers_in, printed, told, years

from fadu.analyses import (
    Made,
    compare,
    coverage,
    decompose,
    model,
    rank,
    simulated_panel,
    trend,
)
from fadu.codebook import LANGUAGES
from fadu.rounding import number, rounded

CITIES = [f"370{n}00" for n in range(1, 9)]
LEVELS = {"95", "99.8"}
PAIR = st.integers(20, 20000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
QUICK = settings(max_examples=15, deadline=None)


def cells(panel, pairs):
    """Return a panel of one year of cities."""
    return lost(panel, {c: [p] for c, p in zip(CITIES, pairs, strict=False)})


def known_of_comparison(found):
    """Return what a comparison of shares may say: its table, and what is computed from it."""
    rows, standing = found.table, found.standing
    shares = [*rows["value"], *rows["low"], *rows["high"]]
    known = printed(shares, 1) | printed([*rows["count"], *rows["total"]], 0)
    known |= printed([rows["count"].sum(), rows["total"].sum()], 0) | LEVELS | {"2016"}
    verdicts = found.verdicts
    sides = [
        c for c in verdicts.columns if c in {"none", "multiplicative", "additive", "arcsine"}
    ]
    known |= {str(int((verdicts[s].abs() >= 0.998).sum())) for s in sides}
    known |= {str(len(rows)), number(0.05 * len(rows), 1), "1"}
    known |= printed([standing.target], 1)
    for least in (d for d in standing.detectable if not np.isnan(d)):
        # A limit that 0 or 100 would hide has more decimals.
        digits = next(d for d in range(1, 7) if d == 6 or rounded(least, d) not in (0, 100))
        known |= printed([least], digits)
    return known | printed([standing.phi], 1 if standing.phi < 10 else 0)


@QUICK
@given(pairs=st.lists(PAIR, min_size=8, max_size=8))
def test_a_comparison_says_its_table(panel, pairs):
    """Shares, counts, limits: what is said is in the table or computed from it, and drawn there."""
    found = compare(cells(panel, pairs), LOST, 2016)
    for lang in LANGUAGES:
        assert told(found, lang) <= known_of_comparison(found)
    ax = found.plot()
    marks = {
        (float(m.get_xdata()[0]), float(m.get_ydata()[0]))
        for m in ax.lines
        if m.get_marker() in {"o", "D"}
    }
    assert marks == set(zip(found.table["total"], found.table["value"], strict=True))


@QUICK
@given(pairs=st.lists(PAIR, min_size=2, max_size=8))
def test_a_ranking_says_its_table(panel, pairs):
    """Ends of sets are those of the table; bars end where the sets do, in the table's order."""
    found = rank(cells(panel, pairs), LOST, 2016)
    rows = found.table
    width = number(float((rows["high"] - rows["low"] + 1).median()), 0)
    known = printed([*rows["low"], *rows["high"]], 0) | {
        "1",
        "95",
        "2016",
        width,
        str(len(rows)),
    }
    for lang in LANGUAGES:
        assert told(found, lang) <= known
    bars = found.plot().collections[::2]
    ends = [end for b in bars for end in b.get_paths()[0].vertices[:, 0]]
    sets = [end for r in rows.iloc[::-1].itertuples() for end in (r.low - 0.4, r.high + 0.4)]
    assert ends == pytest.approx(sets)


@QUICK
@given(pairs=st.lists(PAIR, min_size=5, max_size=8))
def test_a_trend_says_its_tables(panel, pairs):
    """Slope, interval, p and shares are those of the tables; the chart writes the same digits."""
    found = trend(lost(panel, {CITIES[0]: pairs}), LOST, CITIES[0])
    tested, row = only(found.courses[0].stretches).tested, found.verdicts.iloc[0]
    assert (row["slope"], row["pvalue"]) == (tested.slope, tested.pvalue)
    slopes = [tested.slope, tested.low, tested.high, tested.detectable]
    known = set().union(*(printed(slopes, digits) for digits in (2, 3, 4)))
    known |= years(found.table["year"]) | {str(len(pairs)), "0.001", "0.002", "2", "95"}
    known |= printed([tested.pvalue], 3) | printed([tested.dispersion], 1)
    shares = printed(found.table["value"], 1)
    known |= printed(100 * found.table["count"] / found.table["total"], 1) | shares
    for lang in LANGUAGES:
        assert told(found, lang) <= known
    assert drawn(found.plot()) & shares


@QUICK
@given(pairs=st.lists(PAIR, min_size=2, max_size=2).filter(lambda p: p[0] != p[1]))
def test_a_split_says_its_table(panel, pairs):
    """Both parts as printed add up to the change as printed; the steps stand where they end."""
    found = decompose(lost(panel, {CITIES[0]: pairs}), LOST, CITIES[0], 2016, 2017)
    table = found.table.set_index("part")
    first, volume, rate, last = (
        float(table.loc[p, "value"]) for p in ("first year", "volume", "rate", "last year")
    )
    assert first + volume + rate == pytest.approx(last, abs=1e-6)
    parts = [rounded(volume, 1), rounded(last - first, 1) - rounded(volume, 1)]
    assert abs(float(parts[1]) - rate) <= 0.11  # the rest of a sum that is printed
    points = found.parts.points
    ends = [points.low, points.high]
    known = set().union(*(printed(ends, digits) for digits in (1, 2, 3, 4, 5, 6)))
    known |= printed([first, last, abs(last - first), *(n for p in pairs for n in p)], 0)
    known |= printed([*parts, table.loc["rate", "low"], table.loc["rate", "high"]], 1)
    known |= printed([points.first_value, points.last_value, abs(points.difference)], 1)
    known |= {"2016", "2017", "95", "0.1"} | printed([points.detectable], 1)
    for lang in LANGUAGES:
        assert told(found, lang) <= known
    ax = found.plot()
    assert drawn(ax) == printed([first, last], 0) | printed(parts, 1)
    tops = [p.get_y() + p.get_height() for p in ax.patches]
    assert tops == pytest.approx([first, first + volume, last, last], abs=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_model_says_its_tables(panel, seed):
    """Ratios, limits, p-values, means and departures are rows of the tables, to two digits."""
    found = model(simulated_panel(panel, made=Made(districts=16, seed=seed)), LOST)
    table, away, made = found.table, found.departures, found.effects
    known = printed([*table["ratio"], *table["low"], *table["high"]], 2)
    known |= printed(table["adjusted"], 3) | {"0.001", "95"}
    known |= printed([made.base, *table["typical"], *away["value"], *away["expected"]], 1)
    known |= years(made.years) | {str(made.places), str(len(away)), str(len(found.rows))}
    known |= {str(n) for n in range(20)}  # how many places depart or are left out
    for lang in LANGUAGES:
        assert told(found, lang) <= known
    assert drawn(found.plot()) == printed(table["ratio"], 2)
    marks = [m for m in found.plot().lines if m.get_marker() == "o"]
    assert [float(m.get_ydata()[0]) for m in marks] == table["ratio"].tolist()


@pytest.mark.parametrize("options", [{}, {"level": "province"}, {"years": "2018:2022"}])
def test_coverage_says_its_tables(panel, options):
    """Cells, places and bounds are those of the tables; the heat map holds the number of places."""
    found = coverage(panel, **options)
    cells, bounds = found.table, found.bounds
    full = cells[cells["places"] > 0]
    alone = int((full["places"] == 1).sum())
    known = printed([*cells["places"], *cells["could"], *bounds["present"]], 0)
    known |= printed(bounds["present"] + bounds["missing"], 0)
    known |= printed([len(full), alone, (full["places"] >= 5).sum()], 0) | {"5", "0", "100"}
    known |= printed([100 * alone / len(full)], 1) | years(cells["year"])
    known |= printed([*bounds["mean"], *bounds["low"], *bounds["high"]], 1)
    grid = found.grid
    known |= printed([grid.figures, grid.places, grid.sources, cells["indicator"].nunique()], 0)
    known |= printed([len(found.reporting), found.reporting["pvalue"].notna().sum()], 0)
    shown = grid.shown.to_numpy()
    known |= printed([len(grid.shown), shown.max()], 0) | years(grid.shown.columns)
    for lang in LANGUAGES:
        assert told(found, lang) <= known
    assert drawn(found.plot()) == printed(shown[shown > 0], 0)
    sums = cells.groupby(["indicator", "year"])["places"].sum()
    assert all(
        grid.shown.loc[i, y] == sums.get((i, y), 0)
        for i in grid.shown.index
        for y in grid.shown.columns
    )


def test_numbers_are_read_out_of_text():
    """The reader of these tests sees signs and commas, and neither dates nor names."""
    said = "2016年3地，−1.5至+13.1个百分点（27/1,760），2024年1月1日模拟A3市"
    assert numbers_in(said) == {"2016", "3", "−1.5", "13.1", "27", "1,760"}
    assert [a < b for a, b in pairwise([1, 2])] == [True]
    assert printed([np.float64(0.05), float("nan")], 1) == {"0.1"}
