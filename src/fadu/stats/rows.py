"""Rows of figures: what comes in as any kind of column, and why a row cannot be used."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from fadu.errors import StatisticsError, shown

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
TextArray: TypeAlias = NDArray[np.str_]
Values: TypeAlias = ArrayLike | Sequence[object]
Rule: TypeAlias = tuple[BoolArray, str]
_Scalar = TypeVar("_Scalar", bound=np.generic)

WHOLE = 1e-9
"""Relative distance from a whole number that is noise of a product such as 0.57 × 10,000."""
LARGEST = 1e15
"""Counts beyond are refused, a float holds them no longer one by one; so are such exposures."""


def numbers(argument: str, values: Values) -> FloatArray:
    """Read a column as floats; None, pd.NA and NaN are NaN.

    Parameters
    ----------
    argument
        Name of the argument, for the refusal.
    values
        A scalar, list, array or pandas Series, nullable types included.

    Raises
    ------
    StatisticsError
        For text, dates, complex numbers and anything else that is no number.
    """
    raw = _array(argument, values)
    if raw.dtype.kind in "biuf":
        return raw.astype(np.float64)
    if raw.dtype.kind != "O":
        first = raw.ravel()[:1].tolist() or [raw.dtype.name]
        raise StatisticsError(f"{argument} {shown(first[0])} is not a number")
    odd = [v for v in raw.ravel() if isinstance(v, str | bytes | complex)]
    if odd:
        raise StatisticsError(f"{argument} {shown(odd[0])} is not a number")
    try:
        missing = np.asarray(pd.isna(raw), dtype=np.bool_)
        return np.where(missing, np.nan, raw).astype(np.float64)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise StatisticsError(
            f"{argument} {shown(values)} holds something else than numbers"
        ) from error


def _array(argument: str, values: Values) -> NDArray[Any]:
    if isinstance(values, np.ma.MaskedArray):
        seen = np.array(values.data, dtype=object)
        seen[np.ma.getmaskarray(values)] = None
        return seen
    if isinstance(values, pd.Series | pd.Index) and values.dtype.kind in "biuf":
        return np.asarray(values.to_numpy(dtype=np.float64, na_value=np.nan))
    try:
        return np.asarray(values)
    except ValueError as error:
        raise StatisticsError(f"{argument} has rows of different lengths: {error}") from error


def names_of(districts: Sequence[object] | Values) -> tuple[TextArray, BoolArray]:
    """Read a column of names or codes, and where there is none: None, pd.NA and NaN.

    Parameters
    ----------
    districts
        A list, array or pandas Series of anything that can be written.

    Raises
    ------
    StatisticsError
        For nested lists and other things that are no name.
    """
    try:
        given = np.asarray(districts, dtype=object)
        missing = np.asarray(pd.isna(given), dtype=np.bool_)
        return np.where(missing, "", given).astype(np.str_), missing
    except (ValueError, ArithmeticError) as error:
        raise StatisticsError(
            f"district {shown(districts)} holds something else than names"
        ) from error


def aligned(**columns: Values) -> tuple[FloatArray, ...]:
    """Read columns and bring them to one shape, by position.

    Raises
    ------
    StatisticsError
        If their shapes do not fit each other.
    """
    arrays = {name: numbers(name, values) for name, values in columns.items()}
    try:
        return tuple(np.array(a) for a in np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise StatisticsError(f"the columns differ in shape: {shapes}") from None


def settled(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """Return an array as it is and a 0-d array as its scalar."""
    scalar: NDArray[_Scalar] = array[()]
    return scalar


def reasons(rules: Iterable[Rule], figures: Mapping[str, FloatArray]) -> TextArray:
    """Write for each row the first rule that it breaks.

    Parameters
    ----------
    rules
        Where a rule is broken, and its sentence with the names of figures in braces.
    figures
        Columns of one shape that the sentences name.

    Returns
    -------
    numpy.ndarray of str
        Empty where no rule is broken.
    """
    shape = np.broadcast_shapes(*(column.shape for column in figures.values()))
    said = np.full(shape, "", dtype=object)
    for broken, sentence in rules:
        for place in zip(*np.nonzero(np.atleast_1d(broken & (said == ""))), strict=True):
            at = place if shape else ()
            said[at] = sentence.format(**{n: f"{c[at]:.15g}" for n, c in figures.items()})
    return said.astype(np.str_)


def count_rules(count: FloatArray, name: str = "count") -> list[Rule]:
    """Return the rules of a count: present, finite, not negative, whole."""
    size = np.where(np.isfinite(count), count, 0.0)
    noise = WHOLE * np.maximum(1.0, np.abs(size))
    return [
        (np.isnan(count), f"the {name} is missing"),
        (np.isinf(count), f"the {name} is infinite"),
        (size < 0, f"the {name} {{{name}}} is negative"),
        (size > LARGEST, f"the {name} {{{name}}} is above {LARGEST:g}"),
        (np.abs(size - np.rint(size)) > noise, f"the {name} {{{name}}} is not a whole number"),
    ]


def measure_rules(measure: FloatArray, name: str) -> list[Rule]:
    """Return the rules of an exposure or a total: present, finite, above zero."""
    return [
        (np.isnan(measure), f"the {name} is missing"),
        (np.isinf(measure), f"the {name} is infinite"),
        (measure == 0, f"the {name} is zero"),
        (measure < 0, f"the {name} {{{name}}} is negative"),
        (measure < 1 / LARGEST, f"the {name} {{{name}}} is below {1 / LARGEST:g}"),
        (measure > LARGEST, f"the {name} {{{name}}} is above {LARGEST:g}"),
    ]


def pair_rules(
    count: FloatArray, total: FloatArray, names: tuple[str, str] = ("count", "total")
) -> list[Rule]:
    """Return the rules of a count out of a total."""
    part, whole = names
    with np.errstate(invalid="ignore"):
        above = np.rint(count) > np.rint(total)
    return [
        *count_rules(count, part),
        *measure_rules(total, whole),
        *count_rules(total, whole)[3:],
        (above, f"the {part} {{{part}}} is above its {whole} {{{whole}}}"),
    ]
