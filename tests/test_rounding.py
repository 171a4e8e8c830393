"""Laws of printed numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.panel import Panel
from fadu.rounding import as_given, number, qualified, quantity, rounded, with_points, with_unit


@pytest.mark.parametrize(
    ("value", "digits", "printed"),
    [
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (-0.5, 0, "−1"),
        (12.25, 1, "12.3"),
        (1234567.0, 0, "1,234,567"),
        (float("nan"), 1, "—"),
        (-0.04, 1, "0.0"),
        (100 * 14129 / 14374, 2, "98.30"),
    ],
)
def test_half_up(value: float, digits: int, printed: str) -> None:
    """A number is rounded half up on the decimal that it means; zero has no sign."""
    assert number(value, digits) == printed


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4))
def test_rounding_moves_at_most_half_a_step(value: Decimal, digits: int) -> None:
    """Rounding moves a number by at most half a step of the last digit."""
    assert abs(rounded(value, digits) - value) <= Decimal(5).scaleb(-digits - 1)


@pytest.mark.parametrize(
    ("value", "printed"), [(98.3, "98.3"), (14374.0, "14,374"), (0.05, "0.05")]
)
def test_as_given(value: float, printed: str) -> None:
    """A printed figure keeps its own digits."""
    assert as_given(value) == printed


@pytest.mark.parametrize(
    ("indicator", "value", "zh", "en"),
    [
        ("mediation_accepted", 14374, "14,374件", "14,374 disputes"),
        ("investment_total", 12_800_000_000, "128亿元", "12.8 billion yuan"),
        ("lenient_amount", 85_670_000, "8,567万元", "85.67 million yuan"),
        ("review_correction_rate", 24.2, "24.2%", "24.2%"),
        ("review_to_litigation_ratio", 2.18, "2.18", "2.18"),
    ],
)
def test_units(panel: Panel, indicator: str, value: float, zh: str, en: str) -> None:
    """A quantity is printed with the unit of its codebook entry, large amounts in 万 and 亿."""
    entry = panel.codebook[indicator]
    assert quantity(value, entry, panel.codebook, "zh") == zh
    assert quantity(value, entry, panel.codebook, "en") == en


@pytest.mark.parametrize(
    ("printed", "zh", "en", "points"),
    [
        ("1", "1件", "1 application", "1 point"),
        ("+1", "+1件", "+1 application", "+1 point"),
        ("−1", "−1件", "−1 application", "−1 point"),
        ("1.0", "1.0件", "1.0 applications", "1.0 points"),
        ("0", "0件", "0 applications", "0 points"),
        ("21", "21件", "21 applications", "21 points"),
    ],
)
def test_one_is_singular(panel: Panel, printed: str, zh: str, en: str, points: str) -> None:
    """Of exactly one, with any sign, the English unit is singular; of anything else plural."""
    entry = panel.codebook["disclosure_applications"]
    assert with_unit(printed, entry, panel.codebook, "zh") == zh
    assert with_unit(printed, entry, panel.codebook, "en") == en
    assert with_points(printed, "en") == points


def test_qualifiers() -> None:
    """What the print says beside a number stands before it."""
    assert qualified("32,770件", "nearly", "zh") == "近32,770件"
    assert qualified("800", "over", "en") == "more than 800"
