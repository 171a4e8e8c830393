"""Rows of a table that is not drawn: labels of several lines, and labels of several rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fadu.intake.documents.headings import Column, Row
from fadu.intake.documents.pieces import Piece, joined, rows_of
from fadu.intake.documents.tables import is_number

EQUAL = 0.9
"""Ratio of two distances up to which the shorter one tells what belongs together."""
LEADING = 1.7
"""Heights of a line from one to the next within a cell, at most."""
_ITEM = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|[其合总小]")
_WORD = re.compile("无|零|略|不详|未统计")


def is_value(text: str) -> bool:
    """Whether a cell holds a number, or a word that stands for one."""
    return is_number(text) or _WORD.fullmatch(text) is not None


def labelled(body: Sequence[Row], columns: Sequence[Column]) -> list[list[str]]:
    """Return the rows of a table below its headings, with labels that stand for several of them.

    Parameters
    ----------
    body
        Lines with numbers, and lines that go on with their labels.
    columns
        Of the table, from left to right.
    """
    first = next(n for n, c in enumerate(columns) if c.numbers and n)
    # Columns of labels that may stand for several rows.
    groups = [n for n in range(first - 1) if not columns[n].numbers]
    data = [n for n, row in enumerate(body) if any(is_value(p.text) for p in row)]
    rows = {n: _cells(body[n], columns) for n in data}
    places: dict[int, list[tuple[float, str]]] = {g: [] for g in groups}
    for at, (above, below) in enumerate(pairwise([-1, *data, len(body)])):
        loose = list(range(above + 1, below))
        for n in loose:
            found = _cells(body[n], columns)
            for g in groups:
                if found[g]:
                    places[g].append((at - 0.5, found[g]))
                    found[g] = ""
            if any(found):
                rows[n] = found
        _attach(rows, body, [n for n in loose if n in rows], above, below, columns[first - 1])
    for g in groups:
        _spread([rows[n] for n in data], g, places[g], first - 1)
    return [rows[n] for n in sorted(rows)]


def _cells(row: Row, columns: Sequence[Column]) -> list[str]:
    held: list[list[Piece]] = [[] for _ in columns]
    for piece in row:
        middle = (piece.left + piece.right) / 2
        near = min(
            range(len(columns)),
            key=lambda n: max(columns[n].left - middle, middle - columns[n].right),
        )
        held[near].append(piece)
    return ["".join(_words(pieces)) for pieces in held]


def _words(pieces: Sequence[Piece]) -> Iterator[str]:
    for line in rows_of(sorted(pieces, key=lambda p: (p.top, p.left))):
        yield joined(line)


def _attach(
    rows: dict[int, list[str]],
    body: Sequence[Row],
    loose: Sequence[int],
    above: int,
    below: int,
    label: Column,
) -> None:
    """Give lines without numbers to the row that they go on with, where they do."""
    if not loose:
        return
    lines = [n for n in (above, *loose, below) if 0 <= n < len(body)]
    steps = [_top(body[b]) - _top(body[a]) for a, b in pairwise(lines)]
    if below == len(body):
        before, after = list(loose), list[int]()
    elif above >= 0 and min(steps) <= EQUAL * max(steps):
        widest = max(range(len(steps)), key=steps.__getitem__)
        before, after = list(loose[:widest]), list(loose[widest:])
    else:
        close = max(steps) <= LEADING * body[below][0].size
        goes_on = close and not any(_ITEM.match(p.text) for n in loose for p in body[n])
        full = above >= 0 and any(
            label.meets(p) and p.right > label.right - p.size for p in body[above]
        )
        before = list(loose) if goes_on and full else []
        after = list(loose) if goes_on and above < 0 else []
    for n in before:
        rows[above] = [a + b for a, b in zip(rows[above], rows.pop(n), strict=True)]
    for n in reversed(after):
        rows[below] = [a + b for a, b in zip(rows.pop(n), rows[below], strict=True)]


def _spread(
    rows: Sequence[list[str]], column: int, between: Sequence[tuple[float, str]], last: int
) -> None:
    """Write a label that stands for several rows into each of them.

    It stands at the first of them or in their middle; for a row without other label, it is alone.
    """
    own = {n for n, row in enumerate(rows) if row[column] and not row[last]}
    places = sorted(
        [*between, *((n, row[column]) for n, row in enumerate(rows) if row[column])]
    )
    shared = [at for at, _ in places if at not in own]
    lead = next(n for n in range(len(rows) + 1) if n not in own)
    centred = any(at % 1 for at in shared) or (bool(shared) and shared[0] > lead)
    ends = [int(at) for at, _ in places[1:]] + [len(rows)]
    start = 0
    for (at, words), end in zip(places, ends, strict=True):
        to = int(at) + 1 if at in own else int(2 * at) - start + 1 if centred else end
        for row in rows[start:to]:
            row[column] = words
        start = max(start, to)


def _top(row: Row) -> float:
    return min(p.top for p in row)
