"""What a chart says of itself above its frame: unit, and what a reader must know."""

from matplotlib.axes import Axes

from fadu.charts.canvas import ALERT, WORDS
from fadu.codebook import Language


def titled(ax: Axes, words: str) -> None:
    """Set the small line above `ax`, at its left, whatever style is in force."""
    ax.set_title("", loc="center")
    ax.set_title(words.strip(), loc="left", color=WORDS, fontsize=7)


def noted(ax: Axes, words: str) -> None:
    """Add to the small line above `ax`."""
    before = ax.get_title(loc="left") or ax.get_title(loc="center")
    titled(ax, f"{before}　{words}")


def marked_simulated(ax: Axes, lang: Language = "zh") -> Axes:
    """Say above `ax` and in it that its figures are simulated; return it."""
    words = "模拟数据" if lang == "zh" else "simulated data"
    noted(ax, words)
    ax.text(
        0.99, 0.03, words, transform=ax.transAxes, ha="right", va="bottom", fontsize=9,
        color=ALERT, alpha=0.75, zorder=6,
    )  # fmt: skip
    return ax


def marked_crossed(ax: Axes, lang: Language = "zh") -> None:
    """Say above `ax` that it crosses a break because that was asked for."""
    noted(ax, "应要求跨越口径变更" if lang == "zh" else "across a break, as asked")
