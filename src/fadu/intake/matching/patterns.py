"""The pattern language of wordings: words, ``(a|b)``, an empty alternative, and ``…``."""

import re

from fadu.errors import CodebookError

MOST = 2000
LONGEST = 400
GAP = "…"
_STRANGE = re.compile(r"[\[\]{}*+?^$\\]|\.\*")
_TOKEN = re.compile(r"[()|]|[^()|]+")

Sequence = tuple[str, ...]


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
        A mark of regular expressions, brackets that do not close, or more than `MOST`
        alternatives.

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
    found = tuple(tuple(w for w in text.split(GAP) if w) for text in texts)
    return tuple(words for words in dict.fromkeys(found) if words)


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
