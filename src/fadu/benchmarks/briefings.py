"""Briefings a minute: one worker of `fadu brief`, the stock tools, and the floor, in one run.

Stock is what is done without this package: papermill runs the notebook, nbconvert writes a page
without code, and Chromium prints it.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from fadu.benchmarks.commands import FADU, PYTHON, Ran, run
from fadu.benchmarks.lists import richest, write_sets
from fadu.benchmarks.tables import markdown, seconds, times
from fadu.errors import BuildError
from fadu.files import bundled

NOTEBOOK = "district_profile"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
Sets = list[dict[str, str]]


@dataclass(frozen=True)
class Each:
    """What one briefing takes, by the clock and of processor time; and the start before it.

    Parameters
    ----------
    seconds, cpu, start
        In seconds.
    """

    seconds: float
    cpu: float
    start: float = 0.0


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        One briefing of each, and no claim.
    """
    number = 1 if quick else 8
    first, *sets = richest(number + 1)
    with tempfile.TemporaryDirectory(prefix="fadu-benchmark-") as name:
        folder = Path(name)
        stock = _stock(sets[: 1 if quick else 3], folder)
        alone = [_engine([first], folder), _engine([first, *sets], folder)]
        floor = _floor([first, *sets], folder)
    engine = warm_rate(*alone)
    yield _table(number, {"stock": stock, "fadu": engine, "floor": floor}, len(sets[:3]))


def warm_rate(one: Ran, all_: Ran) -> Each:
    """Return what each further briefing of a batch takes, and the start.

    Parameters
    ----------
    one
        A batch of its first briefing alone.
    all_
        The batch.
    """
    number = len(all_.stamps) - 1
    took = (all_.stamps[-1] - all_.stamps[0]) / number
    return Each(took, (all_.cpu - one.cpu) / number, all_.stamps[0] - took)


def _table(number: int, found: dict[str, Each], stock: int) -> str:
    words = {
        "stock": "papermill + nbconvert + Chromium, each anew",
        "fadu": "`fadu brief --jobs 1`, a briefing of a batch",
        "floor": "floor: the cells as a plain loop, and Typst",
    }
    base, floor = found["stock"], found["floor"]
    rows = [
        (
            words[name], f"{60 / each.seconds:.0f}", seconds(each.seconds), seconds(each.cpu),
            times(base.seconds / each.seconds), times(base.cpu / each.cpu),
            times(each.seconds / floor.seconds), times(each.cpu / floor.cpu),
        )
        for name, each in found.items()
    ]  # fmt: skip
    columns = ("what", "a minute", "seconds", "processor", "× stock", "by processor",
               "× floor", "by processor")  # fmt: skip
    note = (
        f"`{NOTEBOOK}` of the {number} districts with most figures after the first, 2019 to "
        f"2024 (stock: of {stock} of them). Not in it: the start of a batch, "
        f"{seconds(found['fadu'].start)} seconds once."
    )
    return markdown(columns, rows, note)


def _engine(sets: Sets, folder: Path) -> Ran:
    listed = write_sets(folder / "sets.csv", sets)
    out = folder / f"out-{len(sets)}"
    return run([*FADU, "brief", NOTEBOOK, "--sets", str(listed), "--out", str(out)], cwd=folder)


def _floor(sets: Sets, folder: Path) -> Each:
    listed = write_sets(folder / "sets.csv", sets)
    ran = run([*PYTHON, "-m", "fadu.benchmarks.floor", str(listed), str(folder / "floor")])
    took = [json.loads(line) for line in ran.lines][1:]
    return Each(fmean(t["seconds"] for t in took), fmean(t["cpu"] for t in took))


def _stock(sets: Sets, folder: Path) -> Each:
    ran = [step for given in sets for step in map(run, _steps(given, folder))]
    return Each(sum(r.seconds for r in ran) / len(sets), sum(r.cpu for r in ran) / len(sets))


def _steps(given: dict[str, str], folder: Path) -> Iterator[Sequence[str]]:
    source = bundled("notebooks") / f"{NOTEBOOK}.ipynb"
    made, shown = folder / "stock.ipynb", folder / "stock.html"
    values = [word for name, value in given.items() for word in ("-r", name, value)]
    yield [*PYTHON, "-m", "papermill", str(source), str(made), *values, "--no-progress-bar",
           "-k", "python3"]  # fmt: skip
    yield [*PYTHON, "-m", "nbconvert", "--to", "html", "--no-input", str(made)]
    yield [_browser(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
           f"--print-to-pdf={folder / 'stock.pdf'}", shown.as_uri()]  # fmt: skip


def _browser() -> str:
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise BuildError(f"none of {', '.join(_BROWSERS)} is on the path; install Chromium")
    return found
