"""Districts as clusters: sandwich errors, and a score bootstrap where they are few."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats import glm
from fadu.stats.rows import FloatArray

MANY = 30
"""Effective clusters from which on the sandwich and t are trusted."""
WEBB_BELOW = 12
"""Clusters below which two-point weights give too few different draws."""
NOISE = 1e-12
"""Size below which a coefficient or its error is rounding."""
FARTHEST = 64.0
"""Standard errors from the estimate beyond which a confidence limit is not looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Sandwich:
    """Cluster-robust inference: standard errors, t statistics, limits and p-values."""

    se: FloatArray
    low: FloatArray
    high: FloatArray
    pvalue: FloatArray


def sandwich(rows: glm.Rows, fit: glm.Fit, level: float) -> Sandwich:
    """Return standard errors clustered by district, with a small-sample correction.

    The factor is G/(G - 1) x (N - 1)/(N - K), where K leaves out the district effects, which
    are nested in the clusters; t has G - 1 degrees of freedom.

    References
    ----------
    Cameron & Miller 2015, Journal of Human Resources 50:317.
    """
    g, n, k = len(fit.effect), len(rows.count), rows.design.shape[1] + 1
    variance = robust(rows, fit) * g / (g - 1) * (n - 1) / max(1, n - k)
    se = np.sqrt(np.maximum(np.diag(variance), 0.0))
    half = stats.t.isf((1 - level) / 2, g - 1) * se
    # a fit without any residual has errors of zero up to rounding
    sure = se > NOISE
    t = np.abs(fit.beta) / np.where(sure, se, 1.0)
    t = np.where(sure, t, np.where(np.abs(fit.beta) > NOISE, np.inf, 0.0))
    return Sandwich(se, fit.beta - half, fit.beta + half, np.asarray(2 * stats.t.sf(t, g - 1)))


def robust(rows: glm.Rows, fit: glm.Fit) -> FloatArray:
    """Return the cluster-robust covariance without any correction."""
    flat = glm.within(rows.design, fit.weight, rows.district)
    bread = np.linalg.inv(flat.T @ (flat * fit.weight[:, None]))
    scores = _by_cluster(flat * fit.score[:, None], rows)
    covariance: FloatArray = bread @ (scores.T @ scores) @ bread
    return covariance


def _by_cluster(columns: FloatArray, rows: glm.Rows) -> FloatArray:
    return np.stack([np.bincount(rows.district, weights=c) for c in columns.T], axis=1)


def effective(rows: glm.Rows, fit: glm.Fit) -> FloatArray:
    """Return for each coefficient by how many equal clusters it is carried.

    A few large districts among many small ones, or a step in a few of them, leave t with far
    fewer clusters than there are districts.

    References
    ----------
    Carter, Schnepel & Steigerwald 2017, Review of Economics and Statistics 99:698.
    """
    flat = glm.within(rows.design, fit.weight, rows.district)
    bread = np.linalg.inv(flat.T @ (flat * fit.weight[:, None]))
    own = _by_cluster((flat @ bread * fit.weight[:, None]) ** 2, rows)
    count: FloatArray = own.sum(0) ** 2 / (own**2).sum(0)
    return count


def weights(clusters: int, draws: int, seed: int) -> FloatArray:
    """Draw a weight for each cluster: Webb's six points below 12 clusters, else two points."""
    generator = np.random.default_rng(seed)
    steps = np.sqrt([0.5, 1.0, 1.5]) if clusters < WEBB_BELOW else np.ones(1)
    return generator.choice(np.concatenate([-steps, steps]), size=(draws, clusters))


def score_pvalue(rows: glm.Rows, column: int, null: float, drawn: FloatArray) -> float:
    """Test one coefficient by the score bootstrap with the null imposed.

    Parameters
    ----------
    rows
        The data.
    column
        Which coefficient.
    null
        Its value under the null hypothesis.
    drawn
        Cluster weights, as from `weights`.

    References
    ----------
    Kline & Santos 2012, Journal of Econometric Methods 1:23.
    """
    tested = rows.design[:, column]
    others = replace(rows, design=np.delete(rows.design, column, axis=1))
    fit = glm.fitted(others, offset=null * tested)
    root = np.sqrt(fit.weight)[:, None]
    flat = glm.within(rows.design, fit.weight, rows.district)
    rest, own = np.delete(flat, column, axis=1), flat[:, [column]]
    own = own - rest @ np.linalg.lstsq(rest * root, own * root, rcond=None)[0]
    score = np.bincount(rows.district, weights=own[:, 0] * fit.score)
    scale = float((score**2).sum())
    if scale == 0:
        return 1.0
    seen = float(score.sum()) ** 2 / scale
    turned = (drawn @ score) ** 2 / (drawn**2 @ score**2)
    return float((1 + (turned >= seen * (1 - 1e-12)).sum()) / (1 + len(drawn)))


def bootstrap(
    rows: glm.Rows, fit: glm.Fit, first: Sandwich, level: float, drawn: FloatArray
) -> Sandwich:
    """Replace p-values and limits by those of the score bootstrap; limits invert the test."""
    columns = range(rows.design.shape[1])
    pvalue = np.array([score_pvalue(rows, j, 0.0, drawn) for j in columns])
    ends = [
        [_limit(rows, j, (fit.beta[j], side * first.se[j]), 1 - level, drawn) for j in columns]
        for side in (-1.0, 1.0)
    ]
    return Sandwich(first.se, np.array(ends[0]), np.array(ends[1]), pvalue)


def _limit(
    rows: glm.Rows, column: int, path: tuple[float, float], alpha: float, drawn: FloatArray
) -> float:
    """Walk from the estimate until the test rejects, then halve to a 1/200 standard error."""
    start, step = path
    if abs(step) <= NOISE:
        return start
    inner, outer = 0.0, 2.0
    while not _rejects(rows, column, start + outer * step, alpha, drawn):
        inner, outer = outer, 2 * outer
        if outer > FARTHEST:
            return float(np.sign(step) * np.inf)
    while outer - inner > 0.005:
        middle = (inner + outer) / 2
        if _rejects(rows, column, start + middle * step, alpha, drawn):
            outer = middle
        else:
            inner = middle
    return float(start + outer * step)


def _rejects(rows: glm.Rows, column: int, null: float, alpha: float, drawn: FloatArray) -> bool:
    try:
        return score_pvalue(rows, column, null, drawn) < alpha
    except StatisticsError:
        return True
