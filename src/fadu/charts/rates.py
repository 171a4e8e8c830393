"""Several rates of one place side by side: each with its interval, hollow where it has none."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from fadu.charts.canvas import BAND, INK, WORDS
from fadu.charts.house import in_house_style
from fadu.codebook import Language
from fadu.rounding import as_given, number
from fadu.shapes.series import Series


@in_house_style
def rates(shown: Sequence[Series], ax: Axes, lang: Language = "zh") -> Axes:
    """Draw the last figure of each rate on one axis from 0 to 100 % and return it."""
    for height, series in enumerate(reversed(shown)):
        _rate(float(height), series, ax)
    names = [s.indicator.name(lang) for s in reversed(shown)]
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(axis="y", labelcolor=WORDS)
    ax.set_ylim(-0.6, len(names) - 0.4)
    ax.set_xlim(0, 108)
    ax.set_xticks(range(0, 101, 20))
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}%"))
    return ax


def _rate(height: float, series: Series, ax: Axes) -> None:
    row = series.chosen.sort_values(["year", "period"]).iloc[-1]
    sure = row["low"] == row["low"]
    if sure:
        ax.hlines(height, row["low"], row["high"], color=BAND, linewidth=4.5)
    fill = INK if sure else "white"
    ax.plot(
        row["value"], height, "o", markersize=4.2, color=INK, markerfacecolor=fill, zorder=3
    )
    digits = series.indicator.decimals
    words = number(row["value"], digits) if row["basis"] == "counts" else as_given(row["value"])
    ax.annotate(
        f"{words}%",
        (max(row["value"], row["high"]) if sure else row["value"], height),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=7,
        color=INK,
    )
