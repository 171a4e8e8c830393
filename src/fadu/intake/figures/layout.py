"""Sentences, paragraphs and headed sections of a text."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_END = re.compile(r"[。!?！？\n]")
_HEADING = re.compile(
    r"^[ \t#]*(?:(?P<one>[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章部]分?)"
    r"|(?P<two>\([一二三四五六七八九十]{1,3}\))|(?P<three>\d{1,2}[.、](?!\d)))"
    r"(?P<title>[^。\n]{1,60})",
    re.MULTILINE,
)
_LEVEL = {"one": 0, "two": 1, "three": 2}
_BREAK = re.compile(r"[，;:()]|,(?!\d\d\d)")
_ASIDE = re.compile(r"\([^()\d]{1,12}\)")
_STOP = re.compile(r"[，;:()、。]|,(?!\d\d\d)")
REACH = 200


@dataclass(frozen=True)
class Section:
    """A heading and where its text begins.

    Parameters
    ----------
    start
        Place of the heading in the text.
    level
        0 of 一、, 1 of （一）, 2 of 1.
    title
        The heading with its number.
    path
        The titles from the outermost to this one, joined by `` / ``.
    """

    start: int
    level: int
    title: str
    path: str


def find_sections(text: str) -> tuple[Section, ...]:
    """Return the headed sections of a text in their order."""
    found: list[Section] = []
    open_titles: list[tuple[int, str]] = []
    for m in _HEADING.finditer(text):
        level = next(level for name, level in _LEVEL.items() if m[name])
        title = m[0].strip(" \t#")
        open_titles = [*(t for t in open_titles if t[0] < level), (level, title)]
        found.append(Section(m.start(), level, title, " / ".join(t for _, t in open_titles)))
    return tuple(found)


class Layout:
    """Where sentences and clauses of a text begin and end.

    Parameters
    ----------
    text
        As `plain` returns it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [m.start() for m in _END.finditer(text)]
        self._lines = [i for i in self._ends if text[i] == "\n"]
        self.sections = find_sections(text)
        self._starts = [s.start for s in self.sections]
        self._breaks = [m.start() for m in _BREAK.finditer(text)]
        self._stops = [m.start() for m in _STOP.finditer(text)]

    def sentence(self, place: int) -> tuple[int, int]:
        """Return the span of the sentence around `place`."""
        return self._around(self._ends, place)

    def paragraph(self, place: int) -> tuple[int, int]:
        """Return the span of the line around `place`."""
        return self._around(self._lines, place)

    def _around(self, ends: list[int], place: int) -> tuple[int, int]:
        at = bisect_right(ends, place)
        start = ends[at - 1] + 1 if at else 0
        return start, ends[at] if at < len(ends) else len(self.text)

    def section(self, place: int) -> Section | None:
        """Return the section that `place` stands in, or None before the first."""
        at = bisect_right(self._starts, place)
        return self.sections[at - 1] if at else None

    def clause_start(self, place: int, floor: int) -> int:
        """Return where the clause that ends at `place` begins, not before `floor`.

        Words in brackets belong to the clause that they interrupt.
        """
        floor = max(floor, place - REACH)
        start = floor
        for _ in range(3):
            at = bisect_left(self._breaks, place) - 1
            start = max(floor, self._breaks[at] + 1 if at >= 0 else 0)
            if start <= floor or self.text[start - 1] != ")":
                break
            opened = self.text.rfind("(", floor, start)
            if opened < 0:
                break
            place = opened
        return start

    def clause_end(self, place: int, ceiling: int) -> int:
        """Return where the clause that `place` stands in ends, not after `ceiling`.

        A few words in brackets do not end it.
        """
        at = bisect_left(self._stops, place)
        while at < len(self._stops) and self._stops[at] > place:
            aside = _ASIDE.match(self.text, self._stops[at])
            if not aside:
                break
            at = bisect_left(self._stops, aside.end())
        end = self._stops[at] if at < len(self._stops) else ceiling
        return min(end, ceiling, place + REACH)
