"""Figures of one kind of cases alone: 涉企复议案件83件，其中31件以和解结案."""

from collections.abc import Sequence

from fadu.codebook import Codebook
from fadu.intake.figures import Quantity
from fadu.intake.matching import Match

PERCENT = "%"
MOST = 12


def narrowed(
    at: int,
    quantities: Sequence[Quantity],
    done: Sequence[tuple[Match, ...]],
    codebook: Codebook,
    text: str,
) -> str:
    """Return the domain of the one kind of cases that a figure is said of, or nothing.

    Parameters
    ----------
    at
        Index in `quantities`.
    quantities, done
        Of the whole text, in order; the indicators of those before `at`.
    codebook
        Whose partial indicators count one kind of cases.
    text
        As `plain` returns it.
    """
    total = quantities[at].total
    if total is None:
        return _opened(at, quantities, done, codebook, text)
    if done[total]:
        return _partial(done[total], codebook)
    return _opened(total, quantities, done, codebook, text)


def _opened(
    at: int,
    quantities: Sequence[Quantity],
    done: Sequence[tuple[Match, ...]],
    codebook: Codebook,
    text: str,
) -> str:
    """Return the domain of the one kind of cases that a figure's statement begins with."""
    here = quantities[at]
    if here.measure != "value":
        return ""
    said: list[int] = []
    for before in range(at - 1, max(-1, at - MOST), -1):
        other = quantities[before]
        between = text[other.number.tail : here.number.lead]
        if other.sentence != here.sentence or ";" in between:
            break
        if other.measure == "value" and other.unit != PERCENT:
            said.append(before)
    kinds = [_partial(done[before], codebook) for before in said]
    alone = bool(kinds and kinds[-1]) and sum(map(bool, kinds)) == 1
    same = alone and here.unit in (quantities[said[-1]].unit, PERCENT, "")
    return kinds[-1] if same else ""


def _partial(found: Sequence[Match], codebook: Codebook) -> str:
    entries = (codebook[m.indicator] for m in found)
    return next((e.domain for e in entries if e.partial), "")
