"""The pages of a district profile, part by part; each part is shown in a cell of its own."""

from collections.abc import Sequence
from dataclasses import replace

from fadu import charts, wording
from fadu.analyses.profile import Part, Profile, Told
from fadu.codebook import Language
from fadu.page import (
    Beside,
    Chart,
    Head,
    Heading,
    Page,
    Paragraph,
    Points,
    Text,
    page,
    text,
)
from fadu.pages.citing import Citations, citations
from fadu.pages.imprint import imprint
from fadu.pages.method import method_words
from fadu.pages.opening import listed, volume
from fadu.pages.places_tables import places_table
from fadu.pages.rest_table import rest_table
from fadu.pages.tables import single_table, years_table
from fadu.pages.words import word
from fadu.shapes.places import Places
from fadu.shapes.series import Series
from fadu.years import written_years

LEAST_PLACES = 3  # fewer are told in the table alone
MOST_STRETCHES = 3  # of years, named one by one in a title


def head(profile: Profile, lang: Language = "zh") -> Page:
    """Return the head: title, place with parents and code, years, sources, date of the data."""
    place, years = profile.place(lang), _span(profile.years, lang)
    domains = sorted({p.series.indicator.domain for p in profile.parts})
    book = profile.panel.codebook
    names = [t.zh if lang == "zh" else t.en for k, t in book.domains.items() if k in domains]
    foot = imprint(profile.panel, profile.used, lang)
    title = f"{place}（{years}）" if lang == "zh" else f"{place}, {years}"
    return page(
        [
            Head(
                title=title,
                kicker=word("kicker", lang),
                facts=_facts(profile, names, lang),
                footer=foot.words,
                lang=lang,
                date=foot.date,
                keywords=tuple(names),
            )
        ]
    )


def _span(years: Sequence[int], lang: Language) -> str:
    """Return the years in words; of many stretches, the whole span and how many years there are."""
    if written_years(years).count(",") < MOST_STRETCHES:
        return wording.years_words(list(years), lang)
    first, last = min(years), max(years)
    if lang == "zh":
        return f"{first}—{last}年间{len(years)}年"
    return f"{len(years)} years of {first} to {last}"


def _facts(profile: Profile, domains: list[str], lang: Language) -> tuple[str, ...]:
    own = set(profile.own["source"])
    others = set(cited(profile).table["id"]) - own
    many = volume(
        len(profile.own), len(own), lang, beside=len(others), simulated=profile.simulated
    )
    if lang == "zh":
        return (f"代码 {profile.district}", "领域：" + "、".join(domains), *many)
    return (f"code {profile.district}", wording.listed(domains, lang), *many)


def cited(profile: Profile) -> Citations:
    """Return the sources that a profile's pages cite."""
    places = [p.places.rows["sources"] for p in profile.parts if p.places is not None]
    mine = [p.series.rows["sources"] for p in profile.parts]
    ids = {str(s) for rows in (*places, *mine) for s in rows}
    return citations(profile.panel, ids | set(profile.used["source"]))


def key_points(profile: Profile, lang: Language = "zh") -> Page:
    """Return the box of at most five sentences."""
    known = cited(profile)
    points = [_cited_point(told, known) for told in profile.points(lang)]
    points = points or [text(word("no figures", lang))]
    return page([Points(title=word("key points", lang), points=tuple(points))])


def _cited_point(told: Told, known: Citations) -> Text:
    marks = known.mark("+".join(told.sources))
    return text(told.words, " ", *marks) if marks else text(told.words)


def indicators(profile: Profile, lang: Language = "zh") -> Page:
    """Return the indicators: their years and places, those of a single figure in one table."""
    if not profile.parts:
        return page([])
    known = cited(profile)
    lone = [p for p in profile.parts if len(p.series.chosen) == 1]
    blocks: list[object] = [Heading(words=word("indicators", lang))]
    told: set[str] = set()
    for part in profile.parts:
        if part not in lone:
            blocks += _part(part, known, lang, told)
    if lone:
        blocks += _single(lone, known, lang, titled=len(lone) < len(profile.parts))
    return page(blocks)


def _title(part: Part, lang: Language) -> str:
    name = part.series.indicator.name(lang)
    return name if lang == "zh" else name[0].upper() + name[1:]


def _part(part: Part, known: Citations, lang: Language, told: set[str]) -> list[object]:
    series = part.series
    table = years_table(series, known, lang)
    chart = _series_chart(part, known, lang)
    shown: list[object] = [
        Heading(words=_title(part, lang), level=2),
        Beside(left=chart, right=table, share=0.48),
    ]
    said = [s for s in _said(part, lang) if s and s not in told]
    told.update(said)
    if said:
        shown.append(Paragraph(words=text(("" if lang == "zh" else " ").join(said))))
    return [*shown, *_places(part, known, lang)]


def _single(
    parts: list[Part], known: Citations, lang: Language, *, titled: bool
) -> list[object]:
    blocks: list[object] = [Heading(words=word("single", lang), level=2)] if titled else []
    many = [p.series for p in parts]
    blocks.append(single_table(many, known, lang))
    shares = [s for s in many if s.indicator.is_rate]
    if len(shares) > 1:
        blocks.append(_rates_chart(shares, known, lang))
    cautions = dict.fromkeys(c for p in parts for c in _cautions(p, lang))
    blocks.append(Points(points=tuple(text(c) for c in cautions)))
    beside = [p.places for p in parts if p.places is not None]
    if alone := wording.all_alone([p for p in beside if p.compared.empty], lang):
        said = (*alone, wording.orientation(lang))
        blocks.append(Paragraph(words=text(("" if lang == "zh" else " ").join(said))))
    beside = [places for places in beside if len(places.rows) > 1]
    wide = [places for places in beside if len(places.compared) >= LEAST_PLACES]
    narrow = [places for places in beside if len(places.compared) < LEAST_PLACES]
    if narrow:
        blocks.append(places_table(narrow, known, lang))
    return blocks + [block for places in wide for block in _charted(places, known, lang)]


def _said(part: Part, lang: Language) -> list[str]:
    series, change = part.series, part.change
    return [
        wording.split(series, lang),
        wording.change(change, series.indicator, lang) if change else "",
        wording.no_trend(series, lang),
        *_cautions(part, lang),
    ]


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


def _rates_chart(shown: list[Series], known: Citations, lang: Language) -> Chart:
    caption = (
        "各项比率与95%区间；空心点只有公布值，没有区间"
        if lang == "zh"
        else "The rates with 95% intervals; a hollow mark is a printed rate without one"
    )
    return Chart(
        svg=charts.drawing(
            lambda ax: charts.rates(shown, ax, lang), (6.6, 0.5 + 0.27 * len(shown))
        ),
        alt=" ".join(wording.series_alt(s, lang) for s in shown),
        caption=caption,
        source=known.mark("+".join(s.chosen["sources"].iloc[-1] for s in shown)),
    )


def _places(part: Part, known: Citations, lang: Language) -> list[object]:
    places = part.places
    if places is None:
        return []
    name = places.indicator.name(lang)
    others = places.rows[places.rows["district"] != places.focus]
    if places.compared.empty:
        said = wording.alone(name, places.year, lang)
        table = [] if others.empty else [places_table([places], known, lang)]
        return [Paragraph(words=text(said)), *table]
    table = [places_table([places], known, lang)]
    if len(places.compared) < LEAST_PLACES:
        said = wording.few(places, lang)
        return [Paragraph(words=text(said)), *table]
    return _charted(places, known, lang)


def _charted(places: Places, known: Citations, lang: Language) -> list[object]:
    said = wording.unranked_places(places, lang)
    table = places_table([places], known, lang)
    return [Paragraph(words=text(said)), _places_chart(places, known, lang), table]


def _places_chart(places: Places, known: Citations, lang: Language) -> Chart:
    shown = replace(places, rows=places.rows[places.rows["compared"]])
    return Chart(
        svg=charts.drawing(
            lambda ax: charts.places(shown, ax, lang), (6.6, 0.45 + 0.15 * len(shown.rows))
        ),
        alt=wording.places_alt(shown, lang),
        caption=wording.places_caption(shown, lang),
        source=known.mark("+".join(shown.rows["sources"].astype("str"))),
    )


def rest(profile: Profile, lang: Language = "zh") -> Page:
    """Return the table of all other figures."""
    if profile.rest.empty:
        return page([])
    table = rest_table(profile.panel, profile.rest, cited(profile), lang)
    return page([Heading(words=word("rest", lang)), table])


def self_check(profile: Profile, lang: Language = "zh") -> Page:
    """Return what the district's reports say about themselves: what disagrees, fits, follows."""
    findings = profile.findings
    kinds = [("contradiction", "caution"), ("note",), ("holds",)]
    blocks: list[object] = [Heading(words=word("self", lang))]
    for kind in kinds:
        found = [f for f in findings if f.severity in kind]
        if found:
            blocks.append(Heading(words=word(f"found {kind[0]}", lang), level=2))
            known = cited(profile)
            points = [
                text(f.sentence(lang), " ", *known.mark("+".join(f.sources))) for f in found
            ]
            blocks.append(Points(points=tuple(points)))
    if len(blocks) == 1:
        blocks.append(Paragraph(words=text(word("nothing found", lang))))
    return page(blocks)


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
    return listed(cited(profile), lang, linked=True)


__all__ = ["head", "indicators", "key_points", "method", "rest", "self_check", "sources"]
