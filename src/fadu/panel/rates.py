"""Rates derived from counts: numerator and denominator from one source where one holds both."""

import pandas as pd

from fadu.errors import RequestError
from fadu.panel.allowed import allowed
from fadu.panel.derived import PLACE, picked, put_aside, sums
from fadu.panel.panel import Panel

COLUMNS = [
    *PLACE, "count", "total", "count_low", "count_high", "total_low", "total_high", "assumed",
    "count_qualifier", "total_qualifier", "count_source", "total_source", "mixed", "chosen",
]  # fmt: skip


def rate_pairs(panel: Panel, indicator: str) -> pd.DataFrame:
    """Return the counts that a rate follows from, with what disagrees with them.

    Parameters
    ----------
    panel
        Where the counts stand.
    indicator
        A rate or ratio with numerator and denominator, or a formula, in the codebook; of any
        other indicator there are no pairs.

    Returns
    -------
    pandas.DataFrame
        One row for each pair: district, year, period, count, total (the printed figures), the
        bounds that their print allows, whether these are assumed, their qualifiers and sources, `mixed` (numerator and denominator from two sources:
        shown as such, never used for a verdict), `chosen` (the pair that stands for the cell;
        never one with a figure that a recorded decision has put aside).
    """
    entry = panel.codebook[indicator]
    if entry.quotient is None:
        return pd.DataFrame(columns=COLUMNS)
    above, below = entry.quotient
    counts, totals = _figures(panel, above, "count"), _figures(panel, below, "total")
    pairs = counts.merge(totals, on=PLACE)
    pairs["assumed"] = pairs["count_assumed"] | pairs["total_assumed"]
    pairs["mixed"] = pairs["count_source"] != pairs["total_source"]
    pairs["chosen"] = False
    aside = pairs["count_rejected"].astype(bool) | pairs["total_rejected"].astype(bool)
    own = pairs[~pairs["mixed"] & ~aside]
    pairs.loc[own.index, "chosen"] = _best(own, panel)
    settled = pairs.loc[pairs["chosen"], PLACE]
    covered = pd.MultiIndex.from_frame(pairs[PLACE]).isin(pd.MultiIndex.from_frame(settled))
    spare = pairs["mixed"] & pairs["count_chosen"] & pairs["total_chosen"] & ~covered
    pairs.loc[spare, "chosen"] = True
    shown = ~pairs["mixed"] | pairs["chosen"] | (covered & pairs["total_chosen"])
    order = [*PLACE, "mixed", "count_source", "total_source"]
    return pairs.loc[shown, COLUMNS].sort_values(order, ignore_index=True)


def _figures(panel: Panel, indicators: tuple[str, ...], role: str) -> pd.DataFrame:
    names = {"value": role} | {
        c: f"{role}_{c}"
        for c in ("low", "high", "assumed", "qualifier", "source", "chosen", "rejected")
    }
    if len(indicators) > 1:
        mine = sums(panel, dict.fromkeys(indicators, 1))
    else:
        table = panel.table
        mine = table[(table["indicator"] == indicators[0]) & (table["measure"] == "value")]
        mine = mine[mine["printed"] != ""]
        bounds = allowed(mine, panel.codebook)
        mine = mine.assign(
            rejected=put_aside(mine),
            low=bounds["print_low"],
            high=bounds["print_high"],
            assumed=bounds["assumed"],
        )
    return mine.rename(columns=names)[[*PLACE, *names.values()]]


def _best(pairs: pd.DataFrame, panel: Panel) -> "pd.Series[bool]":
    """Return which pairs of one source the panel's rule for sources picks."""
    values = pairs["count"].astype("str") + "/" + pairs["total"].astype("str")
    return picked(pairs.assign(value=values, source=pairs["count_source"]), panel)


def per_residents(panel: Panel, figures: pd.DataFrame) -> pd.Series:
    """Return the resident population of each figure's place at the end of its year.

    Parameters
    ----------
    panel
        Holds the table of population.
    figures
        Columns `district` and `year`.

    Returns
    -------
    pandas.Series
        Persons on the index of `figures`; NA where the population is not known.
    """
    if not {"district", "year"} <= set(figures.columns):
        raise RequestError(f"figures need district and year; have {', '.join(figures.columns)}")
    resident = panel.population[panel.population["kind"] == "population_resident"]
    persons = resident.set_index(["district", "year"])["persons"]
    keys = pd.MultiIndex.from_frame(figures[["district", "year"]])
    return pd.Series(persons.reindex(keys).to_numpy(), index=figures.index, dtype="Float64")
