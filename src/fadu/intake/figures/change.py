"""Whether a number is a change, by how much, and in which direction."""

import re
from decimal import Decimal
from typing import NamedTuple

from fadu.intake.numbers import PrintedNumber
from fadu.intake.numbers.nouns import POINTS
from fadu.model import Measure

_UP = "增长|上升|增加|上涨|提高|提升|攀升|上浮|增幅|涨幅|增速|增"
_DOWN = "下降|减少|降低|回落|下滑|下跌|降幅|减幅|压降|下调|压减|缩减|缩短|压缩|减"
_FILL = r"(?:[了约近达为超逾:]|幅度|率)*"
_HINT = re.compile(r"[增减降升涨落滑跌高多少加浮调比(]")
_VERB = re.compile(rf"(?:(?P<up>(?<!新)(?:{_UP}))|(?P<down>{_DOWN})){_FILL} ?(?P<sign>[-+]?)$")
_BARE_SIGN = re.compile(r"(?:同比|环比|\()(?P<sign>[-+])$")
_MORE = re.compile(
    r"(?:比|较(?=[去上前同往]|\d))[^，。;]{0,12}?(?:(?P<up>多|净增)|(?P<down>少|净减))[^，。;]{0,8}$"
)
_SAVED_RATE = re.compile(r"(?:压缩|压减|缩减|缩短)(?:率|比例?|幅度)[为达到约近超]*$")
_MORE_SHARE = re.compile(
    r"(?:比|较)(?:去年|上一?年|前一?年|同期|(?:19|20)\d\d年)(?:度|同期|末|底)?(?:又|再|还|略|要)?"
    r"(?:(?P<up>高|多)|(?P<down>低|少))(?:出|了|出了)?[约近]?$"
)
"""比上年少14.2%, 较2021年高出7.3个百分点."""
_NOUN_AFTER = re.compile(r" ?的(?:增长|增幅|上升)(?!率)")
_COUNTED = re.compile(r"(?:增加|减少|增长|下降|上升|上涨|回落)[了约近达]*$")
_TIME_SAVED = re.compile(
    r"(?:时[长限间]|用时|耗时|环节)(?:平均|再|又|均|整体|总体|进一步|[较比同与][^，。;]{1,10}?)*$"
)
LIGHT_CHANGE = re.compile(
    r"^[ 、]*(?:(?:同比|环比|较|比|与|同|末|年底|年初|底|后者|上年|去年|上一年|前一年|(?:19|20)\d\d年|度|同期|相比|分别|均|也|又"
    r"|并|且|略有|大幅|持续|实现|连续|明显|显著|有所|净|的|案件|数量|总量|总数)*)$"
)


class Change(NamedTuple):
    """What a change says."""

    measure: Measure
    value: Decimal
    difference: bool
    verb: int


def read_change(text: str, number: PrintedNumber, floor: int) -> Change | None:
    """Return the change that a number states, or None where it states a level.

    Parameters
    ----------
    text
        As `plain` returns it.
    number
        The number.
    floor
        Where its clause begins.
    """
    head = text[max(floor, number.lead - 24) : number.lead]
    if number.form != "fold" and number.unit != POINTS and not _HINT.search(head):
        return _without_verb(text, number) if number.unit == "%" else None
    found = _VERB.search(head) or _BARE_SIGN.search(head)
    if number.form == "fold":
        return Change("change_percent", number.value, difference=False, verb=number.lead)
    unit = number.unit
    if unit not in ("%", "百分点", "倍"):
        return _difference(number, head)
    if found is None:
        return _without_verb(text, number)
    level = unit == "%" and (
        _TIME_SAVED.search(head[: found.start()]) or _SAVED_RATE.search(head)
    )
    return None if level else _by_verb(number, head, found)


def _by_verb(number: PrintedNumber, head: str, found: re.Match[str]) -> Change:
    verb = number.lead - (len(head) - found.start())
    sign = _sign(found)
    if number.unit == "百分点":
        return Change("change_points", sign * number.value, difference=False, verb=verb)
    share = Decimal(format((number.value * 100).normalize(), "f"))  # 2.5倍 is 250, not 250.0
    value = share if number.unit == "倍" else number.value
    return Change("change_percent", sign * value, difference=False, verb=verb)


def _sign(found: re.Match[str]) -> int:
    groups = found.groupdict()
    falls = bool(groups.get("down")) != (groups["sign"] == "-")
    return -1 if falls else 1


def _without_verb(text: str, number: PrintedNumber) -> Change | None:
    more = _MORE_SHARE.search(text, max(0, number.lead - 24), number.lead)
    if more:
        value = number.value * (100 if number.unit == "倍" else 1)
        value = value if more["up"] else -value
        measure: Measure = "change_points" if number.unit == POINTS else "change_percent"
        return Change(measure, value, difference=False, verb=more.start())
    if number.unit == POINTS:
        return Change("change_points", number.value, difference=True, verb=number.lead)
    if number.unit == "%" and _NOUN_AFTER.match(text, number.tail):
        return Change("change_percent", number.value, difference=False, verb=number.lead)
    return None


def _difference(number: PrintedNumber, head: str) -> Change | None:
    found = _COUNTED.search(head) or _MORE.search(head)
    if not found or not number.unit:
        return None
    verb = number.lead - (len(head) - found.start())
    return Change("value", number.value, difference=True, verb=verb)
