"""What the pages of analyses share: the head, the key points, the list of sources."""

from collections.abc import Sequence

from fadu.codebook import Language
from fadu.page import Head, Heading, Page, Paragraph, Points, page, text
from fadu.pages.citing import Citations, digest
from fadu.pages.words import word
from fadu.panel import Panel
from fadu.version import VERSION


def headed(
    panel: Panel,
    title: str,
    kicker: str,
    facts: Sequence[str],
    keywords: Sequence[str],
    lang: Language,
) -> Page:
    """Return a page's head, with the date and the hash of its panel at the foot."""
    date, key = max(panel.sources["published"].tolist(), default=""), digest(panel)
    zh = (f"数据截至 {date}", f"面板 {key}", f"法度 {VERSION}")
    en = (f"data as of {date}", f"panel {key}", f"fadu {VERSION}")
    head = Head(
        title=title,
        kicker=kicker,
        facts=tuple(facts),
        footer=zh if lang == "zh" else en,
        lang=lang,
        date=date,
        keywords=tuple(keywords),
    )
    return page([head])


def boxed(sentences: Sequence[str], lang: Language) -> Page:
    """Return the box of key points."""
    return page([Points(title=word("key points", lang), points=tuple(map(text, sentences)))])


def explained(paragraphs: Sequence[str], lang: Language) -> Page:
    """Return the section on method and limits."""
    told = [Paragraph(words=text(words)) for words in paragraphs]
    return page([Heading(words=word("method", lang)), *told])


def listed_sources(known: Citations, lang: Language) -> Page:
    """Return the section with the list of sources."""
    return page([Heading(words=word("sources", lang)), known.block(lang)])
