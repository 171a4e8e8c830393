"""Tables in Markdown: the first column is words, the others are numbers."""

from collections.abc import Iterable, Sequence


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> str:
    """Return a table.

    Parameters
    ----------
    columns
        Their names.
    rows
        Cells as they are printed.
    note
        A sentence below.
    """
    marks = ["---", *["---:"] * (len(columns) - 1)]
    lines = ["| " + " | ".join(cells) + " |" for cells in (columns, marks, *rows)]
    return "\n".join([*lines, *(["", note] if note else [])])


def seconds(value: float) -> str:
    """Return a time with three digits that count."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def times(value: float) -> str:
    """Return a ratio."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def megabytes(value: float) -> str:
    """Return a size; a dash where the system does not tell."""
    return f"{value / 1e6:.0f}" if value > 0 else "–"
