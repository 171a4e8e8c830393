"""Shrinkage, many comparisons, power, and whether reporting goes with the value."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, mannwhitneyu, nbinom
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from fadu import stats
from fadu.errors import StatisticsError


def districts(seed, k=300):
    rng = np.random.default_rng(seed)
    total = rng.integers(8, 2000, k)
    truth = rng.beta(0.16 * 50, 0.84 * 50, k)
    return rng.binomial(total, truth), total, truth


def test_the_prior_is_the_likeliest():
    """No neighbouring beta prior makes the counts likelier, by scipy's own probabilities."""
    count, total, _ = districts(1)
    found = stats.shrink(count, total)

    def likelihood(centre, size):
        return betabinom.logpmf(count, total, size * centre, size * (1 - centre)).sum()

    best = likelihood(found.centre, found.strength)
    for step in (0.99, 1.01):
        assert likelihood(found.centre * step, found.strength) < best
        assert likelihood(found.centre, found.strength * step) < best


def test_the_gamma_prior_is_the_likeliest():
    """No neighbouring gamma prior makes the events likelier."""
    rng = np.random.default_rng(2)
    people = rng.uniform(1e5, 1e7, 300)
    count = rng.poisson(people * rng.gamma(4, 5e-6, 300))
    found = stats.shrink(count, people, kind="rate")

    def likelihood(centre, size):
        return nbinom.logpmf(count, size * centre, size / (size + people)).sum()

    best = likelihood(found.centre, found.strength)
    for step in (0.99, 1.01):
        assert likelihood(found.centre * step, found.strength) < best
        assert likelihood(found.centre, found.strength * step) < best


def test_small_districts_move_most():
    """A value is the weighted mean of the district's own and the centre; small ones weigh less."""
    count, total, truth = districts(3)
    found = stats.shrink(count, total)
    np.testing.assert_allclose(
        found.value,
        found.weight * count / total + (1 - found.weight) * found.centre,
        rtol=1e-12,
    )
    assert (np.diff(found.weight[np.argsort(total)]) >= 0).all()
    assert np.mean((found.value - truth) ** 2) < np.mean((count / total - truth) ** 2)
    # binomial error of 300 draws at 95 % is 1.3 points; three of them
    assert np.mean((found.low <= truth) & (truth <= found.high)) > 0.91


def test_alike_districts_have_the_pooled_value():
    """Where districts differ no more than chance all have the pooled value and its interval."""
    found = stats.shrink([16, 32, 48, 8], [100, 200, 300, 50])
    pooled = stats.proportion(104, 650)
    np.testing.assert_allclose(found.value, pooled.value)
    np.testing.assert_allclose(found.low, pooled.low)
    assert found.strength == np.inf
    assert stats.shrink([5], [10]).value[0] == 0.5
    assert stats.shrink([0, 0], [9, 8], kind="rate").high[0] > 0
    assert np.isnan(stats.shrink([], []).centre)


def test_limits_of_alike_districts_hold_the_common_value():
    """Districts without any true difference are covered nearly as often as stated, not half as often."""
    rng = np.random.default_rng(9)
    total = rng.integers(20, 2000, 100)
    held = []
    for _ in range(60):
        found = stats.shrink(rng.binomial(total, 0.16), total)
        held.append(np.mean((found.low <= 0.16) & (found.high >= 0.16)))
    # the districts of a run share one centre, so 60 runs have an error of 3 points
    assert np.mean(held) > 0.86


def test_bad_rows_are_left_out_of_the_prior():
    """An impossible row has a reason and does not touch the others."""
    count, total, _ = districts(4, 40)
    one = stats.shrink(count, total)
    other = stats.shrink([*count, 9, None], [*total, 5, 4])
    np.testing.assert_allclose(other.value[:-2], one.value, rtol=1e-12)
    assert list(other.reason[-2:]) == [
        "the count 9 is above its total 5",
        "the count is missing",
    ]


@pytest.mark.parametrize("method", ["fdr_bh", "holm"])
@settings(max_examples=15, deadline=None)  # statsmodels collects garbage in each Holm call
@given(pvalues=st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_values_are_those_of_statsmodels(method, pvalues):
    """Adjusted p-values are statsmodels', never below those given."""
    found = stats.adjust(pvalues, method)
    np.testing.assert_allclose(
        found.pvalue, multipletests(pvalues, method=method)[1], rtol=1e-9
    )
    assert (found.pvalue >= np.array(pvalues) - 1e-15).all()


def test_benjamini_hochberg_1995():
    """Of the 15 p-values of Benjamini and Hochberg 1995, section 3.2, four are found at 5 %."""
    printed = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
               0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip
    assert (stats.adjust(printed).pvalue <= 0.05).sum() == 4
    assert (stats.adjust(printed, "holm").pvalue <= 0.05).sum() == 3


def test_missing_values_are_not_compared():
    """A missing p-value stays missing and does not count; a number that is none has a reason."""
    found = stats.adjust([0.01, None, 0.04, 1.5])
    assert found.compared == 2
    np.testing.assert_allclose(found.pvalue[[0, 2]], [0.02, 0.04])
    assert list(found.reason) == [
        "",
        "the p-value is missing",
        "",
        "the p-value 1.5 is not between 0 and 1",
    ]
    assert stats.adjust(0.03).pvalue == 0.03
    assert len(stats.adjust([]).pvalue) == 0


@pytest.mark.parametrize(
    ("base", "n1", "n2"), [(0.16, 131, 131), (0.5, 40, 900), (0.98, 14374, 9000)]
)
def test_detectable_differences_have_the_power_of_statsmodels(base, n1, n2):
    """At the smallest detectable difference statsmodels' power is 80 %."""
    found = stats.detectable_proportion(base, n1, n2)
    for other in (base + found.up, base - found.down):
        effect = proportion_effectsize(other, base)
        power = NormalIndPower().power(
            abs(effect), n1, 0.05, ratio=n2 / n1, alternative="two-sided"
        )
        # statsmodels adds the other tail, about 1e-6
        assert power == pytest.approx(0.8, abs=1e-5)


def test_differences_that_no_data_can_show():
    """98 % of 50 cannot rise far enough to be seen, so there is no smallest rise."""
    found = stats.detectable_proportion([0.98, 1.2, 0.5], [50, 50, 0])
    assert np.isnan(found.up).all()
    assert found.down[0] > 0.02
    assert list(found.reason) == ["", "the base 1.2 is not a share", "the total1 is zero"]


def test_detectable_rates():
    """A simulated rise of the detectable size is found in about 80 % of runs."""
    found = stats.detectable_rate(2e-5, 1e7, 1e7)
    rng = np.random.default_rng(5)
    first = rng.poisson(1e7 * (2e-5 + float(found.up)), 4000)
    tested = stats.two_rates(first, 1e7, rng.poisson(200, 4000), 1e7)
    # error of 4,000 runs is 0.6 points; the square root is an approximation of a point
    assert np.mean(tested.pvalue < 0.05) == pytest.approx(0.8, abs=0.03)
    half = stats.detectable_rate(0.2, 1000).up
    assert stats.detectable_rate(0.2, 1000, np.inf).up == half


def test_detectable_trends():
    """A simulated slope of the detectable size has p below alpha in about 80 % of runs."""
    year, total = np.arange(2018, 2025), np.full(7, 400)
    found = stats.detectable_trend(year, 0.3, total)
    rng = np.random.default_rng(6)
    counts = rng.binomial(400, 0.3 + float(found.up) * (year - 2021), (4000, 7))
    assert np.mean(stats.trend(year, counts, 400).pvalue < 0.002) == pytest.approx(
        0.8, abs=0.03
    )
    wide = stats.detectable_trend(year, 0.3, total, dispersion=4)
    assert wide.up == pytest.approx(2 * found.up)
    assert stats.detectable_trend([2020], 0.3, [10]).reason == "1 valid years have no slope"


def test_reporting_that_goes_with_the_value():
    """Regular reporters with the higher values are told from occasional ones, district by district."""
    rng = np.random.default_rng(7)
    place, year = np.repeat(np.arange(30), 5), np.tile(np.arange(2019, 2024), 30)
    often = place < 15
    value = 90 + 5 * often + 0.3 * (year - 2019) + rng.normal(0, 1, 150)
    silent = ~often & (rng.random(150) < 0.6)
    found = stats.reporting(place, year, np.where(silent, np.nan, value))
    assert found.difference == pytest.approx(5, abs=1)
    assert found.pvalue < 0.01
    assert found.regular_districts >= 15
    assert found.years == 5


def test_reporting_is_a_mann_whitney_test():
    """The p-value is scipy's on the districts' means less the years' means."""
    place, year = list("aabbccddd"), [1, 2, 1, 2, 1, 1, 1, 2, 2]
    value = [5, 6, 5, 7, 4, None, 9, None, None]
    found = stats.reporting(place, year, value)
    yearly = {1: np.mean([5, 5, 4, 9]), 2: 6.5}
    own = {"a": ((5 - yearly[1]) + (6 - 6.5)) / 2, "b": ((5 - yearly[1]) + (7 - 6.5)) / 2}
    rare = [4 - yearly[1], 9 - yearly[1]]
    assert found.pvalue == pytest.approx(mannwhitneyu(list(own.values()), rare).pvalue)
    assert (found.regular, found.occasional) == (5.75, 6.5)


def test_reporting_that_cannot_be_compared():
    """Without both kinds of districts there is a reason and no p-value."""
    found = stats.reporting(["a", "a"], [1, 2], [5, 6])
    assert found.reason == "1 regular and 0 occasional reporters cannot be compared"
    assert np.isnan(found.pvalue)
    assert np.isnan(stats.reporting(["a"], [1], [None]).regular)


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_names_and_order_of_districts_do_not_matter(random):
    """Shrinkage and reporting see no order and no names."""
    count, total, _ = districts(8, 30)
    order = random.sample(range(30), 30)
    one, other = stats.shrink(count, total), stats.shrink(count[order], total[order])
    # the likelihood is searched to eight digits, which leaves about six of the values
    np.testing.assert_allclose(other.value, one.value[order], rtol=1e-5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: stats.adjust([0.1], "bonferroni"),
            "method 'bonferroni' is not one of fdr_bh, holm",
        ),
        (
            lambda: stats.shrink([1], [2], kind="mean"),
            "kind 'mean' is not one of proportion, rate",
        ),
        (
            lambda: stats.detectable_proportion(0.5, 9, power=1),
            "power 1 is not a number between 0 and 1",
        ),
        (
            lambda: stats.detectable_rate(0.5, 9, power=0.01),
            "power 0.01 is not above 0.025, what chance alone gives",
        ),
        (
            lambda: stats.reporting(["a"], [1, 2], [1, 2]),
            "district has shape (1,), year and value (2,)",
        ),
    ],
)
def test_wrong_options_are_refused(call, message):
    """A refusal names what came and what is allowed."""
    with pytest.raises(StatisticsError) as refusal:
        call()
    assert str(refusal.value) == message
