"""Sentences, paragraphs and headed sections of a text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
_END = re.compile(r"[。!?！？\n]")
_HEADING = re.compile(
    r"[ \t#]*(?:(?P<one>[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章部]分?)"
    r"|(?P<two>\([一二三四五六七八九十]{1,3}\))|(?P<three>\d{1,2}[.、](?!\d)))"
    r"(?P<title>[^。\n]{1,60})"
    r"|[ \t#]*(?P<plan>[^，。;:\n]{0,24}(?:安排|计划|打算|思路|展望)(?=[^，。;:\n]{0,4}:[ ]*\n))[^，。;:\n]{0,4}"
)
_LEVEL = {"one": 0, "two": 1, "plan": 1, "three": 2}
_BREAK = re.compile(r"[，,;:()](?!(?<=,)\d{3})")
_ASIDE = re.compile(r"\([^()\d]{1,12}\)")
_STOP = re.compile(r"[，,;:()、。](?!(?<=,)\d{3})")
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
    for m in _headings(text):
        level = next(level for name, level in _LEVEL.items() if m[name])
        title = m[0].strip(" \t#")
        open_titles = [*(t for t in open_titles if t[0] < level), (level, title)]
        found.append(Section(m.start(), level, title, " / ".join(t for _, t in open_titles)))
    return tuple(found)


def _headings(text: str) -> Iterator[re.Match[str]]:
    """Look at the head of each line alone; a search for ^ would try every character."""
    start = 0
    while True:
        found = _HEADING.match(text, start)
        if found:
            yield found
        start = text.find("\n", start) + 1
        if not start:
            return


class Layout:
    """Where sentences and clauses of a text begin and end.

    Parameters
    ----------
    text
        As `plain` returns it.
    places
        Of the numbers in it, in order; clauses are known in their sentences only.
    sections
        As `find_sections` returns them for it.
    """

    def __init__(self, text: str, places: Sequence[int], sections: Sequence[Section]) -> None:
        self.text = text
        self._ends = [m.start() for m in _END.finditer(text)]
        self._lines = [i for i in self._ends if text[i] == "\n"]
        self.sections = sections
        self._starts = [s.start for s in self.sections]
        self.said = self._sentences(places)
        self._breaks = [m.start() for s in self.said for m in _BREAK.finditer(text, *s)]
        self._stops = [m.start() for s in self.said for m in _STOP.finditer(text, *s)]

    def _sentences(self, places: Sequence[int]) -> list[Span]:
        """Return the spans of the sentences that hold a number, each once."""
        found: list[Span] = []
        for place in places:
            if not found or place >= found[-1][1]:
                found.append(self.sentence(place))
        return found

    def sentence(self, place: int) -> Span:
        """Return the span of the sentence around `place`."""
        ends = self._ends
        at = bisect_right(ends, place)
        start = ends[at - 1] + 1 if at else 0
        return start, ends[at] if at < len(ends) else len(self.text)

    def paragraph_start(self, place: int) -> int:
        """Return where the line begins that `place` stands in."""
        at = bisect_right(self._lines, place)
        return self._lines[at - 1] + 1 if at else 0

    def section(self, place: int) -> str:
        """Return the path of the section that `place` stands in, nothing before the first."""
        at = bisect_right(self._starts, place)
        return self.sections[at - 1].path if at else ""

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
