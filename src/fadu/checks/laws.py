"""The register of laws; a new one is an entry here, or an entry point of another package."""

from collections import Counter
from functools import cache
from importlib.metadata import entry_points

from fadu.checks import rates
from fadu.checks.finding import Law
from fadu.errors import RequestError

ENTRY_POINTS = "fadu.checks"
"""Group of entry points; each names a `Law` or a sequence of them."""

LAWS: tuple[Law, ...] = (
    Law(
        "rate-counts",
        "比例等于同一来源所印件数之商。",
        "A printed rate is the quotient of the counts that the same source prints.",
        rates.rate_counts,
    ),
    Law(
        "rounding",
        "比例四舍五入到末位，既不截尾，也不一律进位。",
        "A printed rate is rounded to its last digit, neither cut off nor always raised.",
        rates.rounding,
    ),
)


@cache
def laws() -> tuple[Law, ...]:
    """Return the laws of the package and those that other packages bring.

    Raises
    ------
    RequestError
        Two laws with one code.
    """
    brought: list[Law] = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda p: p.name):
        found = point.load()
        brought += [found] if isinstance(found, Law) else list(found)
    every = (*LAWS, *brought)
    twice = [code for code, times in Counter(law.code for law in every).items() if times > 1]
    if twice:
        raise RequestError(
            f"two laws have the code {twice[0]!r}; rename the one of the entry point "
            f"group {ENTRY_POINTS}",
        )
    return every
