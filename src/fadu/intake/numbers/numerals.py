"""Numbers in Chinese words: 二十五, 两百, 三万五千, 九十八点三."""

from decimal import Decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
STEPS = {"十": 10, "百": 100, "千": 1000}
SECTIONS = {"亿": 10**8, "万": 10**4}
LETTERS = "".join(DIGITS) + "".join(STEPS) + "".join(SECTIONS)
LONGEST = 32


def read_numeral(words: str) -> Decimal | None:
    """Return the number that `words` spell, or None where they spell none.

    Parameters
    ----------
    words
        Numerals alone; a decimal part follows 点.

    Returns
    -------
    Decimal or None
        None for 两三, 一百二, 十百 and whatever else has no single reading.
    """
    if not 0 < len(words) <= LONGEST:
        return None
    whole, point, decimals = words.partition("点")
    number = _sections(whole, 10**12)
    if number is None or (point and not _spelled(decimals)):
        return None
    digits = "".join(str(DIGITS[c]) for c in decimals)
    return Decimal(f"{number}.{digits}") if point else Decimal(number)


def _spelled(decimals: str) -> bool:
    return bool(decimals) and all(c in DIGITS for c in decimals)


def _sections(words: str, below: int) -> int | None:
    for mark, size in SECTIONS.items():
        left, found, right = words.rpartition(mark)
        if not found:
            continue
        many = _sections(left, size) if left else None
        rest = _rest(right, size)
        return None if many is None or rest is None else many * size + rest
    number = _four(words)
    return number if number is not None and number < below else None


def _rest(words: str, below: int) -> int | None:
    if not words:
        return 0
    rest = _sections(words.removeprefix("零"), below)
    skipped = words.startswith("零")
    whole_step = rest is not None and (skipped or rest * 10 >= below)
    return rest if whole_step else None


def _four(words: str) -> int | None:
    if words in DIGITS:
        return DIGITS[words]
    total, last, waiting, gap = 0, 10_000, 0, False
    for place, letter in enumerate(words):
        if letter in "零〇":
            if gap or waiting or not total:
                return None
            gap = True
        elif letter in DIGITS:
            if waiting:
                return None
            waiting = DIGITS[letter]
        else:
            step = STEPS.get(letter, 0)
            if not 0 < step < last or not (waiting or (step == 10 and place == 0)):
                return None
            total, last, waiting, gap = total + waiting * step, step, 0, False
            total += step if place == 0 and step == 10 else 0
    complete = not gap if not waiting else gap or last == 10 or not total
    return total + waiting if words and complete else None


def spell(number: int) -> str:
    """Return a whole number from 0 to 99,999,999 in words."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return spell(number // 10_000) + "万" + (gap + _spell_four(rest) if rest else "")
    return _spell_four(number) if number else "零"


def _spell_four(number: int) -> str:
    words, gap = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return words.removeprefix("一") if words.startswith("一十") else words
