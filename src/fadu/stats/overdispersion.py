"""How much more districts differ than chance lets them: phi and tau squared."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from fadu.stats.rows import FloatArray

Screen: TypeAlias = Literal["winsorise", "trim"]
SHARE = 0.1
"""Share of the z-scores at each end that is screened (Spiegelhalter 2005)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What a set of z-scores says about overdispersion.

    Attributes
    ----------
    phi
        Mean square of the screened z-scores.
    tau2
        Variance between districts (DerSimonian-Laird), on the scale of the standard errors.
    """

    phi: float
    tau2: float


def spread(z: FloatArray, variance: FloatArray, screen: Screen = "winsorise") -> Spread:
    """Measure overdispersion.

    Parameters
    ----------
    z
        Scores of the valid rows about the target.
    variance
        Their squared standard errors under the target.
    screen
        ``winsorise`` pulls the outer tenths to numpy's default quantiles, ``trim`` drops them.

    Returns
    -------
    Spread
        Zeros where there is no row or no variance; tau2 is 0 for one row alone.

    References
    ----------
    Spiegelhalter 2005, Quality and Safety in Health Care 14:347; Spiegelhalter et al. 2012,
    Journal of the Royal Statistical Society A 175:1; DerSimonian & Laird 1986.
    """
    if not z.size or not np.all(variance > 0):
        return Spread(0.0, 0.0)
    low, high = np.quantile(z, [SHARE, 1 - SHARE])
    kept = (z >= low) & (z <= high) if screen == "trim" else np.ones(z.shape, dtype=np.bool_)
    held, weight = np.clip(z, low, high)[kept], 1 / variance[kept]
    phi = float(np.mean(held**2))
    k, total = len(held), weight.sum()
    room = total - (weight**2).sum() / total
    tau2 = (k * phi - (k - 1)) / room if k > 1 and room > 0 else 0.0
    return Spread(phi, max(0.0, float(tau2)))
