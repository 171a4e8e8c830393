"""Every known word within a span, found in time that grows with the span alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping


class Lexicon:
    """A set of words to look for.

    Parameters
    ----------
    words
        Each of two characters or more.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        heads: dict[str, set[int]] = defaultdict(set)
        for word in self._words:
            heads[word[:2]].add(len(word))
        self._lengths: Mapping[str, tuple[int, ...]] = {
            head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()
        }

    def find(self, text: str, start: int, end: int) -> list[tuple[int, str]]:
        """Return place and word of all known words wholly in a span, longer before shorter."""
        hits: list[tuple[int, str]] = []
        lengths_of, words = self._lengths, self._words
        for place in range(start, end - 1):
            for length in lengths_of.get(text[place : place + 2], ()):
                word = text[place : place + length]
                if word in words and place + length <= end:
                    hits.append((place, word))
        return hits
