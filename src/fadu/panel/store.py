"""Panels on disk: load, layer, save."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from fadu.codebook import read_codebook
from fadu.districts import Register, read_register, register
from fadu.errors import DataError
from fadu.files import bundled
from fadu.panel.asked import asked, kept
from fadu.panel.breaks import read_breaks
from fadu.panel.choice import read_decisions
from fadu.panel.coded import Rows, coded, framed, layered
from fadu.panel.columnar import FILE, read_coded
from fadu.panel.folders import data_folder, layer_name, state_of
from fadu.panel.panel import SHARED, Layer, Panel
from fadu.panel.references import check_references
from fadu.panel.seen import Scope
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
from fadu.years import as_years


def load(
    path: str | Path | None = None,
    *,
    indicators: str | Iterable[str] | None = None,
    years: object = None,
    districts: str | int | Iterable[str | int] | None = None,
) -> Panel:
    """Return the bundled panel, or one of your own layered over it.

    Parameters
    ----------
    path
        Folder that holds ``datapackage.json``, or a workspace whose ``data`` does; None or
        empty for the bundled panel alone.  Own entries add to or override bundled ones;
        ``panel.layers`` says how many.
    indicators, years, districts
        What is read, as in ``Panel.select``; None for all.  Of ``observations.parquet`` only
        the parts are read that hold any of it.

    Returns
    -------
    Panel

    Raises
    ------
    DataError
        A folder or file that is missing or damaged, with file, row and column.
    RequestError
        A district, year or indicator that does not exist.
    """
    own = _own(path)
    when = None if years is None else tuple(as_years(years))
    return _loaded(
        own, state(path), (_hashable(districts), when, _hashable(indicators))
    ).alike()


def state(path: str | Path | None = None) -> tuple[object, ...]:
    """Return what tells one state of the files behind a panel from another.

    Parameters
    ----------
    path
        As in `load`.
    """
    return tuple(state_of(f) for f in (bundled("data"), _own(path)) if f is not None)


def _own(path: str | Path | None) -> Path | None:
    return None if path is None or path == "" else data_folder(Path(path))


def _hashable(given: Any) -> Any:
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else given


@lru_cache(maxsize=2)
def _loaded(own: Path | None, states: tuple[object, ...], wanted: tuple[Any, ...]) -> Panel:
    """Read once what has not changed on disk since."""
    del states
    if own is not None:
        return _layered(load(), own, wanted)
    return load().select(*wanted) if any(w is not None for w in wanted) else _bundled()


def _bundled() -> Panel:
    folder = bundled("data")
    places = read_register(folder)
    tables = {s.name: read_table(folder / s.file, s) for s in PANEL_TABLES}
    figures, sources = tables["observations"], tables["sources"]
    codebook = read_codebook(folder / "codebook")
    check_references(
        coded(figures, OBSERVATIONS), codebook, set(places.places), set(sources["id"]),
        folder / OBSERVATIONS.file,
    )  # fmt: skip
    return Panel(
        figures,
        sources,
        tables["population"],
        read_breaks(tables["breaks"]),
        read_decisions(folder / "decisions.toml"),
        codebook,
        places,
        (Layer("bundled", len(figures), 0),),
    )


def _layered(base: Panel, folder: Path, wanted: tuple[Any, ...]) -> Panel:
    def over(below: pd.DataFrame, schema: Schema) -> pd.DataFrame:
        if not (folder / schema.file).exists():
            return below
        own = coded(read_table(folder / schema.file, schema), schema)
        whole, order, *_ = layered(coded(below, schema), own, schema, str(folder / schema.file))
        return framed(whole, order, schema)

    codebook = read_codebook(folder / "codebook", base.codebook)
    places = _own_places(base.districts, folder)
    sources = over(base.sources, SOURCES)
    scope = asked(codebook, places, *wanted)
    file, own = _own_figures(folder, scope)
    check_references(own, codebook, set(places.places), set(sources["id"]), file)
    below = coded(base.observations[kept(base.observations, scope)], OBSERVATIONS)
    whole, order, added, overridden = layered(below, own, OBSERVATIONS, str(file))
    del own  # of a national panel, a third of the memory
    lower = below.take(pa.array(order[order < len(below)])).combine_chunks()
    check_references(lower, codebook, set(places.places), set(sources["id"]), file)
    breaks = {b.id: b for b in base.breaks}
    if (folder / BREAKS.file).exists():
        breaks |= {b.id: b for b in read_breaks(read_table(folder / BREAKS.file, BREAKS))}
    decisions = {d.key: d for d in base.decisions}
    decisions |= {d.key: d for d in read_decisions(folder / "decisions.toml")}
    rows = Rows.of(whole, order, OBSERVATIONS)
    few = len(rows) <= SHARED
    panel = Panel(
        rows.frame() if few else OBSERVATIONS.empty(),
        sources,
        over(base.population, POPULATION),
        tuple(sorted(breaks.values(), key=lambda b: (b.start, b.id))),
        tuple(decisions.values()),
        codebook,
        places,
        (*base.layers, Layer(layer_name(folder), added, overridden)),
        scope,
    )
    return panel if few else panel.holding(rows)


def _own_figures(folder: Path, scope: Scope) -> tuple[Path, pa.Table]:
    """Return the file of a folder's own figures, and those of `scope`."""
    path, other = folder / OBSERVATIONS.file, folder / FILE
    if other.exists() and path.exists():
        raise DataError(f"{other}: {path.name} stands beside it; keep one of the two")
    if other.exists():
        return other, read_coded(other, scope)
    if not path.exists():
        return path, coded(OBSERVATIONS.empty(), OBSERVATIONS)
    figures = read_table(path, OBSERVATIONS)
    return path, coded(figures[kept(figures, scope)], OBSERVATIONS)


def own_figures(folder: Path) -> pd.DataFrame:
    """Return the figures of one folder alone, whether CSV or Parquet, as they stand there.

    Parameters
    ----------
    folder
        Of one's own panel.

    Returns
    -------
    pandas.DataFrame
        In the form of ``fadu.schema.OBSERVATIONS``; empty where the folder holds none.

    Raises
    ------
    DataError
        A file that is damaged.
    """
    _, table = _own_figures(folder, Scope())
    return framed(table, np.arange(len(table)), OBSERVATIONS)


def _own_places(base: Register, folder: Path) -> Register:
    if not (folder / DISTRICTS.file).exists():
        return base
    changes = folder / DISTRICT_CHANGES.file
    own = register(
        read_table(folder / DISTRICTS.file, DISTRICTS),
        read_table(changes, DISTRICT_CHANGES) if changes.exists() else DISTRICT_CHANGES.empty(),
    )
    return Register({**base.places, **own.places}, (*base.changes, *own.changes))
