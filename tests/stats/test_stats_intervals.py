"""Proportions and rates with intervals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from fadu import stats
from fadu.errors import StatisticsError

PRINTED = 5e-5
"""Four decimals are printed in the paper."""


@pytest.mark.parametrize(
    ("method", "pair", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, methods 3 and 5
        ("wilson", (81, 263), 0.2553, 0.3662),
        ("wilson", (15, 148), 0.0624, 0.1605),
        ("wilson", (0, 20), 0.0000, 0.1611),
        ("wilson", (1, 29), 0.0061, 0.1718),
        ("exact", (81, 263), 0.2527, 0.3676),
        ("exact", (15, 148), 0.0578, 0.1617),
        ("exact", (0, 20), 0.0000, 0.1684),
        ("exact", (1, 29), 0.0009, 0.1776),
    ],
)
def test_newcombe_1998(method, pair, low, high):
    """The limits are those of Newcombe's paper."""
    found = stats.proportion(*pair, method=method)
    assert found.low == pytest.approx(low, abs=PRINTED)
    assert found.high == pytest.approx(high, abs=PRINTED)


def test_success_of_mediation():
    """14129 of 14374 is 98.2955 %, Wilson 95 % from 98.07 to 98.49."""
    found = stats.proportion(14129, 14374)
    assert round(100 * found.value, 4) == 98.2955
    assert (round(100 * found.low, 2), round(100 * found.high, 2)) == (98.07, 98.49)


def test_corrected_cases():
    """21 corrected of 131 concluded is 16.03 %."""
    assert round(100 * stats.proportion(21, 131).value, 2) == 16.03


@pytest.mark.parametrize(
    ("ours", "theirs"), [("wilson", "wilson"), ("exact", "beta"), ("jeffreys", "jeffreys")]
)
@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_proportions_agree_with_statsmodels(ours, theirs, level):
    """Inside the range of counts the limits are those of statsmodels."""
    total = np.array([2, 8, 131, 14374, 10**7, 3 * 10**9])
    count = np.array([1, 7, 21, 14129, 5, 2 * 10**9])
    found = stats.proportion(count, total, level=level, method=ours)
    low, high = proportion_confint(count, total, alpha=1 - level, method=theirs)
    np.testing.assert_allclose(found.low, low, rtol=1e-9)
    np.testing.assert_allclose(found.high, high, rtol=1e-9)


def test_exact_rates_agree_with_statsmodels():
    """Below 10 events the limits are the exact ones, here statsmodels' gamma quantiles."""
    count = np.arange(10)
    found = stats.rate(count, 7.0)
    low, high = confint_poisson(count, 7.0, method="exact-c")
    np.testing.assert_allclose(found.low, low, atol=1e-12, rtol=1e-9)
    np.testing.assert_allclose(found.high, high, rtol=1e-9)
    assert set(found.method) == {"exact"}


def test_printed_factors_of_the_poisson_limits():
    """No event leaves up to 3.69, one 0.025 to 5.57, nine 4.12 to 17.08 (Garwood 1936)."""
    found = stats.rate([0, 1, 9], 1)
    np.testing.assert_allclose(found.low, [0, 0.0253, 4.115], atol=5e-4)
    np.testing.assert_allclose(found.high, [3.689, 5.572, 17.08], atol=5e-3)


@given(st.integers(10, 10**6))
def test_byar_is_near_the_exact_limits(count):
    """From 10 events on Byar's limits are within half a percent of the exact ones."""
    found = stats.rate(count, 1)
    low, high = confint_poisson(count, 1, method="exact-c")
    assert found.method == "byar"
    assert found.low == pytest.approx(low, rel=5e-3)
    assert found.high == pytest.approx(high, rel=5e-3)


@given(st.integers(1, 10**10), st.data(), st.sampled_from(["wilson", "exact", "jeffreys"]))
def test_successes_and_failures_mirror_each_other(total, data, method):
    """The interval of the failures is that of the successes turned round; it holds the value."""
    count = data.draw(st.integers(0, total))
    one = stats.proportion(count, total, method=method)
    other = stats.proportion(total - count, total, method=method)
    assert one.low == pytest.approx(1 - other.high, abs=1e-9)
    assert 0 <= one.low <= one.value <= one.high <= 1


@given(st.integers(0, 10**6), st.floats(1, 1e8), st.sampled_from([10.0, 1e4, 1e5]))
def test_the_unit_of_a_rate_does_not_matter(count, exposure, per):
    """A rate per 100,000 is 100,000 times a rate, limits too."""
    plain, scaled = stats.rate(count, exposure), stats.rate(count, exposure, per=per)
    for one, other in (
        (plain.value, scaled.value),
        (plain.low, scaled.low),
        (plain.high, scaled.high),
    ):
        assert other == pytest.approx(per * one, rel=1e-12)


def test_empty_and_full_counts_end_at_the_ends():
    """An interval of no case begins at 0 itself, one of all cases ends at 1 itself."""
    for method in ("wilson", "exact", "jeffreys"):
        found = stats.proportion([0, 1, 10**7, 0], [1, 1, 10**7, 10**7], method=method)
        assert list(found.low[[0, 3]]) == [0, 0]
        assert list(found.high[[1, 2]]) == [1, 1]


def test_rows_that_cannot_be():
    """An impossible or missing row has no numbers and a sentence that says why."""
    found = stats.proportion([12, -1, 1, None, 2, 1.5, np.inf], [10, 5, 0, 5, np.nan, 4, 5])
    assert list(found.reason) == [
        "the count 12 is above its total 10",
        "the count -1 is negative",
        "the total is zero",
        "the count is missing",
        "the total is missing",
        "the count 1.5 is not a whole number",
        "the count is infinite",
    ]
    for column in (found.value, found.low, found.high):
        assert np.isnan(column).all()


def test_rates_that_cannot_be():
    """A rate needs a count and a population above 0."""
    found = stats.rate([-2, 3, 3, pd.NA], [5, 0, -1, 5])
    assert list(found.reason) == [
        "the count -2 is negative", "the exposure is zero", "the exposure -1 is negative", "the count is missing",
    ]  # fmt: skip
    assert np.isnan(found.low).all()
    assert list(found.method) == ["", "", "", ""]


def test_noise_of_a_product_is_a_whole_number():
    """36.39 万 is 363,900 cases although the product of floats is not."""
    assert stats.proportion(36.39 * 10000, 500000).value == 363900 / 500000


@pytest.mark.parametrize(
    "column",
    [
        [21, None],
        np.array([21, np.nan]),
        pd.Series([21, pd.NA], dtype="Int64"),
        pd.Series([21.0, None], index=[7, 3]),
        pd.array([21, None], dtype="Float64"),
        (21, pd.NA),
    ],
)
def test_any_kind_of_column_is_read(column):
    """Lists, arrays and Series of any kind are the same figures, matched by position."""
    found = stats.proportion(column, [131, 131])
    assert found.low[0] == stats.proportion(21, 131).low
    assert list(found.reason) == ["", "the count is missing"]


def test_a_scalar_gives_scalars():
    """One figure in gives numbers that print and round as numbers."""
    found = stats.rate(9, 1000, per=1000)
    assert f"{found.value:.1f} {round(found.low, 2)} {found.method}" == "9.0 4.12 exact"
    assert isinstance(found.high, float)
    assert not found.reason


def test_counts_beyond_32_bits():
    """Counts beyond 2^31 are counts."""
    assert stats.proportion(2**33, 2**34).value == 0.5
    assert stats.rate(2**33, 2**33).high > 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: stats.proportion(1, 2, method="wald"),
            "method 'wald' is not one of wilson, exact, jeffreys",
        ),
        (
            lambda: stats.proportion(1, 2, level=95),
            "level 95 is not a number between 0 and 1",
        ),
        (
            lambda: stats.proportion(1, 2, level="0.95"),
            "level '0.95' is not a number between 0 and 1",
        ),
        (lambda: stats.rate(1, 2, per=0), "per 0 is not a number above 0"),
        (lambda: stats.rate(["x"], 2), "count 'x' is not a number"),
        (lambda: stats.rate(["x", None], 2), "count 'x' is not a number"),
        (
            lambda: stats.proportion([1, 2], [1, 2, 3]),
            "the columns differ in shape: count (2,), total (3,)",
        ),
    ],
)
def test_wrong_options_are_refused(call, message):
    """A refusal names the argument, what came and what is allowed."""
    with pytest.raises(StatisticsError) as refusal:
        call()
    assert str(refusal.value) == message


def test_the_given_column_is_untouched():
    """A function changes nothing that it was given."""
    count, total = np.array([5.0, np.nan]), pd.Series([10, 20])
    stats.proportion(count, total)
    np.testing.assert_array_equal(count, [5.0, np.nan])
    assert list(total) == [10, 20]
