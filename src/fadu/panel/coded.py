"""Tables with every text stored once: checks, order and layers by its few different values.

A coded table is an Arrow table in the form of a schema whose texts are dictionary encoded, in
one chunk each.  Millions of rows are checked, sorted and laid over each other by codes.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from fadu.errors import DataError
from fadu.tables import Schema

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
_LARGEST = 2**62


def coded(frame: pd.DataFrame, schema: Schema) -> pa.Table:
    """Return a frame in the form of `schema` as a coded table."""
    columns = {}
    for field in schema.fields:
        if field.type == "integer":
            columns[field.name] = pa.array(frame[field.name], pa.int64())
        else:
            column = pa.array(frame[field.name], pa.string()).dictionary_encode()
            columns[field.name] = column
    return pa.table(columns).combine_chunks()


def framed(table: pa.Table, order: Numbers, schema: Schema) -> pd.DataFrame:
    """Return rows of a coded table as a frame in the form of `schema`.

    Parameters
    ----------
    table
        The coded table.
    order
        Numbers of the rows, in the order wanted.
    schema
        Its form.
    """
    columns: dict[str, Any] = {}
    for field in schema.fields:
        column = _whole(table, field.name)
        if field.type != "integer":
            codes = pa.array(column.indices.to_numpy()[order])
            texts = column.dictionary.cast(pa.large_string()).take(codes)
            columns[field.name] = pd.array(texts, dtype="str")
        elif field.required:
            columns[field.name] = column.to_numpy()[order]
        else:
            columns[field.name] = pd.Int64Dtype().__from_arrow__(column.take(pa.array(order)))
    return pd.DataFrame(columns, columns=schema.columns, copy=False)


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a coded table in an order; they become a frame where one is needed.

    Parameters
    ----------
    table
        The coded table.
    order
        Numbers of its rows, in the order wanted.
    schema
        The form of the table.
    """

    table: pa.Table
    order: Numbers
    schema: Schema

    def among(self, wanted: Mapping[str, Collection[Any]]) -> "Rows":
        """Return the rows that hold one of the values wanted in each column named."""
        found, left = self._fewest(wanted)
        for name, values in left.items():
            column = _whole(self.table, name)
            if pa.types.is_dictionary(column.type):
                held = _held(column, values)[column.indices.to_numpy()[found]]
            else:
                held = np.isin(column.to_numpy()[found], list(values))
            found = found[held]
        return Rows(self.table, found, self.schema)

    def _fewest(
        self, wanted: Mapping[str, Collection[Any]]
    ) -> tuple[Numbers, Mapping[str, Collection[Any]]]:
        """Return the rows that the narrowest index finds, and what is still to be looked at."""
        near = {
            name: [places[code] for code in np.flatnonzero(_held(column, wanted[name]))]
            for name, places in self._index.items()
            if name in wanted and (column := _whole(self.table, name))
        }
        if not near:
            return self.order, wanted
        name = min(near, key=lambda n: sum(map(len, near[n])))
        places = np.sort(np.concatenate([np.empty(0, np.int64), *near[name]]))
        return self.order[places], {n: v for n, v in wanted.items() if n != name}

    @cached_property
    def _index(self) -> dict[str, list[Numbers]]:
        """Where in the order each text of a column stands, by column and code; see `indexed`."""
        return {}

    def indexed(self, *names: str) -> None:
        """Remember where the texts of some columns stand: it pays from some ten selections on."""
        for name in set(names) - self._index.keys():
            column = _whole(self.table, name)
            codes = column.indices.to_numpy()[self.order]
            ends = np.cumsum(np.bincount(codes, minlength=len(column.dictionary)))
            self._index[name] = np.split(np.argsort(codes, kind="stable"), ends[:-1])

    def is_indexed(self, name: str) -> bool:
        """Whether it is remembered where the texts of a column stand."""
        return name in self._index

    def column(self, name: str) -> list[Any]:
        """Return the cells of one column."""
        return _whole(self.table, name).take(pa.array(self.order)).to_pylist()

    def frame(self) -> pd.DataFrame:
        """Return the rows as a frame in the form of the schema."""
        return framed(self.table, self.order, self.schema)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.order)


def faulty(table: pa.Table, name: str, fault: Callable[[Any], str | None]) -> list[Any]:
    """Return the different values of a column in which `fault` finds something, in no order."""
    column = _whole(table, name)
    # A dictionary is short, and what stands in a row is in it.
    coded_texts = pa.types.is_dictionary(column.type)
    if coded_texts and all(fault(text) is None for text in column.dictionary.to_pylist()):
        return []
    return [value for value in uniques(table, name) if fault(value) is not None]


def uniques(table: pa.Table, name: str) -> list[Any]:
    """Return the different values of a column, in no order."""
    column = _whole(table, name)
    if not pa.types.is_dictionary(column.type):
        return pc.unique(column).to_pylist()
    seen = np.bincount(column.indices.to_numpy(), minlength=len(column.dictionary)) > 0
    return column.dictionary.filter(pa.array(seen)).to_pylist()


def pairs(table: pa.Table, one: str, other: str) -> list[tuple[str, str]]:
    """Return the different pairs of texts that stand in the same row."""
    first, second = _whole(table, one), _whole(table, other)
    both = first.indices.to_numpy().astype("int64") * len(second.dictionary)
    both += second.indices.to_numpy()
    seen = np.flatnonzero(np.bincount(both)).tolist()
    width = len(second.dictionary)
    return [
        (first.dictionary[p // width].as_py(), second.dictionary[p % width].as_py())
        for p in seen
    ]


def having(table: pa.Table, **values: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which rows hold each of the texts, by column."""
    keep = np.ones(len(table), dtype=bool)
    for name, text in values.items():
        column = _whole(table, name)
        code = column.dictionary.index(pa.scalar(text, column.dictionary.type)).as_py()
        keep &= column.indices.to_numpy() == code
    return keep


def keys(table: pa.Table, names: list[str]) -> Numbers:
    """Return a number for each row: equal where the columns `names` are, and in their order."""
    key = np.zeros(len(table), dtype="int64")
    size = 1
    for name in names:
        ranks, values = _ranks(_whole(table, name))
        if size * values >= _LARGEST:
            key, seen = pd.factorize(key, sort=True)
            size = len(seen)
        key, size = key * values + ranks, size * values
    return key


def _ranks(column: pa.Array) -> tuple[Numbers, int]:
    if not pa.types.is_dictionary(column.type):
        numbers = column.to_numpy()
        least = int(numbers.min()) if len(numbers) else 0
        return numbers - least, int(numbers.max()) - least + 1 if len(numbers) else 1
    values = column.dictionary
    ranks = np.empty(len(values), dtype="int64")
    ranks[pc.sort_indices(values).to_numpy()] = np.arange(len(values))
    return ranks[column.indices.to_numpy()], max(len(values), 1)


def layered(
    below: pa.Table, own: pa.Table, schema: Schema, where: str
) -> tuple[pa.Table, Numbers, int, int]:
    """Lay one coded table over another; a row takes the place of that of the same key.

    Parameters
    ----------
    below, own
        The lower and the upper table; in each a key stands once.
    schema
        Their form, and the key.
    where
        Name of the upper file, for the message.

    Returns
    -------
    tuple
        Both tables in one, the rows that stand in the order of the key, and how many rows of
        `own` are new and how many take the place of a different one.

    Raises
    ------
    DataError
        A key that `own` repeats.
    """
    whole = pa.concat_tables([below.cast(own.schema), own]).unify_dictionaries()
    whole = whole.combine_chunks()
    key = keys(whole, list(schema.key))
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    again = np.flatnonzero(ordered[1:] == ordered[:-1])
    under, over = order[again], order[again + 1]
    if (under >= len(below)).any():
        row = framed(whole, under[under >= len(below)][:1], schema).iloc[0]
        named = ", ".join(str(row[c]) for c in schema.key)
        raise DataError(f"{where}: repeats the key {named}; keep one of the rows")
    texts = [framed(whole, rows, schema).astype("str").fillna("") for rows in (under, over)]
    differ = int((texts[0] != texts[1]).any(axis=1).sum())
    return whole, np.delete(order, again), len(own) - len(again), differ


def _held(
    column: pa.Array, values: Collection[Any]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which of the texts of a column are among `values`, by code."""
    there = pc.is_in(column.dictionary, pa.array(values, pa.string()))
    return there.to_numpy(zero_copy_only=False)


def _whole(table: pa.Table, name: str) -> pa.Array:
    """Return the one chunk of a column."""
    column = table[name]
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)
