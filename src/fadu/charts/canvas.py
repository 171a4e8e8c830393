"""Where charts are drawn: the one style, its colours, and the way to an SVG."""

import io
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pylopdf_fonts_zh_cn
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

from fadu.charts.fitting import Fitted, begin
from fadu.page import STRONG

INK = STRONG  # the place of the briefing
BAND = "#9db4c4"  # its intervals
QUIET = "#8a8f94"  # all other places
FAINT = "#c9ced2"  # their intervals
ALERT = "#a63d2f"  # breaks
WORDS = "#4a4f54"

HALF = (3.25, 2.15)  # inches: half the text width of an A4 page
FULL = (6.6, 2.6)
PIXELS = 100  # an inch, of pictures within a drawing
STYLE = str(files("fadu.charts") / "fadu.mplstyle")

for _path in (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path()):
    fontManager.addfont(str(_path))


class _Renderer(RendererSVG):
    """Writes SVG; words that were measured once, in any drawing, are not measured again."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Return the extent of words, in points."""
        return _extent(s, prop.copy(), ismath)


@lru_cache(maxsize=4096)
def _extent(words: str, face: FontProperties, ismath: Any) -> tuple[float, float, float]:
    found: tuple[float, float, float] = text_to_path.get_text_width_height_descent(
        words, face, ismath
    )
    return found


class _Canvas(FigureCanvasSVG):
    """Lays out and draws with one renderer; matplotlib's own makes one for each question."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self.out = io.StringIO()
        figure.set_dpi(self.fixed_dpi)
        width, height = figure.bbox.size
        about = {"Date": None, "Creator": None}
        self.renderer: Any = _Renderer(  # type: ignore[no-untyped-call]  # its base is untyped
            width, height, self.out, image_dpi=PIXELS, metadata=about
        )

    def get_renderer(self) -> Any:
        """Return the renderer; figures ask for it when they are laid out."""
        return self.renderer

    def drawn(self) -> str:
        """Draw the figure, once, and return the SVG."""
        self.figure.draw(self.renderer)
        self.renderer.finalize()
        return str(self.out.getvalue())


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
        canvas = _Canvas(figure)
        figure.set_layout_engine(Fitted())
        draw(begin(figure))
        return canvas.drawn()


def made_in_style(ax: Axes) -> bool:
    """Whether axes come from `drawing`, which gave them the style from the start."""
    figure = ax.get_figure()
    return isinstance(figure.canvas if figure else None, _Canvas)


def axes_or_new(ax: Axes | None, size: tuple[float, float] = HALF) -> Axes:
    """Return `ax`, or axes on a new figure in the package's style."""
    if ax is not None:
        return ax
    with style.context(STYLE):
        figure = Figure(figsize=size)
        FigureCanvasSVG(figure)
        return figure.subplots()
