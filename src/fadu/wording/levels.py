"""How high a figure is, and how sure that is."""

import pandas as pd

from fadu.codebook import Codebook, Indicator, Language
from fadu.rounding import number, qualified, quantity
from fadu.wording.periods import period_words
from fadu.wording.values import capital, interval


def level(
    indicator: Indicator,
    codebook: Codebook,
    place: str,
    row: "pd.Series[float]",
    lang: Language,
) -> str:
    """Say one figure with its interval, or why it has none.

    Parameters
    ----------
    indicator, codebook
        What the figure means.
    place
        Full name of the place in `lang`.
    row
        A row in the form of ``fadu.analyses.estimates``.
    lang
        zh or en.

    Returns
    -------
    str
        One sentence.
    """
    value = said_value(indicator, codebook, row, lang)
    detail = _detail(indicator, row, lang)
    when = period_words(int(row["year"]), str(row["period"]), lang)
    if lang == "zh":
        return f"{when}，{place}{indicator.zh}为{value}{detail}。"
    return f"{capital(indicator.en)} in {place}, {when}: {value}{detail}."


def said_value(
    indicator: Indicator, codebook: Codebook, row: "pd.Series[float]", lang: Language
) -> str:
    """Return a figure with its unit and qualifier: derived in the codebook's digits, or printed."""
    derived = row["basis"] in {"counts", "mixed counts"}
    words = quantity(row["value"], indicator, codebook, lang, derived=derived)
    return qualified(words, str(row["qualifier"]), lang)


def rounding_note(row: "pd.Series[float]", lang: Language) -> str:
    """Say beside counts that they were rounded, or seem so, and that the interval allows for it."""
    if not (row["print_low"] < row["print_high"]):
        return ""
    if lang == "zh":
        return "，视为取整后公布，区间已计入" if row["assumed"] else "，取整后公布，区间已计入"
    return (
        ", taken as rounded, which the interval allows for"
        if row["assumed"]
        else ", rounded, which the interval allows for"
    )


def _detail(indicator: Indicator, row: "pd.Series[float]", lang: Language) -> str:
    fraction = f"{number(row['count'])}/{number(row['total'])}"
    basis = row["basis"]
    if basis == "counts" and row["low"] == row["low"]:
        between = interval(row["low"], row["high"], indicator, lang)
        note = rounding_note(row, lang)
        return (
            f"（{fraction}{note}），95%区间{between}"
            if lang == "zh"
            else f" ({fraction}{note}; 95% interval {between})"
        )
    if basis == "counts" and row["count"] > row["total"]:
        return (
            f"（{fraction}，分子大于分母，不能成立）"
            if lang == "zh"
            else f" ({fraction}: more counted than there are in all, which cannot be)"
        )
    if basis == "counts":
        return f"（{fraction}）" if lang == "zh" else f" ({fraction})"
    if basis == "mixed counts":
        return (
            f"（{fraction}，分子分母出自两个来源，只作参考）"
            if lang == "zh"
            else f" ({fraction}, from two sources; for orientation only)"
        )
    if basis == "printed" and indicator.is_rate:
        return (
            "（公布值，未见可对应的件数，不能给出区间）"
            if lang == "zh"
            else " (as printed; without its counts no interval can be given)"
        )
    return ""
