"""What comes in as any kind of column, and what never comes out: a traceback, a changed input."""

import dataclasses
import datetime as dt
import inspect
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import fadu
from fadu import stats
from fadu.errors import LONGEST, FaduError, StatisticsError, shown
from fadu.stats.options import finite, flag, positive, result, share, shares, whole

YEAR = [2018, 2019, 2020, 2021, 2022]
COUNT = [1, 20, 300, 2**33, 7]
TOTAL = [10, 40, 301, 2**34, 70]
PRINTED = stats.printed_bounds([10.0, 20.0], 1.0)
FUNNEL = stats.funnel([1, 2, 3, 4, 5], [10, 20, 20, 30, 33])
SMALL = {"count": [1, 2, 3, 4, 5], "total": [10, 20, 20, 30, 33]}
PAIRS = {"count1": [1, 2], "total1": [10, 20], "count2": [3, 4], "total2": [9, 30]}
RATES = {"count1": [1, 2], "exposure1": [10, 20], "count2": [3, 4], "exposure2": [9, 30]}
PANEL = {
    "count": [1, 2, 3, 4] * 3,
    "total": [10, 20, 33, 40] * 3,
    "district": [1] * 4 + [2] * 4 + [3] * 4,
    "year": [1, 2, 3, 4] * 3,
}
CALLS = {
    "adjust": {"pvalues": [0.1, 0.2]},
    "arcsine_scores": SMALL,
    "decompose": {"count_before": 1, "total_before": 2, "count_after": 3, "total_after": 4},
    "detectable_proportion": {"base": 0.9, "total1": 100},
    "detectable_rate": {"base": 0.1, "exposure1": 100},
    "detectable_trend": {"year": YEAR, "base": 0.5, "total": [10, 20, 20, 30, 33]},
    "difference_bounds": {"first": PRINTED, "second": PRINTED},
    "funnel": SMALL,
    "funnel_curve": {"funnel": FUNNEL, "total": [10, 20]},
    "growth_bounds": {"now": PRINTED, "before": PRINTED},
    "missing_bounds": {"value": [0.1, None]},
    "panel_model": PANEL,
    "possible_counts": {"share": PRINTED, "total": [10, 20]},
    "printed_bounds": {"value": [1.0], "resolution": 0.1},
    "printed_proportion": {
        "count": [10, 20],
        "total": [30, 40],
        "count_print": PRINTED,
        "total_print": stats.printed_bounds([30.0, 40.0], 1.0),
    },
    "printed_rate": {"count": [10, 20], "exposure": [30, 40], "count_print": PRINTED},
    "proportion": SMALL,
    "rank_sets": {"value": [1, 2, 3, 4, 5], "se": [1] * 5},
    "rate": {"count": [1, 2, 3], "exposure": [10, 20, 30]},
    "ratio_bounds": {"first": PRINTED, "second": PRINTED},
    "reporting": {"district": list("aabbc"), "year": YEAR, "value": [1, 2, 3, 4, 5]},
    "shrink": SMALL,
    "top_sets": {"value": [1, 2, 3, 4, 5], "se": [1] * 5, "k": 2},
    "treatments": SMALL,
    "trend": {"year": YEAR, **SMALL},
    "trend_values": {"year": YEAR, "value": [1, 2, 3, 4, 5]},
    "two_proportions": PAIRS,
    "two_rates": RATES,
    "year_before": {"now": PRINTED, "growth": PRINTED},
}
"""A small sound call of each function."""

FORMS = {
    "tuple": tuple,
    "array": np.array,
    "floats": lambda column: np.array(column, dtype=float),
    "unsigned": lambda column: np.array(column, dtype=np.uint64),
    "other end first": lambda column: np.array(column, dtype=">i8"),
    "series": pd.Series,
    "series of other labels": lambda column: pd.Series(column, index=list("vwxyz")),
    "nullable": lambda column: pd.Series(column, dtype="Int64"),
    "nullable floats": lambda column: pd.Series(column, dtype="Float64"),
    "arrow": lambda column: pd.Series(column, dtype="int64[pyarrow]"),
    "pandas array": lambda column: pd.array(column, dtype="Int64"),
    "index": pd.Index,
    "decimals": lambda column: [Decimal(x) for x in column],
    "series of decimals": lambda column: pd.Series([Decimal(x) for x in column], dtype=object),
    "fractions": lambda column: [Fraction(x) for x in column],
    "nothing masked": np.ma.masked_array,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_columns_of_any_kind_are_the_same_column(form):
    """Lists, arrays, Series, nullable and decimal columns give the same numbers to the bit."""
    y, c, n = form(YEAR), form(COUNT), form(TOTAL)
    for call in (stats.proportion, stats.rate, stats.funnel, stats.shrink):
        one, other = call(COUNT, TOTAL), call(c, n)
        np.testing.assert_array_equal(one.low, other.low)
        np.testing.assert_array_equal(one.high, other.high)
    pairs = stats.two_proportions(COUNT, TOTAL, COUNT[::-1], TOTAL[::-1])
    reverse = form(COUNT[::-1]), form(TOTAL[::-1])
    np.testing.assert_array_equal(pairs.low, stats.two_proportions(c, n, *reverse).low)
    assert stats.trend(YEAR, COUNT, TOTAL).pvalue == stats.trend(y, c, n).pvalue
    assert stats.trend_values(YEAR, COUNT).pvalue == stats.trend_values(y, c).pvalue
    np.testing.assert_array_equal(stats.rank_sets(COUNT, TOTAL).low, stats.rank_sets(c, n).low)


@pytest.mark.parametrize("gone", [None, np.nan, pd.NA, pd.NaT, Decimal("NaN")])
def test_whatever_says_missing_is_missing(gone):
    """None, NaN, NA, NaT and a decimal NaN each blank their own row and no other."""
    count, total = pd.Series([1, gone, 3], dtype=object), [10, 10, 10]
    results = [
        stats.proportion(count, total), stats.rate(count, total), stats.funnel(count, total),
        stats.shrink(count, total), stats.two_proportions(5, 10, count, total),
        stats.two_rates(5, 10, count, total), stats.rank_sets(count, total),
    ]  # fmt: skip
    for found in results:
        assert np.isnan(np.asarray(found.low)[1]).all()
        assert np.isfinite(np.asarray(found.low)[[0, 2]]).all()
        assert [bool(why) for why in found.reason] == [False, True, False]


def test_a_masked_value_is_missing():
    """What a numpy mask hides is never read."""
    found = stats.proportion(np.ma.masked_array([1, 99, 3], mask=[0, 1, 0]), 10)
    assert list(found.reason) == ["", "the count is missing", ""]
    assert stats.funnel(np.ma.masked_array([1, 9, 3], mask=[0, 1, 0]), [10] * 3).target == 0.2


@pytest.mark.parametrize("empty", [[], np.array([]), pd.Series([], dtype="Int64")])
def test_no_rows_give_no_rows(empty):
    """Empty columns give empty results, and a trend of none cannot be calculated."""
    for call in (
        stats.proportion,
        stats.rate,
        stats.shrink,
        stats.rank_sets,
        stats.arcsine_scores,
    ):
        assert len(call(empty, empty).reason) == 0
    for treatment in ("none", "multiplicative", "additive"):
        assert stats.funnel(empty, empty, overdispersion=treatment).low.shape == (0, 2)
    assert stats.two_proportions(empty, empty, empty, empty).low.shape == (0,)
    assert stats.adjust(empty).compared == 0
    assert stats.trend(empty, empty, empty).verdict == "cannot be calculated"
    assert stats.trend_values(empty, empty).reason == "0 valid points; a trend needs 5"


IMPOSSIBLE = {
    "the count is missing": (np.nan, 3),
    "the count is infinite": (np.inf, 3),
    "the count -1 is negative": (-1, 3),
    "the count 1.5 is not a whole number": (1.5, 3),
    "the count 2e+15 is above 1e+15": (2e15, 3e15),
    "the total is missing": (1, None),
    "the total is infinite": (1, np.inf),
    "the total is zero": (0, 0),
    "the total -2 is negative": (1, -2),
    "the total 3.5 is not a whole number": (1, 3.5),
    "the count 5 is above its total 3": (5, 3),
}


@pytest.mark.parametrize(("why", "row"), IMPOSSIBLE.items(), ids=IMPOSSIBLE)
def test_an_impossible_row_says_why(why, row):
    """Each impossible pair gives NaN and its own sentence, and leaves its neighbour alone."""
    count, total = [1, row[0]], [3, row[1]]
    found = stats.proportion(count, total)
    assert np.isnan([found.value[1], found.low[1], found.high[1]]).all()
    alone = stats.proportion(1, 3)
    assert (found.low[0], found.high[0]) == (alone.low, alone.high)
    funnel = stats.funnel(count, total)
    assert funnel.target == 1 / 3
    assert np.isnan(funnel.low[1]).all()
    assert not funnel.outside[1].any()
    for one in (found, funnel, stats.shrink(count, total), stats.arcsine_scores(count, total)):
        assert list(one.reason) == ["", why]


def test_exposures_need_no_whole_numbers():
    """An exposure may be any number above 0, and a count may be above it."""
    found = stats.rate([30, 1, 1, 1], [0.5, 0, -1, np.inf])
    assert found.value[0] == 60
    assert list(found.reason[1:]) == [
        "the exposure is zero", "the exposure -1 is negative", "the exposure is infinite",
    ]  # fmt: skip


def test_the_noise_of_a_product_is_no_fraction():
    """0.57 x 10,000 is 5,700 although a float says a little more or less."""
    total = 0.57 * 10_000
    assert total != 5700
    found, exact = (
        stats.funnel([900, 5], [total, 20]),
        stats.funnel([900, 5], [5700, 20]),
    )
    np.testing.assert_array_equal(found.low, exact.low)
    assert stats.trend(YEAR, [total] * 5, [8000] * 5).pvalue == 1
    assert stats.arcsine_scores(1, 1 - 1e-12).value[0] == np.pi / 2


def junk():
    """Things that are no column and no option."""
    return [
        None, "x", "", b"abc", np.nan, np.inf, -np.inf, -1, 0, 1, 0.5, True, 10**400, [10**400], 1j,
        [], {}, {1, 2}, object(), pd.NA, pd.NaT, Decimal("0.3"), [Decimal("sNaN")], Fraction(1, 3),
        dt.date(2020, 1, 1), pd.Timestamp("2020"), np.datetime64("2020"), [[1, 2], [3]],
        ["a", 1], [None] * 5, [np.inf] * 5, [0] * 5, [-1] * 5, [1e308] * 5, [1e-308] * 5,
        [2**62] * 5, np.ones((2, 5)), np.ones((5, 1)), np.ones((0, 5)), np.array(5),
        pd.Series(["a"] * 5), pd.Series(pd.to_datetime(["2020"] * 5)), pd.Categorical([1] * 5),
        pd.DataFrame({"a": [1] * 5}), [object()] * 5, range(5), len, 1e-300, 1 - 1e-16, (0.9, 2),
    ]  # fmt: skip


def test_every_function_is_tried():
    """The list of calls is the front door."""
    assert sorted(CALLS) == stats.__all__


@pytest.mark.parametrize("name", stats.__all__)
def test_nothing_odd_gives_a_traceback(name):
    """Any argument may be anything: an answer or one line of the package's own, no other error."""
    function = getattr(stats, name)
    for argument in inspect.signature(function).parameters:
        for odd in junk():
            try:
                function(**{**CALLS[name], argument: odd})
            except FaduError as refusal:
                assert "\n" not in str(refusal)  # noqa: PT017
                assert len(str(refusal)) < 2 * LONGEST + 80  # noqa: PT017


def arrays_of(found):
    columns = [getattr(found, name) for name in found.__slots__]
    return [column for column in columns if isinstance(column, np.ndarray)]


@pytest.mark.parametrize("name", stats.__all__)
def test_results_are_frozen_with_their_arrays(name):
    """No field of a result can be set, and no number in its arrays overwritten."""
    found = getattr(stats, name)(**CALLS[name])
    for field in dataclasses.fields(found):
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError)):
            setattr(found, field.name, 1)
    for column in arrays_of(found):
        if column.size:
            with pytest.raises(ValueError, match="read-only"):
                column[...] = column.flat[0]


@pytest.mark.parametrize("name", stats.__all__)
def test_inputs_stay_as_they_were(name):
    """A function changes none of its inputs, shares no memory with them, and leaves them open."""
    given = {
        key: np.array(value) if isinstance(value, list) else value
        for key, value in CALLS[name].items()
    }
    before = {k: v.copy() for k, v in given.items() if isinstance(v, np.ndarray)}
    found = getattr(stats, name)(**given)
    for key, column in before.items():
        np.testing.assert_array_equal(given[key], column)
        assert given[key].flags.writeable
        assert not any(np.shares_memory(given[key], made) for made in arrays_of(found))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.proportion(1, 2, method="wald"), "method 'wald' is not one of wilson, exact, jeffreys"),
        (lambda: stats.proportion(1, 2, level=95), "level 95 is not a number between 0 and 1"),
        (lambda: stats.proportion(1, 2, level=True), "level True is not a number between 0 and 1"),
        (lambda: stats.proportion(["1", 2], 3), "count '1' is not a number"),
        (lambda: stats.proportion([1, 2], [1, 2, 3]), "the columns differ in shape: count (2,), total (3,)"),
        (lambda: stats.proportion(1j, 3), "count 1j is not a number"),
        (lambda: stats.rate(1, 2, per=0), "per 0 is not a number above 0"),
        (lambda: stats.rate(1, 2, per=np.inf), "per inf is not a number above 0"),
        (lambda: stats.rank_sets([1], [1], simultaneous="no"), "simultaneous 'no' is not one of True, False"),
        (lambda: stats.adjust([0.1], "bonferroni"), "method 'bonferroni' is not one of fdr_bh, holm"),
        (lambda: stats.trend(YEAR, COUNT, TOTAL, alpha=0), "alpha 0 is not a number between 0 and 1"),
        (lambda: stats.two_proportions(1, 2, 1, 2, compare="odds"), "compare 'odds' is not one of difference, ratio"),
        (lambda: stats.shrink(1, 2, kind="count"), "kind 'count' is not one of proportion, rate"),
        (lambda: stats.funnel([1], [2], target=1e-300), "target 1e-300 is not from 1e-15 to 1e+15"),
        (lambda: stats.funnel_curve("x", [2]), "funnel 'x' is not what funnel returns"),
        (lambda: stats.funnel_curve(FUNNEL, [[1]]), "total has 2 dimensions; a curve has one"),
        (lambda: stats.ratio_bounds(3, PRINTED), "first 3 is not what printed_bounds returns"),
        (lambda: stats.ratio_bounds(PRINTED, PRINTED, per=-1), "per -1 is not a number above 0"),
        (lambda: stats.possible_counts(PRINTED, 5, per="x"), "per 'x' is not a number above 0"),
        (lambda: stats.missing_bounds([0.5], lowest=None), "lowest None is not a finite number"),
        (lambda: stats.detectable_trend(YEAR, 0.5, TOTAL, dispersion=np.nan), "dispersion nan is not a finite number"),
        (lambda: stats.panel_model(**PANEL, steps=[1]), "steps [1] is not a table of columns by name"),
        (lambda: stats.panel_model(**PANEL, seed=-1), "seed -1 is not a whole number from 0 to 1000000"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_argument_and_what_is_allowed(call, message):
    """A wrong option is refused in one sentence: its name, what came, all that is allowed."""
    with pytest.raises(StatisticsError) as refusal:
        call()
    assert str(refusal.value) == message


def test_a_refusal_is_of_the_package_and_a_value_error():
    """Both families catch it: the package's own and Python's for a wrong value."""
    for family in (fadu.FaduError, ValueError):
        with pytest.raises(family):
            stats.proportion(1, 2, method="wald")


def test_long_values_are_shown_short():
    """A refusal shows any value on one line of bounded length."""
    assert shown("wald") == "'wald'"
    assert len(shown("x" * 1000)) == LONGEST
    assert "\n" not in shown(pd.Series(range(50)))


def test_options_keep_their_numbers():
    """A sound option comes back as a plain number; numpy's own kinds are sound."""
    assert share("level", np.float32(0.5)) == 0.5
    assert positive("per", np.int64(100_000)) == 100_000.0
    assert finite("lowest", -3) == -3.0
    assert whole("k", np.int16(4), 1) == 4
    assert flag("simultaneous", np.bool_(True)) is True
    assert result("funnel", FUNNEL, type(FUNNEL), "funnel") is FUNNEL
    for levels in (0.9, [0.9], (0.9,), np.array([0.9]), np.array(0.9)[()], iter([0.9])):
        assert shares("levels", levels) == (0.9,)
