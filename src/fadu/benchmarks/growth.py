"""From 10 to 300 briefings: whether the three hundredth takes longer than the tenth."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from fadu.benchmarks.commands import FADU, Ran, run
from fadu.benchmarks.lists import mixed, write_sets
from fadu.benchmarks.tables import markdown, megabytes, seconds

NUMBERS = (10, 30, 100, 300)
COLUMNS = ("briefings", "seconds", "start", "each", "processor, each", "peak MB",
           "again, nothing to do")  # fmt: skip


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        Batches of 2 and 4.
    """
    numbers = (2, 4) if quick else NUMBERS
    with tempfile.TemporaryDirectory(prefix="fadu-benchmark-") as name:
        rows = [batch(mixed(number), Path(name)) for number in numbers]
    yield markdown(
        COLUMNS,
        rows,
        "`district_profile` for places of the bundled panel in an order of chance, all their "
        "years, one worker; `each` leaves out the start. Memory is the sum of all processes' "
        "shares (PSS). The last column is the same command again, seconds in all.",
    )


def batch(sets: list[dict[str, str]], folder: Path, *more: str) -> tuple[str, ...]:
    """Build a batch with one worker, twice, and return its row of the table.

    Parameters
    ----------
    sets
        Parameters of at least two briefings.
    folder
        For the list and the output.
    more
        Further words of the command.
    """
    number = len(sets)
    listed = write_sets(folder / f"{number}.csv", sets)
    out = str(folder / f"{number}")
    words = [*FADU, "brief", "district_profile", "--sets", str(listed), "--out", out, *more]
    first: Ran = run(words, weigh=True, cwd=folder)
    again = run(words, cwd=folder)
    each = (first.stamps[-1] - first.stamps[0]) / (number - 1)
    return (
        str(number), seconds(first.seconds), seconds(first.stamps[0] - each), seconds(each),
        seconds(first.cpu / number), megabytes(first.peak), seconds(again.seconds),
    )  # fmt: skip
