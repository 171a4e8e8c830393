"""What a national panel costs, against a raw Arrow read of the same columns.

Each line is measured in processes of its own, one after the other; libraries are imported
before the clock starts, and nothing is cached between two loads.
"""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import fadu
from fadu.benchmarks.commands import PYTHON, run
from fadu.benchmarks.growth import COLUMNS, batch
from fadu.benchmarks.lists import YEARS
from fadu.benchmarks.machine import held
from fadu.benchmarks.tables import markdown, megabytes
from fadu.benchmarks.tables import seconds as shown
from fadu.benchmarks.tables import times as ratio
from fadu.panel import store
from fadu.panel.columnar import FILE
from fadu.panel.folders import SIMULATED
from fadu.panel.invented import TITLE
from fadu.panel.national import Size, write_national

INDICATOR = "review_concluded"
YEAR = 2023
NAMES = ("raw all", "raw one", "bundled", "load all", "all", "load one", "one", "compare")
ROWS = (
    ("raw Arrow read, all rows", "raw all", "raw all"),
    ("load, all rows", "load all", "raw all"),
    ("load, all rows + select + compare", "all", "raw all"),
    ("load of one indicator + compare, against all rows", "one", "raw all"),
    ("raw Arrow read, one indicator", "raw one", "raw one"),
    ("load of one indicator", "load one", "raw one"),
    ("load of one indicator + compare", "one", "raw one"),
    ("of these: the bundled panel", "bundled", "raw one"),
    ("of these: select + compare", "compare", "raw one"),
)
"""In words; what is measured; what it is measured by."""
Work = Callable[[], Any]


def works(folder: Path) -> dict[str, Work]:
    """Return what is measured, by name: raw reads, and loads with one comparison.

    Parameters
    ----------
    folder
        A data folder with ``observations.parquet``.
    """
    path = folder / FILE
    one = [("indicator", "=", INDICATOR)]

    def load(**wanted: object) -> Any:
        store._loaded.cache_clear()  # noqa: SLF001 - what a new process would do
        return fadu.load(folder, **wanted)

    def bundled() -> Any:
        store._loaded.cache_clear()  # noqa: SLF001
        return fadu.load()

    @lru_cache
    def warm() -> Any:
        return fadu.load(folder, indicators=INDICATOR)

    def compared(panel: Any) -> Any:
        part = panel.select(indicators=INDICATOR)
        return panel, fadu.compare(part, INDICATOR, YEAR)  # freed outside the clock, as others

    return {
        "raw all": lambda: pq.read_table(path),
        "raw one": lambda: pq.read_table(path, filters=one),
        "bundled": bundled,
        "load all": load,
        "all": lambda: compared(load()),
        "load one": lambda: load(indicators=INDICATOR),
        "one": lambda: compared(load(indicators=INDICATOR)),
        "compare": lambda: compared(warm()),
    }


def measured(folder: Path, name: str, times: int) -> dict[str, Any]:
    """Return seconds and memory of one work, in this process.

    Parameters
    ----------
    folder, name
        As in `works`.
    times
        How often; the first is left out of the seconds.
    """
    fadu.compare(fadu.load(), INDICATOR, 2019)
    work = works(folder)[name]
    gc.collect()
    before, seconds, most = held(name="VmRSS"), [], 0
    for number in range(times + 1):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
        most = max(most, held() - before) if number == 0 else most
        size = found.nbytes if isinstance(found, pa.Table) else 0
        del found
    return {"seconds": seconds[1:], "peak": most, "arrow": size}


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table of a simulated panel.

    Parameters
    ----------
    quick
        Of a small one.
    """
    size = Size(60, 4, 12) if quick else Size()
    with tempfile.TemporaryDirectory(prefix="fadu-benchmark-") as name:
        folder = Path(name) / SIMULATED
        count = write_national(folder, size)
        note = (
            f"{TITLE}: {count:,} figures of {size.districts:,} districts, {size.years} years and "
            f"{size.indicators} indicators, seed {size.seed}; compared is {INDICATOR} of {YEAR}. "
            "Memory is what a process holds above what it held before."
        )
        yield table(folder, *((1, 1) if quick else (3, 2)), note=note)
        yield _batches(folder, 2 if quick else 12)


def _batches(folder: Path, number: int) -> str:
    """Return what a batch takes whose places stand beside all others of the nation."""
    codes = sorted(
        set(pq.read_table(folder / FILE, columns=["district"])["district"].to_pylist())
    )
    sets = [{"district": code, "years": YEARS} for code in codes[:number]]
    return markdown(
        COLUMNS,
        [batch(sets, folder.parent, "--data", str(folder))],
        f"`district_profile` of {number} places of the simulated panel, {YEARS}, one worker; each "
        "page shows more than one of the bundled panel, which knows fewer indicators.",
    )


def table(folder: Path, times: int = 3, rounds: int = 2, note: str = "") -> str:
    """Return the measurements as a table.

    Parameters
    ----------
    folder
        As in `works`.
    times, rounds
        Repeats in one process, and how many processes, in turn.
    note
        A sentence below.
    """
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
    for _ in range(rounds):
        for name in NAMES:
            found[name].append(_apart(folder, name, times))
    seconds = {
        n: median(s for run in runs for s in run["seconds"]) for n, runs in found.items()
    }
    peaks = {name: median(run["peak"] for run in runs) for name, runs in found.items()}
    sizes = {name: found[name][0]["arrow"] for name in ("raw all", "raw one")}
    return markdown(
        ("simulated panel", "seconds", "× raw read", "peak MB", "× Arrow table"),
        [
            (
                words, shown(seconds[name]), ratio(seconds[name] / seconds[base]),
                megabytes(peaks[name]), ratio(peaks[name] / sizes[base]),
            )
            for words, name, base in ROWS
        ],
        note,
    )  # fmt: skip


def _apart(folder: Path, name: str, times: int) -> dict[str, Any]:
    words = [*PYTHON, "-m", "fadu.benchmarks.national", str(folder), name, str(times)]
    answer: dict[str, Any] = json.loads(run(words).lines[-1])
    return answer


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
