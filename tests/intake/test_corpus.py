"""Unseen wording: the annotated passages, half of them set aside while patterns were written."""

from collections import Counter

import pytest
from annotated import passages
from tally import found, tally

ALL = tuple(passages())
LEAST_F1 = 0.97
SPLIT = ("first", "second", "fourth")


def test_the_corpus_is_large_and_half_of_it_was_set_aside():
    """At least 1000 passages over at least 170 indicators are annotated; of 540, half lay apart."""
    split = [p for p in ALL if p.folder in SPLIT]
    assert len(ALL) >= 1000
    assert len(split) >= 540
    assert 0.45 < sum(p.set_aside for p in split) / len(split) < 0.55
    assert len({w.indicator for p in ALL for w in p.wanted}) >= 170


def test_every_annotation_names_an_indicator_of_the_codebook(codebook):
    """No passage expects an indicator that nobody has defined."""
    assert {w.indicator for p in ALL for w in p.wanted} <= set(codebook.indicators)


@pytest.mark.parametrize(("folder", "aside"), sorted({(p.folder, p.set_aside) for p in ALL}))
def test_figures_are_found_with_span_value_and_indicator(folder, aside, codebook):
    """On every part of the corpus, F1 of span, value, indicator and measure is at least 0.97."""
    chosen = (p for p in ALL if p.set_aside is aside and p.folder == folder)
    total = tally(chosen, codebook)
    assert total.f1 >= LEAST_F1, total


def test_qualifier_unit_and_year_are_right_where_the_figure_is_found(codebook):
    """Of the figures found, at least 99 % have the annotated qualifier, unit and year."""
    right, wrong = Counter(), []
    for passage in (p for p in ALL if p.folder == "second"):
        got = found(passage, codebook)
        for w in passage.wanted:
            figure = got.get(w.key)
            for name in ("qualifier", "unit", "year") if figure else ():
                same = getattr(figure, name) == getattr(w, name)
                right[name] += same
                wrong += [] if same else [(name, getattr(figure, name), w)]
    assert all(count >= 500 for count in right.values()), right
    assert len(wrong) <= right.total() / 100, wrong


@pytest.mark.parametrize("passage", [p for p in ALL if not p.wanted], ids=lambda p: p.text[:24])
def test_a_distractor_has_no_indicator(passage, codebook):
    """Another place, another year, a plan, a slogan or a part is never given an indicator."""
    assert not found(passage, codebook)


@pytest.mark.parametrize(
    "passage",
    [p for p in ALL if any(w.year_written for w in p.wanted)],
    ids=lambda p: p.text[:24],
)
def test_a_figure_of_a_list_or_pair_has_its_own_year(passage, codebook):
    """In 分别为 and 由A降至B every figure speaks of the year at its place."""
    got = found(passage, codebook)
    assert all(got[w.key].year == w.year for w in passage.wanted if w.year_written)
