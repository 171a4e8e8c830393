"""What is fuzzed: numbers, figures and matching over any text, and the laws they must keep."""

from functools import cache
from itertools import pairwise

from fadu.codebook import Codebook, read_codebook
from fadu.files import bundled
from fadu.intake import extract
from fadu.intake.numbers import read_numbers
from fadu.intake.plain import plain
from fadu.intake.wrapped import unwrap


@cache
def codebook() -> Codebook:
    """Return the bundled codebook, read once."""
    return read_codebook(bundled("data") / "codebook")


def check(text: str) -> None:
    """Read a text; a broken law is an AssertionError."""
    reading = unwrap(plain(text)).text
    numbers, others = read_numbers(reading)
    found = sorted([*numbers, *others], key=lambda n: n.start)
    assert all(a.end <= b.start for a, b in pairwise(found)), "two numbers overlap"
    assert all(reading[n.start : n.end] == n.surface for n in found), (
        "a span is not its surface"
    )
    for number in numbers:
        low, high = number.bounds()
        assert number.value.is_finite(), "a value is infinite"
        assert low is None or high is None or low <= high, "bounds are crossed"
    for figure in extract(text, codebook(), year=2023):
        assert text[figure.start : figure.end] == figure.surface, "a span is not its surface"
        assert not figure.indicator or figure.indicator in codebook().indicators
        assert not (figure.indicator and figure.note == "目标或计划"), "a plan has an indicator"
