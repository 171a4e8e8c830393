"""Passages with their figures marked in the text: ``{printed|indicator|value|measure|year}``."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
_MARK = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")


@dataclass(frozen=True)
class Wanted:
    """One figure that a passage is known to hold."""

    start: int
    end: int
    value: Decimal
    indicator: str
    measure: str
    year: int | None


@dataclass(frozen=True)
class Passage:
    """A passage, and the figures in it that have an indicator."""

    group: str
    form: str
    set_aside: bool
    year: int | None
    text: str
    wanted: tuple[Wanted, ...]


def passages() -> Iterator[Passage]:
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]:
            text, wanted = read_marks(entry["text"])
            yield Passage(
                path.stem, entry["form"], entry["set_aside"], entry.get("year"), text, wanted
            )


def read_marks(marked: str) -> tuple[str, tuple[Wanted, ...]]:
    text, place, wanted = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        place = mark.end()
        wanted += _wanted(mark[1], mark[2], len(text))
        text += mark[1]
    return text + marked[place:], tuple(wanted)


def _wanted(printed: str, said: str, start: int) -> list[Wanted]:
    names, value, measure, year = (*said.split("|"), "", "", "")[:4]
    return [
        Wanted(
            start,
            start + len(printed),
            Decimal(value or printed),
            name,
            measure or "value",
            int(year) if year else None,
        )
        for name in names.split(";")
        if name
    ]
