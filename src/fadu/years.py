"""Years as people write them: 2023, 2019:2023, 2019,2021, a range, a list."""

import re
from collections.abc import Iterable, Sized

from fadu.errors import RequestError

_ONE = re.compile(r"\s*(\d{4})\s*(?:[:：]\s*(\d{4})\s*)?")
FIRST, LAST = 1949, 2100


def as_years(given: object, option: str = "years") -> list[int]:
    """Return the years that are meant, ascending, each once.

    Parameters
    ----------
    given
        A number, text such as ``2019:2023`` (both ends included) or ``2019,2021``, or an
        iterable of numbers or texts.
    option
        How the parameter is called, for the message.

    Raises
    ------
    RequestError
        Another form, an empty list, an end before its start, a year outside 1949 to 2100.
    """
    if isinstance(given, str):
        parts: list[object] = list(re.split(r"[,，]", given))
    elif isinstance(given, Iterable):
        parts = list(given)
    else:
        parts = [given]
    years = sorted({year for part in parts for year in _span(part, given, option)})
    if not years:
        raise RequestError(f"{option} is empty; write 2023, 2019:2023 or 2019,2021")
    return years


def _span(part: object, given: object, option: str) -> range:
    match = _ONE.fullmatch(str(part))
    if not match or isinstance(part, bool):
        raise RequestError(f"{option} {given!r} is no year; write 2023, 2019:2023 or 2019,2021")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise RequestError(f"{option} {given} ends before it starts; write {last}:{first}")
    if first < FIRST or last > LAST:
        raise RequestError(f"{option} {given} lies outside {FIRST} to {LAST}")
    return range(first, last + 1)


def unsaid(given: object) -> bool:
    """Whether an argument was left open: None, empty text, an empty list."""
    return given is None or (isinstance(given, Sized) and len(given) == 0)


def written_years(years: Iterable[int]) -> str:
    """Return years in the shortest form, such as ``2019-2023`` or ``2019,2021-2022``."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ",".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
