"""Numbers as they are printed, so that a table, a sentence and a chart can be held together."""

import math
import re
from collections.abc import Iterable

from matplotlib.axes import Axes

from fadu.rounding import number

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日")
_NAME = re.compile(r"模拟[AB]\d+市|Simulated City [AB]\d+")
_NUMBER = re.compile(r"[−+]?\d[\d,]*(?:\.\d+)?")


def numbers_in(*said: str) -> set[str]:
    """Return every number of some texts, without its plus sign; dates and names are none."""
    found = set()
    for text in said:
        bare = _NAME.sub(" ", _DATE.sub(" ", text))
        found |= {n.rstrip(",").removeprefix("+") for n in _NUMBER.findall(bare)}
    return found


def printed(values: Iterable[object], digits: int) -> set[str]:
    """Return numbers as a table with so many decimals prints them; what is missing is none."""
    kept = [float(v) for v in values if v is not None]
    return {number(v, digits) for v in kept if not math.isnan(v)}


def years(values: Iterable[object]) -> set[str]:
    """Return years."""
    return {str(int(v)) for v in values}


def told(found: object, lang: str) -> set[str]:
    """Return every number of a result's sentences and of the words for its chart."""
    return numbers_in(*found.sentences(lang), found.alt(lang))


def drawn(ax: Axes) -> set[str]:
    """Return every number that is written into a chart, other than along its axes."""
    return numbers_in(*(t.get_text() for t in ax.texts))
