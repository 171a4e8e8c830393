"""Which figures were looked at: a record that a run keeps, to know what it depends on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
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


_records: list[set[Scope]] = []


@contextmanager
def recorded() -> Iterator[set[Scope]]:
    """Give a set that fills with the scopes of all figures that are looked at meanwhile."""
    record: set[Scope] = set()
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
        record.add(scope)


class Watched:
    """A field whose every reading is noted with the `scope` of the object that holds it.

    Parameters
    ----------
    name
        Of the field.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, holder: Any, owner: type | None = None) -> Any:
        """Return the value, and note that it was looked at."""
        if holder is None:
            return self
        look_at(holder.scope)
        return vars(holder)[self._name]

    def __set__(self, holder: Any, value: Any) -> None:
        """Keep the value; a frozen dataclass does so once."""
        vars(holder)[self._name] = value
