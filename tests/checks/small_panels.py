"""Small panels for the laws: rows in, panel out, over the bundled codebook and register."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from fadu.panel import Decision, Panel
from fadu.schema import OBSERVATIONS

Row = tuple[int, str, object] | tuple[int, str, object, dict[str, str]]
Made = Callable[..., Panel]
PLACE = "320612"


def panel_of(bundled: Panel, rows: list[Row], decisions: tuple[Decision, ...] = ()) -> Panel:
    """Return a panel of figures (year, indicator, value, other columns) of one place."""
    columns = list(bundled.observations.columns)
    blank = dict.fromkeys(columns, "")
    lines = []
    for year, indicator, value, *rest in rows:
        unit = bundled.codebook[indicator].unit
        usual = {"district": PLACE, "measure": "value", "qualifier": "exact", "source": "a"}
        given = {"year": year, "indicator": indicator, "value": str(value), "unit": unit}
        lines.append(blank | usual | given | (rest[0] if rest else {}))
    figures = OBSERVATIONS.typed(pd.DataFrame(lines, columns=columns).astype("str"))
    named = {"a": ("甲报告", "2022-02"), "b": ("乙报告", "2023-02")}
    about = pd.DataFrame(
        [
            dict.fromkeys(bundled.sources.columns, "")
            | {"id": key, "title": title, "published": date, "tier": "official"}
            for key, (title, date) in named.items()
        ]
    ).astype("str")
    return replace(bundled, observations=figures, sources=about, decisions=decisions)
