"""One indicator over the years: one place as a series, several as small multiples."""

import datetime as dt
import math
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from fadu import wording
from fadu.charts.canvas import BAND, FULL, INK, QUIET
from fadu.charts.house import in_house_style
from fadu.charts.marked import break_line, marked_crossed, noted, titled
from fadu.charts.series import series
from fadu.codebook import Language
from fadu.rounding import number, unit_word
from fadu.shapes.overtime import Course

GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}
MOST = 24
"""Panels on one chart; further places are named by their number and stand in the table."""
COLUMNS = 4
ROOM = 0.18
"""Part of the height that a label under a mark needs."""
_SHORT = {"the years scatter more than the trend": "scatter exceeds trend"}
"""What is wider than a panel, shorter."""
_HEAD, _FOOT, _GAP = 0.34, 0.2, 0.16  # inches above, below and beside a panel


def multiples_size(courses: Sequence[Course]) -> tuple[float, float]:
    """Return the size in inches of a chart of small multiples."""
    return FULL[0], 0.3 + 1.45 * _rows(min(len(courses), MOST))


@in_house_style
def multiples(courses: Sequence[Course], ax: Axes, lang: Language = "zh") -> Axes:
    """Draw courses on `ax` and return it.

    One place is drawn as `fadu.charts.series` draws it, with the line of each trend that was
    found.  Several stand in panels of the same scales: filled marks follow from counts, hollow
    ones are printed values; red dashes are breaks, which no line crosses; under the name of
    the place stands the verdict.
    """
    if len(courses) == 1:
        series(courses[0].series, ax, lang)
        _trend_lines(courses[0], ax)
        _noted(courses, ax, lang)
        return ax
    shown = courses[:MOST]
    ax.axis("off")
    entry = courses[0].series
    unit = "%" if entry.indicator.is_rate else unit_word(entry.indicator, entry.codebook, lang)
    titled(ax, unit)
    if len(courses) > MOST:
        noted(ax, _rest(len(courses) - MOST, lang))
    _noted(courses, ax, lang)
    spans = _years(shown), _heights(shown)
    for n, bounds in enumerate(_grid(len(shown), multiples_size(shown))):
        panel = ax.inset_axes(bounds)
        _panel(shown[n], panel, spans, lang)
        panel.tick_params(labelleft=n % _columns(len(shown)) == 0)
    return ax


def _rest(count: int, lang: Language) -> str:
    return f"其余{count}个地区见表" if lang == "zh" else f"{count} more places in the table"


def _noted(courses: Sequence[Course], ax: Axes, lang: Language) -> None:
    if any(course.crossed for course in courses):
        marked_crossed(ax, lang)


def _rows(count: int) -> int:
    return math.ceil(count / _columns(count))


def _columns(count: int) -> int:
    return (
        count
        if count < COLUMNS
        else min(COLUMNS, math.ceil(count / math.ceil(count / COLUMNS)))
    )


def _grid(count: int, size: tuple[float, float]) -> list[tuple[float, float, float, float]]:
    columns, rows = _columns(count), _rows(count)
    width, height = 1 / columns, 1 / rows
    side, head, foot = _GAP / size[0], _HEAD / size[1], _FOOT / size[1]
    return [
        (
            (n % columns) * width + side,
            1 - (n // columns + 1) * height + foot,
            width - side,
            height - head - foot,
        )
        for n in range(count)
    ]


def _chosen(course: Course) -> pd.DataFrame:
    rows = course.series.chosen
    return rows[rows["period"] == ""].sort_values("year")


def _years(courses: Sequence[Course]) -> tuple[float, float]:
    years = pd.concat([_chosen(c)["year"] for c in courses])
    return float(years.min()) - 0.6, float(years.max()) + 0.6


def _heights(courses: Sequence[Course]) -> tuple[float, float]:
    rows = pd.concat([_chosen(c)[["value", "low", "high"]] for c in courses])
    low, high = float(rows.min().min()), float(rows.max().max())
    rate = courses[0].series.indicator.is_rate
    bottom = low - 0.15 * (high - low) if rate and low > 70 else min(0.0, low)
    return bottom, bottom + ((high - bottom) or 1.0) * 1.22


def _panel(
    course: Course,
    ax: Axes,
    spans: tuple[tuple[float, float], tuple[float, float]],
    lang: Language,
) -> None:
    ax.set_xlim(*spans[0])
    ax.set_ylim(*spans[1])
    rows = _chosen(course)
    for left, right in pairwise(rows.itertuples()):
        kin = (left.passed, left.basis, "") == (right.passed, right.basis, right.inside)
        if kin and not left.inside and right.year - left.year == 1:
            ax.plot([left.year, right.year], [left.value, right.value], color=INK, linewidth=1)
    for row in rows.itertuples():
        if row.high > row.low:
            ax.vlines(row.year, row.low, row.high, color=BAND, linewidth=3, zorder=1)
        solid = row.basis in {"counts", "count"} and row.qualifier == "exact"
        face = (BAND if row.inside else INK) if solid else "white"
        ax.plot(
            row.year, row.value, "o", markersize=2.8, color=INK, markerfacecolor=face, zorder=3
        )
    _ends(course, rows, ax)
    _trend_lines(course, ax)
    for item in course.series.breaks:
        at = _as_year(item.start)
        if spans[0][0] < at < spans[0][1]:
            break_line(ax, at)
    _named(course, ax, lang)
    _axes(course, ax)


def _as_year(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25 - 0.5


def _ends(course: Course, rows: pd.DataFrame, ax: Axes) -> None:
    """Write the first and the last value, on the side that the line does not come from."""
    digits = course.series.indicator.decimals
    bottom, top = ax.get_ylim()
    for n, beside in {0: min(1, len(rows) - 1), len(rows) - 1: max(0, len(rows) - 2)}.items():
        row = rows.iloc[n]
        ends = row[["value", "low", "high"]].dropna()
        near = (ends.min() - bottom) / (top - bottom) < ROOM
        below = rows.iloc[beside]["value"] > row["value"] and not near
        ax.annotate(
            number(row["value"], digits), (row["year"], ends.min() if below else ends.max()),
            xytext=(0, -3 if below else 3), textcoords="offset points", ha="center",
            va="top" if below else "bottom", fontsize=6, color=INK, bbox=GROUND, zorder=2.5,
        )  # fmt: skip


def _trend_lines(course: Course, ax: Axes) -> None:
    for stretch in course.stretches:
        if stretch.tested and stretch.verdict in {"rising", "falling"}:
            years = (stretch.used[0], stretch.used[-1])
            ax.plot(
                years,
                stretch.tested.line,
                color=QUIET,
                linewidth=1,
                linestyle=(0, (4, 2)),
                zorder=1.8,
            )


def _named(course: Course, ax: Axes, lang: Language) -> None:
    tested = [s for s in course.stretches if s.tested]
    words = [
        _SHORT.get(word, word)
        for word in (wording.verdict_word(s.verdict, lang) for s in tested)
    ]
    said = (", " if lang == "en" else "、").join(words) or wording.verdict_word(
        "cannot be calculated", lang
    )
    ax.annotate(
        course.short[lang], (0, 1), xycoords="axes fraction", xytext=(0, 9),
        textcoords="offset points", fontsize=7, color=INK, va="bottom",
    )  # fmt: skip
    ax.annotate(
        said, (0, 1), xycoords="axes fraction", xytext=(0, 1), textcoords="offset points",
        fontsize=6, color=QUIET, va="bottom",
    )  # fmt: skip


def _axes(course: Course, ax: Axes) -> None:
    first, last = (round(v) for v in ax.get_xlim())
    step = max(1, math.ceil((last - first + 1) / 4))
    ax.xaxis.set_major_locator(FixedLocator(list(range(first + 1, last, step))))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
    ax.yaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 2.5, 5, 10]))
    limit = 100.0 if course.series.indicator.is_rate else math.inf
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.10g}" if y <= limit else ""))
    ax.tick_params(labelsize=6)
