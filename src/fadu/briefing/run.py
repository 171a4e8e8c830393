"""Run one notebook with its parameters and print its briefing."""

import logging
import re
import tempfile
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from fadu.briefing.compile import compile_pdf
from fadu.briefing.executed import written
from fadu.briefing.exporter import notebook_page
from fadu.briefing.house import house_of
from fadu.briefing.requests import Request
from fadu.briefing.typeset import typeset
from fadu.errors import BuildError
from fadu.page import Page

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def execute(
    wanted: Request, engine: str | None = None, timeout: float | None = None
) -> nbformat.NotebookNode:
    """Run the notebook of a request in a kernel of its own.

    Parameters
    ----------
    wanted
        The request.
    engine
        A papermill engine by name; None for the stock one.
    timeout
        Seconds that one cell may take; None for no limit.

    Returns
    -------
    nbformat.NotebookNode
        The executed notebook.

    Raises
    ------
    BuildError
        A cell failed or took too long, or the kernel died; cell and message are named.
    """
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="fadu-") as folder:
        out = Path(folder) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                nbformat.reads(wanted.notebook.text, as_version=4),
                str(out),
                parameters=dict(wanted.parameters),
                kernel_name="python3",
                language="python",  # a notebook need not say so
                engine_name=engine,
                execution_timeout=timeout,
                progress_bar=False,
                log_output=False,
            )
        except PapermillExecutionError as error:
            said = _ESCAPES.sub("", f"{error.ename}: {error.evalue}").splitlines()[0]
            raise BuildError(f"cell {error.exec_count} failed: {said}") from error
        except (CellTimeoutError, DeadKernelError) as error:
            raise BuildError(str(error).strip().splitlines()[0]) from error
        return nbformat.read(out, as_version=4)


def printed(wanted: Request, book: nbformat.NotebookNode) -> tuple[Page, bytes, str]:
    """Return the page of an executed notebook, its PDF, and the notebook as JSON.

    Raises
    ------
    BuildError
        The page cannot be set.
    """
    page = notebook_page(book, wanted.notebook.path.name)
    looks = house_of(wanted.notebook.path, str(wanted.parameters.get("data") or ""))
    return page, compile_pdf(typeset(page, looks)), written(book)
