"""A slope without one of its points, where almost all of the weight goes with the point."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.api import WLS, add_constant

from fadu import stats
from fadu.stats.slopes import fitted

POINTS = st.lists(
    st.tuples(st.floats(-5, 5), st.floats(0.1, 50), st.integers(1, 5)), min_size=4, max_size=9
)


@settings(max_examples=80)
@given(POINTS)
def test_slopes_without_a_point_are_fits_without_it(points):
    """Taking a point out of the sums gives the slope that a fit of the others has."""
    value, weight, step = np.array(points).T
    year = 2000 + np.cumsum(step)
    without = fitted(year, value, weight).without
    for i in range(len(year)):
        others = np.arange(len(year)) != i
        x = add_constant(year[others] - year.mean())
        theirs = WLS(value[others], x, weights=weight[others]).fit().params[1]
        np.testing.assert_allclose(without[i], theirs, rtol=1e-6, atol=1e-9)


def test_what_is_left_level_has_no_sign():
    """A year of 301 cases among years of one case: without it the rest is level, not falling."""
    year, count, total = np.arange(2018, 2023), [0, 1, 1, 1, 1], [301, 1, 1, 1, 1]
    one = stats.trend(year, count, total)
    other = stats.trend(year, np.subtract(total, count), total)
    assert (one.verdict, other.verdict) == ("rising", "falling")
