"""The verb that several objects share: 清理规章12部、规范性文件203件, 对A件、B件进行审查."""

import re
from collections.abc import Sequence
from itertools import pairwise

from fadu.intake.figures.quantity import Quantity, Span

_VERB = re.compile(
    r"(?:全年|今年|已|共|累计|依法|集中|全面|严格|组织|开展|对|并)*"
    r"(?P<verb>(?:合法性|备案)?(?:审核|审查)|备案|报备|清理|办理|受理|审结|办结|收到|接收|新收|制定|出台|印发|制发"
    r"|废止|修改|调解|化解|查处|作出)"
)
_VERB_AFTER = re.compile(
    r"[^，,。;、\d]{0,14}?(?:进行|开展|予以|实施|落实|作出)了?(?:全面|集中|严格|逐件|依法)?"
    r"(?P<verb>(?:合法性|备案|公平竞争|法制)?(?:审核|审查)|备案|清理|废止|修改)"
)
_TAKEN = re.compile("[对将就]")
_JOIN = re.compile(r"[^，,。;:、\d]{0,8}?(?:、|以及|和|及)[^，,。;:、\d]{0,14}")
MOST = 6


def shared_verb(at: int, quantities: Sequence[Quantity], text: str) -> Span | None:
    """Return the verb before or after the list of objects that the figure at `at` is one of.

    Parameters
    ----------
    at
        Index in `quantities`.
    quantities
        Of the whole text, in order.
    text
        As `plain` returns it.
    """
    first = last = at
    while (
        first and at - first < MOST and _goes_on(quantities[first - 1], quantities[first], text)
    ):
        first -= 1
    for behind, here in pairwise(quantities[at : at + MOST + 1]):
        if not _goes_on(behind, here, text):
            break
        last += 1
    if first == last:
        return None
    head = quantities[first].before[0]
    found = _VERB.match(text, *head) if first < at else None
    if not found and _TAKEN.search(text, *head):
        found = _VERB_AFTER.match(text, quantities[last].number.tail)
    return found.span("verb") if found else None


def _goes_on(behind: Quantity, here: Quantity, text: str) -> bool:
    start, end = behind.number.tail, here.number.lead
    plain = behind.measure == here.measure == "value" and behind.sentence == here.sentence
    return plain and _JOIN.fullmatch(text, start, end) is not None
