"""Reading a text for its printed numbers in one pass."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from fadu.intake.numbers import shares
from fadu.intake.numbers.lookalikes import CODE_LAST, digits_lookalike, words_lookalike
from fadu.intake.numbers.nouns import PERCENT, POINTS, LookAlike, PrintedNumber
from fadu.intake.numbers.numerals import LETTERS, read_numeral
from fadu.intake.numbers.qualifiers import qualify
from fadu.intake.numbers.units import TIMES, tail_pattern

LONGEST = 24
_ONE = Decimal(1)
_HIT = re.compile(rf"[0-9{LETTERS}《“半翻数几若无没]")
_NAME = re.compile(r"《[^《》\n]{0,80}》|“(?![零9]|[^“”]{0,11}%)[^“”\n，。]{1,12}”")
_SHARE = re.compile(shares.PATTERN)
_OF_SHARES = frozenset("分成半")
_SELDOM = {
    "无": "一", "没": "有", "数": "十百千万亿", "几": "十百千万亿", "若": "干", "翻": "一两二三四番",
}  # fmt: skip
"""Letters that begin a number only before one of these."""
_VAGUE = re.compile(r"[数几][十百千万亿]+|十几|若干")
_WORDS = re.compile(rf"[{LETTERS}]+(?:点[零〇一二三四五六七八九]+)?")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.·]\d+(?: \d(?= ?%))?)?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)", re.ASCII)
# What most numbers look like needs no look at dates, ranges, ratios and hotlines.
_SIMPLE = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?=[件起家条项名%](?![-—–~至到 ]))", re.ASCII
)
_ENDS = "，。、；;:\n)"
"""What ends the tail of a number wherever it stands."""
_MIXED = re.compile(rf"[0-9{LETTERS}]+")


class Tail(NamedTuple):
    """What followed a number."""

    end: int
    unit: str
    power: int
    over: bool
    bound: str


@lru_cache(maxsize=8)
def _patterns(extra: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return tail_pattern(extra, words=False), tail_pattern(extra, words=True)


def read_numbers(
    text: str, *, units: frozenset[str] = frozenset()
) -> tuple[list[PrintedNumber], list[LookAlike]]:
    """Return the quantities of a text, and what only looks like one, each in its order.

    Parameters
    ----------
    text
        As `fadu.intake.plain.plain` returns it.
    units
        Measure words besides the common ones, such as the units of a codebook.

    Returns
    -------
    tuple of list
        The quantities; the look-alikes with their reasons.

    Examples
    --------
    >>> numbers, others = read_numbers("共受理36.39万件，落实三项制度")
    >>> numbers[0].value, others[0].reason
    (Decimal('363900'), 'slogan')
    """
    numbers: list[PrintedNumber] = []
    others: list[LookAlike] = []
    tails = _patterns(units)
    place = 0
    while hit := _HIT.search(text, place):
        place = hit.start()
        found = _read(text, place, hit[0], tails)
        if found is None:
            place += 1
        elif isinstance(found, PrintedNumber):
            numbers.append(found)
            place = found.tail
        else:
            others.append(found)
            place = found.end
    return numbers, others


def _read(
    text: str, start: int, letter: str, tails: tuple[re.Pattern[str], re.Pattern[str]]
) -> PrintedNumber | LookAlike | None:
    if letter.isascii():
        return _digits(text, start, tails[0])
    if letter in "《“":
        return _name(text, start)
    if letter in _SELDOM and text[start + 1 : start + 2] not in _SELDOM[letter]:
        return None
    return _spelled(text, start, tails)


def _name(text: str, start: int) -> LookAlike | None:
    found = _NAME.match(text, start)
    if not found or not _counts(found[0]):
        return None
    return LookAlike(start, found.end(), found[0], "name")


def _spelled(
    text: str, start: int, tails: tuple[re.Pattern[str], re.Pattern[str]]
) -> PrintedNumber | LookAlike | None:
    words = _WORDS.match(text, start)
    end = words.end() if words else start
    if not words or text[end : end + 1] in _OF_SHARES or text[start] == "零":
        share = _SHARE.match(text, start)
        if share:
            return _share(text, start, share[0], tails[0])
    vague = _VAGUE.match(text, start) if not words or text[start] == "十" else None
    if vague:
        return LookAlike(start, vague.end(), vague[0], "vague")
    return _words(text, start, end, tails[1]) if words else None


def _counts(name: str) -> bool:
    return _MIXED.search(name) is not None


def _digits(text: str, start: int, tails: re.Pattern[str]) -> PrintedNumber | LookAlike | None:
    simple = _SIMPLE.match(text, start) if text[start - 1 : start] not in CODE_LAST else None
    if not simple:
        share = shares.of_digits(text, start)
        if share:
            return _share(text, start, share, tails)
        other = digits_lookalike(text, start)
        if other:
            return LookAlike(start, other[1], text[start : other[1]], other[0])
    end = simple.end() if simple else _number_end(text, start, tails)
    surface = text[start:end]
    if len(surface) > LONGEST:
        return LookAlike(start, end, surface, "long")
    if simple and text[end + 1 : end + 2] in _ENDS:
        tail = Tail(end + 1, text[end], 0, over=False, bound="")
    else:
        tail = _tail(tails, text, end)
    if tail.power and _MIXED.match(text, tail.end) and not tail.unit:
        mixed = _MIXED.match(text, tail.end)
        end = mixed.end() if mixed else tail.end
        return LookAlike(start, end, text[start:end], "compound")
    if not tail.unit and _is_year(surface):
        return LookAlike(start, end, surface, "date")
    if surface.isdigit():
        value, step = Decimal(surface), _step(_ONE, tail.power)
    else:
        value = Decimal(surface.replace(",", "").replace(" ", "").replace("·", "."))
        step = _step(value, tail.power)
    return _number(text, start, end, value, step, tail, "digits")


def _number_end(text: str, start: int, tails: re.Pattern[str]) -> int:
    spaced = _SPACED.match(text, start)
    if spaced and _tail(tails, text, spaced.end()).unit:
        return spaced.end()
    found = _NUMBER.match(text, start)
    return found.end() if found else start + 1


def _is_year(surface: str) -> bool:
    return len(surface) == 4 and surface.isdigit() and surface[:2] in ("19", "20")


def _step(value: Decimal, power: int) -> Decimal:
    if value is _ONE and not power:
        return _ONE
    exponent = value.as_tuple().exponent
    return _ONE.scaleb(int(exponent) + power) if exponent or power else _ONE


def _words(
    text: str, start: int, end: int, tails: re.Pattern[str]
) -> PrintedNumber | LookAlike | None:
    reason = words_lookalike(text, start, end)
    if reason:
        return LookAlike(start, end, text[start:end], reason)
    tail = tails.match(text, end)
    if tail is None:
        return LookAlike(start, end, text[start:end], "word")
    words, after = text[start:end], _tail(tails, text, end)
    bare = words if words in ("百", "千", "万", "亿") else ""
    value = read_numeral("一" + words if bare else words)
    if value is None:
        return LookAlike(start, end, words, "range" if len(words) > 1 else "bare")
    step = _words_step(value)
    number = _number(text, start, end, value, step.scaleb(after.power), after, "words")
    if bare and (number.qualifier == "exact" or text.startswith("突破", number.lead)):
        return LookAlike(start, end, words, "bare")
    return number


def _words_step(value: Decimal) -> Decimal:
    step = Decimal(10) ** int(value.as_tuple().exponent)
    while value and step < 10**8 and value % (step * 10) == 0 and value != step * 10:
        step *= 10
    return step


def _share(
    text: str, start: int, surface: str, tails: re.Pattern[str]
) -> PrintedNumber | LookAlike | None:
    found = shares.read_share(text, start, surface)
    if not isinstance(found, shares.Share):
        return LookAlike(start, start + len(surface), surface, found) if found else None
    end = start + len(surface)
    tail = Tail(end, "", 0, over=False, bound="")
    if found.form != "zero":
        bound = shares.BOUND.match(text, end)
        if bound:
            tail = Tail(bound.end(), "", 0, over=bound[0] in ("余", "多"), bound=bound[0])
    else:
        tail = _tail(tails, text, end)
    tail = tail._replace(unit=found.unit or tail.unit, power=0)
    return _number(text, start, end, found.value, found.step, tail, found.form)


def _tail(pattern: re.Pattern[str], text: str, end: int) -> Tail:
    found = pattern.match(text, end)
    if found is None or found.end() == end:
        return Tail(end, "", 0, over=False, bound="")
    early, times, more, percent, unit, rest, bound = found.groups("")
    if percent:
        unit = POINTS if "分" in percent else percent
    over = bool(early or more or rest)
    if not (unit or times):
        over = early == "余"
        if not over and not bound:
            return Tail(end, "", 0, over=False, bound="")
    stop = found.end()
    while text[stop - 1] == " ":
        stop -= 1
    return Tail(stop, unit, TIMES[times] if times else 0, over, bound)


def _number(
    text: str, start: int, end: int, value: Decimal, step: Decimal | None, tail: Tail, form: str
) -> PrintedNumber:
    qualifier, lead = qualify(text, start, over=tail.over, bound=tail.bound)
    unit = tail.unit
    if tail.power:
        value = _plain_decimal(value.scaleb(tail.power))
        step = _plain_decimal(step) if step is not None and form == "digits" else step
    if unit == "‰":
        value, step, unit = value / 10, step / 10 if step else None, PERCENT
    return PrintedNumber(
        start, end, text[start:end], value, unit, qualifier, step, lead, tail.end, form
    )


def _plain_decimal(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole.quantize(_ONE) if value == whole else value.normalize()
