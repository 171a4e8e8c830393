"""Briefings: notebook, run, Typst, PDF."""

from fadu.briefing.front import brief

__all__ = ["brief"]
