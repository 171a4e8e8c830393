"""From a notebook and its parameters to a page ready for Typst, in one forked child."""

import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
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
from fadu.briefing.executed import written
from fadu.briefing.exporter import notebook_page
from fadu.briefing.shows import shown
from fadu.briefing.typeset import typeset
from fadu.briefing.usage import UNKNOWN, Ledger, Usage
from fadu.errors import FaduError
from fadu.panel import load, state
from fadu.panel.seen import Record, recorded

HERE = "fadu-here"  # the engine's name inside a child
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


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
            cls.say(started(index, cell, cls.kernel))
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
    before = _state_of(job.data)
    opened = Opened([Path(job.data)] if job.data else [])
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
        return Failed(said, error.exec_count, index=error.cell_index)
    except DeadKernelError:
        return Failed("the notebook ended its own kernel", kind="killed")
    except FaduError as error:
        return Failed(str(error), kind="page")
    paged = time.perf_counter()
    used = _used(job.data, before, looked, files)
    told = shown(shown_page, load(job.data or None), job.parameters)
    seconds = {
        "cells": ran - begun,
        "page": paged - ran,
        "account": time.perf_counter() - paged,
        **{f"cell {n}": seconds for n, seconds in _durations(book)},
    }
    return Made(typesetting, written(book), used, told, seconds)


def _state_of(data: str) -> tuple[object, ...]:
    """Return which state of the panel there is; nothing where there is none."""
    try:
        return state(data)
    except FaduError:
        return ()


def _used(
    data: str, before: tuple[object, ...], looked: Record, files: Mapping[str, str]
) -> Usage:
    """Return what a run rests on; of a panel that was replaced meanwhile, that is not known."""
    now = ledger(data, before)
    if _state_of(data) != before:
        return Usage((), {**files, data: UNKNOWN})
    return now.usage(looked.scopes, files)


def started(index: int, cell: nbformat.NotebookNode, kernel: IPythonKernel) -> Started:
    """Return that a cell begins, with the number that it will get."""
    runs = cell.cell_type == "code" and cell.source.strip()
    return Started(index, kernel.execution_count if runs else None)


@lru_cache(maxsize=1)
def ledger(data: str, known: tuple[object, ...]) -> Ledger:
    """Return the ledger of the panel of `data`, whose files are in the state `known`."""
    del known
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
        language="python",  # a notebook need not say so
        progress_bar=False,
    )
