"""Which figures a briefing rests on, and whether they are still the same.

A run records what it looked at (`fadu.panel.seen`).  Two things are kept of it: a hash of each
row that the briefing uses, with its source; and, of all rows that could have been used, a hash
of which there are, without their values.  So a changed figure concerns the briefings that used
it, and a new figure those that would have found it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fadu.panel import Panel
from fadu.panel.seen import Record, Scope
from fadu.schema import OBSERVATIONS, SOURCES

_KEY = ["district", "year", "period", "indicator", "measure", "status"]
Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Usage:
    """What a briefing rests on, in a form that a manifest can hold.

    Parameters
    ----------
    rows
        Hashes of the rows that are used, with their sources.
    scopes
        Where it looked, each with the hash of the rows that are there.
    files
        Path and SHA-256 of the files that the notebook read itself.
    """

    rows: tuple[str, ...] = ()
    scopes: tuple[tuple[Mapping[str, Any], str], ...] = ()
    files: Mapping[str, str] | None = None


class Ledger:
    """The rows of a panel as hashes.

    Parameters
    ----------
    panel
        Not changed.
    """

    def __init__(self, panel: Panel) -> None:
        self._figures: pd.DataFrame = panel.observations
        self._sources = panel.sources

    def usage(self, record: Record, files: Mapping[str, str] | None = None) -> Usage:
        """Return what a run rests on.

        Parameters
        ----------
        record
            What it looked at, in this panel.
        files
            What it read besides.
        """
        scopes = merged(record.scopes)
        if record.printed:
            index = {i for rows in record.printed for i in rows.index}
            used = self._figures.index.isin(list(index))
        else:
            used = np.zeros(len(self._figures), dtype=bool)
            for scope in scopes:
                used |= self._within(scope)
        rows = tuple(sorted({f"{h:016x}" for h in self.rows[used].tolist()}))
        return Usage(rows, tuple((_plain(s), self.standing(s)) for s in scopes), files or {})

    def changed(self, usage: Usage) -> bool:
        """Whether a briefing would find other figures now."""
        return not set(usage.rows) <= self._known or any(
            self.standing(_scope(told)) != before for told, before in usage.scopes
        )

    def standing(self, scope: Scope) -> str:
        """Return a hash of which rows there are within `scope`, their order and values apart."""
        mask = self._within(scope)
        total = int(self._keys[mask].sum(dtype=np.uint64))
        return f"{total:016x}{int(mask.sum()):x}"

    @cached_property
    def rows(self) -> Hashes:
        """A hash of each row and its source."""
        figures = _hashed(self._figures, list(OBSERVATIONS.columns))
        sources = _hashed(self._sources, list(SOURCES.columns))
        return figures + self._by_source(sources) * np.uint64(31)

    @cached_property
    def _known(self) -> set[str]:
        return {f"{h:016x}" for h in self.rows.tolist()}

    @cached_property
    def _keys(self) -> Hashes:
        """A hash of what each row is about, and of what decides whether it is chosen."""
        held = self._figures.assign(held=(self._figures["value"] != "").astype("str"))
        about = _hashed(held, [*_KEY, "held"])
        return about + self._by_source(_hashed(self._sources, ["id", "tier", "published"]))

    def _by_source(self, hashes: Hashes) -> Hashes:
        found = pd.Series(hashes, index=self._sources["id"].to_numpy())
        mapped: Hashes = found.reindex(self._figures["source"], fill_value=0).to_numpy(
            np.uint64
        )
        return mapped

    def _within(self, scope: Scope) -> npt.NDArray[np.bool_]:
        mask = np.ones(len(self._figures), dtype=bool)
        parts = (
            ("district", scope.districts), ("year", scope.years), ("indicator", scope.indicators),
        )  # fmt: skip
        for column, kept in parts:
            if kept is not None:
                mask &= self._figures[column].isin(list(kept)).to_numpy()
        return mask


def _hashed(frame: pd.DataFrame, columns: list[str]) -> Hashes:
    texts = frame[columns].astype("object").astype("str")
    return pd.util.hash_pandas_object(texts, index=False).to_numpy(np.uint64)


def merged(scopes: Iterable[Scope]) -> tuple[Scope, ...]:
    """Return as few scopes as hold the same rows, in an order that is always the same."""
    found = set(scopes)
    for part in ("indicators", "districts", "years"):
        found = _joined(found, part)
    kept = [s for s in found if not any(s != other and _holds(other, s) for other in found)]
    return tuple(sorted(kept, key=lambda s: repr(_plain(s))))


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


def _plain(scope: Scope) -> dict[str, Any]:
    return {k: sorted(v) for k, v in vars(scope).items() if v is not None}


def _scope(told: Mapping[str, Any]) -> Scope:
    return Scope(**{k: frozenset(v) for k, v in told.items()})
