"""Commands run in fresh processes, with what each took."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fadu.benchmarks.machine import family, proportional
from fadu.errors import BuildError

PYTHON = (sys.executable, "-P")
FADU = (*PYTHON, "-m", "fadu.cli")
_TICK = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True)
class Ran:
    """What one command took, with all processes that it started and waited for.

    Parameters
    ----------
    seconds, cpu
        By the clock, and of processor time.
    lines
        What it printed.
    stamps
        When it printed each line, in seconds since it began.
    peak
        Most memory at once, of all its processes, in bytes; 0 where it was not looked at.
    """

    seconds: float
    cpu: float
    lines: tuple[str, ...] = ()
    stamps: tuple[float, ...] = ()
    peak: int = 0


def run(command: Sequence[str], *, weigh: bool = False, cwd: Path | None = None) -> Ran:
    """Run a command and return what it took.

    Parameters
    ----------
    command
        Its words.
    weigh
        Whether to look at its memory meanwhile, which takes a little time itself.
    cwd
        Where it runs.

    Raises
    ------
    BuildError
        It is not there, or ended with another code than 0.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        begun = time.perf_counter()
        with _started(command, errors, cwd) as process:
            scales = _Scales(process.pid) if weigh else None
            lines, stamps = [], []
            for line in process.stdout or ():
                lines.append(line.rstrip("\n"))
                stamps.append(time.perf_counter() - begun)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        peak = scales.stop() if scales else 0
        if process.returncode:
            errors.seek(0)
            said = (errors.read().strip().splitlines() or ["it says nothing"])[-1]
            name = " ".join(Path(word).name for word in command[:4])
            raise BuildError(f"{name} ended with exit code {process.returncode}: {said}")
    cpu = used.ru_utime + used.ru_stime
    return Ran(seconds, cpu, tuple(lines), tuple(stamps), peak)


def _started(
    command: Sequence[str], errors: IO[str], cwd: Path | None
) -> "subprocess.Popen[str]":
    try:
        return subprocess.Popen(  # noqa: S603  # words of this package
            list(command), stdout=subprocess.PIPE, stderr=errors, text=True, cwd=cwd
        )
    except OSError as error:
        raise BuildError(f"{command[0]} cannot be run: {error.strerror}") from error


class _Scales:
    """Looks again and again at the memory of a process and all that descend from it."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(_TICK):
            self._most = max(self._most, sum(map(proportional, family(self._pid))))

    def stop(self) -> int:
        """Return the most memory at once, in bytes."""
        self._over.set()
        self._thread.join()
        return self._most
