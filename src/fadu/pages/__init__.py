"""From a result to the parts of a page: one module for each kind of briefing."""

from fadu.pages import comparison, extending, intake, model, profile, quality, trend
from fadu.pages.attached import attached

__all__ = [
    "attached",
    "comparison",
    "extending",
    "intake",
    "model",
    "profile",
    "quality",
    "trend",
]
