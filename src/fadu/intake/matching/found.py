"""An indicator that was found for a quantity, and how far it stands above the next."""

from collections.abc import Mapping
from typing import NamedTuple


class Match(NamedTuple):
    """An indicator for a quantity.

    Parameters
    ----------
    indicator
        Its id.
    confidence
        From 0 to 1: how far the best wording stands above the next.
    runner_up
        Id of the next best indicator, or nothing.
    """

    indicator: str
    confidence: float
    runner_up: str


def first(scores: Mapping[str, float]) -> Match:
    """Return the indicator of the highest of some scores, of which there is one at least."""
    if len(scores) == 1:
        return Match(next(iter(scores)), 1.0, "")
    (first, best), *others = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
    second, less = others[0] if others else ("", 0.0)
    return Match(first, round(1 - 0.5 * less / best, 2), second)
