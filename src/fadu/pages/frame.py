"""What the pages of analyses share: the head, the key points, the list of sources."""

from collections.abc import Sequence

import pandas as pd

from fadu.codebook import Language
from fadu.page import Head, Heading, Page, Paragraph, Points, page, text
from fadu.pages.citing import Citations, guide
from fadu.pages.imprint import imprint
from fadu.pages.words import word
from fadu.panel import Panel


def headed(
    panel: Panel,
    used: pd.DataFrame,
    title: str,
    kicker: str,
    facts: Sequence[str],
    keywords: Sequence[str],
    lang: Language,
) -> Page:
    """Return a page's head, with the date and the hash of the figures used at the foot."""
    foot = imprint(panel, used, lang)
    head = Head(
        title=title,
        kicker=kicker,
        facts=tuple(facts),
        footer=foot.words,
        lang=lang,
        date=foot.date,
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


def listed_sources(known: Citations, lang: Language, *, linked: bool = False) -> Page:
    """Return the section with the list of sources; where numbers lead to them, that is said."""
    said = guide(known, lang) if linked else []
    return page([Heading(words=word("sources", lang)), *said, known.block(lang)])
