"""Which topic a text has turned to at each of its places."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from fadu.entries import Topic
from fadu.intake.matching.lexicon import Hit
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

    def words(self) -> Iterable[str]:
        """Return all of them."""
        return (*self.strong, *self.weak)


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
    hits
        The known words of the text.
    words
        Those that name topics.
    breaks
        Places of line breaks, in order.
    """

    def __init__(self, hits: Iterable[Hit], words: TopicWords, breaks: list[int]) -> None:
        self._places: list[int] = []
        self._topics: list[str] = []
        paragraph, current, covered = -1, "", 0
        for hit in hits:
            name = words.strong.get(hit.word) or words.weak.get(hit.word)
            if name is None or hit.end <= covered:
                continue
            line = bisect_left(breaks, hit.start)
            if line != paragraph:
                paragraph, current = line, ""
            if hit.word not in words.strong and current in words.under[name]:
                continue
            current, covered = name, hit.end
            self._places.append(hit.start)
            self._topics.append(name)

    def last(self, start: int, end: int) -> tuple[str, int]:
        """Return the last topic named in `start` to `end`, and where; nothing where none."""
        at = bisect_left(self._places, end) - 1
        if at < 0 or self._places[at] < start:
            return "", -1
        return self._topics[at], self._places[at]

    def first(self, start: int, end: int) -> str:
        """Return the first topic named in `start` to `end`, or nothing."""
        at = bisect_left(self._places, start)
        found = at < len(self._places) and self._places[at] < end
        return self._topics[at] if found else ""
