"""Sources on a page: numbered in the order of their dates, cited, listed, attached."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from fadu.codebook import Language
from fadu.page import SourceEntry, Sources, Span, Text, text
from fadu.panel import Panel

_TIER = {
    "official": {"zh": "官方", "en": "official"},
    "academic": {"zh": "学术", "en": "academic"},
    "media": {"zh": "媒体", "en": "media"},
    "secondary": {"zh": "转载", "en": "secondary"},
}


@dataclass(frozen=True)
class Citations:
    """The sources that a page cites, each with its number.

    Parameters
    ----------
    table
        In the form of ``fadu.schema.SOURCES``, in the order of the numbers.
    """

    table: pd.DataFrame

    def mark(self, sources: str) -> Text:
        """Return the marks of `sources` (ids separated by +), in the order of their numbers."""
        wanted = set(sources.split("+"))
        numbered = enumerate(self.table["id"], start=1)
        return text(*(Span(text=f"[{n}]", cite=s) for n, s in numbered if s in wanted))

    def block(self, lang: Language) -> Sources:
        """Return the list of sources as it stands at the end of a page."""
        rows = self.table.to_dict("records")
        return Sources(
            entries=tuple(
                SourceEntry(
                    id=row["id"],
                    words=f"[{number}] " + _entry(row, lang),
                    href="" if row["tier"] == "secondary" else row["url"],
                )
                for number, row in enumerate(rows, start=1)
            )
        )


def citations(panel: Panel, sources: Iterable[str]) -> Citations:
    """Return the entries of `sources` (ids, or ids joined by +), oldest publication first."""
    ids = {part for cell in sources for part in str(cell).split("+")}
    table = panel.sources[panel.sources["id"].isin(ids)]
    return Citations(table.sort_values(["published", "id"], ignore_index=True))


def _entry(row: dict[str, str], lang: Language) -> str:
    tier = _TIER[row["tier"]][lang]
    if lang == "zh":
        parts = [row["publisher"], f"《{row['title']}》", row["published"] or "日期不详", tier]
        return "，".join(p for p in parts if p) + "。"
    parts = [row["publisher"], f"“{row['title']}”", row["published"] or "undated", tier]
    return ", ".join(p for p in parts if p) + "."
