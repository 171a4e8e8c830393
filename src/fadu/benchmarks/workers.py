"""One worker and two: what the second saves in time and costs in memory."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from fadu.benchmarks.commands import FADU, Ran, run
from fadu.benchmarks.lists import richest, write_sets
from fadu.benchmarks.tables import markdown, megabytes, seconds, times

JOBS = (1, 2)


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        Few briefings.
    """
    number = 4 if quick else 24
    with tempfile.TemporaryDirectory(prefix="fadu-benchmark-") as name:
        folder = Path(name)
        listed = write_sets(folder / "sets.csv", richest(number))
        weighed = {jobs: _batch(listed, folder, jobs, weigh=True) for jobs in JOBS}
        timed = weighed if quick else {j: _batch(listed, folder, j, weigh=False) for j in JOBS}
    rates = {jobs: _each(ran, jobs) for jobs, ran in timed.items()}
    rows = [
        (
            str(jobs), f"{60 / rates[jobs]:.0f}", seconds(rates[jobs]),
            times(rates[1] / rates[jobs]), megabytes(weighed[jobs].peak),
            megabytes((weighed[jobs].peak - weighed[1].peak) / max(1, jobs - 1)),
        )
        for jobs in JOBS
    ]  # fmt: skip
    yield markdown(
        ("workers", "a minute", "seconds", "× one", "peak MB", "MB each further"),
        rows,
        f"`district_profile` of the {number} districts with most figures; the start is not in "
        "it. Memory is the sum of all processes' shares (PSS) where it was highest.",
    )


def _batch(listed: Path, folder: Path, jobs: int, *, weigh: bool) -> Ran:
    out = folder / f"out-{jobs}-{weigh}"
    words = ["brief", "district_profile", "--sets", str(listed), "--out", str(out)]
    return run([*FADU, *words, "--jobs", str(jobs)], weigh=weigh, cwd=folder)


def _each(ran: Ran, jobs: int) -> float:
    """Return seconds for each briefing from the first round of workers on."""
    return (ran.stamps[-1] - ran.stamps[jobs - 1]) / (len(ran.stamps) - jobs)
