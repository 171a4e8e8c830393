"""From printed numbers to quantities: measure, year, place, part, list, before any indicator."""

from fadu.intake.figures.quantity import Quantity
from fadu.intake.figures.read import read_quantities
from fadu.intake.figures.setting import Own, own_rank

__all__ = ["Own", "Quantity", "own_rank", "read_quantities"]
