"""Who reports what when: a heat map of indicators by years."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from fadu.charts.canvas import FAINT, WORDS
from fadu.charts.house import in_house_style
from fadu.charts.tiles import colours, readable
from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.grid import Grid


def coverage_size(grid: Grid) -> tuple[float, float]:
    """Return the size of the heat map in inches."""
    return 6.6, 0.7 + 0.155 * len(grid.shown)


@in_house_style
def coverage(grid: Grid, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw the heat map on `ax` and return it.

    Each cell holds the number of places that report, the darker the more (by its logarithm);
    an empty cell has none.
    """
    table = grid.shown
    counts = table.to_numpy(dtype="float64")
    shade = np.log1p(counts) / np.log1p(counts.max(initial=1.0))
    if counts.size:
        ax.imshow(
            np.where(counts > 0, shade, np.nan), cmap=colours(), vmin=0, vmax=1, aspect="auto"
        )
    for row, column in zip(*np.nonzero(counts), strict=True):
        ax.text(column, row, number(counts[row, column]), ha="center", va="center",
                fontsize=6, color=readable(shade[row, column]))  # fmt: skip
    _axes(table, grid, ax, lang)
    return ax


def _axes(table: pd.DataFrame, grid: Grid, ax: Axes, lang: Language) -> None:
    ax.set_xticks(range(len(table.columns)), [str(y) for y in table.columns])
    names = [grid.codebook[str(i)].name(lang) for i in table.index]
    ax.set_yticks(range(len(table)), names, fontsize=6)
    ax.tick_params(axis="y", colors=WORDS)
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.grid(visible=False)
    ax.set_xticks(np.arange(-0.5, len(table.columns)), minor=True)
    ax.set_yticks(np.arange(-0.5, len(table)), minor=True)
    ax.grid(which="minor", color=FAINT, linewidth=0.4)
    ax.tick_params(which="minor", length=0)
    ax.spines["bottom"].set_visible(False)
    words = "公布的地方数" if lang == "zh" else "Number of places that report"
    words += ("　模拟数据" if lang == "zh" else "; simulated data") if grid.simulated else ""
    ax.set_title(words, color=WORDS, fontsize=7)
