"""The register of laws; a new one is an entry here, or an entry point of another package."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import entry_points
from itertools import chain

from fadu.checks import (
    bases,
    changes,
    lookalikes,
    magnitude,
    ranges,
    rates,
    reports,
    scope,
    stocks,
    sums,
)
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
    Law(
        "rate-base",
        "没有印出分子的百分比，应是某个分母的整数件数。",
        "A percentage without a printed numerator is a whole number of cases over its base.",
        bases.rate_base,
    ),
    Law(
        "parts-total",
        "各部分合计等于总数，部分不多于总数。",
        "Parts add up to their total, and no part exceeds it.",
        sums.parts_total,
    ),
    Law(
        "above-intake",
        "成功数不多于受理数，除非含上年结转的案件。",
        "What succeeded does not exceed what was taken in, unless cases were carried over.",
        sums.above_intake,
    ),
    Law(
        "stock-flow",
        "年末存量等于上年存量加新增减废止失效。",
        "A stock is that of the year before, plus what came, less what went.",
        stocks.stock_flow,
    ),
    Law(
        "growth",
        "所印增减幅度与两年的数字相符。",
        "A printed change follows from the figures of both years.",
        changes.growth,
    ),
    Law(
        "growth-multiple",
        "增长N倍不等于是N倍。",
        "To grow by N times is not to be N times as large.",
        changes.growth_multiple,
    ),
    Law(
        "points-percent",
        "比例的变动以百分点计，不写作百分比。",
        "A share moves by percentage points, not by percent.",
        changes.points_percent,
    ),
    Law(
        "implied-value",
        "所印增减幅度和一年的数字推得另一年的数字。",
        "A printed change and the figure of one year imply that of the other.",
        changes.implied,
    ),
    Law(
        "reports-disagree",
        "同一数字在各来源中相同。",
        "One figure is the same in every report.",
        reports.reports_disagree,
    ),
    Law(
        "superseded",
        "被取代的数字仍在，采用哪一个有记录在案的决定。",
        "A figure that was superseded stays, and a recorded decision says which one is used.",
        reports.superseded,
    ),
    Law(
        "stale-decision",
        "决定所依据的印数没有改变。",
        "The printed values that a decision was made on have not changed.",
        reports.stale_decision,
    ),
    Law(
        "place-shifted",
        "一个地方的数字不会一年相差十倍。",
        "A figure is not ten times, nor a tenth of, the other years of its own series.",
        magnitude.place_shifted,
    ),
    Law(
        "digit-lost",
        "同一来源的收案数与结案数不相差数倍。",
        "What came in and what was completed in one year differ by no large factor.",
        magnitude.digit_lost,
    ),
    Law(
        "scope-change",
        "各部分不变时，总数不会突变。",
        "A total does not jump while its parts stand still.",
        scope.scope_change,
    ),
    Law(
        "look-alike",
        "一个序列里只有一个指标的数字。",
        "A series holds the figures of one indicator, not of a look-alike.",
        lookalikes.look_alike,
    ),
    Law(
        "range",
        "比例在0至100%之间，数量不小于零。",
        "A share lies between 0 and 100 percent, and a quantity is not below zero.",
        ranges.out_of_range,
    ),
)


_ADOPTED: list[Law] = []


def adopt(own: Mapping[str, Iterable[Law]]) -> None:
    """Hold figures to laws of one's own too; those adopted before are no longer held to.

    Parameters
    ----------
    own
        Where they come from → the laws.

    Raises
    ------
    RequestError
        A code that another law has; nothing is changed then.
    """
    brought = {origin: tuple(some) for origin, some in own.items()}
    codes = Counter(law.code for law in (*LAWS, *chain.from_iterable(brought.values())))
    for origin, some in brought.items():
        for law in some:
            if codes[law.code] > 1:
                raise RequestError(
                    f"{origin}: the code {law.code!r} is taken by another law; rename it"
                )
    _ADOPTED[:] = chain.from_iterable(brought.values())
    laws.cache_clear()


@cache
def laws() -> tuple[Law, ...]:
    """Return the laws of the package, those adopted, and those that other packages bring.

    Raises
    ------
    RequestError
        Two laws with one code.
    """
    brought = list(_ADOPTED)
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
