"""Observations as Parquet, for panels of national scale: the same rows as the CSV, in few bytes.

The file is sorted by indicator and year, then by the key, in row groups of whole indicators, so
that a selection reads only what it needs.  Texts stay texts, with their trailing zeros.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from fadu.errors import DataError
from fadu.files import whole_file
from fadu.panel.asked import columns_of
from fadu.panel.coded import coded, faulty, keys
from fadu.panel.panel import Panel
from fadu.panel.seen import Scope
from fadu.schema import OBSERVATIONS
from fadu.tables import Field

FILE = "observations.parquet"
GROUP = 65_536
"""Rows of a row group, at most; a group ends with an indicator where it can."""
_TEXTS = [f.name for f in OBSERVATIONS.fields if f.type != "integer"]
_FORM = pa.schema(
    [
        pa.field(f.name, pa.int64() if f.type == "integer" else pa.string())
        for f in OBSERVATIONS.fields
    ]
)
_CODED = pa.dictionary(pa.int32(), pa.string())
_ORDER = ["indicator", "year", *(c for c in OBSERVATIONS.key if c not in {"indicator", "year"})]


def save_parquet(figures: Panel | pd.DataFrame, folder: Path) -> Path:
    """Write observations as ``folder/observations.parquet``, whole or not at all.

    Parameters
    ----------
    figures
        A panel, or a frame in the form of ``fadu.schema.OBSERVATIONS``.
    folder
        Where to; the same content gives the same bytes.

    Returns
    -------
    pathlib.Path
        The file.
    """
    frame = figures.observations if isinstance(figures, Panel) else figures
    return write_coded(coded(frame, OBSERVATIONS), folder)


def write_coded(table: pa.Table, folder: Path) -> Path:
    """Write a coded table of observations; see `save_parquet`."""
    order = np.argsort(keys(table, _ORDER), kind="stable")
    path = folder / FILE
    with (
        whole_file(path) as draft,
        pq.ParquetWriter(draft, _FORM, compression="zstd", use_dictionary=_TEXTS) as writer,
    ):
        for start, end in _groups(keys(table, ["indicator"])[order]):
            rows = table.take(pa.array(order[start:end]))
            writer.write_table(rows.cast(_FORM), row_group_size=GROUP)
    return path


def _groups(indicators: np.ndarray[Any, np.dtype[np.int64]]) -> list[tuple[int, int]]:
    """Return the first and the end row of each row group."""
    ends = [*(np.flatnonzero(np.diff(indicators)) + 1).tolist(), len(indicators)]
    found, start, last = [], 0, 0
    for end in ends:
        if end - start > GROUP and last > start:
            found.append((start, last))
            start = last
        while end - start > GROUP:
            found.append((start, start + GROUP))
            start += GROUP
        last = end
    return [*found, (start, last)] if last > start else found


def read_coded(path: Path, scope: Scope) -> pa.Table:
    """Read the rows of `scope` from a Parquet file of observations, and hold them to the schema.

    Parameters
    ----------
    path
        The file.
    scope
        Row groups that hold nothing of it are not read.

    Returns
    -------
    pyarrow.Table
        A coded table in the order of the file.

    Raises
    ------
    DataError
        With file and column.
    """
    wanted = columns_of(scope)
    try:
        _check_form(pq.read_schema(path), path)
        with pq.ParquetFile(_opened(path), read_dictionary=_TEXTS) as file:
            groups = needed_groups(file.metadata, wanted)
            table = file.read_row_groups(
                groups, columns=OBSERVATIONS.columns, use_threads=not _alone()
            )
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from error
    except pa.ArrowException as error:
        raise DataError(f"{path}: not readable as Parquet: {error}") from error
    table = _encoded(table).unify_dictionaries().combine_chunks()
    for field in OBSERVATIONS.fields:
        _check_values(table, field, path)
    for column, values in wanted.items():
        table = table.filter(
            pc.is_in(table[column], pa.array(values, _FORM.field(column).type))
        )
    return table.combine_chunks()


def _alone() -> bool:
    """Whether Arrow may use one core (``OMP_NUM_THREADS=1``): it then starts no thread here.

    A process that will be forked asks for that.
    """
    return bool(pa.cpu_count() == 1)


def _opened(path: Path) -> Path | pa.BufferReader:
    """Return a file as Arrow shall read it: parts of a file on disk are read by a thread."""
    return pa.BufferReader(path.read_bytes()) if _alone() else path


def needed_groups(about: pq.FileMetaData, wanted: Mapping[str, list[Any]]) -> list[int]:
    """Return the row groups that may hold the values wanted, by what the file says of each.

    Parameters
    ----------
    about
        Of the file.
    wanted
        Values by column.
    """
    place = {name: n for n, name in enumerate(about.schema.names)}
    found = []
    for number in range(about.num_row_groups):
        group = about.row_group(number)
        known = [(group.column(place[c]).statistics, values) for c, values in wanted.items()]
        if all(
            s is None or not s.has_min_max or any(s.min <= v <= s.max for v in values)
            for s, values in known
        ):
            found.append(number)
    return found


def _check_form(form: pa.Schema, path: Path) -> None:
    if form.names != OBSERVATIONS.columns:
        raise DataError(
            f"{path}: has the columns {','.join(form.names)[:200]!r}; "
            f"needed: {','.join(OBSERVATIONS.columns)}",
        )
    for found, needed in zip(form, _FORM, strict=True):
        held = found.type.value_type if pa.types.is_dictionary(found.type) else found.type
        if held != needed.type and not (
            held == pa.large_string() and needed.type == pa.string()
        ):
            raise DataError(
                f"{path}: column {found.name} is of type {held}; needed: {needed.type}"
            )


def _encoded(table: pa.Table) -> pa.Table:
    """Return a table as other programs wrote it with its texts in the form of ours."""
    for number, name in enumerate(table.schema.names):
        if name in _TEXTS and table.schema.types[number] != _CODED:
            texts = table[name].cast(pa.large_string()).cast(pa.string())
            table = table.set_column(number, name, texts.dictionary_encode())
    return table


def _check_values(table: pa.Table, field: Field, path: Path) -> None:
    """Refuse a value that its column does not allow; each different one is looked at once."""
    column = table[field.name]
    if column.null_count and (field.type != "integer" or field.required):
        raise DataError(f"{path}: column {field.name} holds null; an empty cell is empty text")
    if field.type == "integer" and not field.required:
        return
    bad = faulty(table, field.name, lambda value: field.fault(str(value)))
    if bad:
        field.refuse(f"{path}: column {field.name}:", min(map(str, bad)))
