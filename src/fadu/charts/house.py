"""The house style on any axes, those of a user's own figure included."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from matplotlib import rcParams, style
from matplotlib.axes import Axes

from fadu.charts.canvas import STYLE, made_in_style

P = ParamSpec("P")


def in_house_style(draw: Callable[P, Axes]) -> Callable[P, Axes]:
    """Let a chart draw in the package's style, and give its axes a face that has Chinese.

    Parameters
    ----------
    draw
        Draws on axes and returns them.
    """

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with style.context(STYLE):
            for given in (*args, *kwargs.values()):
                if isinstance(given, Axes) and not made_in_style(given):
                    _faced(given)  # a chart may measure its words while it draws
            ax = draw(*args, **kwargs)
            if not made_in_style(ax):
                _faced(ax)
        return ax

    return drawn


def _faced(ax: Axes) -> None:
    face = rcParams["font.family"]
    ax.tick_params(which="both", labelfontfamily=face)
    title = ax.get_title(loc="left")
    ax.set_title(title, loc="left", fontfamily=face, fontsize=7)
    for words in (ax.xaxis.label, ax.yaxis.label, *ax.get_xticklabels(), *ax.get_yticklabels()):
        words.set_fontfamily(face)
