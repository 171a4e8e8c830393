"""From printed numbers to quantities: measure, year, place, part, list, before any indicator."""

from fadu.intake.figures.layout import find_sections
from fadu.intake.figures.own import Own, own_rank
from fadu.intake.figures.quantity import Quantity
from fadu.intake.figures.read import read_quantities

__all__ = ["Own", "Quantity", "find_sections", "own_rank", "read_quantities"]
