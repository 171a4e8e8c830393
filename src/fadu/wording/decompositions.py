"""What volume and rate did to a count, decided on the digits that are printed."""

from collections.abc import Mapping

from fadu.codebook import Language
from fadu.rounding import number, rounded, unit_word, with_unit
from fadu.shapes.overtime import Parts
from fadu.wording.changes import change
from fadu.wording.limits import as_asked
from fadu.wording.values import capital


def printed_parts(found: Parts) -> tuple[str, str]:
    """Return both parts with signs and one decimal; as printed they add up to the change."""
    volume = rounded(found.volume, 1)
    rate = rounded(found.change, 1) - volume
    return signed(float(volume), 1), signed(float(rate), 1)


def parts(found: Parts, lang: Language) -> str:
    """Say how a change in a count divides into volume and rate.

    Parameters
    ----------
    found
        The split.
    lang
        zh or en.

    Returns
    -------
    str
        One sentence.
    """
    counted, base = found.counted, found.base
    volume, rate = printed_parts(found)
    unit = unit_word(counted, found.codebook, lang)
    years = int(found.first["year"]), int(found.last["year"])
    first, last = (number(row["count"]) for row in (found.first, found.last))
    moved = _moved(found.change, unit, lang)
    if lang == "zh":
        return (
            f"{found.names['zh']}{counted.zh}{years[0]}年{first}{unit}、{years[1]}年{last}{unit}，"
            f"{moved}：{base.zh}的变化（{number(found.first['total'])}到{number(found.last['total'])}）"
            f"折合{volume}{unit}，{found.indicator.zh}的变化折合{rate}{unit}{_rounded(found, lang)}。"
        )
    name = capital(counted.en)
    return (
        f"{name} in {found.names['en']}: {first} in {years[0]}, {last} in {years[1]}, {moved}; "
        f"the change in {base.en} ({number(found.first['total'])} to {number(found.last['total'])}) "
        f"accounts for {volume}, the change in the {found.indicator.en} for {rate}{_rounded(found, lang)}."
    )


def _rounded(found: Parts, lang: Language) -> str:
    """Say that a split of rounded counts is no more exact than they are."""
    if not found.points.rounded:
        return ""
    if lang == "zh":
        return "（件数是取整后公布的，两部分也只是约数）"
    return " (counts were printed rounded, so that both parts are approximate)"


def parts_rate(found: Parts, lang: Language) -> str:
    """Say whether the rate itself moved beyond chance, and what interval its part has."""
    said = change(found.points, found.indicator, lang)
    low, high = signed(found.low, 1), signed(found.high, 1)
    high = with_unit(high, found.counted, found.codebook, lang)
    if lang == "zh":
        return f"{found.indicator.zh}{said.removesuffix('。')}；由它折合的件数，95%区间为{low}至{high}。"
    name = capital(found.indicator.en)
    return f"{name}: {said.removesuffix('.')}; its part has a 95% interval of {low} to {high}."


def parts_crossed(found: Parts, lang: Language) -> str:
    """Say which breaks lie between the years and were ignored as asked; empty where none."""
    then: Mapping[Language, str] = {
        "zh": "下述变化可能只反映{them}。",
        "en": "the change may show nothing but {them}.",
    }
    return as_asked(found.crossed, then, lang)


def _moved(size: float, unit: str, lang: Language) -> str:
    if not size:
        return "没有增减" if lang == "zh" else "unchanged"
    if lang == "zh":
        return f"{'增加' if size > 0 else '减少'}{number(abs(size))}{unit}"
    return f"{number(abs(size))} {'more' if size > 0 else 'fewer'}"


def signed(value: float, digits: int) -> str:
    """Print a number with its sign."""
    return ("+" if rounded(value, digits) > 0 else "") + number(value, digits)
