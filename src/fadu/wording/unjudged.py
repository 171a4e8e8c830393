"""What is said of places that are set side by side without a verdict, and why there is none."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from fadu.codebook import Language
from fadu.shapes.crosssection import CrossSection
from fadu.wording.left_out import level_places, named_or_some
from fadu.wording.limits import alone
from fadu.wording.sections import (
    interval_words,
    many_places,
    measure_words,
    place_and_value,
    place_value,
    rounded_places,
    topic,
    when_words,
)
from fadu.wording.values import among, listed


def too_few(section: CrossSection, fewest: int, lang: Language) -> str:
    """Say that there are too few places to tell their spread from chance, with their values."""
    rows = section.compared.sort_values(["value", "district"], ascending=[False, True])
    said = listed([_with_interval(section, row, lang) for _, row in rows.iterrows()], lang)
    who, note = many_places(section, lang), rounded_places(section, lang)
    if lang == "zh":
        return (
            f"{when_words(section, lang)}，{measure_words(section, lang)}可比的只有{who}，"
            f"不足{fewest}个，不画控制限：{said}。{note}"
        )
    note = f" {note}" if note else ""
    return (
        f"{topic(section, measured=True)}: only {who} can be compared, fewer than the {fewest} "
        f"that limits need: {said}.{note}"
    )


def _with_interval(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    value, between = place_value(section, row, lang), interval_words(section, row, lang)
    if lang == "zh":
        return f"{row['name_zh']}{value}（95%区间{between}）"
    return among(row["name_en"], lang, f"{value}, 95% interval {between}")


def unjudged(section: CrossSection, lang: Language) -> str:
    """Say what plain counts or printed values can and cannot tell."""
    rows = section.compared.sort_values(["value", "district"], ascending=[False, True])
    first, last = (place_and_value(section, rows.iloc[n], lang) for n in (0, -1))
    said = [_why_unjudged(section, lang), _dates(rows, lang), _bounds(rows, lang)]
    why = ("" if lang == "zh" else " ").join(s for s in said if s)
    who = many_places(section, lang)
    if lang == "en":
        return f"{topic(section, measured=True)}, {who}: from {last} to {first}. {why}"
    span = f"最多{first}，最少{last}" if section.form == "count" else f"从{last}到{first}"
    return f"{when_words(section, lang)}，{who}有{measure_words(section, lang)}：{span}。{why}"


def _dates(rows: pd.DataFrame, lang: Language) -> str:
    """Say that stocks are of different dates; empty where they are not."""
    if rows["period"].nunique() < 2:
        return ""
    return "各地的日期不尽相同。" if lang == "zh" else "Their dates differ."


def _bounds(rows: pd.DataFrame, lang: Language) -> str:
    """Say whose figures are bounds, approximate or rounded, so that the order is not sure."""
    rounded = (rows["basis"] == "count") & (rows["print_low"] < rows["print_high"])
    bound = ~rows["qualifier"].isin(["exact", ""])
    loose = rows[bound | rounded]
    if loose.empty:
        return ""
    named = named_or_some([among(name, lang) for name in loose[f"name_{lang}"]], lang)
    if lang == "zh":
        what = "约数、界限或取整的数" if (rounded & ~bound).any() else "约数或界限"
        return f"{named}只公布了{what}，先后按所印的数排列，未必如此。"
    what = (
        "a bound, approximately or rounded"
        if (rounded & ~bound).any()
        else "a bound or approximately"
    )
    return f"Printed as {what}, so that the order is not sure: {named}."


_WHY: Mapping[str, tuple[str, str]] = {
    "rate": (
        "数目由机关自己决定，没有随机波动可言，只并列，不作判断。",
        "How many there are is for authorities to decide: they stand side by side without a verdict.",
    ),
    "count": (
        "件数没有与人口相除，只并列，不判断谁高谁低。",
        "The counts are not set against population: they stand side by side without a verdict.",
    ),
    "value": (
        "这些数值没有随机波动可言，只并列，不作判断。",
        "These values carry no counts to weigh chance by: they stand side by side without a verdict.",
    ),
}


def _why_unjudged(section: CrossSection, lang: Language) -> str:
    if section.form == "value" and section.indicator.kind == "rate":
        return _why_no_shares(section.compared, lang)
    return _WHY[section.form][lang == "en"]


def _why_no_shares(rows: pd.DataFrame, lang: Language) -> str:
    counted = rows[rows["low"].notna()]
    named = listed([among(name, lang) for name in counted[f"name_{lang}"]], lang)
    if lang == "zh":
        first = f"除{named}外，这些百分比" if named else "这些百分比"
        return f"{first}没有件数，不能给出区间，只并列，不作判断。"
    first = f"But for {named}, the percentages" if named else "The percentages"
    return f"{first} come without counts: no intervals, no verdict."


def nothing_beside(section: CrossSection, lang: Language) -> str:
    """Say that nothing, or one place alone, can be compared."""
    rows, name = section.compared, section.indicator.name(lang)
    if rows.empty:
        where = level_places(section.level, lang)
        if lang == "zh":
            return f"{when_words(section, lang)}，{where}没有可以比较的{name}，不作比较。"
        where = "for the nation" if section.level == "nation" else f"among {where}"
        return f"{topic(section)}: nothing can be compared {where}."
    if section.focus == rows.iloc[0]["district"] and not section.named:
        return alone(name, section.year, lang)
    return _only_one(section, rows.iloc[0], lang)


def _only_one(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    where, value = level_places(section.level, lang), place_value(section, row, lang)
    if lang == "zh":
        among = "所选地区" if section.named else where
        return (
            f"{when_words(section, lang)}，{among}中只有{row['name_zh']}有可以比较的"
            f"{section.indicator.zh}（{value}），不作比较。"
        )
    among = "of the places chosen" if section.named else f"among {where}"
    return f"{topic(section)}: {among} only {row['name_en']} can be compared ({value}), with none beside it."
