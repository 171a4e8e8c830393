"""A page's blocks as plain text, for terminals and for notebooks without HTML."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fadu.page import (
    Attachments,
    Beside,
    Block,
    Chart,
    Head,
    Heading,
    Page,
    Paragraph,
    Points,
    Sources,
    Table,
    plain,
)

_WIDE = {"W", "F"}  # East Asian widths that take two columns


def page_text(shown: Page) -> str:
    """Return a page as lines of text; a chart is its description."""
    return "\n".join(line for block in shown.blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    return list(_FORMS[type(block)](block))


def _head(head: Head) -> list[str]:
    return [part for part in (head.kicker, head.title, *head.facts) if part]


def _heading(heading: Heading) -> list[str]:
    return ["", f"{'#' * heading.level} {heading.words}"]


def _paragraph(paragraph: Paragraph) -> list[str]:
    return [plain(paragraph.words)]


def _points(points: Points) -> list[str]:
    marks = [f"{n + 1}." if points.ordered else "-" for n in range(len(points.points))]
    told = [f"{mark} {plain(p)}" for mark, p in zip(marks, points.points, strict=True)]
    return [points.title, *told] if points.title else told


def _chart(chart: Chart) -> list[str]:
    return [f"[{' '.join(filter(None, (chart.caption, chart.alt)))}]"]


def _beside(beside: Beside) -> list[str]:
    return [*_lines(beside.left), *_lines(beside.right)]


def _sources(sources: Sources) -> list[str]:
    return [" ".join(filter(None, (e.words, e.href))) for e in sources.entries]


def _attachments(_: Attachments) -> list[str]:
    return ["data.csv, sources.csv, parameters.json"]


def _table(table: Table) -> Iterator[str]:
    rows = [
        [column.name for column in table.columns],
        *([plain(cell).replace("\n", " ") for cell in row] for row in table.rows),
    ]
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    sides = [column.align for column in table.columns]
    yield from filter(None, [table.caption])
    for row in rows:
        yield _padded(row, widths, sides)
    yield from table.notes


def _padded(row: Iterable[str], widths: Iterable[int], sides: Iterable[str]) -> str:
    cells = zip(row, widths, sides, strict=True)
    padded = [
        " " * (width - _width(cell)) + cell
        if side == "right"
        else cell + " " * (width - _width(cell))
        for cell, width, side in cells
    ]
    return "  ".join(padded).rstrip()


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in words)


_FORMS: Mapping[type, Callable[[Any], Iterable[str]]] = {
    Head: _head,
    Heading: _heading,
    Paragraph: _paragraph,
    Points: _points,
    Table: _table,
    Chart: _chart,
    Beside: _beside,
    Sources: _sources,
    Attachments: _attachments,
}
