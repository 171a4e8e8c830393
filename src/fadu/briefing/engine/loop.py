"""An event loop that wakes itself through a pipe: asyncio's own opens a pair of sockets."""

import asyncio
import os


class _End:
    """One end of a pipe, with the words that the loop has for a socket."""

    def __init__(self, fd: int) -> None:
        os.set_blocking(fd, False)
        self._fd = fd

    def fileno(self) -> int:
        """Return the file descriptor."""
        return self._fd

    def recv(self, size: int) -> bytes:
        """Read what is there."""
        return os.read(self._fd, size)

    def send(self, data: bytes) -> int:
        """Write what goes in."""
        return os.write(self._fd, data)

    def close(self) -> None:
        """Close the end."""
        os.close(self._fd)


class PipeLoop(asyncio.SelectorEventLoop):
    """A loop as kernels have it, without a socket."""

    _internal_fds: int

    def _make_self_pipe(self) -> None:
        reads, writes = os.pipe()
        self._ssock, self._csock = _End(reads), _End(writes)
        self._internal_fds += 1
        self._add_reader(reads, self._read_from_self)  # type: ignore[attr-defined]
