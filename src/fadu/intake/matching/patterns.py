"""The pattern language of wordings: words, ``(a|b)``, an empty alternative, and ``…``."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from fadu.errors import CodebookError
from fadu.intake.plain import plain

MOST = 2000
LONGEST = 400
FEW = 6
GAP = "…"
_STRANGE = re.compile(r"[\[\]{}*+?^$\\]|\.\*")
_TOKEN = re.compile(r"[()|]|[^()|]+")

Sequence = tuple[str, ...]
_Tree = dict[str, "_Tree"]
_Rest = tuple[Sequence, int]
_Head = tuple[str, int, tuple[_Rest, ...]]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds the longest of some words, letter by letter."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(_branches(tree) or "(?!)")


def _branches(node: _Tree) -> str:
    """Return the pattern of what may follow; the longest is tried first."""
    rest = {letter: _branches(after) for letter, after in sorted(node.items()) if letter}
    if not rest:
        return ""
    last = "".join(re.escape(letter) for letter, after in rest.items() if not after)
    longer = [re.escape(letter) + after for letter, after in rest.items() if after]
    found = "|".join([*longer, *([f"[{last}]"] if last else [])])
    return f"(?:{found})?" if "" in node else f"(?:{found})"


def in_order(text: str, words: Sequence, start: int, end: int) -> bool:
    """Whether a span holds words in their order."""
    for word in words:
        place = text.find(word, start, end)
        if place < 0:
            return False
        start = place + len(word)
    return True


class Phrases:
    """Sequences of words, one of which is to be found in a span.

    Parameters
    ----------
    sequences
        Each of words that follow each other.
    """

    def __init__(self, sequences: Iterable[Sequence]) -> None:
        self.sequences = tuple(dict.fromkeys(sequences))
        single = [s[0] for s in self.sequences if len(s) == 1]
        many = len(single) > FEW
        self._single = single if many else []
        self._heads = _by_head(s for s in self.sequences if len(s) > 1 or not many)

    @cached_property
    def _many(self) -> re.Pattern[str] | None:
        """What finds those of one word, where they are many; made when it is first asked for."""
        return any_of(self._single) if self._single else None

    @cached_property
    def _any(self) -> re.Pattern[str] | None:
        """What finds a first word, where there are many."""
        heads = {s[0] for s in self.sequences}
        return any_of(heads) if len(heads) > FEW else None

    @property
    def most(self) -> int:
        """Return the length of the longest."""
        return max((sum(map(len, s)) for s in self.sequences), default=0)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.sequences)

    def found(self, text: str, start: int, end: int) -> bool:
        """Whether a span holds any of them."""
        if self._any and not self._any.search(text, start, end):
            return False
        if self._many and self._many.search(text, start, end):
            return True
        for head, _, rests in self._heads:
            place = text.find(head, start, end)
            if place >= 0 and _first_of(rests, text, place + len(head), end):
                return True
        return False

    def longest(self, text: str, start: int, end: int) -> int:
        """Return the length of the longest that a span holds, 0 for none."""
        if self._any and not self._any.search(text, start, end):
            return 0
        most = 0
        if self._many:
            for one in self._many.finditer(text, start, end):
                most = max(most, one.end() - one.start())
        for head, length, rests in self._heads:
            if length <= most:
                break
            place = text.find(head, start, end)
            if place >= 0:
                most = max(most, _first_of(rests, text, place + len(head), end))
        return most


def _by_head(sequences: Iterable[Sequence]) -> tuple[_Head, ...]:
    """Return sequences by their first word, the longest before shorter ones."""
    found: dict[str, list[_Rest]] = defaultdict(list)
    for head, *rest in sequences:
        found[head].append((tuple(rest), len(head) + sum(map(len, rest))))
    heads = []
    for head, rests in found.items():
        rests.sort(key=lambda rest: -rest[1])
        heads.append((head, rests[0][1], tuple(rests)))
    return tuple(sorted(heads, key=lambda head: -head[1]))


def _first_of(rests: Iterable[_Rest], text: str, start: int, end: int) -> int:
    """Return the length of the first sequence whose other words follow, 0 for none."""
    for words, length in rests:
        if not words or in_order(text, words, start, end):
            return length
    return 0


def expand(pattern: str, where: str = "") -> tuple[Sequence, ...]:
    """Return every sequence of words that a pattern stands for.

    Parameters
    ----------
    pattern
        For example ``(收到|新收)…复议``.
    where
        Where it stands, for the message.

    Returns
    -------
    tuple
        Each a tuple of words that follow each other in this order.

    Raises
    ------
    CodebookError
        A mark of regular expressions, brackets that do not close, no word, or more than
        `MOST` alternatives.

    Examples
    --------
    >>> expand("(收到|新收)…复议")
    (('收到', '复议'), ('新收', '复议'))
    """
    said = f"{where} pattern {pattern!r}".strip()
    strange = _STRANGE.search(pattern)
    if strange:
        raise CodebookError(f"{said} has {strange[0]!r}; only words, (a|b) and … are known")
    if len(pattern) > LONGEST:
        raise CodebookError(f"{said[:60]}… has over {LONGEST} characters; split it")
    tokens = _TOKEN.findall(pattern)
    texts, rest = _alternatives(tokens, said)
    if rest:
        raise CodebookError(f"{said} has a ) without its (")
    found = tuple(tuple(w for w in plain(text).split(GAP) if w) for text in texts)
    kept = tuple(words for words in dict.fromkeys(found) if words)
    if not kept:
        raise CodebookError(f"{said} has no word; give one, or take the pattern out")
    return kept


def anchor(word: str, where: str) -> str:
    """Return `word` where it is long enough to be looked for by itself, else refuse it."""
    if len(word) < 2:
        raise CodebookError(
            f"{where} has the word {word!r} beside the number; two characters are the least"
        )
    return word


def _alternatives(tokens: list[str], said: str) -> tuple[list[str], list[str]]:
    done: list[str] = []
    texts = [""]
    while tokens:
        part, *tokens = tokens
        if part == ")":
            return [*done, *texts], [part, *tokens]
        if part == "|":
            done, texts = [*done, *texts], [""]
            continue
        inner = [part]
        if part == "(":
            inner, tokens = _alternatives(tokens, said)
            if not tokens:
                raise CodebookError(f"{said} has a ( without its )")
            tokens = tokens[1:]
        texts = [text + more for text in texts for more in inner]
        if len(texts) > MOST:
            raise CodebookError(f"{said} stands for more than {MOST} wordings; split it")
    return [*done, *texts], []
