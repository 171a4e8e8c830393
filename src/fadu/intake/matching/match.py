"""Quantities to indicators: one look at each quantity's words, best wording first."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from fadu.intake.figures import Quantity
from fadu.intake.figures.layout import Section
from fadu.intake.figures.quantity import Span
from fadu.intake.matching import beside
from fadu.intake.matching.found import Match, first
from fadu.intake.matching.lexicon import Lexicon
from fadu.intake.matching.scores import Scale, Sentence, after, is_part, near
from fadu.intake.matching.topics import Topics
from fadu.intake.matching.wordings import Ready, Wordings

_CASES = re.compile(r"(?:案件|申请|纠纷|争议|起|件)$")
_NOT_YET = ("未", "待", "正在")
LONGEST_OPENING = 40
BESIDE = 2
BY_COUNT = 0.6
Hit = tuple[int, int, float, tuple[Ready, ...]]
"""Where a word of a wording begins and ends, its worth, and the wordings that begin with it."""
NONE: frozenset[str] = frozenset()


class Reader:
    """Looks up the quantities of one text.

    Parameters
    ----------
    text
        As `plain` returns it.
    wordings
        Of the codebook.
    sections
        The headed ones of the text, in order.
    """

    def __init__(self, text: str, wordings: Wordings, sections: Sequence[Section]) -> None:
        self._text, self._wordings = text, wordings
        self._topics = Topics(text, wordings.topics, sections)
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
        if quantity.in_part:
            return self._of_part(quantity, without)
        for topic in self._topics.candidates(quantity):
            among = self._among(quantity, topic)
            if among:
                without = {*without, among}
            found = self._under(quantity, topic, without, among)
            if found:
                return found
        return []

    def _of_part(self, quantity: Quantity, without: AbstractSet[str]) -> list[Match]:
        """Return what a row that a total sums up is called, if that is more than its column says.

        婚姻家庭 | 受理 is a part of what the column counts, 一审 | 受理 has a name of its own.
        """
        label, head, caption = quantity.cell
        row = replace(quantity, in_part=False)
        found = self.matches(row, without)
        bare = (label[0], label[0])
        column = replace(row, before=[head], sentence=head, cell=(bare, head, caption))
        total = {m.indicator for m in self.matches(column, without)} if found else set()
        return [m for m in found if m.indicator not in total]

    def part_of(
        self, quantity: Quantity, whole: AbstractSet[str], found: list[Match]
    ) -> list[Match]:
        """Return what a part is called that takes the verb of its total: 审结120件，其中一审90件.

        Parameters
        ----------
        quantity
            Together with the words of its total.
        whole
            The indicators of the total.
        found
            Those that the words of the part name by themselves.
        """
        parts = {p for w in whole for p in self._wordings.parts.get(w, ())}
        if not parts or not self.stands(quantity) or any(m.indicator in parts for m in found):
            return found
        alike = (self._wordings.alike[m.indicator] for m in found)
        if not any(parts & names for names in alike):
            return found  # only a part that may be confused with it can be meant
        without = {*whole, *(m.indicator for m in found)}
        alone = self.matches(replace(quantity, together=()), without)
        other = [] if alone else self.matches(quantity, without)
        return other if any(m.indicator in parts for m in other) else found

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
            each = [
                self._best(quantity, [span], self._topics.last(*span) or topic, without)
                for span in quantity.shared
            ]
            found = [m for m in each if m]
            if len(found) > 1:
                return found
        quantity = self._after_what_was_told(quantity)
        spans = quantity.before
        if quantity.cell and len(spans) > 1 and self._topics.alone(*spans[-1]):
            # 人民调解 | 成功: the row says the subject, the column the figure.
            spans = spans[:-1]
        best = self._labelled(quantity, topic, without)
        if not best and beside.comes_after(self._text, quantity):
            best = self._told_after(quantity, topic, without)
            best = best or self._rate(quantity, topic, among, after=True)
        best = best or self._best(quantity, spans, topic, without)
        more = quantity.together if spans is quantity.before else quantity.before
        if not best and more:
            best = self._best(quantity, [*spans, *more], topic, without)
        best = best or self._rate(quantity, topic, among)
        best = best or self._told_after(quantity, topic, without)
        return [best] if best else []

    def _after_what_was_told(self, quantity: Quantity) -> Quantity:
        """Leave out what was said of the figure before: 维持 in 9件被维持、4件被撤销.

        What a share is said to be of is taken in: 以实体判决计，败诉率为18.6%.
        """
        (start, end), *others = quantity.before
        since = max(start, min(self._told, end))
        if since > start:
            opens = not self._text[since:end].strip(" 、，,有")
            return replace(quantity, before=[(since, end), *others], opens=opens)
        wider = beside.basis(self._text, quantity)
        return replace(quantity, before=[(wider, end), *others]) if wider else quantity

    def _labelled(
        self, quantity: Quantity, topic: str, without: AbstractSet[str]
    ) -> Match | None:
        """Return the indicator that the brackets after 588件（受理） name."""
        span = beside.label(self._text, quantity)
        if not span:
            return None
        named = replace(quantity, before=[span], after=(span[1], span[1]))
        return self._best(named, [span], topic, without, to_end=True)

    def _told_after(
        self, quantity: Quantity, topic: str, without: AbstractSet[str]
    ) -> Match | None:
        """Return the indicator that 157件复议申请被受理 says after the cases, to the clause's end."""
        span = beside.predicate(self._text, quantity)
        if not span:
            return None
        told = replace(quantity, after=(span[1], span[1]))
        if beside.comes_after(self._text, quantity):
            told.before = [span]
        found = self._best(told, [span], topic, without, to_end=True)
        if found:
            self._told = span[1]
        return found

    def _rate(
        self, quantity: Quantity, topic: str, among: str, *, after: bool = False
    ) -> Match | None:
        """Return the rate of the count that the words beside a share name.

        直接纠错案件占审结案件的8.1% names it before 占, 三分之一的复议案件以调解结案 after the cases.
        """
        if quantity.unit != "%" or quantity.measure != "value":
            return None
        named = beside.counts_after if after else beside.counts_named
        for span in named(self._text, quantity):
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

    def shares(
        self, at: int, quantities: Sequence[Quantity], known: Sequence[Sequence[Match]]
    ) -> list[Match]:
        """Return the rate that a bare 占24.2% gives for the count before it.

        Parameters
        ----------
        at
            Index in `quantities` of the share.
        quantities, known
            Of the whole text, in order; the indicators of those before `at`.
        """
        of = beside.count_of_share(at, quantities, self._text)
        rates = self._wordings.rates
        found = known[of] if of is not None else ()
        return [Match(rates[m.indicator], BY_COUNT, "") for m in found if m.indicator in rates]

    def _best(
        self,
        quantity: Quantity,
        spans: Sequence[Span],
        topic: str,
        without: AbstractSet[str],
        *,
        to_end: bool = False,
    ) -> Match | None:
        looks = self._looks(quantity, spans, topic)
        if not looks:
            return None
        scores: dict[str, float] = {}
        scale = Scale(self._sentence, quantity, spans)
        for hits, last in looks:
            covered = 0
            for start, stop, worth, fitting in hits:
                if stop <= covered or (to_end and last - stop > BESIDE):
                    continue
                for ready in fitting:
                    known = scores.get(ready.indicator, 0)
                    if worth + ready.most <= known:
                        continue
                    within = ready.rule.not_within
                    if within and is_part(self._text, start, stop, within):
                        continue
                    more = scale.weigh(ready, start)
                    if more >= 0:
                        scores[ready.indicator] = max(worth + more, known)
                        covered = stop
        for name in without:
            scores.pop(name, None)
        return first(scores) if scores else None

    def _looks(
        self, quantity: Quantity, spans: Sequence[Span], topic: str
    ) -> list[tuple[list[Hit], int]]:
        """Look at the words before a number and after it; each look with where it ends.

        What 无一 denies stands after it and is worded like what is counted elsewhere before.
        """
        zero = quantity.number.form == "zero"
        unit = quantity.unit if quantity.measure == "value" else quantity.changed
        fitting = self._wordings.fitting(
            topic, unit, quantity.measure,
            bare=zero or quantity.alone or not quantity.value,
            followed=quantity.after[0] < quantity.after[1],
        )  # fmt: skip
        looks: list[tuple[list[Hit], int]] = []
        if not quantity.mixed:
            for span in (*spans, quantity.after) if zero else spans:
                found = self._before(quantity, fitting.before, span)
                if found:
                    looks.append((found, span[1]))
        start, end = quantity.after
        if start == end:
            return looks
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
