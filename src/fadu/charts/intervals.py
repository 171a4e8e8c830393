"""Places in the order of their values, each with its interval; the focus in ink."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from fadu.charts.canvas import ALERT, BAND, FAINT, INK, QUIET, WORDS
from fadu.charts.counted import counted
from fadu.charts.funnel import put_title
from fadu.charts.house import in_house_style
from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.crosssection import CrossSection

MOST_ROWS = 45
"""With more places than this the rows are thin and only the focus and the ends are named."""
_MARKERS = {"over": "^", "at_least": "^", "nearly": "v", "at_most": "v"}
_WIDTH = 6.6


def rows_size(rows: int) -> tuple[float, float]:
    """Return the size of a chart with one row for each of `rows` places, in inches."""
    return _WIDTH, 0.6 + (0.16 * rows if rows <= MOST_ROWS else 6.0)


@in_house_style
def intervals(section: CrossSection, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw an interval plot on `ax`, the largest value on top, and return it.

    Hollow marks are neither counts nor shares of counts, triangles are bounds (over, at least, nearly, at most);
    places that are not compared stand below a line.
    """
    shown = section.rows[section.rows["value"].notna()]
    order = ["compared", "value", "district"]
    rows = shown.sort_values(order, ascending=[True, True, False]).reset_index(drop=True)
    for height, row in enumerate(rows.to_dict("records")):
        _row(height, pd.Series(row), section, ax)
    name_rows(rows, section.focus, ax, lang)
    apart = int((~rows["compared"]).sum())
    if 0 < apart < len(rows):
        ax.axhline(apart - 0.5, color=QUIET, linewidth=0.6, linestyle=(0, (1, 2)))
    _axes(section, rows, ax, lang)
    return ax


def name_rows(rows: pd.DataFrame, focus: str, ax: Axes, lang: Language) -> None:
    """Name rows from the bottom up; of many only the focus, the ends and those not compared."""
    many, named = len(rows), rows
    if many > MOST_ROWS:
        kept = rows["district"].eq(focus) | (rows.index < 1) | (rows.index > many - 2)
        named = _spaced(rows[kept], many)
    ax.set_yticks(named.index.to_list(), named[f"label_{lang}"].to_list(), fontsize=6.5)
    for label, (_, row) in zip(ax.get_yticklabels(), named.iterrows(), strict=True):
        apart = "compared" in row and not row["compared"]
        label.set_color(INK if row["district"] == focus else ALERT if apart else QUIET)
    ax.set_ylim(-0.7, many - 0.3)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")


def _spaced(rows: pd.DataFrame, many: int) -> pd.DataFrame:
    """Drop names that would stand closer than a line to the one before."""
    kept: list[int] = []
    for height in rows.index:
        if not kept or height - kept[-1] >= many / 40:
            kept.append(int(height))
    return rows.loc[kept]


def _row(height: int, row: "pd.Series[float]", section: CrossSection, ax: Axes) -> None:
    mine = row["district"] == section.focus
    sure = row["low"] == row["low"]
    thick = 4.0 if len(section.rows) <= MOST_ROWS else 1.0
    if sure:
        ax.hlines(
            height, row["low"], row["high"], color=BAND if mine else FAINT, linewidth=thick
        )
    edge = INK if mine else QUIET if row["compared"] else ALERT
    ax.plot(
        row["value"],
        height,
        _MARKERS.get(str(row["qualifier"]), "o"),
        markersize=4.0 if mine or thick > 1 else 1.6,
        color=edge,
        markerfacecolor=edge if counted(row) and row["compared"] else "white",
        zorder=4 if mine else 3,
    )


def _axes(section: CrossSection, rows: pd.DataFrame, ax: Axes, lang: Language) -> None:
    top = float(rows[["value", "high"]].max().max()) or 1.0
    least = float(rows[["value", "low"]].min().min())
    cut = section.indicator.is_rate and least > 70
    left = least - 0.1 * (top - least) - 0.5 if cut else min(0.0, least)
    right = top + 0.08 * (top - left)
    ax.set_xlim(left, min(100.3, right) if section.indicator.is_rate else right)
    percent = "%" if section.indicator.is_rate else ""
    ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: number(x, 0 if x == round(x) else 1) + percent)
    )
    if cut:
        ax.annotate(
            "≈", (0.01, 0), xycoords="axes fraction", va="center", fontsize=9, color=WORDS
        )
    put_title(section, ax, lang)
