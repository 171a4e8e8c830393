"""The verb that several objects share: 清理规章12部、规范性文件203件."""

import re
from collections.abc import Sequence

from fadu.intake.figures.quantity import Quantity, Span

_VERB = re.compile(
    r"(?:全年|今年|已|共|累计|依法|集中|全面|严格|组织|开展|对|并)*"
    r"(?P<verb>(?:合法性|备案)?(?:审核|审查)|备案|报备|清理|办理|受理|审结|办结|收到|接收|新收|制定|出台|印发|制发"
    r"|废止|修改|调解|化解|查处|作出)"
)
_JOINS = ("、", "和", "及", "以及")
LONGEST_NOUN, MOST = 14, 6


def shared_verb(at: int, quantities: Sequence[Quantity], text: str) -> Span | None:
    """Return the verb at the head of a list of objects that the figure at `at` goes on with.

    Parameters
    ----------
    at
        Index in `quantities`.
    quantities
        Of the whole text, in order.
    text
        As `plain` returns it.
    """
    first = at
    while (
        first and at - first < MOST and _goes_on(quantities[first - 1], quantities[first], text)
    ):
        first -= 1
    if first == at:
        return None
    found = _VERB.match(text, *quantities[first].before[0])
    return found.span("verb") if found else None


def _goes_on(behind: Quantity, here: Quantity, text: str) -> bool:
    start, end = behind.number.tail, here.number.lead
    plain = behind.measure == here.measure == "value" and behind.sentence == here.sentence
    return plain and end - start <= LONGEST_NOUN and text.startswith(_JOINS, start, end)
