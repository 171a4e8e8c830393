"""What a chart says of itself above its frame: unit, and what a reader must know."""

import numpy as np
from matplotlib.axes import Axes

from fadu.charts.canvas import ALERT, WORDS
from fadu.charts.house import in_house_style
from fadu.codebook import Language

DASH = 0.045
"""Part of the height of a frame from one dash of a break to the next."""


def titled(ax: Axes, words: str) -> None:
    """Set the small line above `ax`, at its left, whatever style is in force."""
    ax.set_title("", loc="center")
    ax.set_title(words.strip(), loc="left", color=WORDS, fontsize=7)


def noted(ax: Axes, words: str) -> None:
    """Add to the small line above `ax`."""
    before = ax.get_title(loc="left") or ax.get_title(loc="center")
    titled(ax, f"{before}　{words}")


@in_house_style
def marked_simulated(ax: Axes, lang: Language = "zh") -> Axes:
    """Say above `ax`, at its right, that its figures are simulated; return it."""
    words = "模拟数据" if lang == "zh" else "simulated data"
    ax.annotate(
        words, (1, 1), xycoords="axes fraction", xytext=(0, 4), textcoords="offset points",
        ha="right", va="bottom", fontsize=8, color=ALERT,
    )  # fmt: skip
    return ax


def break_line(ax: Axes, at: float, top: float = 1.0) -> None:
    """Draw a break as dashes from bottom to `top`, a share; each is a stroke of its own.

    To whoever listens to a page, one long line across others would be the rule of a table.
    """
    begins = np.arange(0, top, DASH)
    ax.vlines(
        np.full_like(begins, at), begins, np.minimum(begins + 0.6 * DASH, top), transform=ax.get_xaxis_transform(),
        color=ALERT, linewidth=0.8, zorder=1.5,
    )  # fmt: skip


def marked_crossed(ax: Axes, lang: Language = "zh") -> None:
    """Say above `ax` that it crosses a break because that was asked for."""
    noted(ax, "应要求跨越口径变更" if lang == "zh" else "across a break, as asked")
