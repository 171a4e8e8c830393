"""The year and the place that a figure speaks of, and whether it is a plan."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fadu.intake.figures.marks import Mark, place_name, years_of
from fadu.intake.figures.places import same_place
from fadu.intake.figures.quantity import Quantity

RANK = {"国": 4, "省": 3, "州": 2, "市": 2, "区": 1, "县": 1, "旗": 1}
_LOCAL = re.compile(
    r"(?:占|[高低多少优好快慢]于|高出|低出|超出|领先|[比较与同]|居|列|获|被|在|入选|向|由|经|涉及|报送|上报|超|达到|获评|为|面向|报)$"
)
_PLAN_SECTION = re.compile(
    r"下一步|下步|下阶段|下一阶段|明年|展望|(?:年度?|今后)[^/]{0,6}?(?:工作)?(?:安排|打算|计划|思路|重点|目标)"
)
_FOR_A_GOAL = re.compile(r"(?:为[^，。;]{0,3}|对标|对照|围绕|锚定|面向|迎接|服务|奔着|谋划)$")
_DIRECT = re.compile(r" ?(?:度|年度?)?(?:同期)?的? ?\(?")
NATION = 4
_UNTIL = re.compile(
    r"度?(?:底|末|1?\d月(?:[0-3]?\d日|底|末)?)?(?:以|之)?前(?!三|两|[一二四]?季|半)"
)
_CARRIED = re.compile(r"度?(?:底|末)?(?:结转|结存|转入|转来|接转|旧存|遗留|未结|未审结)")
_SINCE = re.compile(
    r"(?:以来)?(?:[^，。;、\d]{0,8})?(?:制定|出台|印发|发布|颁布|制发|公布)[^，。;\d]{0,10}的"
)
_BULLETIN = re.compile(
    r"[^，,。;\d]{0,12}(?:通报|公布|发布)[^，,。;\d]{0,8}(?:显示|指出|表明|载明)"
)
IN_BRACKETS = 12
OTHER_PLACE = "另一地区的数字"
OTHER_YEAR = "另一年度的数字"
PLAN = "目标或计划"
MANY_YEARS = "多年累计"
EARLIER = "与更早年份比较"


@dataclass(frozen=True)
class Own:
    """What the report itself is about.

    Parameters
    ----------
    rank
        4 of the nation, 3 of a province, 2 of a prefecture, 1 of a county; 0 is unknown.
    names
        Names of the place.
    year
        The year it reports; None is unknown.
    """

    rank: int
    names: tuple[str, ...]
    year: int | None


def own_rank(text: str, names: tuple[str, ...], code: str = "") -> int:
    """Return the rank of the place that a report is about, from its code, name or words."""
    if code:
        return 4 if code == "000000" else 3 if code.endswith("0000") else _by_code(code, names)
    for name in names:
        if name and name[-1] in RANK:
            return 3 if name.endswith("自治区") else RANK[name[-1]]
    said = Counter(re.findall(r"[我本]([省市区县州旗])(?!级|域|场|民)", text))
    said = said or Counter(re.findall(r"全([省市区县州旗])(?!级|域|场|民)", text))
    return min((RANK[w] for w in said), default=0)


def _by_code(code: str, names: tuple[str, ...]) -> int:
    if code.endswith("00"):
        return 2
    return 2 if any(n.endswith("市") for n in names) else 1


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
        _settle_year(quantity, said, own, text)


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
        elif mark.kind == "span" and not (
            _own_year(said[at + 1 :], own) or _SINCE.match(text, mark.end)
        ):
            quantity.bar(MANY_YEARS)


@lru_cache(maxsize=256)
def _speaks_of_plans(section: str) -> bool:
    return bool(_PLAN_SECTION.search(section)) and not re.search("完成|落实|执行", section)


def _own_year(later: list[Mark], own: Own) -> bool:
    """Whether 五年来，…；2023年… has come back to the year of the report."""
    return any(
        m.kind == "now" or (m.kind == "year" and years_of(m) == [own.year]) for m in later
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
        if mark.kind == "whole" and told:
            away = told >= RANK[text[mark.end]] or None
        if away is None:
            continue
        local = away and _LOCAL.search(text[max(floor, mark.start - 3) : mark.start])
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
        return True if own.rank and RANK.get(mark.text[0], 4) > own.rank else None
    if mark.kind == "named":
        name = place_name(mark)
        return not any(same_place(name, known) for known in own.names)
    return {"own": False, "beyond": own.rank != NATION}.get(mark.kind)


def _whole_is_other(mark: Mark, own: Own, text: str) -> bool | None:
    rank = RANK[text[mark.end]]
    if not own.names and text.startswith("平均", mark.end + 1):
        return True
    # A report whose place is unknown may be of a province, hardly of the nation.
    return None if rank < own.rank else rank > (own.rank or NATION - 1)


def _settle_year(quantity: Quantity, said: list[Mark], own: Own, text: str) -> None:
    quantity.year = own.year
    last = own.year - 1 if own.year else None
    for at, mark in enumerate(said):
        if _CARRIED.match(text, mark.end):
            continue
        if mark.kind == "now":
            quantity.year = own.year
        elif mark.kind == "prior":
            quantity.year = last
            _bar_year(quantity, said[at + 1 :])
        elif mark.kind == "compare" or (mark.kind == "year" and _compared(mark, said[:at])):
            level = quantity.measure == "value"
            if not level and _long_ago(mark, quantity, own):
                quantity.bar(EARLIER)
            if level and _DIRECT.fullmatch(text, mark.end, quantity.number.lead):
                quantity.year = last if mark.kind == "compare" else years_of(mark)[0]
                quantity.bar(OTHER_YEAR)
        elif mark.kind == "year" and not (
            _for_a_goal(mark, text) or _made_before(mark, text, own)
        ):
            _name_year(quantity, years_of(mark), said[:at])
    if own.year and quantity.year and quantity.year != own.year:
        quantity.bar(PLAN if quantity.year > own.year else OTHER_YEAR)


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
    since = text.startswith("以来", mark.end) and _SINCE.match(text, mark.end)
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
