"""Which of several printed figures of a cell is used: a declared rule, and recorded decisions."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from fadu.errors import DataError
from fadu.files import there
from fadu.model import TIERS, Measure, surely_before
from fadu.toml import explained, read_toml, strange

DECISIONS = "decisions.toml"
CELL = ["district", "year", "period", "indicator", "measure"]
Choice = Literal[
    "only figure",
    "same value",
    "tier",
    "later publication",
    "decision",
    "undecided",
    "no value",
]
Key = tuple[str, int, str, str, str]


class Decision(BaseModel):
    """A recorded choice that overrides the rule.

    Parameters
    ----------
    district, year, period, indicator, measure
        The cell.
    value
        The printed value that is used.
    expect
        All printed values on which the decision was made; when they change, it is stale.
    reason_zh, reason_en
        Why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    district: str
    year: int
    period: str = ""
    indicator: str
    measure: Measure = "value"
    value: Decimal
    expect: tuple[Decimal, ...]
    reason_zh: str
    reason_en: str

    @property
    def key(self) -> Key:
        """The cell as a tuple in the order of `CELL`."""
        return (self.district, self.year, self.period, self.indicator, self.measure)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read ``decisions.toml``; a missing file holds none.

    Raises
    ------
    DataError
        Not TOML, a table of another name, or an entry with an unknown or missing field.
    """
    if not there(path):
        return ()
    told = read_toml(path)
    if said := strange("table", told, ["decision"]):
        raise DataError(f"{path}: {said}")
    entries = told.get("decision", [])
    if not isinstance(entries, list):
        raise DataError(f"{path}: decision is no list of tables; write [[decision]] above each")
    return tuple(_decision(path, n, entry) for n, entry in enumerate(entries, start=1))


def _decision(path: Path, number: int, entry: object) -> Decision:
    try:
        return Decision.model_validate(entry)
    except ValidationError as error:
        said = explained(error, Decision.model_fields)
        raise DataError(f"{path}: [[decision]] {number} {said}") from None


def choose(
    figures: pd.DataFrame, sources: pd.DataFrame, decisions: Sequence[Decision]
) -> pd.DataFrame:
    """Mark the figure of each cell that analyses use.

    The rule: the higher tier (official, academic, media, secondary), then the surely later
    publication, dates being compared as precisely as they are known.  Where that does not
    decide between different values, the cell is undecided and no figure is marked.

    Parameters
    ----------
    figures
        Observations in the form of ``fadu.schema.OBSERVATIONS``.
    sources
        Their sources.
    decisions
        Recorded choices.

    Returns
    -------
    pandas.DataFrame
        Columns `chosen` (bool) and `choice` (by what), on the index of `figures`.
    """
    marks = pd.DataFrame({"chosen": True, "choice": "only figure"}, index=figures.index)
    no_value = figures["value"] == ""
    marks.loc[no_value, ["chosen", "choice"]] = [False, "no value"]
    held = figures[~no_value]
    several = held[held.duplicated(CELL, keep=False)]
    if several.empty:
        return marks
    about = sources.set_index("id")[["tier", "published"]].to_dict("index")
    recorded = {decision.key: decision for decision in decisions}
    plain = _plain(several, about, recorded)
    marks.loc[plain.index, ["chosen", "choice"]] = plain
    for key, rows in several.drop(plain.index).groupby(CELL, sort=False):
        picked, choice = _pick(rows, about, recorded.get(key))
        marks.loc[rows.index, "chosen"] = False
        marks.loc[rows.index, "choice"] = choice
        if picked is not None:
            marks.loc[picked, "chosen"] = True
    return marks


def _plain(
    several: pd.DataFrame,
    about: Mapping[object, Mapping[object, str]],
    recorded: Mapping[Key, Decision],
) -> pd.DataFrame:
    """Mark all cells at once that one value or the tier decides; the others are left out."""
    cell = several.groupby(CELL, sort=False).ngroup()
    names = several.loc[~cell.duplicated(), CELL].itertuples(index=False, name=None)
    open_cells = np.array([name not in recorded for name in names])[cell]
    rank = several["source"].map(
        {s: TIERS.index(about[s]["tier"]) for s in several["source"].unique()}
    )
    best = rank == rank.groupby(cell).transform("min")
    numbers = {v: f"{Decimal(v).normalize()}" for v in several["value"].unique()}
    said = (several["value"].map(numbers) + several["qualifier"]).astype("str")
    same = said.groupby(cell).transform("nunique") == 1
    of_best = said.where(best).groupby(cell).transform("nunique") == 1
    first = ~cell.duplicated()
    best_first = best & ~cell.where(best).duplicated()
    marks = pd.DataFrame(
        {
            "chosen": first.where(same, best_first),
            "choice": pd.Series("same value", index=several.index).where(same, "tier"),
        }
    )
    return marks[open_cells & (same | of_best)]


def _pick(
    rows: pd.DataFrame,
    about: Mapping[object, Mapping[object, str]],
    decision: Decision | None,
) -> tuple[object | None, Choice]:
    """Pick by a decision, else the latest of the best tier, which differ; see `_plain`."""
    if decision is not None:
        held = [i for i, v in rows["value"].items() if Decimal(v) == decision.value]
        return (held[0], "decision") if held else (None, "undecided")
    rank = [TIERS.index(about[s]["tier"]) for s in rows["source"]]
    best = rows[[r == min(rank) for r in rank]]
    published = [about[s]["published"] for s in best["source"]]
    last = best[[not any(surely_before(p, other) for other in published) for p in published]]
    return (last.index[0], "later publication") if _one_value(last) else (None, "undecided")


def _one_value(rows: pd.DataFrame) -> bool:
    said = {(Decimal(v), q) for v, q in zip(rows["value"], rows["qualifier"], strict=True)}
    return len(said) == 1
