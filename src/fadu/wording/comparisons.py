"""What a comparison of places says: who is compared, who stands out, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from fadu.codebook import Language
from fadu.crosssection import CrossSection, Standing, Treatment
from fadu.panel import Break
from fadu.rounding import number, quantity, unit_word
from fadu.wording.levels import said_value
from fadu.wording.limits import alone
from fadu.wording.periods import in_period, period_words
from fadu.wording.values import interval, listed

MOST_NAMED = 8
SOME_NAMED = 4
"""Where more than the most would have to be named, the first of them are."""
RELEVANT_RATIO = 1.5
"""A comparison of rates has power enough if it would show a place half as high again."""
RELEVANT_POINTS = 5.0
"""A comparison of shares has power enough if it would show a place five points off."""
_TREATED: Mapping[Treatment, tuple[str, str]] = {
    "none": ("不作调整", "no adjustment"),
    "multiplicative": ("乘性调整", "multiplicative adjustment"),
    "additive": ("加性调整", "additive adjustment"),
    "arcsine": ("反正弦尺度的加性调整", "additive adjustment on the arcsine scale"),
}
_REASONS: Mapping[str, tuple[str, str]] = {
    "bound": ("只公布了约数或界限", "printed as a bound or approximately"),
    "no counts": ("只有百分比，没有件数", "a percentage without its counts"),
    "no figure": ("当年没有数据", "no figure for the year"),
    "no population": ("没有常住人口数", "no resident population known"),
    "part": ("是另一列示地区的一部分", "part of another place shown"),
    "tier": ("来源层级不够", "source below the tier asked for"),
    "undecided": ("各来源不一致，不能取舍", "sources disagree and the rule cannot decide"),
}
_LEVELS: Mapping[str, tuple[str, str]] = {
    "nation": ("全国", "the nation"),
    "province": ("省级", "provinces"),
    "prefecture": ("地级", "prefectures"),
    "county": ("县级", "counties"),
}


def level_words(level: str, lang: Language) -> str:
    """Return a level in words: 省级 (provinces)."""
    return _LEVELS[level][lang == "en"]


def reason_words(row: Mapping[Any, Any], crossed: Sequence[Break], lang: Language) -> str:
    """Say why a place is not compared; empty where it is.

    Parameters
    ----------
    row
        With the key `reason`, and `year`, `period` and `level` where the reason needs them.
    crossed
        The breaks that stand between it and the rest, or within its year.
    lang
        zh or en.
    """
    reason = str(row["reason"])
    if not reason:
        return ""
    if reason == "period":
        words = period_words(int(row["year"]), str(row["period"]), lang)
        return f"时段不同（{words}）" if lang == "zh" else f"another period ({words})"
    if reason == "level":
        words = level_words(str(row["level"]), lang)
        return f"层级不同（{words}）" if lang == "zh" else f"another level ({words})"
    if reason in {"side", "mixed"}:
        return _break_words(reason, crossed, lang)
    return _REASONS[reason][lang == "en"]


def _break_words(reason: str, crossed: Sequence[Break], lang: Language) -> str:
    dated = listed([f"{b.start.isoformat()}{b.label_zh}" for b in crossed], "zh")
    if lang == "zh":
        return f"口径不同（{dated}）" if reason == "side" else f"当年有变更（{dated}）"
    dated = listed([f"{b.label_en}, {b.start.isoformat()}" for b in crossed], "en")
    what = "on another side of a break" if reason == "side" else "a break within the year"
    return f"{what} ({dated})"


def treatment_words(treatment: Treatment, lang: Language) -> str:
    """Return the name of a treatment of the spread between places."""
    return _TREATED[treatment][lang == "en"]


def value_words(section: CrossSection, value: float, lang: Language) -> str:
    """Return a value as it is printed: 16.0%, or 12.9 for cases per 100,000 residents."""
    if section.form == "rate":
        return number(value, rate_digits(section))
    entry = section.indicator
    derived = section.form == "proportion"
    return quantity(value, entry, section.codebook, lang, derived=derived)


def rate_digits(section: CrossSection) -> int:
    """Return the decimals of rates per population: one, or two where most are below 1."""
    return 1 if float(section.rows["value"].median()) >= 1 else 2


def measure_words(section: CrossSection, lang: Language) -> str:
    """Return what the values are: the indicator, or it per 100,000 residents."""
    name = section.indicator.name(lang)
    if section.form != "rate":
        return name
    return f"每10万常住人口的{name}" if lang == "zh" else f"{name} per 100,000 residents"


def overview(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Say how many places are compared, and their common value."""
    rows = section.compared
    count, total = number(float(rows["count"].sum())), number(float(rows["total"].sum()))
    when = in_period(section.year, section.period, lang)
    name, places = section.indicator.name(lang), level_words(section.level, lang)
    common = value_words(section, standing.target, lang)
    unit = unit_word(section.indicator, section.codebook, lang)
    if section.form == "rate" and lang == "zh":
        people = number(float(rows["total"].sum()) / 10_000)
        return (
            f"{when}，{len(rows)}个{places}地区{name}合计{count}{unit}，常住人口{people}万人，"
            f"每10万人{common}{unit}。"
        )
    if section.form == "rate":
        people = number(float(rows["total"].sum()) / 1_000_000)
        return (
            f"{when}, {name} in {len(rows)} {places}: {count} among {people} million "
            f"residents, {common} per 100,000."
        )
    if lang == "zh":
        return f"{when}，{len(rows)}个{places}地区{name}合计为{common}（{count}/{total}）。"
    return f"{when}, {name} in {len(rows)} {places} taken together: {common} ({count}/{total})."


def spread(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Say how far the places differ beyond chance, and how the verdict moves with that."""
    many = len(section.compared)
    size = number(standing.phi, 1 if standing.phi < 10 else 0)
    moved = [
        (treatment_words(t, lang), standing.number_outside(0.998, t))
        for t in standing.treatments
        if t != "none"
    ]
    bare = standing.number_outside(0.998, "none")
    if standing.phi <= 1:
        if lang == "zh":
            return f"各地差异没有超出随机波动（标准化差异平方的均值{size}，随机波动为1）。"
        return f"The places differ by no more than chance (mean square of their scores {size}; chance gives 1)."
    if lang == "zh":
        rest = "，".join(f"{words}{n}地" for words, n in moved)
        return (
            f"各地差异大于随机波动（标准化差异平方的均值{size}，随机波动为1）：{many}地中在99.8%限外的，"
            f"不作调整{bare}地，{rest}；以下按{treatment_words(standing.headline, lang)}。"
        )
    rest = listed([f"{n} with {words}" for words, n in moved], lang)
    return (
        f"The places differ more than chance (mean square of their scores {size}; chance gives 1). "
        f"Beyond the 99.8% limits lie {bare} of {many} with no adjustment, {rest}; what follows "
        f"uses the {treatment_words(standing.headline, lang)}."
    )


def outstanding(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Say who lies beyond the limits, or that nobody does and what could have been seen."""
    if not standing.number_outside(0.95, standing.headline):
        return _nobody(section, standing, lang)
    sides = [
        (words, _names(section, standing.outside(0.998, side), lang))
        for side, words in ((1, ("高于", "above")), (-1, ("低于", "below")))
    ]
    far = [
        f"{words[lang == 'en']}99.8%限的有{who}"
        if lang == "zh"
        else f"{words[1]} the 99.8% limits: {who}"
        for words, who in sides
        if who
    ]
    near = _between(section, standing, lang)
    chance = number(0.05 * len(section.compared), 1)
    if lang == "zh":
        first = "，".join(far) if far else "没有地区超出99.8%限"
        note = f"；仅超出95%限的有{near}" if near else ""
        return f"{first}{note}（只凭机遇，约{chance}地会超出95%限）。"
    first = "; ".join(far) if far else "no place lies beyond the 99.8% limits"
    note = f"; beyond the 95% limits only: {near}" if near else ""
    said = f"{first}{note} (chance alone puts about {chance} beyond the 95% limits)."
    return said[0].upper() + said[1:]


def _between(section: CrossSection, standing: Standing, lang: Language) -> str:
    both = [standing.outside(0.95, side) for side in (1, -1)]
    rows = pd.concat(both)
    return _names(section, rows[rows[standing.headline].abs() < 0.998], lang)


def _names(section: CrossSection, rows: pd.DataFrame, lang: Language) -> str:
    named = [
        f"{name}（{value_words(section, value, lang)}）" if lang == "zh"
        else f"{name} ({value_words(section, value, lang)})"
        for name, value in zip(rows[f"name_{lang}"], rows["value"], strict=True)
    ]  # fmt: skip
    return named_or_some(named, lang)


def named_or_some(named: Sequence[str], lang: Language) -> str:
    """Join names as a list; of more than eight the first four, and how many there are."""
    if len(named) <= MOST_NAMED:
        return listed(named, lang)
    some = named[:SOME_NAMED]
    if lang == "zh":
        return "、".join(some) + f"等{len(named)}地"
    return ", ".join(some) + f" and {len(named) - SOME_NAMED} more"


def powerful(section: CrossSection, standing: Standing) -> bool:
    """Whether a place of median size that differs by what matters would have been seen."""
    low, high = standing.detectable
    if section.form == "rate":
        return (
            high <= standing.target * RELEVANT_RATIO and low >= standing.target / RELEVANT_RATIO
        )
    return max(high - standing.target, standing.target - low) <= RELEVANT_POINTS


def _nobody(section: CrossSection, standing: Standing, lang: Language) -> str:
    low, high = (value_words(section, v, lang) for v in standing.detectable)
    seen = {
        "zh": [f"低于{low}"] * (low != "—") + [f"高于{high}"] * (high != "—"),
        "en": [f"below {low}"] * (low != "—") + [f"above {high}"] * (high != "—"),
    }[lang]
    value = ("或" if lang == "zh" else " or ").join(seen)
    if powerful(section, standing):
        if lang == "zh":
            return f"没有地区超出95%限；规模居中的地区若{value}，有八成把握看出，所以更大的差异多半不存在。"
        return (
            f"No place lies beyond the 95% limits; one of median size would show four times in five "
            f"if it were {value}, so larger differences are unlikely."
        )
    if lang == "zh":
        least = (
            f"规模居中的地区要{value}才有八成把握看出"
            if value
            else "以现有件数，多大的差异都没有八成把握看出"
        )
        return f"没有地区超出95%限，但这不等于没有差异：{least}。"
    least = (
        f"one of median size would have to be {value} to show four times in five"
        if value
        else "with these counts no difference would show four times in five"
    )
    return f"No place lies beyond the 95% limits, which does not mean that they are equal: {least}."


def too_few(section: CrossSection, fewest: int, lang: Language) -> str:
    """Say that there are too few places to tell their spread from chance, with their values."""
    rows = section.compared.sort_values(["value", "district"], ascending=[False, True])
    when, name = in_period(section.year, section.period, lang), measure_words(section, lang)
    said = listed([_with_interval(section, row, lang) for _, row in rows.iterrows()], lang)
    places = level_words(section.level, lang)
    if lang == "zh":
        return (
            f"{when}，{name}可比的只有{len(rows)}个{places}地区，不足{fewest}个，不画控制限："
            f"{said}。"
        )
    return (
        f"{when}, {name} can be compared in {len(rows)} {places} only, fewer than the {fewest} "
        f"that limits need: {said}."
    )


def _with_interval(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    value, between = place_value(section, row, lang), interval_words(section, row, lang)
    if lang == "zh":
        return f"{row['name_zh']}{value}（95%区间{between}）"
    return f"{row['name_en']} {value} (95% interval {between})"


def unjudged(section: CrossSection, lang: Language) -> str:
    """Say what plain counts or printed values can and cannot tell."""
    rows = section.compared.sort_values(["value", "district"], ascending=[False, True])
    when = in_period(section.year, section.period, lang)
    name, places = section.indicator.name(lang), level_words(section.level, lang)
    first, last = _one(section, rows.iloc[0], lang), _one(section, rows.iloc[-1], lang)
    why = _why_unjudged(section, lang)
    if lang == "zh":
        return (
            f"{when}，{len(rows)}个{places}地区有{name}：最多{first}，最少{last}。{why}"
            if section.form == "count"
            else f"{when}，{len(rows)}个{places}地区有{name}：从{last}到{first}。{why}"
        )
    return f"{when}, {name} in {len(rows)} {places}: from {last} to {first}. {why}"


def _one(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    words = place_value(section, row, lang)
    return f"{row['name_zh']}{words}" if lang == "zh" else f"{row['name_en']} ({words})"


def place_value(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    """Return the value of a place as it is printed, with what the print says beside it."""
    if section.form in {"proportion", "rate"} and row["compared"]:
        return value_words(section, row["value"], lang)
    if section.form == "rate":
        return value_words(section, row["value"], lang)
    return said_value(section.indicator, section.codebook, row, lang)


def _why_unjudged(section: CrossSection, lang: Language) -> str:
    if section.form == "count":
        if lang == "zh":
            return "件数没有与人口相除，只并列，不判断谁高谁低。"
        return "The counts are not set against population: they stand side by side without a verdict."
    if section.indicator.kind == "rate":
        if lang == "zh":
            return "这些百分比没有件数，不能给出区间，只并列，不作判断。"
        return "The percentages come without counts, so they have no intervals and no verdict."
    if lang == "zh":
        return "这些数值没有随机波动可言，只并列，不作判断。"
    return "These values carry no counts to weigh chance by: they stand side by side without a verdict."


def focus_place(section: CrossSection, standing: Standing | None, lang: Language) -> str:
    """Say how high the place in question is, and whether it stands out; empty without one."""
    rows = section.rows[section.rows["district"] == section.focus]
    if rows.empty:
        return ""
    row = rows.iloc[0]
    said = _focus_level(section, row, lang)
    if not row["compared"]:
        why = row[f"reason_{lang}"]
        return said + (
            f"，{why}，不与其他地区比较。" if lang == "zh" else f"; {why}: not compared."
        )
    if standing is None:
        return said + ("。" if lang == "zh" else ".")
    signed = float(standing.rows.set_index("district").loc[section.focus, standing.headline])
    return said + _focus_verdict(signed, standing.headline, lang)


def _focus_level(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    name, value = measure_words(section, lang), place_value(section, row, lang)
    unit = (
        unit_word(section.indicator, section.codebook, lang) if section.form == "rate" else ""
    )
    between = interval_words(section, row, lang)
    if lang == "zh":
        ends = f"（95%区间{between}）" if between else ""
        return f"{row['name_zh']}{name}为{value}{unit}{ends}"
    ends = f" (95% interval {between})" if between else ""
    return f"{name[0].upper()}{name[1:]} in {row['name_en']}: {value}{ends}"


def interval_words(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    """Return the interval of a place's share or rate; empty where it has none, and of counts."""
    if row["low"] != row["low"] or section.form == "count":
        return ""
    if section.form != "rate":
        return interval(row["low"], row["high"], section.indicator, lang)
    ends = [number(row[c], rate_digits(section)) for c in ("low", "high")]
    return ("—" if lang == "zh" else " to ").join(ends)


def _focus_verdict(signed: float, treatment: Treatment, lang: Language) -> str:
    how = treatment_words(treatment, lang)
    level = number(abs(signed) * 100, 1 if abs(signed) > 0.99 else 0)
    if not signed:
        if lang == "zh":
            return f"，在95%限之内（{how}），不能说与其他地区不同。"
        return f"; within the 95% limits ({how}), so not shown to differ from the others."
    if lang == "zh":
        return f"，{'高于' if signed > 0 else '低于'}{level}%限（{how}）。"
    return f"; {'above' if signed > 0 else 'below'} the {level}% limits ({how})."


def left_out(section: CrossSection, lang: Language) -> str:
    """Say which places are not compared, by name where they are few; empty where none."""
    rows = section.left_out
    near = rows[rows["reason"] != "level"]
    others = int((rows["reason"] == "level").sum())
    said = [
        f"{name}，{why}" if lang == "zh" else f"{name}, {why}"
        for name, why in zip(near[f"name_{lang}"], near[f"reason_{lang}"], strict=True)
    ]
    parts = said[:MOST_NAMED]
    if len(said) > MOST_NAMED:
        more = len(said) - MOST_NAMED
        parts.append(f"另有{more}地" if lang == "zh" else f"{more} more")
    if others:
        parts.append(f"其他层级{others}地" if lang == "zh" else f"{others} of other levels")
    if not parts:
        return ""
    if lang == "zh":
        return "未纳入比较：" + "；".join(parts) + "。"
    return "Left out: " + "; ".join(parts) + "."


def nothing_beside(section: CrossSection, lang: Language) -> str:
    """Say that no other place can be compared in the year."""
    return alone(section.indicator.name(lang), section.year, lang)


def caution(section: CrossSection, lang: Language) -> str:
    """Return the first thing that a reader has to know before comparing; empty where none."""
    names = section.indicator.cautions
    prefer = [n for n in names if n.endswith(("_reading", "ceiling"))] or list(names)
    if not prefer:
        return ""
    term = section.codebook.cautions[prefer[0]]
    return term.zh if lang == "zh" else term.en


def comparison_alt(section: CrossSection, standing: Standing | None, lang: Language) -> str:
    """Return the alternative text of a funnel or an interval plot."""
    rows = section.compared.sort_values(["value", "district"])
    apart = section.apart[section.apart["value"].notna()]
    when = period_words(section.year, section.period, lang)
    parts = [_range(section, rows, lang)]
    if standing is not None:
        common = value_words(section, standing.target, lang)
        parts.append(f"合计{common}" if lang == "zh" else f"overall {common}")
        far = pd.concat([standing.outside(0.998, side) for side in (1, -1)])
        who = _names(section, far, lang) or ("无" if lang == "zh" else "none")
        parts.append(f"99.8%限外：{who}" if lang == "zh" else f"beyond the 99.8% limits: {who}")
    mine = rows[rows["district"] == section.focus]
    if len(rows) > 1 and not mine.empty:
        parts.append(_one(section, mine.iloc[0], lang))
    if not apart.empty:
        who = listed([_one(section, row, lang) for _, row in apart.iterrows()], lang)
        parts.append(f"不比较：{who}" if lang == "zh" else f"not compared: {who}")
    name = measure_words(section, lang)
    if lang == "zh":
        kind = "区间图" if standing is None else "漏斗图"
        return f"{kind}：{when}{name}，" + "；".join(parts) + "。"
    kind = "Interval plot" if standing is None else "Funnel plot"
    return f"{kind}: {name}, {when}; " + "; ".join(parts) + "."


def _range(section: CrossSection, rows: pd.DataFrame, lang: Language) -> str:
    ends = [_one(section, rows.iloc[n], lang) for n in (0, -1)] if len(rows) else []
    if len(rows) < 2:
        only = ends[0] if ends else ""
        if lang == "zh":
            return f"只有{only}" if only else "没有可比的地区"
        return f"{only} alone" if only else "no place to compare"
    if lang == "zh":
        return f"{len(rows)}地从{ends[0]}到{ends[1]}"
    return f"{len(rows)} places from {ends[0]} to {ends[1]}"


def tiles_alt(section: CrossSection, lang: Language) -> str:
    """Return the alternative text of the map of provinces: every value, the largest first."""
    rows = section.compared.sort_values(["value", "district"], ascending=[False, True])
    said = [
        f"{row[f'label_{lang}']}{'' if lang == 'zh' else ' '}{place_value(section, row, lang)}"
        for _, row in rows.iterrows()
    ]
    when, name = period_words(section.year, section.period, lang), measure_words(section, lang)
    if lang == "zh":
        return f"方格图：{when}{name}，" + "、".join(said) + "。"
    return f"Map of squares: {name}, {when}: " + ", ".join(said) + "."


def verdicts_alt(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Return the alternative text of the table of verdicts by treatment."""
    said = []
    for treatment in standing.treatments:
        far = pd.concat([standing.outside(0.998, side, treatment) for side in (1, -1)])
        names = _names(section, far, lang)
        words = treatment_words(treatment, lang)
        if lang == "zh":
            said.append(
                f"{words}{len(far)}地"
                + (f"（{'、'.join(far['label_zh'].head(MOST_NAMED))}）" if names else "")
            )
        else:
            said.append(
                f"{words} {len(far)}"
                + (f" ({', '.join(far['label_en'].head(MOST_NAMED))})" if names else "")
            )
    if lang == "zh":
        return f"{len(section.compared)}地中在99.8%限外的：" + "；".join(said) + "。"
    return f"Beyond the 99.8% limits, of {len(section.compared)}: " + "; ".join(said) + "."
