"""Analyses: each asks one question of a panel and returns one result."""

from fadu.analyses.answer import Answer
from fadu.analyses.audit import Audit, audit
from fadu.analyses.compare import Comparison, compare
from fadu.analyses.coverage import (
    Coverage,
    coverage,
)
from fadu.analyses.decompose import DecomposeResult, decompose
from fadu.analyses.model import ModelResult, model
from fadu.analyses.profile import Profile, profile
from fadu.analyses.rank import Ranking, rank
from fadu.analyses.simulated import Made, simulated_panel
from fadu.analyses.trend import TrendResult, trend

__all__ = [
    "Answer",
    "Audit",
    "Comparison",
    "Coverage",
    "DecomposeResult",
    "Made",
    "ModelResult",
    "Profile",
    "Ranking",
    "TrendResult",
    "audit",
    "compare",
    "coverage",
    "decompose",
    "model",
    "profile",
    "rank",
    "simulated_panel",
    "trend",
]
