"""Simulated figures of one indicator at a time, as coded tables."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fadu.codebook import Codebook, Indicator
from fadu.panel.folders import SIMULATED
from fadu.schema import OBSERVATIONS

TITLE = "模拟数据（不是任何地区的数据） / simulated data, of no real place"
NO_REPORT, NOT_PRINTED, ROUNDED, SECOND = 0.02, 0.08, 0.12, 0.02
"""Shares: of years without a report, of figures not printed, rounded, and printed by media too."""
QUALIFIERS = ("exact", "about", "over", "nearly")
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Invented:
    """What simulated figures are made of.

    Parameters
    ----------
    counties, years
        Codes, and full years.
    broken, province
        From this year on the figures of the province (first two digits) are higher by a third.
    seed
        Of the random numbers.
    """

    counties: Sequence[str]
    years: Sequence[int]
    broken: int
    province: str
    seed: int

    def random(self, name: str) -> np.random.Generator:
        """Return the random numbers of a name."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    @cached_property
    def persons(self) -> Array:
        """Residents of each county in the first year."""
        found: Array = np.exp(self.random("persons").normal(12.9, 0.6, len(self.counties)))
        return found

    @cached_property
    def reported(self) -> Array:
        """Whether a county's report of a year exists."""
        shape = (len(self.counties), len(self.years))
        found: Array = self.random("reports").random(shape) >= NO_REPORT
        return found

    @cached_property
    def raised(self) -> Array:
        """What the break multiplies figures with, by county and year."""
        here = np.array([c.startswith(self.province) for c in self.counties])
        after = np.array(self.years) >= self.broken
        return np.where(here[:, None] & after, 4 / 3, 1.0)


def indicators(book: Codebook, number: int) -> list[Indicator]:
    """Return the first indicators that can be simulated: rates with their counts go first."""
    rates = [i for i in book.indicators.values() if i.is_rate and i.numerator and i.denominator]
    parts = [name for i in rates for name in (i.denominator, i.numerator, i.id) if name]
    rest = [i.id for i in book.indicators.values() if i.kind in {"count", "stock", "amount"}]
    chosen = [book[name] for name in dict.fromkeys([*parts, *rest])]
    return [i for i in chosen if i.kind != "ratio"][:number]


def figures(made: Invented, entry: Indicator, book: Codebook) -> pa.Table:
    """Return the simulated figures of one indicator as a coded table.

    Parameters
    ----------
    made
        Places, years and chance.
    entry
        The indicator; a rate follows from its counts.
    book
        Knows the counts.
    """
    random = made.random(f"print {entry.id}")
    values = _values(made, entry, book)
    seen = made.reported
    county, year = np.nonzero(seen)
    number = values[seen]
    said = np.zeros(len(number), dtype="int32")
    if entry.kind != "rate":
        loose = random.random(len(number)) < ROUNDED
        said = np.where(loose, random.integers(1, 4, len(number)), 0)
        number = _rounded(number, said)
    silent = random.random(len(number)) < NOT_PRINTED
    second = np.flatnonzero((random.random(len(number)) < SECOND) & ~silent)
    media = (
        _rounded(number[second], np.full(len(second), 1))
        if entry.kind != "rate"
        else number[second]
    )
    return _table(
        made, entry,
        np.concatenate([county, county[second]]), np.concatenate([year, year[second]]),
        np.concatenate([number, media]),
        np.concatenate([said, np.full(len(second), 1)]),
        np.concatenate([silent, np.zeros(len(second), dtype=bool)]),
        np.arange(len(number) + len(second)) >= len(number),
    )  # fmt: skip


def _values(made: Invented, entry: Indicator, book: Codebook) -> Array:
    """Return whole numbers by county and year: of a rate its tenths of a percent."""
    if entry.is_rate and entry.numerator and entry.denominator:
        above = _values(made, book[entry.numerator], book)
        below = _values(made, book[entry.denominator], book)
        share = np.divide(1000.0 * above, below, out=np.zeros(above.shape), where=below > 0)
        return np.floor(np.minimum(share, 1000) + 0.5).astype("int64")
    random = made.random(entry.id)
    whole = next((i.denominator for i in book.indicators.values()
                  if i.numerator == entry.id and i.denominator and i.is_rate), None)  # fmt: skip
    if whole and whole != entry.id:
        total = _values(made, book[whole], book)
        usual = random.beta(2, 6, (len(made.counties), 1))
        return random.binomial(total, np.minimum(usual * np.sqrt(made.raised), 1.0))
    per = np.exp(random.normal(-7.5, 1.5))
    usual = made.persons * per * np.exp(random.normal(0, 0.4, len(made.counties)))
    course = 1 + 0.03 * np.arange(len(made.years))
    found = random.poisson(usual[:, None] * course * made.raised)
    return found * 10_000 if entry.kind == "amount" else found


def _rounded(number: Array, said: Array) -> Array:
    """Round to two digits: about to the nearest, over down, nearly up; 0 stays exact."""
    step = 10 ** np.maximum(np.floor(np.log10(np.maximum(number, 1))).astype("int64") - 1, 0)
    down = number // step * step
    up = -(-number // step) * step
    near = (number + step // 2) // step * step
    return np.select([said == 1, said == 2, said == 3], [near, down, up], number)


def _table(
    made: Invented, entry: Indicator, county: Array, year: Array, number: Array,
    said: Array, silent: Array, media: Array,
) -> pa.Table:  # fmt: skip
    rows = len(county)
    sources = [f"{SIMULATED}{word}_{y}" for word in ("", "_media") for y in made.years]
    columns = {
        "district": _coded(county, made.counties),
        "year": pa.array(np.array(made.years, dtype="int64")[year]),
        "indicator": _coded(np.zeros(rows), [entry.id]),
        "measure": _coded(np.zeros(rows), ["value"]),
        "value": _texts(number, silent, tenths=entry.kind == "rate"),
        "unit": _coded(np.zeros(rows), [entry.unit]),
        "qualifier": _coded(np.where(silent, 0, said), QUALIFIERS),
        "resolution": _coded(~silent & (entry.kind == "rate"), ["", "0.1"]),
        "status": _coded(silent, ["", "not_printed"]),
        "source": _coded(year + media * len(made.years), sources),
        "start": pa.nulls(rows, pa.int64()),
        "end": pa.nulls(rows, pa.int64()),
    }
    blank = _coded(np.zeros(rows), [""])
    return pa.table({name: columns.get(name, blank) for name in OBSERVATIONS.columns})


def _coded(codes: Array, values: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(
        pa.array(codes.astype("int32")), pa.array(list(values), pa.string())
    )


def _texts(number: Array, silent: Array, *, tenths: bool) -> pa.DictionaryArray:
    whole = pa.array(number // 10 if tenths else number).cast(pa.string())
    if tenths:
        whole = pc.binary_join_element_wise(whole, pa.array(number % 10).cast(pa.string()), ".")
    return pc.if_else(pa.array(silent), "", whole).dictionary_encode()
