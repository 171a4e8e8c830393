"""The mark on a chart of simulated figures."""

from matplotlib.axes import Axes

from fadu.charts.canvas import ALERT, WORDS
from fadu.codebook import Language


def marked_simulated(ax: Axes, lang: Language = "zh") -> Axes:
    """Say in the title of `ax` and across it that its figures are simulated; return it."""
    title = ax.get_title(loc="left")
    words = "模拟数据" if lang == "zh" else "simulated data"
    ax.set_title(f"{title}　{words}".strip(), loc="left", color=WORDS, fontsize=7)
    ax.text(
        0.99, 0.03, words, transform=ax.transAxes, ha="right", va="bottom", fontsize=9,
        color=ALERT, alpha=0.75, zorder=6,
    )  # fmt: skip
    return ax
