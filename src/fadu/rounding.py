"""How a number is printed: decimal, half up, digits from the codebook; declared here alone."""

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from fadu.codebook import Codebook, Indicator, Language
from fadu.model import Qualifier

MINUS = "\u2212"
_BEFORE: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "exact": "",
        "about": "约",
        "over": "超",
        "nearly": "近",
        "at_least": "不少于",
        "at_most": "不超过",
    },
    "en": {
        "exact": "",
        "about": "about ",
        "over": "more than ",
        "nearly": "nearly ",
        "at_least": "at least ",
        "at_most": "at most ",
    },
}
_LARGE: Mapping[Language, tuple[tuple[Decimal, str], ...]] = {
    "zh": ((Decimal(10**8), "亿"), (Decimal(10**4), "万")),
    "en": ((Decimal(10**9), " billion"), (Decimal(10**6), " million")),
}


def rounded(value: float | Decimal, digits: int) -> Decimal:
    """Round half up to `digits` decimals, on the shortest decimal that means `value`."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def number(value: float | Decimal, digits: int = 0) -> str:
    """Print a number with `digits` decimals and commas between thousands.

    Parameters
    ----------
    value
        What is printed; NaN prints as a dash.
    digits
        Decimals.
    """
    if math.isnan(value):
        return "—"
    shown = rounded(value, digits)
    return f"{abs(shown):,f}" if shown >= 0 else f"{MINUS}{abs(shown):,f}"


def telling_digits(low: float, high: float, null: float, digits: int, finest: int = 6) -> int:
    """Return the decimals with which a printed interval holds `null` just as the interval does.

    Parameters
    ----------
    low, high
        The interval.
    null
        What stands for no difference.
    digits
        Decimals if they suffice.
    finest
        Decimals at most.
    """
    ends = [end for end in (low, high) if math.isfinite(end) and end != null]
    while digits < finest and any(
        rounded(end, digits) == rounded(null, digits) for end in ends
    ):
        digits += 1
    return digits


def as_given(value: float | Decimal) -> str:
    """Print a figure with the decimals that it came with."""
    exact = Decimal(repr(float(value))) if not isinstance(value, Decimal) else value
    exponent = int(exact.normalize().as_tuple().exponent)
    return number(exact, max(0, -exponent))


def qualified(words: str, qualifier: Qualifier | str, lang: Language) -> str:
    """Put what the print says beside a number (约, over) before it."""
    return _BEFORE[lang].get(qualifier, "") + words


def quantity(
    value: float | Decimal,
    indicator: Indicator,
    codebook: Codebook,
    lang: Language,
    *,
    derived: bool = False,
) -> str:
    """Print a value with its unit.

    Parameters
    ----------
    value
        In the indicator's unit.
    indicator, codebook
        Give unit and digits.
    lang
        Language of the unit.
    derived
        Whether the value was computed (digits from the codebook) or printed by a source
        (its own digits).
    """
    if indicator.kind == "amount":
        return _money(value, lang)
    digits = number(value, indicator.decimals) if derived else as_given(value)
    return with_unit(digits, indicator, codebook, lang)


def with_unit(printed: str, indicator: Indicator, codebook: Codebook, lang: Language) -> str:
    """Put the unit after a printed number: 1件, 2件 (1 case, 2 cases)."""
    one = printed.lstrip("+" + MINUS) == "1"
    return printed + unit_word(indicator, codebook, lang, one=one)


def unit_word(
    indicator: Indicator, codebook: Codebook, lang: Language, *, one: bool = False
) -> str:
    """Return the unit as it follows a number, of several or of one."""
    if indicator.unit == "%":
        return "%"
    word = codebook.unit_word(indicator.id, lang, one=one)
    return f" {word}" if lang == "en" and word else word


def with_points(printed: str, lang: Language, *, named: bool = False) -> str:
    """Put after a printed difference of percentages that it is in points.

    Parameters
    ----------
    printed
        The number.
    lang
        zh or en.
    named
        Whether the English words say percentage points, not points alone.
    """
    if lang == "zh":
        return f"{printed}个百分点"
    one = printed.lstrip("+" + MINUS) == "1"
    return f"{printed} {'percentage ' if named else ''}point{'' if one else 's'}"


def _money(value: float | Decimal, lang: Language) -> str:
    exact = Decimal(repr(float(value))) if not isinstance(value, Decimal) else value
    for size, word in _LARGE[lang]:
        if abs(exact) >= size:
            return as_given(exact / size) + word + ("元" if lang == "zh" else " yuan")
    return as_given(exact) + ("元" if lang == "zh" else " yuan")
