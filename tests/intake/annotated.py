"""Passages with their figures marked in the text; corpus/README.md says how."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args

from fadu.codebook import read_codebook
from fadu.files import bundled
from fadu.model import Qualifier

FOLDER = Path(__file__).parent / "corpus"
_MARK = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
_MEASURES = {"+": "change_percent", "~": "change_points"}
_UNITS = {"change_percent": "%", "change_points": "百分点"}


@dataclass(frozen=True)
class Wanted:
    """One figure that a passage is known to hold."""

    start: int
    end: int
    value: Decimal
    indicator: str
    measure: str
    qualifier: str
    unit: str
    year: int | None
    year_written: bool

    @property
    def key(self) -> tuple:
        """Return what has to be found: span, value to two decimals, indicator, measure."""
        return self.start, self.end, rounded(self.value), self.indicator, self.measure


@dataclass(frozen=True)
class Passage:
    """A passage, and the figures in it that have an indicator."""

    folder: str
    group: str
    form: str
    set_aside: bool
    year: int | None
    text: str
    wanted: tuple[Wanted, ...]


def rounded(value: Decimal) -> Decimal:
    """Return a value to two decimals: 三分之一 has no end."""
    return round(value, 2)


def passages(folder: str = "*") -> Iterator[Passage]:
    for path in sorted(FOLDER.glob(f"{folder}/*.toml")):
        for form, aside, year, marked in tomllib.loads(path.read_text("utf-8"))["passages"]:
            text, wanted = read_marks(marked, year or None)
            yield Passage(path.parent.name, path.stem, form, aside, year or None, text, wanted)


def read_marks(marked: str, year: int | None) -> tuple[str, tuple[Wanted, ...]]:
    text, place, wanted = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        place = mark.end()
        names, _, said = mark[2].partition("|")
        wanted += [_wanted(mark[1], name, said, len(text), year) for name in names.split(";")]
        text += mark[1]
    return text + marked[place:], tuple(wanted)


def _wanted(printed: str, name: str, said: str, start: int, year: int | None) -> Wanted:
    measure = _MEASURES.get(name[0], "value")
    name = name.lstrip("+~")
    value, qualifier, unit, named = None, "exact", "", None
    for word in said.split():
        if word in get_args(Qualifier):
            qualifier = word
        elif re.fullmatch(r"y\d{4}", word):
            named = int(word[1:])
        elif re.fullmatch(r"-?\d+(\.\d+)?", word):
            value = Decimal(word)
        else:
            unit = word
    if value is None:
        value = Decimal(re.sub(r"[, \n]", "", printed))
    unit = unit or _UNITS.get(measure) or units()[name]
    return Wanted(
        start, start + len(printed), value, name, measure, qualifier, unit, named or year,
        named is not None,
    )  # fmt: skip


@cache
def units() -> dict[str, str]:
    """Return the unit of each indicator of the bundled codebook."""
    codebook = read_codebook(bundled("data") / "codebook")
    return {entry.id: entry.unit for entry in codebook.indicators.values()}
