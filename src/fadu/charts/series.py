"""One indicator of one place over the years, with intervals, breaks, and what a print allows."""

import datetime as dt
from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from fadu.charts.canvas import ALERT, BAND, INK, QUIET, WORDS
from fadu.charts.marked import break_line
from fadu.codebook import Language
from fadu.model import Period
from fadu.rounding import number, qualified, unit_word
from fadu.shapes import Series

CUT_ABOVE = 70.0  # a rate that never falls below may be drawn on a cut axis
_MARKERS: Mapping[str, str] = {"over": "^", "at_least": "^", "nearly": "v", "at_most": "v"}
_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}  # a line stays off a label
_HEADROOM = 0.13  # of the height, for each row of break labels


def series(shown: Series, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw a series on `ax` and return it.

    Filled marks follow from counts and carry an interval; hollow marks are printed rates
    without counts; triangles are bounds (over, at least, nearly, at most).  Grey marks are
    figures of other sources.  No line crosses a break, a year without figure, or a year with
    a break inside it.
    """
    chosen = shown.chosen.assign(at=_positions(shown.chosen))
    others = shown.others.assign(at=_positions(shown.others))
    others = others[_differs(others, chosen)]
    unit = "" if shown.indicator.is_rate else unit_word(shown.indicator, shown.codebook, lang)
    ax.set_title(unit.strip(), color=WORDS, fontsize=7)
    _lines(chosen, ax)
    for _, row in chosen.iterrows():
        _mark(row, shown, ax, lang)
    for _, row in others.iterrows():
        _mark_other(row, shown, ax)
    _axes(shown, pd.concat([chosen, others]), ax)
    _breaks(shown, ax, lang)
    return ax


def _positions(rows: pd.DataFrame) -> list[float]:
    return [
        year if not period else _middle(Period.parse(period, year))
        for year, period in zip(rows["year"], rows["period"], strict=True)
    ]


def _middle(period: Period) -> float:
    return (_as_year(period.start) + _as_year(period.end)) / 2


def _as_year(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25 - 0.5


def _differs(others: pd.DataFrame, chosen: pd.DataFrame) -> "pd.Series[bool]":
    kept = dict(
        zip(zip(chosen["year"], chosen["period"], strict=True), chosen["value"], strict=True)
    )
    columns = [others[c] for c in ("year", "period", "value", "print_low", "print_high")]
    far = [
        not (min(v, low) <= kept.get((year, period), np.inf) <= max(v, high))
        for year, period, v, low, high in zip(*columns, strict=True)
    ]
    return pd.Series(far, index=others.index, dtype=bool)


def _lines(rows: pd.DataFrame, ax: Axes) -> None:
    full = rows[(rows["period"] == "") & (rows["inside"] == "")].sort_values("year")
    pairs = zip(full.iloc[:-1].itertuples(), full.iloc[1:].itertuples(), strict=True)
    for left, right in pairs:
        kin = left.passed == right.passed and left.basis == right.basis
        if kin and right.year - left.year == 1:
            ax.plot([left.at, right.at], [left.value, right.value], color=INK, zorder=2)


def _mark(row: "pd.Series[float]", shown: Series, ax: Axes, lang: Language) -> None:
    low, high = (row["low"], row["high"]) if row["low"] == row["low"] else (row["value"],) * 2
    if high > low:
        ax.vlines(row["at"], low, high, color=BAND, linewidth=4.5, zorder=1)
    solid = row["basis"] in {"counts", "count"} and row["qualifier"] == "exact"
    ax.plot(
        row["at"],
        row["value"],
        marker=_MARKERS.get(str(row["qualifier"]), "o"),
        markersize=4.2,
        color=INK,
        markerfacecolor=(BAND if row["inside"] else INK) if solid else "white",
        linestyle="none",
        zorder=4,
    )
    digits = (
        shown.indicator.decimals if row["basis"] in {"counts", "mixed counts"} else _digits(row)
    )
    words = number(row["value"], digits) + ("%" if shown.indicator.is_rate else "")
    ax.annotate(
        qualified(words, str(row["qualifier"]), lang) if row["basis"] != "counts" else words,
        (row["at"], high),
        xytext=(0, 4),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=7,
        color=INK,
        bbox=_GROUND,
        zorder=3.5,
    )


def _digits(row: "pd.Series[float]") -> int:
    written = f"{row['value']:.6f}".rstrip("0")
    return len(written.partition(".")[2])


def _mark_other(row: "pd.Series[float]", shown: Series, ax: Axes) -> None:
    ax.plot(
        row["at"] + 0.12,
        row["value"],
        marker="s",
        markersize=3.2,
        color=QUIET,
        markerfacecolor="white",
        linestyle="none",
        zorder=3,
    )
    digits = shown.indicator.decimals if row["basis"] != "printed" else _digits(row)
    ax.annotate(
        number(row["value"], digits),
        (row["at"] + 0.12, row["value"]),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        fontsize=6,
        color=QUIET,
    )


def _axes(shown: Series, rows: pd.DataFrame, ax: Axes) -> None:
    years = sorted({int(y) for y in rows["year"]})
    ax.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    ax.xaxis.set_major_locator(FixedLocator(list(range(years[0], years[-1] + 1))))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
    tops = rows[["value", "high"]].max(axis=1)
    floor = float(rows[["value", "low"]].min(axis=1).min())
    top = float(tops.max()) or 1.0
    bottom = _bottom(shown, floor, top)
    room = 1 + 0.14 + _HEADROOM * len(_visible(shown, ax))
    ax.set_ylim(bottom, bottom + (top - bottom) * room)
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    unit = "%" if shown.indicator.is_rate else ""
    limit = 100.0 if shown.indicator.is_rate else np.inf
    ax.yaxis.set_major_formatter(
        FuncFormatter(lambda y, _: f"{y:,.10g}{unit}" if y <= limit else "")
    )
    if bottom > 0:
        ax.annotate(
            "≈", (0, 0.02), xycoords="axes fraction", ha="center", fontsize=9, color=WORDS
        )


def _bottom(shown: Series, floor: float, top: float) -> float:
    if shown.indicator.is_rate and floor > CUT_ABOVE:
        return max(0.0, np.floor((floor - 0.25 * (top - floor)) * 2) / 2 - 0.5)
    return min(0.0, floor)


def _visible(shown: Series, ax: Axes) -> list[tuple[Hashable, float]]:
    left, right = ax.get_xlim()
    dated = [(b.id, _as_year(b.start)) for b in shown.breaks]
    return [(name, at) for name, at in dated if left < at < right]


def _breaks(shown: Series, ax: Axes, lang: Language) -> None:
    places = dict(_visible(shown, ax))
    found = [b for b in shown.breaks if b.id in places]
    left, right = ax.get_xlim()
    for row, item in enumerate(found):
        at = places[item.id]
        height = 0.985 - row * _HEADROOM * 0.8
        break_line(ax, at)
        late = at > (left + right) / 2
        ax.annotate(
            f"{item.start:%Y-%m-%d} {item.label(lang)}",
            (at, height),
            xycoords=("data", "axes fraction"),
            xytext=(-3 if late else 3, 0),
            textcoords="offset points",
            ha="right" if late else "left",
            va="top",
            fontsize=6,
            color=ALERT,
            bbox=_GROUND,
        )
