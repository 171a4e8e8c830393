"""A figure of a report, and figures as a table."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from fadu.model import Measure, Qualifier
from fadu.tables import spreadsheet_safe

COLUMNS = (
    "start", "end", "surface", "value", "unit", "qualifier", "indicator", "measure", "year",
    "district", "section", "note", "period",
)  # fmt: skip


class Figure(NamedTuple):
    """A quantity of a report with what it means.

    Parameters
    ----------
    start, end
        Span of the number in the text.
    surface
        The text of that span.
    value
        In `unit`, with 万 and 亿 expanded; a fall is negative.
    unit
        As printed; of the indicator where none is printed.
    qualifier
        exact, about, over, nearly, at_least, at_most.
    indicator
        Id in the codebook; empty where none fits.
    measure
        value, change_percent or change_points.
    year
        The year it speaks of, or None.
    district
        Code or name as given; empty where unknown.
    section
        The headings it stands under, outermost first.
    note
        Why it has no indicator, or what else a reader should know.
    period
        Empty for a whole year, else an ISO 8601 interval.
    resolution
        Step of the last printed digit in `unit`; None where the print does not tell.
    confidence
        From 0 to 1; 0 without an indicator.
    runner_up
        The indicator that came next, or nothing.
    """

    start: int
    end: int
    surface: str
    value: Decimal
    unit: str
    qualifier: Qualifier
    indicator: str
    measure: Measure
    year: int | None
    district: str
    section: str
    note: str
    period: str
    resolution: Decimal | None
    confidence: float
    runner_up: str


def frame(figures: Iterable[Figure]) -> pd.DataFrame:
    """Return figures as the table that ``fadu extract`` writes.

    Parameters
    ----------
    figures
        As `extract` returns them.

    Returns
    -------
    pandas.DataFrame
        One row for each figure; `value` holds decimals as text, `year` may be missing.
    """
    rows = [
        (
            f.start, f.end, f.surface, format(f.value, "f"), f.unit, f.qualifier, f.indicator,
            f.measure, f.year, f.district, spreadsheet_safe(f.section),
            spreadsheet_safe(f.note), f.period,
        )
        for f in figures
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"start": "int64", "end": "int64", "year": "Int64"})
