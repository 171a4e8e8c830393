"""Analyses: each asks one question of a panel and returns one result."""

from fadu.analyses.compare import Comparison, compare
from fadu.analyses.decompose import DecomposeResult, decompose
from fadu.analyses.profile import Profile, profile
from fadu.analyses.rank import Ranking, rank
from fadu.analyses.trend import TrendResult, trend

__all__ = [
    "Comparison",
    "DecomposeResult",
    "Profile",
    "Ranking",
    "TrendResult",
    "compare",
    "decompose",
    "profile",
    "rank",
    "trend",
]
