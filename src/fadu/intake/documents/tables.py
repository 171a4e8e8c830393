"""Tables as lines of text that read like sentences: label: value."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[\d０-９.,，%％\s—-]+")


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return one line for each row of a table, each number after the words that name it.

    Parameters
    ----------
    rows
        The texts of the cells.

    Returns
    -------
    list of str
        ``收到申请：88`` of two columns; of more, each number after the heading of its column.
    """
    tidy = [[" ".join(cell.split()) for cell in row] for row in rows]
    tidy = [row for row in tidy if any(row)]
    head = tidy[0] if tidy and not any(_number(c) for c in tidy[0]) else []
    body = tidy[1:] if len(head) > 2 else tidy
    lines = ["；".join(c for c in head if c)] if len(head) > 2 and len(tidy) == 1 else []
    return [*lines, *(_line(row, head) for row in body)]


def _number(cell: str) -> bool:
    return bool(cell) and _NUMBER.fullmatch(cell) is not None


def _line(row: Sequence[str], head: Sequence[str]) -> str:
    label, *cells = row
    if len(row) <= 2 or len(head) != len(row):
        parts = [c for c in row if c]
        return "：".join(parts) if len(parts) == 2 and _number(parts[1]) else "；".join(parts)
    named = (f"{name}：{cell}" for name, cell in zip(head[1:], cells, strict=True) if cell)
    return f"{label}，" + "；".join(named)
