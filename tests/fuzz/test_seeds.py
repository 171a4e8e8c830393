"""A fixed corpus for the fuzz target, whole and cut, spliced and doubled."""

from pathlib import Path

import pytest
from target import check

SEEDS = sorted((Path(__file__).parent / "seeds").iterdir())
TEXTS = {seed.name: seed.read_bytes().decode("utf-8", errors="replace") for seed in SEEDS}


def variants(text):
    """Yield a text, its beginnings and ends, itself twice, backwards and without its marks."""
    step = max(1, len(text) // 24)
    yield text
    for at in range(step, len(text), step):
        yield text[:at]
        yield text[at:]
        yield text[at:] + text[:at]
    yield text * 2
    yield text[::-1]
    yield text.translate(str.maketrans("", "", "，。、；：,.;:"))


@pytest.mark.parametrize("name", TEXTS)
def test_seeds_and_their_variants_keep_the_laws(name):
    """No seed, and nothing cut or joined from one, breaks a law of the target."""
    for text in variants(TEXTS[name]):
        check(text)


def test_seeds_spliced_with_each_other_keep_the_laws():
    """The first half of any seed before the second half of any other breaks no law."""
    for first in TEXTS.values():
        for second in TEXTS.values():
            check(first[: len(first) // 2] + second[len(second) // 2 :])
