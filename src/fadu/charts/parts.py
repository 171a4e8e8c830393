"""A change in a count between two years, as steps: volume, then rate."""

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from fadu import wording
from fadu.charts.canvas import BAND, INK, QUIET
from fadu.charts.house import in_house_style
from fadu.charts.marked import marked_crossed, titled
from fadu.codebook import Language
from fadu.rounding import number, unit_word
from fadu.shapes.overtime import Parts

WIDTH = 0.62


@in_house_style
def parts(found: Parts, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw a split on `ax` and return it: the first year, two steps, the last year.

    The line in the step of the rate is the 95 % interval of where it may end.
    """
    first, last = float(found.first["count"]), float(found.last["count"])
    middle = first + found.volume
    volume, rate = wording.printed_parts(found)
    bars = [(0.0, first, QUIET), (first, middle, BAND), (middle, last, BAND), (0.0, last, INK)]
    for place, (start, end, colour) in enumerate(bars):
        ax.bar(place, end - start, WIDTH, bottom=start, color=colour, zorder=2)
    for place, level in enumerate((first, middle, last)):
        ends = [place + WIDTH / 2, place + 1 - WIDTH / 2]
        ax.plot(ends, [level, level], color=QUIET, linewidth=0.6)
    ax.vlines(2, middle + found.low, middle + found.high, color=INK, linewidth=1, zorder=3)
    tops = (first, max(first, middle), max(middle, last, middle + found.high), last)
    for place, (top, words) in enumerate(
        zip(tops, (number(first), volume, rate, number(last)), strict=True)
    ):
        ax.annotate(
            words, (place, top), xytext=(0, 3), textcoords="offset points", ha="center",
            va="bottom", fontsize=7, color=INK,
        )  # fmt: skip
    _axes(found, ax, lang, max(tops))
    return ax


def _axes(found: Parts, ax: Axes, lang: Language, top: float) -> None:
    years = [f"{int(row['year'])}" for row in (found.first, found.last)]
    steps = ("件数", "比率") if lang == "zh" else ("volume", "rate")
    ax.set_xticks(range(4), [years[0], *steps, years[1]])
    low = min(0.0, float(found.first["count"]) + found.volume + found.low)
    ax.set_ylim(low, (top or 1.0) * 1.14)
    titled(ax, unit_word(found.counted, found.codebook, lang))
    if found.crossed:
        marked_crossed(ax, lang)
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10], integer=True))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.10g}"))
