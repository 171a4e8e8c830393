"""Which figures were looked at: a record that a run keeps, to know what it depends on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

Names = frozenset[Any] | None


@dataclass(frozen=True)
class Scope:
    """What a selection keeps of a panel; None stands for all.

    Parameters
    ----------
    districts, years, indicators
        The values kept.
    """

    districts: Names = None
    years: Names = None
    indicators: Names = None

    def narrowed(
        self,
        districts: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        indicators: Iterable[str] | None = None,
    ) -> "Scope":
        """Return the scope of a selection from this one."""
        return replace(
            self,
            districts=_both(self.districts, districts),
            years=_both(self.years, years),
            indicators=_both(self.indicators, indicators),
        )


def _both(held: Names, asked: Iterable[Any] | None) -> Names:
    if asked is None:
        return held
    return frozenset(asked) if held is None else held & frozenset(asked)


@dataclass(eq=False)
class Record:
    """What was looked at; a record is itself alone, whatever another holds.

    Parameters
    ----------
    scopes
        Of all figures that were looked at.
    printed
        Rows in the form of ``fadu.schema.OBSERVATIONS`` that were handed over as those used;
        none where nothing was.
    """

    scopes: set[Scope] = field(default_factory=set)
    printed: list[Any] = field(default_factory=list)


_records: list[Record] = []


@contextmanager
def recorded() -> Iterator[Record]:
    """Give a record that fills with what is looked at meanwhile."""
    record = Record()
    _records.append(record)
    try:
        yield record
    finally:
        _records.remove(record)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Give a time in which nothing is noted: its looks have been noted beforehand."""
    held, _records[:] = list(_records), []
    try:
        yield
    finally:
        _records[:] = held


def look_at(scope: Scope) -> None:
    """Note in every record that the figures of `scope` were looked at."""
    for record in _records:
        record.scopes.add(scope)


def hand_over(rows: Any) -> None:
    """Note in every record that `rows` are those that a page rests on."""
    for record in _records:
        record.printed.append(rows)


class Watched:
    """A field whose every reading is noted with the `scope` of the object that holds it.

    Parameters
    ----------
    name
        Of the field.
    value
        Of the attribute that holds what a reader is given.
    """

    def __init__(self, name: str, value: str) -> None:
        self._name, self._value = name, value

    def __get__(self, holder: Any, owner: type | None = None) -> Any:
        """Return the value, and note that it was looked at."""
        if holder is None:
            return self
        look_at(holder.scope)
        return getattr(holder, self._value)

    def __set__(self, holder: Any, value: Any) -> None:
        """Keep the value; a frozen dataclass does so once."""
        vars(holder)[self._name] = value
