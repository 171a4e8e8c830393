"""Tables as lines of text that read like sentences: label: value."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_NUMBER = re.compile(
    r"[\s约近超逾]*(?:[\d０-９][\d０-９.,，%％\s]*[万亿余多]{0,2}[^\W\d_年月日]{0,2}|[-—–－/\s]+)"
)
LONG = 120
"""Characters of a cell beyond which it is prose."""
WIDE = 200
"""Columns of a table beyond which no cell spans another; all are read."""
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*(?:年度?)?\s*")


class Cell(NamedTuple):
    """The text of a cell, and how many rows and columns it spans."""

    words: str
    down: int = 1
    right: int = 1


@dataclass(frozen=True, eq=False)
class Table:
    """The cells of a table on a page.

    Parameters
    ----------
    rows
        Their texts, a cell that spans several standing in each of them.
    columns
        Where each column begins and ends, in points.
    """

    rows: Sequence[Sequence[str]]
    columns: Sequence[tuple[float, float]]

    def headings(self) -> list[Sequence[str]]:
        """Return the rows that name the columns."""
        heads = _heads([row for row in self.rows if any(row)])
        return [row for row in heads if len(set(row)) > 1]

    def below(self, before: "Table") -> "Table | None":
        """Return it with the headings of a table that it goes on with, or None where it does not.

        Parameters
        ----------
        before
            What the page before ends with.
        """
        apart = any(
            left >= end or right <= start
            for (left, right), (start, end) in zip(self.columns, before.columns, strict=False)
        )
        heads = before.headings()
        if apart or len(self.columns) != len(before.columns) or not heads or self.headings():
            return None
        return Table([*heads, *self.rows], self.columns)


def grid(rows: Iterable[Sequence[Cell]]) -> Iterator[list[str]]:
    """Yield the rows of a table, words that span several cells standing in each of them.

    Parameters
    ----------
    rows
        The cells as they are declared; a number stands in its first cell alone.
    """
    open_cells: dict[int, Cell] = {}  # by column: what reaches down from a row above
    for row in rows:
        line: list[str] = []
        for cell in (*row, Cell("", right=0)):
            while len(line) in open_cells:
                above = open_cells.pop(len(line))
                if above.down > 1:
                    open_cells[len(line)] = above._replace(down=above.down - 1)
                line.append(above.words)
            again = "" if is_number(cell.words) else cell.words
            plain = len(line) >= WIDE
            for n in range(min(cell.right, 1) if plain else cell.right):
                if cell.down > 1 and not plain:
                    open_cells[len(line)] = Cell(again, cell.down - 1)
                line.append(again if n else cell.words)
        yield line


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, with or without its unit, or a dash in place of one."""
    return bool(cell) and _NUMBER.fullmatch(cell) is not None


def of_data(cells: Sequence[str]) -> bool:
    """Whether the cells of a table hold data; one that only lays out a page holds prose."""
    filled = [c for c in cells if c]
    numbers = sum(map(is_number, filled))
    return bool(filled) and (max(map(len, filled)) <= LONG or numbers * 4 >= len(filled))


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return one line for each row of a table, each number after the words that name it.

    Parameters
    ----------
    rows
        The texts of the cells, a cell that spans several standing in each of them.

    Returns
    -------
    list of str
        ``收到申请：88`` of two columns; of more, each number after the heading of its column,
        or where labels and numbers alternate, after its label.
    """
    tidy = [[" ".join(cell.split()) for cell in row] for row in rows]
    tidy = [row for row in tidy if any(row)]
    heads = _heads(tidy)
    body = tidy[len(heads) :]
    named = [row for row in heads if len(set(row)) > 1]
    lines = [row[0] for row in heads if row not in named]
    columns = [_once(cells, " ") for cells in _columns(named)] if named else []
    if named and (not body or _alternate(body)):
        lines += ["；".join(filter(None, _distinct(row))) for row in named]
        columns = []
    return [*lines, *(_line(row, columns) for row in body)]


def _heads(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the rows at the top that name the columns, or the whole table."""
    found: list[Sequence[str]] = []
    for row in rows:
        years = len(row) > 2 and all(_YEAR.fullmatch(c) for c in row[1:])
        if any(is_number(c) for c in row) and not years:
            break
        if found and row[0] and not any(row[1:]):
            break  # what the rows below are about
        found.append(row)
    plain = len(found) == len(rows) > 1 or max(map(len, rows), default=0) <= 2
    return [] if plain else found


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]


def _alternate(rows: Sequence[Sequence[str]]) -> bool:
    """Whether labels and numbers alternate: label, number, label, number."""
    whole = [r for r in rows if len(r) > 3 and any(is_number(c) for c in r)]
    return bool(whole) and all(
        not is_number(row[n]) and (is_number(row[n + 1]) or not row[n + 1])
        for row in whole
        for n in range(0, len(row) - 1, 2)
    )


def _line(row: Sequence[str], columns: Sequence[str]) -> str:
    """Return a row as text: labels, then each number with what names it."""
    if len(columns) == len(row) > 2:
        first = next((n for n, c in enumerate(row) if n and is_number(c)), 1)
        if first == 1 and is_number(row[0]) and not _YEAR.fullmatch(row[0]):
            first = 0  # no label at all; a year is one
        label = _once(row[:first], "，")
        cells = zip(columns[first:], row[first:], strict=True)
        named = "；".join(f"{name}：{cell}" for name, cell in cells if cell)
        return "，".join(filter(None, (label, named)))
    parts: list[str] = []
    for cell in filter(None, _distinct(row)):
        if is_number(cell) and parts and not is_number(parts[-1].rpartition("：")[2]):
            parts[-1] += f"：{cell}"
        else:
            parts.append(cell)
    return "；".join(parts)


def _distinct(cells: Sequence[str]) -> list[str]:
    """Return cells without those that only repeat the words of the one before."""
    return [c for n, c in enumerate(cells) if not n or c != cells[n - 1] or is_number(c)]


def _once(cells: Sequence[str], joint: str) -> str:
    return joint.join(dict.fromkeys(filter(None, cells)))
