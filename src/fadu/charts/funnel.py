"""A funnel: values against the size that they rest on, within limits about their common value."""

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from fadu import wording
from fadu.charts.canvas import ALERT, BAND, FAINT, INK, QUIET, WORDS
from fadu.charts.house import in_house_style
from fadu.charts.labelling import Label, write
from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.crosssection import CrossSection, Limits, Standing

FUNNEL = (6.6, 4.2)
ALL_NAMED = 40
"""With more places than this only those that stand out, and the focus, are named."""
MOST_OUT = 15
"""With many places, those beyond the inner limits alone are named while all are no more."""
MOST_APART = 5
"""Places that are not compared are named while they are no more than this."""
CUT_ABOVE = 70.0
"""Percentages that never fall below may stand on a cut axis."""
WIDE = 30.0
"""Sizes that differ by more than this factor stand on a logarithmic axis."""
_SIZE = {"zh": (10_000.0, "常住人口（万人）"), "en": (1_000_000.0, "Residents (millions)")}
_DASHED = (0, (4, 2))
FAR = 1.6
"""Limits farther above all values than this factor may leave the frame."""
_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}  # a line stays off a label


@in_house_style
def funnel(
    section: CrossSection, standing: Standing, limits: Limits, ax: Axes, lang: Language = "zh"
) -> Axes:
    """Draw a funnel on `ax` and return it.

    Filled marks lie beyond limits (dark beyond the widest), quiet ones within; hollow marks are
    places that are not compared; the focus is in ink with a ring.  A thin upright line is what
    the print of rounded counts allows.
    """
    _limits(limits, ax)
    shown = section.rows[section.rows["value"].notna() & section.rows["total"].notna()]
    signed = standing.rows.set_index("district")[standing.headline]
    marked = shown.assign(signed=shown["district"].map(signed).fillna(0.0))
    for _, row in marked.iterrows():
        _mark(row, section, ax)
    _axes(section, marked, limits, ax, lang)
    points = list(zip(marked["total"], marked["value"], strict=True))
    write(_labels(section, marked, standing.target, lang), [*points, *_along(limits)], ax)
    _names_of_lines(limits, section, ax, lang)
    return ax


def _limits(limits: Limits, ax: Axes) -> None:
    for column in range(len(limits.levels)):
        dashes = _DASHED if column == 0 else "solid"
        for side in (limits.low, limits.high):
            ax.plot(
                limits.size,
                side[:, column],
                color=BAND,
                linewidth=0.9,
                linestyle=dashes,
                zorder=1,
            )
    ax.axhline(limits.target, color=QUIET, linewidth=0.8, zorder=1)


def _mark(row: "pd.Series[float]", section: CrossSection, ax: Axes) -> None:
    mine = row["district"] == section.focus
    far, out = abs(row["signed"]) >= 0.99, abs(row["signed"]) > 0
    colour = INK if mine or far else QUIET if out else FAINT
    if row["print_low"] < row["print_high"]:
        ax.vlines(row["total"], row["print_low"], row["print_high"], color=QUIET, linewidth=0.8)
    ax.plot(
        row["total"],
        row["value"],
        marker="o" if row["compared"] else "D",
        markersize=5.5 if mine else 4.0,
        color=INK if mine else QUIET if row["compared"] and not far else colour,
        markerfacecolor=colour if row["compared"] else "white",
        markeredgecolor=ALERT if not row["compared"] else INK if mine or far else QUIET,
        markeredgewidth=1.4 if mine else 0.8,
        linestyle="none",
        zorder=4 if mine else 3,
    )


def _labels(
    section: CrossSection, marked: pd.DataFrame, target: float, lang: Language
) -> Sequence[Label]:
    named = marked[_worth_naming(section, marked)]
    mine = named["district"] == section.focus
    ranked = named.assign(
        first=mine.astype(float) * 4
        + (~named["compared"]).astype(float) * 2
        + named["signed"].abs(),
        away=(np.log(named["value"].clip(lower=1e-12)) - np.log(max(target, 1e-12))).abs(),
    ).sort_values(["first", "away", "district"], ascending=[False, False, True])
    return [
        Label(
            _words(row, lang),
            (row["total"], row["value"]),
            INK
            if row["district"] == section.focus
            else ALERT
            if not row["compared"]
            else WORDS,
        )
        for _, row in ranked.iterrows()
    ]


def _worth_naming(section: CrossSection, marked: pd.DataFrame) -> "pd.Series[bool]":
    mine, apart = marked["district"] == section.focus, ~marked["compared"]
    kept = mine | (marked["signed"].abs() >= 0.99)
    near = kept | (marked["signed"] != 0)
    kept = near if near.sum() <= MOST_OUT else kept
    if (~apart).sum() <= ALL_NAMED:
        kept = kept | ~apart
    return kept | apart if apart.sum() <= MOST_APART else kept


def _words(row: "pd.Series[float]", lang: Language) -> str:
    name = str(row[f"label_{lang}"])
    if row["compared"]:
        return name
    return f"{name}（不比较）" if lang == "zh" else f"{name} (not compared)"


def _along(limits: Limits) -> list[tuple[float, float]]:
    """Return points on the lines, so that no name lies on one."""
    sizes = limits.size[::3]
    middle = np.full(len(sizes), limits.target)
    lines = [middle, *limits.low[::3].T, *limits.high[::3].T]
    return [(float(x), float(y)) for line in lines for x, y in zip(sizes, line, strict=True)]


def _axes(
    section: CrossSection, marked: pd.DataFrame, limits: Limits, ax: Axes, lang: Language
) -> None:
    sizes = marked["total"]
    if sizes.max() > WIDE * sizes.min():
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 3.0)))
        ax.set_xlim(limits.size[0], limits.size[-1] * 1.25)
    else:
        ax.set_xlim(0, limits.size[-1] * 1.08)
    unit, words = _SIZE[lang] if section.form == "rate" else (1.0, _total_words(section, lang))
    ax.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: number(x / unit, _digits(x / unit)))
    )
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.set_xlabel(words, loc="right")
    ax.set_ylim(*_span(section, marked, limits))
    percent = "%" if section.form == "proportion" else ""
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_formatter(
        FuncFormatter(lambda y, _: number(y, 0 if y == round(y) else 1) + percent)
    )
    if ax.get_ylim()[0] > 0:
        ax.annotate(
            "≈", (0, 0.02), xycoords="axes fraction", ha="center", fontsize=9, color=WORDS
        )
    put_title(section, ax, lang)


def _span(section: CrossSection, marked: pd.DataFrame, limits: Limits) -> tuple[float, float]:
    """Return the ends of the axis of values: from 0, unless all are high percentages."""
    most, outer = float(marked["value"].max()), float(np.nanmax(limits.high[-1]))
    near = float(np.nanmin(limits.high[-1]))
    top = max(most, outer if outer <= FAR * max(most, near) else near) * 1.1 or 1.0
    least = float(min(marked["value"].min(), np.nanmax(limits.low[-1])))
    if section.form != "proportion":
        return 0.0, top * 1.03
    if least > CUT_ABOVE:
        return least - 0.15 * (min(top, 100.0) - least) - 0.5, min(top, 100.5)
    return 0.0, min(top * 1.03, 100.5)


def _digits(size: float) -> int:
    return 0 if size == round(size) else 1


def _total_words(section: CrossSection, lang: Language) -> str:
    below = section.indicator.denominator
    if below is None:
        return "总数" if lang == "zh" else "Total"
    name = section.codebook[below].name(lang)
    return name if lang == "zh" else wording.capital(name)


def put_title(section: CrossSection, ax: Axes, lang: Language) -> None:
    """Write the line above a chart of places, broken where the figure is narrow."""
    figure = ax.get_figure(root=True)
    inches = figure.get_figwidth() if figure is not None else FUNNEL[0]
    width = int(inches * (17 if lang == "en" else 9))
    ax.set_title(textwrap.fill(title(section, lang), width), color=WORDS, fontsize=7)


def title(section: CrossSection, lang: Language) -> str:
    """Return the line above a chart of places: what its values are, and whether they are real."""
    name = section.indicator.name(lang)
    words = name if lang == "zh" else wording.capital(name)
    if section.form == "rate":
        unit = section.codebook.unit_word(section.indicator.id, "zh")
        words += f"（{unit}/10万常住人口）" if lang == "zh" else " per 100,000 residents"
    elif section.form == "count":
        unit = section.codebook.unit_word(section.indicator.id, lang)
        words += f"（{unit}）" if lang == "zh" else f" ({unit})" if unit else ""
    if section.simulated:
        words += "　模拟数据" if lang == "zh" else "; simulated data"
    return words


def _names_of_lines(limits: Limits, section: CrossSection, ax: Axes, lang: Language) -> None:
    del section
    right = float(ax.get_xlim()[1])
    for column, level in enumerate(limits.levels):
        words = number(level * 100, 1 if level > 0.99 else 0) + "%"
        high = float(limits.high[-1, column])
        if high < ax.get_ylim()[1]:
            ax.annotate(
                words, (right, high), xytext=(-1, 0), textcoords="offset points",
                ha="right", va="center", fontsize=6, color=QUIET, bbox=_GROUND,
            )  # fmt: skip
    middle = "合计" if lang == "zh" else "overall"
    ax.annotate(
        middle, (right, limits.target), xytext=(-1, 2), textcoords="offset points",
        ha="right", va="bottom", fontsize=6, color=QUIET,
    )  # fmt: skip
