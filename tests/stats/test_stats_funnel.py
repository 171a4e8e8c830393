"""Funnels, their limits, and overdispersion."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as laws
from statsmodels.stats.meta_analysis import combine_effects

from fadu import stats
from fadu.errors import StatisticsError
from fadu.stats import betabinomial
from fadu.stats.overdispersion import spread

ROWS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=25)


def interpolated(law, total, q):
    r = law.ppf(q)
    return np.clip((r - (law.cdf(r) - q) / law.pmf(r)) / total, 0, None)


def spread_out(seed, k=80, p=0.16, size=40, smallest=30, largest=3000):
    rng = np.random.default_rng(seed)
    total = rng.integers(smallest, largest, k)
    return rng.binomial(total, rng.beta(p * size, (1 - p) * size, k)), total


def plain_pair(rows):
    return [c for c, _ in rows], [c + d for c, d in rows]


@pytest.mark.parametrize("level", [0.8, 0.95, 0.998, 0.9999])
def test_limits_are_those_of_the_formula(level):
    """A limit at q is (r - (F(r) - q)/f(r))/n with r = ppf(q) (Spiegelhalter 2005, appendix)."""
    total = np.array([1, 8, 131, 14374, 10**7])
    found = stats.funnel(total // 3, total, target=0.16, levels=level)
    tail = (1 - level) / 2
    np.testing.assert_allclose(
        found.low[:, 0], interpolated(laws.binom(total, 0.16), total, tail), rtol=1e-9
    )
    np.testing.assert_allclose(
        found.high[:, 0], interpolated(laws.binom(total, 0.16), total, 1 - tail), rtol=1e-9
    )
    rates = stats.funnel(total // 3, total, kind="rate", target=0.16, levels=level)
    np.testing.assert_allclose(
        rates.high[:, 0], interpolated(laws.poisson(total * 0.16), total, 1 - tail), rtol=1e-9
    )


def test_additive_limits_are_those_of_scipy():
    """Beta-binomial and Poisson-gamma limits are the formula on scipy's distributions."""
    count, total = spread_out(1)
    found = stats.funnel(count, total, overdispersion="additive")
    size = found.target * (1 - found.target) / found.tau2 - 1
    law = laws.betabinom(total, size * found.target, size * (1 - found.target))
    for i, level in enumerate(found.levels):
        q = (1 - level) / 2
        # scipy sums logarithms of gamma functions, good to about nine digits of a probability
        np.testing.assert_allclose(found.low[:, i], interpolated(law, total, q), atol=1e-9)
        np.testing.assert_allclose(found.high[:, i], interpolated(law, total, 1 - q), atol=1e-9)
    rates = stats.funnel(count, total, kind="rate", overdispersion="additive")
    shape = rates.target**2 / rates.tau2
    gamma = laws.nbinom(shape, shape / (shape + total * rates.target))
    np.testing.assert_allclose(rates.high[:, 1], interpolated(gamma, total, 0.999), rtol=1e-9)


@pytest.mark.parametrize(
    ("total", "target", "tau"), [(200, 0.16, 0.05), (14000, 0.98, 0.01), (14000, 0.98, 0.001)]
)
def test_sums_and_integrals_agree(total, target, tau):
    """A quantile summed case by case and one integrated give the same limit to 1e-9 of a case."""
    size = target * (1 - target) / tau**2 - 1
    n, q = np.array([float(total)]), np.array([0.001, 0.025, 0.975, 0.999])
    a, b = size * target, size * (1 - target)
    summed, integrated = (
        betabinomial.tail_points(n, q, a, b),
        betabinomial._integrated(n, q, a, b),
    )
    limits = [r - (below - q) / at for r, below, at in (summed, integrated)]
    np.testing.assert_allclose(limits[0], limits[1], atol=1e-7)


def test_tau_squared_is_that_of_statsmodels():
    """Without screening tau squared is DerSimonian and Laird's, here about a free mean.

    The target stands in for the mean, so the effects are centred on their weighted mean first.
    """
    rng = np.random.default_rng(5)
    variance = rng.uniform(0.5, 2, 60)
    effect = rng.normal(0, 4, 60)
    weight = 1 / variance
    effect -= (weight * effect).sum() / weight.sum()
    z = effect / np.sqrt(variance)
    theirs = combine_effects(effect, variance, method_re="chi2").tau2
    k, total = 60, weight.sum()
    mine = (k * np.mean(z**2) - (k - 1)) / (total - (weight**2).sum() / total)
    assert mine == pytest.approx(theirs, rel=1e-9)
    held = np.clip(z, *np.quantile(z, [0.1, 0.9]))
    found = spread(z, variance)
    assert found.phi == pytest.approx(np.mean(held**2), rel=1e-12)
    assert found.tau2 == pytest.approx(
        (k * found.phi - (k - 1)) / (total - (weight**2).sum() / total), rel=1e-12
    )


def test_trimming_drops_the_outer_tenths():
    """Trimmed, phi is the mean square of the scores between the tenths."""
    z = np.arange(-10.0, 11.0)
    assert spread(z, np.ones(21), "trim").phi == pytest.approx(np.mean(np.arange(-8, 9) ** 2))


def test_multiplicative_limits():
    """Multiplicative limits are target -/+ z sqrt(phi) s."""
    count, total = spread_out(2)
    found = stats.funnel(count, total, overdispersion="multiplicative")
    s = np.sqrt(found.target * (1 - found.target) / total)
    half = laws.norm.isf(0.001) * np.sqrt(found.phi) * s
    assert found.phi > 1
    np.testing.assert_allclose(found.high[:, 1], np.minimum(1, found.target + half), rtol=1e-9)
    np.testing.assert_allclose(found.low[:, 1], np.maximum(0, found.target - half), atol=1e-12)


def test_arcsine_limits():
    """Normal limits of the arcsine scale are drawn there and brought back."""
    count, total = spread_out(3)
    found = stats.funnel(
        count, total, overdispersion="additive", scale="arcsine", limits="normal"
    )
    half = laws.norm.isf(0.025) * np.sqrt(1 / (4 * total) + found.tau2)
    middle = np.arcsin(np.sqrt(found.target))
    np.testing.assert_allclose(found.high[:, 0], np.sin(middle + half) ** 2, rtol=1e-9)
    exact = stats.funnel(count, total, overdispersion="additive", scale="arcsine")
    assert "beta-binomial" in exact.method
    np.testing.assert_allclose(exact.high, found.high, atol=0.05)


@settings(max_examples=50)
@given(ROWS)
def test_no_overdispersion_is_the_plain_funnel_to_the_bit(rows):
    """Where phi is at most 1, or tau squared 0, all treatments draw the same limits."""
    count, total = plain_pair(rows)
    if sum(total) == 0:
        return
    plain = stats.funnel(count, total)
    for treatment in ("multiplicative", "additive"):
        try:
            other = stats.funnel(count, total, overdispersion=treatment)
        except StatisticsError:
            continue
        if (other.phi <= 1) if treatment == "multiplicative" else (other.tau2 == 0):
            np.testing.assert_array_equal(plain.low, other.low)
            np.testing.assert_array_equal(plain.high, other.high)
            np.testing.assert_array_equal(plain.outside, other.outside)


@settings(max_examples=50)
@given(ROWS, st.randoms(use_true_random=False), st.sampled_from(["proportion", "rate"]))
def test_order_and_empty_districts_do_not_matter(rows, random, kind):
    """Rows in another order, and a district without a total, leave every row's limits alone."""
    count, total = plain_pair(rows)
    if sum(total) == 0:
        return
    one = stats.funnel(count, total, kind=kind)
    order = random.sample(range(len(rows)), len(rows))
    mixed = stats.funnel(
        [count[i] for i in order] + [0], [total[i] for i in order] + [0], kind=kind
    )
    np.testing.assert_array_equal(mixed.low[:-1], one.low[order])
    np.testing.assert_array_equal(mixed.outside[:-1], one.outside[order])
    assert mixed.reason[-1] == (
        "the total is zero" if kind == "proportion" else "the exposure is zero"
    )
    assert not mixed.outside[-1].any()


@settings(max_examples=50)
@given(ROWS, st.sampled_from([1e-4, 0.01, 100.0, 1e4]))
def test_the_unit_of_exposure_does_not_matter(rows, unit):
    """Cases per person and per 10,000 persons have the same districts outside."""
    count = np.array([c for c, _ in rows])
    total = np.array([d + 1 for _, d in rows]) * 1000.0
    one = stats.funnel(count, total, kind="rate")
    other = stats.funnel(count, total / unit, kind="rate")
    # a rounded product may put a limit on the other side of a whole number of cases
    np.testing.assert_allclose(other.low, one.low * unit, rtol=1e-6, atol=1e-9 * unit)
    np.testing.assert_allclose(other.z, one.z, rtol=1e-6, atol=1e-9)


def test_wider_levels_have_wider_limits():
    """Columns follow the levels in the order asked, and a higher level is wider."""
    found = stats.funnel([5, 60], [50, 400], levels=[0.998, 0.5, 0.95])
    assert found.levels == (0.998, 0.5, 0.95)
    assert (found.low[:, 0] < found.low[:, 2]).all()
    assert (found.low[:, 2] < found.low[:, 1]).all()


def test_outside_is_beyond_the_limits():
    """A district is outside where its value is below the low or above the high limit."""
    count, total = spread_out(6)
    found = stats.funnel(count, total)
    value = (count / total)[:, None]
    np.testing.assert_array_equal(found.outside, (value < found.low) | (value > found.high))
    assert found.outside[:, 0].sum() > found.outside[:, 1].sum() > 0


def test_all_successes_at_the_ceiling_are_no_outlier():
    """20 of 20 against 98 % is what chance gives in two of three cases, so it is not outside."""
    found = stats.funnel([20, 19, 15], [20] * 3, target=0.98)
    assert found.high[0, 1] < 1
    assert found.outside.tolist() == [[False, False], [False, False], [True, True]]
    assert stats.funnel([2000], [2000], target=0.98).outside.all()


def test_huge_overdispersion_is_refused_with_the_reason():
    """No proportions spread further than 0 and 1 themselves."""
    with pytest.raises(
        StatisticsError, match=r"^tau2 0\.2629 is not below target x \(1 - target\) = 0\.25: "
    ):
        stats.funnel([0, 1000] * 10, [1000] * 20, overdispersion="additive")
    side = stats.treatments([0, 1000] * 10, [1000] * 20)
    assert [bool(r) for r in side.refused] == [False, False, True, True]
    assert side.funnels[2] is None
    assert (
        stats.funnel([0, 1000] * 10, [1000] * 20, kind="rate", overdispersion="additive").tau2
        > 0.2
    )


def test_treatments_side_by_side():
    """Each column of the table is the funnel of that treatment."""
    count, total = spread_out(7)
    side = stats.treatments(count, total)
    assert side.names == ("none", "multiplicative", "additive", "additive, arcsine")
    assert side.outside.shape == (80, 4, 2)
    np.testing.assert_array_equal(
        side.outside[:, 2], stats.funnel(count, total, overdispersion="additive").outside
    )
    assert stats.treatments(count, total, kind="rate").names == (
        "none",
        "multiplicative",
        "additive",
    )


def test_curve_goes_through_the_limits():
    """The lines of a funnel at the districts' totals are the districts' limits."""
    count, total = spread_out(8)
    for treatment in ("none", "multiplicative", "additive"):
        found = stats.funnel(count, total, overdispersion=treatment)
        curve = stats.funnel_curve(found, total)
        np.testing.assert_array_equal(curve.low, found.low)
        np.testing.assert_array_equal(curve.high, found.high)
    with pytest.raises(StatisticsError, match=r"^total 0\.0 is not a number above 0$"):
        stats.funnel_curve(found, [0])


@pytest.mark.parametrize(
    ("count", "total"),
    [
        ([5], [10]),
        ([0, 0], [5, 7]),
        ([5, 7], [5, 7]),
        ([0], [1]),
        ([1], [1]),
        ([10**6], [10**7]),
    ],
)
@pytest.mark.parametrize("treatment", ["none", "multiplicative", "additive"])
def test_one_district_and_all_alike(count, total, treatment):
    """One district, none or all successes: nobody stands out, nothing fails."""
    found = stats.funnel(count, total, overdispersion=treatment)
    assert not found.outside.any()
    assert (found.low <= found.high).all()
    assert found.tau2 == 0


def test_no_district_at_all():
    """No valid row gives no target and no limits."""
    assert np.isnan(stats.funnel([], []).target)
    found = stats.funnel([None, 3], [5, 0], overdispersion="additive")
    assert np.isnan(found.target)
    assert np.isnan(found.high).all()
    assert list(found.reason) == ["the count is missing", "the total is zero"]


def test_nullable_columns():
    """A pandas column with NA leaves only its own row out."""
    count = pd.Series([21, pd.NA, 7], dtype="Int64")
    found = stats.funnel(count, pd.Series([131, 50, 50], dtype="Int64"))
    assert found.target == 28 / 181
    assert np.isnan(found.z[1])


def test_hundreds_of_large_areas_are_quick():
    """303 areas of up to 20,000 cases have exact overdispersed limits in less than half a second."""
    count, total = spread_out(9, k=303, p=0.98, size=400, smallest=5000, largest=20000)
    start = time.process_time()
    found = stats.funnel(count, total, overdispersion="additive")
    # time of this process alone: a busy machine does not count
    assert time.process_time() - start < 0.5
    assert found.tau2 > 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "share"}, "kind 'share' is not one of proportion, rate"),
        (
            {"overdispersion": "yes"},
            "overdispersion 'yes' is not one of none, multiplicative, additive",
        ),
        ({"scale": "log"}, "scale 'log' is not one of natural, arcsine"),
        ({"screen": "none"}, "screen 'none' is not one of winsorise, trim"),
        ({"limits": "wald"}, "limits 'wald' is not one of exact, normal"),
        ({"levels": [0.95, 95]}, "levels 95 is not a number between 0 and 1"),
        ({"levels": []}, "levels [] holds no level; give at least one, such as 0.95"),
        ({"target": 1.0}, "target 1.0 is not a number between 0 and 1"),
        ({"kind": "rate", "target": 0}, "target 0 is not a number above 0"),
        (
            {"kind": "rate", "scale": "arcsine"},
            "scale 'arcsine' is for kind 'proportion'; a rate has scale natural",
        ),
    ],
)
def test_wrong_options_are_refused(options, message):
    """A refusal names the argument, what came and what is allowed."""
    with pytest.raises(StatisticsError) as refusal:
        stats.funnel([1], [2], **options)
    assert str(refusal.value) == message
