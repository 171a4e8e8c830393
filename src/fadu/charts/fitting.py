"""Axes made as large as their figure allows, with all that is written around them."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from matplotlib.transforms import Bbox

PAD = 1.44  # points, as in the style
USUAL = (26.0, 14.0, 4.0, 8.0)
"""Points at the left, bottom, right and top of most charts: where the search begins."""
INWARDS = np.array([1, 1, -1, -1])
"""What moves left, bottom, right and top edge towards the middle."""
SETTLED = 10.0
"""Points; axes that move less are not measured again: what is written at their ends moves by
a small part of that."""


class Fitted(LayoutEngine):
    """The rule of matplotlib's constrained layout for a figure with one pair of axes.

    Measuring is most of the work, and constrained layout always measures twice; this does it
    again only where the first answer is far from where the axes stood.
    """

    _adjust_compatible = True
    _colorbar_gridspec = False

    def execute(self, fig: Figure) -> None:
        """Place the axes of `fig`."""
        (axes,) = fig.axes
        if _place(axes, fig) > SETTLED:
            _place(axes, fig)


def begin(figure: Figure) -> Axes:
    """Return fresh axes about where they will stand."""
    width, height = figure.bbox.size
    left, bottom, right, top = USUAL
    return figure.add_axes(
        (left / width, bottom / height, 1 - (left + right) / width, 1 - (bottom + top) / height)
    )


def _place(axes: Axes, figure: Figure) -> float:
    """Move the axes by what stands over the figure's edge or short of it; return how far."""
    renderer: Any = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    stood = axes.get_position(original=True).transformed(figure.transFigure).extents
    reach: Any = axes.get_tightbbox(renderer, for_layout_only=True)
    over = np.maximum(INWARDS * (stood - reach.extents), 0.0)
    wanted = figure.bbox.padded(-PAD).extents + INWARDS * over
    if (wanted[2:] > wanted[:2]).all():
        axes.set_position(Bbox.from_extents(*wanted).transformed(figure.transFigure.inverted()))
    return float(abs(wanted - stood).max())
