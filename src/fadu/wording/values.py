"""Intervals and lists in words."""

from collections.abc import Sequence

from fadu.codebook import Indicator, Language
from fadu.rounding import number, rounded


def interval(low: float, high: float, indicator: Indicator, lang: Language) -> str:
    """Return an interval such as 21.6%—26.9% (21.6% to 26.9%)."""
    unit = "%" if indicator.is_rate else ""
    digits = indicator.decimals
    ends = (number(low, digits) + unit, number(high, digits) + unit)
    return ("—" if lang == "zh" else " to ").join(ends)


def capital(name: str) -> str:
    """Return a name as it begins a sentence or a title."""
    return name[:1].upper() + name[1:]


def counted(many: int, noun: str) -> str:
    """Return how many there are, in English: 1 source, 340 sources."""
    return f"{number(many)} {noun}{'' if many == 1 else 's'}"


def among(place: str, lang: Language, beside: str = "") -> str:
    """Return a place as it stands in a list: in English its area in brackets, no comma outside.

    Parameters
    ----------
    place
        Its name in `lang`, in English with what it lies in: Jinan, Shandong.
    lang
        zh or en.
    beside
        What is said of it there.

    Returns
    -------
    str
        济南市（59.8%）; Jinan (Shandong; 59.8%).
    """
    if lang == "zh":
        return f"{place}（{beside}）" if beside else place
    name, _, area = place.partition(", ")
    inside = "; ".join(part for part in (area, beside) if part)
    return f"{name} ({inside})" if inside else name


def listed(words: Sequence[str], lang: Language) -> str:
    """Join words as a list: 甲、乙、丙 (a, b and c)."""
    if lang == "zh":
        return "、".join(words)
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)


def p_words(pvalue: float, alpha: float) -> str:
    """Return ``=0.031`` or ``<0.001``, with as many digits as tell it from alpha."""
    if pvalue < 0.001:
        return "<0.001"
    digits = 3
    while digits < 9 and float(rounded(pvalue, digits)) == alpha != pvalue:
        digits += 1
    return "=" + number(pvalue, digits)
