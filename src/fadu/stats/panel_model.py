"""Across districts and years at once: effects of years and of declared breaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from fadu.errors import StatisticsError
from fadu.stats import clusters, glm
from fadu.stats.glm import Family
from fadu.stats.rows import (
    BoolArray,
    FloatArray,
    TextArray,
    Values,
    aligned,
    count_rules,
    measure_rules,
    numbers,
    option,
    pair_rules,
    reasons,
    share,
)

Keys = Sequence[object] | NDArray[np.generic]


@dataclass(frozen=True, slots=True, eq=False)
class PanelModel:
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
    clusters, rows
        Districts and rows in the model.
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
    rows: int
    level: float
    method: str
    reason: TextArray


def panel_model(
    count: Values,
    total: Values,
    district: Keys,
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
        One row for each district and year: whole numbers with 0 <= count <= total (binomial),
        or events and exposure.
    district
        Name or code of each row.
    year
        Year of each row.
    family
        ``binomial``, ``poisson`` or ``negative_binomial`` (alpha by moments).
    steps
        By name, for each row 0 before and 1 after a declared break.
    level
        Coverage, between 0 and 1.
    draws, seed
        Of the bootstrap that replaces t below 30 districts: the score (multiplier) wild
        cluster bootstrap with the null imposed, Webb's weights below 12 districts; its limits
        invert the test.

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
    Econometric Methods 1:23; Webb 2023, Canadian Journal of Economics 56:839.
    """
    option("family", family, get_args(Family))
    level = share("level", level)
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 99:
        raise StatisticsError(f"draws {draws!r} is not a whole number from 99 on")
    columns = {} if steps is None else {name: numbers(name, s) for name, s in steps.items()}
    counts, totals, years = aligned(count=count, total=total, year=year)
    places = np.asarray(district).astype(np.str_)
    _same_shape(places, counts, columns)
    reason = _reason(counts, totals, years, columns, family)
    reason = _uninformative((np.rint(counts), totals), (places, years), reason, family)
    fine = reason == ""
    index = _codes(places[fine], years[fine], np.rint(counts[fine]))
    when = np.unique(years[fine])
    design, term = _design(years[fine], when, {n: c[fine] for n, c in columns.items()})
    rows = glm.Rows(np.rint(counts[fine]), totals[fine], design, index, family)
    fit, rows = _fitted(rows)
    _full_rank(rows, fit, term)
    found = clusters.sandwich(rows, fit, level)
    few = len(fit.effect) < clusters.MANY
    if few:
        drawn = clusters.weights(len(fit.effect), draws, seed)
        found = clusters.bootstrap(rows, fit, found, level, drawn)
    departure, dispersion = _departures(rows, fit)
    return PanelModel(
        term=np.array(term),
        value=fit.beta,
        low=found.low,
        high=found.high,
        se=found.se,
        pvalue=found.pvalue,
        first_year=float(when[0]),
        fitted=_spaced(fit.mean, fine),
        departure=_spaced(departure, fine),
        dispersion=dispersion,
        alpha=rows.alpha,
        clusters=len(fit.effect),
        rows=int(fine.sum()),
        level=level,
        method=_words(family, len(fit.effect)),
        reason=reason,
    )


def _same_shape(places: TextArray, counts: FloatArray, steps: Mapping[str, FloatArray]) -> None:
    shapes = {"district": places.shape, **{n: c.shape for n, c in steps.items()}}
    for name, shape in shapes.items():
        if shape != counts.shape or len(shape) != 1:
            raise StatisticsError(f"{name} has shape {shape}, the counts have {counts.shape}")


def _reason(
    counts: FloatArray,
    totals: FloatArray,
    years: FloatArray,
    steps: Mapping[str, FloatArray],
    family: Family,
) -> TextArray:
    if family == "binomial":
        rules = pair_rules(counts, totals)
    else:
        rules = [*count_rules(counts), *measure_rules(totals, "total")]
    rules.append((np.isnan(years), "the year is missing"))
    rules += [(~np.isfinite(c), f"the step {name} is missing") for name, c in steps.items()]
    return reasons(rules, {"count": counts, "total": totals})


def _uninformative(
    sums: tuple[FloatArray, FloatArray],
    keys: tuple[TextArray, FloatArray],
    reason: TextArray,
    family: Family,
) -> TextArray:
    """Leave out districts and years that say nothing about change, until none is left."""
    said = reason.astype(object)
    left = -1
    while left != (said == "").sum():
        left = (said == "").sum()
        for key, name in zip(keys, ("district", "year"), strict=True):
            fine = said == ""
            index = np.unique(key[fine], return_inverse=True)[1]
            events, whole = (np.bincount(index, weights=column[fine]) for column in sums)
            broken = [
                (np.bincount(index) < 2) & (name == "district"),
                events == 0,
                (events == whole) & (family == "binomial"),
            ]
            words = np.select(
                broken,
                [
                    "the district has one row: it says nothing about change",
                    f"all counts of the {name} are zero: they say nothing about change",
                    f"all counts of the {name} are full: they say nothing about change",
                ],
                "",
            )
            said[fine] = words[index]
    return said.astype(np.str_)


def _codes(places: TextArray, years: FloatArray, counts: FloatArray) -> NDArray[np.intp]:
    """Give the districts numbers by their cases, so that names cannot move the bootstrap."""
    names, index = np.unique(places, return_inverse=True)
    if len(names) < 2 or len(np.unique(years)) < 2:
        raise StatisticsError(
            f"{len(names)} districts and {len(np.unique(years))} years are left; "
            "a model needs 2 of each at least"
        )
    pairs, times = np.unique(np.stack([index, years], axis=1), axis=0, return_counts=True)
    if times.max() > 1:
        at = pairs[np.argmax(times)]
        raise StatisticsError(
            f"district {names[int(at[0])]} has {times.max()} rows in {at[1]:.15g}, not one"
        )
    place = np.lexsort([np.bincount(index, weights=years), np.bincount(index, weights=counts)])
    return np.argsort(place)[index]


def _design(
    years: FloatArray, when: FloatArray, steps: Mapping[str, FloatArray]
) -> tuple[FloatArray, list[str]]:
    dummies = [(years == year).astype(np.float64) for year in when[1:]]
    term = [f"year {year:.15g}" for year in when[1:]] + list(steps)
    return np.stack([*dummies, *steps.values()], axis=1), term


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


def _words(family: Family, districts: int) -> str:
    names = {
        "binomial": "quasi-binomial",
        "poisson": "quasi-Poisson",
        "negative_binomial": "negative-binomial",
    }
    model = f"{names[family]} model with district and year effects"
    if districts >= clusters.MANY:
        return f"{model}, errors clustered by district (t with {districts - 1} df)"
    kind = "Webb" if districts < clusters.WEBB_BELOW else "Rademacher"
    return f"{model}, score wild cluster bootstrap ({kind} weights, {districts} districts)"
