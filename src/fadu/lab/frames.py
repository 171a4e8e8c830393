"""A frame as a table of a page."""

from typing import Any

import pandas as pd

from fadu.page import Column, Table, text

MOST_ROWS, MOST_COLUMNS = 60, 10  # what is left out is said under the table


def frame_table(frame: pd.DataFrame) -> Table:
    """Return a frame as a table; an index that only counts is left out.

    Parameters
    ----------
    frame
        Not changed; of a large one the first rows and columns are taken, and the notes say so.
    """
    plain_index = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    whole = frame if plain_index else frame.reset_index()
    part = whole.iloc[:MOST_ROWS, :MOST_COLUMNS]
    columns = [
        Column(name=_named(name), align="right" if _counts(part.iloc[:, n]) else "left")
        for n, name in enumerate(part.columns)
    ]
    rows = [tuple(text(_cell(v)) for v in row) for row in part.itertuples(index=False)]
    notes = [f"1–{len(part):,} / {len(whole):,}"] if len(part) < len(whole) else []
    if len(part.columns) < len(whole.columns):
        notes.append("+ " + ", ".join(_named(c) for c in whole.columns[MOST_COLUMNS:]))
    return Table(columns=tuple(columns), rows=tuple(rows), notes=tuple(notes), long=True)


def _named(name: object) -> str:
    parts = name if isinstance(name, tuple) else (name,)
    return " ".join(str(part) for part in parts if part != "")


def _counts(column: "pd.Series[Any]") -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _cell(value: Any) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1e6 else f"{value:.6g}"
    return str(value)
