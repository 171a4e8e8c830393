"""Quantities to indicators: one look at each quantity's words, best wording first."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fadu.intake.figures import Quantity
from fadu.intake.figures.quantity import Span
from fadu.intake.matching.patterns import Sequence as Words
from fadu.intake.matching.topics import Topics
from fadu.intake.matching.wordings import Ready, Side, Wordings

_SHARE = re.compile(
    r"[，,(]? ?(?:占比?|比例为?)(?:(?:全部|所有)?(?:审结|办结|受理|收到|结案|案件)*(?:总数|总量|数|件数)?的?)(?:比例)?[为达约近超]*"
)


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
        best = self._best(quantity, quantity.before, topic)
        return [best] if best else []

    def shares(
        self, quantity: Quantity, behind: Quantity, known: Sequence[Match]
    ) -> list[Match]:
        """Return the rate that a bare 占24.2% gives for the count right before it."""
        gap = self._text[behind.number.tail : quantity.number.lead]
        if quantity.unit != "%" or quantity.measure != "value" or not _SHARE.fullmatch(gap):
            return []
        rates = [self._wordings.rates[m.indicator] for m in known if m.indicator in self._wordings.rates]
        return [Match(rate, 0.6, "") for rate in rates]

    def _topic(self, quantity: Quantity) -> str:
        """Return the topic of a figure: of its clause, else of its paragraph so far."""
        last = self._topics.last
        own = last(quantity.before[-1][0], quantity.topic_to) or last(*quantity.after)
        before = own or last(quantity.topic_from, quantity.topic_to)
        return before or self._topics.first(*quantity.sentence)

    def _best(self, quantity: Quantity, spans: Sequence[Span], topic: str) -> Match | None:
        scores: dict[str, float] = {}
        for ready, score in self._candidates(quantity, spans, topic):
            if score + 4 * bool(ready.topic) <= scores.get(ready.indicator, 0):
                continue
            more = self._conditions(ready, quantity, spans)
            if more is not None:
                total = score + more + 4 * bool(ready.topic)
                scores[ready.indicator] = max(total, scores.get(ready.indicator, 0))
        if not scores:
            return None
        order = sorted(scores, key=lambda name: (-scores[name], name))
        second = scores[order[1]] if len(order) > 1 else 0.0
        confidence = round(1 - 0.5 * second / scores[order[0]], 2)
        return Match(order[0], confidence, order[1] if len(order) > 1 else "")

    def _candidates(
        self, quantity: Quantity, spans: Sequence[Span], topic: str
    ) -> Iterable[tuple[Ready, float]]:
        near = quantity.number.lead
        for start, end in spans:
            for place, word, fitting in self._anchored("before", start, end, quantity, topic):
                score = 3 * len(word) - min(near - place - len(word), 60) / 10
                yield from ((ready, score) for ready in fitting)
        start, end = quantity.after
        for place, word, fitting in self._anchored("after", start, end, quantity, topic):
            score = 2 * len(word) - (place - start) / 10
            yield from ((ready, score) for ready in fitting)

    def _anchored(
        self,
        side: Side,
        start: int,
        end: int,
        quantity: Quantity,
        topic: str,
    ) -> Iterable[tuple[int, str, tuple[Ready, ...]]]:
        """Find the words that a fitting wording begins with; a longer one covers a shorter."""
        covered = 0
        key = (topic, quantity.unit, quantity.measure, quantity.number.form == "zero")
        for place, word in self._wordings.lexicon.find(self._text, start, end):
            if place + len(word) <= covered:
                continue
            fitting = self._wordings.fitting(side, word, *key)
            if fitting:
                if any(len(ready.words) < 2 for ready in fitting):
                    covered = place + len(word)
                yield place, word, fitting

    def _conditions(
        self, ready: Ready, quantity: Quantity, spans: Sequence[Span]
    ) -> float | None:
        """Return what the other parts of a wording add to its score; None where one fails."""
        low, high = min(s[0] for s in spans), quantity.after[1]
        text = self._text
        if any(_in_order(text, words, low, high) for words in ready.exclude):
            return None
        more = 0.0
        if ready.words[:-1]:
            end = max(s[1] for s in spans)
            if not _in_order(text, ready.words, low, end):
                return None
            more += 2 * sum(map(len, ready.words[:-1]))
        if ready.after:
            found = [w for w in ready.after if _in_order(text, w, *quantity.after)]
            if not found:
                return None
            more += 2 * max(sum(map(len, w)) for w in found)
        if ready.section and not any(
            _in_order(quantity.section, w, 0, len(quantity.section)) for w in ready.section
        ):
            return None
        for condition in ready.context:
            length = self._context(condition, quantity)
            if not length:
                return None
            more += 1.5 * length
        return more

    def _context(self, condition: Iterable[Words], quantity: Quantity) -> int:
        start, lead = quantity.sentence[0], quantity.topic_from
        end = min(quantity.after[1] + 200, quantity.sentence[1])
        first = self._text.find("。", lead, start)
        for words in condition:
            if _in_order(self._text, words, max(start, end - 600), end):
                return sum(map(len, words))
            if first >= 0 and _in_order(self._text, words, lead, min(first, lead + 200)):
                return sum(map(len, words))
        return 0


def _in_order(text: str, words: Words, start: int, end: int) -> bool:
    for word in words:
        place = text.find(word, start, end)
        if place < 0:
            return False
        start = place + len(word)
    return True
