"""Breaks: dates that a comparison must not cross."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

import pandas as pd

from fadu.codebook import Codebook, Language
from fadu.districts import Register
from fadu.errors import DataError
from fadu.model import Period


@dataclass(frozen=True)
class Elsewhere:
    """What is different about a break in a place and all within it.

    Parameters
    ----------
    district
        Code of the place.
    start
        First day of the new state there; None where the break's own day holds, or no day.
    before
        Id of the break that brought a part of the change there earlier: who has passed the
        later one has passed that part too.  Empty with `start` None: it does not apply there.
    """

    district: str
    start: dt.date | None = None
    before: str = ""


@dataclass(frozen=True)
class Break:
    """A change of law, jurisdiction, definition or boundary.

    Parameters
    ----------
    id
        Its key.
    indicators
        Patterns of the indicators it concerns.
    district
        Where it holds: there alone (`reach` here), or there and within (`reach` below).
    start
        First day of the new state.
    kind
        A recode maps codes and never splits a series.
    label_zh, label_en, note_zh, note_en
        A few words, and a sentence or two.
    elsewhere
        Places in which it is different.
    """

    id: str
    indicators: tuple[str, ...]
    district: str
    reach: str
    start: dt.date
    kind: str
    label_zh: str
    label_en: str
    note_zh: str
    note_en: str
    elsewhere: tuple[Elsewhere, ...] = ()

    def label(self, lang: Language) -> str:
        """Return a few words for a chart."""
        return self.label_zh if lang == "zh" else self.label_en

    def note(self, lang: Language) -> str:
        """Return what changed, in a sentence or two."""
        return self.note_zh if lang == "zh" else self.note_en

    def splits(self, indicators: Iterable[str]) -> bool:
        """Whether it splits a series of any of `indicators`, where it holds."""
        return self.kind != "recode" and any(
            fnmatchcase(i, pattern) for i in indicators for pattern in self.indicators
        )

    def reaches(self, district: str, register: Register) -> bool:
        """Whether it holds in `district`."""
        return self.there(district, register) is not None

    def there(self, district: str, register: Register) -> "Break | None":
        """Return it as it holds in `district`, with the day of that place; None where it does not."""
        if not self._covers(district, register):
            return None
        if not self.elsewhere:
            return self
        areas = (district, *(a.code for a in register.ancestors(district)))
        by_code = {e.district: e for e in self.elsewhere}
        own = next((by_code[code] for code in areas if code in by_code), None)
        if own is None or own.before:
            return self
        return replace(self, start=own.start) if own.start else None

    def _covers(self, district: str, register: Register) -> bool:
        if district == self.district:
            return True
        return self.reach == "below" and register.within(district, self.district)


@dataclass(frozen=True)
class Side:
    """On which side of the breaks of its series a period lies.

    Parameters
    ----------
    passed
        Ids of the breaks that lie before the period.
    inside
        Ids of the breaks within it; a period with one belongs to neither side.
    """

    passed: tuple[str, ...]
    inside: tuple[str, ...]

    @property
    def mixed(self) -> bool:
        """Whether a break lies within the period."""
        return bool(self.inside)


def read_breaks(table: pd.DataFrame) -> tuple[Break, ...]:
    """Return the rows of a table in the form of ``fadu.schema.BREAKS``, by date."""
    words = ("id", "district", "reach", "kind", "label_zh", "label_en", "note_zh", "note_en")
    found = []
    for row in table.to_dict("records"):
        told: dict[str, Any] = {name: str(row[name]) for name in words}
        indicators = tuple(str(row["indicators"]).split("|"))
        found.append(
            Break(indicators=indicators, start=dt.date.fromisoformat(str(row["from"])), **told)
        )
    return tuple(sorted(found, key=lambda b: (b.start, b.id)))


def in_places(
    breaks: Iterable[Break], table: pd.DataFrame, register: Register, where: str
) -> tuple[Break, ...]:
    """Return breaks with the places in which they are different, by date.

    Parameters
    ----------
    breaks
        What may be named; places that they have are kept where the table has no row of them.
    table
        In the form of ``fadu.schema.BREAKS_PLACES``.
    register
        The places.
    where
        Name of the table's file, for the message.

    Raises
    ------
    DataError
        A row that names no break, a place outside of one, both a day and an earlier break, or
        an earlier break that is none or does not hold there; with row and column.
    """
    known = {b.id: b for b in breaks}
    found: dict[str, dict[str, Elsewhere]] = defaultdict(dict)
    for number, row in enumerate(table.to_dict("records"), start=2):
        said = _misplaced({str(k): str(v) for k, v in row.items()}, known, register)
        if said:
            raise DataError(f"{where}: row {number}, {said}")
        day = dt.date.fromisoformat(str(row["from"])) if row["from"] else None
        code = str(row["district"])
        found[str(row["break"])][code] = Elsewhere(code, day, str(row["before"]))
    placed = [
        replace(b, elsewhere=tuple(dict(sorted(merged.items())).values()))
        for b in known.values()
        for merged in [{e.district: e for e in b.elsewhere} | found[b.id]]
    ]
    return tuple(sorted(placed, key=lambda b: (b.start, b.id)))


def _misplaced(row: dict[str, str], known: dict[str, Break], register: Register) -> str:
    """Return what is wrong with a row, after the column; empty for nothing."""
    name, code, before = row["break"], row["district"], row["before"]
    if name not in known:
        return f"column break: {name!r} is no break of breaks.csv; add it there"
    whole = replace(known[name], elsewhere=())
    if whole.reach == "here" or not whole.reaches(code, register):
        return f"column district: {code!r} does not lie within {name}; leave the row out"
    return _wrongly_before(row, known, register) if before else ""


def _wrongly_before(row: dict[str, str], known: dict[str, Break], register: Register) -> str:
    name, code, before = row["break"], row["district"], row["before"]
    if row["from"]:
        return f"column before: {before!r} stands beside a day; keep one of the two"
    if before not in known or before == name:
        return f"column before: {before!r} is no other break of breaks.csv; add it there"
    if not known[before].reaches(code, register):
        return f"column before: {before!r} does not hold in {code}; name the break that did"
    return ""


def related(indicator: str, codebook: Codebook) -> tuple[str, ...]:
    """Return an indicator with those that it is computed from; a break in one is one in all."""
    return (indicator, *codebook[indicator].inputs)


def side(period: Period, breaks: Iterable[Break]) -> Side:
    """Return the side of `breaks` on which `period` lies."""
    found = list(breaks)
    return Side(
        tuple(b.id for b in found if b.start <= period.start),
        tuple(b.id for b in found if period.start < b.start <= period.end),
    )
