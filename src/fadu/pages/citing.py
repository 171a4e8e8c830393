"""Sources on a page: numbered in the order of their dates, cited, listed, attached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from fadu.codebook import Codebook, Indicator, Language
from fadu.page import Paragraph, SourceEntry, Sources, Span, Text, text
from fadu.pages.locating import at_words, spellings
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
        numbered = enumerate(self._links, start=1)
        return text(*(Span(text=f"[{n}]", cite=s) for n, s in numbered if s in wanted))

    @cached_property
    def _links(self) -> Mapping[str, str]:
        """The address of each source, in the order of their numbers; empty where it has none."""
        return {row["id"]: _link(row) for row in self.table.to_dict("records")}

    def place(self, source: str, words: Sequence[str]) -> str | None:
        """Return the address of the first of `words` in a source; None where it has no link."""
        url = self._links.get(source, "")
        return at_words(url, words) if url else None

    def of_row(
        self, words: str, row: Mapping[str, object], entry: Indicator, book: Codebook
    ) -> Text:
        """Return the words of an estimate, linked to where its figures are printed.

        Parameters
        ----------
        words
            As they are shown.
        row
            In the form of ``fadu.analyses.estimates``.
        entry, book
            Its indicator, and the codebook.
        """
        if str(row["basis"]).endswith("counts"):
            units = [
                (row[c], i)
                for c, i in (("count", entry.numerator), ("total", entry.denominator))
            ]
            told = [s for v, i in units if i for s in spellings(float(str(v)), book[i].unit)]
        else:
            told = list(spellings(float(str(row["value"])), entry.unit))
        return text(Span(text=words, href=self.place(str(row["sources"]), told)))

    def of_figure(self, words: str, row: Mapping[str, object]) -> Span:
        """Return the words of a printed figure, linked to its place in its source.

        Parameters
        ----------
        words
            As they are shown.
        row
            Of ``Panel.table``.
        """
        units = {"value": row["unit"], "change_percent": "%", "change_points": "个百分点"}
        told = (
            spellings(str(row["printed"]), str(units[str(row["measure"])]))
            if row["printed"]
            else ()
        )
        return Span(text=words, href=self.place(str(row["source"]), told))

    def block(self, lang: Language) -> Sources:
        """Return the list of sources as it stands at the end of a page."""
        rows = self.table.to_dict("records")
        return Sources(
            entries=tuple(
                SourceEntry(
                    id=row["id"],
                    words=f"[{number}] " + _entry(row, lang),
                    href=_link(row),
                )
                for number, row in enumerate(rows, start=1)
            )
        )


def citations(panel: Panel, sources: Iterable[str]) -> Citations:
    """Return the entries of `sources` (ids, or ids joined by +), oldest publication first."""
    ids = {part for cell in sources for part in str(cell).split("+")}
    table = panel.sources[panel.sources["id"].isin(ids)]
    return Citations(table.sort_values(["published", "id"], ignore_index=True))


def _link(row: Mapping[str, Any]) -> str:
    """Return where a source is read; a secondary one is named and never linked."""
    return "" if row["tier"] == "secondary" else str(row["url"])


def guide(known: Citations, lang: Language) -> list[Paragraph]:
    """Say where underlined numbers lead; nothing where no source has a link."""
    if not any(_link(row) for row in known.table.to_dict("records")):
        return []
    words = (
        "表中带下划线的数链接到来源网页，浏览器支持时直达印有该数之处。"
        if lang == "zh"
        else "Underlined numbers in tables lead to the web page that prints them, and to their place "
        "on it where the browser can find it."
    )
    return [Paragraph(words=text(words), quiet=True)]


def _entry(row: dict[str, str], lang: Language) -> str:
    tier = _TIER[row["tier"]][lang]
    if lang == "zh":
        parts = [row["publisher"], f"《{row['title']}》", row["published"] or "日期不详", tier]
        return "，".join(p for p in parts if p) + "。"
    parts = [row["publisher"], f"“{row['title']}”", row["published"] or "undated", tier]
    return ", ".join(p for p in parts if p) + "."
