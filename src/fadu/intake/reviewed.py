"""A table of figures that a person reviewed, to observations of a panel."""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from fadu.errors import DataError, RequestError
from fadu.model import CHANGE_UNITS, Period
from fadu.panel import Panel
from fadu.schema import EXTRACTED, OBSERVATIONS, SOURCES
from fadu.tables import check_cells, table_of

LARGEST = 64 * 2**20
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")
_SEPARATORS = ",;\t"


def read_reviewed(path: Path) -> pd.DataFrame:
    """Read a table that ``fadu extract`` wrote, as a spreadsheet may have saved it.

    Parameters
    ----------
    path
        CSV in utf-8, gb18030 or utf-16, parted by commas, semicolons or tabs; empty rows and
        columns at its ends are left out.

    Returns
    -------
    pandas.DataFrame
        In the form of ``fadu.schema.EXTRACTED``.

    Raises
    ------
    DataError
        With file, row and column.
    """
    text = _text(path)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    return table_of(_rows(text, separator, path), EXTRACTED, str(path))


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DataError(
                f"{path} has {size // 2**20} MB, a table of figures at most {LARGEST // 2**20}"
            )
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error
    signed = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in _ENCODINGS:
        if signed == (name == "utf-16"):
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                continue
    raise DataError(f"{path}: not UTF-8, nor GB 18030; save it as CSV UTF-8")


def _rows(text: str, separator: str, path: Path) -> Iterator[list[str]]:
    """Yield the rows without the empty ones at the end, and without empty columns at the right."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    width = 0
    blank: list[list[str]] = []
    try:
        for row in reader:
            while len(row) > width > 0 and not row[-1]:
                row.pop()
            if not width:
                while row and not row[-1]:
                    row.pop()
                width = len(row)
            if not any(row):
                blank.append(row)
                continue
            yield from blank
            blank = []
            yield row
    except csv.Error as error:
        raise DataError(f"{path}: row {reader.line_num}: {error}") from error


def as_observations(
    panel: Panel, table: pd.DataFrame, about: Mapping[str, str], period: str, origin: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of an extracted table as observations, and the entry of their source.

    Parameters
    ----------
    panel
        Knows places and indicators.
    table
        In the form of ``fadu.schema.EXTRACTED``, every row with an indicator; its index says
        in which row of the file each stands, the first after the header being 0.
    about
        The report; see ``fadu.intake.about``.
    period
        Of the figures that have none of their own.
    origin
        Names the table in a refusal.

    Returns
    -------
    tuple of pandas.DataFrame
        In the forms of ``OBSERVATIONS`` and ``SOURCES``; a figure that the report prints twice
        is one.

    Raises
    ------
    DataError
        A row that does not hold.
    """
    source = source_id(about)
    rows = pd.DataFrame(
        [
            _row(panel, f"{origin}: row {at + 2}", row, source, period)
            for at, row in table.to_dict("index").items()
        ],
        columns=OBSERVATIONS.columns,
    ).astype("str")
    rows = rows.drop_duplicates(list(OBSERVATIONS.key), ignore_index=True)
    entry = pd.DataFrame([{"id": source, **about}], columns=SOURCES.columns).astype("str")
    check_cells(rows, OBSERVATIONS, origin)
    check_cells(entry, SOURCES, "the source")
    return rows, entry


def source_id(about: Mapping[str, str]) -> str:
    """Name a report by its file, else by its title, publisher and date."""
    words = about["hash"] or "|".join(about[key] for key in ("title", "publisher", "published"))
    return "r" + hashlib.sha256(words.encode()).hexdigest()[:12]


def _row(
    panel: Panel, where: str, row: Mapping[Any, Any], source: str, period: str
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
    allowed = {entry.unit, *entry.accepts} if row["measure"] == "value" else set(CHANGE_UNITS)
    if unit not in allowed:
        raise DataError(
            f"{where}: unit {row['unit']!r} is no unit of {entry.id}; "
            f"allowed: {', '.join(sorted(allowed))}"
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
