"""A page's blocks as HTML for notebooks, light and dark; every text escaped."""

import base64
from collections.abc import Callable, Iterable, Mapping
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from fadu.lab.pictures import on_screen
from fadu.page import (
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
    Table,
    Text,
    web_address,
)

STYLE = (files("fadu.lab") / "page.css").read_text(encoding="utf-8")


def page_html(shown: Page) -> str:
    """Return a page as a piece of HTML with its style.

    Words from data are text, whatever they hold; links lead to the web or to an entry in the
    list of sources; a chart is a picture of its own, so that nothing in it can act.

    Parameters
    ----------
    shown
        The page.
    """
    lang = next((b.lang for b in shown.blocks if isinstance(b, Head)), "")
    tongue = f' lang="{lang}"' if lang else ""
    body = "".join(_block(block) for block in shown.blocks)
    return f'<style>{STYLE}</style><div class="fadu-page"{tongue}>{body}</div>'


def _block(block: Block) -> str:
    return _FORMS[type(block)](block)


def _heading(heading: Heading) -> str:
    level = heading.level + 1
    return f"<h{level}>{_lines(heading.words)}</h{level}>"


def _paragraph(paragraph: Paragraph) -> str:
    kind = ' class="fadu-quiet"' if paragraph.quiet else ""
    return f"<p{kind}>{_words(paragraph.words)}</p>"


def _attachments(_: Attachments) -> str:
    return '<p class="fadu-quiet">data.csv · sources.csv · parameters.json</p>'


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _words(words: Text) -> str:
    return "".join(_span(span) for span in words)


def _span(span: Span) -> str:
    body = _lines(span.text)
    if span.strong:
        body = f"<strong>{body}</strong>"
    if span.tone:
        body = f'<mark class="fadu-tone-{span.tone}"{_hint(span)}>{body}</mark>'
    if span.cite is not None:
        body = f'<a class="fadu-cite" href="#{_anchor(span.cite)}">{body}</a>'
    href = web_address(span.href)
    return f'<a href="{escape(href)}">{body}</a>' if href else body


def _hint(span: Span) -> str:
    return f' title="{escape(span.hint)}"' if span.hint else ""


def _anchor(source: str) -> str:
    return "fadu-source-" + quote(source, safe="")


def _head(head: Head) -> str:
    facts = "".join(f"<span>{_lines(fact)}</span>" for fact in head.facts)
    kicker = f'<p class="fadu-quiet">{_lines(head.kicker)}</p>' if head.kicker else ""
    title = f"<h1>{_lines(head.title)}</h1>"
    return f'<header>{kicker}{title}<p class="fadu-facts">{facts}</p></header>'


def _points(points: Points) -> str:
    kind = "ol" if points.ordered else "ul"
    items = "".join(f"<li>{_words(point)}</li>" for point in points.points)
    if not points.title:
        return f"<{kind}>{items}</{kind}>"
    title = f"<h2>{_lines(points.title)}</h2>"
    return f'<section class="fadu-key">{title}<{kind}>{items}</{kind}></section>'


def _table(table: Table) -> str:
    sides = [f' class="fadu-{column.align}"' for column in table.columns]
    heads = "".join(
        f'<th scope="col"{side}>{_lines(column.name)}</th>'
        for side, column in zip(sides, table.columns, strict=True)
    )
    group = dict(table.groups)
    rows = "".join(
        _group(group.get(n, ""), len(sides)) + _row(row, sides, strong=n in table.strong_rows)
        for n, row in enumerate(table.rows)
    )
    caption = f"<caption>{_lines(table.caption)}</caption>" if table.caption else ""
    notes = "".join(f'<p class="fadu-quiet">{_lines(note)}</p>' for note in table.notes)
    whole = f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="fadu-table">{whole}{notes}</div>'


def _group(words: str, columns: int) -> str:
    head = f'<tr><th scope="rowgroup" colspan="{columns}">{_lines(words)}</th></tr>'
    return head if words else ""


def _row(cells: Iterable[Text], sides: Iterable[str], *, strong: bool) -> str:
    tds = (f"<td{side}>{_words(cell)}</td>" for side, cell in zip(sides, cells, strict=True))
    kind = ' class="fadu-focus"' if strong else ""
    return f"<tr{kind}>{''.join(tds)}</tr>"


def _chart(chart: Chart) -> str:
    data = base64.b64encode(on_screen(chart.svg).encode()).decode()
    picture = f'<img alt="{escape(chart.alt)}" src="data:image/svg+xml;base64,{data}">'
    caption = " · ".join(filter(None, (_lines(chart.caption), _words(chart.source))))
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"


def _beside(beside: Beside) -> str:
    shares = f"{beside.share:.3f}fr {1 - beside.share:.3f}fr"
    halves = f"<div>{_block(beside.left)}</div><div>{_block(beside.right)}</div>"
    return f'<div class="fadu-beside" style="grid-template-columns:{shares}">{halves}</div>'


def _sources(sources: Sources) -> str:
    return f'<ul class="fadu-sources">{"".join(_entry(e) for e in sources.entries)}</ul>'


def _entry(entry: SourceEntry) -> str:
    href = web_address(entry.href)
    words = _lines(entry.words)
    body = f'<a href="{escape(href)}">{words}</a>' if href else words
    return f'<li id="{_anchor(entry.id)}">{body}</li>'


_FORMS: Mapping[type, Callable[[Any], str]] = {
    Head: _head,
    Heading: _heading,
    Paragraph: _paragraph,
    Points: _points,
    Table: _table,
    Chart: _chart,
    Beside: _beside,
    Sources: _sources,
    Attachments: _attachments,
}
