"""A page's blocks become the files that Typst compiles: a template, words, pictures."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from fadu.briefing.drawings import drawing_width, fit_to_print
from fadu.briefing.glyphs import on_one_line, printable
from fadu.briefing.house import House
from fadu.errors import BuildError
from fadu.page import (
    STRONG,
    Attachments,
    Beside,
    Block,
    Chart,
    Head,
    Heading,
    Page,
    Paragraph,
    Points,
    SourceEntry,
    Sources,
    Span,
    web_address,
)

TEMPLATE = "template.typ"
OWN_RULES = b"// ---- blocks"  # rules of a house stand before this line of the template
_ATTACHED = (
    ("data.csv", "data", "text/csv", "data", "The figures on which the briefing rests"),
    ("sources.csv", "sources", "text/csv", "supplement", "The sources of these figures"),
    (
        "parameters.json",
        "parameters",
        "application/json",
        "supplement",
        "What was asked for, and of which data",
    ),
)


@dataclass(frozen=True)
class Typesetting:
    """All that Typst reads, and the moment that it takes for now.

    Parameters
    ----------
    files
        Content by name; ``main.typ`` is where it begins.
    moment
        Seconds since 1970, from the date of the data or from SOURCE_DATE_EPOCH, else 0.
    house
        Whose fonts are used.
    """

    files: Mapping[str, bytes]
    moment: int
    house: House


def typeset(shown: Page, house: House | None = None) -> Typesetting:
    """Turn a page into Typst's input; the same page gives the same bytes.

    Parameters
    ----------
    shown
        Its blocks; one is a `Head`.
    house
        The looks; None for the package's own.

    Returns
    -------
    Typesetting

    Raises
    ------
    BuildError
        No head or two, an impossible date, a citation without an entry in the list of sources.
    RequestError
        A font family or logo of the house that is not there.
    """
    looks = house or House()
    writer = _Writer(looks)
    head = _head(shown)
    attached = [block for block in shown.blocks if isinstance(block, Attachments)]
    writer.lists = _lists(shown)
    document = {
        "head": writer.head(head),
        "house": writer.house(),
        "blocks": [writer.block(b) for b in _levelled(shown.blocks)],
        "attachments": writer.attach(attached[-1]) if attached else [],
    }
    writer.files["page.json"] = json.dumps(document, ensure_ascii=False).encode()
    template = (files("fadu.briefing") / TEMPLATE).read_bytes()
    own = looks.style_bytes() + b"\n" + OWN_RULES
    writer.files["main.typ"] = template.replace(OWN_RULES, own, 1)
    return Typesetting(writer.files, _moment(head), looks)


def _head(shown: Page) -> Head:
    heads = [block for block in shown.blocks if isinstance(block, Head)]
    if len(heads) != 1:
        titles = ", ".join(repr(head.title) for head in heads) or "none"
        raise BuildError(f"a briefing has one head; this one has {len(heads)}: {titles}")
    if not on_one_line(heads[0].title):
        raise BuildError("the head of the briefing has an empty title; give it one")
    return heads[0]


def _lists(shown: Page) -> list[dict[str, str]]:
    """Return labels by id for each list of sources; an id may hold any character."""
    lists = [block for block in shown.blocks if isinstance(block, Sources)]
    labels = (f"source-{n}" for n in count())
    return [{entry.id: next(labels) for entry in block.entries} for block in lists]


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what is printed; no heading is more than one level below the one before it."""
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            above = min(block.level, above + 1)
            yield block.model_copy(update={"level": above})
        elif not isinstance(block, Head | Attachments) and not _on_screen(block):
            yield block


def _on_screen(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.screen


def _moment(head: Head) -> int:
    """Return the document's date; PDF/A wants one, and no clock gives it."""
    if day := _day(head):
        return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not epoch.isascii() or not epoch.isdigit():
        raise BuildError(f"SOURCE_DATE_EPOCH {epoch!r} is no number of seconds since 1970")
    return int(epoch)


def _day(head: Head) -> date | None:
    if not head.date:
        return None
    padded = head.date + "-01" * (2 - head.date.count("-"))
    try:
        return date.fromisoformat(padded)
    except ValueError:
        raise BuildError(
            f"date {head.date!r} of the briefing {head.title!r} is no ISO date; "
            "write 2024, 2024-03 or 2024-03-31",
        ) from None


class _Writer:
    """Collects the files of one page while its blocks become plain data."""

    def __init__(self, house: House) -> None:
        self.looks = house
        self.drawn = house.characters()
        self.files: dict[str, bytes] = {}
        self.lists: list[dict[str, str]] = []
        self.passed = 0  # lists of sources that stand above

    def words(self, words: str) -> str:
        """Return words fit to print."""
        return printable(words, self.drawn)

    def line(self, words: str) -> str:
        """Return words fit to print on one line."""
        return on_one_line(self.words(words))

    def head(self, head: Head) -> dict[str, Any]:
        """Return what stands at the top and foot, and the metadata."""
        day = datetime.fromtimestamp(_moment(head), UTC)
        return {
            "title": self.line(head.title),
            "kicker": self.line(head.kicker),
            "facts": [self.line(fact) for fact in head.facts],
            "footer": [self.line(part) for part in head.footer],
            "lang": head.lang,
            "keywords": [self.line(word) for word in head.keywords],
            "description": self.line("，".join(head.facts) or head.title),
            "date": {"year": day.year, "month": day.month, "day": day.day},
        }

    def house(self) -> dict[str, Any]:
        """Return the looks, the logo among the files."""
        looks = self.looks
        logo = looks.logo and "logo" + looks.logo.suffix.lower()
        if logo and looks.logo:
            self.files[logo] = looks.logo_bytes()
        return {
            "heading_font": looks.heading_font,
            "text_font": looks.text_font,
            "colour": looks.colour,
            "letterhead": self.line(looks.letterhead),
            "logo": logo,
            "logo_alt": self.line(looks.logo_alt),
            "author": self.line(looks.author),
        }

    def attach(self, carried: Attachments) -> list[dict[str, str]]:
        """Put the attachments among the files and return what each is."""
        for name, field, *_ in _ATTACHED:
            self.files[name] = str(getattr(carried, field)).encode()
        return [
            {"name": name, "mime": mime, "relationship": relation, "description": says}
            for name, _, mime, relation, says in _ATTACHED
        ]

    def block(self, block: Block) -> dict[str, Any]:
        """Return a block as plain data, its pictures among the files."""
        if isinstance(block, Beside):
            left, right = self.block(block.left), self.block(block.right)
            return {"type": "beside", "share": block.share, "left": left, "right": right}
        if isinstance(block, Chart):
            return self._chart(block)
        if isinstance(block, Sources):
            labels, self.passed = self.lists[self.passed], self.passed + 1
            entries = [self._entry(e, labels[e.id]) for e in block.entries]
            return {"type": "sources", "entries": entries}
        if isinstance(block, Heading):
            words = self.line(block.words)
            return {"type": "heading", "words": words, "level": block.level}
        plain: dict[str, Any] = self._any(block)
        if isinstance(block, Points):
            plain["title"] = self.line(block.title)
        return plain

    def _any(self, value: Any) -> Any:
        """Return a noun as plain data, every text in it made fit to print."""
        if isinstance(value, Span):
            return self._span(value)
        if isinstance(value, str):
            return self.words(value)
        if isinstance(value, tuple):
            return [self._any(part) for part in value]
        fields = getattr(type(value), "model_fields", None)
        return value if fields is None else {f: self._any(getattr(value, f)) for f in fields}

    def _label(self, span: Span) -> str | None:
        """Return the label of a cited entry: in the next list below, else in any."""
        if span.cite is None:
            return None
        ahead = [*self.lists[self.passed :], *self.lists]
        label = next((known[span.cite] for known in ahead if span.cite in known), None)
        if label is None:
            raise BuildError(
                f"{span.text!r} cites the source {span.cite!r}, which is not in the list of "
                "sources; show the sources in the notebook too",
            )
        return label

    def _span(self, span: Span) -> dict[str, Any]:
        return {
            "text": self.words(span.text),
            "strong": span.strong,
            "cite": self._label(span),
            "href": web_address(span.href),
        }

    def _chart(self, chart: Chart) -> dict[str, Any]:
        name = f"chart-{sum(n.startswith('chart-') for n in self.files) + 1}.svg"
        coloured = chart.svg.replace(STRONG, self.looks.colour)
        face = self.looks.drawing_font("".join(c for c in chart.svg if c.isprintable()))
        svg = fit_to_print(coloured, self.drawn, face)
        self.files[name] = svg.encode()
        return {
            "type": "chart",
            "file": name,
            "alt": self.line(chart.alt),
            "caption": self.words(chart.caption),
            "source": self._any(chart.source),
            "width": drawing_width(chart.svg),
        }

    def _entry(self, entry: SourceEntry, label: str) -> dict[str, Any]:
        href = web_address(entry.href)
        return {
            "id": label,
            "words": self.words(entry.words),
            "href": href,
            "host": self.line(urlsplit(href).hostname or "") if href else "",
        }
