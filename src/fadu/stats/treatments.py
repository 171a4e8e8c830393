"""How the verdict of a funnel moves with the treatment of overdispersion."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from fadu.errors import StatisticsError
from fadu.stats.frozen import Result
from fadu.stats.funnel import Funnel, Overdispersion, Scale, funnel
from fadu.stats.limits import Kind
from fadu.stats.options import shares
from fadu.stats.rows import BoolArray, TextArray, Values

TREATMENTS: dict[str, tuple[Overdispersion, Scale]] = {
    "none": ("none", "natural"),
    "multiplicative": ("multiplicative", "natural"),
    "additive": ("additive", "natural"),
    "additive, arcsine": ("additive", "arcsine"),
}
"""Names and options of the treatments that are set side by side."""


@dataclass(frozen=True, slots=True, eq=False)
class Treatments(Result):
    """Funnels of the same districts under several treatments.

    Attributes
    ----------
    names
        Names of the treatments, in the order of `TREATMENTS`; rates have no arcsine scale.
    funnels
        Their results; None where a treatment cannot be drawn.
    outside
        District by treatment by level; False where a treatment cannot be drawn.
    refused
        For each treatment why it cannot be drawn; empty where it can.
    method
        What is set side by side.
    """

    names: tuple[str, ...]
    funnels: tuple[Funnel | None, ...]
    outside: BoolArray
    refused: TextArray
    method: str


def treatments(
    count: Values,
    total: Values,
    *,
    kind: Kind = "proportion",
    target: float | None = None,
    levels: Iterable[float] | float = (0.95, 0.998),
) -> Treatments:
    """Draw the same funnel under each treatment of overdispersion.

    Parameters
    ----------
    count, total, kind, target, levels
        As in `funnel`.

    Returns
    -------
    Treatments
        One funnel for each treatment.

    Raises
    ------
    StatisticsError
        As in `funnel`, but for a tau2 that no proportions can have: that is in `refused`.

    References
    ----------
    Spiegelhalter 2005, Quality and Safety in Health Care 14:347.
    """
    wanted = shares("levels", levels)
    plain = funnel(count, total, kind=kind, target=target, levels=wanted)
    names = tuple(
        n for n, (_, s) in TREATMENTS.items() if kind == "proportion" or s == "natural"
    )
    drawn: list[Funnel | None] = []
    refused: list[str] = []
    for name in names:
        spread, scale = TREATMENTS[name]
        try:
            one = funnel(
                count, total, kind=kind, target=target, levels=wanted,
                overdispersion=spread, scale=scale,
            )  # fmt: skip
        except StatisticsError as error:
            drawn, refused = [*drawn, None], [*refused, str(error)]
        else:
            drawn, refused = [*drawn, one], [*refused, ""]
    never = np.zeros_like(plain.outside)
    outside = np.stack([never if one is None else one.outside for one in drawn], axis=1)
    return Treatments(names, tuple(drawn), outside, np.array(refused), "funnels side by side")
