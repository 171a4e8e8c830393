"""The effects of a model: years against the first, then breaks, as ratios with intervals."""

import math

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from fadu.charts.canvas import ALERT, BAND, FAINT, INK, QUIET
from fadu.charts.house import in_house_style
from fadu.charts.marked import marked_crossed, marked_simulated, titled
from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.effects import Effects, Term

_TICKS = (
    0.01,
    0.02,
    0.05,
    0.1,
    0.2,
    0.33,
    0.5,
    0.67,
    0.8,
    1,
    1.25,
    1.5,
    2,
    3,
    5,
    10,
    20,
    50,
    100,
)


@in_house_style
def effects(found: Effects, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw effects on `ax` and return it.

    Filled marks differ from 1 by more than chance after adjustment, hollow ones do not; breaks
    stand to the right, in their colour.  An interval without an end leaves the frame.
    """
    years = [t for t in found.terms if t.item is None]
    breaks = [t for t in found.terms if t.item is not None]
    places = [t.year for t in years]
    places += [found.years[-1] + 1 + n for n in range(1, len(breaks) + 1)]
    ax.set_yscale("log")
    low, high = _span(found)
    ax.set_ylim(low, high)
    ax.set_xlim(found.years[0] - 0.6, max(places) + 0.9)
    ax.axhline(1, color=QUIET, linewidth=0.8, zorder=1)
    ax.plot(found.years[0], 1, "D", markersize=3.6, color=QUIET, zorder=3)
    for at, term in zip(places, (*years, *breaks), strict=True):
        _mark(at, term, (low, high), ax)
    if breaks:
        ax.axvline(found.years[-1] + 1, color=FAINT, linewidth=0.8, linestyle=(0, (1, 2)))
    names = [str(y) for y in found.years]
    names += [t.item.label(lang) for t in breaks if t.item is not None]
    ax.xaxis.set_major_locator(FixedLocator([*found.years, *places[len(years) :]]))
    ax.set_xticklabels(names)
    for label in ax.get_xticklabels()[len(found.years) :]:
        label.set_color(ALERT)
    ax.yaxis.set_major_locator(FixedLocator([t for t in _TICKS if low <= t <= high]))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}"))
    titled(ax, _title(found, lang))
    if found.absorbed:
        marked_crossed(ax, lang)
    if found.simulated:
        marked_simulated(ax, lang)
    return ax


def _span(found: Effects) -> tuple[float, float]:
    ends = [v for t in found.terms for v in (t.ratio, t.low, t.high) if 0 < v < math.inf]
    low, high = math.log(min(1.0, *ends)), math.log(max(1.0, *ends))
    room = max(0.1, 0.16 * (high - low))
    return math.exp(low - room), math.exp(high + 1.4 * room)


def _mark(at: float, term: Term, span: tuple[float, float], ax: Axes) -> None:
    low, high = max(term.low, span[0]), min(term.high, span[1])
    colour = INK if term.item is None else ALERT
    ax.vlines(
        at, low, high, color=BAND if term.item is None else FAINT, linewidth=4.5, zorder=2
    )
    face = colour if term.beyond_chance else "white"
    ax.plot(at, term.ratio, "o", markersize=4.2, color=colour, markerfacecolor=face, zorder=4)
    ax.annotate(
        number(term.ratio, 2), (at, high), xytext=(0, 3), textcoords="offset points",
        ha="center", va="bottom", fontsize=7, color=colour,
    )  # fmt: skip


def _title(found: Effects, lang: Language) -> str:
    first = found.years[0]
    if lang == "zh":
        name = "优势比" if found.indicator.is_rate else "比值"
        return f"{name}（{first}年为1，对数刻度）"
    name = "odds ratio" if found.indicator.is_rate else "ratio"
    return f"{name} ({first} = 1, log scale)"
