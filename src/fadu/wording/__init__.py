"""Sentences in Chinese and English: pure functions, decided on the digits that are printed."""

from fadu.wording.alternatives import series_alt
from fadu.wording.changes import change
from fadu.wording.levels import level, said_value
from fadu.wording.limits import alone, disagreement, no_trend, split, stretches
from fadu.wording.periods import in_period, period_words, years_words
from fadu.wording.values import interval, listed

__all__ = [
    "alone",
    "change",
    "disagreement",
    "in_period",
    "interval",
    "level",
    "listed",
    "no_trend",
    "period_words",
    "said_value",
    "series_alt",
    "split",
    "stretches",
    "years_words",
]
