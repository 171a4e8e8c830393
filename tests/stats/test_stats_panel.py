"""Districts and years at once."""

import numpy as np
import pytest
import statsmodels.api as sm

from fadu import stats
from fadu.errors import StatisticsError
from fadu.stats import clusters, glm
from fadu.stats.panel_rows import district_numbers

FAMILIES = ["binomial", "poisson", "negative_binomial"]


def simulated(seed, districts=40, years=6, family="binomial", effect=0.0, drift=0.1):
    rng = np.random.default_rng(seed)
    place = np.repeat(np.arange(districts), years)
    year = np.tile(np.arange(2018, 2018 + years), districts)
    step = ((year >= 2021) & (place % 2 == 0)).astype(float)
    total = rng.integers(100, 900, districts * years)
    level = np.repeat(rng.normal(-1.5, 0.3, districts), years) + 0.05 * (year - 2018)
    level += effect * step + rng.normal(0, drift, districts * years)
    if family == "binomial":
        return rng.binomial(total, 1 / (1 + np.exp(-level))), total, place, year, step
    return rng.poisson(total * np.exp(level)), total, place, year, step


def dummies(place, year, step):
    columns = (
        [year == y for y in np.unique(year)[1:]]
        + [step]
        + [place == d for d in np.unique(place)]
    )
    return np.column_stack(columns).astype(float)


@pytest.mark.parametrize("family", FAMILIES)
def test_coefficients_agree_with_statsmodels(family):
    """Absorbed district effects give the coefficients of statsmodels with a column for each."""
    count, total, place, year, step = simulated(1, family=family)
    found = stats.panel_model(count, total, place, year, family=family, steps={"law": step})
    design = dummies(place, year, step)
    if family == "binomial":
        model = sm.GLM(
            np.column_stack([count, total - count]), design, family=sm.families.Binomial()
        )
    elif family == "poisson":
        model = sm.GLM(count, design, family=sm.families.Poisson(), exposure=total)
    else:
        noise = sm.families.NegativeBinomial(alpha=found.alpha)
        model = sm.GLM(count, design, family=noise, exposure=total)
    # statsmodels' steps for negative-binomial counts close in slowly
    fit = model.fit(tol=1e-13 if family == "negative_binomial" else 1e-11)
    np.testing.assert_allclose(found.value, fit.params[:6], atol=1e-9)
    np.testing.assert_allclose(
        found.fitted, fit.mu * (total if family == "binomial" else 1), rtol=1e-9
    )
    assert found.term.tolist() == [f"year {y}" for y in range(2019, 2024)] + ["law"]


@pytest.mark.parametrize("family", ["binomial", "poisson"])
def test_clustered_errors_agree_with_statsmodels(family):
    """Standard errors are statsmodels' cluster-robust ones times the root of the stated factor."""
    count, total, place, year, step = simulated(2, family=family)
    found = stats.panel_model(count, total, place, year, family=family, steps={"law": step})
    design = dummies(place, year, step)
    if family == "binomial":
        model = sm.GLM(
            np.column_stack([count, total - count]), design, family=sm.families.Binomial()
        )
    else:
        model = sm.GLM(count, design, family=sm.families.Poisson(), exposure=total)
    options = {"groups": place, "use_correction": False}
    fit = model.fit(cov_type="cluster", cov_kwds=options, tol=1e-11)
    factor = 40 / 39 * 239 / (240 - 7)
    np.testing.assert_allclose(found.se, fit.bse[:6] * np.sqrt(factor), rtol=1e-9)


def test_dispersion_is_pearson():
    """Dispersion is Pearson's chi-square over its degrees of freedom, as in statsmodels."""
    count, total, place, year, step = simulated(3, family="poisson")
    found = stats.panel_model(count, total, place, year, family="poisson", steps={"law": step})
    fit = sm.GLM(
        count, dummies(place, year, step), family=sm.families.Poisson(), exposure=total
    ).fit(tol=1e-11)
    assert found.dispersion == pytest.approx(fit.pearson_chi2 / fit.df_resid, rel=1e-9)
    influence = fit.get_influence(observed=False)
    expected = influence.resid_studentized * np.sqrt(fit.scale / found.dispersion)
    np.testing.assert_allclose(found.departure, expected, rtol=1e-6)


def test_the_moment_alpha_leaves_no_dispersion():
    """The negative-binomial alpha brings Pearson's chi-square to its degrees of freedom."""
    count, total, place, year, _ = simulated(4, family="poisson", drift=0.3)
    found = stats.panel_model(count, total, place, year, family="negative_binomial")
    assert found.alpha > 0
    assert found.dispersion == pytest.approx(1, abs=1e-6)
    calm = np.full(240, 100)
    plain = stats.panel_model(
        calm + (np.arange(240) % 3), total * 0 + 100, place, year, family="negative_binomial"
    )
    assert plain.alpha == 0


def test_a_true_step_is_found():
    """A step of 0.4 on the log-odds is found, and its interval holds it."""
    for districts in (8, 20, 40):
        count, total, place, year, step = simulated(5, districts, effect=0.4)
        found = stats.panel_model(count, total, place, year, steps={"law": step})
        assert found.low[-1] < 0.4 < found.high[-1]
        assert found.pvalue[-1] < 0.05
        assert found.low[-1] > 0


def test_the_method_follows_the_number_of_districts():
    """From 30 districts of like weight t, below the score bootstrap, below 12 with Webb's weights."""
    words = {
        8: "(Webb weights, 8 districts)",
        20: "(Rademacher weights, 20 districts)",
        90: "(t with 89 df)",
    }
    for districts, ending in words.items():
        count, total, place, year, _ = simulated(6, districts)
        found = stats.panel_model(count, total, place, year)
        assert found.method.endswith(ending)
        assert found.effective <= found.clusters == districts


def test_a_few_large_districts_carry_a_model():
    """Equal districts carry a year by their number; one as large as all others, by far fewer."""
    place, year = np.repeat(np.arange(40), 2), np.tile([2020, 2021], 40)
    count = np.tile([30, 40], 40) + np.repeat(np.arange(40) % 2, 2)
    equal = stats.panel_model(count, np.full(80, 100), place, year)
    # the counts differ by one case, and their weights by a percent
    assert equal.effective == pytest.approx(40, abs=0.1)
    assert equal.method.endswith("(t with 39 df)")
    large = np.where(place == 0, 40, 1)
    unequal = stats.panel_model(count * large, 100 * large, place, year)
    assert unequal.effective < 5
    assert unequal.method.endswith(
        "score wild cluster bootstrap (Rademacher weights, 40 districts)"
    )


def test_limits_of_the_bootstrap_invert_its_test():
    """At a limit the bootstrap's p-value is 5 %, on either side of it more and less."""
    count, total, place, year, step = simulated(7, 14)
    design = np.column_stack([*[year == y for y in np.unique(year)[1:]], step]).astype(float)
    index = district_numbers(place.astype(str), year, count)
    rows = glm.Rows(count.astype(float), total.astype(float), design, index, "binomial")
    found = stats.panel_model(count, total, place, year, steps={"law": step})
    drawn = clusters.weights(14, 1999, 1)
    for limit, outward in ((found.low[-1], -1), (found.high[-1], 1)):
        step_size = outward * 0.05 * found.se[-1]
        assert clusters.score_pvalue(rows, 5, limit + step_size, drawn) < 0.05
        assert clusters.score_pvalue(rows, 5, limit - step_size, drawn) >= 0.05


def test_webb_and_rademacher_weights():
    """Weights have mean 0 and variance 1; Webb's have six points (Webb 2023)."""
    six, two = clusters.weights(11, 20000, 1), clusters.weights(12, 20000, 1)
    np.testing.assert_allclose(np.unique(six**2), [0.5, 1, 1.5])
    assert np.unique(two).tolist() == [-1, 1]
    for drawn in (six, two):
        # 220,000 draws: the error of a mean is 0.002
        assert drawn.mean() == pytest.approx(0, abs=0.01)
        assert (drawn**2).mean() == pytest.approx(1, abs=0.01)


def test_order_names_and_units_do_not_matter():
    """Rows in another order, other names and another unit of exposure give the same model."""
    count, total, place, year, step = simulated(8, 14, family="poisson")
    one = stats.panel_model(count, total, place, year, family="poisson", steps={"law": step})
    order = np.random.default_rng(1).permutation(len(count))
    names = np.array([f"{900 + d}" for d in place])[order]
    other = stats.panel_model(
        count[order],
        total[order] / 1e4,
        names,
        year[order],
        family="poisson",
        steps={"law": step[order]},
    )
    np.testing.assert_allclose(other.value, one.value, atol=1e-9)
    np.testing.assert_allclose(other.pvalue, one.pvalue, atol=1e-12)
    np.testing.assert_allclose(other.departure, one.departure[order], rtol=1e-6, atol=1e-9)


def test_same_input_same_numbers():
    """The bootstrap has a fixed seed, so two runs agree to the bit."""
    case = simulated(9, 9)
    one, other = (stats.panel_model(*case[:4], steps={"law": case[4]}) for _ in range(2))
    np.testing.assert_array_equal(one.low, other.low)
    np.testing.assert_array_equal(one.pvalue, other.pvalue)


def test_rows_that_say_nothing_are_left_out():
    """Impossible rows, lone rows, and districts with only 0 or only 100 % have a reason."""
    count, total, place, year, _ = simulated(10, 12)
    extra = ([0, 0, 7, 7, 3, 9, None], [5, 5, 7, 7, 9, 5, 9], list("zzffsqq"))
    years = [2018, 2019, 2018, 2019, 2018, 2018, 2019]
    found = stats.panel_model(
        [*count, *extra[0]], [*total, *extra[1]], [*place, *extra[2]], [*year, *years]
    )
    assert list(found.reason[-7:]) == [
        "all counts of the district are zero: they say nothing about change",
        "all counts of the district are zero: they say nothing about change",
        "all counts of the district are full: they say nothing about change",
        "all counts of the district are full: they say nothing about change",
        "the district has one row: it says nothing about change",
        "the count 9 is above its total 5",
        "the count is missing",
    ]
    one = stats.panel_model(count, total, place, year)
    np.testing.assert_allclose(found.value, one.value, atol=1e-9)
    assert np.isnan(found.departure[-7:]).all()


def test_a_district_that_departs_is_seen():
    """One district in one year far from what changed everywhere has the largest departure."""
    count, total, place, year, _ = simulated(11, 40, drift=0.02)
    count[100] = min(total[100], 3 * count[100])
    found = stats.panel_model(count, total, place, year)
    assert np.argmax(np.abs(found.departure)) == 100
    assert found.departure[100] > 4


def test_thousands_of_districts():
    """3,000 districts over ten years are fitted in one call."""
    count, total, place, year, step = simulated(12, 3000, 10, effect=0.1)
    found = stats.panel_model(count, total, place, year, steps={"law": step})
    assert found.rows == 30000
    assert found.value[-1] == pytest.approx(0.1, abs=4 * found.se[-1])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"family": "gamma"},
            "family 'gamma' is not one of binomial, poisson, negative_binomial",
        ),
        ({"draws": 10}, "draws 10 is not a whole number from 99 to 1000000"),
        ({"level": 0}, "level 0 is not a number between 0 and 1"),
        ({"district": [1]}, "district has shape (1,), the counts have (240,)"),
        (
            {"year": np.full(240, 2020)},
            "40 districts and 1 years are left; a model needs 2 of each at least",
        ),
        (
            {"year": np.tile([2018, 2019, 2020, 2021, 2022, 2022], 40)},
            "district 0 has 2 rows in 2022, not one",
        ),
        (
            {"steps": {"law": np.tile([0, 0, 0, 1, 1, 1], 40)}},
            "step 'law' cannot be told from the effects of years, districts and other steps; it has to come in some districts and not in others",
        ),
    ],
)
def test_models_that_cannot_be(change, message):
    """A refusal names what came and what is needed."""
    count, total, place, year, _ = simulated(13)
    case = {"count": count, "total": total, "district": place, "year": year} | change
    with pytest.raises(StatisticsError) as refusal:
        stats.panel_model(**case)
    assert str(refusal.value) == message


def test_a_step_without_a_cell_does_not_settle():
    """A step after which every count is full has no finite effect, and this is said."""
    count, total, place, year, _ = simulated(14, 6)
    step = ((place < 2) & (year >= 2021)).astype(float)
    count = np.where(step == 1, total, count)
    with pytest.raises(
        StatisticsError, match=r"^the binomial model of 36 rows does not settle: "
    ):
        stats.panel_model(count, total, place, year, steps={"law": step})
