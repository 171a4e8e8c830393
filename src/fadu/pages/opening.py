"""The head and the foot of a page about one indicator: facts, date, sources."""

from collections.abc import Sequence

import pandas as pd

from fadu import wording
from fadu.codebook import Indicator, Language
from fadu.page import Head, Heading, Page, page
from fadu.pages.citing import Citations
from fadu.pages.imprint import imprint
from fadu.pages.words import word
from fadu.panel import Panel


def opening(
    panel: Panel,
    used: pd.DataFrame,
    indicator: Indicator,
    title: str,
    kicker: str,
    facts: Sequence[str],
    lang: Language,
) -> Head:
    """Return the head of a page, dated by the sources used.

    Parameters
    ----------
    panel
        Where the figures stand.
    used
        Rows of ``panel.table`` on which the page rests.
    indicator
        What the page is about.
    title, kicker, facts
        As in ``fadu.page.Head``.
    lang
        zh or en.
    """
    foot = imprint(panel, used, lang)
    domain = panel.codebook.domains[indicator.domain]
    return Head(
        title=title,
        kicker=kicker,
        facts=tuple(facts),
        footer=foot.words,
        lang=lang,
        date=foot.date,
        keywords=(domain.zh if lang == "zh" else domain.en, indicator.name(lang)),
    )


def volume(figures: int, sources: int, lang: Language) -> list[str]:
    """Return how many figures of how many sources a page draws on; nothing where of none."""
    if not figures:
        return []
    if lang == "zh":
        return [f"{figures}个公布值，{sources}份来源"]
    of = wording.counted(sources, "source")
    return [f"{wording.counted(figures, 'printed figure')} from {of}"]


def listed(cited: Citations, lang: Language) -> Page:
    """Return the list of sources under its heading; an empty page where nothing is cited."""
    if cited.table.empty:
        return page([])
    return page([Heading(words=word("sources", lang)), cited.block(lang)])
