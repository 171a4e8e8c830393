"""Names beside points: none over another, the most important first, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from fadu.charts.canvas import QUIET, WORDS

Point = tuple[float, float]
_NEAR = 4.0
_FAR = 13.0
_SIDES: tuple[tuple[float, float, str, str], ...] = (
    (1, 0, "left", "center"),
    (-1, 0, "right", "center"),
    (0, 1, "center", "bottom"),
    (0, -1, "center", "top"),
    (0.8, 0.8, "left", "bottom"),
    (-0.8, 0.8, "right", "bottom"),
    (0.8, -0.8, "left", "top"),
    (-0.8, -0.8, "right", "top"),
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
    needed
        Whether it is written even where it has to cover a point.
    """

    words: str
    at: Point
    colour: str = WORDS
    needed: bool = False


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
    spare: Annotation | None = None
    for reach in (_NEAR, _FAR, 2 * _FAR):
        for side in _SIDES:
            tried = _write(label, side, reach, ax, size)
            box = tried.get_window_extent()
            inside = (
                frame.x0 <= box.x0
                and box.x1 <= frame.x1
                and frame.y0 <= box.y0
                and box.y1 <= frame.y1
            )
            if inside and not any(box.overlaps(other) for other in taken):
                return tried
            tried.remove()
    return spare


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
        annotation_clip=False,
        arrowprops=None
        if reach == _NEAR
        else {"arrowstyle": "-", "linewidth": 0.4, "color": QUIET, "shrinkA": 0, "shrinkB": 2},
    )
    written.set_in_layout(False)
    return written
