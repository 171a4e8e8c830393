"""Sentences in Chinese and English: pure functions, decided on the digits that are printed."""

from fadu.wording.alternatives import series_alt
from fadu.wording.changes import change
from fadu.wording.decompositions import parts, parts_crossed, parts_rate, printed_parts
from fadu.wording.levels import level, said_value
from fadu.wording.limits import alone, disagreement, no_trend, orientation, split, stretches
from fadu.wording.periods import in_period, period_words, years_words
from fadu.wording.trends import (
    courses_alt,
    simulated,
    trend,
    trends_adjusted,
    trends_crossed,
    trends_left_out,
    trends_summary,
    untested,
    verdict_reason,
    verdict_word,
)
from fadu.wording.values import interval, listed

__all__ = [
    "alone",
    "change",
    "courses_alt",
    "disagreement",
    "in_period",
    "interval",
    "level",
    "listed",
    "no_trend",
    "orientation",
    "parts",
    "parts_crossed",
    "parts_rate",
    "period_words",
    "printed_parts",
    "said_value",
    "series_alt",
    "simulated",
    "split",
    "stretches",
    "trend",
    "trends_adjusted",
    "trends_crossed",
    "trends_left_out",
    "trends_summary",
    "untested",
    "verdict_reason",
    "verdict_word",
    "years_words",
]
