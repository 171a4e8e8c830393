"""What the print of a figure allows: all counts that would print so, or the count itself."""

import numpy as np
import pandas as pd

from fadu import stats
from fadu.codebook import Codebook

ROUNDED_FROM, ROUNDED_TO = 10_000, 100
"""A whole number whose step nobody recorded is taken as rounded (to its last digit that is not
zero) from this size on, and to this step at least: so numbers in 万 are printed.  1,550 cases or
100 of 476 are as likely to have been counted."""


def allowed(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return the least and the largest value that each figure's print allows.

    Parameters
    ----------
    rows
        Rows of ``Panel.table`` with a printed value.
    codebook
        Knows which indicators are whole numbers.

    Returns
    -------
    pandas.DataFrame
        print_low, print_high (infinite where a figure is a bound) and assumed (whether they
        rest on a step that nobody recorded), on the index of `rows`.
    """
    names = rows["indicator"]
    counts = [n for n in names.unique() if codebook[str(n)].kind in {"count", "stock"}]
    whole = names.isin(counts).to_numpy()
    value, step = (rows[c].to_numpy(dtype="float64") for c in ("value", "resolution"))
    assumed = rows["assumed"].to_numpy(dtype=bool)
    counted = (np.abs(value) < ROUNDED_FROM) | (step < ROUNDED_TO)
    full = whole & ((step <= 1) | (assumed & counted))
    bounds = stats.printed_bounds(
        value, np.where(full, 0.0, step), rows["qualifier"].to_numpy(dtype=object)
    )
    # of whole numbers the ends are whole, outwards
    low = np.where(whole, np.floor(bounds.low), bounds.low)
    high = np.where(whole, np.ceil(bounds.high), bounds.high)
    return pd.DataFrame(
        {"print_low": low, "print_high": high, "assumed": assumed & ~full}, index=rows.index
    )
