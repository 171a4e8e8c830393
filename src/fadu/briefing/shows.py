"""What a list of briefings tells of each: its title, and its main series as a few numbers."""

import csv
import io
from collections import defaultdict
from typing import Any

from fadu.codebook import Codebook
from fadu.page import Attachments, Head, Page


def shown(page: Page, codebook: Codebook, district: str = "") -> dict[str, Any]:
    """Return title, language and main series of a page.

    Parameters
    ----------
    page
        Of an executed notebook.
    codebook
        Names the indicator.
    district
        Code of the place that the briefing is about; empty for the one with most figures.

    Returns
    -------
    dict
        title, lang, and, where the attached figures hold one, indicator (its name) and
        points (pairs of year and value of full years).
    """
    head = next(block for block in page.blocks if isinstance(block, Head))
    told: dict[str, Any] = {"title": head.title, "lang": head.lang}
    attached = [block.data for block in page.blocks if isinstance(block, Attachments)]
    series = _series(attached[-1], district) if attached else {}
    if not series:
        return told
    most = max(series, key=lambda name: len(series[name]))
    if most in codebook.indicators:
        told["indicator"] = codebook[most].name(head.lang)
        told["points"] = sorted(series[most].items())
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
