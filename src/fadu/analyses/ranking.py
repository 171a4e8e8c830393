"""Rank sets of compared places: on which scale, and which value comes first."""

from typing import Literal

import numpy as np
import pandas as pd

from fadu.analyses.standing import NAMED
from fadu.shapes.crosssection import CrossSection, Ranks
from fadu.stats.ranks import rank_sets

LEVEL = 0.95


def ranking(section: CrossSection, level: float = LEVEL) -> Ranks | None:
    """Return the rank sets of the compared places, or None where chance cannot be weighed.

    Proportions are told apart on the arcsine scale (standard error 1/(2√n)), rates on the
    square root scale (1/(2√residents)), so that an empty or full count has an error too.
    Rank 1 is the largest value, and the smallest where lower is better.

    Parameters
    ----------
    section
        The places.
    level
        Coverage of the sets.
    """
    if not section.judged:
        return None
    rows = section.compared
    share = (rows["count"] / rows["total"]).to_numpy(dtype="float64")
    error = 1 / (2 * np.sqrt(rows["total"].to_numpy(dtype="float64")))
    proportion = section.form == "proportion"
    score = np.arcsin(np.sqrt(share)) if proportion else np.sqrt(share)
    lower = section.indicator.polarity == "lower"
    turned = -score if lower else score
    ends = rows[["print_low", "print_high"]].to_numpy() / section.scale
    scored = np.arcsin(np.sqrt(np.minimum(ends, 1.0))) if proportion else np.sqrt(ends)
    slack = np.where(ends[:, 0] < ends[:, 1], np.abs(scored - score[:, None]).max(axis=1), 0.0)
    together = rank_sets(turned, error, level=level, slack=slack)
    alone = rank_sets(turned, error, level=level, simultaneous=False, slack=slack)
    found = rows[NAMED].assign(
        low=together.low, high=together.high,
        marginal_low=alone.low, marginal_high=alone.high, order=turned,
    ).astype(dict.fromkeys(("low", "high", "marginal_low", "marginal_high"), "int64"))  # fmt: skip
    found = found.sort_values(["order", "district"], ascending=[False, True])
    first: Literal["largest", "smallest"] = "smallest" if lower else "largest"
    return Ranks(
        pd.DataFrame(found.drop(columns="order")).reset_index(drop=True),
        first,
        level,
        "arcsine" if proportion else "square root",
    )
