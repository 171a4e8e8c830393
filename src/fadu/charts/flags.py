"""Words on top of upright lines: no line runs through words, no words stand over others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from fadu.charts.canvas import ALERT
from fadu.charts.extents import size_of, width_of
from fadu.charts.marked import break_line

SIZE = 6.0  # points, of the type
_LINE = 7.6  # points, of one line of it
_GAP = 3.0  # points between words and the line of another flag


@dataclass(frozen=True)
class Flag:
    """Words for an upright line.

    Parameters
    ----------
    at
        Where the line stands, in data coordinates.
    lines
        Its words, one or two lines of them.
    row
        Rows of type below its words, from the lowest flag's own.
    left
        Where its words begin, in points from the left end of the axes.
    """

    at: float
    lines: tuple[str, ...]
    row: int = 0
    left: float = 0.0

    @property
    def width(self) -> float:
        """Width of the words in points, rather too large than too small."""
        return max(width_of(words, SIZE) for words in self.lines)


def arranged(flags: Sequence[tuple[float, str, str]], ax: Axes) -> list[Flag]:
    """Return flags with room for each.

    Parameters
    ----------
    flags
        Place of the line, date, words; in the order of the places.
    ax
        Its limits from left to right are settled.

    Returns
    -------
    list of Flag
        On one line of type each where that fits, else date and words on two, else the dates
        alone.
    """
    if not flags:
        return []
    left, right = ax.get_xlim()
    whole, _ = size_of(ax)
    scale = whole / (right - left)
    places = [(at - left) * scale for at, *_ in flags]
    tried = []
    for lines in (
        [(f"{d} {w}",) for _, d, w in flags],
        [(d, w) for _, d, w in flags],
        [(d,) for _, d, _ in flags],
    ):
        plain = [Flag(at, words) for (at, *_), words in zip(flags, lines, strict=True)]
        rising = _rising(plain, places, whole)
        mirrored = _rising(plain[::-1], [whole - p for p in places[::-1]], whole)
        falling = [replace(f, left=whole - f.left - f.width) for f in mirrored[::-1]]
        tried += [rising, falling]
    return min(tried, key=lambda found: _spoiled(found, places, whole))


def _rising(flags: Sequence[Flag], places: Sequence[float], whole: float) -> list[Flag]:
    """Set the flags from left to right, each as low as those before it allow."""
    found: list[Flag] = []
    ends = [*places[1:], float("inf")]
    for flag, place, following in zip(flags, places, ends, strict=True):
        wide = flag.width
        centred = min(max(place - wide / 2, 0.0), whole - wide)
        aside = min(max(place - wide - 1, 0.0), whole - wide)
        left = centred if centred + wide + _GAP < following else aside
        under = [
            before.row + len(before.lines)
            for before, stands in zip(found, places, strict=False)
            if left - _GAP < max(before.left + before.width, stands)
        ]
        found.append(replace(flag, left=left, row=max(under, default=0)))
    return found


def _spoiled(flags: Sequence[Flag], places: Sequence[float], whole: float) -> int:
    """Return how many words a line runs through, stand over others, or leave the axes."""
    beyond = sum(f.left < 0 or f.left + f.width > whole for f in flags)
    crossed = sum(
        other is not flag
        and other.row >= flag.row + len(flag.lines)
        and flag.left < place < flag.left + flag.width
        for flag in flags
        for other, place in zip(flags, places, strict=True)
    )
    return beyond + crossed


def height(flags: Sequence[Flag]) -> int:
    """Return how many lines of type the flags need."""
    return max((f.row + len(f.lines) for f in flags), default=0)


def share(flags: Sequence[Flag], ax: Axes) -> float:
    """Return the share of the height of `ax` that the flags need."""
    return height(flags) * _LINE / size_of(ax)[1]


def draw(flags: Sequence[Flag], ax: Axes) -> None:
    """Draw lines and words on `ax`, from its upper end down."""
    rows = height(flags)
    line = share(flags, ax) / rows if rows else 0.0
    for flag in flags:
        foot = 1 - (rows - flag.row) * line
        break_line(ax, flag.at, foot)
        ax.annotate(
            "\n".join(flag.lines),
            (0, foot),
            xycoords="axes fraction",
            xytext=(flag.left + flag.width / 2, 0.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=SIZE,
            linespacing=1.0,
            color=ALERT,
        )
