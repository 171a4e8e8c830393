"""Panels on disk: load, layer, save."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from fadu.codebook import read_codebook
from fadu.districts import Register, read_register, register
from fadu.errors import DataError
from fadu.files import bundled, there
from fadu.panel.asked import asked, kept
from fadu.panel.breaks import Break, in_places, read_breaks
from fadu.panel.choice import DECISIONS, Decision, read_decisions
from fadu.panel.coded import Numbers, Rows, coded, framed, layered
from fadu.panel.columnar import FILE, read_coded
from fadu.panel.folders import check_names, data_folder, layer_name, state_of
from fadu.panel.panel import SHARED, Layer, Panel
from fadu.panel.references import (
    Known,
    check_decisions,
    check_figures,
    check_register,
    check_table,
)
from fadu.panel.seen import Scope
from fadu.schema import (
    BREAKS,
    BREAKS_PLACES,
    DISTRICT_CHANGES,
    DISTRICTS,
    OBSERVATIONS,
    PANEL_TABLES,
    POPULATION,
    REGISTER_TABLES,
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
    figures, sources = (read_table(folder / s.file, s) for s in (OBSERVATIONS, SOURCES))
    codebook = read_codebook(folder / "codebook")
    known = Known(codebook, places, set(sources["id"]))
    check_figures(coded(figures, OBSERVATIONS), known, str(folder / OBSERVATIONS.file))
    return Panel(
        figures,
        sources,
        _population(folder, known),
        _placed(_breaks(folder, known), folder, known),
        _decisions(folder, known),
        codebook,
        places,
        (Layer("bundled", len(figures), 0),),
    )


def _population(folder: Path, known: Known) -> pd.DataFrame:
    table = read_table(folder / POPULATION.file, POPULATION)
    check_table(table, known, str(folder / POPULATION.file))
    return table


def _breaks(folder: Path, known: Known) -> tuple[Break, ...]:
    table = read_table(folder / BREAKS.file, BREAKS)
    check_table(table, known, str(folder / BREAKS.file), ("district", "indicators"))
    return read_breaks(table)


def _placed(breaks: Iterable[Break], folder: Path, known: Known) -> tuple[Break, ...]:
    """Return breaks with the places of a folder in which they are different."""
    path = folder / BREAKS_PLACES.file
    table = read_table(path, BREAKS_PLACES) if there(path) else BREAKS_PLACES.empty()
    check_table(table, known, str(path))
    return in_places(breaks, table, known.places, str(path))


def _kept_places(own: Break, below: Break | None) -> Break:
    """Return a break of one's own with the places of the one that it overrides."""
    return own if below is None else replace(own, elsewhere=below.elsewhere)


def _decisions(folder: Path, known: Known) -> tuple[Decision, ...]:
    path = folder / DECISIONS
    decisions = read_decisions(path)
    check_decisions(decisions, known, str(path))
    return decisions


def _over(below: pd.DataFrame, own: pd.DataFrame, schema: Schema, folder: Path) -> pd.DataFrame:
    where = str(folder / schema.file)
    whole, order, *_ = layered(coded(below, schema), coded(own, schema), schema, where)
    return framed(whole, order, schema)


_FILES = (*(schema.file for schema in (*PANEL_TABLES, *REGISTER_TABLES)), FILE, DECISIONS)


def _layered(base: Panel, folder: Path, wanted: tuple[Any, ...]) -> Panel:
    check_names(folder, _FILES)
    codebook = read_codebook(folder / "codebook", base.codebook)
    places = _own_places(base.districts, folder)
    scope = asked(codebook, places, *wanted)
    # Figures before their sources, which are written first: so neither lacks the other.
    file, own, numbers = _own_figures(folder, scope)
    sources = base.sources
    if there(folder / SOURCES.file):
        sources = _over(sources, read_table(folder / SOURCES.file, SOURCES), SOURCES, folder)
    known = Known(codebook, places, set(sources["id"]))
    check_figures(own, known, str(file), numbers)
    below = coded(base.observations[kept(base.observations, scope)], OBSERVATIONS)
    whole, order, added, overridden = layered(below, own, OBSERVATIONS, str(file))
    del own  # of a national panel, a third of the memory
    lower = below.take(pa.array(order[order < len(below)])).combine_chunks()
    check_figures(lower, known, f"{folder}: a figure of the bundled panel no longer fits")
    population = base.population
    if there(folder / POPULATION.file):
        population = _over(population, _population(folder, known), POPULATION, folder)
    breaks = {b.id: b for b in base.breaks}
    if there(folder / BREAKS.file):
        own_breaks = _breaks(folder, known)
        breaks |= {b.id: _kept_places(b, breaks.get(b.id)) for b in own_breaks}
    decisions = {d.key: d for d in base.decisions}
    decisions |= {d.key: d for d in _decisions(folder, known)}
    rows = Rows(whole, order, OBSERVATIONS)
    few = len(rows) <= SHARED
    panel = Panel(
        rows.frame() if few else OBSERVATIONS.empty(),
        sources,
        population,
        _placed(breaks.values(), folder, known),
        tuple(decisions.values()),
        codebook,
        places,
        (*base.layers, Layer(layer_name(folder), added, overridden)),
        scope,
    )
    return panel if few else panel.holding(rows)


def _own_figures(folder: Path, scope: Scope) -> tuple[Path, pa.Table, Numbers | None]:
    """Return the file of a folder's own figures, those of `scope`, and their rows in a CSV."""
    path, other = folder / OBSERVATIONS.file, folder / FILE
    if there(other) and there(path):
        raise DataError(f"{other}: {path.name} stands beside it; keep one of the two")
    if there(other):
        return other, read_coded(other, scope), None
    if not there(path):
        return path, coded(OBSERVATIONS.empty(), OBSERVATIONS), None
    figures = read_table(path, OBSERVATIONS)
    keep = kept(figures, scope)
    return path, coded(figures[keep], OBSERVATIONS), np.flatnonzero(keep) + 2


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
    _, table, _ = _own_figures(folder, Scope())
    return framed(table, np.arange(len(table)), OBSERVATIONS)


def _own_places(base: Register, folder: Path) -> Register:
    places, changes = (
        read_table(folder / s.file, s) if there(folder / s.file) else s.empty()
        for s in (DISTRICTS, DISTRICT_CHANGES)
    )
    own = register(places, changes)
    whole = Register({**base.places, **own.places}, (*base.changes, *own.changes))
    check_register(own, whole, folder)
    return whole if len(places) or len(changes) else base
