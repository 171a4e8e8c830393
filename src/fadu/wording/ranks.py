"""Which ranks places may hold: always as a set, never as one number alone."""

from typing import Any

import pandas as pd

from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.crosssection import CrossSection, Ranks
from fadu.wording.left_out import MOST_NAMED, named_or_some
from fadu.wording.periods import period_words
from fadu.wording.sections import many_places, measure_words, topic
from fadu.wording.values import among


def rank_overview(section: CrossSection, ranks: Ranks, lang: Language) -> str:
    """Say what is ranked, which end is first, and how wide the sets are."""
    many = len(ranks.rows)
    width = number(float((ranks.rows["high"] - ranks.rows["low"] + 1).median()), 0)
    level, who = number(ranks.level * 100), many_places(section, lang, many)
    if lang == "zh":
        when, name = (
            period_words(section.year, section.period, lang),
            measure_words(section, lang),
        )
        return (
            f"{when}，{who}按{name}排列，{_first_zh(section, ranks)}；"
            f"各地名次集同时成立的把握为{level}%（只计件数的随机波动），集的宽度中位数为{width}位。"
        )
    ranks_wide = "1 rank" if width == "1" else f"{width} ranks"
    return (
        f"{topic(section, measured=True)}: {who} in order; {_first_en(section, ranks)}. The rank "
        f"sets hold for all places at once with {level}% confidence as far as chance in the counts "
        f"goes; their median width is {ranks_wide}."
    )


def _first_zh(section: CrossSection, ranks: Ranks) -> str:
    end = "最大" if ranks.first_is == "largest" else "最小"
    if section.indicator.polarity == "neither":
        return f"第1位为{end}，多少不分好坏"
    return f"第1位为{end}（以此为好）"


def _first_en(section: CrossSection, ranks: Ranks) -> str:
    if section.indicator.polarity == "neither":
        return f"rank 1 is the {ranks.first_is}, which is neither good nor bad"
    return f"rank 1 is the {ranks.first_is}, which counts as best"


def rank_ends(ranks: Ranks, lang: Language) -> str:
    """Say which places may be first and which may be last."""
    rows, many = ranks.rows, len(ranks.rows)
    first = _named(rows[rows["low"] == 1], lang)
    last = _named(rows[rows["high"] == many].iloc[::-1], lang)
    if lang == "zh":
        return f"可能居第1位的有{first}；可能居末位的有{last}。"
    return f"May be first: {first}; may be last: {last}."


def _named(rows: pd.DataFrame, lang: Language) -> str:
    return named_or_some([_with_set(row, lang) for row in rows.to_dict("records")], lang)


def _with_set(row: dict[Any, Any], lang: Language) -> str:
    words = set_words(int(row["low"]), int(row["high"]), lang)
    return among(str(row[f"name_{lang}"]), lang, words)


def set_words(low: int, high: int, lang: Language) -> str:
    """Return a set of ranks: 第3—12位 (ranks 3 to 12)."""
    if lang == "zh":
        return f"仅第{low}位" if low == high else f"第{low}—{high}位"
    return f"rank {low} only" if low == high else f"ranks {low} to {high}"


def rank_focus(section: CrossSection, ranks: Ranks, lang: Language) -> str:
    """Say which ranks the place in question may hold, or why none; empty without one."""
    rows = ranks.rows[ranks.rows["district"] == section.focus]
    if rows.empty:
        return _not_ranked(section, lang)
    row, many = rows.iloc[0], len(ranks.rows)
    together = set_words(int(row["low"]), int(row["high"]), lang)
    alone = set_words(int(row["marginal_low"]), int(row["marginal_high"]), lang)
    if lang == "zh":
        return f"{row['name_zh']}在{many}地中的名次集为{together}（只看这一地：{alone}）。"
    return f"{row['name_en']}: {together} of {many} (taken by itself: {alone})."


def _not_ranked(section: CrossSection, lang: Language) -> str:
    rows = section.left_out[section.left_out["district"] == section.focus]
    if rows.empty:
        return ""
    name, why = rows.iloc[0][f"name_{lang}"], rows.iloc[0][f"reason_{lang}"]
    return f"{name}不参加排列：{why}。" if lang == "zh" else f"{name} is not ranked: {why}."


def unranked(section: CrossSection, lang: Language) -> str:
    """Say why places are not ranked."""
    if len(section.compared) < 2:
        why = ("可比的不足两地", "fewer than two places can be compared")
    elif section.form == "rate":
        why = (
            "数目由机关自己决定，没有随机波动可言",
            "how many there are is for authorities to decide and no matter of chance",
        )
    elif section.form == "count":
        why = ("件数没有与人口相除", "the counts are not set against population")
    else:
        why = ("只有百分比，没有件数", "the percentages come without counts")
    if lang == "zh":
        when = period_words(section.year, section.period, lang)
        return f"{when}{section.indicator.zh}：{why[0]}，不排名次。"
    return f"{topic(section)}: {why[1]}; nothing is ranked."


def rank_alt(section: CrossSection, ranks: Ranks, lang: Language) -> str:
    """Return the alternative text of a chart of rank sets."""
    when, name = period_words(section.year, section.period, lang), measure_words(section, lang)
    said = [_with_set(row, lang) for row in ranks.rows.to_dict("records")]
    kept = (
        said if len(said) <= 2 * MOST_NAMED else [*said[:MOST_NAMED], "…", *said[-MOST_NAMED:]]
    )
    if lang == "zh":
        return f"名次集图：{when}{len(said)}地{name}，" + "、".join(kept) + "。"
    return f"Rank sets: {name}, {when}, {len(said)} places: " + ", ".join(kept) + "."
