"""Reviewed figures of a report into a panel of one's own: all, or nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from fadu.errors import RequestError
from fadu.files import alone_in, write_together
from fadu.intake.reviewed import as_observations, read_reviewed
from fadu.panel import Panel, own_figures
from fadu.panel.columnar import FILE, save_parquet
from fadu.schema import OBSERVATIONS, SOURCES
from fadu.tables import read_table, to_csv

_CELL = ("district", "year", "period", "indicator", "measure")
Row = Mapping[str, str]
Span = tuple[str, str]


@dataclass(frozen=True)
class Added:
    """What became of the figures of a report.

    Parameters
    ----------
    source
        Id of the report among the sources.
    added, unchanged, left_out, repeated
        Numbers of figures that are new, that stood there already, that have no indicator, that
        the report prints again.
    changed
        One sentence for each figure that was another before, or that is no longer taken.
    """

    source: str
    added: int
    unchanged: int
    left_out: int
    repeated: int
    changed: tuple[str, ...]


def add_figures(
    panel: Panel, own: Path, figures: Path, about: Mapping[str, str], period: str = ""
) -> Added:
    """Write the reviewed figures of one report into the tables of `own`.

    Parameters
    ----------
    panel
        The panel with `own` as its upper layer; it decides what places and indicators exist.
    own
        Folder of one's own panel, its figures in CSV or in Parquet.
    figures
        The reviewed table.  What an earlier one of the same report said of the same characters
        is changed or taken out; what it said of others stays.
    about
        The report; see ``fadu.intake.about``.
    period
        Period of the figures that have none of their own.

    Returns
    -------
    Added
        What became of each.

    Raises
    ------
    DataError
        A row that does not hold; nothing is written.
    RequestError
        No figure with an indicator, or a folder that cannot be written.
    """
    table = read_reviewed(figures)
    kept = table[table["indicator"] != ""]
    if kept.empty:
        raise RequestError(
            f"{figures} has no figure with an indicator; there is nothing to add"
        )
    rows, entry = as_observations(panel, kept, about, period, str(figures))
    source = str(entry["id"].iloc[0])
    whole = table.astype("str").replace("<NA>", "").to_dict("records")
    spans = {_span(row) for row in whole if any(_span(row))}
    with alone_in(own):
        before = own_figures(own).astype("str").replace("<NA>", "")
        merged = _merged(before.to_dict("records"), rows.to_dict("records"), source, spans)
        _store(own, merged.rows, entry)
    without, again = len(table) - len(kept), len(kept) - len(rows)
    return Added(source, merged.added, merged.unchanged, without, again, merged.changed)


def _store(own: Path, rows: Sequence[Row], entry: pd.DataFrame) -> None:
    """Write sources and figures; a source without figures, left by a kill between, harms nothing."""
    path = own / SOURCES.file
    sources = read_table(path, SOURCES) if path.exists() else SOURCES.empty()
    others = sources[sources["id"] != entry["id"].iloc[0]]
    known = to_csv(pd.concat([others, entry], ignore_index=True), SOURCES)
    texts = pd.DataFrame(rows, columns=OBSERVATIONS.columns).astype("str")
    if (own / FILE).exists():
        write_together({path: known})
        save_parquet(OBSERVATIONS.typed(texts), own)
    else:
        written = to_csv(OBSERVATIONS.typed(texts), OBSERVATIONS)
        write_together({path: known, own / OBSERVATIONS.file: written})


@dataclass(frozen=True)
class _Merged:
    rows: tuple[Row, ...]
    added: int
    unchanged: int
    changed: tuple[str, ...]


def _merged(
    before: Sequence[Row], rows: Sequence[Row], source: str, spans: set[Span]
) -> _Merged:
    """Put rows in the place of what the source said of the same characters before.

    A row without characters takes the place of the one of the same cell.
    """
    old: dict[object, list[Row]] = defaultdict(list)
    new: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        new[_place(row)].append(row)
    kept: list[Row] = []
    for row in before:
        mine = row["source"] == source and (_place(row) in new or _place(row) in spans)
        (old[_place(row)] if mine else kept).append(row)
    pairs = [pair for place in {**old, **new} for pair in _paired(old[place], new[place])]
    told = [_told(was, now) for was, now in pairs if was and was != now]
    return _Merged(
        (*kept, *(now for _, now in pairs if now)),
        sum(was is None for was, _ in pairs),
        sum(was == now for was, now in pairs),
        tuple(told),
    )


def _paired(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield what was said of some characters with what is said of them now, alike with alike."""
    was, now = list(old), list(new)
    for alike in (dict, _cell, _nothing):
        for row in list(now):
            found = next((other for other in was if alike(other) == alike(row)), None)
            if found is not None:
                was.remove(found)
                now.remove(row)
                yield found, row
    yield from ((None, row) for row in now)
    yield from ((row, None) for row in was)


def _nothing(_row: Row) -> None:
    """Any two rows of the same characters are alike in this."""


def _told(was: Row, now: Row | None) -> str:
    cell = " ".join(was[key] for key in ("district", "year", "indicator"))
    if now is None:
        return f"{cell}: {was['value']} taken out"
    moved = [f"{key} {was[key]!r} → {now[key]!r}" for key in now if was[key] != now[key]]
    return f"{cell}: {', '.join(moved)}"


def _place(row: Row) -> object:
    return _span(row) if any(_span(row)) else _cell(row)


def _span(row: Row) -> Span:
    return row["start"], row["end"]


def _cell(row: Row) -> tuple[str, ...]:
    return tuple(row[key] for key in _CELL)
