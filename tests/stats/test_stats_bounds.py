"""What cannot be known, as bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu import stats
from fadu.errors import StatisticsError


@pytest.mark.parametrize(
    ("value", "resolution", "qualifier", "low", "high"),
    [
        (98.3, 0.1, "exact", 98.25, 98.4),
        (99.27, 0.01, "exact", 99.265, 99.28),
        (-12.5, 0.1, "exact", -12.6, -12.45),
        (385000, 1000, "exact", 384500, 386000),
        (0.0, 0.1, "exact", -0.05, 0.1),
        (131, 0, "exact", 131, 131),
        (200, 100, "about", 100, 300),
        (32770, 10, "nearly", 32760, 32770),
        (37, 0, "nearly", -np.inf, 37),
        (50000, 10000, "over", 50000, np.inf),
        (90, 10, "at_least", 90, np.inf),
        (90, 10, "at_most", -np.inf, 90),
    ],
)
def test_what_print_allows(value, resolution, qualifier, low, high):
    """A printed figure was rounded or truncated; a qualifier makes it a bound."""
    found = stats.printed_bounds(value, resolution, qualifier)
    assert (found.low, found.high) == (low, high)


def test_truncated_figures_fit():
    """99.28 printed as 99.27 and 75.42 as 75.41 were truncated, which print allows."""
    found = stats.printed_bounds([99.27, 75.41], 0.01)
    true = np.array([99.2799, 75.4199])
    assert ((found.low <= true) & (true <= found.high)).all()


@given(st.integers(0, 10**6), st.integers(0, 3), st.floats(0, 1, exclude_max=True))
def test_every_rounding_and_truncation_is_inside(units, digits, part):
    """Whatever prints as the figure, rounded or truncated, is inside its bounds."""
    step = 10.0**-digits
    printed = units / 10**digits
    found = stats.printed_bounds(printed, step)
    for true in (printed + part * step, printed + (part - 0.5) * step):
        assert found.low - 1e-9 <= true <= found.high + 1e-9


def test_rows_may_have_qualifiers_of_their_own():
    """Words and figures are matched by position; missing figures have a reason."""
    found = stats.printed_bounds(
        [5, None, 7, 3], [1, 1, None, -1], pd.Series(["over", "exact", "exact", "exact"])
    )
    assert found.low[0] == 5
    assert list(found.reason[1:]) == [
        "the value is missing",
        "the resolution is missing",
        "the resolution -1 is negative",
    ]
    assert np.isnan(found.high[1:]).all()


def test_growth_tells_the_year_before():
    """A growth of 23.7 % to nearly 32,770 implies about 26,490 the year before: an interval."""
    found = stats.year_before(
        stats.printed_bounds(32770, 10, "nearly"), stats.printed_bounds(23.7, 0.1)
    )
    assert found.low < 26490 < found.high
    assert (round(found.low), round(found.high)) == (26462, 26502)


def test_a_wrong_growth_does_not_fit():
    """+45.86 % is printed where 2376 of 1803 is +31.8 %; 85 to 213 is no growth by 2.5 times."""
    found = stats.growth_bounds(
        stats.printed_bounds([2376, 213], 0), stats.printed_bounds([1803, 85], 0)
    )
    np.testing.assert_allclose(found.low, [31.780, 150.588], atol=1e-3)
    printed = stats.printed_bounds([45.86, 250], [0.01, 10])
    assert not ((printed.low <= found.high) & (found.low <= printed.high)).any()


def test_a_fall_by_all_says_nothing():
    """After a fall of 100 % the year before is unknown, and this is said."""
    found = stats.year_before(stats.printed_bounds(0, 0), stats.printed_bounds(-100, 0))
    assert np.isnan(found.low)
    assert found.reason == "a fall by all of it says nothing about the year before"


def test_ratios_of_bounds():
    """A ratio over what may be 0 has no upper bound; over what must be 0 it has a reason."""
    one, none, some = (
        stats.printed_bounds(3, 1),
        stats.printed_bounds(0, 0),
        stats.printed_bounds(0, 1),
    )
    assert stats.ratio_bounds(one, some).high == np.inf
    assert stats.ratio_bounds(one, none).reason == "the second can only be zero"
    assert stats.ratio_bounds(one, stats.printed_bounds(4, 1, "over")).low == 0
    assert stats.difference_bounds(one, some).high == 4.5
    missing = stats.printed_bounds(None, 1)
    assert stats.ratio_bounds(missing, one).reason == "the value is missing"
    with pytest.raises(
        StatisticsError, match=r"^the bounds differ in shape: \(2,\) and \(3,\)$"
    ):
        stats.ratio_bounds(stats.printed_bounds([1, 2], 1), stats.printed_bounds([1, 2, 3], 1))


@given(*[st.floats(0.1, 1000)] * 2, st.floats(0, 1), st.floats(0, 1))
def test_a_ratio_inside_its_bounds(first, second, part, other):
    """Any two figures that print allows have their ratio within the bounds."""
    a, b = stats.printed_bounds(first, 0.1, "about"), stats.printed_bounds(second, 0.1, "about")
    bounds = stats.ratio_bounds(a, b)
    x, y = (
        max(0.0, a.low + part * (a.high - a.low)),
        max(1e-6, b.low + other * (b.high - b.low)),
    )
    assert bounds.low <= x / y * (1 + 1e-9)
    assert x / y <= bounds.high * (1 + 1e-9)


def test_a_percentage_tells_its_denominator():
    """87.94 % fits 175 of 199 received and no count of 131 concluded or 157 accepted."""
    found = stats.possible_counts(stats.printed_bounds(87.94, 0.01), [199, 131, 157])
    assert (found.low[0], found.high[0]) == (175, 175)
    assert list(found.reason[1:]) == [
        "no count out of 131 prints so",
        "no count out of 157 prints so",
    ]


def test_slips_of_denominators():
    """19.2 % is 29 of 151 accepted, not of 135 concluded; 46 of 2755 is not 1.78 % but 1.67."""
    share = stats.printed_bounds([19.2, 19.2, 1.78, 1.67], [0.1, 0.1, 0.01, 0.01])
    found = stats.possible_counts(share, [151, 135, 2755, 2755])
    counts = np.array([29, 29, 46, 46])
    inside = (found.low <= counts) & (counts <= found.high)
    assert inside.tolist() == [True, False, False, True]
    assert stats.possible_counts(stats.printed_bounds(50, 1), [0, None]).reason.tolist() == [
        "the total 0 is not above 0", "the total is missing",
    ]  # fmt: skip


def test_silent_districts_widen_a_mean():
    """With one of four missing the mean moves by a quarter of the range (Manski 1989)."""
    found = stats.missing_bounds([0.9, None, 0.8, 1.0])
    assert (found.low, found.high) == pytest.approx((0.675, 0.925))
    assert (found.present, found.missing) == (3, 1)
    assert found.value == pytest.approx(0.9)


def test_nothing_missing_nothing_unknown():
    """A complete set has one mean; an all silent one has the whole range."""
    full = stats.missing_bounds([3.0, 5.0], highest=10, weight=[1, 3])
    assert full.low == full.high == full.value == 4.5
    none = stats.missing_bounds([None, None])
    assert (none.low, none.high) == (0, 1)
    assert np.isnan(none.value)
    assert stats.missing_bounds([]).reason == "there is no weight"


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=20), st.floats(0, 1)
)
def test_the_true_mean_is_inside(values, filled):
    """Whatever the silent districts have, the mean of all is within the bounds."""
    found = stats.missing_bounds(values)
    mean = np.mean([filled if v is None else v for v in values])
    assert found.low - 1e-12 <= mean <= found.high + 1e-12


def test_change_of_a_count_in_two_parts():
    """Volume and rate add up to the change and turn with the years (Kitagawa 1955)."""
    found = stats.decompose([10, 5, 1], [50, 10, 0], [21, 5, 1], [131, 10, 4])
    assert found.change[0] == 11
    assert found.volume[0] == pytest.approx(81 * (10 / 50 + 21 / 131) / 2)
    assert (found.volume + found.rate)[:2] == pytest.approx(found.change[:2])
    assert (found.volume[1], found.rate[1]) == (0, 0)
    assert found.reason[2] == "the total_before is zero"
    back = stats.decompose(21, 131, 10, 50)
    assert (back.volume, back.rate) == pytest.approx((-found.volume[0], -found.rate[0]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: stats.printed_bounds(1, 1, "circa"),
            "qualifier 'circa' is not one of exact, about, over, nearly, at_least, at_most",
        ),
        (lambda: stats.missing_bounds([2.0]), "value 2 is not between 0 and 1"),
        (
            lambda: stats.missing_bounds([0.5], weight=[-1]),
            "weight -1 is not a number from 0 on",
        ),
        (lambda: stats.missing_bounds([], lowest=2), "lowest 2 is above highest 1"),
    ],
)
def test_wrong_options_are_refused(call, message):
    """A refusal names what came and what is allowed."""
    with pytest.raises(StatisticsError) as refusal:
        call()
    assert str(refusal.value) == message
