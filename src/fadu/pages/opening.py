"""The head and the foot of a page about one indicator: facts, date, sources."""

from collections.abc import Sequence

import pandas as pd

from fadu import wording
from fadu.codebook import Indicator, Language
from fadu.page import Head, Heading, Page, page
from fadu.pages.citing import Citations, guide
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


def volume(
    figures: int, sources: int, lang: Language, *, beside: int = 0, simulated: bool = False
) -> list[str]:
    """Return how many figures of how many sources a page draws on; nothing where of none.

    Parameters
    ----------
    figures, sources
        Of what the page is about.
    lang
        zh or en.
    beside
        Further sources, of what stands beside it.
    simulated
        Whether the figures are made up.
    """
    if not figures:
        return []
    if lang == "zh":
        more = [f"另引{beside}份来源作对照"] if beside else []
        if simulated:
            return [f"{figures}个模拟值", *more]
        return [f"{figures}个公布值，出自{sources}份来源", *more]
    more = [f"{wording.counted(beside, 'further source')} for comparison"] if beside else []
    if simulated:
        return [wording.counted(figures, "simulated figure"), *more]
    of = wording.counted(sources, "source")
    return [f"{wording.counted(figures, 'printed figure')} from {of}", *more]


def listed(cited: Citations, lang: Language, *, linked: bool = False) -> Page:
    """Return the list of sources under its heading; an empty page where nothing is cited.

    Parameters
    ----------
    cited
        The sources.
    lang
        zh or en.
    linked
        Whether numbers of the page lead to them, which is said.
    """
    if cited.table.empty:
        return page([])
    said = guide(cited, lang) if linked else []
    return page([Heading(words=word("sources", lang)), *said, cited.block(lang)])
