"""The pages of a model over places and years, part by part."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from fadu import charts, wording
from fadu.analyses.model import Exposure, ModelResult, model
from fadu.analyses.modelled import ModelError
from fadu.analyses.simulated import simulated_panel
from fadu.codebook import Indicator, Language
from fadu.page import Chart, Column, Heading, Page, Paragraph, Points, Table, page, text
from fadu.pages.citing import Citations, citations
from fadu.pages.method import method_words
from fadu.pages.opening import listed, opening, volume
from fadu.pages.words import word
from fadu.panel import Panel
from fadu.rounding import number
from fadu.shapes.effects import Effects

MOST_POINTS = 5
MOST_DEPARTURES = 12


@dataclass(frozen=True, eq=False)
class ModelAnswer:
    """The model that was asked for, or why there is none.

    Parameters
    ----------
    panel
        The panel that it was asked of; the simulated one where that was asked for.
    indicator
        What is modelled.
    result
        None where the figures cannot carry a model.
    refusal
        Why not.
    """

    panel: Panel = field(repr=False)
    indicator: Indicator
    result: ModelResult | None
    refusal: ModelError | None = None

    @property
    def used(self) -> pd.DataFrame:
        """The observations drawn on, as in ``Panel.table``."""
        return self.panel.table.iloc[:0] if self.result is None else self.result.used


def ask(
    panel: Panel,
    indicator: str,
    districts: Iterable[str] = (),
    years: object = None,
    exposure: str = "",
    *,
    simulate: bool = False,
) -> ModelAnswer:
    """Ask for a model; figures that cannot carry one give the reason instead.

    Parameters
    ----------
    panel, indicator, districts, years, exposure
        As in ``fadu.model``; empty for all places, all years, counts as they stand.
    simulate
        Whether to show the method on simulated figures, which say so; never where places are
        named.

    Raises
    ------
    RequestError
        An unknown indicator, place, year or exposure.
    """
    named = list(districts)
    shown = simulated_panel(panel, indicator) if simulate and not named else panel
    entry = shown.codebook[indicator]
    wanted: Exposure | None = exposure or None  # type: ignore[assignment]
    try:
        return ModelAnswer(shown, entry, model(shown, indicator, named or None, years, wanted))
    except ModelError as error:
        return ModelAnswer(shown, entry, None, error)


def head(answer: ModelAnswer, lang: Language = "zh") -> Page:
    """Return the head: indicator, places, years, sources, date of the data."""
    name = answer.indicator.name(lang)
    title = (
        f"{name}：各地共同的变化"
        if lang == "zh"
        else f"{wording.capital(name)}: what changed everywhere"
    )
    kicker = "法度简报　·　面板模型" if lang == "zh" else "fadu briefing  ·  panel model"
    facts = []
    if answer.result is not None:
        found = answer.result.effects
        facts = [
            f"{found.places}个地区" if lang == "zh" else f"{found.places} places",
            wording.years_words(list(found.years), lang),
            *([wording.simulated("", lang)] if found.simulated else []),
        ]
    made_up = answer.result is not None and answer.result.effects.simulated
    many = len(_cited(answer).table)
    facts += volume(len(answer.used), many, lang, simulated=made_up)
    return page(
        [opening(answer.panel, answer.used, answer.indicator, title, kicker, facts, lang)]
    )


def _cited(answer: ModelAnswer) -> Citations:
    return citations(answer.panel, set(answer.used["source"]))


def key_points(answer: ModelAnswer, lang: Language = "zh") -> Page:
    """Return the box of at most five sentences."""
    said = answer.result.sentences(lang) if answer.result else []
    if answer.refusal is not None:
        said = [wording.not_modelled(answer.indicator, answer.refusal.why, lang)]
    points = tuple(text(s) for s in said[:MOST_POINTS])
    return page([Points(title=word("key points", lang), points=points)])


def effects(answer: ModelAnswer, lang: Language = "zh") -> Page:
    """Return the effects of years and breaks, drawn and in a table."""
    result = answer.result
    if result is None:
        return page([])
    known = _cited(answer)
    name = wording.capital(answer.indicator.name(lang))
    marks = known.mark("+".join(sorted(set(result.used["source"]))))
    caption = (
        f"{name}：年份与口径变更的效应"
        if lang == "zh"
        else f"{name}: effects of years and breaks"
    )
    chart = Chart(
        svg=charts.drawing(lambda ax: result.plot(ax, lang), charts.FULL),
        alt=result.alt(lang),
        caption=caption,
        source=marks,
    )
    heading = "各地共同的变化" if lang == "zh" else "What changed everywhere"
    return page([Heading(words=heading), chart, _terms(result.effects, lang)])


def _terms(found: Effects, lang: Language) -> Table:
    zh = lang == "zh"
    size = wording.effect_name(found, lang)
    heads = (
        ["效应", size, "95%区间", "校正后p"]
        if zh
        else ["Effect", size, "95% interval", "Adjusted p"]
    )
    rate = found.indicator.is_rate
    heads += ["各地平均" if zh else "Mean of places"] if rate else []
    rows = [
        (
            text(wording.term_name(t, lang)),
            text(number(t.ratio, 2)),
            text(wording.term_interval(t, lang)),
            text(wording.p_cell(t.adjusted)),
            *(
                (
                    text(
                        f"{number(t.typical, found.indicator.decimals)}%"
                        if t.item is None
                        else "—"
                    ),
                )
                if rate
                else ()
            ),
        )
        for t in found.terms
    ]
    columns = [Column(name=n, align="right" if k else "left") for k, n in enumerate(heads)]
    first = found.years[0]
    caption = f"对{first}年" if zh else f"Against {first}"
    return Table(
        columns=tuple(columns),
        rows=tuple(rows),
        caption=wording.simulated(caption, lang) if found.simulated else caption,
    )


def departures(answer: ModelAnswer, lang: Language = "zh") -> Page:
    """Return the figures that lie farthest from what changed everywhere."""
    result = answer.result
    if result is None:
        return page([])
    found, zh = result.effects, lang == "zh"
    heads = (
        ("地区", "年份", "实际", "按共同变化", "标准化偏离", "校正后p", "来源")
        if zh
        else (
            "Place",
            "Year",
            "Value",
            "By the common change",
            "Residual",
            "Adjusted p",
            "Source",
        )
    )
    known = _cited(answer)
    printed = result.rows.set_index(["district", "year"])
    cited = printed["sources"]
    far = found.departures[:MOST_DEPARTURES]
    rows = [
        (
            text(found.names[d.district][lang]),
            text(f"{d.year}"),
            known.of_row(
                wording.figure(d.value, found, lang),
                printed.loc[(d.district, d.year)].to_dict(),
                found.indicator,
                found.codebook,
            ),
            text(wording.figure(d.expected, found, lang)),
            text(number(d.size, 1)),
            text(wording.p_cell(d.adjusted)),
            known.mark(str(cited[d.district, d.year])),
        )
        for d in far
    ]
    columns = [
        Column(name=n, align="right" if k in {2, 3, 4, 5} else "left")
        for k, n in enumerate(heads)
    ]
    strong = tuple(n for n, d in enumerate(far) if d.beyond_chance)
    caption = "离共同变化最远的数" if zh else "The figures farthest from the common change"
    table = Table(
        columns=tuple(columns),
        rows=tuple(rows),
        strong_rows=strong,
        caption=wording.simulated(caption, lang) if found.simulated else caption,
        notes=(
            "粗体：校正后仍超出随机波动。" if zh else "Strong: beyond chance after adjustment.",
        ),
    )
    heading = "谁偏离了共同的变化" if zh else "Who departed from it"
    return page([Heading(words=heading), table])


def method(answer: ModelAnswer, lang: Language = "zh") -> Page:
    """Return how the model is made, and what it cannot say."""
    made_up = answer.result is not None and answer.result.effects.simulated
    general = method_words(lang, without=("changes", "trends", "ranks"), simulated=made_up)
    paragraphs = (wording.model_method(lang), *general)
    return page(
        [Heading(words=word("method", lang)), *(Paragraph(words=text(p)) for p in paragraphs)]
    )


def sources(answer: ModelAnswer, lang: Language = "zh") -> Page:
    """Return the list of sources."""
    return listed(_cited(answer), lang, linked=True)


__all__ = [
    "ModelAnswer",
    "ask",
    "departures",
    "effects",
    "head",
    "key_points",
    "method",
    "sources",
]
