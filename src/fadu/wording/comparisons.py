"""What a comparison of places says: who is compared, who stands out, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import Any

from fadu.codebook import Language
from fadu.panel import Break
from fadu.wording.periods import period_words
from fadu.wording.values import listed

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
