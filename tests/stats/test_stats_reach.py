"""What could have been seen, who reports, and what print allows: laws of the quiet methods."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as laws

from fadu import stats

SHARES = st.floats(0.05, 0.95)
TOTALS = st.integers(20, 100_000)
ROWS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(2015, 2022), st.floats(0, 100)),
    min_size=1,
    max_size=40,
)


@settings(max_examples=80)
@given(SHARES, TOTALS, st.integers(2, 50), st.floats(0.5, 0.95))
def test_more_cases_show_smaller_differences(base, total, factor, power):
    """More cases show less, more power needs more, and a fixed target needs less than a second side."""
    few = stats.detectable_proportion(base, total, total, power=power)
    many = stats.detectable_proportion(base, factor * total, factor * total, power=power)
    fixed = stats.detectable_proportion(base, total, power=power)
    surer = stats.detectable_proportion(base, total, total, power=power + 0.04)
    for side in ("up", "down"):
        sizes = [float(getattr(found, side)) for found in (many, few, surer)]
        known = [size for size in sizes if not np.isnan(size)]
        # what cannot be shown with few cases may be shown with many, never the other way round
        assert np.isnan(sizes[len(known) :]).all()
        assert known == sorted(known)
        if known[1:]:
            assert float(getattr(fixed, side)) < sizes[1]


@settings(max_examples=60)
@given(SHARES, TOTALS)
def test_rises_of_a_share_are_falls_of_the_rest(base, total):
    """The smallest rise from p is the smallest fall from 1 - p."""
    one, other = (stats.detectable_proportion(p, total, total) for p in (base, 1 - base))
    np.testing.assert_allclose(one.up, other.down, rtol=1e-6)


def test_a_detectable_rate_is_detected_four_times_in_five():
    """Simulated at the rate returned, the score test finds it with a chance of 80 %."""
    rng, exposure = np.random.default_rng(13), 100_000
    step = float(stats.detectable_rate(2e-3, exposure, exposure).up)
    first, second = rng.poisson((2e-3 + step) * exposure, 20_000), rng.poisson(200, 20_000)
    found = (stats.two_rates(first, exposure, second, exposure).pvalue < 0.05).mean()
    assert found == pytest.approx(0.8, abs=0.02)


@settings(max_examples=60)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20))
def test_tiny_events_are_tested_by_the_binomial(first, second, times):
    """With few events the p-value is scipy's exact binomial test given their sum."""
    found = stats.two_rates(first, 1000 * times, second, 1000)
    if found.test == "binomial":
        if first + second:
            part = times / (times + 1)
            expected = laws.binomtest(first, first + second, part).pvalue
            assert found.pvalue == pytest.approx(expected, rel=1e-9)
    else:
        assert (first + second) / (times + 1) >= 5


@settings(max_examples=60)
@given(ROWS, st.integers(0, 2**32 - 1))
def test_who_reports_does_not_hang_on_names_or_order(rows, seed):
    """Districts called otherwise, and rows in another order, compare the same."""
    place, year, value = (np.array(column) for column in zip(*rows, strict=True))
    order = np.random.default_rng(seed).permutation(len(rows))
    one = stats.reporting(place, year, value)
    other = stats.reporting(
        [f"district {9 - p}" for p in place[order]], year[order], value[order]
    )
    for name in ("regular_districts", "occasional_districts", "years", "reason"):
        assert getattr(one, name) == getattr(other, name)
    np.testing.assert_allclose(other.difference, one.difference, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("nobody", [None, np.nan, pd.NA])
def test_rows_of_no_district_are_no_district(nobody):
    """A figure without a name is in no group; its year could still have been reported."""
    place, year, value = ["a", "a", "b", nobody], [2020, 2021, 2020, 2022], [1.0, 2.0, 3.0, 4.0]
    found = stats.reporting(pd.Series(place, dtype=object), year, value)
    assert (found.regular_districts, found.occasional_districts, found.years) == (0, 2, 3)


def test_endless_values_are_no_reports():
    """An infinite value is not averaged."""
    found = stats.reporting(["a", "a", "b"], [2020, 2021, 2020], [1.0, np.inf, 3.0])
    assert (found.occasional, found.occasional_districts) == (2.0, 2)


def test_a_ratio_of_what_is_negative_is_refused():
    """A quantity that can only be below 0 has no ratio, and this is said."""
    below, one = stats.printed_bounds(-5, 1), stats.printed_bounds(3, 1)
    found = stats.ratio_bounds(below, one)
    assert np.isnan([found.low, found.high]).all()
    assert found.reason == "the first can only be negative"


@settings(max_examples=80)
@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 2))
def test_a_printed_percentage_fits_its_own_count(count, more, digits):
    """Whatever count and total print as a percentage, that count is among those that fit."""
    total = count + more
    printed = stats.printed_bounds(round(100 * count / total, digits), 10.0**-digits)
    found = stats.possible_counts(printed, total)
    assert found.low <= count <= found.high
