"""The text of a saved web page without its navigation; nothing is ever fetched."""

import re
from pathlib import Path

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from fadu.errors import DocumentError
from fadu.intake.documents.encoding import decode
from fadu.intake.documents.tables import table_lines

_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", re.IGNORECASE | re.DOTALL)
_ASIDE = re.compile(
    r"\b(?:nav|navbar|menu|footer|foot|header|breadcrumb|crumbs?|share|copyright|sidebar|toolbar"
    r"|pager|related|search|login)\b",
    re.IGNORECASE,
)
_DROPPED = ("script", "style", "noscript", "nav", "footer", "form", "iframe", "object", "embed",
            "svg", "link", "img", "video", "audio")  # fmt: skip
_BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "section", "article")
_LONG_CELL = 120
_LEAST = 0.6


def html_text(content: bytes, path: Path) -> tuple[str, str]:
    """Return the text of a page and its title.

    Parameters
    ----------
    content
        The saved page.
    path
        For the message.

    Raises
    ------
    DocumentError
        No text in it.
    """
    tree = _parse(_DOCTYPE.sub("", _PROLOGUE.sub("", decode(content, path, markup=True))), path)
    title = _title(tree)
    _prune(tree)
    for table in list(tree.iter("table")):
        _flatten(table)
    body = _plain_lines(tree)
    text = trafilatura.extract(
        lxml_html.tostring(tree, encoding="unicode"),
        include_tables=True,
        include_comments=False,
        favor_recall=True,
        deduplicate=False,
    )
    # A short page is taken whole: trafilatura drops what has few words.
    kept = text if text and _han(text) >= _LEAST * _han(body) else body
    if not kept.strip():
        raise DocumentError(f"{path}: the page holds no text; save it after it has loaded")
    return kept, title


def _parse(text: str, path: Path) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, recover=True)
    try:
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DocumentError(f"{path}: not readable as HTML: {error}") from error


def _title(tree: lxml_html.HtmlElement) -> str:
    for tag in ("h1", "title"):
        for element in tree.iter(tag):
            words = " ".join(element.text_content().split())
            if words:
                return words
    return ""


def _prune(tree: lxml_html.HtmlElement) -> None:
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        named = f"{element.get('class', '')} {element.get('id', '')}".replace("-", " ")
        aside = element.tag in ("div", "ul", "section", "header") and _ASIDE.search(named)
        if (element.tag in _DROPPED or aside) and element.getparent() is not None:
            element.drop_tree()


def _flatten(table: lxml_html.HtmlElement) -> None:
    """Turn a table of data into paragraphs; one that only lays out the page stays."""
    rows = [[c.text_content() for c in row.iter("td", "th")] for row in table.iter("tr")]
    longest = max((len(c.strip()) for row in rows for c in row), default=0)
    inner = next(table.iterdescendants("table"), None)
    parent = table.getparent()
    if inner is not None or parent is None or not longest or longest > _LONG_CELL:
        return
    division = lxml_html.Element("div")
    for line in table_lines(rows):
        etree.SubElement(division, "p").text = line
    division.tail = table.tail
    parent.replace(table, division)


def _plain_lines(tree: lxml_html.HtmlElement) -> str:
    body = tree.find("body")
    root = tree if body is None else body
    for element in root.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
        if element.tag in ("td", "th"):
            element.tail = " " + element.tail
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _han(text: str) -> int:
    return sum("\u4e00" <= c <= "\u9fff" for c in text)
