"""The nouns of a page: what a briefing is made of, before it is HTML or Typst.

Blocks hold words, numbers already printed, and pictures; they carry no markup, so nothing that
comes from data can steer a page.  They travel inside an executed notebook as JSON under
`MIME_TYPE`; ``fadu.lab`` gives them their HTML form and ``fadu.briefing`` their Typst form.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from fadu.codebook.entries import Language

MIME_TYPE = "application/vnd.fadu.page+json"
STRONG = "#0b3c5d"
"""The one strong colour; a house may print in another."""


class _Noun(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Noun):
    """A run of text, in one style.

    Parameters
    ----------
    text
        The words; printed as they are.
    strong
        Whether they are set in the strong face.
    cite
        Id of the source entry that the run links to.
    href
        Web address that the run links to.
    tone
        On screen, one of eight marker colours; 0 for none.
    hint
        On screen, what is said when the run is pointed at.
    """

    text: str
    strong: bool = False
    cite: str | None = None
    href: str | None = None
    tone: int = Field(default=0, ge=0, le=8)
    hint: str = ""


Text: TypeAlias = tuple[Span, ...]


def text(*parts: str | Span) -> Text:
    """Return running text made of plain strings and spans."""
    return tuple(Span(text=part) if isinstance(part, str) else part for part in parts)


def plain(words: Text) -> str:
    """Return running text without its styles and links."""
    return "".join(span.text for span in words)


def web_address(href: str | None) -> str | None:
    """Return `href` in ASCII where it leads to the web or to a mailbox, else None.

    An address from data may name any scheme; ``javascript:`` and ``file:`` are no links.
    """
    scheme = (href or "").strip().partition(":")[0].lower()
    if not href or scheme not in {"http", "https", "mailto"}:
        return None
    return quote(href.strip(), safe="%/:=&?~#+!$,;'@()*[]")


class Head(_Noun):
    """The head of a briefing: what it is about, and of when.

    Parameters
    ----------
    title
        Title of the document, also in its metadata.
    kicker
        Small line above the title: the kind of briefing.
    facts
        Small lines below it: place with parents and code, years, scope, number of sources.
    footer
        What stands at the foot of each page: date of the data, hash of the panel, version.
    lang
        Language of the document.
    date
        Date of the data, ISO 8601; the document's date. Empty if unknown.
    keywords
        For the document's metadata.
    """

    type: Literal["head"] = "head"
    title: str
    kicker: str = ""
    facts: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    lang: Language = "zh"
    date: str = ""
    keywords: tuple[str, ...] = ()


class Heading(_Noun):
    """A heading; its levels are numbered 一、 （一） 1. (1, 1.1, 1.1.1 in English)."""

    type: Literal["heading"] = "heading"
    words: str
    level: Literal[1, 2, 3] = 1


class Paragraph(_Noun):
    """A paragraph of running text.

    Parameters
    ----------
    words
        The text.
    quiet
        Whether it is set small and grey.
    screen
        Whether it stands on screen alone, where runs of text have colours.
    """

    type: Literal["paragraph"] = "paragraph"
    words: Text
    quiet: bool = False
    screen: bool = False


class Points(_Noun):
    """A list of points; with a `title` it stands in a tinted box (the key points)."""

    type: Literal["points"] = "points"
    points: tuple[Text, ...]
    title: str = ""
    ordered: bool = False


class Column(_Noun):
    """A column of a table: its head, and the side its cells stand on."""

    name: str
    align: Literal["left", "right", "center"] = "left"
    wide: bool = False


class Table(_Noun):
    """A table ruled at top, head and foot.

    Parameters
    ----------
    columns
        One for each cell of a row.
    rows
        Cells as running text.
    caption
        Sentence that follows the number (表1, Table 1); empty for an unnumbered table.
    notes
        Small lines under the table.
    strong_rows
        Positions of rows that are set in the strong face (the place in focus).
    long
        Whether it may break over pages, its head repeated.
    groups
        Headings within the table: the position of the row that each stands before, ascending,
        and its words.
    """

    type: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    strong_rows: tuple[int, ...] = ()
    long: bool = False
    groups: tuple[tuple[int, str], ...] = ()


class Chart(_Noun):
    """A picture with the words that stand for it.

    Parameters
    ----------
    svg
        Its drawing, text as text.
    alt
        What it shows, with the numbers, in one or two sentences; never empty.
    caption
        Sentence that follows the number (图1, Figure 1).
    source
        The line under the chart that names its sources.
    """

    type: Literal["chart"] = "chart"
    svg: str
    alt: str = Field(min_length=1)
    caption: str
    source: Text = ()


class Beside(_Noun):
    """Two blocks side by side, tops level; `share` is the left one's part of the width."""

    type: Literal["beside"] = "beside"
    left: "Block"
    right: "Block"
    share: float = Field(default=0.5, gt=0.1, lt=0.9)


class SourceEntry(_Noun):
    """A source in the list at the end; `Span.cite` leads here.

    Parameters
    ----------
    id
        Its key in the panel.
    words
        Publisher, title, date, tier, as printed.
    href
        Web address; empty where the source is named without a link.
    """

    id: str
    words: str
    href: str = ""


class Sources(_Noun):
    """The list of sources."""

    type: Literal["sources"] = "sources"
    entries: tuple[SourceEntry, ...]


class Attachments(_Noun):
    """What the file carries besides its pages; prints nothing.

    Parameters
    ----------
    data, sources
        CSV text with the panel's columns.
    parameters
        JSON text: the parameters without paths, fadu's version, hashes of notebook and data.
    """

    type: Literal["attachments"] = "attachments"
    data: str
    sources: str
    parameters: str


Block: TypeAlias = Annotated[
    Head | Heading | Paragraph | Points | Table | Chart | Beside | Sources | Attachments,
    Field(discriminator="type"),
]


class Page(_Noun):
    """Blocks in the order in which they are read."""

    blocks: tuple[Block, ...]

    def __add__(self, other: "Page") -> "Page":
        """Return these blocks followed by those of `other`."""
        return Page(blocks=self.blocks + other.blocks)


def page(blocks: Iterable[Any]) -> Page:
    """Return a page of `blocks`."""
    return Page(blocks=tuple(blocks))


Beside.model_rebuild()
Page.model_rebuild()
