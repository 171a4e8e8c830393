"""Unseen wording: the annotated passages, half of them set aside while patterns were written."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from annotated import Passage, passages

from fadu.codebook import Codebook
from fadu.intake import extract

ALL = tuple(passages())
LEAST_F1 = 0.97


@dataclass
class Tally:
    """True, false and missed figures."""

    true: int = 0
    false: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.true / (2 * self.true + self.false + self.missed)


def found(passage: Passage, codebook: Codebook) -> set[tuple]:
    figures = extract(passage.text, codebook, year=passage.year)
    return {(f.start, f.end, f.value, f.indicator, f.measure) for f in figures if f.indicator}


def wanted(passage: Passage) -> set[tuple]:
    return {(w.start, w.end, w.value, w.indicator, w.measure) for w in passage.wanted}


def tally(chosen: Iterable[Passage], codebook: Codebook) -> Tally:
    total = Tally()
    for passage in chosen:
        got, right = found(passage, codebook), wanted(passage)
        total.true += len(got & right)
        total.false += len(got - right)
        total.missed += len(right - got)
    return total


def test_the_corpus_is_large_and_half_of_it_was_set_aside():
    """At least 150 passages over at least 130 indicators are annotated, every second one apart."""
    aside = [p for p in ALL if p.set_aside]
    assert len(ALL) >= 150
    assert abs(2 * len(aside) - len(ALL)) <= 1
    assert len({w.indicator for p in ALL for w in p.wanted}) >= 130


def test_every_annotation_names_an_indicator_of_the_codebook(codebook):
    """No passage expects an indicator that nobody has defined."""
    assert {w.indicator for p in ALL for w in p.wanted} <= set(codebook.indicators)


@pytest.mark.parametrize("aside", [False, True], ids=["worked on", "set aside"])
def test_figures_are_found_with_span_value_and_indicator(aside, codebook):
    """On either half, F1 of span, value, indicator and measure is at least 0.97."""
    total = tally((p for p in ALL if p.set_aside is aside), codebook)
    assert total.f1 >= LEAST_F1, total


@pytest.mark.parametrize(
    "passage", [p for p in ALL if p.form in ("distractor", "part")], ids=lambda p: p.text[:24]
)
def test_a_distractor_has_no_indicator(passage, codebook):
    """Another place, another year, a plan, a slogan or a part is never given an indicator."""
    assert found(passage, codebook) <= wanted(passage)


@pytest.mark.parametrize(
    "passage", [p for p in ALL if any(w.year for w in p.wanted)], ids=lambda p: p.text[:24]
)
def test_a_figure_of_a_list_or_pair_has_its_own_year(passage, codebook):
    """In 分别为 and 由A降至B every figure speaks of the year at its place."""
    figures = extract(passage.text, codebook, year=passage.year)
    years = {(f.start, f.indicator): f.year for f in figures}
    assert all(years.get((w.start, w.indicator)) == w.year for w in passage.wanted if w.year)
