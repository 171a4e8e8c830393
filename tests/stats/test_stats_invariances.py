"""What may not matter: the order of rows, their names, the unit, a district without cases."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fadu import stats
from fadu.errors import StatisticsError

ROWS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=2, max_size=25
).map(lambda rows: np.array([(a, a + b + 1) for a, b in rows]))
SERIES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 300), st.integers(0, 300)),
    min_size=5,
    max_size=10,
)
KINDS = st.sampled_from(["proportion", "rate"])
TREATMENTS = st.sampled_from(["none", "multiplicative", "additive"])
SEEDS = st.integers(0, 2**32 - 1)
CLOSE = {"rtol": 1e-9, "atol": 1e-12}


def drawn(rows, kind, treatment):
    """A funnel, or the refusal of a spread that no shares have."""
    try:
        return stats.funnel(rows[:, 0], rows[:, 1], kind=kind, overdispersion=treatment)
    except StatisticsError as refusal:
        return str(refusal).split(" is ")[0].split()[0]


@settings(max_examples=80)
@given(ROWS, KINDS, TREATMENTS, SEEDS)
def test_the_order_of_districts_does_not_matter_to_a_funnel(rows, kind, treatment, seed):
    """Districts in another order keep their limits; target and overdispersion stay."""
    order = np.random.default_rng(seed).permutation(len(rows))
    one, other = drawn(rows, kind, treatment), drawn(rows[order], kind, treatment)
    if isinstance(one, str):
        assert one == other
        return
    assert (other.target, other.tau2) == pytest.approx((one.target, one.tau2), rel=1e-9)
    np.testing.assert_allclose(other.low, one.low[order], **CLOSE)
    np.testing.assert_allclose(other.high, one.high[order], **CLOSE)


@settings(max_examples=80)
@given(
    ROWS, KINDS, TREATMENTS, st.sampled_from([(0, 0), (None, 5), (7, None), (np.nan, np.nan)])
)
def test_an_empty_district_changes_nothing_for_the_others(rows, kind, treatment, empty):
    """A district without cases or figures has no limits, and the others keep theirs to the bit."""
    more = np.vstack([rows.astype(float), np.array([empty], dtype=float)])
    one, other = drawn(rows, kind, treatment), drawn(more, kind, treatment)
    if isinstance(one, str):
        assert one == other
        return
    np.testing.assert_array_equal(other.low[:-1], one.low)
    np.testing.assert_array_equal(other.outside[:-1], one.outside)
    assert np.isnan(other.high[-1]).all()
    assert other.reason[-1]
    if treatment == "none":
        shrunk, fewer = (stats.shrink(*r.T, kind=kind) for r in (more, rows))
        np.testing.assert_array_equal(shrunk.value[:-1], fewer.value)


@settings(max_examples=60)
@given(ROWS, TREATMENTS, st.sampled_from([0.01, 10.0, 1e4]))
def test_the_unit_of_the_exposure_does_not_matter(rows, treatment, unit):
    """Per person or per 10,000: limits turn with the unit, scores and verdicts stay."""
    count, exposure = rows.T
    one = stats.funnel(count, exposure, kind="rate", overdispersion=treatment)
    other = stats.funnel(count, exposure / unit, kind="rate", overdispersion=treatment)
    np.testing.assert_allclose(other.low, unit * one.low, rtol=1e-6, atol=1e-9 * unit)
    np.testing.assert_allclose(other.high, unit * one.high, rtol=1e-6, atol=1e-9 * unit)
    np.testing.assert_allclose(other.z, one.z, rtol=1e-7, atol=1e-9)
    per = stats.rate(count, exposure, per=unit)
    scaled = stats.rate(count, exposure / unit)
    np.testing.assert_allclose(per.high, scaled.high, rtol=1e-12)


@settings(max_examples=60)
@given(ROWS, KINDS, TREATMENTS)
def test_limits_of_more_coverage_are_wider(rows, kind, treatment):
    """Each level's limits lie within those of the next, about the target, and inside the possible."""
    try:
        found = stats.funnel(
            rows[:, 0],
            rows[:, 1],
            kind=kind,
            overdispersion=treatment,
            levels=(0.5, 0.95, 0.998),
        )
    except StatisticsError:
        assert treatment == "additive"
        return
    assert (np.diff(found.low) <= 1e-12).all()
    assert (np.diff(found.high) >= -1e-12).all()
    assert (found.low >= 0).all()
    if kind == "proportion":
        assert (found.high <= 1).all()


@settings(max_examples=80)
@given(ROWS, st.sampled_from(["wilson", "exact", "jeffreys"]), st.floats(0.5, 0.999))
def test_an_interval_holds_its_value_and_turns_with_its_count(rows, method, level):
    """From 50 % on an interval holds its proportion; counting the others instead turns the interval round."""
    count, total = rows.T
    one = stats.proportion(count, total, method=method, level=level)
    other = stats.proportion(total - count, total, method=method, level=level)
    assert (one.low <= one.value + 1e-12).all()
    assert (one.value <= one.high + 1e-12).all()
    np.testing.assert_allclose(other.low, 1 - one.high, rtol=1e-9, atol=1e-9)


@settings(max_examples=80)
@given(ROWS, st.sampled_from(["newcombe", "miettinen-nurminen"]))
def test_a_change_turned_round_is_its_negative(rows, method):
    """Second against first has the limits of first against second, with the other sign."""
    c, n = rows.T
    one = stats.two_proportions(c, n, c[::-1], n[::-1], method=method)
    other = stats.two_proportions(c[::-1], n[::-1], c, n, method=method)
    np.testing.assert_allclose(other.low, -one.high, atol=1e-9)
    np.testing.assert_allclose(other.pvalue, one.pvalue, rtol=1e-9)
    assert (one.low <= one.value + 1e-9).all()
    assert (one.value <= one.high + 1e-9).all()


@settings(max_examples=60)
@given(ROWS)
def test_two_equal_years_show_no_change(rows):
    """The same counts twice differ by 0, with an interval about 0 and a p-value of 1."""
    c, n = rows.T
    found = stats.two_proportions(c, n, c, n)
    assert (found.value == 0).all()
    np.testing.assert_allclose(found.low, -found.high, atol=1e-12)
    np.testing.assert_allclose(found.pvalue, 1, rtol=1e-12)
    assert (stats.two_rates(c, n, c, n).pvalue > 1 - 1e-9).all()
    split = stats.decompose(c, n, c, n)
    assert (split.volume == 0).all()
    assert (split.rate == 0).all()


def series_of(points):
    step, a, b = np.array(points).T
    return 2000 + np.cumsum(step), a, a + b + 1


@settings(max_examples=80)
@given(SERIES, SEEDS, st.integers(-3000, 3000))
def test_the_order_of_years_and_their_era_do_not_matter(points, seed, shift):
    """Years in any order, counted from any year, have the same trend and verdict."""
    year, count, total = series_of(points)
    order = np.random.default_rng(seed).permutation(len(year))
    one = stats.trend(year, count, total)
    other = stats.trend(year[order] + shift, count[order], total[order])
    assert other.statistic == pytest.approx(one.statistic, rel=1e-6, abs=1e-9)
    assert other.slope == pytest.approx(one.slope, rel=1e-6, abs=1e-12)
    ranked = stats.trend_values(year, count / total)
    moved = stats.trend_values(year[order] + shift, (count / total)[order])
    assert (ranked.pvalue, ranked.verdict) == (moved.pvalue, moved.verdict)


@settings(max_examples=80)
@given(SERIES, st.sampled_from([2, 5, 10]))
def test_a_longer_year_has_a_smaller_slope(points, unit):
    """Years counted in a smaller unit divide the slope and leave the test as it is."""
    year, count, total = series_of(points)
    one, other = stats.trend(year, count, total), stats.trend(year * unit, count, total)
    assert other.slope * unit == pytest.approx(one.slope, rel=1e-6, abs=1e-12)
    assert other.pvalue == pytest.approx(one.pvalue, rel=1e-6, abs=1e-12)


@settings(max_examples=80)
@given(SERIES)
def test_counting_the_others_turns_the_trend(points):
    """The share of all others falls where a share rises, with the same statistic."""
    year, count, total = series_of(points)
    one, other = stats.trend(year, count, total), stats.trend(year, total - count, total)
    assert other.slope == pytest.approx(-one.slope, rel=1e-6, abs=1e-12)
    assert other.statistic == pytest.approx(one.statistic, rel=1e-6, abs=1e-9)
    turned = {"rising": "falling", "falling": "rising"}
    assert other.verdict == turned.get(str(one.verdict), str(one.verdict))


@settings(max_examples=60)
@given(SERIES)
def test_a_missing_year_is_not_there(points):
    """A year without a figure changes the reason given, not the trend."""
    year, count, total = series_of(points)
    one = stats.trend(year, count, total)
    other = stats.trend([*year, 1990], [*count, None], [*total, 100])
    assert other.statistic == pytest.approx(one.statistic, rel=1e-9, abs=1e-12)
    assert (other.verdict, other.points) == (one.verdict, len(year))
    assert other.left_out[-1] == "the count is missing"


@settings(max_examples=60)
@given(ROWS, KINDS, SEEDS)
def test_shrinkage_goes_between_the_own_and_the_common_value(rows, kind, seed):
    """A shrunken value lies between both, and districts in another order keep theirs."""
    count, total = rows.T
    found = stats.shrink(count, total, kind=kind)
    own = count / total
    least, most = np.minimum(own, found.centre), np.maximum(own, found.centre)
    spared = 1e-9 * np.maximum(1, most)
    assert ((least - spared <= found.value) & (found.value <= most + spared)).all()
    assert ((found.weight >= 0) & (found.weight <= 1)).all()
    order = np.random.default_rng(seed).permutation(len(rows))
    other = stats.shrink(count[order], total[order], kind=kind)
    # the likeliest prior is found to the seventh digit, or has no bound at all
    np.testing.assert_allclose(other.value, found.value[order], rtol=1e-4, atol=1e-6)


# statsmodels collects all garbage of the process in each call of Holm's method
@settings(max_examples=10)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), SEEDS)
def test_adjusted_p_values_keep_their_order(pvalues, seed):
    """Adjusting makes none smaller, turns no two round, and does not look at the order given."""
    given_values = np.array(pvalues)
    order = np.random.default_rng(seed).permutation(len(pvalues))
    for method in ("fdr_bh", "holm"):
        found = stats.adjust(given_values, method).pvalue
        assert (found >= given_values).all()
        assert (np.diff(found[np.argsort(given_values, kind="stable")]) >= -1e-15).all()
        np.testing.assert_array_equal(
            stats.adjust(given_values[order], method).pvalue, found[order]
        )


def test_names_of_districts_do_not_matter_to_a_model():
    """Districts called otherwise have the same coefficients, errors and p-values."""
    rng = np.random.default_rng(3)
    place, year = np.repeat(np.arange(9), 5), np.tile(np.arange(5), 9)
    total = rng.integers(50, 500, 45)
    count = rng.binomial(total, 0.3)
    one = stats.panel_model(count, total, place, year, draws=199)
    names = np.array(list("qwertyuio"))[place]
    other = stats.panel_model(count, total, names, year, draws=199)
    for field in ("value", "se", "pvalue", "low", "high"):
        np.testing.assert_allclose(getattr(other, field), getattr(one, field), rtol=1e-9)
    order = rng.permutation(45)
    mixed = stats.panel_model(count[order], total[order], names[order], year[order], draws=199)
    np.testing.assert_allclose(mixed.value, one.value, rtol=1e-9)
    np.testing.assert_allclose(mixed.pvalue, one.pvalue, rtol=1e-9)
