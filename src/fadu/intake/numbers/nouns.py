"""What a reading of a text finds: printed numbers, and look-alikes with the reason."""

from decimal import Decimal
from typing import NamedTuple

from fadu.model import Qualifier

PERCENT = "%"
POINTS = "百分点"
RATIO = "ratio"


class PrintedNumber(NamedTuple):
    """A quantity as it is printed.

    Parameters
    ----------
    start, end
        Span of the number itself in the text.
    surface
        The text of that span.
    value
        With 万 and 亿 expanded; shares are percent.
    unit
        As printed, without 万, 亿 and without the 大 of 大类; empty where none follows.
    qualifier
        exact, about, over, nearly, at_least, at_most.
    resolution
        The step of the last printed digit in `unit`; None of 半数, 1/4 and their like.
    lead, tail
        Span with qualifier, 万, unit and 以上.
    form
        How it is printed.
    """

    start: int
    end: int
    surface: str
    value: Decimal
    unit: str
    qualifier: Qualifier
    resolution: Decimal | None
    lead: int
    tail: int
    form: str

    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the least and the largest value that the print allows; None is unbounded.

        A printed decimal may have been rounded or truncated; both are allowed.
        """
        if self.qualifier in ("over", "at_least"):
            return self.value, None
        if self.qualifier in ("nearly", "at_most"):
            return None, self.value
        step = self.resolution or Decimal(0)
        counted = step == 1 and self.unit != PERCENT and self.qualifier == "exact"
        if counted or not step:
            return self.value, self.value
        return self.value - step / 2, self.value + step


class LookAlike(NamedTuple):
    """Something that looks like a quantity and is none.

    Parameters
    ----------
    start, end
        Its span in the text.
    surface
        The text of that span.
    reason
        A word of `REASONS`.
    """

    start: int
    end: int
    surface: str
    reason: str

    def sentence(self) -> str:
        """Say in one sentence why it is no quantity."""
        return f"{self.surface!r} is no quantity: {REASONS[self.reason]}"


def as_number(other: LookAlike) -> PrintedNumber:
    """Return the number that plain digits are after all."""
    start, end, surface, _ = other
    return PrintedNumber(
        start, end, surface, Decimal(surface), "", "exact", Decimal(1), start, end, "digits"
    )


REASONS = {
    "bare": "100, 1000 or 10,000 without a qualifier is a figure of speech",
    "code": "digits within a name or code",
    "compound": "digits and words mixed have more than one reading",
    "date": "a date, a year or a time of day",
    "document": "the number of a document",
    "duration": "a length of time",
    "hotline": "a telephone number",
    "long": "no count has so many digits",
    "name": "part of a title or of a name in quotation marks",
    "numbering": "it numbers a heading or an item",
    "ordinal": "it counts in order, not in amount",
    "range": "two ends of a range, not one value",
    "ratio": "1:2.3 and their like say how many there are of the other for one",
    "shorthand": "1+10+7, 7*24 and their like are names",
    "slogan": "a fixed term such as 三项制度",
    "vague": "数百, 几十 and their like name no value",
    "word": "part of a word such as 统一",
}
