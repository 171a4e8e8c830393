"""Reviewed figures of a report into a panel of one's own: all, or nothing."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w

from fadu.errors import DataError, RequestError, one_of
from fadu.files import write_text
from fadu.model import TIERS, Period
from fadu.panel import Panel
from fadu.schema import EXTRACTED, OBSERVATIONS, SOURCES
from fadu.tables import check_cells, read_table, to_csv

ABOUT = ("title", "publisher", "published", "tier", "url", "hash")
NEEDED = ("title", "publisher", "tier")
_CELL = ["district", "year", "period", "indicator", "measure", "source", "start", "end"]


@dataclass(frozen=True)
class Added:
    """What became of the figures of a report.

    Parameters
    ----------
    source
        Id of the report among the sources.
    added, unchanged, left_out
        Numbers of figures that are new, that stood there already, that have no indicator.
    changed
        One sentence for each figure whose value was another before.
    """

    source: str
    added: int
    unchanged: int
    left_out: int
    changed: tuple[str, ...]


def source_toml(about: Mapping[str, str]) -> str:
    """Return the ``.source.toml`` of a report: what is known of it, the rest empty."""
    return tomli_w.dumps({key: about.get(key, "") for key in ABOUT})


def read_source(path: Path, given: Mapping[str, str | None]) -> dict[str, str]:
    """Read a ``.source.toml`` and put what was given on the command line over it.

    Raises
    ------
    DataError
        Not TOML, an unknown field, or a field without text.
    RequestError
        Title, publisher or tier is empty, or the tier is none.
    """
    found = _toml(path) if path.exists() else {}
    strange = [key for key in found if key not in ABOUT]
    if strange:
        raise DataError(f"{path}: {one_of('field', strange[0], ABOUT)}")
    bad = [key for key, value in found.items() if not isinstance(value, str)]
    if bad:
        raise DataError(f"{path}: {bad[0]} = {found[bad[0]]!r} is no text; put it in quotes")
    about = {key: str(given.get(key) or found.get(key) or "").strip() for key in ABOUT}
    empty = [key for key in NEEDED if not about[key]]
    if empty:
        raise RequestError(
            f"{path}: {', '.join(empty)} empty; fill them there or give "
            + " ".join(f"--{key}" for key in empty),
        )
    if about["tier"] not in TIERS:
        raise RequestError(f"{path}: {one_of('tier', about['tier'], TIERS)}")
    return about | ({"url": ""} if about["tier"] == "secondary" else {})


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: not readable as TOML: {error}") from error


def add_figures(
    panel: Panel, own: Path, figures: Path, about: Mapping[str, str], period: str = ""
) -> Added:
    """Write the reviewed figures of one report into the tables of `own`.

    Parameters
    ----------
    panel
        The panel with `own` as its upper layer; it decides what places and indicators exist.
    own
        Folder of one's own panel.
    figures
        The reviewed table.
    about
        The report; see `read_source`.
    period
        Period of the figures that have none of their own.

    Returns
    -------
    Added

    Raises
    ------
    DataError
        A row that does not hold; nothing is written.
    """
    table = read_table(figures, EXTRACTED)
    kept = table[table["indicator"] != ""]
    rows, entry = as_observations(panel, kept, about, period, str(figures))
    source = str(entry["id"].iloc[0])
    before = read_table(own / OBSERVATIONS.file, OBSERVATIONS).astype("str").replace("<NA>", "")
    merged, told = _merged(before, rows)
    sources = read_table(own / SOURCES.file, SOURCES)
    known = pd.concat([sources[sources["id"] != source], entry], ignore_index=True)
    # The source first: one without figures harms nothing, a figure without source is refused.
    write_text(own / SOURCES.file, to_csv(known, SOURCES))
    write_text(own / OBSERVATIONS.file, to_csv(OBSERVATIONS.typed(merged), OBSERVATIONS))
    return Added(source, len(merged) - len(before), told[0], len(table) - len(kept), told[1])


def as_observations(
    panel: Panel, table: pd.DataFrame, about: Mapping[str, str], period: str, origin: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of an extracted table as observations, and the entry of their source.

    Parameters
    ----------
    panel
        Knows places and indicators.
    table
        In the form of ``fadu.schema.EXTRACTED``, every row with an indicator.
    about, period
        As in `add_figures`.
    origin
        Names the table in a refusal.

    Raises
    ------
    DataError
        A row that does not hold.
    """
    source = _id(about)
    rows = pd.DataFrame(
        [
            _row(panel, f"{origin}: row {at + 2}", r, source, period)
            for at, r in _records(table)
        ],
        columns=OBSERVATIONS.columns,
    ).astype("str")
    entry = pd.DataFrame([{"id": source, **about}], columns=SOURCES.columns).astype("str")
    check_cells(rows, OBSERVATIONS, origin)
    check_cells(entry, SOURCES, "the source")
    return rows, entry


def _records(table: pd.DataFrame) -> list[tuple[int, dict[str, Any]]]:
    return [(int(at), row) for at, row in table.to_dict("index").items()]


def _id(about: Mapping[str, str]) -> str:
    """Name a report by its file, else by its title, publisher and date."""
    words = about["hash"] or "|".join(about[key] for key in ("title", "publisher", "published"))
    return "r" + hashlib.sha256(words.encode()).hexdigest()[:12]


def _row(
    panel: Panel, where: str, row: Mapping[str, Any], source: str, period: str
) -> dict[str, str]:
    year, district = row["year"], row["district"]
    if pd.isna(year) or not district:
        missing = "year" if pd.isna(year) else "district"
        raise DataError(f"{where}: {row['indicator']} {row['surface']!r} has no {missing}")
    try:
        code = panel.districts.resolve(str(district))
        entry = panel.codebook[row["indicator"]]
        when = row["period"] or period
        Period.parse(when, int(year))
    except RequestError as error:
        raise DataError(f"{where}: {error}") from error
    unit = panel.codebook.canonical_unit(row["unit"])
    if row["measure"] == "value" and unit not in {entry.unit, *entry.accepts}:
        allowed = ", ".join(sorted({entry.unit, *entry.accepts}))
        raise DataError(
            f"{where}: unit {row['unit']!r} is no unit of {entry.id}; allowed: {allowed}"
        )
    span = {key: "" if pd.isna(row[key]) else str(row[key]) for key in ("start", "end")}
    return span | {
        "district": code,
        "year": str(year),
        "period": when,
        "indicator": entry.id,
        "measure": row["measure"],
        "value": row["value"],
        "unit": unit,
        "qualifier": row["qualifier"],
        "resolution": resolution(row["surface"], row["value"]),
        "status": "",
        "source": source,
        "section": row["section"],
    }


def resolution(surface: str, value: str) -> str:
    """Return the step of the last printed digit in the unit of `value`; empty if unknown.

    Parameters
    ----------
    surface
        The number as printed, such as 38.5.
    value
        What it stands for, such as 385000; its step is then 1000.
    """
    digits = re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", surface))
    if not re.fullmatch(r"\d+(\.\d+)?", digits) or not Decimal(digits):
        return ""
    scale = abs(Decimal(value)) / Decimal(digits)
    if scale.normalize().as_tuple().digits != (1,):
        return ""  # the value was corrected by hand: the print no longer tells its step
    step = Decimal(1).scaleb(int(Decimal(digits).as_tuple().exponent))
    return f"{(step * scale).normalize():f}"


def _merged(
    before: pd.DataFrame, rows: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[int, tuple[str, ...]]]:
    held = {tuple(r[k] for k in _CELL): r for r in before.to_dict("records")}
    unchanged, changed = 0, []
    for row in rows.to_dict("records"):
        old = held.get(tuple(row[k] for k in _CELL))
        if old is not None and old == row:
            unchanged += 1
        elif old is not None:
            cell = " ".join(str(row[k]) for k in ("district", "year", "indicator"))
            moved = [f"{k} {old[k]!r} → {row[k]!r}" for k in row if old[k] != row[k]]
            changed.append(f"{cell}: {', '.join(moved)}")
        held[tuple(row[k] for k in _CELL)] = row
    return pd.DataFrame(list(held.values()), columns=OBSERVATIONS.columns), (
        unchanged,
        tuple(changed),
    )
