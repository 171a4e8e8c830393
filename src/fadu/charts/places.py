"""Places side by side: each figure with its interval, the place of the briefing in ink."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from fadu.charts.canvas import BAND, FAINT, INK, QUIET
from fadu.charts.counted import counted
from fadu.charts.house import in_house_style
from fadu.codebook import Language
from fadu.shapes.places import Places


@in_house_style
def places(shown: Places, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw an interval plot on `ax`, the largest value on top, and return it.

    Hollow marks are figures that are no counts and follow from none; places that may not be compared stand below
    a line, each with its year.
    """
    rows = shown.rows.sort_values(["compared", "value"], kind="stable").reset_index(drop=True)
    for height, row in rows.iterrows():
        _row(float(height), row, shown, ax)
    names = [_name(row, shown, lang) for _, row in rows.iterrows()]
    ax.set_yticks(range(len(rows)), names)
    for label, code in zip(ax.get_yticklabels(), rows["district"], strict=True):
        label.set_color(INK if code == shown.focus else QUIET)
    apart = int((~rows["compared"]).sum())
    if 0 < apart < len(rows):
        ax.axhline(apart - 0.5, color=QUIET, linewidth=0.6, linestyle=(0, (1, 2)))
    _axes(shown, rows, ax)
    return ax


def _name(row: "pd.Series[float]", shown: Places, lang: Language) -> str:
    year = (
        "" if (row["year"], row["period"]) == (shown.year, shown.period) else f" {row['year']}"
    )
    return f"{row['name_zh' if lang == 'zh' else 'name_en']}{year}"


def _row(height: float, row: "pd.Series[float]", shown: Places, ax: Axes) -> None:
    mine = row["district"] == shown.focus
    if row["low"] == row["low"]:
        ax.hlines(height, row["low"], row["high"], color=BAND if mine else FAINT, linewidth=4)
    colour = INK if mine else QUIET
    solid = counted(row)
    ax.plot(
        row["value"],
        height,
        "o",
        markersize=4,
        color=colour,
        markerfacecolor=colour if solid else "white",
        zorder=3,
    )


def _axes(shown: Places, rows: pd.DataFrame, ax: Axes) -> None:
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.set_ylim(-0.6, len(rows) - 0.4)
    top = float(rows[["value", "high"]].max().max())
    ax.set_xlim(0, min(100.0, top * 1.08) if shown.indicator.is_rate else top * 1.08)
    unit = "%" if shown.indicator.is_rate else ""
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.10g}{unit}"))
