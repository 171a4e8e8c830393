"""Statistics: arrays in, small frozen results out; knows no panel and no file."""

from fadu.stats.change import two_proportions
from fadu.stats.change_rates import two_rates
from fadu.stats.intervals import proportion, rate
from fadu.stats.printed import printed_bounds
from fadu.stats.trend import trend, trend_values

__all__ = [
    "printed_bounds",
    "proportion",
    "rate",
    "trend",
    "trend_values",
    "two_proportions",
    "two_rates",
]
