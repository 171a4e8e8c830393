"""What a printed figure allows: intervals, not points, carried through changes and ratios."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from fadu.errors import StatisticsError, one_of
from fadu.stats.frozen import Result
from fadu.stats.rows import LARGEST, FloatArray, TextArray, Values, aligned, reasons, settled

Qualifier: TypeAlias = Literal["exact", "about", "over", "nearly", "at_least", "at_most"]


FARTHEST = 1e100
"""Printed figures beyond are refused."""


@dataclass(frozen=True, slots=True, eq=False)
class Bounds(Result):
    """The least and the largest value that figures in print allow, one for each row.

    Attributes
    ----------
    low, high
        Limits, both possible; infinite where nothing limits the figure, NaN where `reason`
        says why.
    method
        How they were found.
    reason
        Why a row has no numbers; empty where it has.
    """

    low: FloatArray
    high: FloatArray
    method: str
    reason: TextArray


def printed_bounds(
    value: Values, resolution: Values, qualifier: str | Values = "exact"
) -> Bounds:
    """Return what a printed figure allows, whether it was rounded or truncated.

    Parameters
    ----------
    value
        The figure as printed, any finite number; shapes broadcast.
    resolution
        Step of its last printed digit, in the same unit (98.3 has 0.1); 0 for a figure that
        was counted and printed in full.  Shapes broadcast.
    qualifier
        ``exact`` (half a step towards zero, a whole step away from it), ``about`` (a step
        either way), ``nearly`` (up to a step below; with resolution 0 anything below), ``over``
        and ``at_least`` (anything from there on), ``at_most`` (anything up to there); one word
        or one for each row.

    Returns
    -------
    Bounds
        In the unit of `value`; NaN and a reason where value or resolution is missing.

    Raises
    ------
    StatisticsError
        For an unknown qualifier or shapes that do not fit.

    References
    ----------
    Nuijten et al. 2016, Behavior Research Methods 48:1205 (recomputing within what print allows).
    """
    words = np.asarray(qualifier, dtype=object)
    unknown = [
        w for w in words.ravel() if not isinstance(w, str) or w not in get_args(Qualifier)
    ]
    if unknown:
        raise StatisticsError(one_of("qualifier", unknown[0], get_args(Qualifier)))
    values, steps, _ = aligned(
        value=value, resolution=resolution, qualifier=np.zeros(words.shape)
    )
    words = np.broadcast_to(words, values.shape)
    reason = reasons(_rules(values, steps), {"value": values, "resolution": steps})
    fine = reason == ""
    v, s = np.where(fine, values, 0.0), np.where(fine, steps, 0.0)
    low, high = _allowed(v, s, words)
    name = "rounded or truncated"
    return Bounds(
        settled(np.where(fine, low, np.nan)), settled(np.where(fine, high, np.nan)),
        name, settled(reason),
    )  # fmt: skip


def _rules(value: FloatArray, step: FloatArray) -> list[tuple[np.ndarray, str]]:
    return [
        (np.isnan(value), "the value is missing"),
        (np.isinf(value), "the value is infinite"),
        (~np.isfinite(step), "the resolution is missing"),
        (step < 0, "the resolution {resolution} is negative"),
        (
            (step > 0) & (step < 1 / LARGEST),
            f"the resolution {{resolution}} is below {1 / LARGEST:g}",
        ),
        (
            np.maximum(np.abs(value), step) > FARTHEST,
            f"the value {{value}} is beyond {FARTHEST:g}",
        ),
    ]


def _allowed(v: FloatArray, s: FloatArray, words: np.ndarray) -> tuple[FloatArray, FloatArray]:
    towards, away = np.where(v < 0, 1.0, 0.5), np.where(v < 0, 0.5, 1.0)
    down = np.select(
        [words == "exact", words == "about", words == "nearly"], [towards, 1.0, 1.0]
    )
    up = np.select([words == "exact", words == "about"], [away, 1.0])
    open_below = (words == "at_most") | ((words == "nearly") & (s == 0))
    open_above = (words == "over") | (words == "at_least")
    low = np.where(open_below, -np.inf, _moved(v, s, -down))
    return low, np.where(open_above, np.inf, _moved(v, s, up))


def _moved(value: FloatArray, step: FloatArray, steps: FloatArray) -> FloatArray:
    """Move a printed decimal by half steps so that 98.3 and 0.1 give 98.4 itself."""
    fine = (step > 0) & (step < 1)
    parts = np.rint(1 / np.where(fine, step, 1.0))
    units = np.rint(value * parts)
    decimal = fine & (np.abs(value * parts - units) < 1e-6) & (np.abs(step * parts - 1) < 1e-9)
    moved: FloatArray = np.where(
        decimal, (2 * units + 2 * steps) / (2 * parts), value + steps * step
    )
    return moved
