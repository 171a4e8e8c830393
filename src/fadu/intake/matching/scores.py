"""How well a wording fits a quantity: its words, where they stand, and its conditions."""

from collections.abc import Sequence

from fadu.intake.figures import Quantity
from fadu.intake.figures.quantity import Span
from fadu.intake.matching.patterns import Sequence as Words
from fadu.intake.matching.wordings import Ready

AHEAD, BEHIND = 200, 600


def near(word: str, far: int) -> float:
    """Return what a word before the number is worth at a distance of `far` characters."""
    return 3 * len(word) - min(far, 60) / 10


def after(word: str, far: int) -> float:
    """Return what a word after the number is worth at a distance of `far` characters."""
    return 2 * len(word) - far / 10


def conditions(
    text: str, ready: Ready, quantity: Quantity, spans: Sequence[Span]
) -> float | None:
    """Return what the other parts of a wording add to its score; None where one fails.

    Parameters
    ----------
    text
        As `plain` returns it.
    ready
        A wording of which one word was found.
    quantity
        The figure.
    spans
        Of the words that name it.
    """
    if _refused(text, ready, quantity, spans):
        return None
    more = 0.0
    if len(ready.words) > 1:
        if not any(in_order(text, ready.words, *span) for span in spans):
            return None
        more += 2 * sum(map(len, ready.words[:-1]))
    if ready.after:
        length = longest(text, ready.after, *quantity.after)
        if not length:
            return None
        more += 2 * length
    lengths = [_context(text, condition, quantity) for condition in ready.context]
    return more + 1.5 * sum(lengths) if all(lengths) else None


def _refused(text: str, ready: Ready, quantity: Quantity, spans: Sequence[Span]) -> bool:
    """Whether words stand by the number that must not, or it stands in another section."""
    beside = dict.fromkeys((*spans, quantity.after, *quantity.before))
    if ready.exclude and any(longest(text, ready.exclude, *span) for span in beside):
        return True
    if ready.nowhere and longest(text, ready.nowhere, *_around(quantity)):
        return True
    section = quantity.section
    return bool(ready.section) and not longest(section, ready.section, 0, len(section))


def _context(text: str, condition: Sequence[Words], quantity: Quantity) -> int:
    """Return the length of what is found in the sentence or the first of its paragraph."""
    start, lead = quantity.sentence[0], quantity.topic_from
    here = longest(text, condition, *_around(quantity))
    if here or lead == start:
        return here
    first = text.find("。", lead, min(start, lead + AHEAD))
    return longest(text, condition, lead, first) if first >= 0 else 0


def _around(quantity: Quantity) -> Span:
    """Return the span of the sentence, where it is very long of what is near."""
    end = min(quantity.after[1] + AHEAD, quantity.sentence[1])
    return max(quantity.sentence[0], end - BEHIND), end


def is_part(text: str, start: int, stop: int, longer: Sequence[str]) -> bool:
    """Whether what stands at `start` to `stop` is a part of one of some longer words."""
    if not longer:
        return False
    word = text[start:stop]
    return any(
        text.startswith(each, start - each.find(word)) for each in longer if word in each
    )


def longest(text: str, listed: Sequence[Words], start: int, end: int) -> int:
    """Return the length of the longest of some sequences that a span holds, 0 for none."""
    most = 0
    for words in listed:
        length = sum(map(len, words))
        if length > most and in_order(text, words, start, end):
            most = length
    return most


def in_order(text: str, words: Words, start: int, end: int) -> bool:
    """Whether a span holds words in their order."""
    for word in words:
        place = text.find(word, start, end)
        if place < 0:
            return False
        start = place + len(word)
    return True
