"""Every known word within a span, found in time that grows with the span alone."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Generic, TypeVar

Known = TypeVar("Known")


class Lexicon(Generic[Known]):
    """Words to look for, each with what is known of it.

    Parameters
    ----------
    words
        By word; each has two characters or more.
    """

    def __init__(self, words: Mapping[str, Known]) -> None:
        heads: dict[str, list[tuple[str, Known]]] = defaultdict(list)
        for word in sorted(words, key=lambda w: (-len(w), w)):
            heads[word[:2]].append((word, words[word]))
        self._by_head = {head: tuple(known) for head, known in heads.items()}

    def find(self, text: str, start: int, end: int) -> list[tuple[int, str, Known]]:
        """Return place, word and what is known of all words in a span, longer before shorter."""
        by_head = self._by_head
        return [
            (place, word, known)
            for place in range(start, end - 1)
            if (listed := by_head.get(text[place : place + 2]))
            for word, known in listed
            if text.startswith(word, place, end)
        ]
