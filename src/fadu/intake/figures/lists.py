"""Lists that are to be aligned: 分别为A、B、C件, and pairs: 由A降至B."""

import re
from collections.abc import Sequence
from itertools import pairwise

from fadu.intake.figures.layout import Layout
from fadu.intake.figures.marks import Marks, years_of
from fadu.intake.figures.quantity import DIFFERENCE, MANY_YEARS, OTHER_YEAR, Quantity, Span
from fadu.intake.numbers.nouns import POINTS

_BETWEEN = re.compile(r"[ 、,，和及与()]*(?:以及)?[ ]*")
_BETWEEN_CHANGES = re.compile(
    r"[ 、,，和及与()]*(?:以及)?(?:增长|上升|增加|提高|提升|下降|减少|降低|回落)?[ ]*"
)
_TO = re.compile(
    r"[ 件%起宗(),，]*[^，。;、]{0,10}?(?:(?:下降|降低|减少|压降|上升|提升|提高|增长|增加|回落|攀升|升|降|增|减|提)?[至到]|(?:上升|下降|提升|提高|增加|增长|减少|回落|扩大|整合|压减|压缩|合并|调整|变|升|降|增|减)为)"
    r"[^，。;、0-9]{0,8}(?:(?:19|20)\d\d年度?的?)?[^，。;、0-9]{0,4}$"
)
_ONCE = re.compile("改革|以前|此前|之前|过去|原来|每年|年均|平均|最初|初期|年初|月")
_ENDS = re.compile("[至到为]")
_FROM = re.compile(r"[由从][^，。;、]{0,14}$")
_SPLIT = re.compile(r"、|以及|及(?!时)|和(?!解|谐|平)|与")
_YEARS = re.compile(r"(?:[\d\s、，,和及与至年度]|全年|均|近[三五]年)*")
_LATELY = re.compile(r"近.年$")
_REACH, FARTHEST, _START = 120, 30, 8


def share_units(quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Give the unit after the last number of a list to those before it; return these."""
    given = []
    for here, after in zip(reversed(quantities[:-1]), reversed(quantities[1:]), strict=True):
        gap = text[here.number.tail : after.number.lead]
        if not here.unit and after.unit and gap and _BETWEEN.fullmatch(gap):
            here.unit = after.unit
            given.append(here)
    return given


def align(
    quantities: Sequence[Quantity], layout: Layout, marks: Marks, year: int | None
) -> None:
    """Give each figure after 分别 the name or the year that stands at its place before it.

    Parameters
    ----------
    quantities
        Of the whole text, in order; those in such lists are changed in place.
    layout, marks
        Of the same text.
    year
        The year that the report is about; 近三年 ends with it.
    """
    at = 0
    for mark in marks.all():
        if mark.kind != "respective":
            continue
        while at < len(quantities) and quantities[at].number.lead < mark.end:
            at += 1
        group = _group(quantities, at, mark.end, layout)
        if len(group) > 1:
            more = _beside(quantities, at + len(group), layout.text)
            _assign(group, more, (mark.start, mark.end), layout, marks, year)


def align_pairs(quantities: Sequence[Quantity], layout: Layout) -> None:
    """Align 受理、审结案件510件、486件, where no 分别 says so, by the number of names."""
    at = 0
    while at < len(quantities) - 1:
        group = _beside(quantities, at, layout.text)
        at += len(group)
        first = group[0]
        aligned = first.listed or first.year is not None
        if len(group) < 2 or aligned or first.measure != "value":
            continue
        lead = first.number.lead
        clause = layout.clause_start(lead, first.sentence[0])
        if len(_SPLIT.findall(layout.text, clause, lead)) == len(group) - 1:
            labels = _labels(first.sentence[0], lead, len(group), layout)
            _take_labels(group, labels, (lead, lead), layout.text)


def _beside(quantities: Sequence[Quantity], at: int, text: str) -> list[Quantity]:
    """Return the figures of one unit from `at` on with nothing but 、 between them."""
    group = list(quantities[at : at + 1])
    for after in quantities[at + 1 : at + 12]:
        joined = text[group[-1].number.tail : after.number.lead] in ("、", "和")
        if not joined or after.unit != group[0].unit or after.measure != "value":
            break
        group.append(after)
    return group


def _take_labels(
    group: Sequence[Quantity], labels: Sequence[Span], tail: Span, text: str
) -> None:
    """Give each figure its name, and what the names share unless it is a rate in full."""
    for quantity, label in zip(group, labels, strict=False):
        quantity.before, quantity.topic_to, quantity.listed = [tail, label], label[1], True
        in_full = text.endswith("率", *label)
        quantity.together = [] if in_full else [labels[-1], labels[0]]


def _group(
    quantities: Sequence[Quantity],
    at: int,
    place: int,
    layout: Layout,
    *,
    changes: bool = False,
) -> list[Quantity]:
    between = _BETWEEN_CHANGES if changes else _BETWEEN
    if at >= len(quantities) or quantities[at].number.lead - place > 40:
        return []
    group = [quantities[at]]
    for after in quantities[at + 1 : at + 12]:
        gap = layout.text[group[-1].number.tail : after.number.lead]
        if len(gap) > 6 or not between.fullmatch(gap):
            break
        group.append(after)
    return group


def _go_on(group: list[Quantity], more: list[Quantity], layout: Layout) -> None:
    """Give the years of 2022年、2023年分别受理A、B件 to the next list: ，成功C、D件."""
    if len(more) != len(group) or more[0].sentence != group[0].sentence:
        return
    lead = more[0].number.lead
    name = (layout.clause_start(lead, group[-1].number.tail), lead)
    for quantity, first in zip(more, group, strict=True):
        quantity.year, quantity.before, quantity.topic_to = first.year, [name], lead


def _assign(
    group: list[Quantity],
    more: list[Quantity],
    mark: Span,
    layout: Layout,
    marks: Marks,
    year: int | None,
) -> None:
    first, (start, end) = group[0], mark
    tail = (end, first.number.lead)
    floor = max(first.sentence[0], start - _REACH)
    if first.measure != "value":
        return
    said = marks.between(floor, start)
    years = [y for m in said if m.kind == "year" for y in years_of(m)]
    if not years and year and any(_LATELY.match(m.text) for m in said if m.kind == "span"):
        years = list(range(year - len(group) + 1, year + 1))
    if len(years) == len(group):
        subject = _subject(floor, start, layout)
        for quantity, own in zip(group, years, strict=True):
            quantity.year, quantity.before = own, [tail, subject]
            quantity.topic_to = start
        _go_on(group, more, layout)
        return
    labels = _labels(floor, start, len(group), layout)
    if not labels:
        labels, tail = _labels(end, first.number.lead, len(group), layout), (start, start)
    _take_labels(group, labels, tail, layout.text)


def align_changes(quantities: Sequence[Quantity], layout: Layout, marks: Marks) -> None:
    """Give each change after 分别增长 the name, or the figure, that stands at its place before."""
    place = {q.number.lead: at for at, q in enumerate(quantities)}
    at = 0
    for mark in marks.all():
        if mark.kind != "respective":
            continue
        while at < len(quantities) and quantities[at].number.lead < mark.end:
            at += 1
        group = _group(quantities, at, mark.end, layout, changes=True)
        if len(group) < 2 or group[0].measure == "value":
            continue
        labels = _labels(group[0].sentence[0], mark.start, len(group), layout)
        for n, quantity in enumerate(group):
            _copy_change(quantity, group[0])
            if labels:
                quantity.before, quantity.topic_to = [labels[n]], labels[n][1]
                quantity.listed, quantity.together = True, [labels[-1], labels[0]]
            elif place[group[0].number.lead] >= len(group):
                quantity.follows = place[group[0].number.lead] - len(group) + n
                quantity.before = group[0].before


def _copy_change(quantity: Quantity, first: Quantity) -> None:
    if quantity.measure != "value" and quantity.note != DIFFERENCE:  # 分别增长28%和下降15%
        quantity.follows = None
        return
    falls = first.value < 0
    points = quantity.unit == POINTS
    quantity.measure = "change_points" if points else "change_percent"
    quantity.follows = None
    quantity.lift(DIFFERENCE)
    quantity.value = -abs(quantity.value) if falls else abs(quantity.value)


def _subject(floor: int, start: int, layout: Layout) -> Span:
    """Return the last clause before 分别 that names more than years."""
    floor = max(floor, layout.text.rfind(";", floor, start) + 1)
    clause = layout.clause_start(start, floor)
    while clause > floor and _YEARS.fullmatch(layout.text, clause, start):
        clause = layout.clause_start(clause - 1, floor)
    return clause, start


def _labels(floor: int, start: int, count: int, layout: Layout) -> list[Span]:
    text = layout.text
    clause = layout.clause_start(start, floor)
    while clause > floor and not text[clause:start].strip(" 数量率"):
        clause = layout.clause_start(clause - 1, floor)
    cuts = [m.span() for m in _SPLIT.finditer(text, clause, start)]
    cuts = cuts[-(count - 1) :] if len(cuts) >= count - 1 else []
    if len(cuts) != count - 1:
        return []
    edges = [clause, *(edge for cut in cuts for edge in cut), start]
    return list(zip(edges[::2], edges[1::2], strict=True))


def pair(
    quantities: Sequence[Quantity], layout: Layout, marks: Marks, year: int | None
) -> None:
    """Give the two figures of 由A降至B one name and two years."""
    text = layout.text
    behind: Quantity | None = None
    for first, second in pairwise(quantities):
        a, b = first.number, second.number
        gap = text[a.tail : b.lead] if b.lead - a.tail <= FARTHEST else ""
        if not _ENDS.search(gap) or not _TO.fullmatch(gap):
            continue
        opening = _FROM.search(text, max(first.sentence[0], a.lead - 16), a.lead)
        if opening and second.measure == "change_percent" and gap.endswith("为"):
            second.measure, second.value = "value", b.value  # 由9.6%下降为7.1% names a level
        if not opening or second.measure != "value":
            continue
        names = _subject_of_pair(first, opening.start(), layout)
        first.before = second.before = names
        first.topic_to = second.topic_to = opening.start()
        for quantity in (first, second):
            quantity.lift(OTHER_YEAR)
        _years_of_pair(first, second, opening.start(), marks, year)
        if behind and behind.sentence == first.sentence and not _own_year(first, marks):
            first.year = behind.year  # 案件从2021年的A升至B，成功率由C升至D
        behind = first if _own_year(first, marks) else behind


def _own_year(first: Quantity, marks: Marks) -> bool:
    """Whether the start of a comparison names its year."""
    near = marks.between(first.number.lead - _START, first.number.lead)
    return any(m.kind == "year" for m in near)


def _subject_of_pair(first: Quantity, opening: int, layout: Layout) -> list[Span]:
    clause = layout.clause_start(opening, first.sentence[0])
    if opening - clause < 3:
        clause = layout.clause_start(max(clause - 1, 0), first.sentence[0])
    return [(clause, opening)]


def _years_of_pair(
    first: Quantity, second: Quantity, opening: int, marks: Marks, year: int | None
) -> None:
    text = marks.text
    old = next((m for m in marks.between(opening, first.number.lead) if m.kind == "year"), None)
    late = marks.between(first.number.tail, second.number.lead)
    new = next((m for m in late if m.kind == "year"), None)
    second.year = years_of(new)[0] if new else year
    named = marks.between(first.sentence[0], opening)
    spans = [years_of(m) for m in named if m.kind in {"year", "span"} and len(years_of(m)) > 1]
    if spans and not old and not new:  # 2019年至2023年由58件升至196件
        first.year, second.year = spans[-1][0], spans[-1][-1]
        for quantity in (first, second):
            quantity.lift(MANY_YEARS)
    elif old:
        first.year = years_of(old)[0]
    elif _ONCE.search(text, opening, first.number.lead):
        first.bar(OTHER_YEAR)
    elif second.year:
        first.year = second.year - 1
