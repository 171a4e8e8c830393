"""Panels on disk: load, layer, save."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from fadu.codebook import read_codebook
from fadu.districts import Register, read_register, register
from fadu.errors import DataError
from fadu.files import bundled
from fadu.panel.breaks import read_breaks
from fadu.panel.choice import read_decisions
from fadu.panel.panel import Layer, Panel
from fadu.schema import (
    BREAKS,
    DISTRICT_CHANGES,
    DISTRICTS,
    OBSERVATIONS,
    PANEL_TABLES,
    POPULATION,
    SOURCES,
)
from fadu.tables import Schema, read_table

DESCRIPTOR = "datapackage.json"


def load(path: str | Path | None = None) -> Panel:
    """Return the bundled panel, or one of your own layered over it.

    Parameters
    ----------
    path
        Folder that holds ``datapackage.json``, or a workspace whose ``data`` does; None or
        empty for the bundled panel alone.  Own entries add to or override bundled ones;
        ``panel.layers`` says how many.

    Returns
    -------
    Panel

    Raises
    ------
    DataError
        A folder or file that is missing or damaged, with file, row and column.
    """
    bundle = bundled("data")
    own = None if path is None or path == "" else data_folder(Path(path))
    states = tuple(_state(f) for f in (bundle, own) if f is not None)
    return _loaded(own, states).alike()


@lru_cache(maxsize=2)
def _loaded(own: Path | None, states: tuple[object, ...]) -> Panel:
    """Read once what has not changed on disk since."""
    del states
    if own is None:
        return _bundled()
    return _layered(load(), own)


def _state(folder: Path) -> tuple[object, ...]:
    """Return what tells one state of a data folder from another."""
    about = sorted((str(p), p.stat()) for p in folder.rglob("*") if p.is_file())
    return tuple((path, s.st_mtime_ns, s.st_size, s.st_ino) for path, s in about)


def data_folder(path: Path) -> Path:
    """Return `path` or its ``data``, whichever holds ``datapackage.json``.

    Raises
    ------
    DataError
        Neither does.
    """
    for folder in (path, path / "data"):
        if (folder / DESCRIPTOR).is_file():
            return folder
    what = "is empty" if path.is_dir() and not any(path.iterdir()) else "is no panel"
    what = what if path.is_dir() else "is no folder" if path.exists() else "does not exist"
    raise DataError(
        f"--data {path} {what}: no {DESCRIPTOR} in it; `fadu init DIR` makes a workspace",
    )


def _bundled() -> Panel:
    folder = bundled("data")
    places = read_register(folder)
    tables = {s.name: read_table(folder / s.file, s) for s in PANEL_TABLES}
    codebook = read_codebook(folder / "codebook")
    panel = Panel(
        tables["observations"],
        tables["sources"],
        tables["population"],
        read_breaks(tables["breaks"]),
        read_decisions(folder / "decisions.toml"),
        codebook,
        places,
        (Layer("bundled", len(tables["observations"]), 0),),
    )
    check_references(panel, folder)
    return panel


@dataclass
class _Tally:
    added: int = 0
    overridden: int = 0


def _layered(base: Panel, folder: Path) -> Panel:
    tally = _Tally()

    def over(below: pd.DataFrame, schema: Schema) -> pd.DataFrame:
        if not (folder / schema.file).exists():
            return below
        return _merge(below, read_table(folder / schema.file, schema), schema, tally)

    codebook = read_codebook(folder / "codebook", base.codebook)
    breaks = (
        read_table(folder / BREAKS.file, BREAKS) if (folder / BREAKS.file).exists() else None
    )
    merged_breaks = {b.id: b for b in base.breaks}
    merged_breaks |= {b.id: b for b in read_breaks(breaks)} if breaks is not None else {}
    decisions = {d.key: d for d in base.decisions}
    decisions |= {d.key: d for d in read_decisions(folder / "decisions.toml")}
    panel = Panel(
        over(base.observations, OBSERVATIONS),
        over(base.sources, SOURCES),
        over(base.population, POPULATION),
        tuple(sorted(merged_breaks.values(), key=lambda b: (b.start, b.id))),
        tuple(decisions.values()),
        codebook,
        _own_places(base.districts, folder),
        (*base.layers, Layer(str(folder), tally.added, tally.overridden)),
    )
    check_references(panel, folder)
    return panel


def _merge(
    below: pd.DataFrame, own: pd.DataFrame, schema: Schema, tally: _Tally
) -> pd.DataFrame:
    key = list(schema.key)
    held = pd.MultiIndex.from_frame(below[key])
    new = pd.MultiIndex.from_frame(own[key])
    same = pd.MultiIndex.from_frame(below.astype("str")).isin(
        pd.MultiIndex.from_frame(own.astype("str"))
    )
    replaced = held.isin(new)
    if schema is OBSERVATIONS:
        tally.added += int((~new.isin(held)).sum())
        tally.overridden += int((replaced & ~same).sum())
    return schema.sort(pd.concat([below[~replaced], own], ignore_index=True))


def _own_places(base: Register, folder: Path) -> Register:
    if not (folder / DISTRICTS.file).exists():
        return base
    changes = folder / DISTRICT_CHANGES.file
    own = register(
        read_table(folder / DISTRICTS.file, DISTRICTS),
        read_table(changes, DISTRICT_CHANGES) if changes.exists() else DISTRICT_CHANGES.empty(),
    )
    return Register({**base.places, **own.places}, (*base.changes, *own.changes))


def check_references(panel: Panel, folder: Path) -> None:
    """Refuse a panel whose figures name what does not exist.

    Raises
    ------
    DataError
        With file, row (of the sorted file) and column.
    """
    figures = panel.observations
    units = {i.id: {i.unit, *i.accepts} for i in panel.codebook.indicators.values()}
    known = {
        "district": set(panel.districts.places),
        "source": set(panel.sources["id"]),
        "indicator": set(units),
    }
    for column, ids in known.items():
        strange = ~figures[column].isin(ids)
        if strange.any():
            value = figures.loc[strange, column].iloc[0]
            raise DataError(
                f"{folder / OBSERVATIONS.file}: column {column}: {value!r} is not in the "
                f"{_PLACE_OF[column]}; add it there or correct the figure",
            )
    _check_values(figures, units, folder)


_PLACE_OF = {
    "district": "register of districts (districts.csv)",
    "source": "table of sources (sources.csv)",
    "indicator": "codebook",
}


def _check_values(figures: pd.DataFrame, units: dict[str, set[str]], folder: Path) -> None:
    file = folder / OBSERVATIONS.file
    bare = figures[(figures["value"] == "") & (figures["status"] == "")]
    if not bare.empty:
        cell = ", ".join(map(str, bare.iloc[0][["district", "year", "indicator"]]))
        raise DataError(f"{file}: {cell} has neither value nor status; give one of them")
    plain = figures[figures["measure"] == "value"]
    pairs = plain[["indicator", "unit"]].drop_duplicates()
    for name, unit in pairs.itertuples(index=False, name=None):
        if unit not in units[name]:
            raise DataError(
                f"{file}: column unit: {unit!r} is no unit of {name}; "
                f"allowed: {', '.join(sorted(units[name]))}",
            )
