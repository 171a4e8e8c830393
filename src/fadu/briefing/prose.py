"""A notebook's own prose: markdown to the nouns of a page."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from fadu.page import Block, Column, Heading, Paragraph, Points, Span, Table, Text, text

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_HAN = re.compile("[\u4e00-\u9fff]")
_FIRST_HAN = "\u2e80"  # Latin and its punctuation stand below
_BREAKS = {"softbreak", "hardbreak"}


def has_chinese(words: str) -> bool:
    """Whether there is a Han character in `words`."""
    return _HAN.search(words) is not None


def blocks_of_markdown(source: str) -> list[Block]:
    """Return the headings, paragraphs, lists and tables of a markdown text.

    Raw HTML and formulas print as they are written; of a picture its words are printed;
    headings below the third level count as the third.

    Parameters
    ----------
    source
        The text of a markdown cell.
    """
    tree = SyntaxTreeNode(_MARKDOWN.parse(source))
    return [block for node in tree.children for block in _blocks(node)]


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type == "heading":
        level = min(int(node.tag[1]), 3)
        yield Heading.model_validate({"words": _plain(node), "level": level})
    elif node.type == "paragraph":
        yield Paragraph(words=_inline(node))
    elif node.type in {"bullet_list", "ordered_list"}:
        ordered = node.type == "ordered_list"
        yield Points(points=tuple(_points(node)), ordered=ordered)
    elif node.type == "table":
        yield _table(node)
    elif node.type in {"fence", "code_block"}:
        yield Paragraph(words=text(node.content.rstrip("\n")), quiet=True)
    elif node.type == "blockquote":
        for inner in node.children:
            yield from _blocks(inner)


def _points(node: SyntaxTreeNode) -> Iterator[Text]:
    """Yield the points of a list; those of a list inside it follow the one they belong to."""
    for item in node.children:
        own = [child for child in item.children if child.type == "paragraph"]
        if own:
            yield tuple(span for child in own for span in _inline(child))
        for child in item.children:
            if child.type in {"bullet_list", "ordered_list"}:
                yield from _points(child)


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row.children for part in node.children for row in part.children]
    head, body = rows[0], rows[1:]
    columns = [
        Column.model_validate({"name": _plain(cell), "align": _align(cell)}) for cell in head
    ]
    cells = tuple(tuple(_inline(cell) for cell in row) for row in body)
    return Table(columns=tuple(columns), rows=cells, long=True)


def _align(cell: SyntaxTreeNode) -> str:
    style = str(cell.attrs.get("style", ""))
    return style.removeprefix("text-align:") or "left"


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(span.text for span in _inline(node)).replace("\n", " ")


def _inline(node: SyntaxTreeNode) -> Text:
    return tuple(_joined([span for child in node.children for span in _spans(child)]))


def _spans(
    node: SyntaxTreeNode, *, strong: bool = False, href: str | None = None
) -> list[Span]:
    if node.type in {"text", "code_inline"}:
        return [Span(text=node.content, strong=strong, href=href)] if node.content else []
    if node.type in _BREAKS:
        return [Span(text="\n" if node.type == "hardbreak" else " ", strong=strong, href=href)]
    if node.type == "image":
        return [Span(text=node.content, strong=strong, href=href)] if node.content else []
    strong = strong or node.type == "strong"
    href = str(node.attrs["href"]) if node.type == "link" else href
    return [s for child in node.children for s in _spans(child, strong=strong, href=href)]


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans, a line end between two Chinese characters taken out."""
    for n, span in enumerate(spans):
        before = spans[n - 1].text[-1:] if n else ""
        after = spans[n + 1].text[:1] if n + 1 < len(spans) else ""
        if span.text != " " or min(before, after) < _FIRST_HAN:
            yield span
