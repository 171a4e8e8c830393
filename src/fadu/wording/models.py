"""What a model over places and years says, and how far that goes."""

import math
from collections.abc import Mapping, Sequence

from fadu.codebook import Indicator, Language
from fadu.rounding import number, telling_digits, with_unit
from fadu.shapes.effects import ALPHA, Departure, Effects, Term, TooFew
from fadu.wording.limits import as_asked
from fadu.wording.periods import date_words, years_words
from fadu.wording.values import among, capital, counted, listed, p_words

MOST_NAMED = 6
_LEVEL: Mapping[str, Mapping[Language, str]] = {
    "nation": {"zh": "全国", "en": "nations"},
    "province": {"zh": "省级地区", "en": "provinces"},
    "prefecture": {"zh": "地级地区", "en": "prefectures"},
    "county": {"zh": "县级地区", "en": "counties and districts"},
}
_FAMILY: Mapping[str, Mapping[Language, str]] = {
    "binomial": {"zh": "准二项模型", "en": "quasi-binomial model"},
    "poisson": {"zh": "准泊松模型", "en": "quasi-Poisson model"},
    "negative_binomial": {"zh": "负二项模型", "en": "negative-binomial model"},
}
_LEFT_OUT: Mapping[str, Mapping[Language, str]] = {
    "level": {"zh": "层级不同", "en": "another level"},
    "break": {"zh": "当年有口径变更", "en": "a break within the year"},
    "bound": {"zh": "公布的是界限", "en": "printed as a bound"},
    "rounded": {"zh": "件数是取整后公布的", "en": "counts printed rounded"},
    "impossible": {"zh": "分子大于分母", "en": "more counted than there are in all"},
    "no counts": {"zh": "没有可用的件数", "en": "without usable counts"},
    "two sources": {"zh": "分子分母出自两个来源", "en": "counts from two sources"},
    "no population": {"zh": "没有人口数", "en": "no population known"},
    "side": {"zh": "口径变更的另一侧", "en": "the other side of a break"},
    "alone": {"zh": "该地区或该年仅此一个", "en": "the only one of its place or year"},
    "uniform": {
        "zh": "全为零或全满，看不出变化",
        "en": "all empty or all full: no change to see",
    },
    "part": {"zh": "只是一年的一部分", "en": "of a part of a year"},
}


def effects(found: Effects, lang: Language) -> list[str]:
    """Say what changed everywhere, what breaks did, who departed, and what was left out.

    Parameters
    ----------
    found
        The model.
    lang
        zh or en.

    Returns
    -------
    list of str
        Whole sentences, the basis first.
    """
    said = [_absorbed(found, lang), _basis(found, lang), _common(found, lang)]
    said += [_step(t, found, lang) for t in found.terms if t.item is not None]
    said += [_departed(found, lang), _left_out(found, lang)]
    return [s for s in said if s]


def _basis(found: Effects, lang: Language) -> str:
    span = years_words(list(found.years), lang)
    if lang == "zh":
        sure = "自助法（野聚类）" if found.bootstrap else "按地区聚类的标准误"
        per = "，按常住人口" if found.exposure else ""
        return (
            f"{found.indicator.zh}，{found.places}个{_LEVEL[found.level]['zh']}，{span}，"
            f"{found.rows}个数{per}：{_FAMILY[found.family]['zh']}，含地区效应和年份效应，区间和p值用{sure}。"
        )
    sure = "a wild cluster bootstrap" if found.bootstrap else "errors clustered by place"
    per = ", per resident" if found.exposure else ""
    return (
        f"{capital(found.indicator.en)}, {found.places} {_LEVEL[found.level]['en']}, {span}, "
        f"{found.rows} figures{per}: {_FAMILY[found.family]['en']} with effects of places and "
        f"years; intervals and p-values by {sure}."
    )


def _common(found: Effects, lang: Language) -> str:
    years = [t for t in found.terms if t.item is None]
    last, first = years[-1], found.years[0]
    sure = [t.year for t in years if t.beyond_chance]
    size, p = _sized(last, found, lang), _p(last.adjusted, lang)
    if lang == "zh":
        which = (
            f"校正后与{first}年的差异超出随机波动的年份：{years_words(sure, lang)}"
            if sure
            else f"校正后没有一个年份与{first}年的差异超出随机波动，区间以内的变化都不能排除"
        )
        return f"各地共同的变化：{last.year}年对{first}年，{size}（{p}）{_typical(last, found, lang)}；{which}。"
    which = (
        f"years that differ from {first} by more than chance after adjustment: {years_words(sure, lang)}"
        if sure
        else f"after adjustment no year differs from {first} by more than chance, and changes "
        "inside the interval are not ruled out"
    )
    return (
        f"Common to all places: {last.year} against {first}, {size} ({p})"
        f"{_typical(last, found, lang)}; {which}."
    )


def _typical(term: Term, found: Effects, lang: Language) -> str:
    if not found.indicator.is_rate:
        return ""
    digits = found.indicator.decimals
    first, last = number(found.base, digits), number(term.typical, digits)
    steps = any(t.item is not None for t in found.terms)
    if lang == "zh":
        return f"，各地平均{'扣除口径变更后' if steps else ''}由{first}%到{last}%"
    without = " without the break" if steps else ""
    return f", the mean of the places{without} going from {first}% to {last}%"


def _step(term: Term, found: Effects, lang: Language) -> str:
    item = term.item
    if item is None:
        return ""
    size, p = _sized(term, found, lang), _p(term.adjusted, lang)
    if lang == "zh":
        verdict = (
            "超出随机波动"
            if term.beyond_chance
            else "校正后不能与随机波动区分，区间以内的变化都不能排除"
        )
        return f"{date_words(item.start, lang)}{item.label_zh}，在所涉地区另有变化：{size}（{p}），{verdict}。"
    verdict = (
        "more than chance alone would give"
        if term.beyond_chance
        else "after adjustment not to be told from chance, and changes inside the interval are "
        "not ruled out"
    )
    return (
        f"{item.label_en} ({date_words(item.start, lang)}), besides the common change, in the places "
        f"it concerns: {size} ({p}); {verdict}."
    )


def effect_name(found: Effects, lang: Language) -> str:
    """Return what the effects of a model are."""
    zh = lang == "zh"
    if found.indicator.is_rate:
        return "优势比" if zh else "odds ratio"
    if found.exposure:
        return "率比" if zh else "ratio of rates"
    return "件数之比" if zh else "ratio of counts"


def term_name(term: Term, lang: Language) -> str:
    """Return what a term stands for: a year, or a break with its date."""
    if term.item is None:
        return f"{term.year}年" if lang == "zh" else f"{term.year}"
    date, label = date_words(term.item.start, lang), term.item.label(lang)
    return f"{date}{label}" if lang == "zh" else f"{label} ({date})"


def term_interval(term: Term, lang: Language) -> str:
    """Return the interval of a term."""
    digits = telling_digits(term.low, term.high, 1, 2)
    ends = (_end(end, digits) for end in (term.low, term.high))
    return ("—" if lang == "zh" else " to ").join(ends)


def p_cell(pvalue: float) -> str:
    """Return an adjusted p-value for a table, with as many digits as tell it from 5 %."""
    return p_words(pvalue, ALPHA).removeprefix("=")


def figure(value: float, found: Effects, lang: Language) -> str:
    """Return a figure of a model with its unit, in the codebook's digits."""
    entry = found.indicator
    return with_unit(number(value, entry.decimals), entry, found.codebook, lang)


def _sized(term: Term, found: Effects, lang: Language) -> str:
    name, between = effect_name(found, lang), term_interval(term, lang)
    if lang == "zh":
        return f"{name}{number(term.ratio, 2)}，95%区间{between}"
    return f"{name} {number(term.ratio, 2)}, 95% interval {between}"


def _end(value: float, digits: int) -> str:
    return "∞" if math.isinf(value) else number(value, digits)


def _p(adjusted: float, lang: Language) -> str:
    shown = p_words(adjusted, ALPHA)
    return f"校正后p{shown}" if lang == "zh" else f"adjusted p {shown[0]} {shown[1:]}"


def _absorbed(found: Effects, lang: Language) -> str:
    then: Mapping[Language, str] = {
        "zh": "年份效应与{them}不可分，跨越处的年份效应可能只反映{them}。",
        "en": "the effects of years cannot be told from {them}, and those across {them} may show nothing else.",
    }
    return as_asked(found.absorbed, then, lang)


def _departed(found: Effects, lang: Language) -> str:
    """Name the farthest figure of each place: it moves the level of its place with it."""
    away = [d for d in found.departures if d.beyond_chance]
    tested = len(found.departures)
    if not away:
        if lang == "zh":
            return (
                f"{tested}个数中，没有一个偏离共同变化而超出随机波动（已作多重比较校正）；"
                "这不等于没有偏离：件数少的地区，偏离很大才看得出。"
            )
        return (
            f"Of {tested} figures none departs from the common change by more than chance "
            "(adjusted for many comparisons), which does not mean that none does: where cases are "
            "few only large departures show."
        )
    farthest = {d.district: d for d in reversed(away)}
    first = sorted(farthest.values(), key=lambda d: (-abs(d.size), d.district))
    named = listed([_departure(d, found, lang) for d in first[:MOST_NAMED]], lang)
    more, others = len(first) - MOST_NAMED, len(away) - len(first)
    if lang == "zh":
        rest = f"，另{more}个地区见表" if more > 0 else ""
        also = f"；这些地区另有{others}个数也偏离，可能由此牵动" if others else ""
        return (
            f"{tested}个数中，{len(first)}个地区有数偏离共同变化（已作多重比较校正）："
            f"{named}{rest}{also}。"
        )
    rest = f"; {counted(more, 'more place')} in the table" if more > 0 else ""
    also = (
        f"; {others} further {'figure' if others == 1 else 'figures'} of the same places "
        f"{'departs' if others == 1 else 'depart'} as well, which may follow from it"
        if others
        else ""
    )
    places = "1 place departs" if len(first) == 1 else f"{len(first)} places depart"
    return (
        f"Among {tested} figures {places} from the common change (adjusted for many "
        f"comparisons): {named}{rest}{also}."
    )


def _departure(item: Departure, found: Effects, lang: Language) -> str:
    seen, usual = figure(item.value, found, lang), figure(item.expected, found, lang)
    name = among(found.names[item.district][lang], lang)
    if lang == "zh":
        return f"{name}{item.year}年（实际{seen}，按共同变化{usual}）"
    return f"{name} {item.year} ({seen}, by the common change {usual})"


def _left_out(found: Effects, lang: Language) -> str:
    if not found.left_out:
        return ""
    parts = [
        f"{_LEFT_OUT[why][lang]}{len(cells)}个（{_named(cells, found, lang)}）"
        if lang == "zh"
        else f"{_LEFT_OUT[why][lang]}: {len(cells)} ({_named(cells, found, lang)})"
        for why, cells in found.left_out.items()
    ]
    if lang == "zh":
        return f"未纳入模型的数：{listed(parts, lang)}。"
    return f"Figures left out: {'; '.join(parts)}."


def _named(cells: Sequence[tuple[str, int]], found: Effects, lang: Language) -> str:
    codes = list(dict.fromkeys(code for code, _ in cells))
    names = [among(found.names[code][lang], lang) for code in codes[:MOST_NAMED]]
    more = len(codes) - len(names)
    if not more:
        return ("、" if lang == "zh" else ", ").join(names)
    if lang == "zh":
        return "、".join(names) + f"等{len(codes)}个地区"
    return ", ".join(names) + f" and {counted(more, 'more place')}"


def not_modelled(indicator: Indicator, why: TooFew, lang: Language) -> str:
    """Say that the figures cannot carry a model, and what is missing."""
    level = _LEVEL[why.level][lang]
    if lang == "zh":
        lost = "、".join(f"{_LEFT_OUT[k]['zh']}{n}个" for k, n in why.lost.items())
        return (
            f"{indicator.zh}的公布值不足以估计模型：需要同一层级、至少两年的地区{why.least[0]}个和{why.least[1]}个年份，"
            f"{level}只有{why.have[0]}个地区、{why.have[1]}个年份"
            + (f"（不能用的数：{lost}）。" if lost else "。")
        )
    lost = ", ".join(f"{_LEFT_OUT[k]['en']}: {n}" for k, n in why.lost.items())
    return (
        f"{capital(indicator.en)}: the figures cannot carry a model, which needs {why.least[0]} "
        f"places of one level with two years or more, and {why.least[1]} years; there are "
        f"{why.have[0]} {level} and {counted(why.have[1], 'year')}"
        + (f" (figures left out: {lost})." if lost else ".")
    )


def model_method(lang: Language) -> str:
    """Return how the model is made, in plain words."""
    if lang == "zh":
        return (
            "模型给每个地区和每个年份各一个效应，只在部分地区发生的口径变更另有一个效应；各地同时发生的"
            "口径变更与年份不可分，只用数较多的一侧。比率用准二项模型，件数用准泊松或负二项模型。标准误"
            "按地区聚类并作小样本修正；支撑某一效应的地区折合不足30个时，p值和区间改用施加原假设的得分野"
            "聚类自助法。多个效应、多个偏离都作多重比较校正（本雅明尼—霍赫贝格法，5%）。少于8个地区或"
            "3个年份不估计模型。"
        )
    return (
        "The model gives each place and each year an effect, and one to each break that comes in "
        "some places only; a break that comes everywhere at once cannot be told from the years, "
        "and only its fuller side is used. Rates have a quasi-binomial, counts a quasi-Poisson or "
        "negative-binomial model. Errors are clustered by place with a small-sample correction; "
        "where an effect is carried by fewer than 30 places of equal weight, p-values and "
        "intervals come from the score wild cluster bootstrap with the null imposed. Effects and "
        "departures are adjusted for their number "
        "(Benjamini-Hochberg, 5%). Below 8 places or 3 years there is no model."
    )


def effects_alt(found: Effects, lang: Language) -> str:
    """Return the alternative text of a chart of effects: every one with its interval."""
    parts = [
        (f"{t.year}年" if lang == "zh" else f"{t.year}")
        if t.item is None
        else t.item.label(lang)
        for t in found.terms
    ]
    sizes = [
        f"{number(t.ratio, 2)}（{term_interval(t, lang)}）"
        if lang == "zh"
        else f" {number(t.ratio, 2)} ({term_interval(t, lang)})"
        for t in found.terms
    ]
    words = [a + b for a, b in zip(parts, sizes, strict=True)]
    if lang == "zh":
        name = "优势比" if found.indicator.is_rate else "比值"
        across = "（应要求跨越口径变更）" if found.absorbed else ""
        return (
            f"{found.indicator.zh}，各地共同的变化{across}，对{found.years[0]}年的{name}和95%区间："
            + "，".join(words)
            + "。"
        )
    name = "odds ratios" if found.indicator.is_rate else "ratios"
    across = " across a break, as asked" if found.absorbed else ""
    return (
        f"{capital(found.indicator.en)}, common to all places{across}, {name} against "
        f"{found.years[0]} with 95% intervals: " + ", ".join(words) + "."
    )
