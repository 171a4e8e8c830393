"""Analyses: each asks one question of a panel and returns one result."""

from fadu.analyses.decompose import DecomposeResult, decompose
from fadu.analyses.profile import Profile, profile
from fadu.analyses.trend import TrendResult, trend

__all__ = [
    "DecomposeResult",
    "Profile",
    "TrendResult",
    "decompose",
    "profile",
    "trend",
]
