"""Tables on disk: UTF-8 CSV held to a declared schema, sorted, one form only.

A schema is declared once; from it follow the check of a file (file, row and column are named),
the form in which it is written, and its part of ``datapackage.json``.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from fadu.errors import DataError, FaduError
from fadu.files import write_text

Type = Literal["string", "integer", "number"]
_FORM: Mapping[str, str] = {
    "string": r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*",
    "integer": r"[+-]?[0-9]{1,15}",
    "number": r"[+-]?[0-9]{1,24}(\.[0-9]{1,12})?",
}
_LARGEST_CELL = 1_000_000
_RUN = re.compile(r"'*\s*[=+@\t\r＝＋－＠-]")


@dataclass(frozen=True)
class Field:
    """A column: its name, type, and what its cells may hold.

    Parameters
    ----------
    name, description
        As they stand in the file and in ``datapackage.json``.
    type
        string, integer, or number (a decimal, kept as it is printed).
    required
        Whether a cell may be empty.
    enum
        The closed list of values, if there is one.
    pattern
        Regular expression that a filled cell matches as a whole.
    says
        The pattern in words, for a refusal.
    free
        Whether it holds words of a publication, which a spreadsheet may take for a formula.
    real
        Raises a `FaduError` for a cell of that form that cannot be all the same, such as the
        31st of February.
    """

    name: str
    description: str
    type: Type = "string"
    required: bool = True
    enum: tuple[str, ...] = ()
    pattern: str = ""
    says: str = ""
    free: bool = False
    real: Callable[[str], object] | None = None

    def form(self) -> str:
        """Return the regular expression of a filled cell."""
        return "|".join(map(re.escape, self.enum)) or self.pattern or _FORM[self.type]

    @cached_property
    def _form(self) -> re.Pattern[str]:
        return re.compile(self.form())

    def allowed(self) -> str:
        """Say what a cell may hold."""
        rule = (
            f"one of {', '.join(self.enum)}"
            if self.enum
            else self.says or f"{self.type} {self.pattern}".strip()
        )
        return rule if self.required else f"{rule}, or empty"

    def fault(self, cell: str) -> str | None:
        """Return what is wrong with a cell: None for nothing, else a reason that may be empty."""
        if not cell:
            return "" if self.required else None
        if not self._form.fullmatch(cell):
            return ""
        try:
            if self.real is not None:
                self.real(cell)
        except FaduError as error:
            return str(error)
        return None

    def refuse(self, where: str, cell: str) -> None:
        """Refuse a cell that the column does not allow.

        Parameters
        ----------
        where
            Of the cell: its file, row and column.
        cell
            Its text.

        Raises
        ------
        DataError
            With the place, the text and what is allowed.
        """
        reason = self.fault(cell)
        if reason is not None:
            why = f"{reason}; " if reason else ""
            raise DataError(f"{where} {cell[:80]!r}; {why}allowed: {self.allowed()}")

    def descriptor(self) -> dict[str, Any]:
        """Return the field's Frictionless form."""
        constraints: dict[str, Any] = {"required": True} if self.required else {}
        if self.enum:
            constraints["enum"] = list(self.enum)
        elif self.pattern and self.type == "string":
            constraints["pattern"] = self.pattern
        return {
            "name": self.name,
            "type": self.type,
            "description": self.description,
        } | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True)
class Schema:
    """A table: its file, columns, key, and the keys of other tables that it names.

    Parameters
    ----------
    name, title
        Of the resource; the file is ``name.csv``.
    fields
        The columns in order.
    key
        Columns that tell rows apart; rows are sorted by them.
    foreign
        Column → (table, column) where its values stand.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()

    @property
    def columns(self) -> list[str]:
        """Names of the columns in order."""
        return [field.name for field in self.fields]

    @property
    def file(self) -> str:
        """Name of the file."""
        return f"{self.name}.csv"

    def empty(self) -> pd.DataFrame:
        """Return the table without rows."""
        return self.typed(pd.DataFrame({c: pd.Series(dtype="str") for c in self.columns}))

    def typed(self, texts: pd.DataFrame) -> pd.DataFrame:
        """Return a frame of texts with its integer columns as integers."""
        required = {f.name: "int64" for f in self.fields if f.type == "integer" and f.required}
        optional = [f.name for f in self.fields if f.type == "integer" and not f.required]
        frame = texts.astype(required)
        for name in optional:
            frame[name] = pd.to_numeric(frame[name].replace("", pd.NA)).astype("Int64")
        return frame

    def sort(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows in the order of the key, then of all columns."""
        order = [*self.key, *(c for c in self.columns if c not in self.key)]
        return frame.sort_values(order, kind="stable", ignore_index=True)

    def descriptor(self) -> dict[str, Any]:
        """Return the table's part of ``datapackage.json``."""
        foreign = [
            {"fields": [c], "reference": {"resource": table, "fields": [column]}}
            for c, table, column in self.foreign
        ]
        schema = {
            "fields": [field.descriptor() for field in self.fields],
            "primaryKey": list(self.key),
            "missingValues": [""],
        } | ({"foreignKeys": foreign} if foreign else {})
        return {
            "profile": "tabular-data-resource",
            "name": self.name,
            "title": self.title,
            "path": self.file,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema,
        }


def spreadsheet_safe(cell: str) -> str:
    """Return a text cell so that no spreadsheet takes it for a formula.

    Parameters
    ----------
    cell
        Text from a report; a number is never passed through here.

    Returns
    -------
    str
        With an apostrophe in front where the first mark is one of ``= + - @``, a tab or a
        carriage return; `spreadsheet_plain` takes it away again.
    """
    return f"'{cell}" if _RUN.match(cell) else cell


def spreadsheet_plain(cell: str) -> str:
    """Return the text that `spreadsheet_safe` was given."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def read_table(path: Path, schema: Schema) -> pd.DataFrame:
    """Read a CSV file and hold it to its schema.

    Parameters
    ----------
    path
        The file; a byte order mark and CRLF are accepted.
    schema
        What it has to look like.

    Returns
    -------
    pandas.DataFrame
        Columns of the schema in order, texts but for integer columns.

    Raises
    ------
    DataError
        With file, row (the header is row 1) and column.
    """
    return table_of(csv_rows(path), schema, str(path))


def table_of(rows: Iterator[list[str]], schema: Schema, where: str) -> pd.DataFrame:
    """Return the rows of a file as a table, held to its schema.

    Parameters
    ----------
    rows
        The header, then the cells of each row.
    schema
        What they have to look like.
    where
        Name of the file, for the message.

    Raises
    ------
    DataError
        With file, row (the header is row 1) and column.
    """
    header = next(rows, [])
    if header != schema.columns:
        raise DataError(
            f"{where}: row 1 has the columns {','.join(header)[:200]!r}; "
            f"needed: {','.join(schema.columns)}",
        )
    body = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise DataError(
                f"{where}: row {number} has {len(row)} cells; needed: {len(header)}",
            )
        body.append(row)
    texts = pd.DataFrame(body, columns=schema.columns, dtype="str")
    texts = _free(texts, schema, spreadsheet_plain)
    check_cells(texts, schema, where)
    return schema.typed(texts)


def _free(texts: pd.DataFrame, schema: Schema, change: Callable[[str], str]) -> pd.DataFrame:
    """Return a table with each different text of its free columns changed once."""
    changed = {
        f.name: texts[f.name].map({cell: change(cell) for cell in texts[f.name].unique()})
        for f in schema.fields
        if f.free
    }
    return texts.assign(**{name: column.astype("str") for name, column in changed.items()})


def csv_rows(path: Path) -> Iterator[list[str]]:
    """Yield the cells of each row of a CSV file, the header first.

    Parameters
    ----------
    path
        The file; a byte order mark and CRLF are accepted.

    Raises
    ------
    DataError
        It is no plain file, cannot be read, or is not UTF-8 or not CSV.
    """
    csv.field_size_limit(_LARGEST_CELL)
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise DataError(f"{path} is no file")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                yield from reader
            except csv.Error as error:
                raise DataError(f"{path}: row {reader.line_num}: {error}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from error


def check_cells(texts: pd.DataFrame, schema: Schema, where: str) -> None:
    """Refuse the first cell that its column does not allow, and the first repeated key.

    Parameters
    ----------
    texts
        All cells as text.
    schema
        The rules.
    where
        Name of the file, for the message.
    """
    for field in schema.fields:
        cells = texts[field.name]
        bad = cells.isin([c for c in cells.unique() if field.fault(c) is not None])
        if bad.any():
            row = int(bad.to_numpy().argmax())
            field.refuse(f"{where}: row {row + 2}, column {field.name}:", cells.iloc[row])
    again = texts.duplicated(list(schema.key))
    if again.any():
        row = int(again.to_numpy().argmax())
        key = ", ".join(texts.iloc[row][list(schema.key)])
        raise DataError(f"{where}: row {row + 2} repeats the key {key}; keep one of the rows")


def to_csv(frame: pd.DataFrame, schema: Schema) -> str:
    """Return the table's one written form: sorted, comma, line feed, UTF-8."""
    texts = schema.sort(frame[schema.columns]).astype("str").fillna("").replace("<NA>", "")
    texts = _free(texts, schema, spreadsheet_safe)
    if any("\r" in cell for name in texts for cell in texts[name].unique()):
        return "".join(_quoted(texts))
    out = io.StringIO()
    texts.to_csv(out, index=False, lineterminator="\n")
    return out.getvalue()


def _quoted(texts: pd.DataFrame) -> Iterator[str]:
    """Yield the lines of a table with carriage returns, which Python quotes before 3.13 only so."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    for row in (texts.columns, *texts.itertuples(index=False)):
        writer.writerow(row)
        yield line.getvalue().removesuffix("\r\n") + "\n"
        line.seek(0)
        line.truncate()


def write_table(frame: pd.DataFrame, schema: Schema, folder: Path) -> Path:
    """Write `frame` as ``folder/name.csv``, whole or not at all."""
    return write_text(folder / schema.file, to_csv(frame, schema))
