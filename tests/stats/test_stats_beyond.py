"""What a funnel could have shown, and whether places differ at all."""

import numpy as np
import pytest
from scipy import stats as laws

from fadu import stats
from fadu.errors import StatisticsError
from fadu.stats.beyond import beyond_limits
from fadu.stats.heterogeneity import heterogeneity


def shown(found, total, value, overdispersion):
    """The chance that a district of this total and value lies outside, counted case by case."""
    counts = np.arange(total + 1)
    one = stats.funnel(
        counts, np.full(total + 1, total), target=found.target, overdispersion=overdispersion
    )
    return float(laws.binom(total, value).pmf(counts)[one.outside[:, 0]].sum())


@pytest.mark.parametrize(("total", "target"), [(40, 0.1), (200, 0.5), (500, 0.97)])
def test_the_values_found_are_shown_four_times_in_five(total, target):
    """At the values returned, the outcomes that the funnel calls outside have probability 0.8."""
    found = stats.funnel([target * 1000] * 6, [1000] * 6)
    for value in beyond_limits(found, total):
        if not np.isnan(value):
            # the other tail adds less than a tenth of a percent
            assert shown(found, total, value, "none") == pytest.approx(0.8, abs=1e-3)


def test_rates_are_found_by_the_poisson_law():
    """At the rate returned, a Poisson count lies above the limit with the power asked for."""
    found = stats.funnel([50] * 6, [1_000_000] * 6, kind="rate")
    low, high = beyond_limits(found, 400_000, power=0.9)
    limit = stats.funnel_curve(found, [400_000])
    above = laws.poisson(high * 400_000).sf(np.floor(limit.high[0, 0] * 400_000))
    below = laws.poisson(low * 400_000).cdf(np.ceil(limit.low[0, 0] * 400_000) - 1)
    # the root is found to the last bits of a rate of 5e-5, the chance to a millionth
    assert above == pytest.approx(0.9, abs=1e-6)
    assert below == pytest.approx(0.9, abs=1e-6)


def test_two_cases_show_nothing():
    """With two cases about one half no share is shown beyond 95 % limits."""
    found = stats.funnel([1] * 6, [2] * 6)
    assert np.isnan(beyond_limits(found, 2)).all()


@pytest.mark.parametrize(("total", "power"), [(0, 0.8), (10, 1.0), (-3, 0.5)])
def test_impossible_questions_are_refused(total, power):
    """A total that is none and a power of one are refused."""
    with pytest.raises(StatisticsError):
        beyond_limits(stats.funnel([1] * 6, [20] * 6), total, power=power)


def test_heterogeneity_is_pearsons_test_of_the_table():
    """Q about the overall share is Pearson's chi-square of places by outcome, to 1e-9."""
    count, total = np.array([12, 30, 9, 41, 22]), np.array([80, 150, 90, 160, 140])
    found = heterogeneity(stats.funnel(count, total).z)
    chi2, pvalue, freedom, _ = laws.chi2_contingency(np.array([count, total - count]))
    assert found.statistic == pytest.approx(chi2, rel=1e-9)
    assert found.pvalue == pytest.approx(pvalue, rel=1e-9)
    assert found.freedom == freedom


def test_heterogeneity_of_one_place_is_unknown():
    """One score, or none, tells nothing about spread."""
    for z in ([], [1.2], [1.2, np.nan]):
        assert np.isnan(heterogeneity(z).pvalue)
