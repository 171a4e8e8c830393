"""The nouns of the data: qualifier, measure, status, tier, period."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from fadu.errors import RequestError

Qualifier = Literal["exact", "about", "over", "nearly", "at_least", "at_most"]
Measure = Literal["value", "change_percent", "change_points"]
Status = Literal["not_printed", "not_applicable", "withheld"]
Tier = Literal["official", "academic", "media", "secondary"]
Level = Literal["nation", "province", "prefecture", "county"]
Exposure = Literal["population", "none"]
Among = Literal["register", "panel"]

QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
MEASURES: tuple[Measure, ...] = get_args(Measure)
STATUSES: tuple[Status, ...] = get_args(Status)
TIERS: tuple[Tier, ...] = get_args(Tier)  # the strongest first
LEVELS: tuple[Level, ...] = get_args(Level)
EXPOSURES: tuple[Exposure, ...] = get_args(Exposure)
AMONG: tuple[Among, ...] = get_args(Among)

CHANGE_UNITS = ("%", "百分点", "个百分点")

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
DAY_PATTERN = f"[0-9]{{4}}-{_MONTH}-{_DAY}"
DATE_PATTERN = f"[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?"
PERIOD_PATTERN = f"{DATE_PATTERN}(/{DATE_PATTERN})?"


@dataclass(frozen=True)
class Period:
    """The time that a figure speaks of.

    Parameters
    ----------
    kind
        year (the full calendar year), part (an interval), date (a stock then).
    start, end
        First and last day; of a date as precise as its source, the days that it may be.
    """

    kind: Literal["year", "part", "date"]
    start: dt.date
    end: dt.date

    @classmethod
    def parse(cls, written: str, year: int) -> "Period":
        """Read a cell of the column `period`.

        Parameters
        ----------
        written
            Empty, an ISO 8601 interval, or a date as precise as known.
        year
            The cell of the column `year`.

        Raises
        ------
        RequestError
            Another form, a day that does not exist, an end before its start, or another year.
        """
        if not written:
            return cls("year", dt.date(year, 1, 1), dt.date(year, 12, 31))
        start, end = span(written)
        if not start.year <= year <= end.year:
            raise RequestError(f"period {written!r} has no day of the year {year}")
        return cls("part" if "/" in written else "date", start, end)


def span(period: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a period may hold, whatever its year.

    Parameters
    ----------
    period
        A date as precise as known, or an ISO 8601 interval of two.

    Raises
    ------
    RequestError
        Another form, a day that does not exist, an end before its start.
    """
    if not re.fullmatch(PERIOD_PATTERN, period):
        raise RequestError(
            f"period {period[:80]!r} is not empty, a date (2023, 2023-08, 2023-08-31) "
            "or an interval (2024-01/2024-06)",
        )
    first, _, last = period.partition("/")
    start, end = days(first)[0], days(last or first)[1]
    if end < start:
        raise RequestError(f"period {period!r} ends before it starts")
    return start, end


def days(date: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date as precise as known may be.

    Parameters
    ----------
    date
        ``2023``, ``2023-08`` or ``2023-08-31``.

    Raises
    ------
    RequestError
        Another form, or a day that does not exist.
    """
    if not re.fullmatch(DATE_PATTERN, date):
        raise RequestError(f"date {date[:80]!r} is not 2023, 2023-08 or 2023-08-31")
    year, month, day = (int(p) for p in (date + "-0-0").split("-")[:3])
    last = month or 12
    try:
        return (
            dt.date(year, month or 1, day or 1),
            dt.date(year, last, day or calendar.monthrange(year, last)[1]),
        )
    except ValueError as error:
        raise RequestError(f"date {date!r} does not exist") from error


def surely_before(one: str, other: str) -> bool:
    """Whether date `one` is before date `other` however precise both are; empty is unknown."""
    return bool(one and other) and days(one)[1] < days(other)[0]


def assumed_resolution(printed: str) -> Decimal:
    """Return the step of the last printed digit that is not a trailing zero of an integer.

    Parameters
    ----------
    printed
        A decimal as it stands in the panel, such as ``385000`` (1000) or ``98.0`` (0.1).
    """
    value = Decimal(printed)
    exponent = value.normalize().as_tuple().exponent if value == value.to_integral() else None
    if "." in printed or not value:
        exponent = Decimal(printed).as_tuple().exponent
    return Decimal(1).scaleb(int(exponent or 0))
