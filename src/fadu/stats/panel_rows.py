"""Rows of a panel model: which of them say something about change, and their design."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fadu.errors import StatisticsError, shown
from fadu.stats import glm
from fadu.stats.glm import Family
from fadu.stats.rows import (
    FloatArray,
    TextArray,
    Values,
    aligned,
    count_rules,
    measure_rules,
    names_of,
    numbers,
    pair_rules,
    reasons,
)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What of a panel goes into a model.

    Attributes
    ----------
    rows
        The valid rows.
    term
        Names of the columns of the design.
    first_year
        The year against which the others stand.
    reason
        For each row given why it was left out; empty where it was not.
    """

    rows: glm.Rows
    term: list[str]
    first_year: float
    reason: TextArray


def prepared(
    given: tuple[Values, Values, Values],
    district: Values,
    steps: Mapping[str, Values],
    family: Family,
) -> Prepared:
    """Read and check the columns of a panel.

    Parameters
    ----------
    given
        Count, total or exposure, and year.
    district
        Name or code of each row.
    steps
        Columns of declared breaks by name.
    family
        Of the counts.

    Raises
    ------
    StatisticsError
        For columns of different shapes, too few districts or years, or two rows of one
        district in a year.
    """
    if not isinstance(steps, Mapping):
        raise StatisticsError(f"steps {shown(steps)} is not a table of columns by name")
    counts, totals, years = aligned(count=given[0], total=given[1], year=given[2])
    columns = {name: numbers(name, step) for name, step in steps.items()}
    places, unnamed = names_of(district)
    for name, column in {"district": places, **columns}.items():
        if column.shape != counts.shape or column.ndim != 1:
            raise StatisticsError(
                f"{name} has shape {column.shape}, the counts have {counts.shape}"
            )
    rules = (
        pair_rules(counts, totals)
        if family == "binomial"
        else [*count_rules(counts), *measure_rules(totals, "total")]
    )
    rules += [
        (unnamed, "the district is missing"),
        (~np.isfinite(years), "the year is missing"),
    ]
    rules += [(~np.isfinite(c), f"the step {name} is missing") for name, c in columns.items()]
    reason = reasons(rules, {"count": counts, "total": totals})
    reason = _uninformative((np.rint(counts), totals), (places, years), reason, family)
    fine = reason == ""
    index = district_numbers(places[fine], years[fine], np.rint(counts[fine]))
    when = np.unique(years[fine])
    dummies = [(years[fine] == year).astype(np.float64) for year in when[1:]]
    design = np.stack([*dummies, *(column[fine] for column in columns.values())], axis=1)
    rows = glm.Rows(np.rint(counts[fine]), totals[fine], design, index, family)
    return Prepared(rows, [f"year {y:.15g}" for y in when[1:]] + list(steps), when[0], reason)


def _uninformative(
    sums: tuple[FloatArray, FloatArray],
    keys: tuple[TextArray, FloatArray],
    reason: TextArray,
    family: Family,
) -> TextArray:
    """Leave out districts and years that say nothing about change, until none is left."""
    said = reason.astype(object)
    left = -1
    while left != (said == "").sum():
        left = (said == "").sum()
        for key, name in zip(keys, ("district", "year"), strict=True):
            fine = said == ""
            index = np.unique(key[fine], return_inverse=True)[1]
            events, whole = (np.bincount(index, weights=column[fine]) for column in sums)
            broken = [
                (np.bincount(index) < 2) & (name == "district"),
                events == 0,
                (events == whole) & (family == "binomial"),
            ]
            words = np.select(
                broken,
                [
                    "the district has one row: it says nothing about change",
                    f"all counts of the {name} are zero: they say nothing about change",
                    f"all counts of the {name} are full: they say nothing about change",
                ],
                "",
            )
            said[fine] = words[index]
    return said.astype(np.str_)


def district_numbers(
    places: TextArray, years: FloatArray, counts: FloatArray
) -> NDArray[np.intp]:
    """Give the districts numbers by their cases, so that names cannot move the bootstrap."""
    names, index = np.unique(places, return_inverse=True)
    if len(names) < 2 or len(np.unique(years)) < 2:
        raise StatisticsError(
            f"{len(names)} districts and {len(np.unique(years))} years are left; "
            "a model needs 2 of each at least"
        )
    pairs, times = np.unique(np.stack([index, years], axis=1), axis=0, return_counts=True)
    if times.max() > 1:
        at = pairs[np.argmax(times)]
        raise StatisticsError(
            f"district {names[int(at[0])]} has {times.max()} rows in {at[1]:.15g}, not one"
        )
    place = np.lexsort([np.bincount(index, weights=years), np.bincount(index, weights=counts)])
    return np.argsort(place)[index]
