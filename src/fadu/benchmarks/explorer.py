"""How long the explorer takes from a choice to the picture."""

import time
from collections.abc import Iterator
from itertools import islice
from statistics import median

from fadu.benchmarks.tables import markdown
from fadu.lab.explorer import Explorer, explore
from fadu.panel import load

LIMIT = 300.0
"""Milliseconds from a choice to the picture."""


def choices(explorer: Explorer) -> Iterator[tuple[str, float]]:
    """Make every choice of indicator, then of place, years and tier; yield each with its time."""
    for _, name in list(explorer.indicator.options):
        yield f"indicator {name}", _timed(explorer.indicator, name)
        codes = [code for _, code in explorer.places.options]
        yield f"places of {name}", _timed(explorer.places, tuple(codes[:6]))
        first, last = explorer.years.value
        yield f"years of {name}", _timed(explorer.years, ((first + last) // 2, last))
    yield "tier", _timed(explorer.tier, "official")


def _timed(widget: object, value: object) -> float:
    begun = time.perf_counter()
    widget.value = value  # type: ignore[attr-defined]  # widgets are untyped
    return 1000 * (time.perf_counter() - begun)


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        The first choices alone.
    """
    begun = time.perf_counter()
    explorer = explore(load())
    opened = 1000 * (time.perf_counter() - begun)
    found = list(islice(choices(explorer), 6 if quick else None))
    times = sorted(t for _, t in found)
    high = times[int(0.95 * (len(times) - 1))]
    rows = [
        ("opened", opened),
        ("a choice, median", median(times)),
        (f"95 % of choices below (limit {LIMIT:.0f})", high),
        ("slowest choice", times[-1]),
    ]
    yield markdown(
        ("explorer", "milliseconds"),
        [(words, f"{t:.0f}") for words, t in rows],
        f"{len(found)} choices of indicator, places, years and tier, one after the other.",
    )
