"""Time grows with the length of a text, whatever is in it."""

import pytest
from speed import HOSTILE, PARAGRAPH, REPORT, seconds

SLOWEST = 30.0
FEWEST = 60
"""Reports a second on a machine that does other things too; alone it reads some 200."""


def test_reports_are_read_at_speed(codebook):
    """A report of 9,000 characters is read in a few milliseconds."""
    seconds(REPORT, codebook)
    assert seconds(REPORT, codebook, times=20) < 1 / FEWEST


@pytest.mark.parametrize(
    "unit",
    [PARAGRAPH, PARAGRAPH.replace("\n", ""), PARAGRAPH.replace("。", "，").replace("\n", "")],
    ids=["lines", "one line", "one sentence"],
)
def test_time_grows_linearly_with_length(unit, codebook):
    """Eight times the text takes about eight times as long, in lines or in one line."""
    seconds(unit * 3, codebook)
    short = seconds(unit * 8, codebook, times=3)
    assert seconds(unit * 64, codebook, times=3) < 24 * short


@pytest.mark.parametrize("name", HOSTILE)
def test_no_pattern_explodes(name, codebook):
    """A hundred thousand digits, brackets or steering words take seconds, not hours."""
    assert seconds(HOSTILE[name], codebook) < SLOWEST


@pytest.mark.long
def test_ten_megabytes_are_read(codebook):
    """A text of ten megabytes, and one line of five, take time in proportion."""
    for unit, size in ((PARAGRAPH, 10), (PARAGRAPH.replace("\n", ""), 5)):
        many = size * 2**20 // len(unit.encode())
        short = seconds(unit * (many // 40), codebook)
        assert seconds(unit * many, codebook) < 3 * 40 * short
