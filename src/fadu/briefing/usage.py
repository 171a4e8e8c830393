"""Which figures a briefing rests on, and whether they are still the same.

A run records where in the panel it looked (`fadu.panel.seen`).  Kept of it is, for each such
part, one hash of the figures that are there, each with its source.  So a figure that changes,
comes or goes concerns the briefings that looked at it, and no other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from fadu.model import LEVELS
from fadu.panel import Panel
from fadu.panel.asked import columns_of
from fadu.panel.seen import Scope
from fadu.schema import OBSERVATIONS, SOURCES

Hashes = npt.NDArray[np.uint64]
Told = Mapping[str, Any]
UNKNOWN = "unknown"
"""Stands for the hash of what was replaced while it was read; it equals no other."""
_STEP = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no column cancels another


@dataclass(frozen=True)
class Usage:
    """What a briefing rests on, in a form that a manifest can hold.

    Parameters
    ----------
    scopes
        Where it looked, each with the hash of the figures that are there.
    files
        Path and SHA-256 of the files that the notebook read itself.
    """

    scopes: tuple[tuple[Told, str], ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


class Ledger:
    """The figures of a panel as hashes.

    Parameters
    ----------
    panel
        Not changed.
    """

    def __init__(self, panel: Panel) -> None:
        self._rows = panel.rows
        self._sources = panel.sources
        self._levels = {level: panel.districts.of_level(level) for level in LEVELS}
        self._standing = lru_cache(maxsize=100_000)(self._summed)

    def usage(self, scopes: Iterable[Scope], files: Mapping[str, str] | None = None) -> Usage:
        """Return what a run rests on.

        Parameters
        ----------
        scopes
            Where it looked, in this panel.
        files
            What it read besides.
        """
        told = tuple((self._told(s), self.standing(s)) for s in merged(scopes))
        return Usage(told, files or {})

    def changed(self, usage: Usage, hash_of: Callable[[str], str]) -> str:
        """Return what a briefing would find changed now, in a few words, or nothing.

        Parameters
        ----------
        usage
            What it rests on.
        hash_of
            Gives the present SHA-256 of a file.
        """
        for told, before in usage.scopes:
            if self.standing(self._scope(told)) != before:
                return f"figures of {_words(told)}"
        return next((path for path, was in usage.files.items() if hash_of(path) != was), "")

    def standing(self, scope: Scope) -> str:
        """Return a hash of the figures within `scope` and of their sources."""
        return self._standing(scope)

    def _summed(self, scope: Scope) -> str:
        there = self._rows.among(columns_of(scope))
        total = int(self.hashes[there.order].sum(dtype=np.uint64))
        return f"{total:016x}{len(there):x}"

    @cached_property
    def hashes(self) -> Hashes:
        """A hash of each figure and its source, by its number in the coded table."""
        sources = pd.Series(_hashed(self._sources, SOURCES.columns), self._sources["id"])
        table = self._rows.table
        column = table["source"].combine_chunks()
        texts = column.dictionary.to_pylist()
        found = sources.reindex(texts, fill_value=0).to_numpy(np.uint64)
        figures = np.zeros(len(table), dtype=np.uint64)
        for name in OBSERVATIONS.columns:
            figures = figures * _STEP + _of_cells(table[name])
        return (figures ^ found[column.indices.to_numpy()]) * _STEP

    def _told(self, scope: Scope) -> Told:
        """Return a scope in plain words; all places of a level are told as the level."""
        told = {k: sorted(v) for k, v in vars(scope).items() if v is not None}
        for level, codes in self._levels.items():
            if scope.districts and scope.districts == codes:
                return {"level": level, **{k: v for k, v in told.items() if k != "districts"}}
        return told

    def _scope(self, told: Told) -> Scope:
        kept = {k: frozenset(v) for k, v in told.items() if k != "level"}
        if "level" in told:
            kept["districts"] = self._levels.get(told["level"], frozenset())
        return Scope(**kept)


def _words(told: Told) -> str:
    parts = [v if isinstance(v, str) else _listed(v) for v in told.values()]
    return ", ".join(parts) or "the panel"


def _listed(values: list[Any]) -> str:
    shown = [str(v) for v in values[:3]]
    return " ".join(shown) + (f" and {len(values) - 3} more" if len(values) > 3 else "")


def _hashed(frame: pd.DataFrame, columns: Iterable[str]) -> Hashes:
    """Return a hash of each row."""
    found = np.zeros(len(frame), dtype=np.uint64)
    for name in columns:
        found = found * _STEP + _of_cells(pa.chunked_array([pa.array(frame[name])]))
    return found


def _of_cells(column: pa.ChunkedArray) -> Hashes:
    """Return a hash of each cell, computed once for each different one."""
    cells = column.combine_chunks()
    if not pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_encode("encode")  # an empty cell is one of them
    texts = np.array([str(v) for v in cells.dictionary.to_pylist()], dtype="object")
    return pd.util.hash_array(texts, categorize=False)[cells.indices.to_numpy()]


def merged(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """Return as few scopes as hold the same rows, in an order that is always the same."""
    found = set(scopes)
    for part in ("indicators", "districts", "years"):
        found = _joined(found, part)
    kept = [s for s in found if not any(s != other and _holds(other, s) for other in found)]
    return tuple(sorted(kept, key=_order))


def _joined(scopes: set[Scope], part: str) -> set[Scope]:
    """Join the scopes that differ in one part alone."""
    groups: dict[tuple[Any, ...], list[Scope]] = {}
    for scope in scopes:
        rest = tuple(v for k, v in vars(scope).items() if k != part)
        groups.setdefault(rest, []).append(scope)
    return {_together(group, part) for group in groups.values()}


def _together(group: list[Scope], part: str) -> Scope:
    kept = [getattr(scope, part) for scope in group]
    whole = None if None in kept else frozenset().union(*kept)
    return Scope(**{**vars(group[0]), part: whole})


def _holds(wide: Scope, narrow: Scope) -> bool:
    return all(
        mine is None or (yours is not None and yours <= mine)
        for mine, yours in zip(vars(wide).values(), vars(narrow).values(), strict=True)
    )


def _order(scope: Scope) -> str:
    return repr({k: v and sorted(v) for k, v in vars(scope).items()})
