"""Charts: one a file, drawn on given axes, in one style."""

from fadu.charts.canvas import FULL, HALF, axes_or_new, drawing
from fadu.charts.places import places
from fadu.charts.series import series

__all__ = ["FULL", "HALF", "axes_or_new", "drawing", "places", "series"]
