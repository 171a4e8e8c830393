"""Where charts are drawn: the one style, its colours, and the way to an SVG."""

import io
from collections.abc import Callable
from importlib.resources import files

import pylopdf_fonts_zh_cn
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

INK = "#0b3c5d"  # the place of the briefing
BAND = "#9db4c4"  # its intervals
QUIET = "#8a8f94"  # all other places
FAINT = "#c9ced2"  # their intervals
ALERT = "#a63d2f"  # breaks
WORDS = "#4a4f54"

HALF = (3.25, 2.15)  # inches: half the text width of an A4 page
FULL = (6.6, 2.6)
STYLE = str(files("fadu.charts") / "fadu.mplstyle")

for _path in (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path()):
    fontManager.addfont(str(_path))


def drawing(draw: Callable[[Axes], object], size: tuple[float, float] = HALF) -> str:
    """Draw on fresh axes and return the SVG, text as text; the same drawing, the same bytes.

    Parameters
    ----------
    draw
        Is given the axes.
    size
        Width and height in inches.
    """
    with style.context(STYLE):
        figure = Figure(figsize=size)
        canvas = FigureCanvasSVG(figure)
        draw(figure.subplots())
        out = io.BytesIO()
        # not savefig, which draws everything once more beforehand to lay it out
        canvas.print_svg(out, metadata={"Date": None, "Creator": None})
    return out.getvalue().decode()


def axes_or_new(ax: Axes | None, size: tuple[float, float] = HALF) -> Axes:
    """Return `ax`, or axes on a new figure in the package's style."""
    if ax is not None:
        return ax
    with style.context(STYLE):
        figure = Figure(figsize=size)
        FigureCanvasSVG(figure)
        return figure.subplots()
