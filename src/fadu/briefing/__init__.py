"""Briefings: notebook, run, Typst, PDF."""

from fadu.briefing.run import brief

__all__ = ["brief"]
