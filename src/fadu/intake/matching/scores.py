"""How well a wording fits a quantity: its words, where they stand, and its conditions."""

from collections.abc import Sequence
from functools import lru_cache

from fadu.intake.figures import Quantity
from fadu.intake.figures.quantity import Span
from fadu.intake.matching.patterns import Phrases
from fadu.intake.matching.wordings import BESIDE, CONTEXT, TOPIC, Ready, Rule

AHEAD, BEHIND, STRIDE = 200, 600, 100
MOST_FOUND = 5000
FAILS = -1.0
MOST_ITEMS = 6
BULLETS = frozenset("-—•·●■◆▪○◇►※├└┌①②③④⑤⑥⑦⑧⑨⑩")


def near(word: str, far: int) -> float:
    """Return what a word before the number is worth at a distance of `far` characters."""
    return 3 * len(word) - min(far, 60) / 10


def after(word: str, far: int) -> float:
    """Return what a word after the number is worth at a distance of `far` characters."""
    return 2 * len(word) - far / 10


class Sentence:
    """What was found in one sentence; the figures of a sentence ask for the same words.

    Parameters
    ----------
    text
        As `plain` returns it.
    """

    __slots__ = ("_found", "_span", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._span = (0, 0)
        self._found: dict[tuple[int, Span], int] = {}

    def context(self, condition: Phrases, quantity: Quantity) -> int:
        """Return the length of what its sentence, or the first of its paragraph, holds."""
        if quantity.sentence != self._span:
            self._span = quantity.sentence
            self._found.clear()
        around = _around(quantity)
        here = self._longest(condition, around)
        for span in quantity.cell:
            here = here or self._longest(condition, span)
        start, lead = quantity.sentence[0], quantity.topic_from
        if not here and self.text[lead : lead + 1] in BULLETS:
            heading = quantity.section.rpartition(" / ")[2]
            here = self._longest(condition, self._above(lead))
            here = here or condition.longest(heading, 0, len(heading))
        if here or lead == start:
            return here
        first = self.text.find("。", lead, min(start, lead + AHEAD))
        return self._longest(condition, (lead, first)) if first >= 0 else 0

    def _above(self, lead: int) -> Span:
        """Return the lines above the item of a list that begins at `lead`, with the list's head."""
        start = lead
        for _ in range(MOST_ITEMS):
            if not start:
                break
            start = self.text.rfind("\n", 0, start - 1) + 1
            if self.text[start] not in BULLETS:
                break
        return max(start, lead - AHEAD), lead

    def _longest(self, condition: Phrases, span: Span) -> int:
        key = id(condition), span
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= MOST_FOUND:
                self._found.clear()
            found = self._found[key] = condition.longest(self.text, *span)
        return found


class Scale:
    """Weighs wordings for one quantity; what a rule asks for is looked up once.

    Parameters
    ----------
    sentence
        Of the text.
    quantity
        The figure.
    spans
        Of the words that name it.
    """

    __slots__ = ("_beside", "_known", "_quantity", "_sentence", "_spans", "_text")

    def __init__(self, sentence: Sentence, quantity: Quantity, spans: Sequence[Span]) -> None:
        self._sentence, self._text, self._quantity = sentence, sentence.text, quantity
        one = len(spans) == 1 or quantity.listed
        self._spans = spans if one else [(min(spans)[0], max(end for _, end in spans))]
        self._beside: Sequence[Span] = ()
        self._known: dict[int, float] = {}

    def _words_beside(self) -> list[Span]:
        """Return the spans in which an excluded word must not stand."""
        quantity = self._quantity
        if len(quantity.before) == 1 and self._spans is quantity.before and not quantity.listed:
            return [(quantity.before[0][0], quantity.after[1])]
        ends = [*self._spans, quantity.after, *quantity.before]
        if quantity.listed:
            return ends
        return [(min(ends)[0], max(end for _, end in ends))]

    def weigh(self, ready: Ready, start: int) -> float:
        """Return what a wording whose word is at `start` asks for is worth, or `FAILS`."""
        rule = ready.rule
        more = self._known.get(id(rule))
        if more is not None and more < 0:
            return FAILS
        worth = 0.0
        if ready.earlier.sequences:
            length = self._earlier(ready.earlier, start)
            if ready.needed and not length:
                return FAILS
            worth = BESIDE * length
        if ready.after.sequences:
            length = ready.after.longest(self._text, *self._quantity.after)
            if not length:
                return FAILS
            worth += BESIDE * length
        if more is None:
            more = self._known[id(rule)] = self._asked(rule)
        return worth + more if more >= 0 else FAILS

    def _earlier(self, words: Phrases, place: int) -> int:
        text, spans = self._text, self._spans
        if len(spans) == 1:
            start, end = spans[0]
            return words.longest(text, start, min(end, place))
        return max(words.longest(text, start, min(end, place)) for start, end in spans)

    def _headed(self, words: Phrases) -> bool:
        """Whether the headings over a figure, or what names its cell, hold any of some words."""
        section = self._quantity.section
        if words.found(section, 0, len(section)):
            return True
        return any(words.found(self._text, *span) for span in self._quantity.cell)

    def _asked(self, rule: Rule) -> float:
        text, quantity = self._text, self._quantity
        worth = TOPIC if rule.topic else 0.0
        for condition in rule.context:  # what the figures of a sentence share goes first
            length = self._sentence.context(condition, quantity)
            if not length:
                return FAILS
            worth += CONTEXT * length
        if rule.exclude.sequences:
            self._beside = self._beside or self._words_beside()
            for start, end in self._beside:
                if rule.exclude.found(text, start, end):
                    return FAILS
        if rule.nowhere.sequences and rule.nowhere.found(text, *_around(quantity)):
            return FAILS
        if rule.section.sequences and not self._headed(rule.section):
            return FAILS
        return worth


def _around(quantity: Quantity) -> Span:
    """Return the span of the sentence, where it is very long of what is near."""
    start, stop = quantity.sentence
    if stop - start <= BEHIND:
        return quantity.sentence
    # Figures beside each other ask about the same span, which `Sentence` knows by then.
    end = quantity.after[1] + AHEAD
    end += -end % STRIDE
    return max(start, end - BEHIND - STRIDE), min(end, stop)


def is_part(text: str, start: int, stop: int, longer: tuple[str, ...]) -> bool:
    """Whether what stands at `start` to `stop` is a part of one of some longer words."""
    return any(
        text.startswith(each, start - far) for each, far in _holding(text[start:stop], longer)
    )


@lru_cache(maxsize=4096)
def _holding(word: str, longer: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Return those of some longer words that hold a word, and how far in it stands."""
    return tuple((each, each.find(word)) for each in longer if word in each)
