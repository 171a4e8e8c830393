"""What a comparison of places says: who is compared, who stands out, and how sure that is."""

from collections.abc import Mapping
from math import inf, isnan
from typing import Any

import pandas as pd

from fadu.codebook import Language
from fadu.rounding import number, rounded, telling_digits, unit_word
from fadu.shapes.crosssection import CrossSection, Standing, Treatment
from fadu.wording.powers import enough_points, enough_ratio
from fadu.wording.sections import (
    interval_words,
    many_places,
    measure_words,
    named_places,
    people_words,
    place_value,
    rate_digits,
    rounded_places,
    topic,
    value_words,
    when_words,
)
from fadu.wording.values import capital, listed

_TREATED: Mapping[Treatment, tuple[str, str]] = {
    "none": ("不作调整", "no adjustment"),
    "multiplicative": ("乘性调整", "multiplicative adjustment"),
    "additive": ("加性调整", "additive adjustment"),
    "arcsine": ("反正弦尺度的加性调整", "additive adjustment on the arcsine scale"),
}


def treatment_words(treatment: Treatment, lang: Language) -> str:
    """Return the name of a treatment of the spread between places."""
    return _TREATED[treatment][lang == "en"]


def overview(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Say how many places are compared, and their common value."""
    rows = section.compared
    count, total = number(float(rows["count"].sum())), number(float(rows["total"].sum()))
    common = value_words(section, standing.target, lang)
    who = many_places(section, lang)
    if lang == "zh":
        first = f"{when_words(section, lang)}，{who}{section.indicator.zh}合计"
        if section.form != "rate":
            return f"{first}为{common}（{count}/{total}）。{rounded_places(section, lang)}"
        people = people_words(float(rows["total"].sum()), lang)
        unit = unit_word(section.indicator, section.codebook, lang)
        return (
            f"{first}{count}{unit}，常住人口{people}，每10万人{common}{unit}。"
            + rounded_places(section, lang)
        )
    first, note = f"{topic(section)}: {who} together", rounded_places(section, lang)
    note = f" {note}" if note else ""
    if section.form != "rate":
        return f"{first} {common} ({count}/{total}).{note}"
    people = people_words(float(rows["total"].sum()), lang)
    return f"{first} {count} among {people} residents, {common} per 100,000.{note}"


def spread(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Say how far the places differ beyond chance, and how the verdict moves with that."""
    size = number(standing.phi, 1 if standing.phi < 10 else 0)
    if not standing.heterogeneous and not section.rounded.empty:
        zh = "合起来看，各地的差异可由随机波动和件数的取整解释，这不等于没有差异。"
        en = (
            "Taken together, chance and the rounding of counts can explain how the places differ, "
            "which does not mean that they are equal."
        )
        return zh if lang == "zh" else en
    if not standing.heterogeneous:
        if lang == "zh":
            return f"合起来看，未见各地有超出随机波动的差异（标准化差异平方的均值{size}，随机波动为1）。"
        return (
            "Taken together, the places are not shown to differ beyond chance (mean square of "
            f"their scores {size}; chance gives 1)."
        )
    many, bare = len(section.compared), standing.number_outside(0.998, "none")
    how, moved = treatment_words(standing.headline, lang), _moved(standing, lang)
    refused = "additive" in standing.refused
    if lang == "zh":
        tail = "；各地相差太大，加性调整不能用" if refused else ""
        return (
            f"各地差异大于随机波动（标准化差异平方的均值{size}，随机波动为1）：{many}地中在99.8%"
            f"控制限外的，不作调整{bare}地，{moved}；以下按{how}{tail}。"
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
        first = "，".join(far) if far else "没有地区超出99.8%控制限"
        note = f"；仅超出95%控制限的有{near}" if near else ""
        return f"{first}{note}（仅因偶然，也会有约{chance}地超出95%控制限）。"
    first = "; ".join(far) if far else "no place lies beyond the 99.8% limits"
    note = f"; beyond the 95% limits only: {near}" if near else ""
    return capital(f"{first}{note} (chance alone puts about {chance} beyond the 95% limits).")


def _beyond(section: CrossSection, standing: Standing, side: int, lang: Language) -> str:
    who = named_places(section, standing.outside(0.998, side), lang)
    if not who:
        return ""
    if lang == "zh":
        return f"{'高于' if side > 0 else '低于'}99.8%控制限的有{who}"
    return f"{'above' if side > 0 else 'below'} the 99.8% limits: {who}"


def _between(section: CrossSection, standing: Standing, lang: Language) -> str:
    both = [standing.outside(0.95, side) for side in (1, -1)]
    rows = pd.concat(both)
    return named_places(section, rows[rows[standing.headline].abs() < 0.998], lang)


def powerful(section: CrossSection, standing: Standing) -> bool:
    """Whether a place of median size that differs by what matters would have been seen."""
    low, high = standing.detectable
    if isnan(low) or isnan(high):
        return False
    if section.form == "rate":
        return enough_ratio(high / standing.target, standing.target / low if low else inf)
    return enough_points(standing.target, high - standing.target, standing.target - low)


def _nobody(section: CrossSection, standing: Standing, lang: Language) -> str:
    if not section.rounded.empty:
        if lang == "zh":
            return "没有地区肯定超出95%控制限，但这不等于没有差异：件数取整后，多大的差异看得出，说不准。"
        return (
            "No place surely lies beyond the 95% limits, which does not mean that all are equal: with "
            "rounded counts it cannot be said how large a difference would show."
        )
    value, power = _visible(section, standing, lang), powerful(section, standing)
    if lang == "zh":
        first = "没有地区超出95%控制限"
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
    return f"{first}, which does not mean that all are equal: {least}."


def _visible(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Return the values that would show, such as below 5.1% or above 14.2%; empty for none."""
    words = ("低于", "高于") if lang == "zh" else ("below ", "above ")
    seen = [
        word + bound
        for word, value in zip(words, standing.detectable, strict=True)
        if (bound := _bound(section, value))
    ]
    return ("或" if lang == "zh" else " or ").join(seen)


def _bound(section: CrossSection, value: float) -> str:
    """Return a bound with as many digits as tell it from the ends; empty where none do."""
    rate = section.form == "rate"
    ends = (0.0,) if rate else (0.0, 100.0)
    digits = rate_digits(section) if rate else section.indicator.decimals
    for end in ends:
        digits = telling_digits(value, value, end, digits)
    if isnan(value) or any(rounded(value, digits) == rounded(end, digits) for end in ends):
        return ""
    return number(value, digits) + ("" if rate else "%")


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
            f"；{why}，不与其他地区比较。" if lang == "zh" else f"; not compared ({why})."
        )
    if standing is None:
        return said + ("。" if lang == "zh" else ".")
    signed = float(standing.rows.set_index("district").loc[section.focus, standing.headline])
    if not signed and row["print_low"] < row["print_high"]:
        return said + _focus_rounded(standing.headline, lang)
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
    return f"{capital(name)} in {row['name_en']}: {value}{ends}"


def _focus_rounded(treatment: Treatment, lang: Language) -> str:
    """Say that a place whose counts were rounded is not surely beyond the limits."""
    how = treatment_words(treatment, lang)
    if lang == "zh":
        return f"，计入取整的余地，未必超出95%控制限（{how}），不能说与其他地区不同。"
    return (
        f"; with what rounding allows not surely beyond the 95% limits ({how}), so not shown to "
        "differ from the others."
    )


def _focus_verdict(signed: float, treatment: Treatment, lang: Language) -> str:
    how = treatment_words(treatment, lang)
    level = number(abs(signed) * 100, 1 if abs(signed) > 0.99 else 0)
    if not signed:
        if lang == "zh":
            return f"，在95%控制限之内（{how}），不能说与其他地区不同。"
        return f"; within the 95% limits ({how}), so not shown to differ from the others."
    if lang == "zh":
        return f"，{'高于' if signed > 0 else '低于'}{level}%控制限（{how}）。"
    return f"; {'above' if signed > 0 else 'below'} the {level}% limits ({how})."
