"""What a cell shows where something is asked that cannot be served."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Book

pytestmark = pytest.mark.browser

REFUSED = {
    "district_profile": {
        "fadu: district 通州区 is two places: 110112 北京市通州区, 320612 江苏省南通市通州区; give the code": {
            "district": "通州区"
        },
        "fadu: district 999999 is no code of the register; give a six-digit GB/T 2260 code or a name; "
        "`fadu show districts` lists those with figures": {"district": "999999"},
    },
    "indicator_comparison": {
        "fadu: review_accepted has no figure for 1999; years with figures: 2005,2012-2014,2016,2018-2024": {
            "years": "1999"
        },
    },
}
"""Notebook → the whole sentence → what was asked."""


@pytest.mark.parametrize("name", REFUSED)
def test_one_sentence_in_the_cell(
    name: str, book: Callable[[str], Book], pictures: Path
) -> None:
    """A request that is refused shows one sentence in its cell, and no frame of the package."""
    opened = book(name)
    for sentence, changed in REFUSED[name].items():
        opened.set(**changed)
        opened.run()
        opened.picture(pictures / f"refused_{'_'.join(changed)}.png")
        said = opened.complaints()
        assert said[0] == sentence
        assert not any("/fadu/" in complaint for complaint in said)
