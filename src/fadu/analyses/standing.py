"""Who stands out among compared places, under each treatment of the spread between them."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

from fadu.shapes.crosssection import LEVELS_OF_LIMITS, CrossSection, Limits, Standing, Treatment
from fadu.stats.beyond import beyond_limits
from fadu.stats.funnel import Funnel, funnel_curve
from fadu.stats.heterogeneity import heterogeneity, nearest_heterogeneity
from fadu.stats.treatments import Treatments, treatments

FEWEST = 5
"""Fewer places than this do not tell their own spread from chance."""
ALPHA = 0.05
"""Level of the test whether places differ beyond chance at all."""
_NAMES: Mapping[str, Treatment] = {"additive, arcsine": "arcsine"}
_ORDER: tuple[Treatment, ...] = ("additive", "multiplicative", "none")
NAMED = ["district", "name_zh", "name_en", "label_zh", "label_en", "value"]


def drawn(section: CrossSection) -> Treatments | None:
    """Return the funnels of the compared places, or None where chance cannot be weighed."""
    if not section.judged or len(section.compared) < FEWEST:
        return None
    rows = section.compared
    kind: Literal["proportion", "rate"] = (
        "proportion" if section.form == "proportion" else "rate"
    )
    return treatments(rows["count"], rows["total"], kind=kind, levels=LEVELS_OF_LIMITS)


def by_treatment(found: Treatments) -> dict[Treatment, Funnel]:
    """Return the funnels that could be drawn, by treatment."""
    return {
        _name(name): one
        for name, one in zip(found.names, found.funnels, strict=True)
        if one is not None
    }


def _name(name: str) -> Treatment:
    plain: Mapping[str, Treatment] = {"none": "none", "multiplicative": "multiplicative"}
    return _NAMES.get(name) or plain.get(name, "additive")


def standing(section: CrossSection, found: Treatments) -> Standing:
    """Return who stands out.

    Parameters
    ----------
    section
        The places.
    found
        Their funnels.

    Returns
    -------
    Standing
        Its headline is the additive treatment, which gives the unadjusted limits where the
        places differ by no more than chance; multiplicative where the additive is refused.
    """
    funnels = by_treatment(found)
    headline = next(name for name in _ORDER if name in funnels)
    columns = {name: _signed(section, one) for name, one in funnels.items()}
    main = funnels[headline]
    return Standing(
        section.compared[NAMED].reset_index(drop=True).assign(**columns),
        headline,
        main.target * section.scale,
        main.phi,
        _heterogeneous(section, main),
        tuple(funnels),
        {_name(n): str(w) for n, w in zip(found.names, found.refused, strict=True) if w},
        _detectable(section, main),
    )


def _heterogeneous(section: CrossSection, one: Funnel) -> bool:
    """Whether places differ beyond chance, and beyond what rounding in print allows."""
    if section.rounded.empty:
        return heterogeneity(one.z).pvalue < ALPHA
    rows = section.compared
    low, high = (rows[c].to_numpy() / section.scale for c in ("print_low", "print_high"))
    return (
        nearest_heterogeneity(low, high, rows["total"].to_numpy(), one.treatment.kind) < ALPHA
    )


def _signed(section: CrossSection, one: Funnel) -> pd.Series:
    """Return the widest level beyond which a place lies, whichever count its print allows."""
    side = np.sign(one.value - one.target)
    ends = section.compared[["print_low", "print_high"]].to_numpy() / section.scale
    near = np.where(side > 0, ends[:, 0], ends[:, 1])[:, None]
    beyond = np.where(side[:, None] > 0, near > one.high, near < one.low)
    exact = ends[:, 0] >= ends[:, 1]
    outside = one.outside & (beyond | exact[:, None])
    widest = np.where(outside, np.asarray(one.levels), 0.0).max(axis=1)
    return pd.Series(side * widest + 0.0, dtype="float64")


def limits(section: CrossSection, one: Funnel, treatment: Treatment) -> Limits:
    """Return a funnel's limits as curves over the sizes of all places shown."""
    sizes = section.rows["total"].dropna()
    grid = np.geomspace(max(1.0, sizes.min() * 0.8), sizes.max() * 1.15, 160)
    curve = funnel_curve(one, np.unique(np.rint(grid)))
    return Limits(
        curve.total, curve.low * section.scale, curve.high * section.scale,
        one.levels, one.target * section.scale, treatment,
    )  # fmt: skip


def _detectable(section: CrossSection, one: Funnel) -> tuple[float, float]:
    total = float(np.median(section.compared["total"]))
    low, high = beyond_limits(one, total)
    return low * section.scale, high * section.scale
