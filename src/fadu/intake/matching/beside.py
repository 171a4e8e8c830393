"""What stands beside a number, told by form alone: labels, predicates and what a share is of."""

import re
from collections.abc import Iterator, Sequence

from fadu.intake.figures import Quantity
from fadu.intake.figures.quantity import Span

LONGEST_PREDICATE, NEXT_TO = 36, 2
_PART_OF = re.compile(r"占(?:[^，。;占]{0,12}的)?(?:比例)?(?:[为达约近超逾]|比为)?$")
_SHARE = re.compile(
    r"[^，,。;()\d]{0,26}[，,(]? ?(?:约|仅|只|分别)?(?:占比?|比例为?)(?:全部|所有|同期|已|应当|应出庭|出庭|开庭|行政机关|一审|二审|行政|复议|诉讼|审结|办结|受理|收到|收案|结案|应诉"
    r"|诉前|调解|矛盾|纠纷|化解|调处|委派|排查|发现|各类|民间|立案|办理|全年|全区|全市|全县|当年|本年|同类"
    r"|申请|案件|总数|总量|件数|数|量|的)*(?:比例)?[为达约近超]*"
)
_OVER_COUNT = re.compile(r"[，,]?占[^，。;\d]{0,16}$")
_OF_CASES = re.compile(
    r" ?的?[^，。;\n]{0,12}?(?:案件|争议|纠纷|申请)|(?=得到|得以|以|通过|经|实现|被|未|在)"
)
_PREDICATE = re.compile(r"[^，,。;:\n\d]{0,60}")
_UP_TO_NUMBER = re.compile(r"[约近超逾]?[\d零一二三四五六七八九十百千]")
_LABEL = re.compile(r" ?\((?!含|不含|其中|包括|均|如|即|除|含有)([^()\d，,。;]{2,10})\)")
_HANDLED = re.compile(r"[、，]?(?:依法|共|另|并|还)?(?:对|就|针对|将|把)")
_NOUN = re.compile(r"(?:案件|申请|纠纷|争议|案|行为|决定)$")
_WHERE = re.compile(r"(?<=化解|解决|终结|处理|止步)[在于][^，,。;\d]{1,10}$")
_BASIS = re.compile(
    r"(?:若|如|仅|只|单|按|以|从|把|在)[^，。;]{1,30}(?:计|计算|口径|基数|分母|来看|看|中)[，,]$"
)
_REACH = 40


def label(text: str, quantity: Quantity) -> Span | None:
    """Return the span of what the brackets after 588件（受理） name, or None."""
    tail = quantity.number.tail
    if text[tail : tail + 1] not in (" ", "(") or quantity.measure != "value":
        return None
    found = _LABEL.match(text, tail)
    return found.span(1) if found else None


def predicate(text: str, quantity: Quantity) -> Span | None:
    """Return the span of what is said of the things counted after them, or None.

    It reaches to the end of the clause; of 对12件申请，依法作出不予受理决定 to that of the next.
    """
    start, end = quantity.after
    if text.startswith("、", end):
        whole = _PREDICATE.match(text, start)
        end = whole.end() if whole and not _UP_TO_NUMBER.match(text, whole.end()) else end
    if quantity.measure != "value" or not 0 < end - start <= LONGEST_PREDICATE:
        return None
    noun = text.startswith("，", end) and is_handled(text, quantity)
    if noun and _NOUN.search(text, start, end):
        more = _PREDICATE.match(text, end + 1)
        return (start, more.end()) if more else None
    if _UP_TO_NUMBER.match(text, end):
        return None  # 128件已审结119件 says it of what follows
    where = _WHERE.search(text, start, end)
    return start, where.start() if where else end


def is_handled(text: str, quantity: Quantity) -> bool:
    """Whether a clause opens with 对 or 将, so that the verb stands after the number."""
    return _HANDLED.match(text, *quantity.before[0]) is not None


def comes_after(text: str, quantity: Quantity) -> bool:
    """Whether what is counted can only stand after the number: 受理后又有83件达成和解."""
    start, lead = quantity.before[0]
    return (
        quantity.opens or text.endswith("有", start, lead) or is_handled(text, quantity)
    ) and quantity.number.form != "zero"


def basis(text: str, quantity: Quantity) -> int | None:
    """Return where 以实体判决计，败诉率为18.6% begins to say what a share is of, or None."""
    start = quantity.before[0][0]
    if quantity.unit != "%" or not text.endswith(("，", ","), 0, start):
        return None
    found = _BASIS.search(text, max(quantity.sentence[0], start - _REACH), start)
    return found.start() if found else None


def count_of_share(at: int, quantities: Sequence[Quantity], text: str) -> int | None:
    """Return the index of the count that a bare 占24.2% speaks of, or None.

    Another share may stand between them, or the base: 占受理总数3.31万件的98.49%.
    """
    here = quantities[at]
    if not at or here.unit != "%" or here.measure != "value":
        return None
    behind = quantities[at - 1]
    bare = here.number.lead - behind.number.tail < NEXT_TO and _is_base(text, behind)
    if not bare and not _SHARE.fullmatch(text, behind.number.tail, here.number.lead):
        return None
    of = at - 2 if bare else at - 1
    while of >= 0 and quantities[of].sentence == here.sentence:
        if quantities[of].unit != "%":
            return of
        of -= 1
    return None


def _is_base(text: str, quantity: Quantity) -> bool:
    start, lead = quantity.before[0]
    return text.startswith("的", quantity.number.tail) and bool(
        _OVER_COUNT.search(text, max(start - 1, 0), lead)
    )


def counts_named(text: str, quantity: Quantity) -> Iterator[Span]:
    """Return the spans that may name the count whose share a number is."""
    start, end = quantity.before[0]
    found = _PART_OF.search(text, start, end)
    if found:
        yield start, found.start()
    yield from counts_after(text, quantity)


def counts_after(text: str, quantity: Quantity) -> Iterator[Span]:
    """Return the span after the cases that a share is of: 三分之一的复议案件以调解结案."""
    cases = _OF_CASES.match(text, quantity.number.tail)
    said = _PREDICATE.match(text, cases.end()) if cases else None
    if said:
        yield said.span()
