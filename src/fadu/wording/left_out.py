"""Which places a comparison leaves out, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from fadu.codebook import Language
from fadu.panel import Break
from fadu.shapes.crosssection import CrossSection
from fadu.wording.limits import dated_breaks
from fadu.wording.periods import period_words
from fadu.wording.values import among, listed

MOST_NAMED = 8
SOME_NAMED = 4
"""Where more than the most would have to be named, the first of them are."""
_REASONS: Mapping[str, tuple[str, str]] = {
    "bound": ("只公布了约数或界限", "printed as a bound or approximately"),
    "impossible": ("分子大于分母", "more counted than there are in all"),
    "no counts": ("只有百分比，没有件数", "a percentage without its counts"),
    "no figure": ("当年没有数据", "no figure for the year"),
    "no population": ("没有常住人口数", "no resident population known"),
    "part": ("是另一列示地区的一部分", "part of another place shown"),
    "tier": ("来源层级不够", "source below the tier asked for"),
    "two sources": ("分子分母出自两个来源", "numerator and denominator from two sources"),
    "undecided": ("各来源不一致，不能取舍", "sources disagree and the rule cannot decide"),
}
_LEVELS: Mapping[str, tuple[str, str, str]] = {
    "nation": ("全国", "the nation", "nation"),
    "province": ("省级", "provinces", "province"),
    "prefecture": ("地级", "prefectures", "prefecture"),
    "county": ("县级", "counties", "county"),
}


def level_words(level: str, lang: Language) -> str:
    """Return a level in words: 省级 (provinces)."""
    return _LEVELS[level][lang == "en"]


def level_places(level: str, lang: Language, many: int = 2) -> str:
    """Return the places of a level as a noun: 省级地区 (provinces; one: province)."""
    if lang == "en":
        return _LEVELS[level][1 if many != 1 else 2]
    return _LEVELS[level][0] + ("" if level == "nation" else "地区")


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
        return f"时段不同（{words}）" if lang == "zh" else f"another period: {words}"
    if reason == "level":
        words = level_words(str(row["level"]), lang)
        return f"层级不同（{words}）" if lang == "zh" else f"another level: {words}"
    if reason in {"side", "mixed"}:
        return _break_words(reason, crossed, lang)
    return _REASONS[reason][lang == "en"]


def _break_words(reason: str, crossed: Sequence[Break], lang: Language) -> str:
    dated = dated_breaks(crossed, lang)
    if lang == "zh":
        return f"口径不同（{dated}）" if reason == "side" else f"当年有变更（{dated}）"
    what = "on another side of a break" if reason == "side" else "a break within the year"
    return f"{what}: {dated}"


def named_or_some(named: Sequence[str], lang: Language) -> str:
    """Join names as a list; of more than eight the first four, and how many there are."""
    if len(named) <= MOST_NAMED:
        return listed(named, lang)
    some = named[:SOME_NAMED]
    if lang == "zh":
        return "、".join(some) + f"等{len(named)}地"
    return ", ".join(some) + f" and {len(named) - SOME_NAMED} more"


def left_out(section: CrossSection, lang: Language) -> str:
    """Say which places are not compared, reason by reason; empty where none.

    Many that share a reason are the first of them and a number; those of other levels are only
    a number.
    """
    rows = section.left_out
    near = rows[rows["reason"] != "level"]
    others = int((rows["reason"] == "level").sum())
    parts = []
    for why, group in near.groupby(f"reason_{lang}", sort=False):
        named = named_or_some([among(name, lang) for name in group[f"name_{lang}"]], lang)
        parts.append(f"{named}，{why}" if lang == "zh" else f"{named} – {why}")
    if others:
        parts.append(f"其他层级{others}地" if lang == "zh" else f"{others} of other levels")
    if not parts:
        return ""
    if lang == "zh":
        return "未纳入比较：" + "；".join(parts) + "。"
    return "Left out: " + "; ".join(parts) + "."
