"""Which topic a text has turned to at each of its places."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from fadu.codebook.entries import Topic
from fadu.intake.figures import Quantity
from fadu.intake.figures.layout import Section
from fadu.intake.matching.patterns import any_of, expand

_PARTS = re.compile(r"\d[^\d，,。;、]{0,3}、")
_NO_MORE = re.compile(
    "(?:法院|各级|各类|全[省市区县州]|组织|机构|工作|案件|情况|方面|机关|类|条线)*"
)
_STOP = re.compile("[。\n]")
_ASIDE = re.compile(r"\d|^(?:含|不含|包括|不包括|除|其中|如)")
MOST_TITLES = 1000
MOST_LINES, SHORT, REACH = 12, 40, 200


class TopicWords:
    """The words that name topics.

    Parameters
    ----------
    topics
        By id.
    counted
        Those that some indicator is found under; the figures of the others belong to none.
    """

    def __init__(self, topics: Mapping[str, Topic], counted: Iterable[str]) -> None:
        self.counted = frozenset(counted)
        self.strong = _by_word(topics, "words")
        self.weak = _by_word(topics, "weak")
        self.under = {name: frozenset(t.under) for name, t in topics.items()}
        self.pattern = any_of({*self.strong, *self.weak})
        self._named: dict[str, tuple[str, ...]] = {}

    def named(self, title: str) -> tuple[str, ...]:
        """Return the topics that a title names, each once, the last of them first."""
        known = self._named.get(title)
        if known is None:
            words = [m[0] for m in self.pattern.finditer(title)]
            topics = [self.strong.get(w) or self.weak[w] for w in reversed(words)]
            known = tuple(dict.fromkeys(topics))
            if len(self._named) < MOST_TITLES:
                self._named[title] = known
        return known


def _by_word(topics: Mapping[str, Topic], field: str) -> dict[str, str]:
    return {
        words[0]: name
        for name, topic in topics.items()
        for pattern in getattr(topic, field)
        for words in expand(pattern, f"[{name}]")
    }


class Topics:
    """The topic of each place of a text.

    Parameters
    ----------
    text
        As `plain` returns it.
    words
        Those that name topics.
    sections
        The headed ones of the text, in order.
    """

    def __init__(self, text: str, words: TopicWords, sections: Sequence[Section]) -> None:
        self._text, self._words, self._sections = text, words, sections
        self._places: list[int] = []
        self._topics: list[str] = []
        paragraph, current = -1, ""
        for found in words.pattern.finditer(text):
            word, place = found[0], found.start()
            name = words.strong.get(word) or words.weak[word]
            if place >= paragraph:
                end = text.find("\n", place)
                end = end if end >= 0 else len(text)
                if not self._goes_on(end):
                    current = ""
                paragraph = end
            if word not in words.strong:
                around = current or self._headed(place)
                if around in words.under[name]:
                    continue
            current = name
            self._places.append(place)
            self._topics.append(name)

    def _headed(self, place: int) -> str:
        """Return the one topic that the heading over a place names, or nothing."""
        at = bisect_right(self._sections, place, key=lambda section: section.start) - 1
        if at < 0:
            return ""
        named = self._words.named(self._sections[at].title)
        return named[0] if len(named) == 1 else ""

    def _goes_on(self, end: int) -> bool:
        """Whether the line that ends at `end` is one of a list with that of the last word."""
        last = self._places[-1] if self._places else end
        start = self._text.rfind("\n", 0, last) + 1
        if not last < end <= start + SHORT * MOST_LINES:
            return False
        lines = self._text[start:end].split("\n")
        return all(line and len(line) <= SHORT and "。" not in line for line in lines)

    def _outside(self, at: int, quantity: Quantity) -> int:
        """Return the last place that is not within brackets with figures closed before one."""
        place, end = self._places[at], quantity.number.lead
        opened = self._text.rfind("(", max(quantity.sentence[0], place - REACH), place)
        if opened < 0 or self._text.find(")", opened, place) >= 0:
            return at
        closed = self._text.find(")", place, end)
        if closed < 0 or not _ASIDE.search(self._text[opened + 1 : closed]):
            return at
        before = bisect_left(self._places, opened) - 1
        known = before >= 0 and self._places[before] >= quantity.topic_from
        return before if known else at

    def candidates(self, quantity: Quantity) -> list[str]:
        """Return the topics that a figure may have, the likeliest first; at least one.

        Its clause names it, else its paragraph so far: what was named last, then, if that was
        in another sentence, what the paragraph began with. Where neither does, the lines of a table
        or list above it may, then its heading, then the rest of its sentence, then the next.
        """
        if quantity.cell:
            return self._of_cell(quantity)
        end = quantity.topic_to
        at = bisect_left(self._places, end) - 1
        if at >= 0:
            at = self._outside(at, quantity)
        place = self._places[at] if at >= 0 else -1
        if place >= quantity.before[-1][0]:
            return [self._topics[at]]
        own = self.first(*quantity.after)
        if not own and quantity.together:
            own = self.last(*quantity.together[0])
        if own:
            return [own]
        if place >= quantity.topic_from:
            last = self._topics[at]
            whole = self._before_parts(place, quantity)
            if whole:
                return [last, whole]
            here = place >= quantity.sentence[0] or last not in self._words.counted
            opening = self.first(quantity.topic_from, end)
            return [last] if here or opening == last else [last, opening]
        above = self.last(self._block(quantity.topic_from), quantity.topic_from)
        ahead = self.first(*quantity.sentence)
        heading = self._words.named(quantity.section)
        only = heading if len(heading) == 1 else ()
        likely = (above, *only, ahead, *heading, self._next(quantity.sentence[1]))
        return list(dict.fromkeys(t for t in likely if t)) or [""]

    def _before_parts(self, place: int, quantity: Quantity) -> str:
        """Return the topic before 其中婚姻纠纷12件、邻里纠纷9件 where the last one is among these."""
        start, lead = quantity.sentence[0], quantity.before[0][0]
        among = self._text.rfind("其中", start, lead)
        if not start <= among < place or not _PARTS.search(self._text, among, lead):
            return ""
        return self.last(start, among)

    def _of_cell(self, quantity: Quantity) -> list[str]:
        """Return the topics that its row, its column, the caption, or what stands above name.

        A caption of one topic goes first: 被申请复议 in a table on disclosure counts there.
        """
        named = [self.last(*span) for span in quantity.cell]
        caption = self.first(*quantity.cell[-1])
        if caption and caption == named[-1] and not self.alone(*quantity.cell[0]):
            named.insert(0, caption)
        start = quantity.topic_from
        above = "" if caption else self.last(self._block(start), start)
        likely = (*named, above, *self._words.named(quantity.section))
        return list(dict.fromkeys(t for t in likely if t)) or [""]

    def _next(self, end: int) -> str:
        """Return the topic that the next sentence of the line names: 以上均为行政复议案件."""
        if not self._text.startswith("。", end):
            return ""
        stop = _STOP.search(self._text, end + 1)
        return self.first(end, stop.start() if stop else len(self._text))

    def _block(self, start: int) -> int:
        """Return where the short lines right above the line that begins at `start` begin."""
        for _ in range(MOST_LINES):
            above = self._text.rfind("\n", max(0, start - 2 - SHORT), max(0, start - 1)) + 1
            line = self._text[above : start - 1]
            longer = not above and start > SHORT
            if not start or longer or not line or "。" in line[:-1]:
                break
            start = above
        return start

    def alone(self, start: int, end: int) -> bool:
        """Whether a span names a topic and says no more."""
        found = self._words.pattern.search(self._text, start, end)
        if not found:
            return False
        rest = self._text[start : found.start()] + self._text[found.end() : end]
        return _NO_MORE.fullmatch(rest.strip()) is not None

    def last(self, start: int, end: int) -> str:
        """Return the last topic named in `start` to `end`, or nothing."""
        at = bisect_left(self._places, end) - 1
        found = at >= 0 and self._places[at] >= start
        return self._topics[at] if found else ""

    def first(self, start: int, end: int) -> str:
        """Return the first topic named in `start` to `end`, or nothing."""
        at = bisect_left(self._places, start)
        found = at < len(self._places) and self._places[at] < end
        return self._topics[at] if found else ""
