"""Charts: one a file, drawn on given axes, in one style."""

from fadu.charts.canvas import FULL, HALF, axes_or_new, drawing
from fadu.charts.coverage import (
    coverage,
    coverage_size,
)
from fadu.charts.effects import effects
from fadu.charts.findings import findings, findings_size
from fadu.charts.funnel import FUNNEL, funnel
from fadu.charts.intervals import MOST_ROWS, intervals, rows_size
from fadu.charts.marked import marked_simulated
from fadu.charts.multiples import multiples, multiples_size
from fadu.charts.parts import parts
from fadu.charts.places import places
from fadu.charts.rank_sets import rank_sets
from fadu.charts.rates import rates
from fadu.charts.series import series
from fadu.charts.slope import slope, slope_size
from fadu.charts.tiles import TILES, tiles
from fadu.charts.verdicts import verdict_rows, verdicts

__all__ = [
    "FULL",
    "FUNNEL",
    "HALF",
    "MOST_ROWS",
    "TILES",
    "axes_or_new",
    "coverage",
    "coverage_size",
    "drawing",
    "effects",
    "findings",
    "findings_size",
    "funnel",
    "intervals",
    "marked_simulated",
    "multiples",
    "multiples_size",
    "parts",
    "places",
    "rank_sets",
    "rates",
    "rows_size",
    "series",
    "slope",
    "slope_size",
    "tiles",
    "verdict_rows",
    "verdicts",
]
