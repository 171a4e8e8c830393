"""The year that a figure speaks of."""

import re

from fadu.intake.figures.marks import Mark, years_of
from fadu.intake.figures.own import Own
from fadu.intake.figures.quantity import EARLIER, MANY_YEARS, OTHER_YEAR, PLAN, Quantity

_FOR_A_GOAL = re.compile(r"(?:为[^，。;]{0,3}|对标|对照|围绕|锚定|面向|迎接|服务|奔着|谋划)$")
_DIRECT = re.compile(r" ?(?:度|年度?)?(?:同期)?的? ?\(?")
_LEVEL = re.compile(
    r"度?(?:同期|全年|末|底)?(?:的|则|仅|只有|[为是])*[约近超逾]?\d[\d.,]*[%\u4e00-\u9fa5]{0,3}(?=[，,;)。])"
)
_START = re.compile(r"度?(?:同期)?的?[约近超逾]?\d[\d.,]*")
_LEVEL_IN_BRACKETS = re.compile(r" ?\([约近超逾]?\d[\d.,]*[^()\d]{0,4}\)")
_UNTIL = re.compile(
    r"度?(?:底|末|1?\d月(?:[0-3]?\d日|底|末)?)?(?:以|之)?前(?!三|两|[一二四]?季|半)"
)
_CARRIED = re.compile(r"度?(?:底|末)?(?:结转|结存|转入|转来|接转|旧存|遗留|未结|未审结)")
SINCE = re.compile(
    r"(?:以来)?(?:[^，。;、\d]{0,8})?(?:制定|出台|印发|发布|颁布|制发|公布)[^，。;\d]{0,10}的"
)


def settle_year(quantity: Quantity, said: list[Mark], own: Own, text: str) -> None:
    """Set the year of a quantity, and bar it where that is not the report's.

    Parameters
    ----------
    quantity
        Changed in place.
    said
        The marks of its sentence that stand before it, those in closed brackets left out.
    own
        What the report is about.
    text
        As `plain` returns it.
    """
    quantity.year = own.year
    latest: Mark | None = None
    for at, mark in enumerate(said):
        if _CARRIED.match(text, mark.end):
            continue
        began = latest is not None and _is_a_start(latest, text)
        latest = mark if mark.kind in ("year", "prior") else latest
        if mark.kind == "now" or (mark.kind == "round" and began):
            quantity.year = own.year
            quantity.lift(OTHER_YEAR)
        elif mark.kind != "compare" and _names_one(mark, quantity, text):
            continue
        elif mark.kind == "prior":
            quantity.year = own.last_year
            _bar_year(quantity, said[at + 1 :])
        elif mark.kind == "compare" or (mark.kind == "year" and _compared(mark, said[:at])):
            _compare(quantity, mark, own, text)
        elif mark.kind == "year" and not (
            _for_a_goal(mark, text) or _made_before(mark, text, own)
        ):
            _name_year(quantity, years_of(mark), said[:at])
    if own.year and quantity.year and quantity.year != own.year:
        quantity.bar(PLAN if quantity.year > own.year else OTHER_YEAR)


def _compare(quantity: Quantity, mark: Mark, own: Own, text: str) -> None:
    level = quantity.measure == "value"
    if not level and _long_ago(mark, quantity, own):
        quantity.bar(EARLIER)
    if level and _DIRECT.fullmatch(text, mark.end, quantity.number.lead):
        quantity.year = own.last_year if mark.kind == "compare" else years_of(mark)[0]
        quantity.bar(OTHER_YEAR)


def _is_a_start(mark: Mark, text: str) -> bool:
    """Whether a year is only where 由2017年的61.3%提高到82.5% began."""
    return text.endswith(("由", "从", "较", "比", "自"), 0, mark.start)


def _names_one(mark: Mark, quantity: Quantity, text: str) -> bool:
    """Whether a year is that of another figure alone: 上年为39件, 2023年(447件), 由2022年的9%升至12%."""
    if mark.kind not in ("prior", "year"):
        return False
    if text.endswith(("由", "从"), 0, mark.start):
        one = _START.match(text, mark.end)
    else:
        one = (_LEVEL if mark.kind == "prior" else _LEVEL_IN_BRACKETS).match(text, mark.end)
    return one is not None and one.end() <= quantity.number.lead


def _for_a_goal(mark: Mark, text: str) -> bool:
    """Whether 为实现2025年目标奠定基础 names the year only as an aim."""
    return bool(_FOR_A_GOAL.search(text[max(0, mark.start - 6) : mark.start]))


def _long_ago(mark: Mark, quantity: Quantity, own: Own) -> bool:
    """Whether 比2020年下降5.9个百分点 is a change over more than the year before."""
    if mark.kind != "year" or own.year is None or mark.start < quantity.before[0][0]:
        return False
    return years_of(mark)[-1] < own.year - 1


def _made_before(mark: Mark, text: str, own: Own) -> bool:
    """Whether 2022年底前制定的文件 says since when the things counted are there."""
    past = own.year is None or years_of(mark)[-1] <= own.year
    since = text.startswith("以来", mark.end) and SINCE.match(text, mark.end)
    return past and (since or _UNTIL.match(text, mark.end)) is not None


def _name_year(quantity: Quantity, years: list[int], earlier: list[Mark]) -> None:
    if len(years) == 1:
        quantity.year = years[0]
    elif not (earlier and earlier[-1].kind == "plan"):
        quantity.bar(MANY_YEARS)


def _bar_year(quantity: Quantity, later: list[Mark]) -> None:
    if not any(m.kind in ("now", "year") for m in later):
        quantity.bar(OTHER_YEAR)


def _compared(mark: Mark, earlier: list[Mark]) -> bool:
    return bool(earlier) and earlier[-1].kind == "compare" and earlier[-1].end == mark.start
