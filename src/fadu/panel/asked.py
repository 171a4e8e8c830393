"""What a selection asks for, with every name resolved."""

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import pandas as pd

from fadu.codebook import Codebook
from fadu.districts import Register
from fadu.panel.seen import Scope
from fadu.years import as_years

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


def asked(
    codebook: Codebook,
    register: Register,
    districts: str | int | Iterable[str | int] | None = None,
    years: object = None,
    indicators: str | Iterable[str] | None = None,
) -> Scope:
    """Return the scope of a selection; None stands for all.

    Parameters
    ----------
    codebook, register
        Know the indicators and the places.
    districts
        Codes or names.
    years
        A year, an iterable of years, or text such as ``2019:2023``.
    indicators
        Ids.

    Raises
    ------
    RequestError
        A district, year or indicator that does not exist.
    """
    return Scope().narrowed(
        None if districts is None else [register.resolve(d) for d in as_list(districts)],
        None if years is None else as_years(years),
        None if indicators is None else [codebook[i].id for i in as_list(indicators)],
    )


def kept(figures: pd.DataFrame, scope: Scope) -> Mask:
    """Return which rows of observations lie in `scope`."""
    keep = np.ones(len(figures), dtype=bool)
    for column, values in columns_of(scope).items():
        keep &= among(figures[column], values)
    return keep


def among(column: "pd.Series[Any]", values: Collection[Any]) -> Mask:
    """Return which cells hold one of `values`; of many values, only those there are count."""
    if len(values) > len(column):
        codes, there = pd.factorize(column)
        known = frozenset(values)
        return np.array([value in known for value in there], dtype=bool)[codes]
    return column.isin(list(values)).to_numpy()


def columns_of(scope: Scope) -> dict[str, list[Any]]:
    """Return the values that `scope` keeps, by column; a column that it leaves free is absent."""
    held = {"district": scope.districts, "year": scope.years, "indicator": scope.indicators}
    return {column: sorted(values) for column, values in held.items() if values is not None}


def as_list(given: Any) -> list[Any]:
    """Return one value, or several, as a list."""
    several = isinstance(given, Iterable) and not isinstance(given, str)
    return list(given) if several else [given]
