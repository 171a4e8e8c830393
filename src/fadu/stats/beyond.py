"""Could a funnel have shown it: the values that lie beyond its limits with the wanted power."""

from collections.abc import Callable

import numpy as np
from scipy import optimize, stats

from fadu.stats.funnel import Funnel, funnel_curve
from fadu.stats.options import positive, result, share


def beyond_limits(
    funnel: Funnel, total: float, *, power: float = 0.8, column: int = 0
) -> tuple[float, float]:
    """Return the values nearest to the target that a funnel would show beyond its limits.

    Parameters
    ----------
    funnel
        A result.
    total
        Total or exposure of the district that is thought of, such as the median.
    power
        Chance that its count, binomial or Poisson, falls beyond the limits.
    column
        Which of the funnel's levels.

    Returns
    -------
    tuple of float
        Below and above the target, in shares or events per exposure; NaN where no value is
        shown with that power.

    Raises
    ------
    StatisticsError
        For a total that is not above 0 or a power outside (0, 1).
    """
    funnel = result("funnel", funnel, Funnel, "funnel")
    wanted, size = share("power", power), positive("total", total)
    curve = funnel_curve(funnel, [size])
    n = float(curve.total[0])
    low, high = float(curve.low[0, column]) * n, float(curve.high[0, column]) * n
    proportion = funnel.treatment.kind == "proportion"
    most = n if curve.full[0, column] else np.floor(high)
    top = 1.0 if proportion else 10 * (max(funnel.target * n, high) + 10) / n

    def tail(value: float, beyond: str) -> float:
        law = stats.binom(n, value) if proportion else stats.poisson(n * value)
        chance = law.sf(most) if beyond == "above" else law.cdf(np.ceil(low) - 1)
        return float(chance) - wanted

    return (
        _root(lambda value: tail(value, "below"), 0.0, funnel.target),
        _root(lambda value: tail(value, "above"), funnel.target, top),
    )


def _root(gap: Callable[[float], float], low: float, high: float) -> float:
    if not np.isfinite(low + high) or gap(low) * gap(high) > 0:
        return float("nan")
    return float(optimize.brentq(gap, low, high))
