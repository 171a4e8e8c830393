"""The warm parent: a process that loads everything once, forks, and does nothing else.

It compiles no document and starts no thread, so that a fork finds no lock held.
"""

import gc
import os
import selectors
import signal
import sys
import time
from dataclasses import dataclass, field

from ipykernel.ipkernel import IPythonKernel

from fadu.briefing.engine.child import live
from fadu.briefing.engine.frames import Frames, GarbledError, send
from fadu.briefing.engine.jobs import (
    CellChanged,
    CellDone,
    Failed,
    Finished,
    Job,
    Made,
    Started,
)
from fadu.briefing.engine.warmth import threads, warm_up

_TICK = 0.2  # seconds between two looks at the deadlines


@dataclass
class Child:
    """A child at work.

    Parameters
    ----------
    number, job, pid, frames
        Of the child.
    began
        When it, and when its present cell, began; seconds of the monotonic clock.
    cell
        The present one.
    ended
        Whether its result has been passed on.
    """

    number: int
    job: Job
    pid: int
    frames: Frames
    began: float = field(default_factory=time.monotonic)
    cell_began: float = field(default_factory=time.monotonic)
    cell: Started | None = None
    ended: bool = False

    def failed(self, why: str, kind: str) -> Failed:
        """Return that the job failed at the present cell."""
        at = self.cell or Started(0)
        return Failed(why, at.count, kind, at.index)

    def overdue(self) -> str:
        """Return why it must end now, or nothing."""
        now, job = time.monotonic(), self.job
        if job.timeout and now - self.began > job.timeout:
            return f"was not done after {job.timeout:g} seconds"
        if job.cell_timeout and self.cell and now - self.cell_began > job.cell_timeout:
            return f"was not done after {job.cell_timeout:g} seconds"
        return ""


class Parent:
    """Forks a child for each job and passes on what it says.

    Parameters
    ----------
    kernel
        That each child takes over.
    commands, events
        Pipes from and to the client.
    """

    def __init__(self, kernel: IPythonKernel, commands: int, events: int) -> None:
        self.kernel = kernel
        self.commands = Frames(commands)
        self.events = events
        self.children: dict[int, Child] = {}
        self.lifeline, self.life = os.pipe()
        self.selector = selectors.DefaultSelector()
        self.selector.register(commands, selectors.EVENT_READ, None)

    def serve(self) -> None:
        """Work until the client is gone; no child outlives this."""
        try:
            while self._turn():
                pass
        except BrokenPipeError:
            pass
        finally:
            for child in self.children.values():
                _kill(child)

    def _turn(self) -> bool:
        for key, _ in self.selector.select(_TICK if self.children else None):
            if key.data is not None:
                self._hear(key.data)
            elif not self._obey():
                return False
        for child in list(self.children.values()):
            if not child.ended and (why := child.overdue()):
                self._end(child, child.failed(why, "timeout"))
                _kill(child)
        return True

    def _obey(self) -> bool:
        messages = self.commands.read()
        for number, job in messages or []:
            if job is not None:
                self._fork(number, job)
            elif number in self.children:
                child = self.children[number]
                self._end(child, child.failed("was interrupted", "interrupted"))
                _kill(child)
        return messages is not None

    def _fork(self, number: int, job: Job) -> None:
        if (count := threads()) != 1:
            said = f"the warm parent has {count} threads; a fork could hang"
            send(self.events, (number, Failed(said, kind="engine")))
            return
        heard, said_to = os.pipe()
        try:
            pid = os.fork()
        except OSError as error:
            os.close(heard)
            os.close(said_to)
            failure = Failed(f"no process could be forked: {error.strerror}", kind="engine")
            send(self.events, (number, failure))
            return
        if pid == 0:
            os.close(heard)
            self._leave()
            live(job, self.kernel, said_to, self.lifeline)
        os.close(said_to)
        child = Child(number, job, pid, Frames(heard))
        self.children[number] = child
        self.selector.register(heard, selectors.EVENT_READ, child)

    def _leave(self) -> None:
        """In the child: close the parent's ends, so that their closing means its death."""
        self.selector.close()
        for fd in (self.life, self.events, self.commands.fd):
            os.close(fd)
        for other in self.children.values():
            os.close(other.frames.fd)

    def _hear(self, child: Child) -> None:
        try:
            messages = child.frames.read()
        except GarbledError as error:
            said = f"its process said what cannot be understood ({error})"
            self._end(child, child.failed(said, "killed"))
            messages = None
        if messages is None:
            self._bury(child)
            return
        for message in messages:
            self._pass_on(child, message)

    def _pass_on(self, child: Child, message: object) -> None:
        if isinstance(message, Started):
            child.cell, child.cell_began = message, time.monotonic()
        if isinstance(message, Failed | Finished | Made):
            self._end(child, message)
        elif isinstance(message, Started | CellDone | CellChanged) and not child.ended:
            send(self.events, (child.number, message))

    def _end(self, child: Child, message: object) -> None:
        if not child.ended:
            child.ended = True
            send(self.events, (child.number, message))

    def _bury(self, child: Child) -> None:
        self.selector.unregister(child.frames.fd)
        os.close(child.frames.fd)
        del self.children[child.number]
        _kill(child)  # what the notebook left running
        _, status = os.waitpid(child.pid, 0)
        self._end(child, child.failed(_how(status), "killed"))


def _how(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"its process ended by itself with exit code {code}"
    name = signal.Signals(-code).name
    why = "; out of memory, or killed from outside" if name == "SIGKILL" else ""
    return f"its process was ended by {name}{why}"


def _kill(child: Child) -> None:
    for kill in (os.killpg, os.kill):
        try:
            kill(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue


def main(commands: int, events: int, data: str) -> None:
    """Warm up and serve the client at the other ends of two pipes.

    Parameters
    ----------
    commands, events
        File descriptors.
    data
        Folder of a panel of one's own, or empty.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = Parent(warm_up(data), commands, events)
    gc.disable()  # a collection would write to pages that the children share
    send(events, (0, threads()))
    parent.serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
