"""Breaks: dates that a comparison must not cross."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pandas as pd

from fadu.codebook import Codebook, Language
from fadu.districts import Register
from fadu.model import Period


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
    found = [
        Break(
            **{k: str(v) for k, v in row.items() if k not in {"indicators", "from"}},
            indicators=tuple(str(row["indicators"]).split("|")),
            start=dt.date.fromisoformat(str(row["from"])),
        )
        for row in table.to_dict("records")
    ]
    return tuple(sorted(found, key=lambda b: (b.start, b.id)))


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
