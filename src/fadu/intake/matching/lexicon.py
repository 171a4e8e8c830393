"""Every known word in a text, found in one pass whose time grows with the text alone."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Hit(NamedTuple):
    """A known word at its place; `inner` where a longer known word covers it."""

    start: int
    end: int
    word: str
    inner: bool


class Lexicon:
    """A set of words to look for.

    Parameters
    ----------
    anchors
        Words of two characters or more; the longest at a place covers those within it.
    topics
        Words that cover none.
    """

    def __init__(self, anchors: Iterable[str], topics: Iterable[str] = ()) -> None:
        heads: dict[str, set[int]] = defaultdict(set)
        self._anchors = frozenset(anchors)
        self._words = self._anchors.union(topics)
        for word in self._words:
            heads[word[:2]].add(len(word))
        self._lengths: Mapping[str, tuple[int, ...]] = {
            head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()
        }
        first = "".join(sorted({re.escape(h[0]) for h in heads}))
        second = "".join(sorted({re.escape(h[1]) for h in heads}))
        self._hit = re.compile(rf"[{first}](?=[{second}])") if heads else re.compile(r"(?!)")

    def find(self, text: str) -> list[Hit]:
        """Return all known words in `text`, in order, longer before shorter."""
        hits: list[Hit] = []
        covered = 0
        lengths_of, words, anchors = self._lengths, self._words, self._anchors
        for found in self._hit.finditer(text):
            start = found.start()
            for length in lengths_of.get(text[start : start + 2], ()):
                word = text[start : start + length]
                if word in words:
                    hits.append(Hit(start, start + length, word, start + length <= covered))
                    if start + length > covered and word in anchors:
                        covered = start + length
        return hits


class Hits:
    """The words of a text, to be asked for those within a span.

    Parameters
    ----------
    found
        In order.
    """

    def __init__(self, found: list[Hit]) -> None:
        self._found = found
        self._starts = [h.start for h in found]

    def within(self, start: int, end: int) -> list[Hit]:
        """Return the words that stand wholly within `start` to `end`."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        return [h for h in self._found[low:high] if h.end <= end]
