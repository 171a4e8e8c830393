"""What a list of briefings tells of each: its title, its place, its main series as numbers."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from fadu.analyses.estimates import estimates
from fadu.codebook import LANGUAGES
from fadu.page import Attachments, Head, Page
from fadu.panel import Panel


def shown(page: Page, panel: Panel, parameters: Mapping[str, object]) -> dict[str, Any]:
    """Return title, language, place and main series of a page.

    Parameters
    ----------
    page
        Of an executed notebook.
    panel
        Names place and indicator.
    parameters
        Of the briefing; `district` is the place that it is about, if it is about one.

    Returns
    -------
    dict
        title, lang; place (names by language) where there is one; and, where the attached
        figures hold a series, indicator (names by language), unit and runs (pairs of year and
        value of full years; between two runs lies a missing year or a break).
    """
    head = next(block for block in page.blocks if isinstance(block, Head))
    code = str(parameters.get("district") or "")
    told: dict[str, Any] = {"title": head.title, "lang": head.lang}
    if code in panel.districts:
        told["place"] = {lang: panel.districts.label(code, lang) for lang in LANGUAGES}
    attached = [block.data for block in page.blocks if isinstance(block, Attachments)]
    rows = list(csv.DictReader(io.StringIO(attached[-1]))) if attached else []
    return told | _series([r for r in rows if _counts(r, panel)], panel, code)


def _counts(row: Mapping[str, str], panel: Panel) -> bool:
    full = row["measure"] == "value" and not row["period"] and row["value"]
    known = row["district"] in panel.districts and row["indicator"] in panel.codebook.indicators
    return bool(full and known)


def _series(rows: list[dict[str, str]], panel: Panel, code: str) -> dict[str, Any]:
    """Return the longest series of the place that the figures speak of most."""
    places = [row["district"] for row in rows]
    place = code or max(places, key=places.count, default="")
    found: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row["district"] == place:
            found[row["indicator"]].add(int(row["year"]))
    if not found:
        return {}
    name = max(found, key=lambda n: len(found[n]))
    entry = panel.codebook[name]
    names = {lang: entry.name(lang) for lang in LANGUAGES}
    known = estimates(panel, name, [place], sorted(found[name]))
    derived = known["basis"] != "printed"
    rounded = known["value"].where(~derived, known["value"].round(entry.decimals))
    runs = _runs(known.assign(value=rounded) if entry.is_rate else known)
    return {"indicator": names, "unit": entry.unit, "runs": runs}


def _runs(rows: pd.DataFrame) -> list[list[tuple[int, float]]]:
    """Return the points in runs; a missing year or a break begins another."""
    kept = rows[rows["chosen"] & (rows["period"] == "")].sort_values("year")
    runs: list[list[tuple[int, float]]] = []
    last: tuple[int, str] | None = None
    for row in kept.itertuples():
        year, side = int(row.year), str(row.passed)
        if last != (year - 1, side) or row.inside:
            runs.append([])
        runs[-1].append((year, float(row.value)))
        last = None if row.inside else (year, side)
    return runs
