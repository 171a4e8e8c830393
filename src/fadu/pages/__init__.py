"""From a result to the parts of a page: one module for each kind of briefing."""

from fadu.pages import profile
from fadu.pages.attached import attached

__all__ = ["attached", "profile"]
