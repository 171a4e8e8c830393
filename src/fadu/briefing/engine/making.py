"""From a notebook and its parameters to a page ready for Typst, in one forked child."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any, ClassVar

import nbformat
import papermill
from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import CellExecutionError
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from fadu.briefing.engine.again import Greeting
from fadu.briefing.engine.cells import Runner
from fadu.briefing.engine.jobs import BriefingJob, Failed, Made, Started
from fadu.briefing.exporter import notebook_page
from fadu.briefing.typeset import typeset
from fadu.errors import FaduError

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
    try:
        book = _executed(job, kernel, say)
        ran = time.perf_counter()
        with greeting.unnoticed():
            shown = notebook_page(book, job.name)
            typesetting = typeset(shown)
    except PapermillExecutionError as error:
        said = _ESCAPES.sub("", f"{error.ename}: {error.evalue}").strip().splitlines()[0]
        return Failed(said, error.exec_count)
    except FaduError as error:
        return Failed(str(error), kind="page")
    seconds = {"cells": ran - begun, "page": time.perf_counter() - ran}
    return Made(typesetting, _written(book), None, {}, seconds)


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
