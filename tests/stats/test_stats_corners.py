"""The hard corners: nothing and everything, one and ten million, one district, one value."""

import numpy as np
import pytest

from fadu import stats

TREATMENTS = ["none", "multiplicative", "additive"]
SETS = {
    "one district": ([3], [10]),
    "one empty district": ([0], [10]),
    "one full district": ([10], [10]),
    "all empty": ([0, 0, 0], [5, 8, 9]),
    "all full": ([5, 8, 9], [5, 8, 9]),
    "all equal": ([5, 5, 5], [10, 10, 10]),
    "totals of one": ([0, 1, 1], [1, 1, 1]),
    "totals of ten million": ([10**6, 10**6 + 3], [10**7, 10**7]),
    "beyond 2^31": ([2**31, 2**32, 2**33], [2**33, 2**34, 2**35]),
}


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize(("count", "total"), SETS.values(), ids=SETS)
def test_a_funnel_of_corners_has_limits(count, total, kind, treatment):
    """Each corner has finite limits in order, and districts that are alike are not outside."""
    found = stats.funnel(count, total, kind=kind, overdispersion=treatment)
    assert np.isfinite(found.low).all()
    assert (found.low <= found.high).all()
    assert (found.low >= 0).all()
    assert not found.outside.any()
    assert not any(found.reason)


@pytest.mark.parametrize(("count", "total"), SETS.values(), ids=SETS)
def test_intervals_of_corners_hold_their_values(count, total):
    """Every interval of a corner is finite and holds its value; 0 and 1 are their own limits."""
    c, n = np.array(count), np.array(total)
    for method in ("wilson", "exact", "jeffreys"):
        found = stats.proportion(c, n, method=method)
        assert ((found.low <= found.value) & (found.value <= found.high)).all()
        assert (found.low[c == 0] == 0).all()
        assert (found.high[c == n] == 1).all()
    rates = stats.rate(c, n, per=100_000)
    assert ((rates.low <= rates.value) & (rates.value <= rates.high)).all()


@pytest.mark.parametrize(("count", "total"), SETS.values(), ids=SETS)
def test_shrinkage_of_corners(count, total):
    """Corners shrink to their common value where nothing tells the districts apart."""
    for kind in ("proportion", "rate"):
        found = stats.shrink(count, total, kind=kind)
        assert np.isfinite(found.value).all()
        assert ((found.low <= found.value) & (found.value <= found.high)).all()
    pooled = sum(count) / sum(total)
    if len({c / n for c, n in zip(count, total, strict=True)}) == 1:
        np.testing.assert_allclose(stats.shrink(count, total).value, pooled)
        assert stats.shrink(count, total).strength == np.inf


def test_huge_overdispersion_widens_and_is_measured():
    """Districts from 30 to 70 %: phi is in the hundreds, and nobody stands out under either allowance."""
    total = np.full(40, 5000)
    count = np.rint(total * np.linspace(0.3, 0.7, 40))
    plain = stats.funnel(count, total)
    assert plain.outside[:, 1].mean() > 0.8
    for treatment in TREATMENTS[1:]:
        found = stats.funnel(count, total, overdispersion=treatment)
        assert found.phi > 200
        assert not found.outside[:, 1].any()
        assert (found.low < plain.low).all()
        assert (found.high > plain.high).all()


def test_a_full_count_is_not_outside_where_chance_gives_it():
    """20 of 20 against 98 % happens two times in three; 2,000 of 2,000 almost never."""
    found = stats.funnel([20, 2000], [20, 2000], target=0.98)
    assert not found.outside[0].any()
    assert found.high[0, 0] < 1
    assert found.outside[1].all()
    assert stats.funnel_curve(found, [20, 2000]).full[:, 0].tolist() == [True, False]


def test_a_single_fixed_target_is_compared_alone():
    """One district against a target from elsewhere stands on its own binomial limits."""
    found = stats.funnel([60], [100], target=0.4)
    assert found.target == 0.4
    assert found.outside.tolist() == [[True, True]]
    assert found.tau2 == 0


@pytest.mark.parametrize(
    ("count", "total"),
    [
        ([0] * 5, [10] * 5),
        ([10] * 5, [10] * 5),
        ([5] * 5, [10] * 5),
        ([0, 0, 0, 0, 1], [1] * 5),
        ([10**6] * 5, [10**7] * 5),
        ([2**33 + i for i in range(5)], [2**34] * 5),
    ],
)
def test_level_series_have_no_trend(count, total):
    """Empty, full, equal and all but equal series have a p-value, no verdict and a reason."""
    found = stats.trend(range(5), count, total)
    assert found.verdict == "no trend found"
    assert found.reason == f"p {found.pvalue:.3g} is not below 0.002"
    assert np.isfinite([found.statistic, found.slope, found.dispersion]).all()


def test_equal_printed_rates_cannot_be_ranked_in_time():
    """Five equal rates can show no order: not decidable, with a slope of 0."""
    found = stats.trend_values(range(5), [98.3] * 5)
    assert (found.verdict, found.slope, found.pvalue) == ("not decidable", 0, 1)


@pytest.mark.parametrize("points", range(5))
def test_short_series_cannot_be_calculated(points):
    """Fewer than five valid points, or five of which one is missing, have no number at all."""
    year, count = list(range(2018, 2018 + points)), list(range(points))
    for found in (
        stats.trend(year, count, [9] * points),
        stats.trend_values(year, count),
        stats.trend([*year, 2030], [*count, None], [9] * (points + 1)),
    ):
        assert found.verdict == "cannot be calculated"
        assert found.reason.startswith(f"{points} valid points")
        assert np.isnan([found.statistic, found.pvalue, found.slope]).all()


def test_a_missing_point_is_named_in_the_reason():
    """The reason of a short series lists the years it has and why another is not there."""
    found = stats.trend([2018, 2019, 2020], [1, None, 9], [10, 10, 8])
    assert found.reason == (
        "1 valid points (2018); a trend needs 5; 2019: the count is missing; "
        "2020: the count 9 is above its total 8"
    )


def test_tiny_counts_are_tested_exactly():
    """With few cases the p-value is Fisher's, and says so: 1 of 9 against 4 of 9 is nothing."""
    tiny, large = stats.two_proportions(1, 9, 4, 9), stats.two_proportions(300, 900, 350, 900)
    assert (tiny.test, large.test) == ("fisher", "score")
    assert tiny.pvalue == pytest.approx(0.294117647, abs=1e-9)
