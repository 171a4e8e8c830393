"""The client of the warm parent: start it, give it jobs, hear what becomes of them."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from types import TracebackType
from typing import Any

from fadu.briefing.engine.frames import Frames, packed
from fadu.briefing.engine.jobs import Job
from fadu.errors import BuildError

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""On macOS a process that has used its system libraries cannot be forked safely."""

_START = "import sys; from fadu.briefing.engine.parent import main; main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])"
_QUIET = {
    "OPENBLAS_NUM_THREADS": "1",  # no thread may exist before a fork
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYTHONHASHSEED": "0",  # same input, same bytes
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
_PIECE = select.PIPE_BUF  # so much a pipe that is ready takes without waiting
_PATIENCE = 5.0  # seconds that a parent gets to end by itself


class ParentDiedError(BuildError):
    """The warm parent is gone, and its children with it."""


class Warm:
    """A warm parent and the pipes to it.

    Parameters
    ----------
    data
        Folder of a panel of one's own that it loads beforehand, or empty.
    """

    def __init__(self, data: str = "") -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the parent
        command, self._commands = os.pipe()
        events, event = os.pipe()
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter, this package
            [sys.executable, "-P", "-c", _START, str(command), str(event), data],
            pass_fds=(command, event),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            env={**os.environ, **_QUIET},
            start_new_session=True,
        )
        os.close(command)
        os.close(event)
        self._frames = Frames(events)
        self._heard: list[tuple[int, Any]] = []
        self._last = 0
        self._closed = False
        self.threads: int | None = None
        self.owner = os.getpid()

    @property
    def pid(self) -> int:
        """Process id of the parent."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the parent runs, and is this process's own."""
        return not self._closed and self.owner == os.getpid() and self._process.poll() is None

    @property
    def pending(self) -> bool:
        """Whether there are events that have been heard and not been asked for."""
        return bool(self._heard)

    def submit(self, job: Job) -> int:
        """Give a job to a new child and return its number.

        Raises
        ------
        ParentDiedError
            There is no parent any more.
        """
        self._last += 1
        self._send((self._last, job))
        return self._last

    def cancel(self, number: int) -> None:
        """End the child of a job; it fails as interrupted."""
        with contextlib.suppress(ParentDiedError):
            self._send((number, None))

    def fileno(self) -> int:
        """Return the file descriptor that has something to read when there are events."""
        return self._frames.fd

    def events(self, timeout: float | None = None) -> list[tuple[int, Any]]:
        """Return what has been said since, waiting at most `timeout` seconds for a first word.

        Raises
        ------
        ParentDiedError
            There is no parent any more.
        """
        ready, _, _ = select.select([self._frames.fd], [], [], 0 if self._heard else timeout)
        if ready:
            self._hear()
        found, self._heard = self._heard, []
        return found

    def wait_until_warm(self, timeout: float = 120.0) -> None:
        """Wait until the parent has loaded everything.

        Raises
        ------
        ParentDiedError
            It ended, or took longer than `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while self.threads is None:
            self.events(max(0.0, end - time.monotonic()))
            if self.threads is None and time.monotonic() > end:
                raise ParentDiedError(
                    f"the warm parent was not ready after {timeout:g} seconds"
                )

    def close(self) -> None:
        """End the parent and its children."""
        if self._closed:
            return
        self._closed = True
        os.close(self._commands)
        os.close(self._frames.fd)
        if self.owner == os.getpid():
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
                self._process.wait()
        self._log.close()

    def __enter__(self) -> "Warm":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _send(self, message: object) -> None:
        """Write a message whole, and hear meanwhile: the parent may be busy saying something."""
        left = memoryview(packed(message))
        try:
            while left:
                hears, takes, _ = select.select([self._frames.fd], [self._commands], [])
                if hears:
                    self._hear()
                if takes:
                    left = left[os.write(self._commands, left[:_PIECE]) :]
        except OSError as error:
            raise self._death() from error

    def _hear(self) -> None:
        said = self._frames.read()
        if said is None:
            raise self._death()
        self._heard += [event for event in said if not self._is_greeting(event)]

    def _is_greeting(self, event: tuple[int, Any]) -> bool:
        if event[0] == 0:
            self.threads = int(event[1])
        return event[0] == 0

    def _death(self) -> ParentDiedError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        said = lines[-1] if lines else f"exit code {self._process.returncode}"
        return ParentDiedError(f"the warm parent process ended: {said}")
