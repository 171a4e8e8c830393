"""Confidence sets for ranks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from scipy.stats import norm

from fadu import stats
from fadu.errors import StatisticsError
from fadu.stats.comparisons import BINS, all_pairs, with_each

VALUES = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.01, 3)), min_size=1, max_size=12)


def test_constant_of_ten_districts():
    """For 10 equal errors the simultaneous constant is 4.47412 over the root of 2, 3.16368."""
    assert all_pairs(10, 0.95) == pytest.approx(4.47412 / np.sqrt(2), abs=5e-6)
    assert stats.rank_sets(np.arange(10), np.ones(10)).constant[0] == pytest.approx(
        3.16368, abs=5e-6
    )


def test_constants_of_one_with_all():
    """For equal errors the marginal constants are Dunnett's for infinite degrees of freedom."""
    # Dunnett 1964, Biometrics 20:482, two-sided 95 %, infinite df, 1 to 9 comparisons
    printed = [1.96, 2.21, 2.35, 2.44, 2.51, 2.57, 2.61, 2.65, 2.69]
    found = [with_each(np.ones(k + 1), 0.95)[0] for k in range(1, 10)]
    np.testing.assert_allclose(found, printed, atol=0.0051)


@pytest.mark.parametrize("own", [0, 3, 5])
def test_marginal_constant_solves_its_integral(own):
    """At the constant the chance of no large difference is the level, integrated by scipy."""
    se = np.array([0.02, 0.5, 0.7, 1.0, 2.0, 40.0])
    c = with_each(se, 0.95)[own]
    others = np.delete(se, own)
    apart = c * np.hypot(others, se[own])

    def chance(z):
        middle = se[own] * z
        inside = norm.cdf((middle + apart) / others) - norm.cdf((middle - apart) / others)
        return norm.pdf(z) * inside.prod()

    steps = [c + side * far for far in (0.01, 0.1, 1) for side in (-1, 1)]
    half, _ = integrate.quad(chance, 0, 9, points=[c, *steps], epsabs=1e-12, limit=400)
    assert 2 * half == pytest.approx(0.95, abs=1e-6)


def test_grouping_of_errors_moves_the_constant_little():
    """For many different errors constants of groups stand in, within 0.002."""
    se = np.exp(np.random.default_rng(1).normal(size=BINS + 60))
    near = with_each(se, 0.95)
    from fadu.stats import comparisons  # noqa: PLC0415

    sizes, group, members = np.unique(se), np.argsort(np.argsort(se)), np.ones(len(se))
    exact = [comparisons._one(sizes, members, int(group[i]), 0.95) for i in (0, 50, 100)]
    np.testing.assert_allclose(near[[0, 50, 100]], exact, atol=0.002)


def test_clear_and_unclear_ranks():
    """Values far apart have one rank, values near each other share theirs; 1 is the largest."""
    found = stats.rank_sets([10, 1, 1.1, 30], [1, 1, 1, 1])
    assert found.low.tolist() == [2, 3, 3, 1]
    assert found.high.tolist() == [2, 4, 4, 1]


def test_equal_values_have_every_rank():
    """Among equals nobody has a rank."""
    found = stats.rank_sets([5, 5, 5], [1, 2, 3])
    assert found.low.tolist() == [1, 1, 1]
    assert found.high.tolist() == [3, 3, 3]


def test_one_district_has_rank_one():
    """A district alone is first and last."""
    found = stats.rank_sets([5], [1])
    assert (found.low[0], found.high[0]) == (1, 1)
    assert len(stats.rank_sets([], []).low) == 0


@settings(max_examples=60)
@given(VALUES, st.randoms(use_true_random=False), st.booleans())
def test_relabelling_moves_the_sets_along(rows, random, simultaneous):
    """Districts in another order have the same sets; one without a value changes nothing."""
    order = random.sample(range(len(rows)), len(rows))
    value, se = np.array(rows).T
    one = stats.rank_sets(value, se, simultaneous=simultaneous)
    other = stats.rank_sets([*value[order], np.nan], [*se[order], 1], simultaneous=simultaneous)
    np.testing.assert_array_equal(other.low[:-1], one.low[order])
    np.testing.assert_array_equal(other.high[:-1], one.high[order])
    assert other.reason[-1] == "the value is missing"


@settings(max_examples=60)
@given(VALUES, st.sampled_from([0.25, 4.0, 128.0]))
def test_the_unit_does_not_matter(rows, unit):
    """Values and errors in another unit have the same ranks."""
    value, se = np.array(rows).T
    one, other = stats.rank_sets(value, se), stats.rank_sets(unit * value, unit * se)
    np.testing.assert_array_equal(one.low, other.low)
    np.testing.assert_array_equal(one.high, other.high)


@settings(max_examples=60)
@given(VALUES)
def test_turning_the_scale_turns_the_ranks(rows):
    """The best rank of the negative values is the worst of the values, from the other end."""
    value, se = np.array(rows).T
    one, other = stats.rank_sets(value, se), stats.rank_sets(-value, se)
    np.testing.assert_array_equal(one.low, len(rows) + 1 - other.high)


@settings(max_examples=60)
@given(VALUES)
def test_sets_of_each_alone_are_inside_those_of_all(rows):
    """Covering one district's rank needs no wider set than covering all, and each holds the rank seen."""
    value, se = np.array(rows).T
    both = stats.rank_sets(value, se)
    each = stats.rank_sets(value, se, simultaneous=False)
    assert (each.low >= both.low).all()
    assert (each.high <= both.high).all()
    seen = 1 + (value[None, :] > value[:, None]).sum(1)
    assert (both.low <= seen).all()
    assert (seen <= both.high).all()


def test_an_error_of_zero_is_no_certainty():
    """A standard error of 0 is refused in its row: 100 % has a Wald error of 0."""
    found = stats.rank_sets([1.0, 0.9, 0.8], [0, 0.01, None])
    assert list(found.reason) == [
        "the standard error 0 is not above 0",
        "",
        "the standard error is missing",
    ]
    assert found.ranked == 1


def test_proportions_are_ranked_on_the_arcsine_scale():
    """There 8 of 8 has the error of 8 cases, not none, and its rank is uncertain."""
    scores = stats.arcsine_scores([8, 14129, 5, 3], [8, 14374, 4, 0])
    assert scores.value[0] == pytest.approx(np.pi / 2)
    assert scores.se[0] == pytest.approx(1 / (2 * np.sqrt(8)))
    assert list(scores.reason[2:]) == ["the count 5 is above its total 4", "the total is zero"]
    found = stats.rank_sets(scores.value[:2], scores.se[:2])
    assert (found.low[0], found.high[0]) == (1, 2)


def test_top_sets():
    """The top-k set holds all that cannot be excluded; the sure ones are a part of it."""
    value = [30, 20, 19.8, 1]
    top = stats.top_sets(value, [1] * 4, 2)
    assert top.member.tolist() == [True, True, True, False]
    assert top.sure.tolist() == [True, False, False, False]
    assert not stats.top_sets([None, 1], [1, 1], 1).member[0]


def test_three_thousand_districts():
    """3,000 districts are ranked in one call."""
    rng = np.random.default_rng(1)
    value, se = rng.normal(size=3000), rng.uniform(0.01, 0.3, 3000)
    found = stats.rank_sets(value, se)
    assert (found.low <= found.high).all()
    assert found.constant[0] == pytest.approx(5.597, abs=0.001)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: stats.rank_sets([1], [1], level=0), "level 0 is not a number between 0 and 1"),
        (lambda: stats.rank_sets([[1]], [[1]]), "value has 2 dimensions; ranks have one"),
        (lambda: stats.top_sets([1], [1], 0), "k 0 is not a whole number from 1 to 1000000"),
    ],
)
def test_wrong_options_are_refused(call, message):
    """A refusal names what came."""
    with pytest.raises(StatisticsError) as refusal:
        call()
    assert str(refusal.value) == message
