"""Analyses: each asks one question of a panel and returns one result."""

from fadu.analyses.profile import Profile, profile
from fadu.analyses.trend import TrendResult, trend

__all__ = ["Profile", "TrendResult", "profile", "trend"]
