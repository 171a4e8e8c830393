"""Numbers beside marks: none over another or over a mark; those without room stay in the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from fadu.charts.extents import size_of, width_of

_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}  # a line stays off a number
_APART = 4.0  # points between a mark and its number
_RADIUS = 2.6  # points, of a mark
_TALL = 1.05  # ems, of a line of numbers
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """A mark with its number.

    Parameters
    ----------
    at, value
        Where the mark stands, in data coordinates.
    low, high
        Lower and upper end of its interval; the value where it has none.
    words
        The number as it is printed.
    colour, size
        Of the type, in points.
    sides
        Where the number may stand, the best first: above, below, right, left.
    """

    at: float
    value: float
    low: float
    high: float
    words: str
    colour: str
    size: float = 7.0
    sides: tuple[str, ...] = ("above", "below")


def write(marks: Sequence[Mark], ax: Axes) -> None:
    """Write the numbers that find room, in the order given.

    Parameters
    ----------
    marks
        The most important first.
    ax
        Where; its limits are settled.
    """
    left, right = ax.get_xlim()
    foot, top = ax.get_ylim()
    width, height = size_of(ax)
    across, up = width / (right - left), height / (top - foot)
    bodies = [_body(m, across, up, left, foot) for m in marks]
    taken: list[Box] = []
    for mark, body in zip(marks, bodies, strict=True):
        tall = _TALL * mark.size
        others = [*taken, *(b for b in bodies if b is not body)]
        for side in mark.sides:
            box = _beside(body, side, width_of(mark.words, mark.size), tall)
            if box[1] >= -1 and not any(_overlap(box, other) for other in others):
                taken.append(box)
                _write(mark, side, ax)
                break


def _body(mark: Mark, across: float, up: float, left: float, foot: float) -> Box:
    x = (mark.at - left) * across
    low, high = ((end - foot) * up for end in (mark.low, mark.high))
    return (x - _RADIUS, low - _RADIUS, x + _RADIUS, high + _RADIUS)


def _beside(body: Box, side: str, wide: float, tall: float) -> Box:
    x, y = (body[0] + body[2]) / 2, (body[1] + body[3]) / 2
    if side == "above":
        return (x - wide / 2, body[3], x + wide / 2, body[3] + tall)
    if side == "below":
        return (x - wide / 2, body[1] - tall, x + wide / 2, body[1])
    start = body[2] if side == "right" else body[0] - wide
    return (start, y - tall / 2, start + wide, y + tall / 2)


def _overlap(one: Box, other: Box) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _write(mark: Mark, side: str, ax: Axes) -> None:
    point, offset, across, upright = _placing(mark)[side]
    ax.annotate(
        mark.words,
        point,
        xytext=offset,
        textcoords="offset points",
        ha=across,
        va=upright,
        fontsize=mark.size,
        color=mark.colour,
        bbox=_GROUND,
        zorder=3.5,
    )


def _placing(
    mark: Mark,
) -> dict[str, tuple[tuple[float, float], tuple[float, float], str, str]]:
    return {
        "above": ((mark.at, mark.high), (0, _APART), "center", "bottom"),
        "below": ((mark.at, mark.low), (0, -_APART), "center", "top"),
        "right": ((mark.at, mark.value), (_APART, 0), "left", "center"),
        "left": ((mark.at, mark.value), (-_APART, 0), "right", "center"),
    }


def fitting_years(years: Iterable[int], per_year: float, wide: float) -> list[int]:
    """Return the years that are written under an axis.

    Parameters
    ----------
    years
        Those with a figure.
    per_year
        Points from one year to the next.
    wide
        Points that a year takes, with the room after it.

    Returns
    -------
    list of int
        Every year from first to last where there is room; else those with a figure, the
        latest first, as far as they do not touch.
    """
    held = sorted(set(years), reverse=True)
    if per_year >= wide:
        return list(range(held[-1], held[0] + 1))
    kept: list[int] = []
    for year in held:
        if not kept or (kept[-1] - year) * per_year >= wide:
            kept.append(year)
    return kept[::-1]
