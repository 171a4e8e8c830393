"""A part of a web page as the lines of text that a browser would show."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_WIDE = (
    r"[\u2018-\u201d\u2026\u2460-\u24ff\u2e80-\ua4cf\uf900-\ufaff\ufe10-\ufe6f\uff01-\uffee]"
)
_BROKEN = re.compile(rf"(?<={_WIDE})[^\S\n]*\n\s*|[^\S\n]*\n\s*(?={_WIDE})")
_NOTE_MARK = re.compile(r"\s*[\[(（〔]?\s*(?:注?\d{1,2}|[*①-⑳])\s*[\])）〕]?\s*")


def rendered(element: lxml_html.HtmlElement) -> list[str]:
    """Return the text of an element, one line for each of its blocks.

    Parameters
    ----------
    element
        Of a page; it is not changed.

    Returns
    -------
    list of str
        Without empty lines.  A line break of the source within a sentence is no break and,
        beside a Chinese character, no blank either.
    """
    line: list[str] = []
    lines: list[str] = []
    for words in _pieces(element):
        if words is not None:
            line.append(words)
        elif line:
            lines.append(tidy("".join(line)))
            line = []
    return [found for found in (*lines, tidy("".join(line))) if found]


def tidy(words: str) -> str:
    """Return text of a page with its blanks and source line breaks as a browser shows them."""
    return " ".join(_BROKEN.sub("", words.strip()).split())


def _pieces(element: lxml_html.HtmlElement) -> Iterator[str | None]:
    """Yield the texts in their order, None where a block begins or ends."""
    kept = 0  # depth of elements whose line breaks count
    for event, found in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start":
            kept += found.tag == "pre"
            if found.tag in _BLOCKS or found.tag == "pre":
                yield None
            if found.text and not _leads_to_note(found):
                yield from _kept(found.text) if kept else (found.text,)
            continue
        if event == "end":
            kept -= found.tag == "pre"
            if found.tag in _BLOCKS or found.tag == "pre":
                yield None
        if found.tail and found is not element:
            yield from _kept(found.tail) if kept else (found.tail,)


def _kept(words: str) -> Iterator[str | None]:
    for line in words.splitlines():
        yield line
        yield None


def _leads_to_note(element: lxml_html.HtmlElement) -> bool:
    """Whether it is a raised number that leads to a note."""
    if element.tag != "sup":
        return False
    before, parent = element.getprevious(), element.getparent()
    words = (before.tail if before is not None else parent.text) if parent is not None else ""
    return marks_a_note(element.text or "", words or "")


def marks_a_note(raised: str, before: str) -> bool:
    """Whether a raised number leads to a note; as digits it would spoil the number before.

    Parameters
    ----------
    raised
        The words that are raised.
    before
        The words before them: a letter makes a power of it, as in m².
    """
    power = re.search(r"[A-Za-z]\s*$", before)
    return _NOTE_MARK.fullmatch(raised) is not None and not power
