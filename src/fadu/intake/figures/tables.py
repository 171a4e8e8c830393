"""Tables that a text prints line by line: rows of cells, their headings and their caption."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from fadu.intake.numbers import LookAlike, PrintedNumber
from fadu.intake.numbers.nouns import as_number
from fadu.intake.numbers.units import tail_pattern

Span = tuple[int, int]
MOST_CELLS, MOST_ROWS, LONGEST_ROW, LONGEST_CAPTION, MOST_CAPTIONS = 40, 200, 600, 80, 2
YEAR_DIGITS = 4
_PROSE = re.compile(r"[，。；;!]")
_BARE_CELLS = re.compile(r"[^\n;]{2,60}(?:;[\d,.% ]+){2,};?")
_WIDE = re.compile(r"\s{2,}")
_BLANK = re.compile(r"\s+")
_LAST_WORD = re.compile(r"(?<=[\u4e00-\u9fa5)])\s(?=[-+]?[\d.,]+\S{0,3}$)")
_NUMBER = re.compile(
    rf"[-+▲▼↑↓]? ?[\d,.]+(?: \d{{3}})*{tail_pattern(frozenset(), words=False).pattern}"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_NOTHING = re.compile(r"[-—–/…*]*")
_UNIT = tail_pattern(frozenset(), words=True)
_RULE = re.compile(r"[-|:+=—─\s]*")
_COMMAS = re.compile(r"[^\s,，。;:]{1,40}(?:,(?!\d{3}(?!\d))[^\s,，。;:]{1,20}|,\d{3}(?=,|$))+")
_TITLE = re.compile(r"[附续]?[表图]\s?[\d一二三四五六七八九十]|附件|单位:")
_PAIR = re.compile(r"(?P<name>[^\s\d][^\s]*?)\s*(?P<number>[\d,.]+)(?=\s|$)")


class Row(NamedTuple):
    """A line of cells.

    Parameters
    ----------
    start, end
        Of the line.
    cells
        Spans without the blanks around them.
    kind
        What parts them: a bar, a tabulator, a semicolon or a blank.
    """

    start: int
    end: int
    cells: tuple[Span, ...]
    kind: str


class Table(NamedTuple):
    """Rows of numbers below each other.

    Parameters
    ----------
    caption
        The short lines above.
    heads
        The headings of the columns, one for each cell or for each but the first; may be empty.
    rows
        Each with at least one number.
    """

    caption: Span
    heads: tuple[Span, ...]
    rows: tuple[Row, ...]


def find_tables(text: str, places: Sequence[Span]) -> Iterator[Table]:
    """Return the tables that some numbers stand in.

    Parameters
    ----------
    text
        As `plain` returns it.
    places
        Spans of the numbers with their units, in order.
    """
    done, last = 0, None
    for lead, tail in places:
        if lead < done or not fills_cell(text, lead, tail):
            continue
        start = text.rfind("\n", 0, lead) + 1
        done = _line_end(text, start)
        row = _row(text, start)
        if row is None or not numbers_of(row, text):
            continue
        rows = [row, *_below(text, row)]
        done = rows[-1].end
        if len(rows) > 1 or row.kind != " " or _paired(row, text) or _heads_above(text, row):
            last = _table(text, rows, last)
            yield last


def fills_cell(text: str, lead: int, tail: int) -> bool:
    """Whether nothing but a sign stands between a number and the edges of its cell."""
    while lead and text[lead - 1] in "+-▲▼↑↓":
        lead -= 1
    before, after = text[lead - 1 : lead], text[tail : tail + 1]
    return (not before or before in " \t|;\n,") and (not after or after in " \t|;\n,")


def numbers_of(row: Row, text: str) -> list[int]:
    """Return the places of the cells that hold a number, a year not among them."""
    return [
        at
        for at, cell in enumerate(row.cells)
        if _NUMBER.fullmatch(text, *cell) and not _YEAR.fullmatch(text, *cell)
    ]


def years_that_count(
    text: str, numbers: Sequence[PrintedNumber], others: Sequence[LookAlike]
) -> tuple[Sequence[PrintedNumber], Sequence[LookAlike]]:
    """Return numbers and look-alikes, with 1902 in a row of numbers among the former."""
    counts = [
        other
        for other in others
        if other.reason == "date"
        and len(other.surface) == YEAR_DIGITS
        and _read_as_number(text, other.start, other.end)
    ]
    if not counts:
        return numbers, others
    more = [as_number(other) for other in counts]
    return sorted((*numbers, *more)), [other for other in others if other not in counts]


def _read_as_number(text: str, place: int, end: int) -> bool:
    """Whether 2036 counts, and names no year: other numbers stand in its row, and words first."""
    if not fills_cell(text, place, end):
        return False
    row = _row(text, text.rfind("\n", 0, place) + 1)
    return row is not None and place > row.cells[0][1] and bool(numbers_of(row, text))


def is_unit(text: str, cell: Span) -> bool:
    """Whether a cell holds the unit of those beside it."""
    return _UNIT.fullmatch(text, *cell) is not None


def pairs_of(row: Row, text: str) -> list[tuple[Span, Span]]:
    """Return names and numbers of 自然人 47 法人 6 总计 53, after the first cell."""
    return [
        (m.span("name"), m.span("number"))
        for m in _PAIR.finditer(text, row.cells[0][1], row.end)
    ]


def _table(text: str, rows: Sequence[Row], last: Table | None) -> Table:
    """Look above the first row for headings, and above these for a caption.

    Without its own a table right below another has the headings of that one.
    """
    heads = _heads_above(text, rows[0])
    top = heads.start if heads else rows[0].start
    start = top
    for _ in range(MOST_CAPTIONS):
        above = _line_above(text, start)
        line = text[slice(*above)]
        if above[1] >= start or not line.strip() or len(line) > LONGEST_CAPTION or "。" in line:
            break
        row = _row(text, above[0])
        if row and numbers_of(row, text):
            break
        start = above[0]
    cells = heads.cells if heads else ()
    if last and not heads and last.rows[-1].end + 1 >= start:
        same = len(last.rows[-1].cells) == len(rows[0].cells)
        cells = last.heads if same else ()
    return Table((start, max(start, top - 1)), cells, tuple(rows))


def _heads_above(text: str, first: Row) -> Row | None:
    start = first.start
    for _ in range(2):
        above = _line_above(text, start)
        if above[1] >= start:
            return None
        if not _RULE.fullmatch(text, *above):
            break
        start = above[0]
    row = _row(text, above[0], words=True)
    if row is None or row.kind != first.kind or numbers_of(row, text):
        return None
    filled = sum(a < b for a, b in row.cells)
    counts = len(row.cells) in (len(first.cells), len(first.cells) - 1)
    if _TITLE.match(text, row.start):
        return None
    return row if counts and filled > 1 else None


def _below(text: str, row: Row) -> Iterator[Row]:
    for _ in range(MOST_ROWS):
        start = row.end + 1
        while start < len(text) and _RULE.fullmatch(text, start, _line_end(text, start)):
            start = _line_end(text, start) + 1
        below = _row(text, start) if start < len(text) else None
        if below is None or below.kind != row.kind or not numbers_of(below, text):
            return
        yield below
        row = below


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _line_above(text: str, start: int) -> Span:
    end = max(0, start - 1)
    return text.rfind("\n", 0, end) + 1, end


def _row(text: str, start: int, *, words: bool = False) -> Row | None:
    """Return the cells of the line at `start`, or None where it is no row of a table.

    Parameters
    ----------
    text, start
        The line.
    words
        Whether it may hold words alone, as headings do.
    """
    end = _line_end(text, start)
    if not 0 < end - start <= LONGEST_ROW:
        return None
    line = text[start:end]
    kind = _kind(line, words=words)
    if kind:
        return Row(start, end, _trimmed(_split(text, start, end, kind), text), kind)
    if _PROSE.search(line):
        return None
    cells = tuple(_blank_cells(text, start, end))
    row = Row(start, end, cells, " ")
    others = [c for c in cells[1:] if not _fits(text, c)]
    if len(cells) < 2 or (others and not words and not _paired(row, text)):
        return None
    return row


def _kind(line: str, *, words: bool) -> str:
    """Return what parts the cells of a line, nothing where blanks may."""
    kind = next((k for k in "|\t" if k in line), "")
    if kind:
        return kind
    if _COMMAS.fullmatch(line):
        return ","
    cells = ";" in line and "。" not in line and (words or _BARE_CELLS.fullmatch(line))
    return ";" if cells else ""


def _fits(text: str, cell: Span) -> bool:
    return bool(
        _NUMBER.fullmatch(text, *cell) or _NOTHING.fullmatch(text, *cell) or is_unit(text, cell)
    )


def _paired(row: Row, text: str) -> bool:
    """Whether each number after the first cell has its own name before it."""
    numbers = [c for c in row.cells[1:] if _NUMBER.fullmatch(text, *c)]
    return len(numbers) > 1 and len(row.cells) == 1 + 2 * len(numbers)


def _split(text: str, start: int, end: int, kind: str) -> Iterator[Span]:
    places = [i for i in range(start, end) if text[i] == kind][:MOST_CELLS]
    for a, b in pairwise([start - 1, *places, end]):
        yield _stripped(text, a + 1, b)


def _blank_cells(text: str, start: int, end: int) -> Iterator[Span]:
    """Split a line where blanks are wide, else at each, and 街道办事处 125 before a number."""
    start, end = _stripped(text, start, end)
    wide = _WIDE.search(text, start, end)
    gaps = [m.span() for m in (_WIDE if wide else _BLANK).finditer(text, start, end)]
    for (_, a), (b, _) in pairwise([(start, start), *gaps[:MOST_CELLS], (end, end)]):
        inner = _LAST_WORD.search(text[a:b]) if wide else None
        if inner:
            yield a, a + inner.start()
            yield a + inner.end(), b
        else:
            yield a, b


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _trimmed(cells: Iterator[Span], text: str) -> tuple[Span, ...]:
    """Leave out the empty cells at both ends of a line that bars frame."""
    kept = list(cells)
    if kept and text[kept[0][0] : kept[0][1]] == "":
        kept = kept[1:]
    while kept and kept[-1][0] == kept[-1][1]:
        kept.pop()
    return tuple(kept)
