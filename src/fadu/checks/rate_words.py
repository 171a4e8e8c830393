"""Sentences about a printed rate and the quotients of printed counts."""

from collections.abc import Callable, Sequence

from fadu.checks.bounds import decimal
from fadu.checks.figures import Figure
from fadu.checks.quotients import Quotient
from fadu.checks.words import bare, decimals, either, exact, joined, said, span, where
from fadu.codebook import Language
from fadu.panel import Panel

Sentence = Callable[[Panel, Figure, Sequence[Quotient], Language], str]


def holds(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
    """Say that the printed rate is the rounded quotient."""
    name = where(panel, rate, lang) + rate.indicator.name(lang)
    printed, fraction = said(panel, rate, lang), _fraction(shown[0], lang)
    plain = rate.qualifier == "exact"
    value = printed if plain else _value(shown[0])
    if lang == "zh":
        return f"{name}：{fraction} = {value}{'' if plain else f'，印作{printed}'}。"
    return f"{name}: {fraction} = {value}{'' if plain else f', printed as {printed}'}."


def truncated(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
    """Say that digits were cut off."""
    said_so = _inexact(panel, rate, shown[0], lang)
    if lang == "zh":
        return f"{said_so}，所印数字是截尾而得，可以成立。"
    return f"{said_so}: the printed rate was cut off, which is allowed."


def raised(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
    """Say that the last digit was raised."""
    if lang == "zh":
        return f"{_inexact(panel, rate, shown[0], lang)}，所印数字末位多进了一。"
    return f"{_inexact(panel, rate, shown[0], lang)}: the last printed digit is one too high."


def tens(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
    """Say that the rate fits only as a round number."""
    fraction, value = _fraction(shown[0], lang), _value(shown[0])
    if lang == "zh":
        return (
            f"{_printed(panel, rate, lang)}，而{fraction}为{value}，"
            "只有当作取整到十位的数才能成立。"
        )
    return (
        f"{_printed(panel, rate, lang)}, but {fraction} is {value}; it stands only as a number "
        "rounded to tens."
    )


def other_base(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
    """Say which base the rate fits, the last of `shown`, and which it does not."""
    *misfits, fits = shown
    base = fits.base.indicator.name(lang)
    each = "".join(f"{_over(q, lang)}{'，' if lang == 'zh' else ' and '}" for q in misfits)
    if lang == "zh":
        return f"{_printed(panel, rate, lang)}，{each}{_over(fits, lang)}，可见分母是{base}。"
    return f"{_printed(panel, rate, lang)}; {each}{_over(fits, lang)}, so it is over {base}."


def other_numerator(
    panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language
) -> str:
    """Say that a look-alike of the numerator, in the last of `shown`, gives the ratio."""
    one, fits = shown[0], shown[-1]
    name = fits.parts[0].indicator.name(lang)
    if lang == "zh":
        return (
            f"{_printed(panel, rate, lang)}，{_fraction(one, lang)}为{_value(one)}，"
            f"{_fraction(fits, lang)}为{_value(fits)}，可见分子是{name}。"
        )
    return (
        f"{_printed(panel, rate, lang)}; {_fraction(one, lang)} is {_value(one)} and "
        f"{_fraction(fits, lang)} is {_value(fits)}, so its numerator is {name}."
    )


def of_one_base(sibling: Quotient) -> Sentence:
    """Return the sentence for a report whose other rate does rest on the codebook's base."""

    def sentence(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
        name, base = sibling.rate.indicator.name(lang), bare(sibling.base, lang)
        said_so = _not_so(panel, rate, shown, lang)
        if lang == "zh":
            return f"{said_so}，而同一来源的{name}正是以{base}为分母的。"
        return f"{said_so}, while the {name} in the same source is over {base}."

    return sentence


def no_base(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
    """Say that no base, printed or not, gives the rate."""
    said_so = _not_so(panel, rate, shown, lang)
    if _nothing(shown[0]):
        return said_so + ("。" if lang == "zh" else ".")
    if lang == "zh":
        return f"{said_so}，而可用的各种分母都不可能是这个数。"
    return f"{said_so}, which none of its possible bases can be."


def unless(bases: Sequence[str]) -> Sentence:
    """Return the sentence for a rate that is wrong unless an unprinted base explains it."""

    def sentence(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
        names = either([panel.codebook[b].name(lang) for b in bases], lang)
        said_so = _not_so(panel, rate, shown, lang)
        if lang == "zh":
            return f"{said_so}，除非分母是来源没有印出的{names}，否则有误。"
        return (
            f"{said_so}, an error unless it is over {names}, which the source does not print."
        )

    return sentence


def over(bases: Sequence[str]) -> Sentence:
    """Return the sentence for a rate whose own base is not printed."""

    def sentence(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
        names = either([panel.codebook[b].name(lang) for b in bases], lang)
        if lang == "zh":
            return f"{_not_so(panel, rate, shown, lang)}，应是来源没有印出的{names}。"
        return (
            f"{_not_so(panel, rate, shown, lang)}, which would be {names}, not printed in the "
            "source."
        )

    return sentence


def _not_so(panel: Panel, rate: Figure, shown: Sequence[Quotient], lang: Language) -> str:
    each = joined([_over(q, lang) for q in shown], lang)
    low, high = shown[0].needed
    if lang == "zh":
        need = f"要得到它，分母须为{span(low, high, lang)}"
        if _nothing(shown[0]):
            need = "任何整数分母都得不到它"
        return f"{_printed(panel, rate, lang)}，但{each}；{need}"
    need = f"it needs a base of {span(low, high, lang)}"
    if _nothing(shown[0]):
        need = "no whole number as a base gives it"
    return f"{_printed(panel, rate, lang)}, but {each}; {need}"


def _nothing(quotient: Quotient) -> bool:
    low, high = quotient.needed
    return low is not None and high is not None and low > high


def _printed(panel: Panel, rate: Figure, lang: Language) -> str:
    name, printed = rate.indicator.name(lang), said(panel, rate, lang)
    if lang == "zh":
        return f"{where(panel, rate, lang)}{name}印作{printed}"
    return f"{where(panel, rate, lang)}the {name} is printed as {printed}"


def _inexact(panel: Panel, rate: Figure, quotient: Quotient, lang: Language) -> str:
    fraction, more, rounded = _fraction(quotient, lang), _value(quotient, 2), _value(quotient)
    if lang == "zh":
        return f"{_printed(panel, rate, lang)}，{fraction}为{more}，四舍五入是{rounded}"
    return f"{_printed(panel, rate, lang)}; {fraction} is {more}, which rounds to {rounded}"


def _fraction(quotient: Quotient, lang: Language) -> str:
    parts = "+".join(bare(p, lang) for p in quotient.parts)
    whole = f"({parts})" if len(quotient.parts) > 1 else parts
    return f"{whole}/{bare(quotient.base, lang)}"


def _value(quotient: Quotient, more: int = 0) -> str:
    is_rate = quotient.rate.indicator.is_rate
    least = 0 if more else (1 if is_rate else 2)
    places = max(decimals(quotient.rate) + more, least)
    return exact(decimal(quotient.value), places) + ("%" if is_rate else "")


def _over(quotient: Quotient, lang: Language) -> str:
    base = quotient.base.indicator.name(lang)
    if lang == "zh":
        return f"以{base}为分母（{_fraction(quotient, lang)}）是{_value(quotient)}"
    return f"over {base} ({_fraction(quotient, lang)}) it is {_value(quotient)}"
