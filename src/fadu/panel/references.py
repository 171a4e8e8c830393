"""Whether figures name only what exists, asked once for each different value."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from fadu.codebook import Codebook
from fadu.errors import DataError
from fadu.panel.coded import having, pairs, uniques

_PLACE_OF = {
    "district": "register of districts (districts.csv)",
    "source": "table of sources (sources.csv)",
    "indicator": "codebook",
}


def check_references(
    figures: pa.Table, codebook: Codebook, places: set[str], sources: set[str], file: Path
) -> None:
    """Refuse figures that name what does not exist.

    Parameters
    ----------
    figures
        Coded observations; see ``fadu.panel.coded``.
    codebook, places, sources
        What may be named.
    file
        Named in the message.

    Raises
    ------
    DataError
        With file and column.
    """
    known = {"district": places, "source": sources, "indicator": set(codebook.indicators)}
    for column, ids in known.items():
        strange = set(uniques(figures, column)) - ids
        if strange:
            raise DataError(
                f"{file}: column {column}: {_first(figures, column, strange)!r} is not in the "
                f"{_PLACE_OF[column]}; add it there or correct the figure",
            )
    bare = having(figures, value="", status="")
    if bare.any():
        row = figures.slice(int(bare.argmax()), 1).to_pylist()[0]
        cell = ", ".join(str(row[c]) for c in ("district", "year", "indicator"))
        raise DataError(f"{file}: {cell} has neither value nor status; give one of them")
    values = figures.select(["indicator", "unit"])
    _check_units(values.filter(pa.array(having(figures, measure="value"))), codebook, file)


def _first(figures: pa.Table, column: str, strange: set[str]) -> str:
    """Return the first of some values to stand in a column."""
    found = [np.argmax(having(figures, **{column: value})) for value in sorted(strange)]
    return sorted(strange)[int(np.argmin(found))]


def _check_units(figures: pa.Table, codebook: Codebook, file: Path) -> None:
    for name, unit in pairs(figures.combine_chunks(), "indicator", "unit"):
        entry = codebook[name]
        units = {entry.unit, *entry.accepts}
        if unit not in units:
            raise DataError(
                f"{file}: column unit: {unit!r} is no unit of {name}; "
                f"allowed: {', '.join(sorted(units))}",
            )
