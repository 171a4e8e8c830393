"""What a comparison of places says: who is compared, who stands out, and how sure that is."""

from collections.abc import Mapping
from math import isnan
from typing import Any

import pandas as pd

from fadu.codebook import Language
from fadu.crosssection import CrossSection, Standing, Treatment
from fadu.rounding import number, quantity, unit_word
from fadu.wording.left_out import level_words, named_or_some
from fadu.wording.levels import said_value
from fadu.wording.limits import alone
from fadu.wording.periods import in_period
from fadu.wording.values import interval, listed

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
    size = number(standing.phi, 1 if standing.phi < 10 else 0)
    if not standing.heterogeneous:
        if lang == "zh":
            return f"各地差异没有明显超出随机波动（标准化差异平方的均值{size}，随机波动为1）。"
        return (
            "The places differ by no more than chance (mean square of their scores "
            f"{size}; chance gives 1)."
        )
    many, bare = len(section.compared), standing.number_outside(0.998, "none")
    how, moved = treatment_words(standing.headline, lang), _moved(standing, lang)
    refused = "additive" in standing.refused
    if lang == "zh":
        tail = "；各地相差太大，加性调整不能用" if refused else ""
        return (
            f"各地差异大于随机波动（标准化差异平方的均值{size}，随机波动为1）：{many}地中在99.8%限"
            f"外的，不作调整{bare}地，{moved}；以下按{how}{tail}。"
        )
    tail = "; the places differ too much for the additive one" if refused else ""
    return (
        f"The places differ more than chance (mean square of their scores {size}; chance gives "
        f"1). Beyond the 99.8% limits lie {bare} of {many} with no adjustment, {moved}; what "
        f"follows uses the {how}{tail}."
    )


def _moved(standing: Standing, lang: Language) -> str:
    found = [
        (treatment_words(t, lang), standing.number_outside(0.998, t))
        for t in standing.treatments
        if t != "none"
    ]
    if lang == "zh":
        return "，".join(f"{words}{n}地" for words, n in found)
    return listed([f"{n} with {words}" for words, n in found], lang)


def outstanding(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Say who lies beyond the limits, or that nobody does and what could have been seen."""
    if not standing.number_outside(0.95, standing.headline):
        return _nobody(section, standing, lang)
    beyond = (_beyond(section, standing, side, lang) for side in (1, -1))
    far = [words for words in beyond if words]
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


def _beyond(section: CrossSection, standing: Standing, side: int, lang: Language) -> str:
    who = named_places(section, standing.outside(0.998, side), lang)
    if not who:
        return ""
    if lang == "zh":
        return f"{'高于' if side > 0 else '低于'}99.8%限的有{who}"
    return f"{'above' if side > 0 else 'below'} the 99.8% limits: {who}"


def _between(section: CrossSection, standing: Standing, lang: Language) -> str:
    both = [standing.outside(0.95, side) for side in (1, -1)]
    rows = pd.concat(both)
    return named_places(section, rows[rows[standing.headline].abs() < 0.998], lang)


def named_places(section: CrossSection, rows: pd.DataFrame, lang: Language) -> str:
    """Return places with their values as a list; of many the first, and how many there are."""
    named = [
        f"{name}（{value_words(section, value, lang)}）" if lang == "zh"
        else f"{name} ({value_words(section, value, lang)})"
        for name, value in zip(rows[f"name_{lang}"], rows["value"], strict=True)
    ]  # fmt: skip
    return named_or_some(named, lang)


def powerful(section: CrossSection, standing: Standing) -> bool:
    """Whether a place of median size that differs by what matters would have been seen."""
    low, high = standing.detectable
    if isnan(low) or isnan(high):
        return False
    if section.form == "rate":
        up, down = high / standing.target, standing.target / low if low else float("inf")
        return max(up, down) <= RELEVANT_RATIO
    return max(high - standing.target, standing.target - low) <= RELEVANT_POINTS


def _nobody(section: CrossSection, standing: Standing, lang: Language) -> str:
    value, power = _visible(section, standing, lang), powerful(section, standing)
    if lang == "zh":
        first = "没有地区超出95%限"
        if power:
            return (
                f"{first}；规模居中的地区若{value}，有八成把握看出，这样大的差异多半已经显出。"
            )
        least = (
            f"规模居中的地区要{value}才有八成把握看出"
            if value
            else "以现有件数，多大的差异都没有八成把握看出"
        )
        return f"{first}，但这不等于没有差异：{least}。"
    first = "No place lies beyond the 95% limits"
    if power:
        return (
            f"{first}; one of median size would show four times in five if it were {value}, so "
            "differences as large as that would most likely have shown."
        )
    least = (
        f"one of median size would have to be {value} to show four times in five"
        if value
        else "with these counts no difference would show four times in five"
    )
    return f"{first}, which does not mean that they are equal: {least}."


def _visible(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Return the values that would show, such as below 5.1% or above 14.2%; empty for none."""
    words = ("低于", "高于") if lang == "zh" else ("below ", "above ")
    seen = [
        word + value_words(section, value, lang)
        for word, value in zip(words, standing.detectable, strict=True)
        if not isnan(value)
    ]
    return ("或" if lang == "zh" else " or ").join(seen)


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
    first, last = (
        place_and_value(section, rows.iloc[0], lang),
        place_and_value(section, rows.iloc[-1], lang),
    )
    why = _why_unjudged(section, lang)
    if lang == "zh":
        return (
            f"{when}，{len(rows)}个{places}地区有{name}：最多{first}，最少{last}。{why}"
            if section.form == "count"
            else f"{when}，{len(rows)}个{places}地区有{name}：从{last}到{first}。{why}"
        )
    return f"{when}, {name} in {len(rows)} {places}: from {last} to {first}. {why}"


def place_and_value(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    """Return a place with its value: 上海市59.8 (Shanghai (59.8))."""
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
