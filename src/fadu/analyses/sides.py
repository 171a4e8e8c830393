"""On which side of the breaks places stand, held against each other in one year."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

from fadu.panel import Break, Panel

Key: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


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
    places = [rows[c].tolist() for c in ("district", "passed", "inside")]
    keys = {
        district: side_of(panel, indicator, district, passed)
        for district, passed, inside in zip(*places, strict=True)
        if not inside
    }
    rest = _rest(keys, focus)
    crossed = [
        set(inside.split("+")) if inside
        else {i for kind, ids in _differing(keys[district], rest) for i in ids if kind}
        for district, _, inside in zip(*places, strict=True)
    ]  # fmt: skip
    why = [
        "mixed" if inside else "side" if ids else ""
        for inside, ids in zip(places[-1], crossed, strict=True)
    ]
    return rows.assign(
        reason=pd.Series(why, index=rows.index, dtype="str"),
        crossed=pd.Series(
            ["+".join(sorted(c)) for c in crossed], index=rows.index, dtype="str"
        ),
    )


def side_of(panel: Panel, indicator: str, district: str, passed: str) -> Key:
    """Name the side of the breaks on which a figure stands, to be held against other places.

    A changed boundary splits a place's own series and does not change what is counted; one
    change of jurisdiction has an entry for each province that made it, and counts as one.  A
    break of which a part had come earlier in some places brings that part to all others.

    Parameters
    ----------
    panel, indicator, district
        Where and what.
    passed
        Ids of the breaks that the figure has passed, joined by +.

    Returns
    -------
    tuple
        Each change that it has passed, with the ids of the breaks that brought it.
    """
    ids = set(passed.split("+"))
    by_id = {b.id: b for b in panel.breaks}
    kept: dict[str, list[str]] = {}
    for item in panel.breaks_of(indicator, district):
        if item.id in ids and item.kind != "boundary":
            parts = [_change(by_id[e.before]) for e in item.elsewhere if e.before in by_id]
            for name in dict.fromkeys((_change(item), *parts)):
                kept.setdefault(name, []).append(item.id)
    return tuple(sorted((name, tuple(found)) for name, found in kept.items()))


def _change(item: Break) -> str:
    shared = item.kind == "jurisdiction"
    return "jurisdiction " + "|".join(item.indicators) if shared else item.id


def changes(key: Key) -> tuple[str, ...]:
    """Return the names alone of the changes that a figure has passed."""
    return tuple(name for name, _ in key)


def _differing(one: Key, other: Key) -> list[tuple[str, tuple[str, ...]]]:
    shared = {name for name, _ in one} & {name for name, _ in other}
    return [item for item in (*one, *other) if item[0] not in shared]


def _rest(keys: Mapping[str, Key], focus: str) -> Key:
    """Return the side of the focus where others stand on it too, else the one of most places."""
    names = {district: changes(key) for district, key in keys.items()}
    counted = Counter(names.values())
    own = names.get(focus)
    if own is None or counted[own] == 1:
        own = max(sorted(counted), key=lambda name: counted[name], default=())
    return next((keys[d] for d in sorted(keys) if names[d] == own), ())
