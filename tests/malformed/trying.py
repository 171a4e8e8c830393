"""One malformed input after the other, each tried in a process of its own that is held to limits."""

import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
"""After which an input counts as one that hangs, whatever the machine."""
MEMORY = 4 * 2**30
"""Bytes of address space; what needs more fails to get it."""


Wanted = list[str] | Callable[[], int]
"""Words after ``fadu``, or what to call."""


@dataclass(frozen=True)
class Case:
    """An input that is damaged in some way.

    Parameters
    ----------
    kind
        What it is a copy of, or what is wrong with it.
    name
        Tells it from others of its kind.
    make
        Makes it in an empty folder and returns the words after ``fadu``, or what to call there.
    refused
        Whether nothing but a refusal is right.
    """

    kind: str
    name: str
    make: Callable[[Path], Wanted]
    refused: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of an input.

    Parameters
    ----------
    case
        The input.
    result
        proper, refused, or what else happened in a few words.
    seconds, megabytes
        What it took.
    """

    case: Case
    result: str
    seconds: float
    megabytes: float


def tried(cases: Iterable[Case], folder: Path, jobs: int = 2) -> Iterator[Outcome]:
    """Try each case in a forked process and yield what became of it, in no order.

    Parameters
    ----------
    cases
        What to try.
    folder
        An empty one, to work in.
    jobs
        Processes at once.
    """
    running: dict[int, tuple[Case, Path, float]] = {}
    waiting = enumerate(cases)
    while True:
        for number, case in waiting:
            place = folder / str(number)
            place.mkdir()
            sys.stdout.flush()
            pid = os.fork() or _try(case, place)
            running[pid] = (case, place, time.monotonic())
            if len(running) >= jobs:
                break
        if not running:
            return
        pid, status, used = os.wait4(-1, 0)
        case, place, start = running.pop(pid)
        taken = time.monotonic() - start
        result = _judged(case, place, status)
        shutil.rmtree(place, ignore_errors=True)
        yield Outcome(case, result, taken, used.ru_maxrss / 1024)


def _try(case: Case, place: Path) -> int:
    """Make the input and run the command, in this process, which ends with it."""
    code = 99
    try:
        for name, stream in (("out", 1), ("err", 2)):
            handle = os.open(place.with_suffix(f".{name}"), os.O_WRONLY | os.O_CREAT)
            os.dup2(handle, stream)
        wanted = case.make(place)
        before = _state(place)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS)
        os.chdir(place)
        from fadu.cli import main  # noqa: PLC0415  # imported by the parent, once for all

        code = wanted() if callable(wanted) else main(wanted)
        sys.stdout.flush()
        sys.stderr.flush()
        if code == 2 and _state(place) != before:
            code = 98
    except BaseException:
        os.write(2, traceback.format_exc().encode(errors="replace"))
        raise
    finally:
        os._exit(code)


def _state(place: Path) -> list[str]:
    return sorted(str(p) for p in place.rglob("*"))


def _judged(case: Case, place: Path, status: int) -> str:
    out, err = (
        place.with_suffix(f".{n}").read_bytes().decode(errors="replace") for n in ("out", "err")
    )
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        hung = number in (signal.SIGALRM, signal.SIGXCPU)
        return f"more than {SECONDS} seconds" if hung else f"died of signal {number}"
    code = os.WEXITSTATUS(status)
    last = err.strip().splitlines()[-1:] or [""]
    if "Traceback" in err or code not in (0, 1, 2):
        return "something half-written" if code == 98 else f"exit {code}: {last[0][:160]}"
    if code == 2:
        plain = err.startswith("fadu: ") and err.count("\n") == 1 and not out
        return "refused" if plain else f"no single line: {(out + err)[:160]!r}"
    if code == 1:
        plain = out.startswith("error\t") and out.count("\n") == 1
        return "refused" if plain else f"exit 1: {(out + err)[:160]!r}"
    return "accepted in silence" if case.refused else "proper"
