"""From printed numbers to quantities with all that their sentences say."""

import re
from collections.abc import Sequence

from fadu.intake.figures.cells import name_cells, stands_alone
from fadu.intake.figures.change import LIGHT_CHANGE, Change, read_change
from fadu.intake.figures.layout import REACH, Layout, Section
from fadu.intake.figures.lists import align, align_changes, align_pairs, pair, share_units
from fadu.intake.figures.marks import Marks
from fadu.intake.figures.own import Own
from fadu.intake.figures.parts import find_total
from fadu.intake.figures.periods import find_period
from fadu.intake.figures.quantity import (
    DIFFERENCE,
    OTHER_PLACE,
    OTHER_YEAR,
    SHARES,
    Quantity,
    Span,
)
from fadu.intake.figures.seat import settle_seat
from fadu.intake.figures.series import lift_years, name_years
from fadu.intake.figures.setting import settle
from fadu.intake.figures.tables import years_that_count
from fadu.intake.numbers import LookAlike, PrintedNumber
from fadu.intake.numbers.nouns import PERCENT
from fadu.intake.numbers.units import tail_pattern

MULTIPLE = "倍数"
AVERAGE = "平均数"
NUMBER = "号码"
BOUND = "随后有确切数字"
LONGEST_RESUMPTION, SHORT = 12, 4
_LIGHT = re.compile(
    r"(?:[ 、:]|达到?|为|是|共计?|合计|总计|累计|约|近|全年|今年|本年度?|(?:19|20)\d\d年[度底末]?|数量?|量|案件|申请|比例|占比"
    r"|总数|总?人数|平均|保持|持续|稳定|在|连续[一二三四五六七八九两\d]年|实现|首次|的|有|已|件数|均|都|皆|其中|去年|上年"
    r"|仅|分别|全部|(?:涉及|合计|累计)?金额|开展|[全我][省市区县州旗](?=共|$)|含(?:上年)?结转|再创新高|创历?史?新高|突破|率)*"
)
_TO_LEVEL = re.compile(r"[,，]?(?:至|到|达到?|为|升至|降至|增至|提升至|提高到)")
_SAME_SUBJECT = re.compile(
    r"[,，;、](?:而|其中)?[我本全][省市区县州旗](?:则|也|仅)?[为达是]?到?"
)
_RESUMES = re.compile(
    r"[，,；;、](?:[两合共总而其]|[我本全][省市区县州旗])|[，,]?(?:至|到|达|为|升至|降至|增至|提)"
)
"""How `_SUM`, `_SAME_SUBJECT` and `_TO_LEVEL` begin."""
_MIXED = re.compile(r"等(?:(?:各[类项种]|有关|相关)?(?:文件|事项|材料|合同|涉法事务|文书))?$")
_RATES = re.compile(r"率(?:、|和|及|与|以及)[^、，,;\d]{1,10}率[^率]{0,8}$")
_BY_NOW = re.compile(r"[,，](?:实际)?[为是达]到?")
_BY_HOW_MANY = re.compile("(?:净|又)?(?:增加?|减少?|多|少)(?:了)?$")
_DIGIT = re.compile(r"\d")
_SUM = re.compile(r"[，,;](?:两[项者类])?(?:合计|共计|总计|总共)(?:为|达)?")
_OF_SOME = re.compile(
    r"的(?:[\d一二两三四五六七八九十]+个)?(?:单位|部门|镇街|乡镇|街道|地区|[县区市](?![\u4e00-\u9fa5]))"
)
"""败诉率超过10%的2个单位 is a figure of those few."""
_JOINT = re.compile("、|以及|及(?!时)|和(?!解|谐|平)|与")
_LABEL_UNIT = re.compile(r"\((?:单位:)?([^()\d]{1,3})\)[ \t]*[:|]?[ \t]*$")
_COUNT_UNIT = re.compile(r"([件人宗起份次户家])数 ?[为是达:]?到? ?$")
_UNIT_CELL = re.compile(r"[^\s|][ \t|]+([^\s|()\d:]{1,3})[ \t|]+$")
_CELL_END = re.compile(r"[ \t|]*(?:\n|$)|[ \t]*[|\t]")
_UNIT = tail_pattern(frozenset(), words=True)
_ANY_UNIT = tail_pattern(frozenset(), words=False)
_AVERAGE = re.compile("[人户日月年场件案家所村镇]均|平均每")
_CALLED = re.compile(r"(?:电话|热线|传真|邮编|手机号?码?)[^，,。;\d]{0,4}$")
_OTHER_WHOLE = re.compile(r"[,，;、]而?(全[省市区县州旗])(?:则|仅)?[为达是]?到?")
_WHOLE = re.compile("全[省市区县州旗]|本级")
_KINDS = frozenset(("类", "种", "门类"))
_CASES = frozenset(("件", "起", "宗", "件次", "份"))


def read_quantities(
    text: str,
    numbers: Sequence[PrintedNumber],
    others: Sequence[LookAlike],
    own: Own,
    sections: Sequence[Section],
) -> list[Quantity]:
    """Return every quantity of a text, in order.

    Parameters
    ----------
    text
        As `fadu.intake.plain.plain` returns it.
    numbers, others
        As `fadu.intake.numbers.read_numbers` returns them for it.
    own
        What the report is about.
    sections
        As `find_sections` returns them for it.
    """
    numbers, others = years_that_count(text, numbers, others)
    layout = Layout(text, [number.start for number in numbers], sections)
    marks = Marks(text, others, layout.said)
    quantities: list[Quantity] = []
    for at, number in enumerate(numbers):
        ahead = _ahead(numbers, at, len(text))
        behind = quantities[-1] if quantities else None
        quantities.append(_quantity(number, behind, ahead, layout))
    for quantity in share_units(quantities, text):
        change = read_change(
            text, quantity.number._replace(unit=quantity.unit), quantity.sentence[0]
        )
        if change:
            _make_change(quantity, change, quantity.before[-1][0])
    align(quantities, layout, marks, own.year)
    align_pairs(quantities, layout)
    name_years(quantities, layout, marks)
    name_cells(quantities, text, own)
    named = [q.year is not None for q in quantities]
    for at, quantity in enumerate(quantities):
        said = marks.between(quantity.sentence[0], quantity.number.lead)
        if said or quantity.section:
            quantity.total = find_total(at, quantities, said, text)
            settle(quantity, said, own, text)
        elif quantity.year is None:
            quantity.year = own.year
        settle_seat(quantity, text)
        if at and _beyond(quantities[at - 1], quantity, text):
            quantity.bar(OTHER_PLACE)
    lift_years(quantities, named)
    pair(quantities, layout, marks, own.year)
    _follow(quantities, marks)
    align_changes(quantities, layout, marks)
    for quantity in quantities:
        quantity.shared = _shared(quantity, layout, marks)
        quantity.period = find_period(text, quantity, marks)
    return quantities


def _beyond(behind: Quantity, here: Quantity, text: str) -> bool:
    """Whether 纠错率9.6%，全市为12.2% turns from a place within to the whole around it."""
    start = max(here.sentence[0], here.number.lead - REACH)
    if behind.sentence != here.sentence or behind.barred or here.unit != PERCENT:
        return False
    turned = _OTHER_WHOLE.fullmatch(text, behind.number.tail, here.number.lead)
    return turned is not None and not _WHOLE.search(text, start, behind.number.lead)


def _ahead(numbers: Sequence[PrintedNumber], at: int, end: int) -> int:
    """Return where the words after a number end; 6大类62支2102人 share those after the last."""
    if at + 1 < len(numbers) and numbers[at + 1].lead > numbers[at].tail:
        return numbers[at + 1].lead
    for number, after in zip(numbers[at : at + 6], numbers[at + 1 : at + 7], strict=False):
        if after.lead > number.tail:
            return after.lead
    return end


def _quantity(
    number: PrintedNumber, behind: Quantity | None, ahead: int, layout: Layout
) -> Quantity:
    text = layout.text
    going_on = behind is not None and number.start < behind.sentence[1]
    sentence = behind.sentence if behind and going_on else layout.sentence(number.start)
    floor = max(sentence[0], behind.number.tail if behind else 0)
    clause = layout.clause_start(number.lead, floor)
    change = read_change(text, number, floor)
    end = layout.clause_end(number.tail, min(ahead, sentence[1]))
    lead, unit = number.lead, number.unit
    words = text[clause:lead]
    quantity = Quantity(
        number,
        number.value,
        unit or _label_unit(text, lead, number.tail),
        "value",
        sentence,
        [(_widened(clause, floor, lead, layout), lead)],
        (number.tail, end),
        behind.topic_from if behind and going_on else layout.paragraph_start(sentence[0]),
        lead,
        section=behind.section if behind and going_on else layout.section(number.start),
        mixed="等" in words
        and "、" in words
        and unit not in _KINDS
        and bool(_MIXED.search(text, clause, lead)),
        alone=not unit and stands_alone(text, lead, number.tail),
        opens=len(words) < SHORT and clause > sentence[0] and not words.strip(" 有共对将另"),
    )
    if behind and _beside(behind, number, text):
        quantity.before += behind.before
    if text.startswith("的", number.tail) and _OF_SOME.match(text, number.tail):
        quantity.bar(OTHER_PLACE)
    near = lead - floor <= LONGEST_RESUMPTION and _RESUMES.match(text, floor)
    resumed = behind if near else None
    if change:
        _make_change(quantity, change, clause)
    elif resumed and _SUM.fullmatch(text, floor, lead):
        start = layout.clause_start(resumed.number.lead, sentence[0])
        first = _DIGIT.search(text, start, lead)
        quantity.before, quantity.listed = [(start, first.start() if first else lead)], True
        quantity.together = [(start, lead)]
    elif resumed and _BY_NOW.fullmatch(text, floor, lead) and _bounds(resumed, number):
        quantity.before = resumed.before
        resumed.bar(BOUND)
    elif resumed and _same_subject(resumed, text[floor:lead]):
        quantity.before = resumed.before
    elif number.unit == "倍":
        quantity.bar(MULTIPLE)
    elif not unit and _CALLED.search(text, max(floor, lead - 10), lead):
        quantity.bar(NUMBER)
    elif unit in _CASES and _AVERAGE.search(words):
        quantity.bar(AVERAGE)
    return quantity


def _bounds(behind: Quantity, number: PrintedNumber) -> bool:
    """Whether 降到5%以内，为4.37% gives a limit first and then the value."""
    return behind.number.qualifier in ("at_most", "at_least") and behind.unit == number.unit


def _beside(behind: Quantity, number: PrintedNumber, text: str) -> bool:
    """Whether 62支2102人 or 62支、2102人 count one thing in two ways."""
    if number.lead - behind.number.tail > 1:
        return False
    gap = text[behind.number.tail : number.lead]
    counts = behind.unit not in SHARES and number.unit not in SHARES
    other = behind.unit != number.unit and behind.measure == "value"
    return not gap or (gap in "、，," and counts and other)


def _same_subject(behind: Quantity, between: str) -> bool:
    """Whether 至98.5% or 我区达98.5% go on about what the figure before is named by."""
    after_change = behind.measure != "value" and _TO_LEVEL.fullmatch(between)
    return bool(after_change or _SAME_SUBJECT.fullmatch(between))


def _make_change(quantity: Quantity, change: Change, clause: int) -> None:
    quantity.measure, quantity.value = change.measure, change.value
    quantity.before = [(min(clause, change.verb), change.verb)]
    if quantity.unit == "倍":
        quantity.unit = "%"
    if change.difference:
        quantity.bar(DIFFERENCE)


def _widened(clause: int, floor: int, lead: int, layout: Layout) -> int:
    """Go back to the clause before while the words say nothing by themselves."""
    for _ in range(3):
        if clause <= floor or not _LIGHT.fullmatch(layout.text, clause, lead):
            break
        clause = layout.clause_start(clause - 1, floor)
    return clause


def _label_unit(text: str, lead: int, tail: int) -> str:
    """Return the unit that a label gives in brackets, or that fills the cell before the number."""
    found = _LABEL_UNIT.search(text, max(0, lead - 12), lead)
    if found and _ANY_UNIT.fullmatch(found[1]):
        return found[1]
    counted = _COUNT_UNIT.search(text, max(0, lead - 5), lead)
    if counted:
        return counted[1]
    cell = _UNIT_CELL.search(text, max(0, lead - 12), lead)
    alone = cell and _CELL_END.match(text, tail)
    return cell[1] if cell and alone and _UNIT.fullmatch(cell[1]) else ""


def _follow(quantities: Sequence[Quantity], marks: Marks) -> None:
    """Let a change that names nothing speak of the figure before it."""
    for at, quantity in enumerate(quantities):
        if quantity.measure == "value":
            continue
        start, end = quantity.before[0]
        if LIGHT_CHANGE.match(marks.text[start:end]):
            if _take_difference(quantity, quantities[at - 1] if at else None, marks.text):
                continue
            quantity.follows = _spoken_of(quantities, at, marks.text)
            _take_year(quantity, quantities)


def _take_year(quantity: Quantity, quantities: Sequence[Quantity]) -> None:
    """Let a change after 由A降至B speak of B's year, not of the year before that A names."""
    if quantity.follows is not None and not quantities[quantity.follows].barred:
        quantity.year = quantities[quantity.follows].year
        quantity.lift(OTHER_YEAR)


def _take_difference(quantity: Quantity, behind: Quantity | None, text: str) -> bool:
    """Let a change after 受理案件增加96件 speak of what that difference names itself."""
    if not behind or behind.note != DIFFERENCE or behind.sentence != quantity.sentence:
        return False
    start, end = behind.before[0]
    said = _BY_HOW_MANY.sub("", text[start:end])
    if behind.measure != "value" or LIGHT_CHANGE.match(said):
        return False
    quantity.before, quantity.topic_to = behind.before, behind.topic_to
    return True


def _in_brackets(behind: Quantity, here: Quantity, text: str) -> bool:
    """Whether a figure stands in brackets that close before another one."""
    first = max(behind.sentence[0], behind.number.lead - REACH)
    opened = text.rfind("(", first, behind.number.lead)
    if opened < 0 or text.find(")", opened, behind.number.lead) >= 0:
        return False
    return text.find(")", behind.number.tail, here.number.lead) >= 0


def _spoken_of(quantities: Sequence[Quantity], at: int, text: str) -> int | None:
    """Return the index of the figure that a change belongs to, past those merely compared."""
    for before in range(at - 1, max(-1, at - 6), -1):
        behind = quantities[before]
        if behind.sentence != quantities[at].sentence:
            return None
        if behind.measure != "value" and behind.note != DIFFERENCE:
            return behind.follows
        if _in_brackets(behind, quantities[at], text):
            continue
        if behind.note not in (DIFFERENCE, OTHER_YEAR, MULTIPLE):
            return before
    return None


def _shared(quantity: Quantity, layout: Layout, marks: Marks) -> list[Span]:
    start, end = quantity.before[-1]
    if len(quantity.before) > 1:
        return []
    cuts = [m.span() for m in _JOINT.finditer(layout.text, start, end)]
    if not cuts or not (
        any(m.kind == "all" for m in marks.between(start, end))
        or (quantity.unit == PERCENT and _RATES.search(layout.text, start, end))
    ):
        return []
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return list(zip(edges[::2], edges[1::2], strict=True))
