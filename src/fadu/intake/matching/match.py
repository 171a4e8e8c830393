"""Quantities to indicators: one look at each quantity's words, best wording first."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from fadu.intake.figures import Quantity
from fadu.intake.figures.quantity import Span
from fadu.intake.matching.scores import after, conditions, is_part, near
from fadu.intake.matching.topics import Topics
from fadu.intake.matching.wordings import Ready, Side, Wordings

_PART_OF = re.compile(r"占(?:[^，。;占]{0,12}的)?(?:比例)?(?:[为达约近超逾]|比为)?$")
_SHARE = re.compile(
    r"[，,(]? ?(?:占比?|比例为?)(?:全部|所有|同期|已|一审|行政|复议|诉讼|审结|办结|受理|收到|收案|结案|应诉"
    r"|申请|案件|总数|总量|件数|数|量|的)*(?:比例)?[为达约近超]*$"
)
_OF_CASES = re.compile(
    r" ?的?[^，。;\n]{0,12}?(?:案件|争议|纠纷|申请)|(?=得到|得以|以|通过|经|实现|被|未|在)"
)
_AMONG = re.compile(
    r"[^，,。;:\n]{0,12}?(?P<cases>[^，,。;:\n\d]{2,20})(?:案件|申请|纠纷|争议|起|件)中[,，]"
)
_PREDICATE = re.compile(r"[^，,。;:\n\d]{0,60}")
_NOT_YET = re.compile(r"[未待]$|正在$")
TOPIC = 4
LONGEST_PREDICATE = 24
BESIDE = 2
BY_COUNT = 0.6
NONE: frozenset[str] = frozenset()


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


class Hit(NamedTuple):
    """A word of the lexicon in the text, with the wordings that begin with it."""

    start: int
    stop: int
    worth: float
    fitting: tuple[Ready, ...]


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
        self._told = 0

    def matches(self, quantity: Quantity, without: AbstractSet[str] = NONE) -> list[Match]:
        """Return the indicators of one quantity that need no other quantity to be known.

        Parameters
        ----------
        quantity
            Not barred, and not following another one.
        without
            Indicators that it cannot have: those of the total that it is a part of.
        """
        for topic in self._topics.candidates(quantity):
            named = self._among(quantity, topic)
            if named:
                without = {*without, named}
            found = self._under(quantity, topic, without)
            if found:
                return found
        return []

    def _among(self, quantity: Quantity, topic: str) -> str:
        """Return the indicator whose cases the sentence speaks of: 审结的案件中，…."""
        start = quantity.sentence[0]
        opening = _AMONG.match(self._text, start, quantity.number.lead)
        if not opening or quantity.measure != "value":
            return ""
        span = opening.span("cases")
        cases = replace(quantity, unit="件", before=[span], after=(span[1], span[1]))
        best = self._best(cases, [span], topic, NONE)
        return best.indicator if best else ""

    def _under(self, quantity: Quantity, topic: str, without: AbstractSet[str]) -> list[Match]:
        if quantity.shared:
            each = [self._best(quantity, [span], topic, without) for span in quantity.shared]
            found = [m for m in each if m]
            if len(found) > 1:
                return found
        spans = [
            (max(start, self._told), max(end, self._told)) for start, end in quantity.before
        ]
        best = self._best(quantity, spans, topic, without)
        if not best and quantity.together:
            best = self._best(quantity, [*spans, *quantity.together], topic, without)
        best = best or self._rate(quantity, topic) or self._told_after(quantity, topic, without)
        return [best] if best else []

    def _told_after(
        self, quantity: Quantity, topic: str, without: AbstractSet[str]
    ) -> Match | None:
        """Return the indicator that 157件复议申请被受理 says after the cases, to the clause's end."""
        start, end = quantity.after
        if quantity.measure != "value" or not 0 < end - start <= LONGEST_PREDICATE:
            return None
        told = replace(quantity, after=(end, end))
        found = self._best(told, [quantity.after], topic, without, to_end=True)
        if found:
            self._told = end
        return found

    def _rate(self, quantity: Quantity, topic: str) -> Match | None:
        """Return the rate of the count that the words beside a share name.

        直接纠错案件占审结案件的8.1% names it before 占, 三分之一的复议案件以调解结案 after the cases.
        """
        if quantity.unit != "%" or quantity.measure != "value":
            return None
        for span in self._named_counts(quantity):
            count = replace(quantity, unit="件", before=[span], after=(span[1], span[1]))
            best = self._best(count, count.before, topic, NONE)
            rate = self._wordings.rates.get(best.indicator) if best else None
            if rate:
                return Match(rate, BY_COUNT, "")
        return None

    def _named_counts(self, quantity: Quantity) -> Iterator[Span]:
        start, end = quantity.before[0]
        found = _PART_OF.search(self._text[start:end])
        if found:
            yield start, start + found.start()
        cases = _OF_CASES.match(self._text, quantity.number.tail)
        predicate = _PREDICATE.match(self._text, cases.end()) if cases else None
        if predicate:
            yield predicate.span()

    def shares(
        self, quantity: Quantity, behind: Quantity, known: Sequence[Match]
    ) -> list[Match]:
        """Return the rate that a bare 占24.2% gives for the count right before it."""
        gap = self._text[behind.number.tail : quantity.number.lead]
        if quantity.unit != "%" or quantity.measure != "value" or not _SHARE.search(gap):
            return []
        rates = [
            self._wordings.rates[m.indicator]
            for m in known
            if m.indicator in self._wordings.rates
        ]
        return [Match(rate, BY_COUNT, "") for rate in rates]

    def _best(
        self,
        quantity: Quantity,
        spans: Sequence[Span],
        topic: str,
        without: AbstractSet[str],
        *,
        to_end: bool = False,
    ) -> Match | None:
        scores: dict[str, float] = {}
        hull = spans if quantity.listed else [(min(spans)[0], max(e for _, e in spans))]
        for side, first, last in _sides(quantity, spans):
            covered = 0
            for hit in self._words(quantity, topic, side, first, last):
                if hit.stop <= covered or (to_end and last - hit.stop > BESIDE):
                    continue
                for ready in hit.fitting:
                    if is_part(self._text, hit.start, hit.stop, ready.not_within):
                        continue
                    more = conditions(self._text, ready, quantity, hull)
                    if more is not None:
                        total = hit.worth + more + (TOPIC if ready.topic else 0)
                        scores[ready.indicator] = max(total, scores.get(ready.indicator, 0))
                        covered = hit.stop
        return _first({name: score for name, score in scores.items() if name not in without})

    def _words(
        self, quantity: Quantity, topic: str, side: Side, start: int, end: int
    ) -> Iterator[Hit]:
        """Find the words that a fitting wording begins with, longer before shorter."""
        number, wordings = quantity.number, self._wordings
        zero = number.form == "zero"
        bare = zero or quantity.alone
        for place, word in wordings.lexicon.find(self._text, start, end):
            fitting = wordings.fitting(side, word, topic, quantity.unit, quantity.measure, bare)
            if not fitting or _NOT_YET.search(self._text[max(start, place - 2) : place]):
                continue
            stop = place + len(word)
            if side == "after":
                yield Hit(place, stop, after(word, place - start), fitting)
                continue
            far = number.lead - stop
            # 无一 and 零 say what did not happen after them; only 败诉率为零 looks back.
            if zero and far >= 0 and not 0 < far <= BESIDE:
                continue
            worth = near(word, far if far >= 0 else place - start)
            yield Hit(place, stop, worth, fitting)


def _sides(quantity: Quantity, spans: Sequence[Span]) -> list[tuple[Side, int, int]]:
    """Return where to look for what; what 无一 denies is worded like what else is counted."""
    named = [] if quantity.mixed else spans
    sides: list[tuple[Side, int, int]] = [("before", *span) for span in named]
    if quantity.number.form == "zero":
        sides.append(("before", *quantity.after))
    return [*sides, ("after", *quantity.after)]


def _first(scores: dict[str, float]) -> Match | None:
    if not scores:
        return None
    order = sorted(scores, key=lambda name: (-scores[name], name))
    second = scores[order[1]] if len(order) > 1 else 0.0
    confidence = round(1 - 0.5 * second / scores[order[0]], 2)
    return Match(order[0], confidence, order[1] if len(order) > 1 else "")
