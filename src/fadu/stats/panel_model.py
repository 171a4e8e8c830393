"""Across districts and years at once: effects of years and of declared breaks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from fadu.errors import StatisticsError
from fadu.stats import clusters, glm
from fadu.stats.frozen import Result
from fadu.stats.glm import Family
from fadu.stats.options import option, share, whole
from fadu.stats.panel_rows import prepared
from fadu.stats.rows import BoolArray, FloatArray, TextArray, Values


@dataclass(frozen=True, slots=True, eq=False)
class PanelModel(Result):
    """A model of counts with district and year effects.

    Attributes
    ----------
    term
        Names: ``year 2020`` (against the first year), then the steps.
    value, low, high
        Coefficients on the log-odds (binomial) or log scale, and their limits; a limit is
        infinite where the data set none.
    se
        Standard errors clustered by district, with the small-sample correction.
    pvalue
        Two-sided, of no effect.
    first_year
        The year against which the others stand.
    fitted
        Expected count of each row given; NaN where it was left out.
    departure
        Residual of each row over its standard error, with overdispersion taken off: how far
        a district departs in a year from what changed everywhere.
    dispersion
        Pearson's chi-square over its degrees of freedom.
    alpha
        Overdispersion of the negative-binomial family, else 0.
    clusters
        Districts in the model.
    effective
        By how many districts of equal weight the least supported coefficient is carried.
    rows
        Rows in the model.
    level
        Coverage of the limits.
    method
        Family and inference in words.
    reason
        For each row why it was left out; empty where it was not.
    """

    term: TextArray
    value: FloatArray
    low: FloatArray
    high: FloatArray
    se: FloatArray
    pvalue: FloatArray
    first_year: float
    fitted: FloatArray
    departure: FloatArray
    dispersion: float
    alpha: float
    clusters: int
    effective: float
    rows: int
    level: float
    method: str
    reason: TextArray


def panel_model(
    count: Values,
    total: Values,
    district: Values,
    year: Values,
    *,
    family: Family = "binomial",
    steps: Mapping[str, Values] | None = None,
    level: float = 0.95,
    draws: int = 1999,
    seed: int = 1,
) -> PanelModel:
    """Fit a quasi-binomial, quasi-Poisson or negative-binomial model with district effects.

    Parameters
    ----------
    count, total
        One dimension, one row for each district and year: whole numbers with
        0 <= count <= total (binomial), or events from 0 on and exposure above 0.
    district
        Name or code of each row.
    year
        Year of each row, any number; at least two different ones.
    family
        ``binomial``, ``poisson`` or ``negative_binomial`` (alpha by moments).
    steps
        By name, for each row 0 before and 1 after a declared break.
    level
        Coverage, between 0 and 1.
    draws, seed
        Of the bootstrap that replaces t below 30 districts, counted by their weight: the score
        (multiplier) wild cluster bootstrap with the null imposed, Webb's weights below 12
        districts; its limits invert the test.

    Returns
    -------
    PanelModel
        Rows that cannot say anything about change are left out with a reason: impossible
        ones, districts with one row, and districts or years with only empty or full counts.

    Raises
    ------
    StatisticsError
        For an unknown family, a level outside (0, 1), a step that the year and district
        effects already explain, fewer than 2 districts or 2 years, a district with two rows in
        a year, or a model that does not settle.

    References
    ----------
    Cameron & Miller 2015, Journal of Human Resources 50:317; Kline & Santos 2012, Journal of
    Econometric Methods 1:23; Webb 2023, Canadian Journal of Economics 56:839; Carter, Schnepel
    & Steigerwald 2017, Review of Economics and Statistics 99:698.
    """
    option("family", family, get_args(Family))
    level = share("level", level)
    draws, seed = whole("draws", draws, 99), whole("seed", seed, 0)
    kept = prepared((count, total, year), district, {} if steps is None else steps, family)
    fit, rows = _fitted(kept.rows)
    _full_rank(rows, fit, kept.term)
    found = clusters.sandwich(rows, fit, level)
    carried = float(clusters.effective(rows, fit).min())
    if carried < clusters.MANY:
        drawn = clusters.weights(len(fit.effect), draws, seed)
        found = clusters.bootstrap(rows, fit, found, level, drawn)
    departure, dispersion = _departures(rows, fit)
    fine = kept.reason == ""
    return PanelModel(
        term=np.array(kept.term),
        value=fit.beta,
        low=found.low,
        high=found.high,
        se=found.se,
        pvalue=found.pvalue,
        first_year=kept.first_year,
        fitted=_spaced(fit.mean, fine),
        departure=_spaced(departure, fine),
        dispersion=dispersion,
        alpha=rows.alpha,
        clusters=len(fit.effect),
        rows=int(fine.sum()),
        level=level,
        effective=carried,
        method=_words(family, len(fit.effect), carried),
        reason=kept.reason,
    )


def _fitted(rows: glm.Rows) -> tuple[glm.Fit, glm.Rows]:
    start = replace(rows, alpha=0.0)
    fit = glm.fitted(start)
    if rows.family != "negative_binomial":
        return fit, start
    freedom = max(1, len(rows.count) - rows.design.shape[1] - len(fit.effect))
    now = start
    for _ in range(50):
        alpha = glm.moment_alpha(now, fit, freedom)
        settled = abs(alpha - now.alpha) <= 1e-10 * max(alpha, 1e-10)
        now = replace(now, alpha=alpha)
        if settled:
            break
        fit = glm.fitted(now)
    return fit, now


def _full_rank(rows: glm.Rows, fit: glm.Fit, term: list[str]) -> None:
    flat = glm.within(rows.design, fit.weight, rows.district) * np.sqrt(fit.weight)[:, None]
    sizes = np.sqrt((flat**2).sum(0))
    whole = np.sqrt((rows.design**2 * fit.weight[:, None]).sum(0))
    for k, name in enumerate(term):
        before, own = flat[:, :k], flat[:, k]
        rest = own - before @ np.linalg.lstsq(before, own, rcond=None)[0] if k else own
        if np.sqrt((rest**2).sum()) <= 1e-7 * max(sizes[k], whole[k]) or whole[k] == 0:
            raise StatisticsError(
                f"step {name!r} cannot be told from the effects of years, districts and other "
                "steps; it has to come in some districts and not in others"
            )


def _departures(rows: glm.Rows, fit: glm.Fit) -> tuple[FloatArray, float]:
    residual = glm.pearson(rows, fit)
    flat = glm.within(rows.design, fit.weight, rows.district)
    inverse = np.linalg.inv(flat.T @ (flat * fit.weight[:, None]))
    own = np.bincount(rows.district, weights=fit.weight)[rows.district]
    leverage = fit.weight * (1 / own + ((flat @ inverse) * flat).sum(1))
    freedom = len(rows.count) - rows.design.shape[1] - len(fit.effect)
    if freedom < 1:
        return np.full(len(residual), np.nan), np.nan
    dispersion = float((residual**2).sum() / freedom)
    free = np.where(leverage < 1 - 1e-9, 1 - leverage, np.nan)
    return residual / np.sqrt(max(1.0, dispersion) * free), dispersion


def _spaced(column: FloatArray, fine: BoolArray) -> FloatArray:
    rows = np.full(len(fine), np.nan)
    rows[fine] = column
    return rows


def _words(family: Family, districts: int, carried: float) -> str:
    names = {
        "binomial": "quasi-binomial",
        "poisson": "quasi-Poisson",
        "negative_binomial": "negative-binomial",
    }
    model = f"{names[family]} model with district and year effects"
    if carried >= clusters.MANY:
        return f"{model}, errors clustered by district (t with {districts - 1} df)"
    kind = "Webb" if districts < clusters.WEBB_BELOW else "Rademacher"
    return f"{model}, score wild cluster bootstrap ({kind} weights, {districts} districts)"
