"""The wordings of a codebook, made ready to be looked up by their nearest word."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from fadu.codebook import Codebook
from fadu.codebook.entries import Indicator, Wording
from fadu.intake.matching.lexicon import Lexicon
from fadu.intake.matching.patterns import Phrases, Sequence, anchor, expand
from fadu.intake.matching.topics import TopicWords
from fadu.intake.numbers.nouns import RATIO

MOST_KEPT = 5000
TOPIC, BESIDE, CONTEXT = 4.0, 2.0, 1.5
"""What a topic is worth, and each letter of other words beside a number and in its sentence."""
NO_PHRASES = Phrases(())
_KEPT: dict[int, tuple[Codebook, "Wordings"]] = {}


class Rule(NamedTuple):
    """What a wording asks for besides the words beside the number.

    Parameters
    ----------
    context, exclude, nowhere, section
        As in `Wording`, expanded.
    not_within
        As in `Wording`, each word alone.
    topic, units, measure
        As in `Wording`.
    """

    context: tuple[Phrases, ...]
    exclude: Phrases
    nowhere: Phrases
    not_within: tuple[str, ...]
    section: Phrases
    topic: frozenset[str]
    units: frozenset[str]
    measure: str


class Ready(NamedTuple):
    """What has to stand beside one word of a wording of an indicator.

    Parameters
    ----------
    indicator
        Its id.
    earlier
        Words before that word, where there are any.
    needed
        Whether one of them has to be there.
    after
        Right after the number, one of them; empty where only words before it count.
    rule
        What else has to hold; the same object for all words of one wording.
    most
        What all that it asks for can be worth besides the word itself.
    """

    indicator: str
    earlier: Phrases
    needed: bool
    after: Phrases
    rule: Rule
    most: float


class _Told(NamedTuple):
    """One wording with the words that stand nearest to the number in it."""

    rule: Rule
    asks_after: bool
    before: list[tuple[str, Ready]]
    after: list[tuple[str, Ready]]


class Fitting(NamedTuple):
    """The words before and after a number that such a figure may be told by."""

    before: Lexicon[tuple[Ready, ...]]
    after: Lexicon[tuple[Ready, ...]]


class Wordings:
    """All wordings of a codebook.

    Parameters
    ----------
    codebook
        Whose indicators have wordings.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._told: list[_Told] = []
        self._kept: dict[tuple[str, str, str, bool, bool], Fitting] = {}
        counted = (t for i in codebook.indicators.values() for w in i.match for t in w.topic)
        self._phrases: dict[tuple[Sequence, ...], Phrases] = {}
        self.topics = TopicWords(codebook.topics, counted)
        for entry in codebook.indicators.values():
            for wording in entry.match:
                self._add(entry, wording, codebook)
        self.units = frozenset(s for u in codebook.units.values() for s in (u.id, *u.spellings))
        self.rates, self.rates_over = _rates(codebook), _rates_over(codebook)
        self.parts = _parts(codebook)
        self.alike = _alike(codebook)
        self.partial = frozenset(i.id for i in codebook.indicators.values() if i.partial)
        self.native = {i.id: i.unit for i in codebook.indicators.values()}

    def fitting(
        self, topic: str, unit: str, measure: str, *, bare: bool, followed: bool
    ) -> Fitting:
        """Return the words beside a number by which such a figure may be told.

        Parameters
        ----------
        topic, measure
            Of the figure.
        unit
            Of the figure, and of a change that of what changed, where it is known.
        bare
            Whether it needs no unit: 零, 无一, or a number alone in its cell.
        followed
            Whether words stand after it; without them none that asks for such is told by it.
        """
        key = (topic, unit, measure, bare, followed)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._select(topic, unit, measure, bare=bare, followed=followed)
            if len(self._kept) < MOST_KEPT:
                self._kept[key] = kept
        return kept

    def _add(self, entry: Indicator, wording: Wording, codebook: Codebook) -> None:
        where = f"[{entry.id}.match]"
        rule = Rule(
            tuple(self._one_of([p], where) for p in wording.context),
            self._one_of(wording.exclude, where),
            self._one_of(wording.nowhere, where),
            tuple(s[0] for p in wording.not_within for s in expand(p, where)),
            self._one_of(wording.section, where),
            frozenset(wording.topic),
            _units(entry, wording, codebook),
            wording.measure,
        )
        before, after = self._one_of(wording.before, where), self._one_of(wording.after, where)
        told = _Told(rule, bool(after), [], [])
        self._told.append(told)
        for word, earlier in _by_last(before.sequences).items():
            others = [e for e in earlier if e]
            phrases = Phrases(others) if others else NO_PHRASES
            most = _most(phrases, after, rule)
            ready = Ready(entry.id, phrases, () not in earlier, after, rule, most)
            told.before.append((anchor(word, where), ready))
        if before:
            return
        for word, sequences in _by_first(after.sequences).items():
            named = Phrases(sequences)
            most = _most(NO_PHRASES, named, rule)
            ready = Ready(entry.id, NO_PHRASES, False, named, rule, most)
            told.after.append((anchor(word, where), ready))

    def _select(
        self, topic: str, unit: str, measure: str, *, bare: bool, followed: bool
    ) -> Fitting:
        before: dict[str, list[Ready]] = defaultdict(list)
        after: dict[str, list[Ready]] = defaultdict(list)
        for told in self._told:
            if told.asks_after and not followed:
                continue
            if _fits(told.rule, topic, unit, measure, bare=bare):
                for words, chosen in ((told.before, before), (told.after, after)):
                    for word, ready in words:
                        chosen[word].append(ready)
        return Fitting(
            *(Lexicon({w: tuple(r) for w, r in chosen.items()}) for chosen in (before, after))
        )

    def _one_of(self, patterns: Iterable[str], where: str) -> Phrases:
        """Return the phrases that patterns stand for; equal ones are one object."""
        sequences = tuple(s for p in patterns for s in expand(p, where))
        known = self._phrases.get(sequences)
        if known is None:
            known = self._phrases[sequences] = Phrases(sequences)
        return known


def _by_first(sequences: Iterable[Sequence]) -> dict[str, list[Sequence]]:
    """Return the sequences that begin with each word."""
    found: dict[str, list[Sequence]] = defaultdict(list)
    for words in sequences:
        found[words[0]].append(words)
    return found


def _most(earlier: Phrases, after: Phrases, rule: Rule) -> float:
    """Return what the longest words that a wording asks for are worth together."""
    context = sum(condition.most for condition in rule.context)
    topic = TOPIC if rule.topic else 0.0
    return BESIDE * (earlier.most + after.most) + CONTEXT * context + topic


def _by_last(sequences: Iterable[Sequence]) -> dict[str, list[Sequence]]:
    """Return for each word that stands nearest to the number what may stand before it."""
    found: dict[str, list[Sequence]] = defaultdict(list)
    for *earlier, last in sequences:
        found[last].append(tuple(earlier))
    return found


def _fits(rule: Rule, topic: str, unit: str, measure: str, *, bare: bool) -> bool:
    if rule.topic and topic not in rule.topic:
        return False
    if measure != "value":
        return rule.measure in ("value", measure) and (not unit or unit in rule.units)
    if rule.measure != "value":
        return False
    return unit in rule.units or (not unit and (bare or RATIO in rule.units))


def _rates(codebook: Codebook) -> dict[str, str]:
    """Return for each count the rate whose numerator it is; of several the one headline."""
    found: dict[str, list[Indicator]] = defaultdict(list)
    for entry in codebook.indicators.values():
        if entry.is_rate and entry.numerator:
            found[entry.numerator].append(entry)
    chosen = {
        count: rates if len(rates) == 1 else [r for r in rates if r.headline]
        for count, rates in found.items()
    }
    return {count: rates[0].id for count, rates in chosen.items() if len(rates) == 1}


def _rates_over(codebook: Codebook) -> dict[tuple[str, str], str]:
    """Return the rate of a count over another, by the two of them."""
    return {
        (i.numerator, i.denominator): i.id
        for i in codebook.indicators.values()
        if i.is_rate and i.numerator and i.denominator
    }


def _parts(codebook: Codebook) -> dict[str, set[str]]:
    """Return for each count those that no more than it are, by the identities of the codebook."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in codebook.indicators.values():
        for law in entry.laws:
            if law.relation == "<=" and len(law.right) == 1:
                found[law.right[0]].update(law.left)
    return found


def _alike(codebook: Codebook) -> dict[str, set[str]]:
    """Return for each indicator those that it is not to be confused with, either way."""
    found = {name: set(i.not_to_confuse_with) for name, i in codebook.indicators.items()}
    for name, entry in codebook.indicators.items():
        for other in entry.not_to_confuse_with:
            found[other].add(name)
    return found


def _units(entry: Indicator, wording: Wording, codebook: Codebook) -> frozenset[str]:
    listed = wording.units or (entry.unit, *entry.accepts)
    spellings = (codebook.units[u].spellings for u in listed if u in codebook.units)
    return frozenset((*listed, *(s for more in spellings for s in more)))


def wordings_of(codebook: Codebook) -> Wordings:
    """Return the wordings of a codebook; those of the last few are kept."""
    kept = _KEPT.get(id(codebook))
    if kept is None or kept[0] is not codebook:
        if len(_KEPT) > 3:
            _KEPT.clear()
        kept = _KEPT[id(codebook)] = (codebook, Wordings(codebook))
    return kept[1]
