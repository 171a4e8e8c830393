"""A printed number with all that its sentence says about it, before any indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fadu.intake.numbers import PrintedNumber
from fadu.intake.numbers.nouns import PERCENT, POINTS, RATIO
from fadu.model import Measure

Span = tuple[int, int]
DIFFERENCE = "增减的数量"
PART = "合计的一部分"
OTHER_PLACE = "另一地区的数字"
OTHER_YEAR = "另一年度的数字"
PLAN = "目标或计划"
MANY_YEARS = "多年累计"
EARLIER = "与更早年份比较"
SHARES = (PERCENT, POINTS, RATIO, "倍")


@dataclass(slots=True)
class Quantity:
    """A quantity of a report.

    Parameters
    ----------
    number
        As printed.
    value
        With the sign of a fall.
    unit
        As printed, or of the list that the number belongs to.
    measure
        value, change_percent or change_points.
    sentence
        Its span.
    before
        Spans of the words that name it, the nearest first.
    after
        Span of the words right after it.
    topic_from, topic_to
        Where the last topic named is the one of this figure.
    year
        The year it speaks of; None where the text names none.
    note
        Why it can have no indicator, or what else a reader should know.
    barred
        Whether `note` says that it can have none.
    follows
        Index of the quantity whose indicator a change takes over, or None.
    total
        Index of the quantity that this one is a part of, or None.
    shared
        Spans of several names that one number serves.
    alone
        Whether it has no unit because it stands alone in a cell or after its label.
    mixed
        Whether it counts several things at once: 文件、合同、议题等600件.
    listed
        Whether it is one of a list whose names stand at their places.
    together
        Spans of words that the names of a list have in common.
    changed
        Unit of what changed, where a table gives it.
    cell
        Spans of the names of its row and its column and of the caption, where it fills a cell.
    in_part
        Whether its row is one of those that the last row of its table sums up.
    opens
        Whether nothing stands before it in its clause: ，73件因撤回而终止.
    section, period
        As in the table of figures.
    """

    number: PrintedNumber
    value: Decimal
    unit: str
    measure: Measure
    sentence: Span
    before: list[Span]
    after: Span
    topic_from: int
    topic_to: int
    year: int | None = None
    note: str = ""
    barred: bool = False
    follows: int | None = None
    total: int | None = None
    shared: Sequence[Span] = ()
    alone: bool = False
    mixed: bool = False
    listed: bool = False
    together: Sequence[Span] = ()
    changed: str = ""
    cell: tuple[Span, ...] = ()
    in_part: bool = False
    opens: bool = False
    section: str = ""
    period: str = ""

    def bar(self, note: str) -> None:
        """Say why it can have no indicator; the first reason stays."""
        if not self.barred:
            self.note, self.barred = note, True

    def lift(self, note: str) -> None:
        """Take back a reason that turned out not to hold."""
        if self.note == note:
            self.note, self.barred = "", False
