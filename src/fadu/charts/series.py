"""One indicator of one place over the years, with intervals, breaks, and what a print allows."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

from fadu.charts import figured, flags
from fadu.charts.canvas import BAND, INK, QUIET, WORDS
from fadu.charts.extents import size_of, width_of
from fadu.charts.house import in_house_style
from fadu.codebook import Language
from fadu.model import Period
from fadu.rounding import number, qualified, unit_word
from fadu.shapes.series import Series

CUT_ABOVE = 70.0  # a rate that never falls below may be drawn on a cut axis
_MARKERS: Mapping[str, str] = {"over": "^", "at_least": "^", "nearly": "v", "at_most": "v"}
_ASIDE = 0.12  # years, by which a figure of another source stands beside its cell
_HEADROOM = 0.14  # of the height of the marks, for the words above the highest


@in_house_style
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
        _mark(row, ax)
    for _, row in others.iterrows():
        _mark_other(row, ax)
    rows = pd.concat([chosen, others])
    _years(rows, ax)
    found = flags.arranged(_breaks(shown, ax, lang), ax)
    _values(shown, rows, ax, flags.share(found, ax))
    flags.draw(found, ax)
    figured.write([*_numbers(chosen, shown, lang), *_quiet_numbers(others, shown)], ax)
    return ax


def _breaks(shown: Series, ax: Axes, lang: Language) -> list[tuple[float, str, str]]:
    left, right = ax.get_xlim()
    dated = [(_as_year(b.start), f"{b.start:%Y-%m-%d}", b.label(lang)) for b in shown.breaks]
    return [found for found in dated if left < found[0] < right]


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


def _mark(row: "pd.Series[float]", ax: Axes) -> None:
    low, high = _ends(row)
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


def _ends(row: "pd.Series[float]") -> tuple[float, float]:
    known = row["low"] == row["low"]
    return (row["low"], row["high"]) if known else (row["value"], row["value"])


def _numbers(rows: pd.DataFrame, shown: Series, lang: Language) -> list[figured.Mark]:
    """Return the marks of chosen figures with their numbers, those at the ends first."""
    found = []
    ordered = rows.sort_values("at").reset_index(drop=True)
    for n, row in ordered.iterrows():
        low, high = _ends(row)
        beside = ordered["value"].iloc[
            [i for i in (int(n) - 1, int(n) + 1) if 0 <= i < len(ordered)]
        ]
        valley = len(beside) == 2 and bool((beside > row["value"]).all())
        sides = ("below", "above") if valley else ("above", "below")
        words = _words(row, shown, lang)
        found.append(figured.Mark(row["at"], row["value"], low, high, words, INK, sides=sides))
    return sorted(
        found, key=lambda m: (m.at != ordered["at"].max(), m.at != ordered["at"].min())
    )


def _words(row: "pd.Series[float]", shown: Series, lang: Language) -> str:
    derived = row["basis"] in {"counts", "mixed counts"}
    words = number(row["value"], shown.indicator.decimals if derived else _digits(row))
    words += "%" if shown.indicator.is_rate else ""
    return words if row["basis"] == "counts" else qualified(words, str(row["qualifier"]), lang)


def _digits(row: "pd.Series[float]") -> int:
    written = f"{row['value']:.6f}".rstrip("0")
    return len(written.partition(".")[2])


def _mark_other(row: "pd.Series[float]", ax: Axes) -> None:
    ax.plot(
        row["at"] + _ASIDE,
        row["value"],
        marker="s",
        markersize=3.2,
        color=QUIET,
        markerfacecolor="white",
        linestyle="none",
        zorder=3,
    )


def _quiet_numbers(rows: pd.DataFrame, shown: Series) -> list[figured.Mark]:
    found = []
    for _, row in rows.iterrows():
        digits = shown.indicator.decimals if row["basis"] != "printed" else _digits(row)
        at, value, words = row["at"] + _ASIDE, row["value"], number(row["value"], digits)
        sides = ("right", "left", "below", "above")
        found.append(figured.Mark(at, value, value, value, words, QUIET, 6.0, sides))
    return found


def _years(rows: pd.DataFrame, ax: Axes) -> None:
    years = sorted({int(y) for y in rows["year"]})
    ax.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    per_year = size_of(ax)[0] / (years[-1] - years[0] + 1.2)
    told = figured.fitting_years(years, per_year, width_of("2000", 7) + 5)
    ax.xaxis.set_major_locator(FixedLocator(told))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))


def _values(shown: Series, rows: pd.DataFrame, ax: Axes, above: float) -> None:
    """Set the upright axis; `above` is the share of its height that words above need."""
    tops = rows[["value", "high"]].max(axis=1)
    floor = float(rows[["value", "low"]].min(axis=1).min())
    top = float(tops.max()) or 1.0
    bottom = _bottom(shown, floor, top)
    room = (1 + _HEADROOM) / (1 - above)
    ax.set_ylim(bottom, bottom + (top - bottom) * room)
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    unit = "%" if shown.indicator.is_rate else ""
    limit = 100.0 if shown.indicator.is_rate else np.inf
    ax.yaxis.set_major_formatter(
        FuncFormatter(lambda y, _: f"{y:,.10g}{unit}" if y <= limit else "")
    )
    if bottom > 0:
        ax.annotate(
            "≈",
            (0, 0),
            xycoords="axes fraction",
            xytext=(2, 2),
            textcoords="offset points",
            fontsize=9,
            color=WORDS,
        )


def _bottom(shown: Series, floor: float, top: float) -> float:
    if shown.indicator.is_rate and floor > CUT_ABOVE:
        return max(0.0, np.floor((floor - 0.25 * (top - floor)) * 2) / 2 - 0.5)
    return min(0.0, floor)
