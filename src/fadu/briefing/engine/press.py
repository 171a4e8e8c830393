"""The press: a process that knows the fonts and sets each page in a child of its own.

It compiles nothing itself, so a fork finds no lock held.  What Typst remembers of a page, some
hundred megabytes, ends with the child; so does a crash of the compiler.
"""

import contextlib
import gc
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from fadu.briefing.compile import compile_once, fonts
from fadu.briefing.engine.frames import Frames, send
from fadu.briefing.house import House
from fadu.briefing.typeset import Typesetting
from fadu.errors import FaduError

_START = (
    "import sys; from fadu.briefing.engine.press import main; "
    "main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])"
)
_PIECE = 1 << 20


class Press:
    """A process that compiles one document at a time.

    It is started with the first document, and again where it died; `died` says that it did so
    under the last one.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: Frames | None = None
        self._commands = -1
        self._folder: TemporaryDirectory[str] | None = None
        self.died = False

    def fileno(self) -> int:
        """Return the file descriptor that has something to read when a document is set."""
        return self._frames.fd if self._frames else -1

    @property
    def pid(self) -> int:
        """Process id of the press; 0 where it does not run."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the process, if it does not run."""
        if self._process is not None:
            return
        command, self._commands = os.pipe()
        answers, answer = os.pipe()
        self._folder = TemporaryDirectory(prefix="fadu-press-")
        self._process = subprocess.Popen(  # noqa: S603  # this interpreter, this package
            [sys.executable, "-P", "-c", _START, str(command), str(answer), self._folder.name],
            pass_fds=(command, answer),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "RAYON_NUM_THREADS": "1"},
            start_new_session=True,
        )
        os.close(command)
        os.close(answer)
        self._frames = Frames(answers)

    def submit(self, source: Typesetting) -> None:
        """Give the press a document."""
        self.start()
        self.died = False
        with contextlib.suppress(BrokenPipeError):  # `answer` tells that it died
            send(self._commands, source)

    def answer(self) -> bytes | str | None:
        """Return the PDF, or why there is none in a sentence; None while it is being set."""
        said = self._frames.read() if self._frames else None
        if said is None:
            self.close()
            self.died = True
            return "the process that sets pages ended by itself; out of memory?"
        if not said:
            return None
        found: bytes | str = said[0]
        return found

    def close(self) -> None:
        """End the process."""
        if self._process is None or self._frames is None or self._folder is None:
            return
        os.close(self._commands)
        os.close(self._frames.fd)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # with the page that it has in hand
        self._process.wait()
        self._folder.cleanup()
        self._process, self._frames, self._folder = None, None, None

    def __enter__(self) -> "Press":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def main(commands: int, answers: int, folder: str) -> None:
    """Set documents until the client is gone.

    Parameters
    ----------
    commands, answers
        File descriptors.
    folder
        An empty one to work in, so that no page finds a file.
    """
    frames = Frames(commands)
    fonts(House().all_font_paths)
    gc.freeze()
    os.chdir(folder)
    while (documents := frames.read()) is not None:
        for document in documents:
            _pass_on(_apart(document, answers), answers)
    with contextlib.suppress(OSError):
        Path(folder).rmdir()  # its client was killed and can no longer do it


def _apart(document: Typesetting, answers: int) -> int:
    """Set a document in a child; return the pipe that its answer comes through."""
    answer, said = os.pipe()
    if os.fork():
        os.close(said)
        return answer
    code = 1
    try:
        for fd in (answer, answers):  # else nobody would notice that the press was killed
            os.close(fd)
        send(said, _set(document))
        code = 0
    finally:
        os._exit(code)


def _pass_on(answer: int, answers: int) -> None:
    """Give the client the answer of a child; end where the child ended without one."""
    whole = bytearray()
    while piece := os.read(answer, _PIECE):
        whole += piece
    os.close(answer)
    _, status = os.wait()
    if status:
        sys.exit(f"a page's process ended with status {status}")
    left = memoryview(whole)
    while left:
        left = left[os.write(answers, left) :]


def _set(document: Typesetting) -> bytes | str:
    try:
        return compile_once(document)
    except FaduError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  # the compiler's own failure is this document's
        return f"the page could not be set: {type(error).__name__}: {error}"
