"""From a result to the parts of a page."""

from fadu.pages.attached import attached

__all__ = ["attached"]
