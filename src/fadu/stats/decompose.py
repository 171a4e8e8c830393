"""A change in a count split into volume and rate."""

from dataclasses import dataclass

import numpy as np

from fadu.stats.frozen import Result
from fadu.stats.rows import FloatArray, TextArray, Values, aligned, pair_rules, reasons, settled


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition(Result):
    """Changes in counts and their two parts, one for each row.

    Attributes
    ----------
    change
        Count after minus count before: the sum of `volume` and `rate`.
    volume
        What the change in the totals did, at the mean of both rates.
    rate
        What the change in the rates did, at the mean of both totals.
    method
        Name of the split.
    reason
        Why a row has no numbers; empty where it has.
    """

    change: FloatArray
    volume: FloatArray
    rate: FloatArray
    method: str
    reason: TextArray


def decompose(
    count_before: Values, total_before: Values, count_after: Values, total_after: Values
) -> Decomposition:
    """Split a change in a count: because more cases came in, or because more of them counted.

    Parameters
    ----------
    count_before, total_before, count_after, total_after
        Whole numbers with 0 <= count <= total, such as corrected and concluded cases of two
        years; shapes broadcast.

    Returns
    -------
    Decomposition
        In cases; turning the two years round turns all signs and nothing else.

    Raises
    ------
    StatisticsError
        For unfit shapes or text.

    References
    ----------
    Kitagawa 1955, Journal of the American Statistical Association 50:1168.
    """
    names = ("count_before", "total_before", "count_after", "total_after")
    given = (count_before, total_before, count_after, total_after)
    rows = aligned(**dict(zip(names, given, strict=True)))
    rules = pair_rules(rows[0], rows[1], (names[0], names[1]))
    rules += pair_rules(rows[2], rows[3], (names[2], names[3]))
    reason = reasons(rules, dict(zip(names, rows, strict=True)))
    fine = reason == ""
    c0, n0, c1, n1 = (np.rint(np.where(fine, row, 1.0)) for row in rows)
    volume = (n1 - n0) * (c0 / n0 + c1 / n1) / 2
    rate = (c1 / n1 - c0 / n0) * (n0 + n1) / 2
    change, volume, rate = (
        settled(np.where(fine, part, np.nan)) for part in (c1 - c0, volume, rate)
    )
    return Decomposition(change, volume, rate, "symmetric split (Kitagawa)", settled(reason))
