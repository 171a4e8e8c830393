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
    whole = rows["indicator"].map(lambda name: codebook[name].kind in {"count", "stock"})
    value, step = rows["value"].astype("float64"), rows["resolution"]
    counted = (value.abs() < ROUNDED_FROM) | (step < ROUNDED_TO)
    full = whole.astype(bool) & ((step <= 1) | (rows["assumed"].astype(bool) & counted))
    bounds = stats.printed_bounds(
        value.to_numpy(), np.where(full, 0.0, step), rows["qualifier"].to_numpy()
    )
    # of whole numbers the ends are whole, outwards
    low = np.where(whole, np.floor(bounds.low), bounds.low)
    high = np.where(whole, np.ceil(bounds.high), bounds.high)
    return pd.DataFrame(
        {"print_low": low, "print_high": high, "assumed": rows["assumed"].astype(bool) & ~full},
        index=rows.index,
    )
