"""Whether a figure changed between two years, and by how much."""

from fadu.codebook import Indicator, Language
from fadu.rounding import number, rounded
from fadu.shapes import Change


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
        One sentence.
    """
    return (
        _points(found, indicator, lang)
        if found.kind == "points"
        else _ratio(found, indicator, lang)
    )


def _points(found: Change, indicator: Indicator, lang: Language) -> str:
    digits = indicator.decimals
    size = abs(rounded(found.difference, digits))
    low, high = number(found.low, digits), number(found.high, digits)
    first, last = number(found.first_value, digits), number(found.last_value, digits)
    if lang == "zh":
        way = "高" if found.difference > 0 else "低"
        moved = f"{way}{size}个百分点" if size else "持平"
        return (
            f"{found.last_year}年（{last}%）比{found.first_year}年（{first}%）{moved}，"
            f"95%区间{low}—{high}个百分点，{_verdict(found, lang)}。"
        )
    way = "above" if found.difference > 0 else "below"
    moved = f"{size} percentage points {way}" if size else "level with"
    return (
        f"{found.last_year} ({last}%) is {moved} {found.first_year} ({first}%); "
        f"95% interval {low} to {high} points; {_verdict(found, lang)}."
    )


def _ratio(found: Change, indicator: Indicator, lang: Language) -> str:
    size, between = number(found.ratio, 2), f"{number(found.low, 2)}—{number(found.high, 2)}"
    first, last = number(found.first_value), number(found.last_value)
    unit = indicator.unit
    if lang == "zh":
        return (
            f"{found.last_year}年（{last}{unit}）为{found.first_year}年（{first}{unit}）的{size}倍，"
            f"95%区间{between}，{_verdict(found, lang)}。"
        )
    return (
        f"{found.last_year} ({last}) is {size} times {found.first_year} ({first}); "
        f"95% interval {between.replace('—', ' to ')}; {_verdict(found, lang)}."
    )


def _verdict(found: Change, lang: Language) -> str:
    if found.beyond_chance:
        return "差异超出随机波动" if lang == "zh" else "more than chance alone would give"
    if found.detectable is None:
        return "不能与随机波动区分" if lang == "zh" else "not to be told from chance"
    least = number(found.detectable, 1)
    if lang == "zh":
        return f"不能与随机波动区分（以此件数，相差约{least}个百分点以上才有八成把握看出）"
    return f"not to be told from chance (with these counts a difference of about {least} points would be seen four times in five)"
