"""Numbers as Chinese reports print them, read exactly; look-alikes refused with a reason."""

from fadu.intake.numbers.nouns import LookAlike, PrintedNumber
from fadu.intake.numbers.scan import read_numbers

__all__ = ["LookAlike", "PrintedNumber", "read_numbers"]
