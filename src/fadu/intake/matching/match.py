"""Quantities to indicators: one look at each quantity's words, best wording first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from fadu.intake.figures import Quantity
from fadu.intake.figures.quantity import Span
from fadu.intake.matching.patterns import Sequence as Words
from fadu.intake.matching.topics import Topics
from fadu.intake.matching.wordings import Ready, Side, Wordings

_PART_OF = re.compile(r"占(?:[^，。;占]{0,12}的)?(?:比例)?(?:[为达约近超逾]|比为)?$")
_SHARE = re.compile(
    r"[，,(]? ?(?:占比?|比例为?)(?:(?:全部|所有)?(?:审结|办结|受理|收到|结案|案件)*(?:总数|总量|数|件数)?的?)(?:比例)?[为达约近超]*"
)


TOPIC = 4
AHEAD, BEHIND = 200, 600
BESIDE = 2


class Match(NamedTuple):
    """An indicator for a quantity.

    Parameters
    ----------
    indicator
        Its id.
    confidence
        From 0 to 1: how far the best wording stands above the next.
    runner_up
        Id of the next best indicator, or nothing.
    """

    indicator: str
    confidence: float
    runner_up: str


class Reader:
    """Looks up the quantities of one text.

    Parameters
    ----------
    text
        As `plain` returns it.
    wordings
        Of the codebook.
    """

    def __init__(self, text: str, wordings: Wordings) -> None:
        self._text, self._wordings = text, wordings
        self._topics = Topics(text, wordings.topics)

    def matches(self, quantity: Quantity) -> list[Match]:
        """Return the indicators of one quantity that need no other quantity to be known.

        Parameters
        ----------
        quantity
            Not barred, and not following another one.
        """
        topic = self._topic(quantity)
        if quantity.shared:
            each = [self._best(quantity, [span], topic) for span in quantity.shared]
            found = [m for m in each if m]
            if len(found) > 1:
                return found
        best = self._best(quantity, quantity.before, topic) or self._share_of(quantity, topic)
        return [best] if best else []

    def _share_of(self, quantity: Quantity, topic: str) -> Match | None:
        """Return the rate whose count 直接纠错案件占审结案件的8.1% names before 占."""
        start, end = quantity.before[0]
        clause = self._text[start:end]
        found = _PART_OF.search(clause) if quantity.unit == "%" else None
        if not found or quantity.measure != "value":
            return None
        count = replace(quantity, unit="件", before=[(start, start + found.start())])
        best = self._best(count, count.before, topic)
        rate = self._wordings.rates.get(best.indicator) if best else None
        return Match(rate, 0.6, "") if rate else None

    def shares(
        self, quantity: Quantity, behind: Quantity, known: Sequence[Match]
    ) -> list[Match]:
        """Return the rate that a bare 占24.2% gives for the count right before it."""
        gap = self._text[behind.number.tail : quantity.number.lead]
        if quantity.unit != "%" or quantity.measure != "value" or not _SHARE.fullmatch(gap):
            return []
        rates = [
            self._wordings.rates[m.indicator]
            for m in known
            if m.indicator in self._wordings.rates
        ]
        return [Match(rate, 0.6, "") for rate in rates]

    def _topic(self, quantity: Quantity) -> str:
        """Return the topic of a figure: of its clause, else of its paragraph so far."""
        last = self._topics.last
        own = last(quantity.before[-1][0], quantity.topic_to) or last(*quantity.after)
        before = own or last(quantity.topic_from, quantity.topic_to)
        return before or self._topics.first(*quantity.sentence)

    def _best(self, quantity: Quantity, spans: Sequence[Span], topic: str) -> Match | None:
        scores: dict[str, float] = {}
        low, end = min(spans)[0], max(e for _, e in spans)
        sides: list[tuple[Side, int, int]] = [("before", *span) for span in spans]
        for side, first, last in (*sides, ("after", *quantity.after)):
            covered = 0
            for stop, near, fitting in self._words(quantity, topic, side, first, last):
                if stop <= covered:
                    continue
                for ready in fitting:
                    more = self._conditions(ready, quantity, low, end)
                    if more is not None:
                        total = near + more + (TOPIC if ready.topic else 0)
                        scores[ready.indicator] = max(total, scores.get(ready.indicator, 0))
                        covered = stop
        return _first(scores)

    def _words(
        self, quantity: Quantity, topic: str, side: Side, start: int, end: int
    ) -> Iterator[tuple[int, float, tuple[Ready, ...]]]:
        """Find the words that a fitting wording begins with, longer before shorter."""
        zero = quantity.number.form == "zero"
        wordings, lead = self._wordings, quantity.number.lead
        for place, word in wordings.lexicon.find(self._text, start, end):
            fitting = wordings.fitting(side, word, topic, quantity.unit, quantity.measure, zero)
            if not fitting:
                continue
            stop = place + len(word)
            far = lead - stop if side == "before" else place - start
            # 无一 and 零 say what did not happen after them; only 败诉率为零 looks back.
            if zero and side == "before" and not 0 < far <= BESIDE:
                continue
            yield stop, _near(word, far) if side == "before" else _after(word, far), fitting

    def _conditions(self, ready: Ready, quantity: Quantity, low: int, end: int) -> float | None:
        """Return what the other parts of a wording add to its score; None where one fails."""
        text, more = self._text, 0.0
        if len(ready.words) > 1:
            if not _in_order(text, ready.words, low, end):
                return None
            more += 2 * sum(map(len, ready.words[:-1]))
        if ready.after:
            length = _longest(text, ready.after, *quantity.after)
            if not length:
                return None
            more += 2 * length
        for condition in ready.context:
            length = self._context(condition, quantity)
            if not length:
                return None
            more += 1.5 * length
        if ready.exclude and _longest(text, ready.exclude, low, quantity.after[1]):
            return None
        section = quantity.section
        if ready.section and not _longest(section, ready.section, 0, len(section)):
            return None
        return more

    def _context(self, condition: Sequence[Words], quantity: Quantity) -> int:
        """Return the length of what is found in the sentence or the first of its paragraph."""
        start, lead = quantity.sentence[0], quantity.topic_from
        end = min(quantity.after[1] + AHEAD, quantity.sentence[1])
        here = _longest(self._text, condition, max(start, end - BEHIND), end)
        if here or lead == start:
            return here
        first = self._text.find("。", lead, min(start, lead + AHEAD))
        return _longest(self._text, condition, lead, first) if first >= 0 else 0


def _first(scores: dict[str, float]) -> Match | None:
    if not scores:
        return None
    order = sorted(scores, key=lambda name: (-scores[name], name))
    second = scores[order[1]] if len(order) > 1 else 0.0
    confidence = round(1 - 0.5 * second / scores[order[0]], 2)
    return Match(order[0], confidence, order[1] if len(order) > 1 else "")


def _near(word: str, far: int) -> float:
    return 3 * len(word) - min(far, 60) / 10


def _after(word: str, far: int) -> float:
    return 2 * len(word) - far / 10


def _longest(text: str, listed: Sequence[Words], start: int, end: int) -> int:
    """Return the length of the longest of some sequences that a span holds, 0 for none."""
    longest = 0
    for words in listed:
        length = sum(map(len, words))
        if length > longest and _in_order(text, words, start, end):
            longest = length
    return longest


def _in_order(text: str, words: Words, start: int, end: int) -> bool:
    for word in words:
        place = text.find(word, start, end)
        if place < 0:
            return False
        start = place + len(word)
    return True
