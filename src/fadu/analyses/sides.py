"""On which side of the breaks places stand, held against each other in one year."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

from fadu.panel import Panel

_Key: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


def sided(panel: Panel, indicator: str, rows: pd.DataFrame, focus: str) -> pd.DataFrame:
    """Mark the places on another side of a break than the rest.

    Parameters
    ----------
    panel, indicator
        Where and what.
    rows
        Estimates of one year, one for each place.
    focus
        Code of the place in question; its side is the rest's where others share it.

    Returns
    -------
    pandas.DataFrame
        `rows` with `reason` (side, mixed or empty) and `crossed` (ids of the breaks that stand
        between a place and the rest, or within its year, joined by +).
    """
    keys = {
        row.district: _side(panel, indicator, row.district, row.passed)
        for row in rows.itertuples()
        if not row.inside
    }
    rest = _rest(keys, focus)
    crossed = [
        set(row.inside.split("+")) if row.inside
        else {i for kind, ids in _differing(keys[row.district], rest) for i in ids if kind}
        for row in rows.itertuples()
    ]  # fmt: skip
    why = [
        "mixed" if row.inside else "side" if ids else ""
        for row, ids in zip(rows.itertuples(), crossed, strict=True)
    ]
    return rows.assign(
        reason=pd.Series(why, index=rows.index, dtype="str"),
        crossed=pd.Series(
            ["+".join(sorted(c)) for c in crossed], index=rows.index, dtype="str"
        ),
    )


def _side(panel: Panel, indicator: str, district: str, passed: str) -> _Key:
    """Name the side of the breaks on which a figure stands, to be held against other places.

    A changed boundary splits a place's own series and does not change what is counted; one
    change of jurisdiction has an entry for each province that made it, and counts as one.
    """
    ids = set(passed.split("+"))
    kept: dict[str, list[str]] = {}
    for item in panel.breaks_of(indicator, district):
        if item.id in ids and item.kind != "boundary":
            shared = item.kind == "jurisdiction"
            name = "jurisdiction " + "|".join(item.indicators) if shared else item.id
            kept.setdefault(name, []).append(item.id)
    return tuple(sorted((name, tuple(found)) for name, found in kept.items()))


def _differing(one: _Key, other: _Key) -> list[tuple[str, tuple[str, ...]]]:
    shared = {name for name, _ in one} & {name for name, _ in other}
    return [item for item in (*one, *other) if item[0] not in shared]


def _rest(keys: Mapping[str, _Key], focus: str) -> _Key:
    """Return the side of the focus where others stand on it too, else the one of most places."""
    names = {district: tuple(name for name, _ in key) for district, key in keys.items()}
    counted = Counter(names.values())
    own = names.get(focus)
    if own is None or counted[own] == 1:
        own = max(sorted(counted), key=lambda name: counted[name], default=())
    return next((keys[d] for d in sorted(keys) if names[d] == own), ())
