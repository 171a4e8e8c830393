"""The wordings of a codebook, made ready to be looked up by their nearest word."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from fadu.codebook import Codebook
from fadu.entries import Indicator, Wording
from fadu.intake.matching.lexicon import Lexicon
from fadu.intake.matching.patterns import Sequence, anchor, expand
from fadu.intake.matching.topics import TopicWords
from fadu.intake.numbers.nouns import RATIO

Side = Literal["before", "after"]
MOST_KEPT = 100_000
_KEPT: dict[int, tuple[Codebook, "Wordings"]] = {}


class Ready(NamedTuple):
    """One sequence of words of one wording of one indicator.

    Parameters
    ----------
    indicator
        Its id.
    words
        Before the number, the last of them nearest to it; empty where only `after` counts.
    after, context, exclude, nowhere, section
        As in `Wording`, expanded.
    not_within
        As in `Wording`, each word alone.
    topic, units, measure
        As in `Wording`.
    """

    indicator: str
    words: Sequence
    after: tuple[Sequence, ...]
    context: tuple[tuple[Sequence, ...], ...]
    exclude: tuple[Sequence, ...]
    nowhere: tuple[Sequence, ...]
    not_within: tuple[str, ...]
    section: tuple[Sequence, ...]
    topic: frozenset[str]
    units: frozenset[str]
    measure: str


class Wordings:
    """All wordings of a codebook.

    Parameters
    ----------
    codebook
        Whose indicators have wordings.
    """

    def __init__(self, codebook: Codebook) -> None:
        self.before: dict[str, list[Ready]] = defaultdict(list)
        self.after: dict[str, list[Ready]] = defaultdict(list)
        self._kept: dict[tuple[str, str, str, str, str, bool], tuple[Ready, ...]] = {}
        counted = (t for i in codebook.indicators.values() for w in i.match for t in w.topic)
        self.topics = TopicWords(codebook.topics, counted)
        for entry in codebook.indicators.values():
            for wording in entry.match:
                self._add(entry, wording, codebook)
        self.lexicon = Lexicon({*self.before, *self.after})
        self.units = frozenset(s for u in codebook.units.values() for s in (u.id, *u.spellings))
        self.rates = _rates(codebook)
        self.native = {i.id: i.unit for i in codebook.indicators.values()}

    def fitting(
        self, side: Side, word: str, topic: str, unit: str, measure: str, bare: bool
    ) -> tuple[Ready, ...]:
        """Return the wordings with `word` beside the number that such a figure may have.

        Parameters
        ----------
        side
            Whether the word stands before or after the number.
        word
            One of the lexicon.
        topic, unit, measure
            Of the figure.
        bare
            Whether it needs no unit: 零, 无一, or a number alone in its cell.
        """
        key = (side, word, topic, unit, measure, bare)
        kept = self._kept.get(key)
        if kept is None:
            index = self.before if side == "before" else self.after
            kept = tuple(
                ready
                for ready in index.get(word, ())
                if (not ready.topic or topic in ready.topic)
                and _fits(ready, unit, measure, bare)
            )
            if len(self._kept) < MOST_KEPT:
                self._kept[key] = kept
        return kept

    def _add(self, entry: Indicator, wording: Wording, codebook: Codebook) -> None:
        where = f"[{entry.id}.match]"
        after = _expanded(wording.after, where)
        shared = Ready(
            entry.id,
            (),
            after,
            tuple(expand(p, where) for p in wording.context),
            _expanded(wording.exclude, where),
            _expanded(wording.nowhere, where),
            tuple(s[0] for s in _expanded(wording.not_within, where)),
            _expanded(wording.section, where),
            frozenset(wording.topic),
            _units(entry, wording, codebook),
            wording.measure,
        )
        before = _expanded(wording.before, where)
        for sequence in before:
            self.before[anchor(sequence[-1], where)].append(shared._replace(words=sequence))
        if not before:
            for sequence in after:
                self.after[anchor(sequence[0], where)].append(
                    shared._replace(after=(sequence,))
                )


def _fits(ready: Ready, unit: str, measure: str, bare: bool) -> bool:
    if measure != "value":
        return ready.measure in ("value", measure)
    if ready.measure != "value":
        return False
    return unit in ready.units or (not unit and (bare or RATIO in ready.units))


def _rates(codebook: Codebook) -> dict[str, str]:
    """Return for each count the one rate whose numerator it is."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in codebook.indicators.values():
        if entry.is_rate and entry.numerator:
            found[entry.numerator].append(entry.id)
    return {count: rates[0] for count, rates in found.items() if len(rates) == 1}


def _expanded(patterns: Iterable[str], where: str) -> tuple[Sequence, ...]:
    return tuple(dict.fromkeys(s for p in patterns for s in expand(p, where)))


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
