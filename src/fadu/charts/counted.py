"""Which figures are drawn solid: counts in full, and what follows from them."""

import pandas as pd


def counted(row: "pd.Series[float]") -> bool:
    """Whether a figure is a count printed as such, or follows from counts of one source.

    Parameters
    ----------
    row
        In the form of ``fadu.analyses.estimates``.
    """
    shares = row["basis"] in {"counts", "count"}
    exact = row["qualifier"] == "exact"
    return bool(shares and exact and (row["low"] == row["low"] or row["basis"] == "count"))
