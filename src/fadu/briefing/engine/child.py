"""What a forked child does: one job, in a shell of its own, and then it is gone."""

import atexit
import contextlib
import gc
import importlib
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import ipykernel
import nbformat
import numpy as np
from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import CellExecutionError, DeadKernelError

from fadu.briefing.engine.again import Greeting
from fadu.briefing.engine.cells import Runner
from fadu.briefing.engine.frames import send
from fadu.briefing.engine.jobs import (
    CellChanged,
    CellDone,
    CellsJob,
    Failed,
    Finished,
    Job,
)
from fadu.briefing.engine.making import make, started

Say = Callable[[object], None]


def live(job: Job, kernel: IPythonKernel, out: int, lifeline: int) -> None:
    """Do one job in this process, which was just forked, and end the process.

    Parameters
    ----------
    job
        What to do.
    kernel
        The kernel that the parent made and never used.
    out
        Pipe for events.
    lifeline
        Pipe whose other end closes when the parent dies.
    """
    code = 1
    try:
        _settle(job, lifeline)
        _work(job, kernel, out)
        code = 0
    except KeyboardInterrupt:
        send(out, Failed("was interrupted", kind="interrupted"))
    except BaseException as error:  # noqa: BLE001  # nothing may escape into the parent's code
        send(out, Failed(f"{type(error).__name__}: {error}", kind="engine"))
    finally:
        with contextlib.suppress(BaseException):
            atexit._run_exitfuncs()  # noqa: SLF001  # temporary folders of the notebook
        os._exit(code)


def _settle(job: Job, lifeline: int) -> None:
    """Become a process like a fresh kernel: its own group, signals, folder, environment."""
    os.setsid()
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.environ.clear()
    os.environ.update(job.environment)
    os.environ.update(_LIKE_A_KERNEL)
    os.chdir(job.cwd)
    if not job.environment.get("PYTHONSAFEPATH"):
        _find_modules_beside()
    sys.argv = [str(_LAUNCHER)]
    random.seed()
    np.random.seed()  # noqa: NPY002  # as in a fresh process: no state of the parent's
    gc.enable()


def _find_modules_beside() -> None:
    """Let modules of the working folder be imported, after Python's own, as IPython does."""
    installed = (n for n, p in enumerate(sys.path) if Path(p).name in _INSTALLED)
    sys.path.insert(next(installed, 0), "")
    importlib.invalidate_caches()


_INSTALLED = {"site-packages", "dist-packages"}
_LAUNCHER = Path(ipykernel.__file__).parent.with_name("ipykernel_launcher.py")
_LIKE_A_KERNEL = {
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "TERM": "xterm-color",
    "CLICOLOR": "1",
    "FORCE_COLOR": "1",
    "CLICOLOR_FORCE": "1",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
}


def _end_with(lifeline: int) -> None:
    os.read(lifeline, 1)
    os.killpg(0, signal.SIGKILL)


def _work(job: Job, kernel: IPythonKernel, out: int) -> None:
    greeting = Greeting()

    def say(event: object) -> None:
        with greeting.unnoticed():
            send(out, event)

    greeting.await_import()
    if isinstance(job, CellsJob):
        _run_cells(job, kernel, say)
    else:
        say(make(job, kernel, say, greeting))


def _run_cells(job: CellsJob, kernel: IPythonKernel, say: Say) -> None:
    book = nbformat.from_dict(nbformat.reads(job.notebook, as_version=4))
    runner = Runner(book, kernel, job.options)
    for index, cell in enumerate(book.cells):
        say(started(index, cell, kernel))
        try:
            runner.run_cell(cell, index)
        except CellExecutionError:
            say(CellDone(index, cell, failed=True))
            break
        except DeadKernelError as error:
            say(Failed(str(error), kernel.execution_count, "killed", index))
            return
        say(CellDone(index, cell, failed=False))
        for earlier in runner.changed_before(index):
            say(CellChanged(earlier, book.cells[earlier]))
    runner.finish()
    say(Finished(book.metadata))
