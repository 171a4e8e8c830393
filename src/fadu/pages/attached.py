"""What a briefing carries besides its pages: the figures used, their sources, the parameters."""

import json
from collections.abc import Mapping

import pandas as pd

from fadu.page import Attachments, Page, page
from fadu.pages.imprint import digest, used_csv
from fadu.panel import Panel
from fadu.schema import SOURCES
from fadu.tables import to_csv
from fadu.version import VERSION


def attached(panel: Panel, used: pd.DataFrame, parameters: Mapping[str, object]) -> Page:
    """Return the attachments ``data.csv``, ``sources.csv`` and ``parameters.json``.

    Parameters
    ----------
    panel
        Where the figures stand.
    used
        Rows of ``panel.table`` on which the briefing draws.
    parameters
        The briefing's parameters; paths are left out.
    """
    data = used_csv(panel, used)
    cited = panel.sources[panel.sources["id"].isin(used["source"])]
    about = {
        "parameters": dict(parameters),
        "fadu": VERSION,
        "data": digest(data),
    }
    written = (
        json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True, default=str) + "\n"
    )
    return page([Attachments(data=data, sources=to_csv(cited, SOURCES), parameters=written)])
