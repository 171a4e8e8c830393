"""What is said around trends: how many, what was left out, what charts show, how it was judged."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from fadu.codebook import Indicator, Language
from fadu.rounding import number
from fadu.shapes.overtime import FEWEST, Course
from fadu.wording.changes import change
from fadu.wording.levels import said_value
from fadu.wording.limits import as_asked, breaks_within
from fadu.wording.periods import years_words
from fadu.wording.trends import VERDICTS, verdict_word
from fadu.wording.values import among, capital, counted, listed

_REASON: Mapping[str, Mapping[Language, str]] = {
    "bound": {"zh": "公布的是界限，不是数值", "en": "printed as a bound"},
    "impossible": {"zh": "分子大于分母", "en": "more counted than there are in all"},
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


MOST_TOLD = 12
"""Places told one by one in the words of a chart."""


def courses_alt(courses: Sequence[Course], lang: Language) -> str:
    """Return the alternative text of a chart of courses: where each begins and ends."""
    parts = _some([_course_alt(c, lang) for c in courses], lang)
    name = courses[0].series.indicator.name(lang)
    crossed = any(c.crossed for c in courses)
    if lang == "zh":
        across = "（应要求跨越口径变更）" if crossed else ""
        return f"{name}历年{across}：" + "；".join(parts) + "。"
    across = " (across a break, as asked)" if crossed else ""
    return f"{capital(name)} by year{across}: " + "; ".join(parts) + "."


def _some(parts: list[str], lang: Language) -> list[str]:
    """Return the first of many places, and how many more there are."""
    more = len(parts) - MOST_TOLD
    if more <= 0:
        return parts
    return [
        *parts[:MOST_TOLD],
        f"另有{more}地" if lang == "zh" else counted(more, "more place"),
    ]


def _course_alt(course: Course, lang: Language) -> str:
    rows = course.series.chosen[course.series.chosen["period"] == ""].sort_values("year")
    place = among(course.short[lang], lang)
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


def ends(course: Course, lang: Language) -> str:
    """Say how the last year of a place differs from the first; empty where no interval is."""
    pair = course.ends
    if pair is None or pair.change is None:
        return ""
    mark = "：" if lang == "zh" else ": "
    return course.short[lang] + mark + change(pair.change, course.series.indicator, lang)


def ends_size(course: Course) -> float:
    """Return how far a place moved between its two years: points, or the logarithm of a ratio."""
    found = course.ends.change if course.ends else None
    if found is None:
        return 0.0
    return abs(found.difference if found.kind == "points" else math.log(found.ratio))


def ends_summary(courses: Sequence[Course], lang: Language) -> str:
    """Say how many of several places moved beyond chance, and how many would by chance alone."""
    found = [c.ends.change for c in courses if c.ends and c.ends.change]
    moved, chance = sum(f.beyond_chance for f in found), number(0.05 * len(found), 1)
    if lang == "zh":
        return (
            f"首末两年可比的{len(found)}地中，{moved}地的差异超出随机波动；区间逐地给出，没有作多重比较校正，"
            f"仅因偶然也会有约{chance}地超出。"
        )
    return (
        f"Of {len(found)} places with two years to compare, {moved} moved by more than chance; the "
        f"intervals are each place's own, not adjusted for their number, so that chance alone puts about {chance} beyond."
    )


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
            else f"{among(course.short[lang], lang)} from {first} to {last}"
        )
    name, words = courses[0].series.indicator.name(lang), _some(words, lang)
    if lang == "zh":
        return f"{name}，首末两年：" + "；".join(words) + "。"
    return f"{capital(name)}, first and last year: " + "; ".join(words) + "."


def silent(indicator: Indicator, place: str, years: Sequence[int], lang: Language) -> str:
    """Say that a place has no figure in the years asked for, and which years it has."""
    if lang == "zh":
        have = f"，有的年份：{years_words(list(years), lang)}" if years else "，任何年份都没有"
        return f"{place}在所选年份没有{indicator.zh}的全年数值{have}。"
    have = f"; it has {years_words(list(years), lang)}" if years else ", nor in any other year"
    return f"{capital(indicator.en)}: {place} has no full year in the years chosen{have}."


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
        "5%), and a direction that stays whichever year is taken out."
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


def trends_adjusted(tests: int, lang: Language) -> str:
    """Say that several tests were made and their p-values adjusted."""
    if lang == "zh":
        return f"共检验{tests}段，p值已按本雅明尼—霍赫贝格法作多重比较校正，判断以校正后的p值为准。"
    return (
        f"{tests} stretches were tested; their p-values are adjusted for that "
        "(Benjamini-Hochberg), and the verdicts rest on the adjusted ones."
    )


def trends_crossed(course: Course, lang: Language) -> str:
    """Say which breaks were ignored because that was asked for; empty where none was."""
    then: Mapping[Language, str] = {
        "zh": "下述结果可能只反映{them}。",
        "en": "what follows may show nothing but {them}.",
    }
    return as_asked(course.crossed, then, lang)


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


def trends_summary(courses: Sequence[Course], lang: Language) -> str:
    """Say how many stretches of how many places have which verdict."""
    tally = Counter(s.verdict for c in courses for s in c.stretches if s.tested)
    none = [c.series for c in courses if not any(s.tested for s in c.stretches)]
    name = courses[0].series.indicator.name(lang)
    words = [
        f"{verdict_word(v, lang)}{tally[v]}段"
        if lang == "zh"
        else f"{verdict_word(v, lang)}: {tally[v]}"
        for v in VERDICTS
        if tally[v]
    ]
    if lang == "zh":
        tested = (
            f"可检验{tally.total()}段，其中{listed(words, lang)}"
            if words
            else "没有一段可以检验"
        )
        unseen = "（未发现不等于没有）" if tally["no trend found"] else ""
        left = f"；{len(none)}个地区同一口径的可用年份不足{FEWEST}个" if none else ""
        return f"{name}，{len(courses)}个地区：{tested}{unseen}{left}。"
    many = tally.total()
    tested = (
        f"{many} {'stretch' if many == 1 else 'stretches'} can be tested ({', '.join(words)})"
        if words
        else "nothing can be tested"
    )
    left = (
        f"; {len(none)} {'place has' if len(none) == 1 else 'places have'} fewer than five valid "
        "years on one side of the breaks"
        if none
        else ""
    )
    unseen = (
        "; that none was found does not mean that there is none"
        if tally["no trend found"]
        else ""
    )
    return f"{capital(name)}, {counted(len(courses), 'place')}: {tested}{unseen}{left}."
