"""Words that the sentences of all laws share."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from fadu.checks.bounds import decimal
from fadu.checks.figures import Figure
from fadu.codebook import Language
from fadu.panel import Panel
from fadu.rounding import as_given, number, qualified, quantity, with_points, with_unit


def where(panel: Panel, figure: Figure, lang: Language) -> str:
    """Return the place and the time that a sentence opens with."""
    place = panel.districts.label(figure.district, lang)
    time = when(figure.year, figure.period, lang)
    return f"{place}{time}" if lang == "zh" else f"{place}, {time}: "


def when(year: int, period: str, lang: Language) -> str:
    """Return 2023年 (2023), 2015年1至7月 (2015-01 to 2015-07), or a date."""
    if not period:
        return f"{year}年" if lang == "zh" else f"{year}"
    first, _, last = period.partition("/")
    ends = list(dict.fromkeys(end for end in (first, last) if end))
    if lang == "en":
        return " to ".join(ends)
    months = len(ends) > 1 and len(first) == len(last) == len("2015-01")
    if months and first[:4] == last[:4]:
        return f"{first[:4]}年{int(first[5:])}至{int(last[5:])}月"
    return "至".join(
        "".join(f"{int(p)}{u}" for p, u in zip(end.split("-"), "年月日", strict=False))
        for end in ends
    )


def said(panel: Panel, figure: Figure, lang: Language) -> str:
    """Return a figure as it is printed, with its unit: 近32,770件 (nearly 32,770 cases)."""
    if figure.measure == "change_percent":
        return qualified(f"{as_given(figure.value)}%", figure.qualifier, lang)
    if figure.measure == "change_points":
        points = with_points(as_given(figure.value), lang)
        return qualified(points, figure.qualifier, lang)
    value = quantity(figure.value, figure.indicator, panel.codebook, lang)
    if figure.counted:
        value = with_unit(as_given(figure.value), figure.indicator, panel.codebook, lang)
    elif figure.in_percent:
        value = f"{digits(figure)}%"
    return qualified(value, figure.qualifier, lang)


def bare(figure: Figure, lang: Language) -> str:
    """Return a figure without its unit: 近32,770 (nearly 32,770)."""
    shown = digits(figure) if figure.in_percent else as_given(figure.value)
    return qualified(shown, figure.qualifier, lang)


def digits(figure: Figure) -> str:
    """Return the value with all printed decimals, such as 98.0."""
    return number(figure.value, decimals(figure))


def decimals(figure: Figure) -> int:
    """Return how many decimals were printed."""
    return max(0, -int(figure.value.as_tuple().exponent))


def exact(value: Fraction | Decimal, places: int) -> str:
    """Return a computed number with `places` decimals."""
    return number(value if isinstance(value, Decimal) else decimal(value), places)


def joined(clauses: Sequence[str], lang: Language) -> str:
    """Return clauses as one: 甲，乙 (a and b)."""
    if lang == "zh":
        return "，".join(clauses)
    *most, last = clauses or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def either(words: Sequence[str], lang: Language) -> str:
    """Return alternatives in words: 甲、乙或丙 (a, b or c)."""
    comma, final = ("、", "或") if lang == "zh" else (", ", " or ")
    *most, last = words
    return comma.join(most) + final + last if most else last


def span(low: int | None, high: int | None, lang: Language) -> str:
    """Return whole numbers from `low` to `high` in words; one of them is known."""
    if low == high and low is not None:
        return number(Decimal(low))
    if high is None:
        return qualified(number(Decimal(low or 0)), "at_least", lang)
    if low is None:
        return qualified(number(Decimal(high)), "at_most", lang)
    return ("至" if lang == "zh" else " to ").join(number(Decimal(n)) for n in (low, high))


def source_name(panel: Panel, source: str, lang: Language) -> str:
    """Return title and date of a source: 《…》（2023-03-01）."""
    row = panel.sources[panel.sources["id"] == source]
    title, published = (row.iloc[0][c] for c in ("title", "published"))
    if lang == "zh":
        return f"《{title}》" + (f"（{published}）" if published else "")
    return f"“{title}”" + (f" ({published})" if published else "")


def sources_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the ids of the sources of some figures, sorted."""
    return tuple(sorted({f.source for f in figures}))
