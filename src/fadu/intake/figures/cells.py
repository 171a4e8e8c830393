"""Numbers in the cells of tables: what names them stands beside and above."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from fadu.intake.figures import columns
from fadu.intake.figures.columns import Column, Kind
from fadu.intake.figures.own import Own
from fadu.intake.figures.quantity import (
    DIFFERENCE,
    OTHER_PLACE,
    OTHER_YEAR,
    PART,
    PLAN,
    Quantity,
    Span,
)
from fadu.intake.figures.tables import (
    Row,
    Table,
    fills_cell,
    find_tables,
    is_unit,
    numbers_of,
    pairs_of,
)
from fadu.intake.numbers.nouns import PERCENT

_NAMED_ROW = re.compile(
    r"^(?P<label>[^\n:;|]{1,80})[,，](?=[^\n:;|,，]{1,40}:)"
    r"(?P<cells>(?:[^\n:;|]{1,60}:[^\n:;|]{1,60}(?:;|$)){2,})$",
    re.MULTILINE,
)
_NAMED_CELL = re.compile(r"([^:;]+):([^:;]+)")
_UNIT = re.compile(r"\(([^()\d]{1,3})\)$")
_TOTAL = re.compile(r"[总合]计|总数|小计")
_LABEL = re.compile(r"[:|\t;] *$")
_END = re.compile(r" *(?:[;|\t\n。,，、]|$)")
SHARE = "表中的占比"
SERIAL = "序号"
_BARRED: dict[Kind, str] = {
    "share": SHARE, "before": OTHER_YEAR, "plan": PLAN, "elsewhere": OTHER_PLACE,
}  # fmt: skip
"""Why the numbers of a column have no indicator."""


def stands_alone(text: str, lead: int, tail: int) -> bool:
    """Whether a number is all that stands in its cell or after its label and colon."""
    return bool(_LABEL.search(text[max(0, lead - 4) : lead]) and _END.match(text, tail))


def name_cells(quantities: Sequence[Quantity], text: str, own: Own) -> None:
    """Give each number of a table the words of its column, of its row and of the caption.

    Parameters
    ----------
    quantities
        Of the whole text, in order; those in tables are changed in place.
    text
        As `plain` returns it; cells are parted by ``|``, tabulators, semicolons or blanks, or
        each stands after the name of its column (``受理,2022年:140;2023年:157``).
    own
        What the report is about.
    """
    for named in _NAMED_ROW.finditer(text):
        _name_pairs(quantities, named, text)
    places = [_printed(q) for q in quantities]
    for table in find_tables(text, places):
        read = _Reading(table, text, own)
        for row in table.rows:
            first, last = (bisect_left(places, (end, 0)) for end in (row.start, row.end))
            inside = [q for q in quantities[first:last] if fills_cell(text, *_printed(q))]
            read.name(row, inside)


def _printed(quantity: Quantity) -> Span:
    return quantity.number.lead, quantity.number.tail


class _Reading:
    """Names the numbers of one table."""

    def __init__(self, table: Table, text: str, own: Own) -> None:
        self._text, self._table, self._own = text, table, own
        self._columns = [columns.read_column(text, head, own.rank) for head in table.heads]
        self._total = self._total_column()
        self._summed = any(columns.is_whole(text[slice(*row.cells[0])]) for row in table.rows)
        corner = table.heads[:1] if table.caption[0] == table.caption[1] else ()
        self._caption = corner[0] if corner else table.caption

    def _total_column(self) -> int | None:
        """Return the last or first column where it is the total of those beside it."""
        if len(self._columns) < 3:
            return None
        for at in (len(self._columns) - 1, 1):
            if self._columns[at].kind == "total":
                return at
        return None

    def name(self, row: Row, inside: Sequence[Quantity]) -> None:
        """Name the numbers that fill the cells of a row."""
        text = self._text
        pairs = pairs_of(row, text) if row.kind == " " else []
        if len(pairs) > 1 and not self._columns:
            self._name_in_pairs(row, inside, pairs)
            return
        shift = len(row.cells) - len(self._columns) if self._columns else 0
        numbers = numbers_of(row, text)
        for quantity in inside:
            at = _place(quantity, row)
            if at == 0 and len(row.cells) > 1 and 1 not in numbers and not self._columns:
                quantity.bar(SERIAL)
                continue
            label = self._label(row, at)
            known = 0 <= at - shift < len(self._columns) and shift in (0, 1)
            column = self._columns[at - shift] if known else None
            if column is None and not label[1] > label[0]:
                continue
            if column is None and not self._counted_alone(inside, quantity, row):
                quantity.bar(SHARE if quantity.unit == PERCENT else PART)
            elif self._beside_total(row, at - shift, column):
                quantity.bar(PART)
            else:
                self._take(quantity, row, label, column, at - shift)

    def _beside_total(self, row: Row, at: int, column: Column | None) -> bool:
        """Whether a cell is a part of the total in its row; the row of totals has none."""
        whole = columns.is_whole(self._text[slice(*row.cells[0])])
        return self._total not in (None, at) and _counts(column) and not whole

    def _counted_alone(self, inside: Sequence[Quantity], quantity: Quantity, row: Row) -> bool:
        """Whether a number without a heading is the last of its row, or the one beside a share."""
        counts = [q for q in inside if q.number.unit != PERCENT]
        if len(counts) == 1 < len(inside):
            return counts[0] is quantity
        return _place(quantity, row) == max(numbers_of(row, self._text), default=0)

    def _label(self, row: Row, at: int) -> Span:
        """Return the words left of a cell: names of its row, not units or numbers."""
        text = self._text
        numbers = numbers_of(row, text)
        words = [
            cell
            for place, cell in enumerate(row.cells[:at])
            if cell[0] < cell[1]
            and not (place in numbers or is_unit(text, cell))
            and not (place and columns.year_of(text, cell))
        ]
        return (words[0][0], words[-1][1]) if words else (row.start, row.start)

    def _take(
        self, quantity: Quantity, row: Row, label: Span, column: Column | None, at: int
    ) -> None:
        text = self._text
        label = columns.without_aside(text, label)
        if self._summed and columns.is_part_of_year(text[slice(*label)]):
            quantity.bar(PART)
        if columns.is_place(text[slice(*label)], self._own):
            quantity.bar(OTHER_PLACE)
        kind: Kind = column.kind if column else "value"
        if kind in _BARRED:
            quantity.bar(_BARRED[kind])
        head = column.span if column else (label[0], label[0])
        if kind == "change":
            head = self._changed(at)
            self._change(quantity, column, label, head)
        else:
            self._unit(quantity, row, head, label)
        caption = self._caption
        named = [s for s in (head, label) if columns.says_something(text[slice(*s)])]
        quantity.before = named or [caption]
        quantity.cell = (label, head, caption)
        quantity.in_part = self._summed and bool(named) and label in named and head in named
        quantity.listed, quantity.topic_to = True, max(end for _, end in quantity.before)
        quantity.alone = quantity.alone or not quantity.unit
        for span in (caption, label, head):
            year = columns.year_of(text, span)
            quantity.year = year or quantity.year

    def _changed(self, at: int) -> Span:
        """Return the heading whose change a column gives: the next one to the left of it."""
        for column in reversed(self._columns[1:at]):
            if column.kind in ("value", "total"):
                return column.span
        return self._table.caption[0], self._table.caption[0]

    def _change(
        self, quantity: Quantity, column: Column | None, label: Span, head: Span
    ) -> None:
        if quantity.measure != "value" or column is None:
            return
        text, number = self._text, quantity.number
        rate = any(columns.is_rate(text[slice(*s)]) for s in (label, head))
        measure = columns.measure_of(column, quantity.unit, rate=rate)
        if measure is None:
            quantity.bar(DIFFERENCE)
            return
        sign = text[number.lead - 1 : number.lead] or " "
        if sign == "-":
            start = number.start - 1
            quantity.number = number._replace(start=start, surface=text[start : number.end])
        quantity.value = -number.value if sign in "-▼↓" else number.value
        quantity.measure = measure
        of = self._said_unit(head, label)
        quantity.changed = of.unit if of else ""
        quantity.unit = "%" if measure == "change_percent" else "百分点"

    def _unit(self, quantity: Quantity, row: Row, head: Span, label: Span) -> None:
        text = self._text
        beside = (text[slice(*c)] for c in row.cells if is_unit(text, c))
        quantity.unit = quantity.number.unit or next(beside, "")
        found = None if quantity.unit else self._said_unit(head, label)
        if found is None:
            return
        quantity.unit = found.unit
        if found.power:
            number, step = quantity.number, quantity.number.resolution
            quantity.value = columns.scaled(number.value, found.power)
            quantity.number = number._replace(
                value=quantity.value,
                resolution=None if step is None else columns.scaled(step, found.power),
            )

    def _said_unit(self, head: Span, label: Span) -> columns.UnitOfCells | None:
        spans = (head, label, self._table.caption)
        return columns.unit_of([self._text[slice(*s)] for s in spans])

    def _name_in_pairs(
        self, row: Row, inside: Sequence[Quantity], pairs: Sequence[tuple[Span, Span]]
    ) -> None:
        text = self._text
        totals = any(_TOTAL.search(text, *name) for name, _ in pairs)
        for quantity in inside:
            name = next((n for n, (a, b) in pairs if a <= quantity.number.start < b), None)
            if name is None:
                continue
            if totals and not _TOTAL.search(text, *name):
                quantity.bar(PART)
            else:
                column = columns.read_column(text, name, self._own.rank)
                self._take(quantity, row, row.cells[0], column, 0)


def _counts(column: Column | None) -> bool:
    return column is not None and column.kind in ("value", "total")


def _place(quantity: Quantity, row: Row) -> int:
    for at, (start, end) in enumerate(row.cells):
        if start <= quantity.number.start < end:
            return at
    return 0


def _name_pairs(quantities: Sequence[Quantity], row: re.Match[str], text: str) -> None:
    pairs = list(_NAMED_CELL.finditer(text, *row.span("cells")))
    totals = any(_TOTAL.search(pair[1]) for pair in pairs)
    unit = _UNIT.search(row["label"])
    first, last = (
        bisect_left(quantities, end, key=lambda q: q.number.start) for end in row.span("cells")
    )
    for quantity in quantities[first:last]:
        number = quantity.number
        pair = next((p for p in pairs if p.start(2) <= number.start < p.end(2)), None)
        if pair is None or pair.end(2) - pair.start(2) - (number.tail - number.lead) >= 4:
            continue
        if totals and not _TOTAL.search(pair[1]):
            quantity.bar(PART)
            continue
        names = [pair.span(1), row.span("label")]
        quantity.before, quantity.topic_to, quantity.listed = names, pair.end(1), True
        quantity.unit = quantity.unit or (unit[1] if unit else "")
        for span in names:
            quantity.year = columns.year_of(text, span) or quantity.year
