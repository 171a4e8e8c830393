"""Quantities to indicators: one look at each quantity's words, best wording first."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from fadu.intake.figures import Quantity
from fadu.intake.figures.quantity import Span
from fadu.intake.matching.lexicon import Lexicon
from fadu.intake.matching.scores import Scale, Sentence, after, is_part, near
from fadu.intake.matching.topics import Topics
from fadu.intake.matching.wordings import Ready, Wordings

_PART_OF = re.compile(r"占(?:[^，。;占]{0,12}的)?(?:比例)?(?:[为达约近超逾]|比为)?$")
_SHARE = re.compile(
    r"[，,(]? ?(?:占比?|比例为?)(?:全部|所有|同期|已|应当|应出庭|出庭|开庭|行政机关|一审|行政|复议|诉讼|审结|办结|受理|收到|收案|结案|应诉"
    r"|申请|案件|总数|总量|件数|数|量|的)*(?:比例)?[为达约近超]*$"
)
_OF_CASES = re.compile(
    r" ?的?[^，。;\n]{0,12}?(?:案件|争议|纠纷|申请)|(?=得到|得以|以|通过|经|实现|被|未|在)"
)
_CASES = re.compile(r"(?:案件|申请|纠纷|争议|起|件)$")
_PREDICATE = re.compile(r"[^，,。;:\n\d]{0,60}")
_UP_TO_NUMBER = re.compile(r"[约近超逾]?[\d零一二三四五六七八九十百千]")
_LABEL = re.compile(r" ?\((?!含|不含|其中|包括|均|如|即|除|含有)([^()\d，,。;]{2,10})\)")
_NOT_YET = ("未", "待", "正在")
LONGEST_OPENING, LONGEST_PREDICATE = 40, 24
BESIDE = 2
BY_COUNT = 0.6
Hit = tuple[int, int, float, tuple[Ready, ...]]
"""Where a word of a wording begins and ends, its worth, and the wordings that begin with it."""
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
        self._sentence = Sentence(text)
        self._told = 0
        self._openings: dict[tuple[int, str, bool], str] = {}

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
            among = self._among(quantity, topic)
            if among:
                without = {*without, among}
            found = self._under(quantity, topic, without, among)
            if found:
                return found
        return []

    def stands(self, quantity: Quantity) -> bool:
        """Whether the words before a figure name its topic themselves."""
        return not quantity.opens and bool(self._topics.last(*quantity.before[0]))

    def named_after(self, quantity: Quantity) -> bool:
        """Whether the words right after a figure name its topic: 17件规范性文件."""
        return bool(self._topics.first(*quantity.after))

    def _among(self, quantity: Quantity, topic: str) -> str:
        """Return the indicator whose cases the sentence speaks of: 审结的案件中，…."""
        start = quantity.sentence[0]
        if quantity.measure != "value":
            return ""
        key = start, topic, quantity.number.form == "zero"
        known = self._openings.get(key)
        if known is not None:
            return known
        end = self._text.find(
            "中", start + 2, min(start + LONGEST_OPENING, quantity.number.lead)
        )
        if end < 0 or self._text[end + 1] not in "，,":
            return ""
        opening = self._text[start:end]
        cases = _CASES.search(opening)
        if not cases or "，" in opening:
            return ""
        span = (start, start + cases.start())
        opens = replace(
            quantity, unit="件", before=[span], after=(span[1], span[1]), mixed=False,
            listed=False,
        )  # fmt: skip
        best = self._best(opens, [span], topic, NONE)
        self._openings[key] = best.indicator if best else ""
        return self._openings[key]

    def _under(
        self, quantity: Quantity, topic: str, without: AbstractSet[str], among: str
    ) -> list[Match]:
        if quantity.shared:
            each = [self._best(quantity, [span], topic, without) for span in quantity.shared]
            found = [m for m in each if m]
            if len(found) > 1:
                return found
        spans, told = quantity.before, self._told
        if spans[0][0] < told:
            spans = [(max(start, told), max(end, told)) for start, end in spans]
        best = self._labelled(quantity, topic, without)
        if not best and quantity.opens and quantity.number.form != "zero":
            best = self._told_after(quantity, topic, without)
        best = best or self._best(quantity, spans, topic, without)
        if not best and quantity.together:
            best = self._best(quantity, [*spans, *quantity.together], topic, without)
        best = best or self._rate(quantity, topic, among)
        best = best or self._told_after(quantity, topic, without)
        return [best] if best else []

    def _labelled(
        self, quantity: Quantity, topic: str, without: AbstractSet[str]
    ) -> Match | None:
        """Return the indicator that the brackets after 588件（受理） name."""
        label = _LABEL.match(self._text, quantity.number.tail)
        if not label or quantity.measure != "value":
            return None
        span = label.span(1)
        named = replace(quantity, before=[span], after=(span[1], span[1]))
        return self._best(named, [span], topic, without, to_end=True)

    def _told_after(
        self, quantity: Quantity, topic: str, without: AbstractSet[str]
    ) -> Match | None:
        """Return the indicator that 157件复议申请被受理 says after the cases, to the clause's end."""
        start, end = quantity.after
        if self._text.startswith("、", end):
            predicate = _PREDICATE.match(self._text, start)
            whole = predicate and not _UP_TO_NUMBER.match(self._text, predicate.end())
            end = predicate.end() if predicate and whole else end
        if quantity.measure != "value" or not 0 < end - start <= LONGEST_PREDICATE:
            return None
        if _UP_TO_NUMBER.match(self._text, end):
            return None  # 128件已审结119件 says it of what follows
        told = replace(quantity, after=(end, end))
        if quantity.opens:
            told.before = [(start, end)]
        found = self._best(told, [(start, end)], topic, without, to_end=True)
        if found:
            self._told = end
        return found

    def _rate(self, quantity: Quantity, topic: str, among: str) -> Match | None:
        """Return the rate of the count that the words beside a share name.

        直接纠错案件占审结案件的8.1% names it before 占, 三分之一的复议案件以调解结案 after the cases.
        """
        if quantity.unit != "%" or quantity.measure != "value":
            return None
        for span in self._named_counts(quantity):
            count = replace(quantity, unit="件", before=[span], after=(span[1], span[1]))
            best = self._best(count, count.before, topic, NONE)
            rate = self._wordings.rates.get(best.indicator) if best else None
            if best and rate:
                base = self._base(quantity, span[1], topic) or among
                rate = self._wordings.rates_over.get((best.indicator, base), rate)
                return Match(rate, BY_COUNT, "")
        return None

    def _base(self, quantity: Quantity, start: int, topic: str) -> str:
        """Return the count that 占实体判决案件的16.8% names behind 占, or nothing."""
        span = (start, quantity.number.lead)
        if span[1] - start < BESIDE + 1:
            return ""
        count = replace(quantity, unit="件", before=[span], after=(span[1], span[1]))
        best = self._best(count, [span], topic, NONE)
        return best.indicator if best else ""

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
        scale = Scale(self._sentence, quantity, spans)
        for hits, last in self._looks(quantity, spans, topic):
            covered = 0
            for start, stop, worth, fitting in hits:
                if stop <= covered or (to_end and last - stop > BESIDE):
                    continue
                for ready in fitting:
                    within = ready.rule.not_within
                    if within and is_part(self._text, start, stop, within):
                        continue
                    more = scale.weigh(ready, start)
                    if more >= 0:
                        known = scores.get(ready.indicator, 0)
                        scores[ready.indicator] = max(worth + more, known)
                        covered = stop
        for name in without:
            scores.pop(name, None)
        return _first(scores) if scores else None

    def _looks(
        self, quantity: Quantity, spans: Sequence[Span], topic: str
    ) -> list[tuple[list[Hit], int]]:
        """Look at the words before a number and after it; each look with where it ends.

        What 无一 denies stands after it and is worded like what is counted elsewhere before.
        """
        zero = quantity.number.form == "zero"
        unit = quantity.unit if quantity.measure == "value" else quantity.changed
        fitting = self._wordings.fitting(
            topic, unit, quantity.measure, bare=zero or quantity.alone
        )
        looks: list[tuple[list[Hit], int]] = []
        if not quantity.mixed:
            looks = [(self._before(quantity, fitting.before, s), s[1]) for s in spans]
            if zero:
                end = quantity.after[1]
                looks.append((self._before(quantity, fitting.before, quantity.after), end))
        start, end = quantity.after
        text = self._text
        hits = [
            (start + place, start + place + len(word), after(word, place), ready)
            for place, word, ready in fitting.after.find(text[start:end])
            if not text.endswith(_NOT_YET, start, start + place)
        ]
        return [*looks, (hits, end)] if hits else looks

    def _before(
        self, quantity: Quantity, words: Lexicon[tuple[Ready, ...]], span: Span
    ) -> list[Hit]:
        text, lead, (start, end) = self._text, quantity.number.lead, span
        zero = quantity.number.form == "zero"
        hits: list[Hit] = []
        for begin, word, ready in words.find(text[start:end]):
            place = start + begin
            if text.endswith(_NOT_YET, start, place):
                continue
            stop = place + len(word)
            far = lead - stop
            # 无一 and 零 say what did not happen after them; only 败诉率为零 looks back.
            if not zero or far < 0 or 0 < far <= BESIDE:
                worth = near(word, far if far >= 0 else begin)
                hits.append((place, stop, worth, ready))
        return hits


def _first(scores: dict[str, float]) -> Match:
    if len(scores) == 1:
        return Match(next(iter(scores)), 1.0, "")
    (first, best), *others = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
    second, less = others[0] if others else ("", 0.0)
    return Match(first, round(1 - 0.5 * less / best, 2), second)
