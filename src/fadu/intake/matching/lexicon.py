"""Every known word within a clause, found in time that grows with the clause alone."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Generic, TypeVar

Known = TypeVar("Known")
SHORT, MOST_KEPT = 24, 1000
"""Characters of a clause that is kept, and how many are."""


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
        self._kept: dict[str, list[tuple[int, str, Known]]] = {}

    def find(self, clause: str) -> list[tuple[int, str, Known]]:
        """Return place, word and what is known of all words in a clause, longer before shorter.

        Reports say the same few words beside most figures: what was found in these is kept.
        """
        kept = self._kept.get(clause)
        if kept is not None:
            return kept
        found = [
            (place, word, known)
            for place in range(len(clause) - 1)
            if (listed := self._by_head.get(clause[place : place + 2]))
            for word, known in listed
            if clause.startswith(word, place)
        ]
        if len(clause) <= SHORT:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[clause] = found
        return found
