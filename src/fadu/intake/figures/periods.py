"""Parts of a year that a sentence names: 1至9月, 上半年, 截至11月30日."""

import calendar
import re

from fadu.intake.figures.marks import Marks
from fadu.intake.figures.quantity import Quantity

_MONTHS = re.compile(
    r"(?P<from>1?\d)月?(?:份)?[-—–~至到](?P<to>1?\d)月(?:份)?(?!\d)"
    r"|(?P<half>上半年|下半年)|(?P<quarters>一季度|第一季度|前三季度|前三个季度)"
    r"|截[至止]到?(?:20\d\d年)?(?P<month>1?\d)月(?:(?P<day>[0-3]?\d)日|底|末|份)?"
)
_NAMED = {
    "上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "第一季度": (1, 3),
    "前三季度": (1, 9), "前三个季度": (1, 9),
}  # fmt: skip


def find_period(text: str, quantity: Quantity, marks: Marks) -> str:
    """Return the part of the year that a figure covers as an ISO 8601 interval, or nothing.

    Parameters
    ----------
    text
        As `plain` returns it.
    quantity
        Its year must be known, else nothing is returned.
    marks
        Of the same text.
    """
    del marks
    if quantity.year is None:
        return ""
    start = max(quantity.sentence[0], quantity.number.lead - 200)
    sentence = text[start : quantity.number.lead]
    if "月" not in sentence and "半年" not in sentence and "季度" not in sentence:
        return ""
    found = list(_MONTHS.finditer(sentence))
    return _interval(found[-1], quantity.year) if found else ""


def _interval(found: re.Match[str], year: int) -> str:
    named = found["half"] or found["quarters"]
    if named:
        first, last = _NAMED[named]
    elif found["month"]:
        first, last = 1, int(found["month"])
    else:
        first, last = int(found["from"]), int(found["to"])
    if not 1 <= first <= last <= 12 or (first, last) == (1, 12):
        return ""
    day = int(found["day"] or 0) or calendar.monthrange(year, last)[1]
    day = min(day, calendar.monthrange(year, last)[1])
    return f"{year}-{first:02d}-01/{year}-{last:02d}-{day:02d}"
