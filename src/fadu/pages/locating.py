"""From a printed figure to its place in the report: an address that the browser scrolls to.

A text fragment (``#:~:text=1,824件``) marks words on a web page; several are tried one after the
other, and where a browser finds none, or knows none, the report opens at its top.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import quote, urlsplit

from fadu.rounding import as_given

_TENS = ((10**8, "亿"), (10**4, "万"))
_KEPT = 10**2  # of a scaled number, at most two digits stand behind its point
_STOP = re.compile(r"[\s，。；、：（）“”《》]")
AROUND = 24
"""Characters on either side of a number within which its clause begins and ends."""


def spellings(value: float | str | Decimal, unit: str) -> tuple[str, ...]:
    """Return the ways in which a report may print a value: 1824件, 1,824件; 3200000 as 320万.

    Parameters
    ----------
    value
        As the panel holds it.
    unit
        That follows it; one without a unit is not told from any other number.
    """
    if not unit or unit == "ratio":
        return ()
    exact = Decimal(str(value)).copy_abs()
    whole = f"{exact.normalize():f}"
    found = [whole, f"{exact.normalize():,f}"]
    found += [
        as_given(exact / size) + word
        for size, word in _TENS
        if exact >= size and exact * _KEPT % size == 0
    ]
    return tuple(dict.fromkeys(spelling + unit for spelling in found))


def at_words(url: str, words: Sequence[str]) -> str:
    """Return the address of the first of `words` on a web page; of a PDF, its own address."""
    if not words or is_pdf(url):
        return url
    return _with(url, "&".join(f"text={_quoted(w)}" for w in words))


def at_span(url: str, text: str, start: int, end: int, page: int | None = None) -> str:
    """Return the address of a slice of a report's text, told by the words around it.

    Parameters
    ----------
    url
        Of the report.
    text
        Of the report.
    start, end
        The slice.
    page
        Of a PDF, counted from 1, where it is known.
    """
    if is_pdf(url):
        return f"{url.partition('#')[0]}#page={page}" if page else url
    before, after = _clause(text, start, end)
    parts = [f"{_quoted(before)}-," if before else "", _quoted(text[start:end])]
    parts += [f",-{_quoted(after)}" if after else ""]
    return _with(url, "text=" + "".join(parts))


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after in its clause: a browser wants whole words."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    stops = [m.end() for m in _STOP.finditer(before)]
    stop = _STOP.search(after)
    return before[stops[-1] :] if stops else "", after[: stop.start()] if stop else ""


def is_pdf(url: str) -> bool:
    """Return whether an address names a PDF."""
    return urlsplit(url).path.lower().endswith(".pdf")


def _with(url: str, directive: str) -> str:
    return f"{url}{'' if '#' in url else '#'}:~:{directive}"


def _quoted(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
