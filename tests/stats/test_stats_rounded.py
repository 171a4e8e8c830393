"""Intervals of counts that were printed rounded."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu import stats
from fadu.errors import StatisticsError

FULL = stats.printed_bounds([24000.0, 5.0], 0.0)
IN_WAN = stats.printed_bounds(24000.0, 1000.0)
OF_WAN = stats.printed_bounds(225000.0, 1000.0)


def test_rounding_alone_lies_within_the_interval():
    """2.4万 of 22.5万 is 10.4 to 10.9 % by rounding alone; chance comes on top of that."""
    found = stats.printed_proportion(24000, 225000, IN_WAN, OF_WAN)
    assert found.value == 24000 / 225000
    assert found.low < stats.proportion(23500, 226000).value < 23500 / 225500
    assert found.high > 24500 / 224500
    assert found.low == stats.proportion(23500, 226000).low
    assert found.high == stats.proportion(25000, 224500).high
    assert found.method == "wilson, over what the print allows"


def test_figures_printed_in_full_have_the_plain_interval_to_the_bit():
    """Without a rounded figure nothing is wider, and the method keeps its name."""
    plain = stats.proportion([24000, 5], [225000, 5])
    found = stats.printed_proportion(
        [24000, 5], [225000, 5], FULL, stats.printed_bounds([225000.0, 5.0], 0.0)
    )
    assert (found.low == plain.low).all()
    assert (found.high == plain.high).all()
    assert found.method == plain.method == "wilson"
    per = stats.printed_rate([24000, 5], 1e6, FULL, per=1e5)
    assert (per.high == stats.rate([24000, 5], 1e6, per=1e5).high).all()
    assert per.method.tolist() == ["byar", "exact"]


@given(
    count=st.integers(1, 400),
    more=st.integers(0, 400),
    step=st.sampled_from([0, 10, 100]),
    method=st.sampled_from(["wilson", "exact", "jeffreys"]),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_the_interval_holds_that_of_every_count_that_prints_so(count, more, step, method, at):
    """Whichever counts stand behind the print, their own interval lies within."""
    total = count + more
    ends = [stats.printed_bounds(float(v), float(step)) for v in (count, total)]
    found = stats.printed_proportion(count, total, *ends, method=method)
    c, n = (
        round(max(b.low, 0) + share * (b.high - max(b.low, 0)))
        for b, share in zip(ends, at, strict=True)
    )
    own = stats.proportion(c, n, method=method)
    if not own.reason:
        assert found.low <= own.low + 1e-12
        assert found.high >= own.high - 1e-12
    events = stats.rate(c, 7.0)
    per = stats.printed_rate(count, 7.0, ends[0])
    assert per.low <= events.low + 1e-9
    assert per.high >= events.high - 1e-9


def test_a_bound_without_end_has_no_interval():
    """More than 24,000 of 225,000: no limit above, so none is given, and why."""
    over = stats.printed_bounds(24000.0, 1000.0, "over")
    for found in (
        stats.printed_proportion(24000, 225000, over, OF_WAN),
        stats.printed_rate(24000, 10.0, over),
    ):
        assert np.isnan(found.low)
        assert np.isnan(found.high)
        assert found.reason == "the print sets no end to a figure"


def test_slack_widens_rank_sets_and_none_leaves_them():
    """Two values five errors apart have one rank each, and both with a slack of their gap."""
    sure = stats.rank_sets([0.0, 5.0], [0.5, 0.5], slack=0.0)
    assert (sure.low == stats.rank_sets([0.0, 5.0], [0.5, 0.5]).low).all()
    assert sure.low.tolist() == [2, 1]
    loose = stats.rank_sets([0.0, 5.0], [0.5, 0.5], slack=[2.0, 2.0])
    assert (loose.low.tolist(), loose.high.tolist()) == ([1, 1], [2, 2])
    with pytest.raises(StatisticsError, match="slack -1 is not a number from 0"):
        stats.rank_sets([0.0, 5.0], [0.5, 0.5], slack=-1)
