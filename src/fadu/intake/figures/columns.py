"""What the heading of a column says: a value, a change, a share, a plan, another place; units."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from fadu.intake.figures.own import NATION, RANK, Own
from fadu.intake.figures.places import same_place
from fadu.intake.figures.quantity import Span
from fadu.intake.numbers.nouns import PERCENT, POINTS
from fadu.intake.numbers.units import TIMES, tail_pattern
from fadu.model import Measure

Kind = Literal["value", "total", "change", "share", "plan", "elsewhere", "before"]
_CHANGE = re.compile(
    r"同比|环比|增减|增长率?|增幅|升降|变化|变动|[±+]/?-?|[比较与](?:去年|上年|上一年|(?:19|20)\d\d年?)"
)
_SHARE = re.compile(r"占比|比重|构成比?|占总[数量]|百分比")
_PLAN = re.compile(r"目标|计划|指标值|预期|任务(?:数|量)")
_ELSEWHERE = re.compile(r"(?<!占)全([国省市区县州旗])")
_WHOLE = re.compile(r"(?:全[年省市区县州旗]|本级)?(?:[总合]计|总数|小计|合计数)|全年(?:累计)?")
_DIFFERENCE = re.compile(r"增减[数量额]|净增|\([件人个家次宗起]\)")
_RATE = re.compile(r"率(?:\(|$)|比例")
_MONEY = re.compile(r"金额|款|总额|投资|损失|资金|经费")
_BRACKETS = re.compile(
    r"\((?:计量)?(?:[^():]{0,6}单位:)?([^()\d:]{1,12})\)|单位:\s*([^\s()|，,;]{1,12})"
)
_COUNT_HEAD = re.compile(r"([件人户宗起份次])数$")
_SPLIT = re.compile(r"[、,，/和]\s*")
_EMPTY = re.compile(
    r"(?:(?:[一二三四五六七八九两]?[类项者]|以上|本级)?[总合]计|总数|小计|合计数)|全[省市区县州旗](?:[总合]计)?|全年(?:累计)?"
    r"|数[量值据]|[件人]数|指标|项目|类别|内容|本[年期](?:度|数)?|当年|(?:上年|去年)(?:同期|度|数)?|(?:19|20)\d\d年?度?(?:数|全年)?|实际(?:完成)?(?:数|情况|值)?|完成(?:数|情况|值)?|结果|统计(?:数|结果)?"
    r"|年[度份]|单位"
)
_PRIOR = re.compile(r"(?:上年|去年|上一年)(?:度|同期|数|全年)?")
_PART_OF_YEAR = re.compile(
    r"第?[一二三四1-4]季度|\d{1,2}月份?|[上下]半年|前[三3]季度|[一二三四五六七八九十]{1,2}月份?"
)
_ASIDE = re.compile(r"\((?:不?含|包括|不包括|除)[^()]*\)$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|$)")
_PLACE = re.compile(
    r"[\u4e00-\u9fa5]{1,8}(?:[省市县区州旗镇乡]|街道|本级|开发区|管委会|新区|林区|法院|派出所|司法所)"
)
_NO_PLACE = re.compile(r"(?:全|我|本)[省市县区州旗]|.*(?:地区|辖区|小区|社区|城市|都市|超市)")
_UNIT = tail_pattern(frozenset(), words=True)


class Column(NamedTuple):
    """A heading.

    Parameters
    ----------
    span
        Where it stands.
    text
        Its words.
    kind
        What the numbers below are.
    """

    span: Span
    text: str
    kind: Kind


class UnitOfCells(NamedTuple):
    """A unit in brackets, and the power of ten of its 万 or 亿."""

    unit: str
    power: int


def read_column(text: str, span: Span, rank: int) -> Column:
    """Return what a heading says.

    Parameters
    ----------
    text, span
        Where it stands.
    rank
        Of the place that the report is about; 0 is unknown.
    """
    words = text[slice(*span)]
    return Column(span, words, _kind(words, rank))


def _kind(words: str, rank: int) -> Kind:
    place = _ELSEWHERE.match(words)
    whose = RANK[place[1]] if place else 0
    kinds: tuple[tuple[Kind, bool], ...] = (
        ("change", _CHANGE.search(words) is not None),
        ("before", _PRIOR.fullmatch(_bare(words)) is not None),
        ("share", _SHARE.search(words) is not None),
        ("plan", _PLAN.search(words) is not None),
        ("elsewhere", whose > rank if rank else whose == NATION),
        ("total", is_whole(words)),
    )
    return next((kind for kind, holds in kinds if holds), "value")


def _bare(words: str) -> str:
    return _BRACKETS.sub("", words).strip()


def says_something(words: str) -> bool:
    """Whether words name more than 数量, 合计 or a year do."""
    bare = _bare(words)
    return bool(bare) and not _EMPTY.fullmatch(bare)


def year_of(text: str, span: Span) -> int | None:
    """Return the one year that a heading, a label or a caption names."""
    found = set(_YEAR.findall(text[slice(*span)]))
    return int(found.pop()) if len(found) == 1 else None


def is_part_of_year(words: str) -> bool:
    """Whether a row gives a quarter or a month."""
    return _PART_OF_YEAR.fullmatch(_bare(words)) is not None


def is_whole(words: str) -> bool:
    """Whether a row gives the whole of those beside it."""
    return _WHOLE.fullmatch(_bare(words)) is not None


def without_aside(text: str, span: Span) -> Span:
    """Return a label without 不含公安 in brackets at its end."""
    aside = _ASIDE.search(text[slice(*span)])
    return (span[0], span[0] + aside.start()) if aside else span


def is_rate(words: str) -> bool:
    """Whether a row or a column gives rates."""
    return _RATE.search(_bare(words)) is not None


def is_place(words: str, own: Own) -> bool:
    """Whether the rows are those of places, and this one is not that of the report."""
    bare = _bare(words)
    if "平均" in bare and bare.endswith(("平均", "平均值", "均值")):
        return True
    if not _PLACE.fullmatch(bare) or _NO_PLACE.fullmatch(bare):
        return False
    return not any(same_place(bare, name) for name in own.names)


def measure_of(column: Column, unit: str, *, rate: bool) -> Measure | None:
    """Return the measure of a change, or None where it is a difference in cases.

    Parameters
    ----------
    column
        Its heading.
    unit
        As printed in the cell, or empty.
    rate
        Whether what changed is a rate: without a unit its change is in points.
    """
    if unit == POINTS or (unit in ("", PERCENT) and "点" in column.text):
        return "change_points"
    if unit == PERCENT or (not unit and "%" in column.text):
        return "change_percent"
    if unit or _DIFFERENCE.search(column.text):
        return None
    return "change_points" if rate else "change_percent"


def unit_of(said: Sequence[str]) -> UnitOfCells | None:
    """Return the unit that the heading, the label or the caption gives, the first that fits.

    Parameters
    ----------
    said
        Their words; a unit of money holds only for amounts, a percentage only for rates.
    """
    wanted = _class("".join(said[:2]))
    for words in said:
        for found in _BRACKETS.finditer(words):
            for unit in _SPLIT.split(found[1] or found[2]):
                read = _UNIT.fullmatch(unit.strip())
                if not read:
                    continue
                own = read["unit"] or (POINTS if "分" in (read["percent"] or "") else PERCENT)
                if wanted == "" or wanted == _class_of_unit(own) or words is said[0]:
                    return UnitOfCells(own, TIMES.get(read["times"] or "", 0))
        count = _COUNT_HEAD.search(_bare(words))
        if count and wanted == "count":
            return UnitOfCells(count[1], 0)
    return None


def _class(words: str) -> str:
    if _RATE.search(words):
        return "rate"
    return "money" if _MONEY.search(words) else "count"


def _class_of_unit(unit: str) -> str:
    if unit in (PERCENT, POINTS):
        return "rate"
    return "money" if unit.endswith("元") else "count"


def scaled(value: Decimal, power: int) -> Decimal:
    """Return a value in 万 or 亿 as it is without them, whole where it is whole."""
    large = value.scaleb(power)
    whole = large.to_integral_value()
    return whole.quantize(Decimal(1)) if large == whole else large.normalize()
