"""Which figure a figure after 其中 is a part of."""

from collections.abc import Sequence

from fadu.intake.figures.marks import Mark
from fadu.intake.figures.quantity import OTHER_YEAR, SHARES, Quantity

MOST_PARTS = 40
LONGEST = 400


def find_total(
    at: int, quantities: Sequence[Quantity], marks: Sequence[Mark], text: str
) -> int | None:
    """Return the index of the figure that the one at `at` is a part of, or None.

    Parameters
    ----------
    at
        Index in `quantities`.
    quantities
        Of the whole text, in order.
    marks
        Those of its sentence that stand before it.
    text
        As `plain` returns it.
    """
    quantity = quantities[at]
    start, place = quantity.sentence[0], quantity.number.lead
    inner = [m for m in marks if m.kind == "part"]
    if not inner or _closed(inner[-1], place, text):
        return None
    mark = inner[-1]
    rate = None
    opens = not text[start : mark.start].strip()
    for before in range(at - 1, max(-1, at - MOST_PARTS), -1):
        other = quantities[before]
        if other.number.start < start and not (
            opens and other.topic_from == quantity.topic_from
        ):
            return rate
        if (
            other.number.start >= mark.start
            or other.measure != "value"
            or other.note == OTHER_YEAR
        ):
            continue
        if other.unit in SHARES and quantity.unit not in SHARES and other.number.start >= start:
            # 审结120件，审结率99%，其中…30件: a count is a part of a count.
            rate = before if rate is None else rate
            continue
        return before if other.number.start >= start else _whole(before, quantities)
    return rate


def _whole(at: int, quantities: Sequence[Quantity]) -> int:
    """Return the total that a part of the sentence before has, or that figure itself."""
    total = quantities[at].total
    return at if total is None else total


def _closed(mark: Mark, place: int, text: str) -> bool:
    opened = text[mark.start - 1 : mark.start] == "("
    within = text[mark.end : min(place, mark.end + LONGEST)]
    return (opened and ")" in within) or ";" in within or place - mark.end > LONGEST
