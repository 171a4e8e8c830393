"""Statistics: arrays in, small frozen results out; knows no panel and no file."""

from fadu.stats.bounds import (
    difference_bounds,
    growth_bounds,
    missing_bounds,
    possible_counts,
    ratio_bounds,
    year_before,
)
from fadu.stats.change import two_proportions
from fadu.stats.change_rates import two_rates
from fadu.stats.decompose import decompose
from fadu.stats.funnel import funnel, funnel_curve
from fadu.stats.intervals import proportion, rate
from fadu.stats.multiplicity import adjust
from fadu.stats.panel_model import panel_model
from fadu.stats.power import detectable_proportion, detectable_rate, detectable_trend
from fadu.stats.printed import printed_bounds
from fadu.stats.ranks import arcsine_scores, rank_sets, top_sets
from fadu.stats.reporting import reporting
from fadu.stats.rounded import printed_proportion, printed_rate
from fadu.stats.shrink import shrink
from fadu.stats.treatments import treatments
from fadu.stats.trend import trend, trend_values

__all__ = [
    "adjust",
    "arcsine_scores",
    "decompose",
    "detectable_proportion",
    "detectable_rate",
    "detectable_trend",
    "difference_bounds",
    "funnel",
    "funnel_curve",
    "growth_bounds",
    "missing_bounds",
    "panel_model",
    "possible_counts",
    "printed_bounds",
    "printed_proportion",
    "printed_rate",
    "proportion",
    "rank_sets",
    "rate",
    "ratio_bounds",
    "reporting",
    "shrink",
    "top_sets",
    "treatments",
    "trend",
    "trend_values",
    "two_proportions",
    "two_rates",
    "year_before",
]
