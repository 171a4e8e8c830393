"""What a print allows, in exact fractions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.checks.bounds import Bounds, decimal, exactly, rounded, truncated
from fadu.rounding import rounded as half_up

PLACES = st.integers(0, 3)
NUMBERS = st.fractions(0, 1000)


@given(NUMBERS, PLACES)
def test_rounding_is_allowed(value: Fraction, places: int) -> None:
    """A number lies within the bounds of its own rounded print."""
    step = Decimal(1).scaleb(-places)
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    printed = half_up(shown, places)
    assert rounded(printed, step, "exact").meets(Bounds(value, value))


@given(NUMBERS, PLACES)
def test_cutting_off_is_allowed(value: Fraction, places: int) -> None:
    """A number lies within the bounds of its own truncated print, and not of the next one."""
    step = Decimal(1).scaleb(-places)
    printed = Decimal(int(value * 10**places)) * step
    at = Bounds(value, value)
    assert truncated(printed, step).meets(at)
    assert not truncated(printed + step, step).meets(at)
    assert not truncated(printed - step, step).meets(at)


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        ("exact", "97.95", "98.05"),
        ("about", "97.9", "98.1"),
        ("over", "98.0", None),
        ("at_least", "98.0", None),
        ("nearly", None, "98.0"),
        ("at_most", None, "98.0"),
    ],
)
def test_qualifiers_bound(qualifier: str, low: str | None, high: str | None) -> None:
    """约 allows a step on either side; 超, 近 and their like bound from one side."""
    found = rounded(Decimal("98.0"), Decimal("0.1"), qualifier)  # type: ignore[arg-type]
    assert found.low == (None if low is None else Fraction(low))
    assert found.high == (None if high is None else Fraction(high))


@given(*[st.fractions(-50, 50)] * 4)
def test_arithmetic_holds_every_pair(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction
) -> None:
    """Sums, differences and quotients of intervals hold those of the numbers in them."""
    one, other = Bounds(min(a, b), max(a, b)), Bounds(min(c, d), max(c, d))
    assert (one + other).meets(Bounds(a + c, a + c))
    assert (one - other).meets(Bounds(b - d, b - d))
    if one.low >= 0 and other.low > 0:
        assert one.over(other, 100).meets(Bounds(100 * a / d, 100 * a / d))


def test_whole_numbers_within() -> None:
    """The whole numbers of an interval leave out an open upper end."""
    assert Bounds(Fraction(7, 2), Fraction(6)).whole() == (4, 6)
    assert Bounds(Fraction(7, 2), Fraction(6), open=True).whole() == (4, 5)
    assert not Bounds(Fraction(7, 2), Fraction(15, 4)).has_whole()
    assert Bounds(None, Fraction(3)).whole() == (None, 3)
    assert Bounds(Fraction(3), None).has_whole()


def test_a_base_of_zero_leaves_the_quotient_open() -> None:
    """A base that may be zero bounds the quotient from below alone."""
    assert exactly(5).over(Bounds(Fraction(0), Fraction(10)), 100) == Bounds(Fraction(50), None)


def test_fractions_print_as_decimals() -> None:
    """A third has twelve digits, a half one."""
    assert decimal(Fraction(1, 3)) == Decimal("0.333333333333")
    assert decimal(Fraction(1, 2)) == Decimal("0.5")
