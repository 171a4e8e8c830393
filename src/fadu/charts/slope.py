"""Two years side by side, place under place: a dumbbell for each, with intervals."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from fadu.charts.canvas import BAND, FAINT, INK, QUIET, WORDS
from fadu.charts.house import in_house_style
from fadu.charts.marked import marked_crossed, noted, titled
from fadu.codebook import Language
from fadu.rounding import number, unit_word
from fadu.shapes.overtime import Course, Ends

MOST = 30
"""Rows at most: the places that moved farthest; the others are a number."""


def slope_size(courses: Sequence[Course]) -> tuple[float, float]:
    """Return the size in inches of a dumbbell chart of these places."""
    rows = min(MOST, sum(c.ends is not None for c in courses))
    return 4.4, 0.75 + (0.3 if rows <= MOST / 2 else 0.22) * rows


@in_house_style
def slope(courses: Sequence[Course], ax: Axes, lang: Language = "zh") -> Axes:
    """Draw the first and the last year of each place on `ax`, the largest on top.

    A hollow mark is the first year, a filled one the last, both on one side of all breaks;
    bands are 95 % intervals.  A place without two such years is not drawn; of many, those that
    moved farthest are.
    """
    every = [(c, c.ends) for c in courses if c.ends is not None]
    pairs = sorted(every, key=lambda pair: -abs(_moved(pair[1])))[:MOST]
    pairs.sort(key=lambda pair: (float(pair[1].last["value"]), pair[0].series.district))
    for height, (course, ends) in enumerate(pairs):
        _row(height, course, ends, ax)
    entry = courses[0].series
    unit = "%" if entry.indicator.is_rate else unit_word(entry.indicator, entry.codebook, lang)
    titled(ax, unit)
    if len(every) > len(pairs):
        noted(ax, _farthest(len(pairs), len(every), lang))
    if any(course.crossed for course, _ in pairs):
        marked_crossed(ax, lang)
    ax.set_yticks(range(len(pairs)), [_name(c, e, lang) for c, e in pairs])
    ax.set_ylim(-0.6, len(pairs) - 0.4)
    _axes(pairs, ax)
    return ax


def _moved(ends: Ends) -> float:
    return float(ends.last["value"] - ends.first["value"])


def _farthest(shown: int, every: int, lang: Language) -> str:
    if lang == "zh":
        return f"{every}个地区中变化最大的{shown}个"
    return f"the {shown} of {every} places that moved farthest"


def _name(course: Course, ends: Ends, lang: Language) -> str:
    return f"{course.short[lang]} {ends.first['year']}→{ends.last['year']}"


def _row(height: float, course: Course, ends: Ends, ax: Axes) -> None:
    values = [float(row["value"]) for row in (ends.first, ends.last)]
    for row, colour, lift in ((ends.first, FAINT, 0.13), (ends.last, BAND, -0.13)):
        if row["high"] > row["low"]:
            ax.hlines(
                height + lift, row["low"], row["high"], color=colour, linewidth=3, zorder=1
            )
    ax.plot(values, [height, height], color=QUIET, linewidth=1.2, zorder=2)
    ax.plot(
        values[0], height, "o", markersize=4, color=QUIET, markerfacecolor="white", zorder=3
    )
    ax.plot(values[1], height, "o", markersize=4.4, color=INK, zorder=4)
    digits = course.series.indicator.decimals
    for row, value, right in (
        (ends.first, values[0], values[0] > values[1]),
        (ends.last, values[1], values[1] >= values[0]),
    ):
        edge = row["high" if right else "low"]
        ax.annotate(
            number(value, digits), (value if pd.isna(edge) else edge, height),
            xytext=(5 if right else -5, 0), textcoords="offset points", va="center",
            ha="left" if right else "right", fontsize=6.5,
            color=INK if row is ends.last else QUIET,
        )  # fmt: skip


def _axes(pairs: Sequence[tuple[Course, Ends]], ax: Axes) -> None:
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ends = pd.DataFrame([row for _, pair in pairs for row in (pair.first, pair.last)])
    low = float(ends[["value", "low"]].min().min())
    high = float(ends[["value", "high"]].max().max())
    room = 0.2 * ((high - low) or high or 1.0)
    ax.set_xlim(low - room, high + room)
    rate = pairs[0][0].series.indicator.is_rate
    least, most = (0.0, 100.0) if rate else (0.0, float("inf"))
    if low - room > 0:
        ax.annotate(
            "≈", (0.01, 0), xycoords="axes fraction", va="center", fontsize=9, color=WORDS
        )
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: f"{x:,.10g}" if least <= x <= most else "")
    )
