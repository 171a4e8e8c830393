"""Charts: one a file, drawn on given axes, in one style."""

from fadu.charts.canvas import FULL, HALF, axes_or_new, drawing
from fadu.charts.multiples import multiples, multiples_size
from fadu.charts.parts import parts
from fadu.charts.places import places
from fadu.charts.rates import rates
from fadu.charts.series import series
from fadu.charts.slope import slope, slope_size

__all__ = [
    "FULL",
    "HALF",
    "axes_or_new",
    "drawing",
    "multiples",
    "multiples_size",
    "parts",
    "places",
    "rates",
    "series",
    "slope",
    "slope_size",
]
