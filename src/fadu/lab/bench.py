"""``python -m fadu.lab.bench``: how long the explorer takes from a choice to the picture."""

import sys
import time
from collections.abc import Iterator
from statistics import median

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


def main() -> int:
    """Print the median, the 95th percentile and the slowest choice; return 1 above the limit."""
    begun = time.perf_counter()
    explorer = explore(load())
    opened = 1000 * (time.perf_counter() - begun)
    found = sorted(choices(explorer), key=lambda item: item[1])
    times = [t for _, t in found]
    high = times[int(0.95 * (len(times) - 1))]
    sys.stdout.write(
        f"opened in {opened:.0f} ms; {len(times)} choices: median {median(times):.0f} ms, "
        f"95 % below {high:.0f} ms, slowest {times[-1]:.0f} ms ({found[-1][0]})\n"
    )
    return int(high > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
