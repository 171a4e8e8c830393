"""A real IPython kernel without wires: what it would send goes to a function."""

import asyncio
import builtins
import io
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets.config import Config

from fadu.briefing.engine.loop import PipeLoop

_log = logging.getLogger("fadu.kernel")
Message = dict[str, Any]
Sink = Callable[[Message], None]


class Wireless(Session):
    """A session whose messages go to `sink`, in the form that they would have on the wire."""

    sink: Sink = staticmethod(lambda _: None)  # before a notebook runs, nobody listens

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> Message:
        """Hand a message over; the arguments are those of jupyter_client."""
        del stream, ident, track
        if isinstance(msg_or_type, dict):
            message: Message = msg_or_type
        else:
            message = self.msg(msg_or_type, content, parent, header, metadata)
        message["content"] = self.unpack(self.pack(message["content"]))
        message["buffers"] = list(buffers or [])
        self.sink(message)
        return message


class Stream(io.TextIOBase):
    """Standard output or error of the cells; what is written waits until it is flushed.

    Parameters
    ----------
    name
        stdout or stderr.
    kernel
        Whose session sends it.
    """

    encoding = "UTF-8"
    errors = None

    def __init__(self, name: str, kernel: IPythonKernel) -> None:
        self.name = name
        self._kernel = kernel
        self._held = io.StringIO()
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # lives with the child
        os.dup2(self._file.fileno(), self.fileno())
        self._read = 0

    def fileno(self) -> int:
        """Return 1 or 2: what programs called by a cell write there is shown as well."""
        return 1 if self.name == "stdout" else 2

    def writable(self) -> bool:
        """Return True."""
        return True

    def isatty(self) -> bool:
        """Return False."""
        return False

    def write(self, words: str) -> int:
        """Hold `words` until the next flush."""
        if not isinstance(words, str):
            raise TypeError(f"write() argument must be str, not {type(words)}")
        self._held.write(self._from_below())
        return self._held.write(words)

    def flush(self) -> None:
        """Send what is held, and what came by file descriptor."""
        self._held.write(self._from_below())
        words = self._held.getvalue()
        if words:
            self._held = io.StringIO()
            content = {"name": self.name, "text": words}
            session: Wireless = self._kernel.session
            session.send(None, "stream", content, parent=self._kernel.get_parent())

    def _from_below(self) -> str:
        size = os.fstat(self._file.fileno()).st_size
        if size <= self._read:
            return ""
        words = os.pread(self._file.fileno(), size - self._read, self._read)
        self._read = size
        return words.decode("utf-8", "replace")


def make_kernel() -> IPythonKernel:
    """Return a kernel with a shell of its own; it has run nothing and starts no thread."""
    config = Config()
    config.HistoryManager.enabled = False  # no file, no thread that saves to it
    kernel = IPythonKernel.instance(config=config, session=Wireless(key=b""), log=_log)
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=None)
    hook = kernel.shell.displayhook
    hook.get_execution_count = lambda: kernel.execution_count
    return kernel


class Cells:
    """Runs cells in the kernel of this process.

    Parameters
    ----------
    kernel
        As `make_kernel` gives it, after the fork.
    sink
        Takes each message.
    """

    def __init__(self, kernel: IPythonKernel, sink: Sink) -> None:
        self.kernel = kernel
        kernel.session.sink = sink
        sys.stdout = Stream("stdout", kernel)
        sys.stderr = Stream("stderr", kernel)
        sys.displayhook = kernel.shell.displayhook
        builtins.get_ipython = kernel.shell.get_ipython  # type: ignore[attr-defined]
        self.loop = PipeLoop()
        asyncio.set_event_loop(self.loop)

    def run(self, source: str) -> Mapping[str, Any]:
        """Run one cell and return the reply that a kernel gives to ``execute_request``."""
        kernel = self.kernel
        header = kernel.session.msg_header("execute_request")
        kernel.set_parent([], {"header": header, "metadata": {}, "content": {"code": source}})
        self._say("status", {"execution_state": "busy"})
        count = {"code": source, "execution_count": kernel.execution_count}
        self._say("execute_input", count)
        reply: dict[str, Any] = self.loop.run_until_complete(
            kernel.do_execute(source, silent=False, store_history=True, allow_stdin=False)
        )
        sys.stdout.flush()
        sys.stderr.flush()
        self._say("status", {"execution_state": "idle"})
        return reply

    def _say(self, kind: str, content: Message) -> None:
        session: Wireless = self.kernel.session
        session.send(None, kind, content, parent=self.kernel.get_parent())
