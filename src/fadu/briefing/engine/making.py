"""From a notebook and its parameters to a page ready for Typst, in one forked child."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import nbformat
import papermill
from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import CellExecutionError, DeadKernelError
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from fadu.briefing.engine.again import Greeting
from fadu.briefing.engine.cells import Runner
from fadu.briefing.engine.jobs import BriefingJob, Failed, Made, Started
from fadu.briefing.engine.opened import Opened
from fadu.briefing.exporter import notebook_page
from fadu.briefing.shows import shown
from fadu.briefing.typeset import typeset
from fadu.briefing.usage import Ledger
from fadu.errors import FaduError
from fadu.panel import load
from fadu.panel.seen import recorded

HERE = "fadu-here"  # the engine's name inside a child
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_TIMES = ("start_time", "end_time", "duration", "input_path", "output_path")


class Here(Engine):
    """Runs a notebook in the kernel of this very process."""

    kernel: ClassVar[IPythonKernel]
    say: ClassVar[Callable[[object], None]]

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Run all cells; papermill's managed notebook keeps account."""
        del kernel_name, kwargs
        runner = Runner(nb_man.nb, cls.kernel, {})
        for index, cell in enumerate(nb_man.nb.cells):
            cls.say(Started(index))
            nb_man.cell_start(cell, index)
            try:
                runner.run_cell(cell, index)
            except CellExecutionError as error:
                nb_man.cell_exception(cell, index, exception=error)
                break
            finally:
                nb_man.cell_complete(cell, index)
        runner.finish()


def make(
    job: BriefingJob, kernel: IPythonKernel, say: Callable[[object], None], greeting: Greeting
) -> Made | Failed:
    """Run a briefing's notebook and set its page.

    Parameters
    ----------
    job
        What is asked for.
    kernel
        Of this process.
    say
        Takes the beginning of each cell.
    greeting
        Of this process; what follows the run does not count as the notebook's own imports.
    """
    begun = time.perf_counter()
    own = [Path(job.data)] if job.data else []
    opened = Opened(own)
    opened.start()
    try:
        with recorded() as looked:
            book = _executed(job, kernel, say)
        files = opened.files()
        ran = time.perf_counter()
        with greeting.unnoticed():
            shown_page = notebook_page(book, job.name)
            typesetting = typeset(shown_page, job.house)
    except PapermillExecutionError as error:
        said = _ESCAPES.sub("", f"{error.ename}: {error.evalue}").strip().splitlines()[0]
        return Failed(said, error.exec_count)
    except DeadKernelError:
        return Failed("the notebook ended its own kernel", kind="killed")
    except FaduError as error:
        return Failed(str(error), kind="page")
    paged = time.perf_counter()
    panel = load(job.data or None)
    used = ledger(job.data, panel.digest).usage(looked, files)
    told = shown(shown_page, panel.codebook, str(job.parameters.get("district", "")))
    seconds = {
        "cells": ran - begun,
        "page": paged - ran,
        "account": time.perf_counter() - paged,
        **{f"cell {n}": seconds for n, seconds in _durations(book)},
    }
    return Made(typesetting, _written(book), used, told, seconds)


@lru_cache(maxsize=1)
def ledger(data: str, digest: str) -> Ledger:
    """Return the ledger of the panel of `data`, whose state is `digest`."""
    del digest
    return Ledger(load(data or None))


def _durations(book: nbformat.NotebookNode) -> Iterator[tuple[int, float]]:
    for number, cell in enumerate(book.cells):
        if cell.cell_type == "code":
            yield number, cell.metadata.papermill.get("duration") or 0.0


def _executed(
    job: BriefingJob, kernel: IPythonKernel, say: Callable[[object], None]
) -> nbformat.NotebookNode:
    logging.getLogger("papermill").setLevel(logging.ERROR)
    Here.kernel, Here.say = kernel, staticmethod(say)
    papermill_engines.register(HERE, Here)
    return papermill.execute_notebook(
        nbformat.reads(job.notebook, as_version=4),
        None,
        parameters=dict(job.parameters),
        engine_name=HERE,
        kernel_name="python3",
        progress_bar=False,
    )


def _written(book: nbformat.NotebookNode) -> str:
    """Return the notebook as JSON without times, paths and chance: same input, same bytes."""
    for keeper in (book, *book.cells):
        kept = keeper.metadata.get("papermill", {})
        for name in _TIMES:
            kept.pop(name, None)
        keeper.metadata.pop("execution", None)
    for number, cell in enumerate(book.cells):
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-parameters-{number}"
    return str(nbformat.writes(book))
