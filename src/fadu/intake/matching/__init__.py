"""Quantities to indicators, by the wordings of a codebook."""

from fadu.intake.matching.match import Match, Reader
from fadu.intake.matching.wordings import Wordings, wordings_of

__all__ = ["Match", "Reader", "Wordings", "wordings_of"]
