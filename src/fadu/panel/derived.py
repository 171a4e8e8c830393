"""Sums of printed figures, of one source where one holds them all."""

import numpy as np
import pandas as pd

from fadu.codebook.formula import Terms
from fadu.panel.allowed import allowed
from fadu.panel.choice import choose
from fadu.panel.panel import Panel

PLACE = ["district", "year", "period"]
COLUMNS = [
    *PLACE, "value", "low", "high", "qualifier", "assumed", "source", "mixed", "chosen", "rejected",
]  # fmt: skip
"""district, year, period · the sum and the bounds that the print allows · exact where every
part is, else about · whether a resolution is assumed · sources, joined by + · whether they are
several · whether the sum stands for its cell · whether a decision puts a part of it aside"""


def sums(panel: Panel, terms: Terms) -> pd.DataFrame:
    """Return what printed figures add up to.

    Parameters
    ----------
    panel
        Where the figures stand.
    terms
        Indicators, each with 1 (added) or -1 (taken away).

    Returns
    -------
    pandas.DataFrame
        Columns as in `COLUMNS`: a row for each place, period and source that prints every
        part; where no source does and every part is known, one row from several sources.
    """
    parts = _parts(panel, terms)
    own = _whole(parts, [*PLACE, "source"], len(terms))
    spread = _whole(parts[parts["chosen"]], PLACE, len(terms))
    standing = own[~own["rejected"].astype(bool)]
    held = pd.MultiIndex.from_frame(standing[PLACE])
    rest = ~pd.MultiIndex.from_frame(spread[PLACE]).isin(held)
    own["chosen"] = False
    own.loc[standing.index, "chosen"] = picked(standing, panel)
    frames = [f for f in (own, spread[rest]) if not f.empty]
    whole = pd.concat(frames, ignore_index=True) if frames else own
    return whole.sort_values([*PLACE, "source"], ignore_index=True)[COLUMNS]


def _parts(panel: Panel, terms: Terms) -> pd.DataFrame:
    table = panel.table
    mine = table[table["indicator"].isin(list(terms)) & (table["measure"] == "value")]
    mine = mine[mine["printed"] != ""]
    sign = mine["indicator"].map(dict(terms)).to_numpy(dtype="float64")
    bounds = allowed(mine, panel.codebook)
    least, most = bounds["print_low"], bounds["print_high"]
    return mine.assign(
        rejected=put_aside(mine),
        value=sign * mine["value"],
        assumed=bounds["assumed"],
        low=np.where(sign > 0, least, -most),
        high=np.where(sign > 0, most, -least),
    )


def put_aside(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Return which rows of ``Panel.table`` a recorded decision has put aside."""
    return (rows["choice"] == "decision") & ~rows["chosen"].astype(bool)


def _whole(parts: pd.DataFrame, by: list[str], needed: int) -> pd.DataFrame:
    """Add up the groups that hold every part once."""
    groups = parts.groupby(by, sort=True)
    found = pd.DataFrame(
        {
            "parts": groups["indicator"].nunique(),
            "rows": groups.size(),
            **{c: groups[c].sum(min_count=1) for c in ("value", "low", "high")},
            "exact": groups["qualifier"].agg(lambda q: bool((q == "exact").all())),
            "assumed": groups["assumed"].any(),
            "rejected": groups["rejected"].any(),
            "sources": groups["source"].agg(lambda s: "+".join(sorted(set(s)))),
        }
    ).reset_index()
    found = found[(found["parts"] == needed) & (found["rows"] == needed)]
    return found.assign(
        source=found["sources"].astype("str"),
        mixed=found["sources"].str.contains("+", regex=False).astype(bool),
        qualifier=np.where(found["exact"].astype(bool), "exact", "about"),
        chosen=True,
    )


def picked(rows: pd.DataFrame, panel: Panel) -> "pd.Series[bool]":
    """Return which rows of one source each the panel's rule for sources picks.

    Parameters
    ----------
    rows
        Columns of `PLACE`, `source`, and `value` (or what else tells two rows apart).
    panel
        Knows the sources.
    """
    stand_in = pd.DataFrame(
        {
            **{c: rows[c] for c in PLACE},
            "indicator": "derived",
            "measure": "value",
            "value": rows["value"].factorize()[0].astype("str"),
            "qualifier": "exact",
            "source": rows["source"],
        }
    ).astype({"value": "str"})
    return choose(stand_in, panel.sources, ())["chosen"].astype(bool)
