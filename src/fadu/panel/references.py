"""Whether the tables of a panel name only what exists, asked once for each different value."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from fadu.codebook import Codebook
from fadu.districts import Register
from fadu.errors import DataError, RequestError
from fadu.model import CHANGE_UNITS, Period
from fadu.panel.choice import Decision
from fadu.panel.coded import Numbers, faulty, having, pairs, uniques
from fadu.schema import DISTRICT_CHANGES, DISTRICTS

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True)
class Known:
    """What the rows of a panel may name.

    Parameters
    ----------
    codebook, places
        Indicators and districts.
    sources
        Ids of publications.
    """

    codebook: Codebook
    places: Register
    sources: Collection[str]

    def fault(self, column: str, name: str) -> str | None:
        """Return why no row may name this; None where it may.

        Parameters
        ----------
        column
            district, source or indicator.
        name
            What stands there.
        """
        if column == "district":
            return self._no_district(name)
        there, called = {
            "source": (self.sources, "table of sources (sources.csv)"),
            "indicator": (self.codebook.indicators, "codebook"),
        }[column]
        return None if name in there else f"is not in the {called}{_near(name, there)}"

    def _no_district(self, code: str) -> str | None:
        if code in self.places:
            return None
        today = self.places.former(code)
        now = f"; it is {today} {self.places.label(today)} today" if today else ""
        return f"is not in the register of districts (districts.csv){now}"

    def no_pattern(self, patterns: str) -> str | None:
        """Return why a break may not name these indicators, parted by |; None where it may."""
        for pattern in patterns.split("|"):
            if not any(fnmatchcase(i, pattern) for i in self.codebook.indicators):
                near = _near(pattern, self.codebook.indicators)
                return f"names no indicator of the codebook with {pattern!r}{near}"
        return None


def _near(name: str, there: Collection[str]) -> str:
    found = get_close_matches(name, there, 3)
    return f"; near it: {', '.join(found)}" if found else ""


def check_figures(
    figures: pa.Table, known: Known, where: str, rows: Numbers | None = None
) -> None:
    """Refuse figures that name what does not exist, or whose cells do not fit each other.

    Parameters
    ----------
    figures
        Coded observations; see ``fadu.panel.coded``.
    known
        What may be named.
    where
        Name of the file, for the message.
    rows
        The row of the file in which each figure stands, where the file has numbered rows.

    Raises
    ------
    DataError
        With file, row and column.
    """

    def refuse(bad: Mask, column: str, said: str) -> None:
        at = int(bad.argmax())
        row = "" if rows is None else f" row {rows[at]},"
        raise DataError(f"{where}:{row} column {column}: {said}")

    for column in ("district", "source", "indicator"):
        strange = faulty(figures, column, partial(known.fault, column))
        if strange:
            bad = np.logical_or.reduce([having(figures, **{column: n}) for n in strange])
            name = figures[column][int(bad.argmax())].as_py()
            said = f"{name!r} {known.fault(column, name)}; add it there or correct the figure"
            refuse(bad, column, said)
    empty, reason = having(figures, value=""), having(figures, status="")
    if (empty & reason).any():
        refuse(empty & reason, "value", "neither value nor status is given; give one of them")
    if not (empty | reason).all():
        refuse(~(empty | reason), "status", "value and status are both given; keep one of them")
    _check_units(figures, known.codebook, refuse)
    _check_periods(figures, refuse)
    _check_places_in_text(figures, refuse)


Refuse = Callable[[Mask, str, str], None]


def _check_units(figures: pa.Table, codebook: Codebook, refuse: Refuse) -> None:
    value, named = having(figures, measure="value"), figures.select(["indicator", "unit"])
    for plain, rows in ((True, value), (False, ~value)):
        some = named.filter(pa.array(rows)).combine_chunks()
        for name, unit in pairs(some, "indicator", "unit"):
            entry = codebook[name]
            units = {entry.unit, *entry.accepts} if plain else set(CHANGE_UNITS)
            if unit not in units:
                said = f"{unit!r} is no unit of {'' if plain else 'a change of '}{name}"
                bad = rows & having(figures, indicator=name, unit=unit)
                refuse(bad, "unit", f"{said}; allowed: {', '.join(sorted(units))}")


def _check_periods(figures: pa.Table, refuse: Refuse) -> None:
    """Refuse a period without a day of its year."""
    filled = ~having(figures, period="")
    years = figures["year"].to_numpy()
    for period in uniques(figures, "period"):
        if period:
            rows = filled & having(figures, period=period)
            for year in np.unique(years[rows]).tolist():
                try:
                    Period.parse(period, year)
                except RequestError as error:
                    refuse(rows & (years == year), "period", str(error))


def _check_places_in_text(figures: pa.Table, refuse: Refuse) -> None:
    """Refuse a figure of which one end alone is known, or that ends before it starts."""
    start, end = (figures[c].combine_chunks() for c in ("start", "end"))
    one = start.is_null().to_numpy(zero_copy_only=False) != end.is_null().to_numpy(
        zero_copy_only=False
    )
    if one.any():
        refuse(one, "start", "one of start and end is empty; give both or none")
    first, last = (column.fill_null(0).to_numpy() for column in (start, end))
    turned = (first < 0) | ((last <= first) & start.is_valid().to_numpy(zero_copy_only=False))
    if turned.any():
        at = int(turned.argmax())
        refuse(turned, "start", f"{first[at]} to {last[at]} is no place in a text")


def check_table(
    table: pd.DataFrame, known: Known, where: str, columns: Sequence[str] = ("district",)
) -> None:
    """Refuse rows of a table that name what does not exist.

    Parameters
    ----------
    table
        In the order of its file.
    known
        What may be named.
    where
        Name of the file, for the message.
    columns
        That name districts or sources, or the patterns of indicators of a break.

    Raises
    ------
    DataError
        With file, row and column.
    """
    for column in columns:
        for name in table[column].unique():  # in the order of their first rows
            patterns = column == "indicators"
            said = known.no_pattern(name) if patterns else known.fault(column, name)
            if said is not None:
                row = int((table[column] == name).to_numpy().argmax()) + 2
                raise DataError(f"{where}: row {row}, column {column}: {name!r} {said}")


def check_decisions(decisions: Sequence[Decision], known: Known, where: str) -> None:
    """Refuse decisions about cells that cannot be, and a second one about the same cell.

    Parameters
    ----------
    decisions
        In the order of their file.
    known
        What may be named.
    where
        Name of the file, for the message.

    Raises
    ------
    DataError
        With file, number of the entry and field.
    """
    seen: dict[object, int] = {}
    for number, decision in enumerate(decisions, start=1):
        place = f"{where}: [[decision]] {number}"
        for field in ("district", "indicator"):
            name = getattr(decision, field)
            said = known.fault(field, name)
            if said is not None:
                raise DataError(f"{place}: {field} {name!r} {said}")
        try:
            Period.parse(decision.period, decision.year)
        except RequestError as error:
            raise DataError(f"{place}: {error}") from error
        if seen.setdefault(decision.key, number) != number:
            raise DataError(f"{place} is about the cell of {seen[decision.key]}; keep one")


def check_register(own: Register, whole: Register, folder: Path) -> None:
    """Refuse places that lie in none, or in themselves, and changes that lead nowhere.

    Parameters
    ----------
    own
        The places and changes of one's own.
    whole
        All of both layers.
    folder
        Where the files lie, for the message.

    Raises
    ------
    DataError
        With file and code.
    """
    where, changes = (folder / schema.file for schema in (DISTRICTS, DISTRICT_CHANGES))
    for code, place in own.places.items():
        seen = [code]
        while (parent := whole.places[seen[-1]].parent) not in ("", *seen):
            if parent not in whole:
                raise DataError(
                    f"{where}: {seen[-1]} has the parent {parent}, which has no row; add it"
                )
            seen.append(parent)
        if parent:
            raise DataError(f"{where}: {code} {place.name} lies in itself: {', '.join(seen)}")
    for change in own.changes:
        if change.today not in whole:
            raise DataError(
                f"{changes}: {change.old_code} leads to {change.today}, which is not in the "
                "register of districts; add it there or correct the change"
            )
