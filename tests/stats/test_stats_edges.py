"""Edges of the statistics: the last case that is few, one rounded side, a prior of any weight."""

from math import erfc, log1p, sqrt

import numpy as np
import pytest
from scipy import special

from fadu import stats
from fadu.stats import poisson
from fadu.stats.betabinomial import _below
from fadu.stats.shrink import LARGE, _grown

Z = 1.959963984540054  # the 97.5 % point of the normal distribution


def wilson(count: float, total: float) -> tuple[float, float]:
    """Return Wilson's limits as Newcombe 1998 writes them."""
    p, z2 = count / total, Z * Z
    half = Z * sqrt(z2 + 4 * total * p * (1 - p))
    return (
        (2 * total * p + z2 - half) / (2 * (total + z2)),
        (2 * total * p + z2 + half) / (2 * (total + z2)),
    )


def test_five_expected_events_are_not_few():
    """With ten events of equal exposures five are expected on a side, and the test is the score's."""
    found = stats.two_rates([3, 3], 100, [6, 7], 100)
    assert found.test.tolist() == ["binomial", "score"]
    # given the sum 10 the count 3 lies (3 - 5) / sqrt(10/4) = -1.264911 from its mean: p = 0.2059
    assert found.pvalue[1] == pytest.approx(0.205903, abs=1e-6)
    # of 9 events 0 to 3 or 6 to 9: 2 (1 + 9 + 36 + 84) / 512
    assert found.pvalue[0] == pytest.approx(260 / 512, abs=1e-12)


def test_five_expected_cases_are_not_few():
    """With 10 of 40 corrected, 20 concluded on each side, 5 are expected: the score test."""
    found = stats.two_proportions([3, 3], 20, [6, 7], 20)
    assert found.test.tolist() == ["fisher", "score"]
    # Miettinen and Nurminen: 10 of 40 is .25, its variance .25 * .75 * (1/20 + 1/20) * 40/39
    z = (3 / 20 - 7 / 20) / sqrt(0.25 * 0.75 * 0.1 * 40 / 39)
    assert found.pvalue[1] == pytest.approx(erfc(abs(z) / sqrt(2)), abs=1e-12)


@pytest.mark.parametrize(
    ("side", "low", "high"),
    [
        # 300 printed with a step of 100 is 250 to 400 cases; of 1,000 counted in full
        ("count", wilson(250, 1000)[0], wilson(400, 1000)[1]),
        # 1,000 printed with a step of 100 is 950 to 1,100; 300 counted in full
        ("total", wilson(300, 1100)[0], wilson(300, 950)[1]),
    ],
)
def test_one_rounded_side_widens_a_proportion(side, low, high):
    """A count printed in full out of a rounded total is as unsure as a rounded count."""
    steps = {"count": (100, 0), "total": (0, 100)}[side]
    prints = (stats.printed_bounds(v, s) for v, s in zip((300, 1000), steps, strict=True))
    found = stats.printed_proportion(300, 1000, *prints)
    assert found.low == pytest.approx(low, abs=1e-12)
    assert found.high == pytest.approx(high, abs=1e-12)


def test_a_rounded_rate_may_be_none_at_all():
    """A count that may be 0 has a rate from 0 on, though its print says about 1."""
    found = stats.printed_rate(1, 1000, stats.printed_bounds(1, 1, "about"))
    assert found.low == 0
    # at most 2 events: half the 97.5 % point of chi-square with 6 degrees of freedom, 7.224688
    assert found.high == pytest.approx(7.224688e-3, abs=1e-9)


def test_a_figure_finer_than_its_step_is_moved_from_itself():
    """98.35 with a step of 0.1 is 98.30 to 98.45: nothing is rounded on the way."""
    found = stats.printed_bounds(98.35, 0.1)
    assert (found.low, found.high) == pytest.approx((98.30, 98.45), abs=1e-12)


def test_an_exposure_next_to_nothing_is_told():
    """An exposure below 1e-15 is no exposure, and the reason names it."""
    found = stats.rate(1, [1e-16, 1e-15])
    assert found.reason.tolist() == ["the exposure 1e-16 is below 1e-15", ""]


@pytest.mark.parametrize("start", [0.3, 50.0, LARGE - 1, LARGE, LARGE + 1, 1e6])
@pytest.mark.parametrize("steps", [1, 2, 40])
def test_what_a_prior_adds_is_a_product(start, steps):
    """The logarithm of (1 + 0/a)(1 + 1/a)...(1 + (n-1)/a) is found term by term, at any a."""
    product = sum(log1p(i / start) for i in range(steps))
    assert _grown(np.array(start), np.array(float(steps))) == pytest.approx(
        product, rel=1e-9, abs=1e-11
    )


def test_certain_pvalues_stay_as_they_are():
    """0 and 1 are p-values: 0 stays 0, 1 stays 1, beyond them is none."""
    found = stats.adjust([0.0, 1.0, -0.001, 1.001])
    assert found.pvalue[:2].tolist() == [0.0, 1.0]
    assert np.isnan(found.pvalue[2:]).all()
    assert found.reason[:2].tolist() == ["", ""]
    assert found.reason[2] == "the p-value -0.001 is not between 0 and 1"


def test_a_target_given_is_that_of_every_treatment():
    """Each funnel side by side is drawn about the target that was asked for, not their own mean."""
    found = stats.treatments([160, 30, 45, 80], [1000, 200, 300, 520], target=0.2)
    drawn = [one for one in found.funnels if one is not None]
    assert drawn
    assert {float(one.target) for one in drawn} == {0.2}


@pytest.mark.parametrize(
    ("years", "have", "regular"), [(25, 14, 0.56), (25, 7, 0.28), (5, 4, 0.8), (10, 7, 0.7)]
)
def test_exactly_the_share_asked_for_is_regular(years, have, regular):
    """A place that reports in that very share of the years is regular, one with a year less is not."""
    span = np.arange(2000, 2000 + years)
    place = np.repeat(["all", "all too", "just", "just too", "less", "less too"], years)
    kept = np.tile(np.arange(years), 6) < np.repeat(
        [years, years, have, have, have - 1, have - 1], years
    )
    value = np.where(kept, np.tile(span, 6) % 7, np.nan)
    found = stats.reporting(place, np.tile(span, 6), value, regular=regular)
    assert (found.regular_districts, found.occasional_districts, found.years) == (4, 2, years)


def test_a_range_of_one_value_leaves_no_doubt():
    """Where silent places can only have what the others have, the bounds are that value."""
    found = stats.missing_bounds([5.0, np.nan, 5.0], lowest=5, highest=5)
    assert (found.low, found.high, found.value, found.missing) == (5, 5, 5, 1)


@pytest.mark.parametrize(("ratio", "chance"), [(0.5, 0.0), (0.8, 0.0), (1.2, 1.0), (2.0, 1.0)])
def test_far_from_a_million_expected_nothing_is_left(ratio, chance):
    """Half a million events where a million are expected have no chance; two millions are never reached."""
    assert poisson.cdf(np.array([ratio * 1e6]), np.array([1e6])).tolist() == [chance]


def test_a_rounded_count_that_may_be_none_has_a_share_from_nought():
    """About 1 of 100 may be 0 to 2 of them: the low limit is 0, the high one Wilson's of 2 of 100."""
    about, full = stats.printed_bounds(1, 1, "about"), stats.printed_bounds(100, 0)
    found = stats.printed_proportion(1, 100, about, full)
    assert found.low == 0
    assert found.high == pytest.approx(wilson(2, 100)[1], abs=1e-12)


@pytest.mark.parametrize(("a", "b"), [(2.0, 3.0), (400.0, 20.0)])
def test_all_cases_of_all_are_certain(a, b):
    """That at most n of n cases come is certain, and that at most n - 1 do is less."""
    n = np.array([30.0, 30.0])
    below = _below(np.array([29.0, 30.0]), n, a, b)
    # of all 30 the chance is B(a + 30, b) / B(a, b)
    full = np.exp(special.betaln(a + 30, b) - special.betaln(a, b))
    assert below[1] == 1.0
    assert below[0] == pytest.approx(1 - full, abs=1e-9)
