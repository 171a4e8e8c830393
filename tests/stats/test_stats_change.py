"""Two figures side by side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import binomtest, fisher_exact, norm
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

from fadu import stats
from fadu.errors import StatisticsError

PRINTED = 5e-5
"""Four decimals are printed in the papers."""
COUNTS = st.tuples(
    st.integers(0, 60), st.integers(0, 60), st.integers(0, 300), st.integers(0, 300)
)


def pair(drawn):
    a, b, c, d = drawn
    return a, a + b + 1, c, c + d + 1


@pytest.mark.parametrize(
    ("method", "low", "high"),
    [("newcombe", 0.0524, 0.3339), ("miettinen-nurminen", 0.0528, 0.3382)],
)
def test_newcombe_1998b(method, low, high):
    """56/70 less 48/80 has the limits of Newcombe 1998b, table II, methods 10 and 6."""
    found = stats.two_proportions(56, 70, 48, 80, method=method)
    assert found.value == pytest.approx(0.2)
    assert found.low == pytest.approx(low, abs=PRINTED)
    assert found.high == pytest.approx(high, abs=PRINTED)


@given(COUNTS.map(pair))
def test_newcombe_agrees_with_statsmodels(rows):
    """The square-and-add limits are those of statsmodels."""
    found = stats.two_proportions(*rows)
    low, high = confint_proportions_2indep(*rows, method="newcomb", compare="diff")
    assert found.low == pytest.approx(low, abs=1e-9)
    assert found.high == pytest.approx(high, abs=1e-9)


@pytest.mark.parametrize(
    "rows", [(56, 70, 48, 80), (5, 131, 9, 157), (140, 143, 130, 139), (1, 30, 2, 40)]
)
def test_ratio_agrees_with_statsmodels(rows):
    """The score limits of a ratio are those of statsmodels with the factor N/(N - 1)."""
    found = stats.two_proportions(*rows, compare="ratio")
    low, high = confint_proportions_2indep(*rows, method="score", compare="ratio")
    # statsmodels finds its limits as roots of a quartic, good to about ten digits
    assert found.low == pytest.approx(low, rel=1e-9)
    assert found.high == pytest.approx(high, rel=1e-9)


@pytest.mark.parametrize("rows", [(56, 70, 48, 80), (5, 131, 9, 157), (140, 143, 130, 139)])
def test_score_limits_of_a_difference_solve_their_equation(rows):
    """At a limit the score statistic, maximised numerically, is the normal quantile.

    statsmodels 0.15 has a slip in the cubic of this interval (its issue 10269), so the check is by
    maximum likelihood itself.
    """
    c1, n1, c2, n2 = rows

    def z(gap):
        def loss(p):
            return -(
                c1 * np.log(p + gap)
                + (n1 - c1) * np.log1p(-p - gap)
                + c2 * np.log(p)
                + (n2 - c2) * np.log1p(-p)
            )

        ends = (max(0, -gap) + 1e-12, min(1, 1 - gap) - 1e-12)
        p = minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": 1e-13}).x
        q, n = p + gap, n1 + n2
        spread = (q * (1 - q) / n1 + p * (1 - p) / n2) * n / (n - 1)
        return (c1 / n1 - c2 / n2 - gap) / np.sqrt(spread)

    found = stats.two_proportions(*rows, method="miettinen-nurminen")
    crit = norm.isf(0.025)
    # the numerical maximum is flat: eight digits of the proportion give seven of the limit
    assert brentq(lambda g: z(g) - crit, found.value - 0.5, found.value) == pytest.approx(
        found.low, abs=1e-7
    )
    assert brentq(lambda g: z(g) + crit, found.value, found.value + 0.4) == pytest.approx(
        found.high, abs=1e-7
    )


def test_tiny_tables_are_tested_exactly():
    """Where fewer than 5 cases are expected the p-value is Fisher's, for all rows at once."""
    rng = np.random.default_rng(1)
    n1, n2 = rng.integers(1, 40, 200), rng.integers(1, 400, 200)
    c1, c2 = rng.binomial(n1, 0.1), rng.binomial(n2, 0.1)
    found = stats.two_proportions(c1, n1, c2, n2)
    tiny = found.test == "fisher"
    assert 50 < tiny.sum() < 200
    tables = zip(c1[tiny], n1[tiny], c2[tiny], n2[tiny], strict=True)
    expected = [fisher_exact([[a, b - a], [c, d - c]])[1] for a, b, c, d in tables]
    np.testing.assert_allclose(found.pvalue[tiny], expected, rtol=1e-9)


def test_few_events_are_tested_exactly():
    """Where fewer than 5 events are expected on a side the p-value is binomial, given the sum."""
    rng = np.random.default_rng(2)
    e1, e2 = rng.uniform(1, 3, 200), rng.uniform(1, 3, 200)
    c1, c2 = rng.poisson(3, 200), rng.poisson(6, 200)
    found = stats.two_rates(c1, e1, c2, e2)
    tiny = found.test == "binomial"
    assert 50 < tiny.sum() < 200
    rows = zip(c1[tiny], (c1 + c2)[tiny], (e1 / (e1 + e2))[tiny], strict=True)
    expected = [binomtest(int(c), int(n), p).pvalue if n else 1.0 for c, n, p in rows]
    np.testing.assert_allclose(found.pvalue[tiny], expected, rtol=1e-9)


@pytest.mark.parametrize(
    "rows", [(60, 51477.5, 30, 54308.7), (41, 28010, 15, 19017), (12, 3e6, 40, 5e6)]
)
def test_rates_agree_with_statsmodels(rows):
    """The limits of ratio and difference are statsmodels' score and square-and-add limits."""
    ratio = stats.two_rates(*rows, compare="ratio")
    low, high = confint_poisson_2indep(*rows, method="score", compare="ratio")
    # statsmodels finds these by root search, good to nine digits
    assert ratio.low == pytest.approx(low, rel=1e-8)
    assert ratio.high == pytest.approx(high, rel=1e-8)
    difference = stats.two_rates(*rows)
    low, high = confint_poisson_2indep(
        *rows, method="mover", compare="diff", method_mover="score"
    )
    assert difference.low == pytest.approx(low, rel=1e-9)
    assert difference.high == pytest.approx(high, rel=1e-9)


@given(COUNTS.map(pair), st.sampled_from(["newcombe", "miettinen-nurminen"]))
def test_swapping_the_years_turns_the_sign(rows, method):
    """Second against first is first against second with the sign turned."""
    one = stats.two_proportions(*rows, method=method)
    other = stats.two_proportions(*rows[2:], *rows[:2], method=method)
    assert one.value == pytest.approx(-other.value, abs=1e-12)
    assert one.low == pytest.approx(-other.high, abs=1e-9)
    assert one.pvalue == pytest.approx(other.pvalue, rel=1e-6)


@given(COUNTS.map(pair), st.sampled_from(["difference", "ratio"]))
def test_the_interval_holds_the_value(rows, compare):
    """What was seen lies in its interval, and the p-value is a chance."""
    found = stats.two_proportions(*rows, compare=compare)
    if found.reason:
        assert rows[0] == rows[2] == 0
    else:
        assert found.low <= found.value + 1e-12
        assert found.value <= found.high + 1e-12
        assert 0 <= found.pvalue <= 1


@given(COUNTS.map(pair), st.floats(1e-3, 1e3))
def test_the_unit_of_exposure_does_not_matter(rows, unit):
    """A ratio of rates is the same per person and per 10,000."""
    c1, e1, c2, e2 = rows
    if c1 + c2 == 0:
        return
    one = stats.two_rates(c1, e1, c2, e2, compare="ratio")
    other = stats.two_rates(c1, e1 * unit, c2, e2 * unit, compare="ratio")
    assert other.low == pytest.approx(one.low, rel=1e-9)
    assert other.pvalue == pytest.approx(one.pvalue, rel=1e-6)


def test_two_equal_years_have_not_changed():
    """The same figure twice is a difference of 0 with p 1, also at 0 and 100 %."""
    found = stats.two_proportions([21, 0, 9], [131, 50, 9], [21, 0, 9], [131, 50, 9])
    np.testing.assert_array_equal(found.value, 0)
    np.testing.assert_allclose(found.pvalue, 1)
    assert (found.low < 0).all()
    assert (found.high > 0).all()


def test_empty_sides_of_a_ratio():
    """A ratio over no case is endless, one of no case is 0, and of two none has a reason."""
    found = stats.two_proportions(
        [3, 0, 0], [10, 10, 10], [0, 4, 0], [10, 10, 10], compare="ratio"
    )
    assert found.high[0] == np.inf
    assert found.low[1] == found.value[1] == 0
    assert found.reason[2] == "both counts are zero: any ratio fits"
    assert np.isnan(found.low[2])


def test_impossible_rows_say_which_side():
    """The reason names the side that cannot be."""
    found = stats.two_proportions([5, 1], [4, 2], [1, 1], [2, 0])
    assert list(found.reason) == ["the count1 5 is above its total1 4", "the total2 is zero"]
    assert list(found.test) == ["", ""]
    assert stats.two_rates(1, 0, 1, 5).reason == "the exposure1 is zero"


def test_large_counts():
    """Totals of ten million and beyond 2^31 are compared."""
    found = stats.two_proportions(5 * 10**6, 10**7, 2**33, 2**34)
    assert found.low == pytest.approx(-0.00031, abs=1e-5)
    assert found.pvalue == pytest.approx(1)


def test_thousands_of_districts_in_one_call():
    """3,000 districts give what each gives alone."""
    rng = np.random.default_rng(3)
    n = rng.integers(8, 20000, (2, 3000))
    c = rng.binomial(n, 0.97)
    whole = stats.two_proportions(c[0], n[0], c[1], n[1], compare="ratio")
    one = stats.two_proportions(c[0, 7], n[0, 7], c[1, 7], n[1, 7], compare="ratio")
    assert (whole.low[7], whole.high[7], whole.pvalue[7]) == (one.low, one.high, one.pvalue)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: stats.two_proportions(1, 2, 1, 2, compare="odds"),
            "compare 'odds' is not one of difference, ratio",
        ),
        (
            lambda: stats.two_proportions(1, 2, 1, 2, method="wald"),
            "method 'wald' is not one of newcombe, miettinen-nurminen",
        ),
        (
            lambda: stats.two_proportions(1, 2, 1, 2, compare="ratio", method="newcombe"),
            "method 'newcombe' is not for compare 'ratio': miettinen-nurminen is",
        ),
        (
            lambda: stats.two_rates(1, 2, 1, 2, level=1),
            "level 1 is not a number between 0 and 1",
        ),
    ],
)
def test_wrong_options_are_refused(call, message):
    """A refusal names the argument, what came and what is allowed."""
    with pytest.raises(StatisticsError) as refusal:
        call()
    assert str(refusal.value) == message
