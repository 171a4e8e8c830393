"""The place that a figure speaks of, and whether it is a plan."""

import re
from collections.abc import Sequence
from functools import lru_cache

from fadu.intake.figures.marks import Mark, place_name, years_of
from fadu.intake.figures.own import NATION, RANK, Own
from fadu.intake.figures.places import same_place
from fadu.intake.figures.quantity import MANY_YEARS, OTHER_PLACE, PLAN, Quantity
from fadu.intake.figures.when import SINCE, settle_year

_LOCAL = re.compile(
    r"(?:占|[高低多少优好快慢]于|高出|低出|超出|领先|[比较与同]|居|列|获|被|在|入选|向|由|经|涉及|报送|上报|超|达到|获评|为|面向|报|依据|根据|按照|依照|按|遵照|贯彻|落实|对照|对标|学习|借鉴|参照|争创|迎接)$"
)
_PLAN_SECTION = re.compile(
    r"下一步|下步|下阶段|下一阶段|明年|展望|(?:年度?|今后)[^/]{0,6}?(?:工作)?(?:安排|打算|计划|思路|重点|目标)"
)
_BULLETIN = re.compile(
    r"[^，,。;\d]{0,12}(?:通报|公布|发布|统计)(?:[^，,。;\d]{0,8}(?:显示|指出|表明|载明)|[，,:])"
)
_CLAUSE = re.compile(r"[，,;:。]")
IN_BRACKETS = 12


def settle(quantity: Quantity, marks: Sequence[Mark], own: Own, text: str) -> None:
    """Set the year of a quantity, and bar it where it speaks of another place or a plan.

    Parameters
    ----------
    quantity
        Changed in place.
    marks
        Those of its sentence that stand before it.
    own
        What the report is about.
    text
        As `plain` returns it.
    """
    place = quantity.number.lead
    said = list(marks)
    # A sentence may be as long as the text; before its marks nothing is asked for.
    if said and text.find("(", max(0, said[0].start - IN_BRACKETS), place) >= 0:
        said = [m for m in marks if not _closed(m, place, text)]
    _settle_plan(quantity, said, own, text)
    _settle_place(quantity, said, own, text)
    if quantity.year is None:
        settle_year(quantity, said, own, text)


def _closed(mark: Mark, place: int, text: str) -> bool:
    """Whether a mark stands in brackets that end before `place`."""
    opened = text.rfind("(", max(0, mark.start - IN_BRACKETS), mark.start)
    if opened < 0 or text.find(")", opened, mark.start) >= 0:
        return False
    return text.find(")", mark.end, min(place, mark.end + 100)) >= 0


def _settle_plan(quantity: Quantity, said: list[Mark], own: Own, text: str) -> None:
    if _speaks_of_plans(quantity.section):
        quantity.bar(PLAN)
    for at, mark in enumerate(said):
        if mark.text == "拟" and mark.start < quantity.before[0][0]:
            continue
        if (mark.kind == "plan" and not _past_goal(mark, said, own)) or (
            mark.kind == "assure" and _bound(quantity)
        ):
            quantity.bar(PLAN)
        elif (
            mark.kind == "span"
            and not _since_own_year(mark, said[:at], own)
            and not (_own_year(said[at + 1 :], own) or SINCE.match(text, mark.end))
        ):
            quantity.bar(MANY_YEARS)


@lru_cache(maxsize=256)
def _speaks_of_plans(section: str) -> bool:
    return bool(_PLAN_SECTION.search(section)) and not re.search("完成|落实|执行", section)


def _since_own_year(mark: Mark, earlier: list[Mark], own: Own) -> bool:
    """Whether 2024年以来 in a report of 2024 begins with its own year."""
    year = earlier[-1] if earlier else None
    beside = year is not None and year.kind == "year" and year.end == mark.start
    return beside and year is not None and years_of(year) == [own.year]


def _own_year(later: list[Mark], own: Own) -> bool:
    """Whether 五年来，…；2023年… has come back to the year of the report."""
    return any(
        m.kind in ("now", "round") or (m.kind == "year" and years_of(m) == [own.year])
        for m in later
    )


def _past_goal(mark: Mark, said: list[Mark], own: Own) -> bool:
    if mark.text != "到":
        return False
    year = next((years_of(m)[-1] for m in said if m.start == mark.end and m.kind == "year"), 0)
    return own.year is not None and year <= own.year


def _bound(quantity: Quantity) -> bool:
    return quantity.unit == "%" and quantity.number.qualifier in ("at_least", "at_most")


def _settle_place(quantity: Quantity, said: list[Mark], own: Own, text: str) -> None:
    other = False
    told = _bulletin(said, own, text)
    clause = quantity.before[-1][0] if quantity.before else quantity.number.lead
    floor = quantity.sentence[0]
    for mark in said:
        away = _is_other(mark, own, text)
        if mark.kind == "whole" and away is False and other and _of_named(mark, said, text):
            continue
        if mark.kind == "whole" and told:
            away = told >= RANK[text[mark.end]] or None
        if away is None:
            continue
        quoted = mark.kind == "organ" and text.startswith("据", max(floor, mark.start - 1))
        local = quoted or (
            away and _LOCAL.search(text[max(floor, mark.start - 3) : mark.start])
        )
        other = away if not local or mark.start >= clause else other
    if other:
        quantity.bar(OTHER_PLACE)


def _bulletin(said: list[Mark], own: Own, text: str) -> int:
    """Return the rank of an organ above whose bulletin a text of no known place quotes, or 0."""
    if own.names:
        return 0
    organs = (m for m in said if m.kind == "organ" and _BULLETIN.match(text, m.end))
    return max((RANK.get(m.text[0], NATION) for m in organs), default=0)


def _is_other(mark: Mark, own: Own, text: str) -> bool | None:
    """Whether a mark turns to another place; None where it does not tell."""
    if mark.kind == "whole":
        return _whole_is_other(mark, own, text)
    if mark.kind in ("organ", "tier"):
        rank = RANK["省"] if mark.text.startswith("自治区") else RANK.get(mark.text[0], NATION)
        return True if own.rank and rank > own.rank else None
    if mark.kind == "named":
        name = place_name(mark)
        return not any(same_place(name, known) for known in own.names)
    if mark.kind == "own":
        return 0 < own.rank < RANK[text[mark.end]]
    return own.rank != NATION if mark.kind == "beyond" else None


def _of_named(mark: Mark, said: list[Mark], text: str) -> bool:
    """Whether 杭州市2022年全市… says the whole of the place just named."""
    named = next((m for m in reversed(said) if m.kind == "named" and m.end <= mark.start), None)
    if named is None or named.text[-1] != text[mark.end]:
        return False
    return not _CLAUSE.search(text, named.end, mark.start)


def _whole_is_other(mark: Mark, own: Own, text: str) -> bool | None:
    rank = RANK[text[mark.end]]
    if not own.names and text.startswith("平均", mark.end + 1):
        return True
    # A report whose place is unknown may be of a province, hardly of the nation.
    return None if rank < own.rank else rank > (own.rank or NATION - 1)
