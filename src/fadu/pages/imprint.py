"""The foot of each page: the date and the hash of the figures that it rests on, and the version."""

import hashlib
from dataclasses import dataclass

import pandas as pd

from fadu.codebook import Language
from fadu.panel import Panel
from fadu.schema import OBSERVATIONS
from fadu.tables import to_csv
from fadu.version import VERSION

SHORT = 12  # digits of a hash that are printed


@dataclass(frozen=True)
class Imprint:
    """What a page says of its data.

    Parameters
    ----------
    date
        Of the latest source of a figure used, as precise as it is known; empty where none is.
    words
        The parts of the foot.
    """

    date: str
    words: tuple[str, ...]


def imprint(panel: Panel, used: pd.DataFrame, lang: Language) -> Imprint:
    """Return the foot of a page; figures that it does not rest on leave it as it is.

    Parameters
    ----------
    panel
        Where the figures stand.
    used
        Rows of ``panel.table`` on which the page rests.
    lang
        zh or en.
    """
    sources = panel.sources[panel.sources["id"].isin(used["source"])]
    date = max(sources["published"].tolist(), default="")
    said = [f"法度 {VERSION}" if lang == "zh" else f"fadu {VERSION}"]
    if len(used):
        key = digest(used_csv(panel, used))[:SHORT]
        said.insert(0, f"数据 {key}" if lang == "zh" else f"data {key}")
    if date:
        said.insert(0, f"数据截至 {date}" if lang == "zh" else f"data as of {date}")
    return Imprint(date, tuple(said))


def used_csv(panel: Panel, used: pd.DataFrame) -> str:
    """Return the figures behind rows of ``panel.table`` as the attachment ``data.csv``."""
    return to_csv(panel.printed(used), OBSERVATIONS)


def digest(data: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(data.encode()).hexdigest()
