"""The engine that papermill knows as ``fadu``: ``papermill --engine fadu in.ipynb out.ipynb``."""

import atexit
import logging
import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine

from fadu.briefing.engine.cells import OPTIONS
from fadu.briefing.engine.jobs import (
    CellChanged,
    CellDone,
    CellsJob,
    Event,
    Failed,
    Finished,
    Started,
)
from fadu.briefing.engine.warm import CAN_FORK, ParentDiedError, Warm

_log = logging.getLogger("papermill")
_running: list[Warm] = []


class WarmEngine(NBClientEngine):
    """Runs each notebook in a child forked from a warm parent, which stays for the next one.

    A notebook of another kernel than this Python's own, and every notebook where processes
    cannot be forked, is run by papermill's stock engine; the log says so.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Run all cells; the arguments are those of papermill's stock engine.

        Raises
        ------
        CellTimeoutError
            A cell took longer than ``execution_timeout`` seconds.
        DeadKernelError
            The child was killed, ran out of memory, or ended itself.
        """
        if why := cannot_serve(kernel_name):
            _log.warning("fadu engine: %s; papermill's stock engine runs the notebook", why)
            super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
            return
        limit = kwargs.get("execution_timeout") or kwargs.get("timeout")
        job = CellsJob(
            nbformat.writes(nb_man.nb),
            str(Path.cwd()),
            dict(os.environ),
            {k: v for k, v in kwargs.items() if k in OPTIONS},
            cell_timeout=float(limit) if limit and limit > 0 else None,
        )
        _Account(nb_man, kwargs).follow(job)


class _Account:
    """Keeps papermill's account of a run: cells, outputs, metadata, saves, logs."""

    def __init__(self, nb_man: Any, options: dict[str, Any]) -> None:
        self.nb_man = nb_man
        self.client = PapermillNotebookClient(
            nb_man,
            log=_log,
            **{k: options.get(k) for k in ("log_output", "stdout_file", "stderr_file")},
        )

    def follow(self, job: CellsJob) -> None:
        """Give the job to the warm parent and keep account until it is done."""
        warm = shared_warm()
        number = warm.submit(job)
        try:
            while True:
                for which, event in warm.events():
                    if which == number and self._take(event, job):
                        return
        except ParentDiedError as error:
            raise DeadKernelError(str(error)) from error
        except BaseException:
            warm.cancel(number)
            raise

    def _take(self, event: Event, job: CellsJob) -> bool:
        cells = self.nb_man.nb.cells
        if isinstance(event, Started):
            self.nb_man.cell_start(cells[event.index], event.index)
        elif isinstance(event, CellDone):
            self._keep(cells[event.index], event)
        elif isinstance(event, CellChanged):
            cells[event.index].outputs = event.cell.outputs
        elif isinstance(event, Failed):
            self._fail(event, job)
        elif isinstance(event, Finished):
            for name in ("language_info", "widgets"):
                if name in event.metadata:
                    self.nb_man.nb.metadata[name] = event.metadata[name]
        return isinstance(event, Finished)

    def _keep(self, cell: nbformat.NotebookNode, event: CellDone) -> None:
        if cell.cell_type == "code":
            cell.outputs = event.cell.outputs
            cell.execution_count = event.cell.execution_count
            if "execution" in event.cell.metadata:
                cell.metadata["execution"] = event.cell.metadata["execution"]
            for output in cell.outputs:
                self.client.log_output_message(output)
        if event.failed:
            self.nb_man.cell_exception(cell, cell_index=event.index)
        self.nb_man.autosave_cell()
        self.nb_man.cell_complete(cell, cell_index=event.index)

    def _fail(self, event: Failed, job: CellsJob) -> None:
        at = event.index or 0
        cell = self.nb_man.nb.cells[at]
        self.nb_man.cell_exception(cell, cell_index=at)
        self.nb_man.cell_complete(cell, cell_index=at)
        if event.kind == "timeout":
            raise CellTimeoutError.error_from_timeout_and_cell(
                "Cell execution timed out", int(job.cell_timeout or 0), cell
            )
        raise DeadKernelError(f"cell {at + 1}: {event.message}")


def shared_warm(data: str = "") -> Warm:
    """Return this process's warm parent, started on first use and ended with the process."""
    alive = next((warm for warm in _running if warm.alive), None)
    if alive is None:
        _running[:] = [Warm(data)]
        atexit.register(_running[0].close)
    return _running[0]


def cannot_serve(kernel_name: str) -> str:
    """Return why the warm engine cannot run a notebook of this kernel, or nothing."""
    if not CAN_FORK:
        return f"processes cannot be forked on {sys.platform}"
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return f"there is no kernel {kernel_name!r} here"
    program = Path(spec.argv[0])  # the folder decides: in it, python3 is a link to python
    if spec.language != "python" or "ipykernel_launcher" not in spec.argv:
        return f"kernel {kernel_name!r} is not IPython's"
    if (
        program.is_absolute()
        and program.parent.resolve() != Path(sys.executable).parent.resolve()
    ):
        return f"kernel {kernel_name!r} is the Python of {program}"
    return ""
