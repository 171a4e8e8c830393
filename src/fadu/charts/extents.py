"""How much room words take, told before anything is drawn."""

from matplotlib.axes import Axes

_WIDE, _NARROW = 1.0, 0.57  # ems; of a Chinese character, of the widest usual Latin text
_FIRST_WIDE = "\u2e80"
_POINTS = 72  # an inch


def width_of(words: str, size: float) -> float:
    """Return the width of words in points, rather too large than too small.

    Parameters
    ----------
    words
        One line of text.
    size
        Of the type, in points.
    """
    return size * sum(_WIDE if c >= _FIRST_WIDE else _NARROW for c in words)


def size_of(ax: Axes) -> tuple[float, float]:
    """Return width and height of `ax` in points, as they stand before the final layout."""
    box, scale = ax.get_window_extent(), _POINTS / ax.figure.dpi
    return box.width * scale, box.height * scale
