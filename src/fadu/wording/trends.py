"""What trend the years show, decided on the digits that are printed."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from fadu.codebook import Indicator, Language
from fadu.overtime import FEWEST, Course, Stretch, Tested, TrendVerdict
from fadu.rounding import number, rounded, unit_word
from fadu.shapes import Series
from fadu.wording.changes import change
from fadu.wording.decompositions import signed
from fadu.wording.levels import said_value
from fadu.wording.limits import breaks_within
from fadu.wording.periods import years_words
from fadu.wording.values import listed

FINEST = 4
"""Decimals beyond which a slope is not printed."""
_TEST: Mapping[str, Mapping[Language, str]] = {
    "cochran-armitage": {"zh": "科克伦—阿米蒂奇检验", "en": "Cochran-Armitage test"},
    "poisson": {"zh": "泊松趋势检验", "en": "Poisson trend test"},
    "kendall": {"zh": "肯德尔秩检验", "en": "Kendall's rank test"},
}
_REASON: Mapping[str, Mapping[Language, str]] = {
    "bound": {"zh": "公布的是界限，不是数值", "en": "printed as a bound"},
    "no counts": {"zh": "没有可用的件数", "en": "without usable counts"},
    "two sources": {
        "zh": "分子分母出自两个来源",
        "en": "numerator and denominator from two sources",
    },
    "part": {"zh": "不足全年", "en": "only a part of the year"},
    "undecided": {
        "zh": "各来源不一致，规则不能取舍",
        "en": "sources disagree and the rule cannot decide",
    },
}
_SHORT: Mapping[TrendVerdict, Mapping[Language, str]] = {
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
    return _SHORT[verdict][lang]


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
    name = f"{_capital(course.series.indicator.en)} in {course.series.names['en']}"
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
        tail = _unseen(series, tested, lang)
        return (
            f"未发现趋势，{slope}（{test}）{tail}"
            if zh
            else f"no trend found, {slope} ({test}){tail}"
        )
    why = _scatter(tested, lang)
    if zh:
        return f"各年起伏大于趋势，不下升降的结论：{slope}（{test}），但{why}"
    return f"the years scatter more than the trend, so no direction is given: {slope} ({test}), but {why}"


def _unseen(series: Series, tested: Tested, lang: Language) -> str:
    """Say what such a series could not have shown."""
    if not math.isnan(tested.detectable):
        least = number(tested.detectable, _slope_digits(series, tested.detectable))
        if lang == "zh":
            return f"；以这样的件数和起伏，每年约{least}个百分点以上的变化才有八成把握看出"
        return (
            f"; with such counts and scatter, a change of about {least} points a year "
            "would be seen four times in five"
        )
    if math.isnan(tested.low):
        return ""
    if lang == "zh":
        return "；区间以内的变化都不能排除"
    return "; changes inside the interval are not ruled out"


def _slope(series: Series, tested: Tested, lang: Language) -> str:
    unit = _slope_unit(series, lang)
    digits = _slope_digits(series, tested.slope)
    middle = "逐对斜率的中位数" if lang == "zh" else "median of the slopes between years"
    if math.isnan(tested.low):
        if lang == "zh":
            return f"{middle}为每年{signed(tested.slope, digits)}{unit}"
        return f"{middle} {signed(tested.slope, digits)}{unit} a year"
    low, high = signed(tested.low, digits), signed(tested.high, digits)
    if lang == "zh":
        return f"每年{signed(tested.slope, digits)}{unit}，95%区间{low}至{high}{unit}"
    return f"{signed(tested.slope, digits)}{unit} a year, 95% interval {low} to {high}"


def _slope_unit(series: Series, lang: Language) -> str:
    if series.indicator.is_rate:
        return "个百分点" if lang == "zh" else " percentage points"
    if series.indicator.kind == "amount":
        return "元" if lang == "zh" else " yuan"
    return unit_word(series.indicator, series.codebook, lang)


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
    p = _p_words(tested.adjusted, tested.alpha)
    said = f"{name}，{word}{p}" if lang == "zh" else f"{name}, {word} {_spaced(p)}"
    if tested.adjusted < tested.alpha:
        return said
    return said + (
        f"，不低于{tested.alpha:g}" if lang == "zh" else f", not below {tested.alpha:g}"
    )


def _spaced(words: str) -> str:
    return f"{words[0]} {words[1:]}"


def _p_words(pvalue: float, alpha: float) -> str:
    """Return ``=0.031`` or ``<0.001``, with as many digits as tell it from alpha."""
    if pvalue < 0.001:
        return "<0.001"
    digits = 3
    while digits < 9 and float(rounded(pvalue, digits)) == alpha != pvalue:
        digits += 1
    return "=" + number(pvalue, digits)


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
    middle = signed(tested.slope, _slope_digits(series, tested.slope)) + _slope_unit(
        series, lang
    )
    least = number(tested.least, 3)
    if lang == "zh":
        return (
            f"没有可用的件数，{count}个值按秩检验能得到的最小p为{least}，不低于{tested.alpha:g}，不能判断趋势；"
            f"仅作描述：{years[0]}年{values[0]}，{years[1]}年{values[1]}，逐对斜率的中位数为每年{middle}"
        )
    return (
        f"not decidable: without usable counts, {count} values can give no p below {least} by rank, "
        f"and {tested.alpha:g} is asked for; as a description only, {values[0]} in {years[0]}, "
        f"{values[1]} in {years[1]}, median of the slopes between years {middle} a year"
    )


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
        f"{_capital(name)} in {place}: at most {len(used)} valid {years} on one side of the "
        f"breaks{which}; a trend needs five, so none is calculated."
    )


def trends_left_out(course: Course, lang: Language) -> str:
    """Say which years are no points of a test, and why; empty where all are."""
    found: dict[str, list[int]] = {}
    for stretch in course.stretches:
        for year, why in stretch.left_out.items():
            if why != "break":
                found.setdefault(why, []).append(year)
    rows = course.series.rows
    full = rows[rows["period"] == ""]
    held = set(full.loc[full["chosen"], "year"])
    unsettled = set(full.loc[full["choice"] == "undecided", "year"]) - held
    parts = set(rows.loc[rows["chosen"] & (rows["period"] != ""), "year"]) - held
    for why, years in (("undecided", unsettled), ("part", parts)):
        if years:
            found[why] = sorted(int(y) for y in years)
    if not found:
        return ""
    words = [
        f"{years_words(years, lang)}（{_REASON[why][lang]}）"
        if lang == "zh"
        else f"{years_words(years, lang)} ({_REASON[why][lang]})"
        for why, years in found.items()
    ]
    if lang == "zh":
        return f"未计入检验：{listed(words, lang)}。"
    return f"Not counted in the test: {listed(words, lang)}."


def trends_crossed(course: Course, lang: Language) -> str:
    """Say which breaks were ignored because that was asked for; empty where none was."""
    if not course.crossed:
        return ""
    if lang == "zh":
        marks = "、".join(f"{b.start.isoformat()}{b.label_zh}" for b in course.crossed)
        return f"应要求跨越口径变更计算（{marks}）：下述结果可能只反映这一变更。"
    marks = listed([f"{b.label_en}, {b.start.isoformat()}" for b in course.crossed], lang)
    return f"As asked, calculated across a break ({marks}): what follows may show nothing but the break."


def trends_adjusted(tests: int, lang: Language) -> str:
    """Say that several tests were made and their p-values adjusted."""
    if lang == "zh":
        return f"共检验{tests}段，p值已按本雅明尼—霍赫贝格法作多重比较校正，判断以校正后的p值为准。"
    return (
        f"{tests} stretches were tested; their p-values are adjusted for that "
        "(Benjamini-Hochberg), and the verdicts rest on the adjusted ones."
    )


def trends_summary(courses: Sequence[Course], lang: Language) -> str:
    """Say how many stretches of how many places have which verdict."""
    tally = Counter(s.verdict for c in courses for s in c.stretches if s.tested)
    none = [c.series for c in courses if not any(s.tested for s in c.stretches)]
    name = courses[0].series.indicator.name(lang)
    words = [
        f"{verdict_word(v, lang)}{tally[v]}段"
        if lang == "zh"
        else f"{verdict_word(v, lang)}: {tally[v]}"
        for v in _SHORT
        if tally[v]
    ]
    if lang == "zh":
        tested = (
            f"可检验{tally.total()}段，其中{listed(words, lang)}"
            if words
            else "没有一段可以检验"
        )
        left = f"；{len(none)}个地区同一口径的可用年份不足{FEWEST}个" if none else ""
        return f"{name}，{len(courses)}个地区：{tested}{left}。"
    tested = (
        "; ".join([f"stretches tested: {tally.total()}", *words])
        if words
        else "none can be tested"
    )
    left = (
        f"; places with fewer than five valid years on one side of the breaks: {len(none)}"
        if none
        else ""
    )
    return f"{_capital(name)}, {len(courses)} places: {tested}{left}."


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
        p = _p_words(tested.adjusted, tested.alpha)
        return f"p{p}" if lang == "zh" else f"p {_spaced(p)}"
    decided = tested.verdict in {"rising", "falling"}
    return "" if decided else _scatter(tested, lang)


def courses_alt(courses: Sequence[Course], lang: Language) -> str:
    """Return the alternative text of a chart of courses: where each begins and ends."""
    parts = [_course_alt(c, lang) for c in courses]
    name = courses[0].series.indicator.name(lang)
    crossed = any(c.crossed for c in courses)
    if lang == "zh":
        across = "（应要求跨越口径变更）" if crossed else ""
        return f"{name}历年{across}：" + "；".join(parts) + "。"
    across = " (across a break, as asked)" if crossed else ""
    return f"{_capital(name)} by year{across}: " + "; ".join(parts) + "."


def _course_alt(course: Course, lang: Language) -> str:
    rows = course.series.chosen[course.series.chosen["period"] == ""].sort_values("year")
    place = course.short[lang]
    if rows.empty:
        return f"{place}没有全年数值" if lang == "zh" else f"{place} without a full year"
    at = [
        (
            int(row["year"]),
            said_value(course.series.indicator, course.series.codebook, row, lang),
        )
        for _, row in rows.iloc[sorted({0, len(rows) - 1})].iterrows()
    ]
    tested = [s for s in course.stretches if s.tested]
    verdicts = [
        f"{years_words(list(s.used), lang)}{verdict_word(s.verdict, lang)}"
        if lang == "zh"
        else f"{years_words(list(s.used), lang)} {verdict_word(s.verdict, lang)}"
        for s in tested
    ] or [verdict_word("cannot be calculated", lang)]
    breaks = len(breaks_within(course.series))
    if lang == "zh":
        split = f"，被{breaks}处口径变更分开" if breaks else ""
        return (
            f"{place}"
            + "，".join(f"{y}年{v}" for y, v in at)
            + split
            + "，趋势："
            + "、".join(verdicts)
        )
    split = f", split by {breaks} {'break' if breaks == 1 else 'breaks'}" if breaks else ""
    return (
        f"{place} "
        + ", ".join(f"{v} in {y}" for y, v in at)
        + f"{split}, trend: "
        + ", ".join(verdicts)
    )


def simulated(sentence: str, lang: Language) -> str:
    """Put before a sentence that its figures are made up."""
    return f"【模拟数据】{sentence}" if lang == "zh" else f"[Simulated data] {sentence}"


def simulated_method(lang: Language) -> str:
    """Return what simulated figures are, in plain words."""
    if lang == "zh":
        return (
            "本篇全部数值都是按固定种子模拟的，不是任何地区公布的数；地区、来源和口径变更也是虚构的。"
            "它只说明方法能看出什么，不说明任何地区的情况。"
        )
    return (
        "All figures of this document are simulated with a fixed seed; none was printed by any "
        "place, and its places, its source and its break are invented. It shows what the method "
        "can see and says nothing about any place."
    )


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def slope_cell(course: Course, stretch: Stretch, lang: Language) -> str:
    """Return the change a year with its interval, for a table; a dash where none is given."""
    tested = stretch.tested
    if tested is None:
        return "—"
    digits = _slope_digits(course.series, tested.slope)
    said = signed(tested.slope, digits)
    if math.isnan(tested.low):
        return said
    low, high = signed(tested.low, digits), signed(tested.high, digits)
    return f"{said}（{low}至{high}）" if lang == "zh" else f"{said} ({low} to {high})"


def ends(course: Course, lang: Language) -> str:
    """Say how the last year of a place differs from the first; empty where no interval is."""
    pair = course.ends
    if pair is None or pair.change is None:
        return ""
    mark = "：" if lang == "zh" else ": "
    return course.short[lang] + mark + change(pair.change, course.series.indicator, lang)


def ends_alt(courses: Sequence[Course], lang: Language) -> str:
    """Return the alternative text of a chart of two years side by side."""
    words = []
    for course in courses:
        if course.ends is None:
            continue
        first, last = (
            f"{int(row['year'])}年{said_value(course.series.indicator, course.series.codebook, row, lang)}"
            if lang == "zh"
            else f"{said_value(course.series.indicator, course.series.codebook, row, lang)} in {int(row['year'])}"
            for row in (course.ends.first, course.ends.last)
        )
        words.append(
            f"{course.short[lang]}由{first}到{last}"
            if lang == "zh"
            else f"{course.short[lang]} from {first} to {last}"
        )
    name = courses[0].series.indicator.name(lang)
    if lang == "zh":
        return f"{name}，首末两年：" + "；".join(words) + "。"
    return f"{_capital(name)}, first and last year: " + "; ".join(words) + "."


def silent(indicator: Indicator, place: str, years: Sequence[int], lang: Language) -> str:
    """Say that a place has no figure in the years asked for, and which years it has."""
    if lang == "zh":
        have = f"，有的年份：{years_words(list(years), lang)}" if years else "，任何年份都没有"
        return f"{place}在所选年份没有{indicator.zh}的全年数值{have}。"
    have = f"; it has {years_words(list(years), lang)}" if years else ", nor in any other year"
    return f"{place} has no full year of {indicator.en} in the years chosen{have}."


def trend_method(lang: Language) -> str:
    """Return how trends are judged, in plain words."""
    if lang == "zh":
        return (
            "趋势在口径变更处分段判断，同一段至少要有5个可用年份。有分子、分母的用科克伦—阿米蒂奇"
            "检验，只有件数的用泊松趋势检验，两者都没有的按秩检验（肯德尔），并以逐对斜率的中位数作描述。"
            "判为上升或下降须同时满足：p低于0.002（几段一起检验时先作多重比较校正）；趋势比各年自身的起伏"
            "更大（F检验，5%）；去掉任何一年方向不变。"
        )
    return (
        "A trend is judged on each side of every break, from five valid years on: with numerator "
        "and denominator by the Cochran-Armitage test, counts alone by the Poisson trend test, "
        "values without counts by rank (Kendall), the median of the slopes between years "
        "describing them. Rising or falling needs all of these: p below 0.002 (adjusted where "
        "several stretches are tested together), more trend than the years scatter (F test at "
        "5 %), and a direction that stays whichever year is taken out."
    )
