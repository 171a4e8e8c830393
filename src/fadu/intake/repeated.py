"""Two values of one indicator in one statement: only one of them can be the place's."""

import re
from collections.abc import Sequence

from fadu.intake.figures import Quantity
from fadu.intake.matching import Match

REPEATED = "同一句已有这一指标"
LONGEST_STATEMENT = 12
_STOP = re.compile(r"[，,;:、。()]")
_SUM = re.compile("(?:合计|共计|总计|总共)$")
_WHOLE = re.compile(r"全[省市区县州旗]")


def repeated(
    at: int,
    quantities: Sequence[Quantity],
    done: Sequence[tuple[Match, ...]],
    indicator: str,
    text: str,
) -> int | None:
    """Return the index of the figure that gives another value: …制发3件，部门制发11件.

    Parameters
    ----------
    at
        Index in `quantities` of the figure that is to have `indicator`.
    quantities, done
        Of the whole text, in order; the indicators of those before `at`.
    indicator
        Its id.
    text
        As `plain` returns it.
    """
    here = quantities[at]
    if here.measure != "value":
        return None
    for before in range(at - 1, max(-1, at - LONGEST_STATEMENT), -1):
        other = quantities[before]
        if other.sentence[0] != here.sentence[0]:
            return None
        if not any(m.indicator == indicator for m in done[before]):
            continue
        if text.find(";", other.number.tail, here.number.lead) >= 0:
            return None
        if (other.measure, other.year, other.period) == ("value", here.year, here.period):
            step = max(q.number.resolution or q.value / 20 for q in (here, other))
            return before if abs(other.value - here.value) > step else None
    return None


def gives_way(other: Quantity, here: Quantity, text: str) -> bool:
    """Whether the earlier figure is the lesser: 42个问题已整改39个, 市本级…，全市…, …，合计….

    Parameters
    ----------
    other, here
        The earlier and the later one.
    text
        As `plain` returns it.
    """
    between = text[other.number.tail : here.number.lead]
    if not _STOP.search(between) or _SUM.search(between):
        return True
    own = text[other.before[0][0] : other.number.lead]
    return "本级" in own and _WHOLE.search(text, *here.before[0]) is not None
