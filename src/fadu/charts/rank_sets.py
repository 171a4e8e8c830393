"""Which ranks each place may hold: a bar for its set, never a point."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter

from fadu.charts.canvas import BAND, FAINT, INK, QUIET
from fadu.charts.funnel import put_title
from fadu.charts.house import in_house_style
from fadu.charts.intervals import MOST_ROWS, name_rows
from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.crosssection import CrossSection, Ranks

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@in_house_style
def rank_sets(section: CrossSection, ranks: Ranks, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw rank sets on `ax`, rank 1 on top and at the left, and return it.

    The wide bar is the set that holds for all places at once, the narrow one within it the set
    of that place alone; the focus is in ink.
    """
    rows = ranks.rows.iloc[::-1].reset_index(drop=True)
    for height, row in enumerate(rows.to_dict("records")):
        _row(height, pd.Series(row), section.focus, len(rows), ax)
    name_rows(rows, section.focus, ax, lang)
    ax.set_xlim(0.2, len(rows) + 0.8)
    ax.xaxis.set_major_locator(FixedLocator(_ticks(len(rows))))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
    ax.set_xlabel(_axis_words(ranks, lang), loc="right")
    put_title(section, ax, lang)
    return ax


def _row(height: int, row: "pd.Series[float]", focus: str, many: int, ax: Axes) -> None:
    mine = row["district"] == focus
    wide, narrow = (5.0, 2.0) if many <= MOST_ROWS else (1.2, 0.6)
    ends = (row["low"] - 0.4, row["high"] + 0.4)
    inner = (row["marginal_low"] - 0.4, row["marginal_high"] + 0.4)
    ax.hlines(height, *ends, color=BAND if mine else FAINT, linewidth=wide, zorder=2)
    ax.hlines(height, *inner, color=INK if mine else QUIET, linewidth=narrow, zorder=3)


def _ticks(many: int) -> list[int]:
    """Return round ranks with 1 and the last; none so near the last that they would touch."""
    step = next(s for s in _STEPS if many <= 8 * s or s == _STEPS[-1])
    inner = [n for n in range(step, many, step) if 1 < n <= many - step / 2]
    return [1, *inner, many] if many > 1 else [1]


def _axis_words(ranks: Ranks, lang: Language) -> str:
    if lang == "zh":
        return f"名次（1为{'最大' if ranks.first_is == 'largest' else '最小'}）"
    return f"Rank (1 is the {ranks.first_is})"
