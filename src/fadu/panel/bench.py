"""What a national panel costs, against a raw Arrow read: ``python -m fadu.panel.bench DIR``.

Each line is measured in processes of its own, one after the other; libraries are imported
before the clock starts, and nothing is cached between two loads.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import fadu
from fadu.panel import store
from fadu.panel.columnar import FILE

INDICATOR = "review_concluded"
Work = Callable[[], Any]


def memory(name: str = "VmHWM") -> int:
    """Return the most memory that this process has held, in bytes; 0 where it is not known.

    Parameters
    ----------
    name
        VmHWM for the most so far, VmRSS for what is held now.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in lines if x.startswith(name)), 0)


def works(folder: Path, year: int) -> dict[str, Work]:
    """Return what is measured, by name: raw reads, and loads with one comparison.

    Parameters
    ----------
    folder
        A data folder with ``observations.parquet``.
    year
        Which year is compared.
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
        return fadu.compare(part, INDICATOR, year)

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


def measured(folder: Path, year: int, name: str, times: int) -> dict[str, Any]:
    """Return seconds and memory of one work, in this process.

    Parameters
    ----------
    folder, year, name
        As in `works`.
    times
        How often; the first is left out of the seconds.
    """
    fadu.compare(fadu.load(), INDICATOR, 2019)
    work = works(folder, year)[name]
    gc.collect()
    before, seconds, most = memory("VmRSS"), [], 0
    for number in range(times + 1):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
        most = max(most, memory() - before) if number == 0 else most
        size = found.nbytes if isinstance(found, pa.Table) else 0
        del found
    return {"seconds": seconds[1:], "peak": most, "arrow": size}


def table(folder: Path, year: int, times: int = 3, rounds: int = 2) -> str:
    """Return the measurements as a markdown table.

    Parameters
    ----------
    folder, year
        As in `works`.
    times, rounds
        Repeats in one process, and how many processes, in turn.
    """
    names = ["raw all", "raw one", "bundled", "load all", "all", "load one", "one", "compare"]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            found[name].append(_apart(folder, year, name, times))
    seconds = {
        name: statistics.median([s for run in runs for s in run["seconds"]])
        for name, runs in found.items()
    }
    held = {name: statistics.median([r["peak"] for r in runs]) for name, runs in found.items()}
    sizes = {name: found[name][0]["arrow"] for name in ("raw all", "raw one")}
    rows = [
        ("raw Arrow read, all rows", "raw all", "raw all"),
        ("load, all rows", "load all", "raw all"),
        ("load, all rows + select + compare", "all", "raw all"),
        ("load of one indicator + compare", "one", "raw all"),
        (f"raw Arrow read, {INDICATOR}", "raw one", "raw one"),
        ("load of one indicator", "load one", "raw one"),
        ("load of one indicator + compare", "one", "raw one"),
        ("of these: the bundled panel", "bundled", "raw one"),
        ("of these: select + compare", "compare", "raw one"),
    ]
    lines = [
        f"| what ({year}) | seconds | × raw read | peak MB | × Arrow table |",
        "|---|---:|---:|---:|---:|",
    ]
    for words, name, base in rows:
        ratio = seconds[name] / seconds[base]
        share = held[name] / sizes[base]
        lines.append(
            f"| {words} (raw: {base[4:]}) | {seconds[name]:.3f} | {ratio:.1f} "
            f"| {held[name] / 1e6:.0f} | {share:.1f} |"
        )
    return "\n".join(lines)


def _apart(folder: Path, year: int, name: str, times: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "fadu.panel.bench", str(folder), "--year", str(year),
               "--only", name, "--times", str(times)]  # fmt: skip
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main(given: list[str] | None = None) -> int:
    """Print the table of a data folder."""
    words = argparse.ArgumentParser(prog="python -m fadu.panel.bench", description=__doc__)
    words.add_argument("folder", type=Path, metavar="DIR")
    words.add_argument("--year", type=int, default=2023)
    words.add_argument("--times", type=int, default=3)
    words.add_argument("--only", help=argparse.SUPPRESS)
    asked = words.parse_args(given)
    if asked.only:
        found = measured(asked.folder, asked.year, asked.only, asked.times)
        sys.stdout.write(json.dumps(found))
        return 0
    sys.stdout.write(table(asked.folder, asked.year, asked.times) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
