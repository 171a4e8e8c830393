"""Which districts stand out: funnels with exact limits and treatments of overdispersion."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from fadu.errors import StatisticsError
from fadu.stats import limits as draw
from fadu.stats.frozen import Result
from fadu.stats.limits import Kind
from fadu.stats.options import option, positive, result, share, shares
from fadu.stats.overdispersion import Screen, Spread, spread
from fadu.stats.rows import (
    LARGEST,
    BoolArray,
    FloatArray,
    TextArray,
    Values,
    aligned,
    count_rules,
    measure_rules,
    pair_rules,
    reasons,
)

Overdispersion: TypeAlias = Literal["none", "multiplicative", "additive"]
Scale: TypeAlias = Literal["natural", "arcsine"]
LimitKind: TypeAlias = Literal["exact", "normal"]


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a funnel was drawn, in the words of its options."""

    kind: Kind
    overdispersion: Overdispersion
    scale: Scale
    screen: Screen
    limits: LimitKind


@dataclass(frozen=True, slots=True, eq=False)
class Funnel(Result):
    """A funnel, a row for each district.

    Attributes
    ----------
    target
        The share or rate in the middle; NaN without any valid row.
    value
        Share or rate of each row.
    low, high
        Limits, one column for each level.
    z
        Pearson scores about the target (on the arcsine scale where that was asked), before
        any adjustment.
    outside
        Whether a row lies beyond its limits, one column for each level.  Where even a full
        count is within what chance does, 100 % is not outside although the interpolated limit
        lies a fraction of one case below it.
    phi, tau2
        Overdispersion as measured, whether or not the limits allow for it.
    levels
        Coverages, in the order asked.
    treatment
        The options.
    method
        The same in words.
    reason
        Why a row has no numbers; empty where it has.
    """

    target: float
    value: FloatArray
    low: FloatArray
    high: FloatArray
    z: FloatArray
    outside: BoolArray
    phi: float
    tau2: float
    levels: tuple[float, ...]
    treatment: Treatment
    method: str
    reason: TextArray


@dataclass(frozen=True, slots=True, eq=False)
class Curve(Result):
    """Limits of a funnel at other totals, to draw its lines.

    Attributes
    ----------
    total
        Totals or exposures, one dimension.
    low, high
        Limits, one column for each level.
    full
        Where even 100 % is within what chance does, as in ``Funnel.outside``.
    """

    total: FloatArray
    low: FloatArray
    high: FloatArray
    full: BoolArray


def funnel(
    count: Values,
    total: Values,
    *,
    kind: Kind = "proportion",
    target: float | None = None,
    levels: Iterable[float] | float = (0.95, 0.998),
    overdispersion: Overdispersion = "none",
    scale: Scale = "natural",
    screen: Screen = "winsorise",
    limits: LimitKind = "exact",
) -> Funnel:
    """Compare districts with a target, allowing for chance and, if asked, for overdispersion.

    Parameters
    ----------
    count, total
        One dimension.  Whole numbers with 0 <= count <= total, or events and exposure.
    kind
        ``proportion`` (binomial) or ``rate`` (Poisson).
    target
        Between 0 and 1 for proportions, above 0 for rates; None is sum of counts over sum of
        totals.
    levels
        Coverages between 0 and 1, any number of them.
    overdispersion
        ``none``; ``multiplicative``: target -/+ z sqrt(phi) s, unadjusted where phi <= 1;
        ``additive``: a variance tau2 between districts, unadjusted where it is 0.
    scale
        Where phi and tau2 are measured: ``natural`` or, for proportions, ``arcsine``
        (y = arcsin sqrt p, s = 1/(2 sqrt n)).
    screen
        ``winsorise`` or ``trim`` the outer tenths of the scores before measuring.
    limits
        ``exact``: interpolated binomial and Poisson limits, with additive overdispersion
        beta-binomial and Poisson-gamma ones (a tau2 of the arcsine scale is brought to the
        natural one by 4 t (1 - t)); ``normal``.

    Returns
    -------
    Funnel
        NaN, not outside, and a reason in rows that are missing or impossible.

    Raises
    ------
    StatisticsError
        For an unknown option, a level or target out of range, the arcsine scale with rates,
        text, or a tau2 that no proportions can have.

    References
    ----------
    Spiegelhalter 2005, Statistics in Medicine 24:1185; Spiegelhalter et al. 2012, Journal of
    the Royal Statistical Society A 175:1.
    """
    treatment = _treatment(kind, overdispersion, scale, screen, limits)
    wanted = shares("levels", levels)
    counts, totals = (np.atleast_1d(column) for column in aligned(count=count, total=total))
    if counts.ndim > 1:
        raise StatisticsError(f"count has {counts.ndim} dimensions; a funnel has one")
    reason = _reason(counts, totals, kind)
    fine = reason == ""
    n = np.rint(totals[fine]) if kind == "proportion" else totals[fine]
    c = np.rint(counts[fine])
    middle = _target(c, n, target, kind)
    z, variance = _scores(c / n, n, middle, treatment)
    found = spread(z, variance, screen)
    low, high, full = _limits(n, middle, wanted, found, treatment)
    value = (c / n)[:, None]
    outside = (value < low) | ((value > high) & ~(full & (value == 1)))
    return Funnel(
        target=middle,
        value=_spaced(c / n, fine),
        low=_spaced(low, fine),
        high=_spaced(high, fine),
        z=_spaced(z, fine),
        outside=np.nan_to_num(_spaced(outside.astype(np.float64), fine)) > 0,
        phi=found.phi if len(n) else math.nan,
        tau2=found.tau2 if len(n) else math.nan,
        levels=wanted,
        treatment=treatment,
        method=_words(treatment, found),
        reason=reason,
    )


def funnel_curve(funnel: Funnel, total: Values) -> Curve:
    """Return the limits of a funnel at any totals, drawn as they were for its districts.

    Parameters
    ----------
    funnel
        A result.
    total
        Totals or exposures above 0, one dimension; those of proportions are rounded.

    Returns
    -------
    Curve
        One row for each total.

    Raises
    ------
    StatisticsError
        For anything but a funnel, or a total that is not above 0 and finite.

    References
    ----------
    Spiegelhalter 2005, Statistics in Medicine 24:1185.
    """
    funnel = result("funnel", funnel, Funnel, "funnel")
    (totals,) = (np.atleast_1d(column) for column in aligned(total=total))
    if totals.ndim > 1:
        raise StatisticsError(f"total has {totals.ndim} dimensions; a curve has one")
    bad = totals[~(np.isfinite(totals) & (totals > 0))]
    if bad.size:
        raise StatisticsError(f"total {bad[0]!s} is not a number above 0")
    if funnel.treatment.kind == "proportion":
        totals = np.maximum(1.0, np.rint(totals))
    found = Spread(funnel.phi, funnel.tau2)
    low, high, full = _limits(totals, funnel.target, funnel.levels, found, funnel.treatment)
    return Curve(totals, low, high, full)


def _treatment(
    kind: Kind, overdispersion: Overdispersion, scale: Scale, screen: Screen, limits: LimitKind
) -> Treatment:
    option("kind", kind, get_args(Kind))
    option("overdispersion", overdispersion, get_args(Overdispersion))
    option("scale", scale, get_args(Scale))
    option("screen", screen, get_args(Screen))
    option("limits", limits, get_args(LimitKind))
    if scale == "arcsine" and kind == "rate":
        raise StatisticsError(
            "scale 'arcsine' is for kind 'proportion'; a rate has scale natural"
        )
    return Treatment(kind, overdispersion, scale, screen, limits)


def _reason(counts: FloatArray, totals: FloatArray, kind: Kind) -> TextArray:
    if kind == "proportion":
        return reasons(pair_rules(counts, totals), {"count": counts, "total": totals})
    rules = [*count_rules(counts), *measure_rules(totals, "exposure")]
    return reasons(rules, {"count": counts, "exposure": totals})


def _target(c: FloatArray, n: FloatArray, target: float | None, kind: Kind) -> float:
    if target is not None:
        middle = (share if kind == "proportion" else positive)("target", target)
        if not 1 / LARGEST <= middle <= LARGEST:
            raise StatisticsError(
                f"target {middle:g} is not from {1 / LARGEST:g} to {LARGEST:g}"
            )
        return middle
    # exact sums, so that the order of the rows cannot move the last bit
    return math.fsum(c) / math.fsum(n) if len(n) else math.nan


def _scores(
    value: FloatArray, n: FloatArray, target: float, treatment: Treatment
) -> tuple[FloatArray, FloatArray]:
    if treatment.scale == "arcsine":
        gap = np.arcsin(np.sqrt(value)) - np.arcsin(np.sqrt(target))
        variance = 1 / (4 * n)
    else:
        gap, variance = value - target, draw.variance(n, target, treatment.kind)
    return np.where(
        gap == 0, 0.0, gap / np.sqrt(np.where(variance > 0, variance, 1.0))
    ), variance


def _limits(
    n: FloatArray, target: float, levels: tuple[float, ...], found: Spread, how: Treatment
) -> draw.Limits:
    arcsine = how.scale == "arcsine"
    phi = found.phi if how.overdispersion == "multiplicative" else 1.0
    tau2 = found.tau2 if how.overdispersion == "additive" else 0.0
    if phi > 1 or how.limits == "normal":
        return draw.normal(
            n, target, levels, how.kind, phi=max(1.0, phi), tau2=tau2, arcsine=arcsine
        )
    natural = tau2 * 4 * target * (1 - target) if arcsine else tau2
    return draw.exact(n, target, levels, how.kind, natural)


def _spaced(column: FloatArray, fine: BoolArray) -> FloatArray:
    rows = np.full((len(fine), *column.shape[1:]), np.nan)
    rows[fine] = column
    return rows


def _words(how: Treatment, found: Spread) -> str:
    counts = {"proportion": "binomial", "rate": "Poisson"}[how.kind]
    spread_out = {"proportion": "beta-binomial", "rate": "Poisson-gamma"}[how.kind]
    if how.overdispersion == "none":
        return f"{how.limits} {counts} limits, no allowance for overdispersion"
    screened = {"winsorise": "winsorised", "trim": "trimmed"}[how.screen]
    measured = f"overdispersion ({how.scale} scale, {screened} scores)"
    plain = {"multiplicative": found.phi <= 1, "additive": found.tau2 == 0}[how.overdispersion]
    if plain:
        return f"{how.limits} {counts} limits, no {how.overdispersion} {measured} found"
    if how.overdispersion == "multiplicative":
        return f"normal limits, multiplicative {measured}"
    drawn = f"exact {spread_out} limits" if how.limits == "exact" else "normal limits"
    return f"{drawn}, additive {measured}"
