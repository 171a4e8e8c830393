"""Trends of short series."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, kendalltau, theilslopes
from statsmodels.api import WLS, add_constant
from statsmodels.stats.contingency_tables import Table

from fadu import stats
from fadu.errors import StatisticsError

SERIES = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 200)), min_size=5, max_size=10)


def test_agrees_with_statsmodels():
    """The statistic is statsmodels' ordinal association but for its factor (N - 1)/N."""
    year = np.array([2015, 2016, 2018, 2019, 2023])
    count, total = np.array([40, 52, 49, 66, 90]), np.array([300, 310, 250, 320, 350])
    table = Table(np.stack([total - count, count], axis=1), shift_zeros=False)
    theirs = table.test_ordinal_association(row_scores=year, col_scores=np.array([0, 1]))
    n = total.sum()
    found = stats.trend(year, count, total)
    assert found.statistic == pytest.approx(theirs.zscore**2 * n / (n - 1), rel=1e-9)
    assert found.pvalue == pytest.approx(chi2.sf(found.statistic, 1), rel=1e-9)


def test_the_parts_add_up_to_the_whole():
    """Trend and rest add up to the chi-square of the k x 2 table (Armitage 1955)."""
    count, total = np.array([19, 29, 24, 31, 17]), np.array([516, 589, 293, 450, 143])
    found = stats.trend(range(5), count, total)
    p = count.sum() / total.sum()
    whole = ((count - total * p) ** 2 / (total * p * (1 - p))).sum()
    assert found.statistic + 3 * found.dispersion == pytest.approx(whole, rel=1e-12)


def test_r_prop_trend_test():
    """The statistic of 83/86, 90/93, 129/136 and 70/82, followed by the same again, is as written out.

    The first four are the smokers of the example of R's prop.trend.test (Fleiss 1981), whose
    statistic for them alone is 8.2249; four points are too few here, so it is computed from slopes.
    """
    count, total = np.array([83, 90, 129, 70]), np.array([86, 93, 136, 82])
    from fadu.stats.slopes import fitted  # noqa: PLC0415

    p = count.sum() / total.sum()
    fit = fitted(np.arange(4.0), count / total, total / (p * (1 - p)))
    assert float(fit.trend) == pytest.approx(8.2249, abs=5e-5)


def test_weighted_slope_agrees_with_statsmodels():
    """Slope and chi-squares of values with limits are those of weighted least squares."""
    year = np.array([2018, 2019, 2020, 2022, 2023, 2024])
    value = np.array([98.1, 98.4, 98.3, 98.9, 99.0, 99.3])
    half = np.array([0.2, 0.3, 0.2, 0.15, 0.2, 0.1])
    found = stats.trend_values(year, value, value - half, value + half)
    weight = (1.959963984540054 / half) ** 2
    fit = WLS(value, add_constant(year - 2021), weights=weight).fit()
    assert found.slope == pytest.approx(fit.params[1], rel=1e-9)
    assert found.dispersion == pytest.approx((weight * fit.resid**2).sum() / 4, rel=1e-9)
    assert found.verdict == "rising"


def test_kendall_agrees_with_scipy():
    """Without equal values the p-value is scipy's exact one and the slope is Theil and Sen's."""
    rng = np.random.default_rng(1)
    values = rng.normal(size=(40, 7))
    years = np.array([2012, 2013, 2015, 2016, 2019, 2020, 2023])
    found = stats.trend_values(years, values)
    expected = [kendalltau(years, v, method="exact").pvalue for v in values]
    np.testing.assert_allclose(found.pvalue, expected, rtol=1e-9)
    np.testing.assert_allclose(
        found.slope, [theilslopes(v, years).slope for v in values], rtol=1e-9
    )


@pytest.mark.parametrize(
    "values", [[1, 2, 1, 3, 3, 3], [1, 1, 2, 2, 3, 4, 5], [5, 4, 4, 3, 2, 2, 2, 1]]
)
def test_ties_are_counted_exactly(values):
    """With equal values the p-value is that of all orders, written out."""
    found = stats.trend_values(range(len(values)), values)
    first, second = np.triu_indices(len(values), 1)
    orders = np.array(list(itertools.permutations(values)))
    s = np.sign(orders[:, second] - orders[:, first]).sum(1)
    assert found.pvalue == pytest.approx(np.mean(np.abs(s) >= abs(found.statistic)), rel=1e-12)


def test_smallest_chances():
    """Five points can give p .017 at best, six .0028 (Kendall's tables)."""
    assert stats.trend_values(range(5), range(5)).pvalue == pytest.approx(2 / 120)
    assert stats.trend_values(range(6), range(6)).pvalue == pytest.approx(2 / 720)


def test_not_decidable():
    """Where even a perfect order cannot reach alpha the verdict says so and the slope describes."""
    found = stats.trend_values(range(2018, 2023), [25.4, 22.0, 20.1, 15.3, 12.0], alpha=0.002)
    assert found.verdict == "not decidable"
    assert (
        found.reason == "the smallest p that 5 such points can give is 0.0167, not below 0.002"
    )
    assert found.slope < 0
    assert stats.trend_values(range(5), [25.4, 22.0, 20.1, 15.3, 12.0]).verdict == "falling"


def test_a_steady_rise_is_found():
    """A steady rise that chance does not explain is called rising."""
    found = stats.trend([2019, 2020, 2021, 2022, 2024], [50, 60, 70, 80, 95], [1000] * 5)
    assert (found.verdict, found.reason) == ("rising", "")
    assert found.low < found.slope < found.high


def test_scatter_outweighs_a_trend():
    """A tiny p-value is no trend where the years scatter more than the trend."""
    count = np.array([13900, 14180, 13950, 14230, 14150, 14240])
    found = stats.trend(range(2018, 2024), count, [14374] * 6)
    assert found.pvalue < 1e-9
    assert found.verdict == "the years scatter more than the trend"
    assert found.reason.startswith("chi-square of the years about the trend is ")


def test_one_year_may_not_carry_a_trend():
    """A slope that turns without one year is no trend, and the year is named."""
    found = stats.trend_values(
        [1, 2, 3, 4, 20],
        [5.0, 4.99, 4.98, 4.97, 9.0],
        [4.9, 4.89, 4.88, 4.87, 8.9],
        [5.1, 5.09, 5.08, 5.07, 9.1],
    )
    assert found.verdict == "the years scatter more than the trend"
    assert found.reason == "without 20 the slope turns"


def test_too_few_points():
    """Fewer than five valid points give no number and say which years there are and are not."""
    found = stats.trend([2019, 2020, 2021, 2022, 2024], [5, 5, None, 5, 9], [5] * 5)
    assert found.verdict == "cannot be calculated"
    assert found.reason == (
        "3 valid points (2019, 2020, 2022); a trend needs 5; 2021: the count is missing; "
        "2024: the count 9 is above its total 5"
    )
    for number in (found.statistic, found.pvalue, found.slope, found.dispersion):
        assert np.isnan(number)


def test_nothing_at_all():
    """Empty series and single years cannot be calculated, without a warning."""
    assert stats.trend([], [], []).verdict == "cannot be calculated"
    assert stats.trend(2020, 1, 2).reason == "1 valid points (2020); a trend needs 5"
    assert stats.trend_values([], []).verdict == "cannot be calculated"
    assert stats.trend_values([2020, 2021], [1, None]).verdict == "cannot be calculated"


@pytest.mark.parametrize("value", [0, 7, 20])
def test_all_equal_values_have_no_trend(value):
    """Equal years, even all 0 or all 100 %, have p 1 and slope 0."""
    found = stats.trend(range(6), [value] * 6, [20] * 6)
    assert found.pvalue == pytest.approx(1)
    assert found.slope == pytest.approx(0, abs=1e-15)
    assert (found.verdict, found.reason) == ("no trend found", "p 1 is not below 0.002")


@settings(max_examples=60)
@given(SERIES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(series, random):
    """Years in another order have the same trend."""
    rows = [(2010 + i, c, c + d) for i, (c, d) in enumerate(series)]
    mixed = random.sample(rows, len(rows))
    one, other = (stats.trend(*zip(*r, strict=True)) for r in (rows, mixed))
    assert one.statistic == pytest.approx(other.statistic, rel=1e-9, abs=1e-9)
    assert one.verdict == other.verdict


@settings(max_examples=60)
@given(SERIES)
def test_failures_fall_as_successes_rise(series):
    """The trend of the rest is the trend with the sign turned."""
    year = range(len(series))
    count, total = [c for c, _ in series], [c + d for c, d in series]
    one = stats.trend(year, count, total)
    other = stats.trend(year, np.subtract(total, count), total)
    assert one.slope == pytest.approx(-other.slope, abs=1e-12)
    assert one.statistic == pytest.approx(other.statistic, rel=1e-9, abs=1e-9)


@settings(max_examples=60)
@given(SERIES, st.integers(-3000, 3000), st.integers(1, 10))
def test_the_calendar_does_not_matter(series, first, step):
    """Counting years from elsewhere changes nothing; longer steps make the slope smaller."""
    count, total = [c for c, _ in series], [c + d for c, d in series]
    year = np.arange(len(series))
    one, other = stats.trend(year, count, total), stats.trend(first + step * year, count, total)
    assert other.slope * step == pytest.approx(one.slope, rel=1e-7, abs=1e-12)
    assert other.statistic == pytest.approx(one.statistic, rel=1e-7, abs=1e-9)


def test_gaps_between_years_count():
    """A year far from the others has more say on the slope than one beside them."""
    near = stats.trend([1, 2, 3, 4, 5], [10, 11, 12, 13, 20], [100] * 5)
    far = stats.trend([1, 2, 3, 4, 12], [10, 11, 12, 13, 20], [100] * 5)
    assert near.slope == pytest.approx(0.022)
    assert far.slope == pytest.approx(0.696 / 77.2)


def test_an_empty_year_changes_nothing():
    """A year without a total is as if it were not there, and is named."""
    one = stats.trend([2015, 2016, 2017, 2018, 2019], [5, 6, 9, 11, 14], [50] * 5)
    other = stats.trend(
        [2015, 2016, 2017, 2018, 2019, 2020], [5, 6, 9, 11, 14, 0], [50] * 5 + [0]
    )
    assert other.statistic == pytest.approx(one.statistic, rel=1e-12)
    assert other.points == 5
    assert other.left_out[5] == "the total is zero"


def test_many_series_in_one_call():
    """A row for each district gives what each gives alone, with holes where they are."""
    rng = np.random.default_rng(4)
    total = rng.integers(8, 500, (300, 8))
    count = rng.binomial(total, 0.9).astype(float)
    count[rng.random(count.shape) < 0.2] = np.nan
    whole = stats.trend(np.arange(8), count, total)
    ranks = stats.trend_values(np.arange(8), count / total)
    for i in (0, 17, 299):
        one = stats.trend(np.arange(8), count[i], total[i])
        assert (whole.verdict[i], whole.reason[i]) == (one.verdict, one.reason)
        np.testing.assert_allclose(whole.pvalue[i], one.pvalue, rtol=1e-9)
        alone = stats.trend_values(np.arange(8), (count / total)[i])
        np.testing.assert_allclose(ranks.pvalue[i], alone.pvalue, rtol=1e-12)
        assert ranks.verdict[i] == alone.verdict


def test_nullable_columns_and_large_counts():
    """Columns of pandas with NA and counts beyond 2^31 are read."""
    year = pd.Series([2018, 2019, 2020, 2021, 2022, 2023], dtype="Int64")
    count = pd.Series([2**33, 2**33, pd.NA, 2**33, 2**33, 2**33], dtype="Int64")
    found = stats.trend(year, count, [2**34] * 6)
    assert (found.verdict, found.points) == ("no trend found", 5)


def test_values_that_cannot_be():
    """Limits that are missing, have no width or do not hold the value leave a point out."""
    found = stats.trend_values(
        range(5), [1, 2, 3, 4, None], [0, 2, 3.5, None, 1], [2, 2, 4, 5, 2]
    )
    assert list(found.left_out) == [
        "", "the interval from 2 to 2 has no width", "3 is outside 3.5 to 4",
        "the interval is missing or has no end", "the value is missing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: stats.trend([1, 2, 2], [1, 1, 1], [2, 2, 2]),
            "year 2 stands twice in a series",
        ),
        (
            lambda: stats.trend([1], [1], [2], alpha=2),
            "alpha 2 is not a number between 0 and 1",
        ),
        (
            lambda: stats.trend_values([1], [1], [0]),
            "low and high are given together or not at all; one is missing",
        ),
    ],
)
def test_wrong_options_are_refused(call, message):
    """A refusal names what came."""
    with pytest.raises(StatisticsError) as refusal:
        call()
    assert str(refusal.value) == message
