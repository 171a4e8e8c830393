"""Small panels for the tests of analyses over years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pandas as pd

from fadu.panel import Panel
from fadu.schema import OBSERVATIONS, SOURCES

LOST = "litigation_lost_rate"
FIRST = 2016
"""The first year, after the break of 2015 in litigation."""


def panel_of_rows(panel: Panel, rows: Iterable[Mapping[str, object]]) -> Panel:
    """Return a panel of these figures, all of one official source."""
    blank = dict.fromkeys(OBSERVATIONS.columns, "")
    usual = {"measure": "value", "unit": "件", "qualifier": "exact", "source": "a"}
    frame = pd.DataFrame([blank | usual | dict(r) for r in rows], columns=OBSERVATIONS.columns)
    source = dict.fromkeys(SOURCES.columns, "") | {"id": "a", "title": "t", "tier": "official"}
    sources = pd.DataFrame([source], columns=SOURCES.columns).astype("str")
    typed = OBSERVATIONS.typed(frame.astype("str"))
    return replace(panel, observations=typed, sources=sources, decisions=())


def figures(
    code: str, indicator: str, values: Sequence[object], first: int = FIRST
) -> list[dict[str, object]]:
    """Return a figure for each year from `first` on; None for a year without."""
    return [
        {"district": code, "year": first + n, "indicator": indicator, "value": str(v)}
        for n, v in enumerate(values)
        if v is not None
    ]


def lost(
    panel: Panel,
    places: Mapping[str, Sequence[tuple[int, int]]],
    shuffle: Random | None = None,
) -> Panel:
    """Return a panel of cases lost and concluded, a pair for each year."""
    rows = [
        row
        for code, pairs in places.items()
        for name, part in (("litigation_lost", 0), ("litigation_first_instance_concluded", 1))
        for row in figures(code, name, [p[part] for p in pairs])
    ]
    if shuffle is not None:
        shuffle.shuffle(rows)
    return panel_of_rows(panel, rows)


def only(values: Iterable[Any]) -> Any:
    """Return the one value that there is."""
    (value,) = values
    return value
