"""Figures that each name their own year: 2021年为A、2022年为B，2023年为C, or A（2021年）、B（2022年）."""

import re
from collections.abc import Sequence

from fadu.intake.figures.layout import Layout
from fadu.intake.figures.marks import Mark, Marks, years_of
from fadu.intake.figures.quantity import MANY_YEARS, OTHER_YEAR, Quantity

_MOVES = (
    "(?:再|又)?(?:上升|增加|增长|提高|提升|攀升|下降|减少|降低|回落|压减|升|降|增|减)?[到至]"
)
_BARE = re.compile(
    rf"(?:度|全年|底|末)?的?(?:则?(?:为|达到?|是)|有|仅|只?(?:保留|剩)|{_MOVES})?(?:约|近|超)? ?"
)
_JOINT = re.compile(rf"[ ，,、；;]*(?:和|及|{_MOVES})?[ ，,]*")
_YEAR_AFTER = re.compile(r" ?\(((?:19|20)\d\d)年\)")


def name_years(quantities: Sequence[Quantity], layout: Layout, marks: Marks) -> None:
    """Give each figure of such a series its year, and the name that the first one has.

    Parameters
    ----------
    quantities
        Of the whole text, in order; those in such series are changed in place.
    layout, marks
        Of the same text.
    """
    group: list[Quantity] = []
    for quantity in quantities:
        if group and _goes_on(group[-1], quantity, layout, marks):
            group.append(quantity)
            continue
        _close(group, marks)
        group = [quantity] if quantity.measure == "value" else []
    _close(group, marks)
    _years_in_brackets(quantities, layout)


def _goes_on(behind: Quantity, here: Quantity, layout: Layout, marks: Marks) -> bool:
    """Whether only a year stands between two figures of a sentence."""
    if here.measure != "value" or here.sentence != behind.sentence:
        return False
    year = _last_year(behind.number.tail, here, marks)
    if year is None or here.number.lead - behind.number.tail > 24:
        return False
    text = layout.text
    return bool(
        _JOINT.fullmatch(text, behind.number.tail, year.start)
        and _BARE.fullmatch(text, year.end, here.number.lead)
    )


def _last_year(start: int, quantity: Quantity, marks: Marks) -> Mark | None:
    years = [m for m in marks.between(start, quantity.number.lead) if m.kind == "year"]
    return years[-1] if years and len(years_of(years[-1])) == 1 else None


def _close(group: list[Quantity], marks: Marks) -> None:
    if len(group) < 2:
        return
    first = group[0]
    named = [_last_year(first.sentence[0], q, marks) for q in group]
    years = [years_of(m)[0] for m in named if m]
    if len(years) < len(group) or len(set(years)) < len(years):
        return
    for quantity, year in zip(group, years, strict=True):
        quantity.year, quantity.before = year, first.before
        quantity.topic_to = first.topic_to


def _years_in_brackets(quantities: Sequence[Quantity], layout: Layout) -> None:
    found = [_YEAR_AFTER.match(layout.text, q.number.tail) for q in quantities]
    if not any(found):
        return
    for at, (quantity, year) in enumerate(zip(quantities, found, strict=True)):
        beside = (at > 0 and found[at - 1]) or (at + 1 < len(found) and found[at + 1])
        if not (year and beside):
            continue
        quantity.year = int(year[1])
        before = quantities[at - 1] if at and found[at - 1] else None
        if before and before.sentence == quantity.sentence:
            quantity.before, quantity.topic_to = before.before, before.topic_to


def lift_years(quantities: Sequence[Quantity], named: Sequence[bool]) -> None:
    """Take back what was said of the years of figures that name their own."""
    for quantity, own in zip(quantities, named, strict=True):
        if own:
            quantity.lift(OTHER_YEAR)
            quantity.lift(MANY_YEARS)
