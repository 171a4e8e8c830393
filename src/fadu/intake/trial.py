"""A report's figures beside those of a panel, before anything is written."""

from dataclasses import replace

import pandas as pd

from fadu.intake.report import Report
from fadu.intake.reviewed import as_observations
from fadu.panel import Panel
from fadu.schema import OBSERVATIONS, SOURCES
from fadu.tables import spreadsheet_plain


def with_report(
    panel: Panel, report: Report, district: str | None = None, year: int | None = None
) -> Panel:
    """Return the panel as it would be with the figures of a report; nothing is written.

    Parameters
    ----------
    panel
        Stays as it is.
    report
        What was read; every figure with an indicator, a place and a year is taken.
    district, year
        Override what the report was guessed to be about.

    Returns
    -------
    Panel
        Its checks and analyses see the new figures; ``fadu add`` makes them stay.

    Raises
    ------
    RequestError
        An unknown district.
    DataError
        A figure that does not hold.
    """
    code = panel.districts.resolve(district) if district else report.district
    found = report.figures(panel.codebook, code or None, year)
    placed = (found["indicator"] != "") & found["year"].notna() & (found["district"] != "")
    kept = found[placed].astype({"value": "str"})
    kept = kept.assign(section=kept["section"].map(spreadsheet_plain))
    about = {
        "title": report.title or report.path.name,
        "publisher": report.path.name,
        "published": "",
        "tier": "official",
        "url": "",
        **report.about,
        "hash": report.sha256,
    }
    rows, entry = as_observations(panel, kept, about, "", str(report.path))
    key = list(OBSERVATIONS.key)
    typed = OBSERVATIONS.typed(rows.drop_duplicates(key))
    whole = pd.concat([panel.observations, typed], ignore_index=True).drop_duplicates(key)
    sources = pd.concat([panel.sources, entry], ignore_index=True).drop_duplicates("id")
    return replace(panel, observations=OBSERVATIONS.sort(whole), sources=SOURCES.sort(sources))
