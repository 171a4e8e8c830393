"""Figures of the seat of a city beside those of the whole or of its counties."""

import re

from fadu.intake.figures.quantity import PART, Quantity

_SAID = re.compile(
    r"(?P<seat>(?:[省市州区县旗]|政府)本级(?!财政|预算|政府|部门|[和及与、]|制定|[以为]))"
    r"|(?P<whole>全[省市州区县旗])"
    r"|(?P<rest>县\((?:市|区)(?:、?[区市])?\)|[县旗]市区|[县旗]区|区县|[县旗]市|市县|县级(?!以上|市|党|领导)|各[县区旗](?![域级]))"
    r"|(?P<stop>;)"
)
_TOGETHER = re.compile(r"本级(?:和|及|与|、)(?:所辖|下辖)?(?:各|\d+个)")
"""市本级及14个县 are the whole city."""
_ASIDE = re.compile(r"\([^()]*\d[^()]*\)")
_RESPONDENT = "为被申请人"
REACH = 300


def settle_seat(quantity: Quantity, text: str) -> None:
    """Bar a figure of the seat, or of the counties, where the sentence has the other or both.

    Parameters
    ----------
    quantity
        Changed in place.
    text
        As `plain` returns it.
    """
    lead = quantity.number.lead
    start, end = (
        max(quantity.sentence[0], lead - REACH),
        min(quantity.sentence[1], lead + REACH),
    )
    if text.find("本级", start, end) < 0:
        return
    around = [m for m in _SAID.finditer(text, start, end) if not _respondent(m, text)]
    kinds = {str(m.lastgroup) for m in around}
    if "seat" not in kinds or not kinds & {"whole", "rest"}:
        return
    if _TOGETHER.search(text, start, lead) and "其中" not in text[start:lead]:
        return
    opened = [m for m in around if m.start() < lead and not _aside(m, start, lead, text)]
    if opened and (opened[-1].lastgroup in ("seat", "rest")):
        quantity.bar(PART)


def _respondent(found: re.Match[str], text: str) -> bool:
    return text.find(_RESPONDENT, found.end(), found.end() + 12) >= 0


def _aside(found: re.Match[str], start: int, lead: int, text: str) -> bool:
    """Whether a word stands in brackets with figures that close before `lead`."""
    return any(
        m.start() < found.start() and found.end() < m.end()
        for m in _ASIDE.finditer(text, start, lead)
    )
