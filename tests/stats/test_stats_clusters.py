"""Few districts: the sandwich and the score bootstrap, written out with a column for each."""

import numpy as np
import pytest
from statsmodels.genmod.families import Binomial, Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from fadu import stats

YEARS = 6
FAMILIES = ["binomial", "poisson"]


class Case:
    """A simulated panel, with a column for each year, the step, and each district."""

    def __init__(self, family, districts, seed=5):
        rng = np.random.default_rng(seed)
        self.family, self.districts = family, districts
        self.place = np.repeat(np.arange(districts), YEARS)
        self.year = np.tile(np.arange(YEARS), districts)
        self.total = rng.integers(200, 900, districts * YEARS)
        self.step = ((self.place < districts // 2) & (self.year >= 3)).astype(float)
        own = 0.3 * rng.standard_normal(districts)[self.place]
        eta = -1 + own + 0.1 * self.year + 0.2 * rng.standard_normal(len(self.place))
        self.count = rng.binomial(self.total, 1 / (1 + np.exp(-eta)))
        columns = [self.year == t for t in range(1, YEARS)] + [self.step]
        columns += [self.place == d for d in range(districts)]
        self.design = np.column_stack(columns).astype(float)

    def glm(self, design):
        """Statsmodels' model with these columns."""
        if self.family == "binomial":
            outcome = np.column_stack([self.count, self.total - self.count])
            return GLM(outcome, design, family=Binomial())
        return GLM(self.count, design, family=Poisson(), offset=np.log(self.total))

    def model(self, **options):
        """Ours, with the step."""
        return stats.panel_model(
            self.count, self.total, self.place, self.year,
            family=self.family, steps={"law": self.step}, **options,
        )  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("districts", [9, 15, 40])
def test_coefficients_and_errors_are_statsmodels(family, districts):
    """With G clusters errors are the plain sandwich times G/(G-1) (N-1)/(N-K), K without districts.

    Cameron & Miller 2015, section II.B and III.B: effects nested in the clusters do not count.
    """
    case = Case(family, districts)
    plain = case.glm(case.design).fit(
        tol=1e-13, cov_type="cluster", cov_kwds={"groups": case.place, "use_correction": False}
    )
    n, k = len(case.count), YEARS + 1
    factor = districts / (districts - 1) * (n - 1) / (n - k)
    found = case.model(draws=99)
    np.testing.assert_allclose(found.value, plain.params[:YEARS], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.se, plain.bse[:YEARS] * np.sqrt(factor), rtol=1e-9)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("districts", [9, 15])
def test_the_score_bootstrap_written_out(family, districts):
    """The p-value is the share of turned cluster scores beyond the one seen, in a model without the step.

    Kline & Santos 2012: scores of the restricted fit, made orthogonal to its columns, times a
    weight for each cluster: Webb's six points below 12 clusters, else plus and minus one.
    """
    case, draws = Case(family, districts), 100_000
    others = np.delete(case.design, YEARS - 1, axis=1)
    mean = case.glm(others).fit(tol=1e-13).mu
    if family == "binomial":
        mean = mean * case.total
    weight = mean * (1 - mean / case.total) if family == "binomial" else mean
    root = np.sqrt(weight)
    fitted = others @ np.linalg.lstsq(others * root[:, None], case.step * root, rcond=None)[0]
    score = np.bincount(case.place, weights=(case.step - fitted) * (case.count - mean))
    webb = np.sqrt([0.5, 1.0, 1.5])
    points = np.concatenate([-webb, webb]) if districts < 12 else np.array([-1.0, 1.0])
    turned = np.random.default_rng(77).choice(points, size=(draws, districts))
    beyond = (turned @ score) ** 2 / (turned**2 @ score**2) >= (
        score.sum() ** 2 / (score**2).sum() * (1 - 1e-12)
    )
    found = case.model(draws=9_999)
    assert ("Webb" in found.method) == (districts < 12)
    # four standard errors of 9,999 draws at a p of one half
    assert found.pvalue[-1] == pytest.approx(beyond.mean(), abs=0.02)


def test_a_district_effect_that_is_common_does_not_matter():
    """A place with twice the rate in all years moves no year effect of the Poisson model."""
    case = Case("poisson", 15)
    factor = np.where(case.place == 3, 2, 1)
    one = case.model(draws=99)
    case.total = case.total / factor
    other = case.model(draws=99)
    np.testing.assert_allclose(other.value, one.value, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(other.fitted, one.fitted, rtol=1e-9)


@pytest.mark.parametrize("family", FAMILIES)
def test_fitted_counts_keep_the_sums_of_districts_and_years(family):
    """Under the canonical link the expected counts of each district and year add up to the real."""
    case = Case(family, 15)
    found = case.model(draws=99)
    for key in (case.place, case.year):
        np.testing.assert_allclose(
            np.bincount(key, weights=found.fitted),
            np.bincount(key, weights=case.count),
            rtol=1e-9,
        )
