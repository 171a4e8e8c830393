"""The methods written out again from their definitions, and numbers printed by their authors."""

import math

import numpy as np
import pytest
from scipy import special
from scipy import stats as laws
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests

from fadu import stats
from fadu.errors import StatisticsError
from fadu.stats.overdispersion import spread

PRINTED = 5.1e-5
"""Four decimals are printed in the papers."""
TOTAL = np.array([8, 25, 60, 131, 400, 977, 2500, 14374, 30000, 10])
COUNT = np.rint(TOTAL * [0.5, 0.2, 0.35, 0.16, 0.24, 0.22, 0.3, 0.19, 0.25, 0.9])
EVENTS = np.array([13, 20, 130, 500, 0, 90, 10])
EXPOSURE = np.array([1e3, 5e4, 2e5, 1e6, 3e3, 1e5, 2e5])
LEVELS = (0.95, 0.998)


@pytest.mark.parametrize(
    ("count", "total", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_newcombe_1998_table_i(count, total, wilson, exact):
    """Newcombe 1998, Statistics in Medicine 17:857, table I: methods 3 (score) and 5 (exact)."""
    for method, printed in (("wilson", wilson), ("exact", exact)):
        found = stats.proportion(count, total, method=method)
        assert (found.low, found.high) == pytest.approx(printed, abs=PRINTED)


@pytest.mark.parametrize(
    ("rows", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_1998b_table_ii(rows, low, high):
    """Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: first less second."""
    found = stats.two_proportions(*rows)
    assert (found.low, found.high) == pytest.approx((low, high), abs=PRINTED)


def test_known_cases_of_the_reports():
    """14129 of 14374 is 98.2955 %, Wilson 98.07 to 98.49; 21 of 131 is 16.03 %."""
    found = stats.proportion([14129, 21], [14374, 131])
    assert [round(100 * x, 4) for x in found.value] == [98.2955, 16.0305]
    assert (round(100 * found.low[0], 2), round(100 * found.high[0], 2)) == (98.07, 98.49)
    assert found.method == "wilson"


@pytest.mark.parametrize("count", [0, 1, 5, 9, 10, 11, 200, 2**33])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.998])
def test_rates_are_exact_below_ten_and_byars_from_ten(count, level):
    """Limits are chi-square quantiles below 10 events and Byar's cube from 10 on."""
    tail, z = (1 - level) / 2, laws.norm.isf((1 - level) / 2)
    if count < 10:
        low = laws.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
        high = laws.chi2.ppf(1 - tail, 2 * count + 2) / 2
    else:
        low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
        more = count + 1
        high = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    found = stats.rate(count, 1000, per=100_000, level=level)
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high), rel=1e-9)
    assert found.value == pytest.approx(100 * count)
    assert found.method == ("exact" if count < 10 else "byar")


def interpolated(law, q, total, most):
    """The limit (r - (F(r) - q)/f(r))/n with r = ppf(q), clipped."""
    r = law.ppf(q)
    return np.clip((r - (law.cdf(r) - q) / law.pmf(r)) / total, 0, most)


def measured(count, total, target, kind):
    """Phi and tau squared, written out from their definitions."""
    s2 = (target * (1 - target) if kind == "proportion" else target) / total
    z = (count / total - target) / np.sqrt(s2)
    held = np.clip(z, *np.quantile(z, [0.1, 0.9]))
    phi, k, w = np.mean(held**2), len(z), 1 / s2
    tau2 = max(0, (k * phi - (k - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    return s2, z, phi, tau2


def drawn(found, law, total, most, rel):
    """Compare limits with those of a law."""
    for column, level in enumerate(found.levels):
        for mine, q in ((found.low, (1 - level) / 2), (found.high, (1 + level) / 2)):
            np.testing.assert_allclose(
                mine[:, column], interpolated(law, q, total, most), rtol=rel, atol=1e-12
            )


@pytest.mark.parametrize("levels", [LEVELS, 0.9, (0.5, 0.9, 0.99), (0.998, 0.95), (0.999999,)])
def test_unadjusted_limits(levels):
    """Without allowance the limits are the interpolated binomial and Poisson quantiles."""
    found, target = stats.funnel(COUNT, TOTAL, levels=levels), COUNT.sum() / TOTAL.sum()
    assert found.target == pytest.approx(target, rel=1e-12)
    drawn(found, laws.binom(TOTAL, target), TOTAL, 1, 1e-9)
    found = stats.funnel(EVENTS, EXPOSURE, kind="rate", levels=levels)
    target = EVENTS.sum() / EXPOSURE.sum()
    drawn(found, laws.poisson(target * EXPOSURE), EXPOSURE, np.inf, 1e-9)
    np.testing.assert_allclose(
        found.z, measured(EVENTS, EXPOSURE, target, "rate")[1], rtol=1e-9
    )


@pytest.mark.parametrize("target", [None, 0.24, 0.3])
def test_additive_limits_of_proportions(target):
    """Phi, tau2 and beta-binomial limits are those of the definition, by scipy's own law."""
    found = stats.funnel(COUNT, TOTAL, target=target, overdispersion="additive")
    middle = found.target
    _, _, phi, tau2 = measured(COUNT, TOTAL, middle, "proportion")
    assert (found.phi, found.tau2) == pytest.approx((phi, tau2), rel=1e-9)
    size = middle * (1 - middle) / tau2 - 1
    # scipy sums the tail of 30,000 cases term by term, good to seven digits
    drawn(found, laws.betabinom(TOTAL, size * middle, size * (1 - middle)), TOTAL, 1, 1e-7)


def test_additive_limits_of_rates():
    """Of rates they are those of the Poisson-gamma law of that mean and variance."""
    found = stats.funnel(EVENTS, EXPOSURE, kind="rate", overdispersion="additive")
    t, (_, _, phi, tau2) = found.target, measured(EVENTS, EXPOSURE, found.target, "rate")
    assert (found.phi, found.tau2) == pytest.approx((phi, tau2), rel=1e-9)
    law = laws.nbinom(t**2 / tau2, 1 / (1 + EXPOSURE * tau2 / t))
    drawn(found, law, EXPOSURE, np.inf, 1e-9)


def test_multiplicative_limits():
    """They are target -/+ z sqrt(phi) s, clipped."""
    found = stats.funnel(COUNT, TOTAL, overdispersion="multiplicative")
    s2, _, phi, _ = measured(COUNT, TOTAL, found.target, "proportion")
    for column, level in enumerate(LEVELS):
        half = laws.norm.isf((1 - level) / 2) * np.sqrt(phi * s2)
        low, high = np.maximum(found.target - half, 0), np.minimum(found.target + half, 1)
        np.testing.assert_allclose(found.low[:, column], low, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(found.high[:, column], high, rtol=1e-9)


def test_trimmed_scores_leave_the_outer_tenths_out():
    """With `screen="trim"` phi is the mean square of the scores between the quantiles."""
    found = stats.funnel(COUNT, TOTAL, overdispersion="additive", screen="trim")
    s2, z, _, _ = measured(COUNT, TOTAL, found.target, "proportion")
    low, high = np.quantile(z, [0.1, 0.9])
    kept = (low <= z) & (z <= high)
    phi, k, w = np.mean(z[kept] ** 2), kept.sum(), 1 / s2[kept]
    tau2 = (k * phi - (k - 1)) / (w.sum() - (w**2).sum() / w.sum())
    assert kept.sum() == 8
    assert (found.phi, found.tau2) == pytest.approx((phi, max(0, tau2)), rel=1e-9)


def test_the_arcsine_scale():
    """There z is 2 sqrt n (arcsin sqrt p - arcsin sqrt t), and normal limits are turned back."""
    found = stats.funnel(
        COUNT, TOTAL, overdispersion="additive", scale="arcsine", limits="normal"
    )
    t = found.target
    z = 2 * np.sqrt(TOTAL) * (np.arcsin(np.sqrt(COUNT / TOTAL)) - math.asin(math.sqrt(t)))
    np.testing.assert_allclose(found.z, z, rtol=1e-9)
    half = laws.norm.isf(0.025) * np.sqrt(1 / (4 * TOTAL) + found.tau2)
    low = np.sin(np.maximum(math.asin(math.sqrt(t)) - half, 0)) ** 2
    np.testing.assert_allclose(found.low[:, 0], low, rtol=1e-9, atol=1e-12)


def test_tau_squared_is_dersimonian_and_lairds():
    """Where screening changes no score, tau2 about the weighted mean is that of statsmodels."""
    variance = np.tile([0.5, 0.8, 1.3, 2.0], 6)
    # a third of the scores at either end: the outer tenths are pulled to where they are
    z = np.repeat([-2.5, 0.3, -0.3, 2.5], [8, 4, 4, 8])
    effect = z * np.sqrt(variance)
    theirs = combine_effects(effect, variance, method_re="dl")
    assert theirs.mean_effect_fe == pytest.approx(0, abs=1e-12)
    assert spread(z, variance).tau2 == pytest.approx(theirs.tau2, rel=1e-9)


@pytest.mark.parametrize("kind", ["proportion", "rate"])
@pytest.mark.parametrize("treatment", ["multiplicative", "additive"])
def test_no_overdispersion_is_the_unadjusted_funnel_to_the_bit(kind, treatment):
    """Districts that differ less than chance have the unadjusted limits, not close ones."""
    total = np.array([100, 200, 1000, 5000, 40])
    count = np.rint(total / 4)
    plain = stats.funnel(count, total, kind=kind)
    found = stats.funnel(count, total, kind=kind, overdispersion=treatment)
    for name in ("low", "high", "z", "outside"):
        np.testing.assert_array_equal(getattr(found, name), getattr(plain, name))
    assert found.phi < 1
    assert found.tau2 == 0


def test_an_impossible_spread_is_refused():
    """No shares of mean one half vary by more than a quarter; the refusal says what can be drawn."""
    count, total = np.array([0, 100] * 3), np.full(6, 100)
    with pytest.raises(
        StatisticsError, match=r"^tau2 0\.2975 is not below target x \(1 - target\)"
    ):
        stats.funnel(count, total, overdispersion="additive")
    assert stats.funnel(count, total, overdispersion="multiplicative").phi > 80


def armitage(year, count, total):
    """Slope, chi-square of the trend, and of the rest, from their definitions."""
    y, c, n = (np.asarray(column, dtype=float) for column in (year, count, total))
    p, x = c.sum() / n.sum(), y - (n * y).sum() / n.sum()
    slope = (x * c).sum() / (n * x**2).sum()
    chi2 = slope**2 * (n * x**2).sum() / (p * (1 - p))
    return slope, chi2, (n * (c / n - p) ** 2).sum() / (p * (1 - p)) - chi2


def test_agresti_alcohol_and_malformation():
    """Agresti, Categorical Data Analysis, section 3.4: scores 0 to 7, z2 = 6.57, p = 0.010."""
    present = np.array([48, 38, 5, 1, 1])
    total = present + np.array([17066, 14464, 788, 126, 37])
    dose = [0, 0.5, 1.5, 4, 7]
    found, (slope, chi2, rest) = (
        stats.trend(dose, present, total),
        armitage(dose, present, total),
    )
    assert (round(float(found.statistic), 2), round(float(found.pvalue), 3)) == (6.57, 0.010)
    assert found.slope == pytest.approx(slope, rel=1e-9)
    assert found.statistic == pytest.approx(chi2, rel=1e-9)
    assert found.dispersion == pytest.approx(rest / 3, rel=1e-9)
    assert found.verdict == "no trend found"


@pytest.mark.parametrize(("points", "least"), [(5, 2 / 120), (6, 2 / 720), (7, 2 / 5040)])
def test_the_smallest_exact_p_of_short_series(points, least):
    """All values in order have p = 2/k!: .017 for 5 points, .0028 for 6."""
    found = stats.trend_values(range(points), np.arange(points) * 1.5)
    assert found.pvalue == pytest.approx(least, rel=1e-12)
    assert (found.verdict, found.slope) == ("rising", 1.5)
    undecided = stats.trend_values(range(points), np.arange(points) * 1.5, alpha=least / 2)
    assert (undecided.verdict, undecided.slope) == ("not decidable", 1.5)


def test_the_three_conditions_of_a_trend():
    """A small p does not do: the trend has to outweigh the scatter and survive each year's loss."""
    year, total = np.arange(2018, 2024), np.full(6, 14_000)
    rising = stats.trend(year, np.rint(total * (0.95 + 0.005 * np.arange(6))), total)
    assert (rising.verdict, rising.reason) == ("rising", "")
    wander = 0.97 + np.array([0, 0.01, -0.01, 0.02, -0.015, 0.03])
    scattered = stats.trend(year, np.rint(total * wander), total)
    assert scattered.pvalue < 1e-20
    f = scattered.statistic / scattered.dispersion
    assert laws.f.sf(f, 1, 4) > 0.05
    assert scattered.verdict == "the years scatter more than the trend"
    one_year = stats.trend(
        year, np.rint(total * [0.9, 0.899, 0.898, 0.897, 0.896, 0.93]), total
    )
    assert one_year.pvalue < 0.002
    assert one_year.slope > 0
    assert one_year.verdict == "the years scatter more than the trend"


def test_gaps_between_years_count_as_they_are():
    """A slope is a change a year, not a change from point to point."""
    year, total = np.array([2010, 2011, 2015, 2020, 2024]), np.full(5, 5000)
    found = stats.trend(year, 500 + 100 * (year - 2010), total)
    assert found.slope == pytest.approx(0.02, rel=1e-9)
    assert stats.trend_values(year, 2.0 * year).slope == 2
    slope, chi2, _ = armitage(year, [500, 900, 800, 1500, 1700], total)
    uneven = stats.trend(year, [500, 900, 800, 1500, 1700], total)
    assert (uneven.slope, uneven.statistic) == pytest.approx((slope, chi2), rel=1e-9)


LIP = np.array(
    [9, 39, 11, 9, 15, 8, 26, 7, 6, 20, 13, 5, 3, 8, 17, 9, 2, 7, 9, 7, 16, 31, 11, 7, 19, 15, 7,
     10, 16, 11, 5, 3, 7, 8, 11, 9, 11, 8, 6, 4, 10, 8, 2, 6, 19, 3, 2, 3, 28, 6, 1, 1, 1, 1, 0, 0]
)  # fmt: skip
EXPECTED = np.array(
    [1.4, 8.7, 3.0, 2.5, 4.3, 2.4, 8.1, 2.3, 2.0, 6.6, 4.4, 1.8, 1.1, 3.3, 7.8, 4.6, 1.1, 4.2, 5.5,
     4.4, 10.5, 22.7, 8.8, 5.6, 15.5, 12.5, 6.0, 9.0, 14.4, 10.2, 4.8, 2.9, 7.0, 8.5, 12.3, 10.1,
     12.7, 9.4, 7.2, 5.3, 18.8, 15.8, 4.3, 14.6, 50.7, 8.2, 5.6, 9.3, 88.7, 19.6, 3.4, 3.6, 5.7,
     7.0, 4.2, 1.8]
)  # fmt: skip


def test_lip_cancer_in_scotland():
    """The gamma prior of the 56 counties is the likeliest one, and shrinks as Clayton & Kaldor say.

    Data of Clayton & Kaldor 1987, Biometrics 43:671, table 1; a value is (O + shape)/(E + size).
    """
    found = stats.shrink(LIP, EXPECTED, kind="rate")
    shape, size = found.centre * found.strength, found.strength
    np.testing.assert_allclose(found.value, (LIP + shape) / (EXPECTED + size), rtol=1e-9)

    def likelihood(log_shape, log_size):
        a, b = math.exp(log_shape), math.exp(log_size)
        grown = special.gammaln(LIP + a) - special.gammaln(a) + a * math.log(b)
        return float(np.sum(grown - (LIP + a) * np.log(EXPECTED + b)))

    best = likelihood(math.log(shape), math.log(size))
    for step in ((0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01), (0.01, 0.01)):
        assert likelihood(math.log(shape) + step[0], math.log(size) + step[1]) < best


BENJAMINI = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_benjamini_and_hochberg_1995():
    """Of the 15 p-values of section 3.2 of the paper four are rejected, by Holm's method three."""
    for method, rejected in (("fdr_bh", 4), ("holm", 3)):
        found = stats.adjust(BENJAMINI, method)
        assert (found.pvalue <= 0.05).sum() == rejected
        theirs = multipletests(BENJAMINI, method=method)[1]
        np.testing.assert_allclose(found.pvalue, theirs, rtol=1e-12)


def test_only_valid_p_values_count():
    """Missing p-values and numbers that are none do not make the others larger."""
    found = stats.adjust([0.01, np.nan, 0.04, 1.5])
    np.testing.assert_allclose(found.pvalue, [0.02, np.nan, 0.04, np.nan])
    assert found.compared == 2
    assert found.reason[3] == "the p-value 1.5 is not between 0 and 1"


@pytest.mark.parametrize("shift", [-2e-4, 2e-4])
def test_the_constant_of_rank_sets_decides(shift):
    """A lead of 3.16368 root-2 errors is just what puts one of ten districts alone at the top."""
    value = np.zeros(10)
    value[0] = (3.16368 + shift) * math.sqrt(2)
    found = stats.rank_sets(value, np.ones(10))
    assert found.low[0] == 1
    assert found.high[0] == (1 if shift > 0 else 10)
    assert laws.studentized_range.ppf(0.95, 10, np.inf) == pytest.approx(4.47412, abs=5e-6)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_sets_for_unequal_errors_are_those_of_drawn_maxima(seed):
    """Against the drawn quantile of Mogstad et al. 2024 the constant is safe, and 2 to 3 % wide.

    Errors differ tenfold here; Hayter 1984 proves that Tukey and Kramer's constant is never short.
    """
    rng = np.random.default_rng(seed)
    se = rng.uniform(0.2, 2, 12)
    noise = rng.standard_normal((50_000, 12)) * se
    i, j = np.triu_indices(12, 1)
    largest = np.abs((noise[:, i] - noise[:, j]) / np.hypot(se[i], se[j])).max(axis=1)
    constant = stats.rank_sets(rng.normal(0, 3, 12), se).constant[0]
    quantile = np.quantile(largest, 0.95)
    # 50,000 draws give the quantile to half a percent
    assert 0.995 * quantile < constant < 1.035 * quantile


def test_volume_and_rate_written_out():
    """From 100 of 1,000 to 180 of 1,200: 25 by more cases, 55 by a higher rate (Kitagawa 1955)."""
    found = stats.decompose(100, 1000, 180, 1200)
    assert (found.change, found.volume) == (80, pytest.approx(200 * (0.1 + 0.15) / 2))
    assert found.rate == pytest.approx((0.15 - 0.1) * (1000 + 1200) / 2)


def test_a_detectable_difference_is_detected_four_times_in_five():
    """Simulated at the size returned, the score test finds it with a chance of 80 %."""
    rng, total = np.random.default_rng(11), 800
    step = float(stats.detectable_proportion(0.3, total, total).up)
    first, second = rng.binomial(total, 0.3 + step, 20_000), rng.binomial(total, 0.3, 20_000)
    found = (stats.two_proportions(first, total, second, total).pvalue < 0.05).mean()
    # three standard errors of 20,000 runs, and the approximation's own percent
    assert found == pytest.approx(0.8, abs=0.02)


def test_a_detectable_slope_is_detected_four_times_in_five():
    """Simulated at the slope returned, the bare trend test finds it with a chance of 80 %."""
    rng, year, total = np.random.default_rng(12), np.arange(7), np.full(7, 3000)
    slope = float(stats.detectable_trend(year, 0.4, total).up)
    counts = rng.binomial(total, 0.4 + slope * (year - 3), (20_000, 7))
    assert (stats.trend(year, counts, total).pvalue < 0.002).mean() == pytest.approx(
        0.8, abs=0.02
    )
