"""The pages on the quality of a panel, part by part; each part is shown in a cell of its own."""

import pandas as pd

from fadu import charts, wording
from fadu.analyses.coverage import Coverage
from fadu.checks import Finding, audit
from fadu.codebook import Language
from fadu.page import Chart, Column, Heading, Page, Paragraph, Points, Table, Text, page, text
from fadu.pages.citing import Citations, citations
from fadu.pages.frame import boxed, explained, headed, listed_sources
from fadu.pages.method import method_words
from fadu.pages.words import word
from fadu.rounding import number

MOST_BOUNDS = 15
"""Rows of the table of bounds: those with the largest share of places."""
_WORDS = {
    "title": {"zh": "数据质量", "en": "Data quality"},
    "kicker": {"zh": "法度简报　·　数据质量", "en": "fadu briefing  ·  data quality"},
    "coverage": {"zh": "谁在何时公布了什么", "en": "Who reports what when"},
    "bounds": {"zh": "没有公布的地方留下多大的未知", "en": "What the silent places leave open"},
    "audit": {"zh": "互不相符的公布值", "en": "Figures that do not agree"},
    "none": {"zh": "没有发现互不相符的公布值。", "en": "No figures were found to disagree."},
    "level": {"zh": "层级", "en": "Level"},
    "reported": {"zh": "公布/应有", "en": "Reported/all"},
    "mean": {"zh": "简单平均", "en": "Mean"},
    "range": {"zh": "平均值的范围", "en": "Range of the mean"},
}
_METHOD = {
    "zh": (
        "没有公布不等于零。应有的地方为登记册中该层级的全部地方（不含台港澳），或面板中有数据的地方。",
        (
            "平均值的范围按未公布的地方全为0或全为100%计算（曼斯基1989），对为何不公布不作任何假定；"
            "简单平均各地同等计数。"
        ),
        (
            "经常公布指在该指标有数的年份中至少八成年份有数；两组比较用曼-惠特尼检验，先减去各年平均，"
            "并按多重比较校正。"
        ),
    ),
    "en": (
        (
            "Not printed is not zero. All places are those of the level in the register (without "
            "Taiwan, Hong Kong and Macao), or those with any figure in the panel."
        ),
        (
            "The range of a mean supposes that the silent places all have 0% or all have 100% (Manski "
            "1989) and nothing about why they are silent; each place counts once."
        ),
        (
            "A regular reporter has a value in four fifths of the years of an indicator at least; the "
            "groups are compared by a Mann-Whitney test after the years' means are taken off, "
            "adjusted for the number of comparisons."
        ),
    ),
}


def _word(key: str, lang: Language) -> str:
    return _WORDS[key]["zh" if lang == "zh" else "en"]


def head(found: Coverage, lang: Language = "zh") -> Page:
    """Return the head: how much there is, and of which years."""
    grid = found.grid
    first, last = int(grid.cells["year"].min()), int(grid.cells["year"].max())
    years = wording.span_words(first, last, lang)
    title = _word("title", lang)
    title = wording.simulated(title, lang) if grid.simulated else title
    zh = (
        f"{number(grid.figures)}个公布值",
        f"{number(grid.places)}个地方",
        f"{number(grid.sources)}份来源",
        years,
    )
    counted = wording.counted
    en = (counted(grid.figures, "printed figure"), counted(grid.places, "place"),
          counted(grid.sources, "source"), years)  # fmt: skip
    facts = zh if lang == "zh" else en
    return headed(found.panel, found.used, title, _word("kicker", lang), facts, (title,), lang)


def cited(found: Coverage) -> Citations:
    """Return the sources that the pages cite; those of every figure are attached."""
    rates = [_rate_sources(found, row) for _, row in _best(found).iterrows()]
    return citations(found.panel, [*rates, *(s for f in _findings(found) for s in f.sources)])


def _findings(found: Coverage) -> tuple[Finding, ...]:
    return audit(found.panel)


def _best(found: Coverage) -> pd.DataFrame:
    rows = found.bounds
    share = rows["present"] / (rows["present"] + rows["missing"])
    order = ["share", "year", "indicator"]
    best = rows.assign(share=share).sort_values(order, ascending=[False, False, True])
    return best.head(MOST_BOUNDS)


def _rate_sources(found: Coverage, row: "pd.Series[float]") -> str:
    return found.sources_of(str(row["indicator"]), str(row["level"]), int(row["year"]))


def key_points(found: Coverage, lang: Language = "zh") -> Page:
    """Return the box of at most five sentences."""
    return boxed(found.sentences(lang), lang)


def chart(found: Coverage, lang: Language = "zh") -> Page:
    """Return the heat map of indicators by years."""
    grid = found.grid
    if grid.shown.empty:
        return page([])
    caption = (
        "各指标各年公布的地方数；空白为没有公布"
        if lang == "zh"
        else "Number of places that report each indicator and year; blank: none"
    )
    shown = found.panel.select(indicators=[str(i) for i in grid.shown.index])
    sources = shown.observations["source"].nunique()
    return page(
        [
            Heading(words=_word("coverage", lang)),
            Chart(
                svg=charts.drawing(lambda ax: found.plot(ax, lang), charts.coverage_size(grid)),
                alt=found.alt(lang),
                caption=caption,
                source=text(
                    f"来源：附件 sources.csv 中的{sources}份"
                    if lang == "zh"
                    else f"Source: {sources} of those in the attachment sources.csv"
                ),
            ),
        ]
    )


def bounds(found: Coverage, lang: Language = "zh") -> Page:
    """Return the means of the best covered rates with what the silent places leave open."""
    best = _best(found)
    if best.empty:
        return page([])
    known = cited(found)
    lines = [_bound(row, found, known, lang) for _, row in best.iterrows()]
    names = (
        word("indicator", lang), word("year", lang), _word("level", lang),
        _word("reported", lang), _word("mean", lang), _word("range", lang), word("source", lang),
    )  # fmt: skip
    sides = ("left", "right", "left", "right", "right", "right", "left")
    columns = tuple(
        Column(name=name, align="right" if side == "right" else "left", wide=not n)
        for n, (name, side) in enumerate(zip(names, sides, strict=True))
    )
    caption = (
        "公布的地方最多的比率：平均值，与没有公布的地方全为0或100%时的范围"
        if lang == "zh"
        else "The best covered rates: mean, and its range if silent places had 0% or 100%"
    )
    table = Table(columns=columns, rows=tuple(lines), caption=caption, long=len(lines) > 12)
    return page([Heading(words=_word("bounds", lang)), table])


def _bound(
    row: "pd.Series[float]", found: Coverage, known: Citations, lang: Language
) -> tuple[Text, ...]:
    entry = found.grid.codebook[str(row["indicator"])]
    whole = int(row["present"] + row["missing"])
    return (
        text(entry.name(lang)),
        text(str(row["year"])),
        text(wording.level_words(str(row["level"]), lang)),
        text(f"{row['present']}/{number(whole)}"),
        text(number(row["mean"], entry.decimals) + "%"),
        text(wording.interval(row["low"], row["high"], entry, lang)),
        known.mark(
            found.sources_of(str(row["indicator"]), str(row["level"]), int(row["year"]))
        ),
    )


def self_check(found: Coverage, lang: Language = "zh") -> Page:
    """Return where publications contradict themselves or each other, with their sources."""
    known = cited(found)
    findings = _findings(found)
    blocks: list[object] = [Heading(words=_word("audit", lang))]
    if findings:
        points = tuple(_point(one, known, lang) for one in findings)
        blocks.append(Points(points=points))
    else:
        blocks.append(Paragraph(words=text(_word("none", lang))))
    return page(blocks)


def _point(one: Finding, known: Citations, lang: Language) -> Text:
    return text(one.sentence(lang), " ", *known.mark("+".join(one.sources)))


def method(found: Coverage, lang: Language = "zh") -> Page:
    """Return what was done and what it cannot say."""
    general = method_words(lang, simulated=found.grid.simulated)[0]
    return explained([*_METHOD["zh" if lang == "zh" else "en"], general], lang)


def sources(found: Coverage, lang: Language = "zh") -> Page:
    """Return the list of sources."""
    return listed_sources(cited(found), lang)
