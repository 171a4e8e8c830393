"""Which topic a text has turned to at each of its places."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from fadu.entries import Topic
from fadu.intake.matching.patterns import expand


class TopicWords:
    """The words that name topics.

    Parameters
    ----------
    topics
        By id.
    """

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        self.strong = _by_word(topics, "words")
        self.weak = _by_word(topics, "weak")
        self.under = {name: frozenset(t.under) for name, t in topics.items()}
        self.pattern = _any_of({*self.strong, *self.weak})


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of all words, the longest first, by their first letter."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by_letter[word[0]].append(re.escape(word[1:]))
    return re.compile(
        "|".join(f"{a}(?:{'|'.join(b)})" for a, b in sorted(by_letter.items())) or "(?!)"
    )


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
    """

    def __init__(self, text: str, words: TopicWords) -> None:
        self._places: list[int] = []
        self._topics: list[str] = []
        paragraph, current = -1, ""
        for found in words.pattern.finditer(text):
            word, place = found[0], found.start()
            name = words.strong.get(word) or words.weak[word]
            if place >= paragraph:
                end = text.find("\n", place)
                paragraph, current = end if end >= 0 else len(text), ""
            if word not in words.strong and current in words.under[name]:
                continue
            current = name
            self._places.append(place)
            self._topics.append(name)

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
