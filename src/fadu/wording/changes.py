"""Whether a figure changed between two years, and by how much."""

from math import isnan

from fadu.codebook import Indicator, Language
from fadu.rounding import number, rounded, telling_digits, with_points
from fadu.shapes.series import Change
from fadu.wording.powers import enough_points, enough_ratio


def change(found: Change, indicator: Indicator, lang: Language) -> str:
    """Say a two-year change, decided on its interval.

    Parameters
    ----------
    found
        The change; of a rate in percentage points, of a count as a ratio.
    indicator
        What changed.
    lang
        zh or en.

    Returns
    -------
    str
        One sentence; the digits of the interval tell on which side of no change it lies.
    """
    return (
        _points(found, indicator, lang)
        if found.kind == "points"
        else _ratio(found, indicator, lang)
    )


def _points(found: Change, indicator: Indicator, lang: Language) -> str:
    digits = indicator.decimals
    ends = telling_digits(found.low, found.high, 0, digits)
    low, high = number(found.low, ends), number(found.high, ends)
    first, last = number(found.first_value, digits), number(found.last_value, digits)
    moved, verdict = _moved(found, digits, lang), _verdict(found, lang)
    if lang == "zh":
        return (
            f"{found.last_year}年（{last}%）比{found.first_year}年（{first}%）{moved}，"
            f"95%区间{_with(found, lang)}{low}至{high}个百分点，{verdict}。"
        )
    return (
        f"{found.last_year} ({last}%) is {moved} {found.first_year} ({first}%); "
        f"95% interval {_with(found, lang)}{low} to {high} points; {verdict}."
    )


def _moved(found: Change, digits: int, lang: Language) -> str:
    """Say the size of a difference; where the printed values differ otherwise, say why."""
    size = abs(rounded(found.difference, digits))
    printed = rounded(found.last_value, digits) - rounded(found.first_value, digits)
    apart = abs(printed) != size
    note = ("（按未取整的值）" if lang == "zh" else " (before rounding)") if apart else ""
    if not size and (found.beyond_chance or apart):
        step = number(10**-digits, digits)
        least = with_points(step, lang)
        if lang == "zh":
            return f"相差不到{least}{note}"
        return f"less than {least}{note} away from"
    if not size:
        return "持平" if lang == "zh" else "level with"
    if lang == "zh":
        return f"{'高' if found.difference > 0 else '低'}{size}个百分点{note}"
    way = "above" if found.difference > 0 else "below"
    return f"{with_points(str(size), lang, named=True)}{note} {way}"


def _ratio(found: Change, indicator: Indicator, lang: Language) -> str:
    ends = telling_digits(found.low, found.high, 1, 2)
    size, verdict = number(found.ratio, 2), _verdict(found, lang)
    low, high = number(found.low, ends), number(found.high, ends)
    first, last = number(found.first_value), number(found.last_value)
    unit = indicator.unit
    if lang == "zh":
        return (
            f"{found.last_year}年（{last}{unit}）为{found.first_year}年（{first}{unit}）的{size}倍，"
            f"95%区间{_with(found, lang)}{low}—{high}，{verdict}。"
        )
    return (
        f"{found.last_year} ({last}) is {size} times {found.first_year} ({first}); "
        f"95% interval {_with(found, lang)}{low} to {high}; {verdict}."
    )


def _with(found: Change, lang: Language) -> str:
    """Say that an interval holds for all figures that print so; empty where none was rounded."""
    if not found.rounded:
        return ""
    return "（含取整的余地）" if lang == "zh" else "(with what rounding allows) "


def _verdict(found: Change, lang: Language) -> str:
    if found.beyond_chance and found.rounded:
        zh, en = "差异超出随机波动和取整", "more than chance and rounding would give"
        return zh if lang == "zh" else en
    if found.beyond_chance:
        return "差异超出随机波动" if lang == "zh" else "more than chance alone would give"
    if found.rounded:
        zh = "不能与随机波动和取整区分，但这不等于没有变化"
        en = "not to be told from chance and rounding, which does not mean that nothing changed"
        return zh if lang == "zh" else en
    if found.detectable is None:
        return "不能与随机波动区分" if lang == "zh" else "not to be told from chance"
    return _seen(found, lang) if _powerful(found) else _unseen(found, lang)


def _powerful(found: Change) -> bool:
    """Whether a change that matters would most likely have shown."""
    if found.detectable is None or isnan(found.detectable):
        return False
    if found.kind == "points":
        return enough_points(found.first_value, found.detectable)
    return enough_ratio(found.detectable)


def _seen(found: Change, lang: Language) -> str:
    if lang == "zh":
        return f"未见超出随机波动的差异；以这样的件数，{_least(found, lang)}多半会显出"
    return f"no difference beyond chance; with these counts {_least(found, lang)} would most likely have shown"


def _unseen(found: Change, lang: Language) -> str:
    if lang == "zh":
        first = "不能与随机波动区分，但这不等于没有变化：以这样的件数，"
        return f"{first}{_least(found, lang)}有八成把握看出"
    first = "not to be told from chance, which does not mean that nothing changed: with these counts "
    return f"{first}{_least(found, lang)} would be seen four times in five"


def _least(found: Change, lang: Language) -> str:
    """Return the smallest difference that would be seen, with the word that leads up to it."""
    size, enough = found.detectable, _powerful(found)
    if size is None or isnan(size):
        return "多大的差异都没" if lang == "zh" else "no difference"
    if lang == "zh":
        least = (
            f"{number(size, 1)}个百分点" if found.kind == "points" else f"{number(size, 2)}倍"
        )
        return f"相差约{least}以上{'的' if enough else '才'}"
    least = (
        f"{number(size, 1)} points" if found.kind == "points" else f"{number(size, 2)} times"
    )
    return f"{'a' if enough else 'only a'} difference of about {least} or more"
