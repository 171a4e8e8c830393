"""What trend the years show, decided on the digits that are printed."""

import math
from collections.abc import Mapping

from fadu.codebook import Language
from fadu.rounding import number, rounded, telling_digits, with_points, with_unit
from fadu.shapes.overtime import FEWEST, Course, Stretch, Tested, TrendVerdict
from fadu.shapes.series import Series
from fadu.wording.decompositions import signed
from fadu.wording.levels import said_value
from fadu.wording.periods import years_words
from fadu.wording.powers import enough_points
from fadu.wording.values import capital, p_words

FINEST = 4
"""Decimals beyond which a slope is not printed."""
_TEST: Mapping[str, Mapping[Language, str]] = {
    "cochran-armitage": {"zh": "科克伦—阿米蒂奇检验", "en": "Cochran-Armitage test"},
    "poisson": {"zh": "泊松趋势检验", "en": "Poisson trend test"},
    "kendall": {"zh": "肯德尔秩检验", "en": "Kendall's rank test"},
}
_OVER_PRINT: Mapping[Language, str] = {
    "zh": "，件数取整后公布，p取其余地内的最大值",
    "en": ", the largest over what the rounding in print allows",
}
VERDICTS: Mapping[TrendVerdict, Mapping[Language, str]] = {
    "rising": {"zh": "上升", "en": "rising"},
    "falling": {"zh": "下降", "en": "falling"},
    "no trend found": {"zh": "未发现趋势", "en": "no trend found"},
    "the years scatter more than the trend": {
        "zh": "起伏大于趋势",
        "en": "the years scatter more than the trend",
    },
    "not decidable": {"zh": "不能判断", "en": "not decidable"},
    "cannot be calculated": {"zh": "不能计算", "en": "cannot be calculated"},
}


def verdict_word(verdict: TrendVerdict, lang: Language) -> str:
    """Return a verdict in a few words."""
    return VERDICTS[verdict][lang]


def trend(course: Course, stretch: Stretch, lang: Language) -> str:
    """Say what trend one stretch shows, never more than its verdict.

    Parameters
    ----------
    course
        The place and what is measured.
    stretch
        One of its stretches; only one that was tested has a sentence.
    lang
        zh or en.

    Returns
    -------
    str
        One sentence; empty for a stretch that was not tested.
    """
    tested = stretch.tested
    if tested is None:
        return ""
    span = years_words(list(stretch.used), lang)
    said = _verdict(course.series, stretch, tested, lang)
    if lang == "zh":
        name = course.series.names["zh"] + course.series.indicator.zh
        return f"{name}，{span}（{len(stretch.used)}个年份）：{said}。"
    name = f"{capital(course.series.indicator.en)} in {course.series.names['en']}"
    return f"{name}, {span} ({len(stretch.used)} years): {said}."


def _verdict(series: Series, stretch: Stretch, tested: Tested, lang: Language) -> str:
    if tested.verdict == "not decidable":
        return _undecidable(series, stretch, tested, lang)
    slope, test = _slope(series, tested, lang), _test(tested, lang)
    zh = lang == "zh"
    if tested.verdict in {"rising", "falling"}:
        word = verdict_word(tested.verdict, lang)
        tail = (
            "去掉任何一年方向不变" if zh else "the direction stays whichever year is taken out"
        )
        return (
            f"{word}，{slope}（{test}），{tail}" if zh else f"{word}, {slope} ({test}); {tail}"
        )
    if tested.verdict == "no trend found":
        tail = _unseen(series, stretch, tested, lang)
        return (
            f"未发现趋势，{slope}（{test}）{tail}"
            if zh
            else f"no trend found, {slope} ({test}){tail}"
        )
    why = _scatter(tested, lang)
    if zh:
        return f"各年起伏大于趋势，不下升降的结论：{slope}（{test}），但{why}"
    return f"the years scatter more than the trend, so no direction is given: {slope} ({test}), but {why}"


def _unseen(series: Series, stretch: Stretch, tested: Tested, lang: Language) -> str:
    """Say what such a series would have shown, or could not."""
    if not math.isnan(tested.detectable):
        return _power(series, stretch, tested, lang)
    if math.isnan(tested.low):
        if lang == "zh":
            return (
                f"；{_by_rank(series, lang)}，只有几乎年年同向的变化才看得出，这不等于没有趋势"
            )
        return (
            f"; {_by_rank(series, lang)} only a change in one direction almost every year would "
            "show, so this does not mean that there is none"
        )
    if lang == "zh":
        return "；区间以内的变化都不能排除"
    return "; changes inside the interval are not ruled out"


def _power(series: Series, stretch: Stretch, tested: Tested, lang: Language) -> str:
    least = number(tested.detectable, _slope_digits(series, tested.detectable))
    span = stretch.used[-1] - stretch.used[0]
    enough = enough_points(sum(tested.line) / 2, tested.detectable * span)
    if lang == "zh":
        first = "" if enough else "但这不等于没有趋势："
        last = "多半会显出" if enough else "才有八成把握看出"
        return f"；{first}以这样的件数和起伏，每年约{least}个百分点以上的变化{last}"
    first = "" if enough else "which does not mean that there is none: "
    last = "most likely have shown" if enough else "be seen four times in five"
    return f"; {first}with such counts and scatter, a change of about {least} points a year would {last}"


def _slope(series: Series, tested: Tested, lang: Language) -> str:
    digits = _slope_digits(series, tested.slope)
    size = _sloped(series, signed(tested.slope, digits), lang)
    middle = "逐对斜率的中位数" if lang == "zh" else "median of the slopes between years"
    if math.isnan(tested.low):
        return f"{middle}为每年{size}" if lang == "zh" else f"{middle} {size} a year"
    low, high = _slope_ends(tested, digits)
    if lang == "zh":
        return f"每年{size}，95%区间{low}至{_sloped(series, high, lang)}"
    return f"{size} a year, 95% interval {low} to {high}"


def _slope_ends(tested: Tested, digits: int) -> tuple[str, str]:
    """Return the ends of an interval with as many digits as tell its side of no change."""
    ends = telling_digits(tested.low, tested.high, 0, digits, FINEST)
    return signed(tested.low, ends), signed(tested.high, ends)


def _sloped(series: Series, printed: str, lang: Language) -> str:
    """Put the unit of a change after it as it is printed."""
    if series.indicator.is_rate:
        return with_points(printed, lang, named=True)
    return with_unit(printed, series.indicator, series.codebook, lang)


def _slope_digits(series: Series, slope: float) -> int:
    """Return decimals for a slope: three digits of a count, one decimal more than a rate."""
    if series.indicator.kind in {"count", "stock", "amount"}:
        return min(1, 2 - math.floor(math.log10(abs(slope)))) if slope else 0
    least = series.indicator.decimals + 1
    while slope and not rounded(slope, least) and least < FINEST:
        least += 1
    return least


def _test(tested: Tested, lang: Language) -> str:
    name = _TEST[tested.method][lang]
    plain = "校正后p" if lang == "zh" else "adjusted p"
    word = plain if tested.compared > 1 else "p"
    p = p_words(tested.adjusted, tested.alpha)
    over = _OVER_PRINT[lang] if tested.rounded else ""
    said = f"{name}，{word}{p}{over}" if lang == "zh" else f"{name}, {word} {_spaced(p)}{over}"
    if tested.adjusted < tested.alpha:
        return said
    return said + (
        f"，不低于{tested.alpha:g}" if lang == "zh" else f", not below {tested.alpha:g}"
    )


def _spaced(words: str) -> str:
    return f"{words[0]} {words[1:]}"


def _scatter(tested: Tested, lang: Language) -> str:
    if tested.turning:
        if lang == "zh":
            return f"去掉{tested.turning}年，方向就相反"
        return f"without {tested.turning} the direction turns"
    size = number(tested.dispersion, 1)
    if lang == "zh":
        return f"各年围绕直线的起伏是件数的偶然波动的{size}倍（方差之比）"
    return f"the years scatter about the line {size} times as much as chance in the counts would (variances)"


def _undecidable(series: Series, stretch: Stretch, tested: Tested, lang: Language) -> str:
    used = stretch.rows[stretch.rows["year"].isin(stretch.used)]
    first, last = used.iloc[0], used.iloc[-1]
    values = [said_value(series.indicator, series.codebook, row, lang) for row in (first, last)]
    years, count = (int(first["year"]), int(last["year"])), len(stretch.used)
    middle = _sloped(series, signed(tested.slope, _slope_digits(series, tested.slope)), lang)
    least = number(tested.least, 3)
    if lang == "zh":
        return (
            f"{_by_rank(series, lang)}，{count}个值按秩检验能得到的最小p为{least}，不低于{tested.alpha:g}，不能判断趋势；"
            f"仅作描述：{years[0]}年{values[0]}，{years[1]}年{values[1]}，{_way(tested, lang)}，"
            f"逐对斜率的中位数为每年{middle}"
        )
    return (
        f"not decidable: {_by_rank(series, lang)}, {count} values can give no p below {least} by rank, "
        f"and {tested.alpha:g} is asked for; as a description only, {values[0]} in {years[0]}, "
        f"{values[1]} in {years[1]}, {_way(tested, lang)}, median of the slopes between years {middle} a year"
    )


def _by_rank(series: Series, lang: Language) -> str:
    """Say why values go by rank: no counts to weigh chance by, or counts without chance."""
    if series.indicator.decided:
        return "数目由机关自己决定" if lang == "zh" else "with numbers that authorities decide"
    return "没有可用的件数" if lang == "zh" else "without usable counts"


def _way(tested: Tested, lang: Language) -> str:
    """Describe which way the median of slopes points."""
    words = {1: ("大体向上", "mostly upwards"), -1: ("大体向下", "mostly downwards")}
    side = (tested.slope > 0) - (tested.slope < 0)
    return words.get(side, ("没有方向", "in no direction"))[lang == "en"]


def untested(course: Course, lang: Language) -> str:
    """Say that no stretch of a place has enough valid years for a trend."""
    longest = max(course.stretches, key=lambda s: len(s.used), default=None)
    used = longest.used if longest else ()
    name = course.series.indicator.name(lang)
    place = course.series.names[lang]
    if lang == "zh":
        which = f"（{years_words(list(used), lang)}）" if used else ""
        return f"{place}{name}：同一口径的可用年份最多{len(used)}个{which}，不足{FEWEST}个，不能计算趋势。"
    which = f" ({years_words(list(used), lang)})" if used else ""
    years = "year" if len(used) == 1 else "years"
    return (
        f"{capital(name)} in {place}: at most {len(used)} valid {years} on one side of the "
        f"breaks{which}; a trend needs five, so none is calculated."
    )


def verdict_reason(stretch: Stretch, lang: Language) -> str:
    """Return why a stretch has no trend, in a few words; empty where it has one."""
    tested = stretch.tested
    if stretch.mixed:
        return "当年有口径变更" if lang == "zh" else "a break within the year"
    if tested is None:
        count = len(stretch.used)
        if lang == "zh":
            return f"可用年份{count}个，不足{FEWEST}个"
        return f"{count} valid {'year' if count == 1 else 'years'}, a trend needs {FEWEST}"
    if tested.verdict == "not decidable":
        least = number(tested.least, 3)
        return f"最小p为{least}" if lang == "zh" else f"smallest possible p is {least}"
    if tested.verdict == "no trend found":
        p = p_words(tested.adjusted, tested.alpha)
        return f"p{p}" if lang == "zh" else f"p {_spaced(p)}"
    decided = tested.verdict in {"rising", "falling"}
    return "" if decided else _scatter(tested, lang)


def slope_cell(course: Course, stretch: Stretch, lang: Language) -> str:
    """Return the change a year with its interval, for a table; a dash where none is given."""
    tested = stretch.tested
    if tested is None:
        return "—"
    digits = _slope_digits(course.series, tested.slope)
    said = signed(tested.slope, digits)
    if math.isnan(tested.low):
        return said
    low, high = _slope_ends(tested, digits)
    return f"{said}（{low}至{high}）" if lang == "zh" else f"{said} ({low} to {high})"
