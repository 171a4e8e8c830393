"""Time grows with the length of a text, whatever is in it."""

import time

import pytest

from fadu.intake import extract

SENTENCE = "全区共收到行政复议申请199件，其中受理157件，审结131件，直接纠错21件，同比增长12.5%。人民调解成功率98.3%。"
SLOWEST = 30.0


def seconds(text, codebook):
    start = time.process_time()
    extract(text, codebook, year=2023)
    return time.process_time() - start


def test_time_grows_linearly_with_length(codebook):
    """Eight times the text takes about eight times as long, in lines or in one line."""
    for unit in (SENTENCE + "\n", SENTENCE, SENTENCE.replace("。", "，")):
        seconds(unit * 20, codebook)
        short = min(seconds(unit * 60, codebook) for _ in range(3))
        long = seconds(unit * 480, codebook)
        assert long < 24 * short, unit


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1 " * 20_000,
        "1," * 20_000,
        "1.1" * 20_000,
        "(" * 100_000,
        "《" * 100_000,
        "“" * 100_000,
        "）" * 100_000 + "5件",
        "一" * 100_000,
        "十" * 100_000 + "件",
        "其中5件" * 8_000,
        "分别为5、" * 8_000,
        "由5%降至" * 8_000,
        "2023年" * 8_000,
        "全省" * 50_000 + "5件",
        "同比增长5%、" * 6_000,
        "复议" * 100_000 + "受理5件",
        "1/" * 10_000,
        "受理" * 100_000,
        "\n" * 100_000,
        "调解（" * 50_000 + "5件",
    ],
    ids=lambda text: text[:8].strip() or "lines",
)
def test_no_pattern_explodes(text, codebook):
    """A hundred thousand digits, brackets or steering words take seconds, not hours."""
    assert seconds(text, codebook) < SLOWEST


@pytest.mark.long
def test_ten_megabytes_are_read(codebook):
    """A text of ten megabytes, and one line of five, take time in proportion."""
    many = SENTENCE + "\n"
    short = seconds(many * 2000, codebook)
    size = 10 * 2**20 // len(many.encode())
    assert seconds(many * size, codebook) < 3 * short * size / 2000
    line = SENTENCE.replace("。", "，")
    size = 5 * 2**20 // len(line.encode())
    assert seconds(line * size, codebook) < 3 * seconds(line * 2000, codebook) * size / 2000
