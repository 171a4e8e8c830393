"""The pages of a comparison, part by part; each part is shown in a cell of its own."""

from fadu import charts, wording
from fadu.analyses.compare import Comparison
from fadu.codebook import Language
from fadu.page import Beside, Chart, Heading, Page, Paragraph, Text, page, text
from fadu.pages.citing import Citations, citations
from fadu.pages.comparison_tables import compared_table, left_out_table
from fadu.pages.frame import boxed, explained, headed, listed_sources
from fadu.pages.method import method_words

LEAST_TILES = 10
"""A map of fewer provinces than this shows mostly holes."""
_WORDS = {
    "kicker": {"zh": "法度简报　·　地区比较", "en": "fadu briefing  ·  comparison of places"},
    "places": {"zh": "各地", "en": "The places"},
    "verdicts and ranks": {"zh": "判断与名次集", "en": "Verdicts and rank sets"},
    "ranks": {"zh": "名次集", "en": "Rank sets"},
    "tiles": {"zh": "各省级地区", "en": "The provinces"},
    "left out": {"zh": "未纳入比较", "en": "Left out"},
}
_METHOD = {
    "zh": (
        "比较只在同一指标、同一层级、同一时段、变更同一边的地区之间进行；未纳入的各列原因。",
        (
            "漏斗图以合计值为中线，95%与99.8%界限由二项或泊松分布精确计算（施皮格哈尔特2005、2012）；"
            "各地差异大于随机波动时，界限按加性方法放宽（贝塔二项或泊松伽马分布），"
            "另列不作调整、乘性及反正弦尺度的结果。"
        ),
        (
            "名次以集合给出（莫格斯塔德等2024）：比率在反正弦尺度、每10万人的率在平方根尺度上两两比较，"
            "分不开的地区共享名次。"
        ),
    ),
    "en": (
        (
            "Only places of one level are compared, with figures of one indicator and period on one "
            "side of every break; the others are listed with their reason."
        ),
        (
            "The funnel lies about the overall value, with exact 95% and 99.8% binomial or Poisson "
            "limits (Spiegelhalter 2005, 2012). Where places differ more than chance, the limits are "
            "widened by the additive method (beta-binomial or Poisson-gamma); the verdicts without "
            "adjustment, with the multiplicative one and on the arcsine scale stand beside."
        ),
        (
            "Ranks are sets (Mogstad et al. 2024): places are compared in pairs, shares on the "
            "arcsine scale, rates on the square root scale; places that cannot be told apart share "
            "their ranks."
        ),
    ),
}


def _word(key: str, lang: Language) -> str:
    return _WORDS[key]["zh" if lang == "zh" else "en"]


def head(found: Comparison, lang: Language = "zh") -> Page:
    """Return the head: indicator and year, how many places are compared, from which sources."""
    section = found.section
    when = wording.period_words(section.year, section.period, lang)
    name = section.indicator.name(lang)
    title = f"{name}（{when}）" if lang == "zh" else f"{wording.capital(name)}, {when}"
    title = _marked(title, found, lang)
    many = len(section.compared)
    places = wording.level_places(section.level, lang, many)
    sources = len(cited(found).table)
    domain = section.codebook.domains[section.indicator.domain]
    topic = domain.zh if lang == "zh" else domain.en
    zh = (f"领域：{topic}", f"可比{many}个{places}", f"{sources}份来源")
    en = (topic, f"{many} comparable {places}", wording.counted(sources, "source"))
    facts = zh if lang == "zh" else en
    return headed(
        found.panel, found.used, title, _word("kicker", lang), facts, (name, topic), lang
    )


def cited(found: Comparison) -> Citations:
    """Return the sources that the pages cite."""
    return citations(
        found.panel,
        [*found.section.rows["sources"], *found.section.left_out["sources"]],
    )


def key_points(found: Comparison, lang: Language = "zh") -> Page:
    """Return the box of at most five sentences, and the caution of the indicator."""
    caution = wording.caution(found.section, lang)
    quiet = [Paragraph(words=text(caution), quiet=True)] if caution else []
    return boxed(found.sentences(lang), lang) + page(quiet)


def chart(found: Comparison, lang: Language = "zh") -> Page:
    """Return the funnel where there is one, else the interval plot."""
    section = found.section
    if not section.rows["value"].notna().any():
        return page([])
    size = charts.FUNNEL if found.limits is not None else charts.rows_size(len(section.rows))
    return page(
        [
            Heading(words=_word("places", lang)),
            Chart(
                svg=charts.drawing(lambda ax: found.plot(ax, lang), size),
                alt=found.alt(lang),
                caption=_caption(found, lang),
                source=_source(found, lang),
            ),
        ]
    )


def _caption(found: Comparison, lang: Language) -> str:
    name = wording.measure_words(found.section, lang)
    if lang == "en":
        name = wording.capital(name)
    if found.standing is None and not found.section.rows["low"].notna().any():
        tail = "：各地并列" if lang == "zh" else ": places side by side"
    elif found.standing is None:
        tail = "：各地与95%区间" if lang == "zh" else ": places with 95% intervals"
    else:
        how = wording.treatment_words(found.standing.headline, lang)
        tail = (
            f"：漏斗图，虚线95%限，实线99.8%限（{how}）；颜色浓的点在99.8%限外，空心点不比较"
            if lang == "zh"
            else f": funnel, dashed 95% and solid 99.8% limits ({how}); strong marks lie beyond "
            "99.8%, hollow ones are not compared"
        )
    return _marked(name + tail, found, lang)


def _source(found: Comparison, lang: Language) -> Text:
    marks = cited(found).mark("+".join(found.section.rows["sources"].astype("str")))
    return text("来源：" if lang == "zh" else "Source: ", *marks)


def tiles(found: Comparison, lang: Language = "zh") -> Page:
    """Return the map of the provinces; nothing where the places are others or few."""
    section = found.section
    if section.level != "province" or section.simulated or len(section.rows) < LEAST_TILES:
        return page([])
    name = wording.measure_words(section, lang)
    caption = (
        f"{name}：颜色越浓，值越大；红框不比较"
        if lang == "zh"
        else f"{wording.capital(name)}: the stronger the colour, the larger; a red edge is not compared"
    )
    return page(
        [
            Heading(words=_word("tiles", lang), level=2),
            Chart(
                svg=charts.drawing(lambda ax: charts.tiles(section, ax, lang), charts.TILES),
                alt=wording.tiles_alt(section, lang),
                caption=caption,
                source=_source(found, lang),
            ),
        ]
    )


def standing(found: Comparison, lang: Language = "zh") -> Page:
    """Return how the verdict moves with the treatment, and the rank sets; what there is of both."""
    left, right = _verdict_chart(found, lang), _rank_chart(found, lang)
    if right is None:
        return page([])
    heading = "verdicts and ranks" if left is not None else "ranks"
    blocks: list[object] = [
        Heading(words=_word(heading, lang), level=2),
        Paragraph(words=text(_rank_words(found, lang))),
    ]
    blocks.append(right if left is None else Beside(left=left, right=right, share=0.44))
    return page(blocks)


def _verdict_chart(found: Comparison, lang: Language) -> Chart | None:
    if found.standing is None or not len(charts.verdict_rows(found.standing)):
        return None
    section, verdicts = found.section, found.standing
    caption = (
        "换一种离散处理，谁在界限之外"
        if lang == "zh"
        else "Who lies beyond the limits, by treatment of the spread"
    )
    return Chart(
        svg=charts.drawing(
            lambda ax: charts.verdicts(section, verdicts, ax, lang),
            (2.8, _height(len(charts.verdict_rows(verdicts)))),
        ),
        alt=_marked(wording.verdicts_alt(section, verdicts, lang), found, lang),
        caption=_marked(caption, found, lang),
        source=_source(found, lang),
    )


def _height(rows: int) -> float:
    """Return the height in inches of a chart of rows, the same for each row."""
    return 0.75 + (0.122 * rows if rows <= charts.MOST_ROWS else 5.5)


def _rank_chart(found: Comparison, lang: Language) -> Chart | None:
    if found.ranks is None:
        return None
    section, sets = found.section, found.ranks
    width = 3.6 if found.standing is not None else 6.6
    caption = (
        "名次集：宽条对各地同时成立，窄条只看一地"
        if lang == "zh"
        else "Rank sets: the wide bar holds for all places at once, the narrow one for each alone"
    )
    return Chart(
        svg=charts.drawing(
            lambda ax: charts.rank_sets(section, sets, ax, lang),
            (width, _height(len(sets.rows))),
        ),
        alt=_marked(wording.rank_alt(section, sets, lang), found, lang),
        caption=_marked(caption, found, lang),
        source=_source(found, lang),
    )


def _rank_words(found: Comparison, lang: Language) -> str:
    section, sets = found.section, found.ranks
    if sets is None:
        return ""
    said = [
        wording.rank_focus(section, sets, lang),
        wording.rank_overview(section, sets, lang),
        wording.rank_ends(sets, lang),
    ]
    whole = ("" if lang == "zh" else " ").join(s for s in said if s)
    return _marked(whole, found, lang)


def _marked(words: str, found: Comparison, lang: Language) -> str:
    return wording.simulated(words, lang) if found.section.simulated else words


def tables(found: Comparison, lang: Language = "zh") -> Page:
    """Return the places in a table, and those that are left out with their reason."""
    known = cited(found)
    shown = not found.section.rows.empty
    blocks: list[object] = [compared_table(found, known, lang)] if shown else []
    if not found.left_out.empty:
        blocks.append(Heading(words=_word("left out", lang), level=2))
        blocks.append(left_out_table(found.section, known, lang))
    return page(blocks)


def method(found: Comparison, lang: Language = "zh") -> Page:
    """Return what was done and what it cannot say."""
    own = _METHOD["zh" if lang == "zh" else "en"]
    general = method_words(
        lang, without=("changes", "trends", "ranks"), simulated=found.section.simulated
    )
    return explained([*(own if found.section.judged else own[:1]), *general], lang)


def sources(found: Comparison, lang: Language = "zh") -> Page:
    """Return the list of sources."""
    return listed_sources(cited(found), lang, linked=True)
