"""Analyses: each asks one question of a panel and returns one result."""

from fadu.analyses.profile import Profile, profile

__all__ = ["Profile", "profile"]
