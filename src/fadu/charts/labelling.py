"""Names beside points: none over another, the most important first, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from fadu.charts.canvas import QUIET, WORDS

Point = tuple[float, float]
_REACHES = (4.0, 13.0, 22.0, 34.0, 48.0)
"""Distances from point to name, in points; from the second on a thin line joins them."""
_SIDES: tuple[tuple[float, float, str, str], ...] = (
    (1, 0, "left", "center"),
    (-1, 0, "right", "center"),
    (0, 1, "center", "bottom"),
    (0, -1, "center", "top"),
    (0.8, 0.8, "left", "bottom"),
    (-0.8, 0.8, "right", "bottom"),
    (0.8, -0.8, "left", "top"),
    (-0.8, -0.8, "right", "top"),
    (0.4, 1, "left", "bottom"),
    (-0.4, 1, "right", "bottom"),
    (0.4, -1, "left", "top"),
    (-0.4, -1, "right", "top"),
)


@dataclass(frozen=True)
class Label:
    """A name for a point.

    Parameters
    ----------
    words
        What is written.
    at
        The point, in data coordinates.
    colour
        Of the words.
    """

    words: str
    at: Point
    colour: str = WORDS


def write(
    labels: Sequence[Label], points: Sequence[Point], ax: Axes, size: float = 6.5
) -> list[Annotation]:
    """Write the labels that find room, in the order given, and return them.

    Parameters
    ----------
    labels
        The most important first.
    points
        All points drawn, in data coordinates; a label covers none of them.
    ax
        Where; its limits and its figure's size are settled.
    size
        Of the type, in points.
    """
    figure = ax.get_figure(root=True)
    if figure is None:
        return []
    figure.draw_without_rendering()
    taken = [_around(point, ax) for point in points]
    frame, written = ax.get_window_extent(), list[Annotation]()
    for label in labels:
        found = _place(label, taken, frame, ax, size)
        if found is not None:
            taken.append(found.get_window_extent().expanded(1.02, 1.05))
            written.append(found)
    return written


def _around(point: Point, ax: Axes, radius: float = 2.0) -> Bbox:
    x, y = ax.transData.transform(point)
    return Bbox.from_extents(x - radius, y - radius, x + radius, y + radius)


def _place(
    label: Label, taken: Sequence[Bbox], frame: Bbox, ax: Axes, size: float
) -> Annotation | None:
    for reach in _REACHES:
        for side in _SIDES:
            tried = _write(label, side, reach, ax, size)
            box = tried.get_window_extent()
            if _within(box, frame) and not any(box.overlaps(other) for other in taken):
                if reach > _REACHES[0]:
                    _join(label.at, (side[0] * reach, side[1] * reach), ax)
                return tried
            tried.remove()
    return None


def _within(box: Bbox, frame: Bbox) -> bool:
    across = frame.x0 <= box.x0 and box.x1 <= frame.x1
    return bool(across and frame.y0 <= box.y0 and box.y1 <= frame.y1)


def _write(
    label: Label, side: tuple[float, float, str, str], reach: float, ax: Axes, size: float
) -> Annotation:
    dx, dy, horizontal, vertical = side
    written = ax.annotate(
        label.words,
        label.at,
        xytext=(dx * reach, dy * reach),
        textcoords="offset points",
        ha=horizontal,
        va=vertical,
        fontsize=size,
        color=label.colour,
        zorder=5,
    )
    written.set_in_layout(False)
    return written


def _join(at: Point, offset: Point, ax: Axes) -> None:
    line = {"arrowstyle": "-", "linewidth": 0.4, "color": QUIET, "shrinkA": 0, "shrinkB": 2}
    joined = ax.annotate("", at, xytext=offset, textcoords="offset points", arrowprops=line)
    joined.set_in_layout(False)
