"""The text of a saved web page without its navigation; nothing is ever fetched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from fadu.errors import DocumentError
from fadu.intake.documents.encoding import decode
from fadu.intake.documents.mainpart import main_lines, prune
from fadu.intake.documents.rendered import rendered, tidy
from fadu.intake.documents.tables import Cell, grid, of_data, table_lines

ABOUT = ("published", "publisher", "url")
MOST_TAGS = 500_000
MOST_CHARACTERS = 20_000_000
"""Of the markup without its pictures."""
_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!DOCTYPE[^>\[]{0,300}(?:\[[^\]]{0,9000}\])?\s*>)?",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"data:[\w/+.-]{1,60};base64,[\w+/=%\s]+")
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_REPORT = re.compile(r"报告|情况|年报|白皮书|总结|公报|要点|综述")
_SITE = re.compile(
    r"\s*[_|｜]+\s*|\s+[-–—]+\s+|[-–—]+(?=[^-–—]*(?:政府|网|局|门户|中心)[^-–—]*$)"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
WIDEST = 100
"""Rows or columns that a cell may span."""


@dataclass(frozen=True)
class WebPage:
    """What a saved page holds.

    Parameters
    ----------
    text
        Of its main part.
    title
        As the page declares it; may be empty.
    about
        What it says of itself besides: `published`, `publisher`, `url`, where it does.
    """

    text: str
    title: str
    about: Mapping[str, str] = field(default_factory=dict)


def read_html(content: bytes, path: Path) -> WebPage:
    """Return the text of a page, its title, and what it declares about itself.

    Parameters
    ----------
    content
        The saved page.
    path
        For the message.

    Raises
    ------
    DocumentError
        No text in it, or more tags, or deeper ones, than a page has.
    """
    markup = _PICTURE.sub("", _HEAD.sub("", decode(content, path, markup=True), count=1))
    tags = markup.count("<")
    if tags > MOST_TAGS or len(markup) > MOST_CHARACTERS:
        raise DocumentError(
            f"{path} has {tags} tags in {len(markup)} characters, a page at most {MOST_TAGS} in "
            f"{MOST_CHARACTERS}; save the report alone"
        )
    tree = _parse(markup, path)
    declared = _declared(tree, markup)
    title = _title(tree, declared)
    prune(tree)
    for table in list(tree.iter("table")):
        _flatten(table)
    lines = main_lines(tree)
    if not lines:
        raise DocumentError(f"{path}: the page holds no text; save it after it has loaded")
    about = {key: declared[key] for key in ABOUT if declared[key]}
    return WebPage("\n".join(lines), title, about)


def _parse(markup: str, path: Path) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=True, recover=True)
    try:
        tree = lxml_html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise DocumentError(f"{path}: not readable as HTML: {reason}") from error
    if any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log):
        raise DocumentError(
            f"{path} nests its tags deeper than a page does; save the report alone, or as .txt"
        )
    return tree


def _declared(tree: lxml_html.HtmlElement, markup: str) -> dict[str, str]:
    """Return what the page's head says of it, each empty where it does not."""
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        said.setdefault(name, " ".join((meta.get("content") or "").split()))
    date = _DATE.match(said.get("pubdate", ""))
    saved = _SAVED.search(markup[:2000])
    addresses = (said.get("url", ""), said.get("og:url", ""), saved[1] if saved else "")
    return {
        "title": said.get("articletitle", ""),
        "shared title": said.get("og:title", ""),
        "published": date[0] if date else "",
        "publisher": said.get("sitename", "") or said.get("contentsource", ""),
        "url": next((a for a in addresses if re.fullmatch(r"https?://\S+", a)), ""),
    }


def _title(tree: lxml_html.HtmlElement, declared: Mapping[str, str]) -> str:
    """Return the title: as declared, else of the first heading that reads like a report's."""
    if declared["title"]:
        return declared["title"]
    shown = [tidy(e.text_content()) for tag in ("h1", "h2", "h3") for e in tree.iter(tag)]
    window = [_without_site(tidy(e.text_content())) for e in tree.iter("title")]
    found = [t for t in (*shown, declared["shared title"], *window) if t]
    return next((t for t in found if _REPORT.search(t)), found[0] if found else "")


def _without_site(title: str) -> str:
    """Return the title of a window without the column and the site that follow it."""
    parts = [part for part in _SITE.split(title) if part]
    return next((p for p in parts if _REPORT.search(p)), parts[0] if parts else "")


def _flatten(table: lxml_html.HtmlElement) -> None:
    """Turn a table of data into paragraphs; one that only lays out the page stays."""
    parent = table.getparent()
    if parent is None or next(table.iterdescendants("table"), None) is not None:
        return
    rows = [[_cell(c) for c in row.iter("td", "th")] for row in table.iter("tr")]
    if not of_data([c.words for row in rows for c in row]):
        return
    division = lxml_html.Element("div")
    for line in table_lines(grid(rows)):
        etree.SubElement(division, "p").text = line
    division.tail = table.tail
    parent.replace(table, division)


def _cell(cell: lxml_html.HtmlElement) -> Cell:
    return Cell(" ".join(rendered(cell)), _span(cell, "rowspan"), _span(cell, "colspan"))


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    given = (cell.get(name) or "1").strip()
    return min(max(int(given), 1), WIDEST) if given.isdecimal() and len(given) < 5 else 1
