"""From printed numbers to quantities: measure, year, place, part, list, before any indicator."""

from fadu.intake.figures.own import Own, own_rank
from fadu.intake.figures.quantity import Quantity
from fadu.intake.figures.read import read_quantities

__all__ = ["Own", "Quantity", "own_rank", "read_quantities"]
