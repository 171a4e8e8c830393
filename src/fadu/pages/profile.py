"""The pages of a district profile, part by part; each part is shown in a cell of its own."""

from fadu import charts, wording
from fadu.analyses.profile import Part, Profile
from fadu.codebook import Language
from fadu.page import (
    Beside,
    Chart,
    Head,
    Heading,
    Page,
    Paragraph,
    Points,
    page,
    text,
)
from fadu.pages.citing import Citations, citations, digest
from fadu.pages.method import method_words
from fadu.pages.tables import places_table, rest_table, years_table
from fadu.pages.words import word
from fadu.version import VERSION

LEAST_PLACES = 3  # fewer are told in the table alone


def head(profile: Profile, lang: Language = "zh") -> Page:
    """Return the head: title, place with parents and code, years, sources, date of the data."""
    place, years = profile.place(lang), wording.years_words(list(profile.years), lang)
    domains = sorted({p.series.indicator.domain for p in profile.parts})
    book = profile.panel.codebook
    names = [t.zh if lang == "zh" else t.en for k, t in book.domains.items() if k in domains]
    sources = cited(profile)
    title = f"{place}（{years}）" if lang == "zh" else f"{place}, {years}"
    return page(
        [
            Head(
                title=title,
                kicker=word("kicker", lang),
                facts=_facts(profile, names, len(sources.table), lang),
                footer=_footer(profile, lang),
                lang=lang,
                date=_date(profile),
                keywords=tuple(names),
            )
        ]
    )


def _facts(profile: Profile, domains: list[str], sources: int, lang: Language) -> tuple[str, ...]:
    figures = len(profile.used)
    if lang == "zh":
        return (
            f"代码 {profile.district}",
            "领域：" + "、".join(domains),
            f"{figures}个公布值，{sources}份来源",
        )
    return (
        f"code {profile.district}",
        wording.listed(domains, lang),
        f"{figures} printed figures from {sources} sources",
    )


def _footer(profile: Profile, lang: Language) -> tuple[str, ...]:
    date, key = _date(profile), digest(profile.panel)
    if lang == "zh":
        return (f"数据截至 {date}", f"面板 {key}", f"法度 {VERSION}")
    return (f"data as of {date}", f"panel {key}", f"fadu {VERSION}")


def _date(profile: Profile) -> str:
    return max(profile.panel.sources["published"].tolist(), default="")


def cited(profile: Profile) -> Citations:
    """Return the sources that a profile's pages cite."""
    places = [p.places.rows["sources"] for p in profile.parts if p.places is not None]
    mine = [p.series.rows["sources"] for p in profile.parts]
    ids = {str(s) for rows in (*places, *mine) for s in rows}
    return citations(profile.panel, ids | set(profile.used["source"]))


def key_points(profile: Profile, lang: Language = "zh") -> Page:
    """Return the box of at most five sentences."""
    said = profile.sentences(lang) or [word("no figures", lang)]
    return page([Points(title=word("key points", lang), points=tuple(text(s) for s in said))])


def indicators(profile: Profile, lang: Language = "zh") -> Page:
    """Return a part for each indicator: its years, and its place among others."""
    if not profile.parts:
        return page([])
    known = cited(profile)
    blocks: list[object] = [Heading(words=word("indicators", lang))]
    for part in profile.parts:
        blocks += _part(part, known, lang)
    return page(blocks)


def _part(part: Part, known: Citations, lang: Language) -> list[object]:
    series = part.series
    name = series.indicator.name(lang)
    title = name if lang == "zh" else name[0].upper() + name[1:]
    table = years_table(series, known, lang)
    shown: list[object] = [Heading(words=title, level=2)]
    if len(series.chosen) > 1:
        shown.append(Beside(left=_series_chart(part, known, lang), right=table, share=0.48))
    else:
        shown.append(table)
    said = _said(part, lang)
    if said:
        shown.append(Paragraph(words=text(said)))
    return [*shown, *_places(part, known, lang)]


def _said(part: Part, lang: Language) -> str:
    series, change = part.series, part.change
    sentences = [
        wording.split(series, lang),
        wording.change(change, series.indicator, lang) if change else "",
        wording.no_trend(series, lang),
        *_cautions(part, lang),
    ]
    return ("" if lang == "zh" else " ").join(s for s in sentences if s)


def _cautions(part: Part, lang: Language) -> list[str]:
    book = part.series.codebook.cautions
    found = [book[c] for c in part.series.indicator.cautions[:1]]
    return [c.zh if lang == "zh" else c.en for c in found]


def _series_chart(part: Part, known: Citations, lang: Language) -> Chart:
    series = part.series
    name = series.indicator.name(lang)
    return Chart(
        svg=charts.drawing(lambda ax: charts.series(series, ax, lang)),
        alt=wording.series_alt(series, lang),
        caption=name if lang == "zh" else name[0].upper() + name[1:],
        source=known.mark("+".join(series.rows["sources"].astype("str"))),
    )


def _places(part: Part, known: Citations, lang: Language) -> list[object]:
    places = part.places
    if places is None:
        return []
    others = places.rows[places.rows["district"] != places.focus]
    blocks: list[object] = []
    if places.compared.empty:
        blocks.append(Paragraph(words=text(wording.alone(places.indicator, places.year, lang))))
    if not others.empty:
        blocks.append(places_table(places, known, lang))
    return blocks


def rest(profile: Profile, lang: Language = "zh") -> Page:
    """Return the table of all other figures."""
    if profile.rest.empty:
        return page([])
    table = rest_table(profile.panel, profile.rest, cited(profile), lang)
    return page([Heading(words=word("rest", lang)), table])


def method(profile: Profile, lang: Language = "zh") -> Page:
    """Return half a page on what was done and what it cannot say."""
    del profile
    return page(
        [
            Heading(words=word("method", lang)),
            *(Paragraph(words=text(p)) for p in method_words(lang)),
        ]
    )


def sources(profile: Profile, lang: Language = "zh") -> Page:
    """Return the list of sources."""
    return page([Heading(words=word("sources", lang)), cited(profile).block(lang)])


__all__ = ["head", "indicators", "key_points", "method", "rest", "sources"]
