"""The quantiles beneath the limits, at any size."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from scipy import stats as laws

from fadu import stats
from fadu.errors import StatisticsError
from fadu.stats import betabinomial, limits, poisson

Q = np.array([1e-6, 0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.999, 1 - 1e-6])


@pytest.mark.parametrize(
    ("mean", "count", "beyond", "chance"),
    [
        (1e6, 1_001_960, 0.024996344071369, 5.84569926820316e-5),
        (4e6, 4_009_506, 1.00980362738971e-6, 2.49845062072101e-9),
        (3e7, 30_010_735, 0.025001476770047, 1.06717258823777e-5),
    ],
)
def test_poisson_against_sums_of_forty_digits(mean, count, beyond, chance):
    """Tail and probability are those of all terms summed with 40 digits (mpmath)."""
    k, m = np.array([float(count)]), np.array([mean])
    assert 1 - poisson.cdf(k, m)[0] == pytest.approx(beyond, abs=1e-12)
    assert poisson.pmf(k, m)[0] == pytest.approx(chance, rel=1e-12)


def test_both_ways_agree_where_they_meet():
    """At a million expected events the expansion continues scipy's tail and probabilities."""
    k, mean = 1e6 + 1e3 * np.array([-4.0, -2, -0.5, 0, 1, 2, 4]), np.full(7, 1e6)
    law = laws.poisson(1e6)
    np.testing.assert_allclose(poisson.cdf(k, mean), law.cdf(k), rtol=1e-9, atol=1e-12)
    # scipy's own probabilities lose digits with the mean
    np.testing.assert_allclose(poisson.pmf(k, mean), law.pmf(k), rtol=1e-8)


def test_counts_of_any_size_have_their_quantile():
    """From 0.001 to 1e13 expected events r is the first whole number whose tail reaches q."""
    mean = np.geomspace(1e-3, 1e13, 400)
    r, below, at = poisson.tail_points(mean, Q)
    assert (r == np.rint(r)).all()
    # rounding of the tail sum itself, and of the mean beyond 1e9
    slack = 1e-12 + 1e-15 * np.sqrt(mean)[:, None]
    assert (below >= Q - slack).all()
    assert (below - at <= Q + slack).all()


@pytest.mark.parametrize("mean", [4e6, 1e8])
def test_levels_far_out_hold_at_millions_of_events(mean):
    """At 99.9998 % and millions of events the limits are those of a normal law with its skew."""
    found = stats.funnel([mean] * 2, [1.0] * 2, kind="rate", levels=(0.999998,))
    z = laws.norm.isf(1e-6)
    # Cornish and Fisher's first term; the rest is below a hundredth of a standard deviation
    expected = mean + z * np.sqrt(mean) + (z**2 - 1) / 6
    assert abs(found.high[0, 0] - expected) < 0.01 * np.sqrt(mean) + 1


def test_more_events_than_can_be_told_apart_are_refused():
    """Limits for more than 1e15 expected events are refused and not drawn for ever."""
    one = stats.funnel([1e6] * 2, [1.0] * 2, kind="rate")
    with pytest.raises(StatisticsError, match=r"^1e\+20 expected events are above 1e\+15$"):
        stats.funnel_curve(one, [1e14])


def summed(n, a, b):
    """Probabilities of all counts in extended precision, by the factor between neighbours."""
    k = np.arange(n, dtype=np.longdouble)
    step = np.log((n - k) * (k + np.longdouble(a))) - np.log(
        (k + 1) * (n - k - 1 + np.longdouble(b))
    )
    log = np.concatenate([[np.longdouble(0)], np.cumsum(step)])
    chance = np.exp(log - log.max())
    return chance / chance.sum()


def limit(points, q, n):
    r, below, at = (np.asarray(column, dtype=np.float64) for column in points)
    return np.clip((r - (below - q) / at) / n, 0, 1)


@pytest.mark.parametrize("n", [1, 2, 8, 131, 1000, 14374])
@pytest.mark.parametrize("t", [0.02, 0.16, 0.5, 0.98])
@pytest.mark.parametrize("size", [0.01, 0.5, 3, 30, 1e3, 1e6, 1e10])
def test_beta_binomial_limits_against_extended_precision(n, t, size):
    """For totals up to 14,374 and any spread the limit is right to a hundred-thousandth of a case."""
    a, b = size * t, size * (1 - t)
    q = np.array([0.001, 0.025, 0.975, 0.999])
    found = [p[0] for p in betabinomial.tail_points(np.array([float(n)]), q, a, b)]
    chance = summed(n, a, b)
    below = np.cumsum(chance)
    r = np.searchsorted(below, q.astype(np.longdouble))
    expected = limit((r, below[r], chance[r]), q, n)
    np.testing.assert_allclose(limit(found, q, n) * n, expected * n, atol=1e-5)


@pytest.mark.parametrize(
    ("n", "t", "size"),
    [(1e5, 0.16, 30), (1e6, 0.02, 1e3), (1e6, 0.5, 1e5), (1e7, 0.16, 1e7), (1e7, 0.5, 1e10)],
)
def test_summed_and_integrated_limits_agree(n, t, size, monkeypatch):
    """A long range integrated gives what it gives summed: also where districts hardly differ."""
    a, b, q = size * t, size * (1 - t), np.array([0.001, 0.025, 0.975, 0.999])
    integrated = [p[0] for p in betabinomial.tail_points(np.array([n]), q, a, b)]
    monkeypatch.setattr(betabinomial, "LONGEST", 1e9)
    all_summed = [p[0] for p in betabinomial.tail_points(np.array([n]), q, a, b)]
    np.testing.assert_allclose(limit(integrated, q, n), limit(all_summed, q, n), rtol=1e-8)


@pytest.mark.parametrize("n", [1e8, 1e12])
def test_huge_totals_take_the_prior_itself(n):
    """With endless cases the limits of a total are those of the beta distribution."""
    q = np.array([0.001, 0.025, 0.975, 0.999])
    found = [p[0] for p in betabinomial.tail_points(np.array([n]), q, 16.0, 84.0)]
    # a share of n cases differs from its district's by a part in the root of n
    np.testing.assert_allclose(limit(found, q, n), special.betaincinv(16, 84, q), rtol=2e-4)


def test_a_vanishing_spread_is_the_binomial():
    """As tau2 goes to 0 the beta-binomial limits go to the binomial ones."""
    total = np.array([8.0, 131, 1000, 14374])
    plain = limits.exact(total, 0.16, (0.95, 0.998), "proportion")
    near = limits.exact(total, 0.16, (0.95, 0.998), "proportion", 1e-13)
    for one, other in zip(plain[:2], near[:2], strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-6)
    rates = limits.exact(total, 0.16, (0.95,), "rate")
    np.testing.assert_allclose(
        limits.exact(total, 0.16, (0.95,), "rate", 1e-13)[1], rates[1], rtol=1e-6
    )


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 3000), min_size=1, max_size=40),
    st.floats(0.02, 0.98),
    st.floats(1, 1e5),
)
def test_totals_side_by_side_are_totals_alone(totals, t, size):
    """Totals in one call have the points that each has alone, whatever stands beside it."""
    n, q = np.array(totals, dtype=float), np.array([0.025, 0.975])
    together = betabinomial.tail_points(n, q, size * t, size * (1 - t))
    for i in (0, len(n) - 1):
        alone = betabinomial.tail_points(n[[i]], q, size * t, size * (1 - t))
        for one, other in zip(together, alone, strict=True):
            np.testing.assert_allclose(one[i], other[0], rtol=1e-9)


def test_little_room_for_probabilities_changes_no_limit(monkeypatch):
    """Totals are summed in blocks; smaller blocks give the same points."""
    n, q = np.arange(1.0, 400), np.array([0.025, 0.975])
    one = betabinomial.tail_points(n, q, 3.0, 20.0)
    monkeypatch.setattr(betabinomial, "CELLS", 500)
    other = betabinomial.tail_points(n, q, 3.0, 20.0)
    np.testing.assert_allclose(np.stack(one), np.stack(other), rtol=1e-9)


@pytest.mark.parametrize("span", [(20, 20_000), (50_000, 5_000_000), (1e6, 1e8)])
def test_areas_of_any_size_are_quick(span):
    """303 areas have exact overdispersed limits in a second of processor time, large ones too."""
    import time  # noqa: PLC0415

    rng = np.random.default_rng(1)
    total = np.rint(np.exp(rng.uniform(np.log(span[0]), np.log(span[1]), 303)))
    count = rng.binomial(total.astype(np.int64), rng.beta(25, 58, 303))
    start = time.process_time()
    found = stats.funnel(count, total, overdispersion="additive")
    assert time.process_time() - start < 1
    assert np.isfinite(found.low).all()
    assert found.tau2 > 0
