"""What a list of briefings tells of each: title, place, years, and its main series as numbers."""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from fadu.codebook import LANGUAGES
from fadu.page import Attachments, Head, Page
from fadu.panel import Panel


def shown(page: Page, panel: Panel, parameters: Mapping[str, object]) -> dict[str, Any]:
    """Return title, language, place, years and main series of a page.

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
        title, lang, years; place (names by language) where there is one; and, where the
        attached figures hold a series, indicator (names by language), unit and points (pairs
        of year and value of full years).
    """
    head = next(block for block in page.blocks if isinstance(block, Head))
    code = str(parameters.get("district") or "")
    years = str(parameters.get("years") or parameters.get("year") or "")
    told: dict[str, Any] = {"title": head.title, "lang": head.lang, "years": years}
    if code in panel.districts:
        told["place"] = {lang: panel.districts.label(code, lang) for lang in LANGUAGES}
    attached = [block.data for block in page.blocks if isinstance(block, Attachments)]
    series = _series(attached[-1], code) if attached else {}
    known = [name for name in series if name in panel.codebook.indicators]
    if known:
        name = max(known, key=lambda n: len(series[n]))
        entry = panel.codebook[name]
        told["indicator"] = {lang: entry.name(lang) for lang in LANGUAGES}
        told["unit"], told["points"] = entry.unit, sorted(series[name].items())
    return told


def _series(data: str, district: str) -> dict[str, dict[int, float]]:
    rows = [
        row
        for row in csv.DictReader(io.StringIO(data))
        if row["measure"] == "value" and not row["period"] and row["value"]
    ]
    places = [row["district"] for row in rows]
    place = district or max(places, key=places.count, default="")
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for row in rows:
        if row["district"] == place:
            found[row["indicator"]].setdefault(int(row["year"]), float(row["value"]))
    return found
