"""Where the time of one briefing goes: of the flagship, in a batch that is warm."""

import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import fmean

from fadu.benchmarks.lists import richest
from fadu.benchmarks.tables import markdown
from fadu.briefing.account import Account
from fadu.briefing.house import House
from fadu.briefing.line import Line
from fadu.briefing.notebooks import Notebook, find_notebook
from fadu.briefing.outcome import Outcome
from fadu.briefing.plan import Planner
from fadu.briefing.requests import requests
from fadu.errors import BuildError
from fadu.panel import load

NOTEBOOK = "district_profile"


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        Two briefings.
    """
    notebook, panel = find_notebook(NOTEBOOK), load()
    wanted = requests(notebook, richest(2 if quick else 13), panel)
    with tempfile.TemporaryDirectory(prefix="fadu-benchmark-") as name:
        out = Path(name)
        planned = Planner(panel, House(), out).plan(wanted, {})
        with Account(out) as account, Line() as line:
            took = [_parts(o, account, notebook) for o in line.results(planned)][1:]
    names = dict.fromkeys(part for parts in took for part in parts)
    means = {part: fmean(parts.get(part, 0.0) for parts in took) for part in names}
    whole = sum(means.values())
    rows = [(part, f"{1000 * t:.0f}", f"{100 * t / whole:.0f} %") for part, t in means.items()]
    yield markdown(
        ("part", "milliseconds", "share"),
        [*rows, ("**whole**", f"{1000 * whole:.0f}", "100 %")],
        f"`{NOTEBOOK}`, means of the {len(took)} districts with most figures after the first, "
        "2019 to 2024, one after the other.",
    )


def _parts(outcome: Outcome, account: Account, notebook: Notebook) -> Mapping[str, float]:
    """Write a briefing and return the seconds of each part, in the order of work."""
    if outcome.built is None:
        raise BuildError(f"{outcome.item.request.stem}: {outcome.message}")
    begun = time.perf_counter()
    account.keep(outcome)
    stages = dict(outcome.built.stages)
    cells = {name: stages.pop(name) for name in list(stages) if name.startswith("cell ")}
    known = {
        "process of its own, shell, papermill's account": stages["cells"] - sum(cells.values())
    }
    known |= {_words(notebook, int(name[5:])): t for name, t in cells.items()}
    known["page: outputs to what Typst reads"] = stages["page"]
    known["account of the figures it rests on"] = stages["account"]
    known["PDF: Typst, and the pipes"] = stages["print"]
    known["files and manifest written"] = time.perf_counter() - begun
    return known


def _words(notebook: Notebook, number: int) -> str:
    """Return the last line of a cell of the notebook as it runs, parameters inserted."""
    cells = json.loads(notebook.text)["cells"]
    tags = [set(cell["metadata"].get("tags", [])) for cell in cells]
    inserted = next((n for n, t in enumerate(tags) if "parameters" in t), len(cells)) + 1
    if number >= inserted:
        number -= 1
    if number < inserted:
        return "cells of parameters"
    lines = "".join(cells[number]["source"]).splitlines()
    return f"cell `{lines[-1]}`"
