"""Who is at work in an output folder: locks that end with the process that holds them.

All are ranges of bytes of one small file: the first keeps lines of the manifest apart, the
second says that a batch is at work, each other belongs to one briefing.
"""

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from fadu.errors import RequestError

if sys.platform == "win32":  # no locks of this kind: two batches may build the same twice
    fcntl = None
else:
    import fcntl

LOCK = ".fadu.lock"
_WRITING, _PRESENT, _FIRST = 0, 1, 16
_HELD = {errno.EACCES, errno.EAGAIN}


class Claims:
    """The locks of this process in one folder.

    Parameters
    ----------
    folder
        The output folder.

    Raises
    ------
    RequestError
        The folder cannot be written, or keeps no locks.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise RequestError(f"cannot write {path}: {error.strerror}") from error
        self._folder = folder

    def alone(self) -> bool:
        """Whether no other batch is at work here; from now on, this one is."""
        alone = self._lock(_PRESENT, wait=False)
        if fcntl is not None:
            fcntl.lockf(self._handle, fcntl.LOCK_SH, 1, _PRESENT)
        return alone

    def take(self, stem: str) -> bool:
        """Whether the briefing `stem` is this process's to build from now on."""
        return self._lock(_place(stem), wait=False)

    def give(self, stem: str) -> None:
        """Leave the briefing `stem` to others."""
        if fcntl is not None:
            fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, _place(stem))

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Give a time in which no other batch adds to the manifest."""
        self._lock(_WRITING, wait=True)
        try:
            yield
        finally:
            if fcntl is not None:
                fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, _WRITING)

    def _lock(self, place: int, *, wait: bool) -> bool:
        if fcntl is None:
            return True
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB), 1, place)
        except OSError as error:
            if error.errno in _HELD:
                return False
            raise RequestError(
                f"{self._folder} keeps no locks ({error.strerror}); choose a folder of this machine"
            ) from error
        return True

    def close(self) -> None:
        """Leave the folder."""
        os.close(self._handle)


def _place(stem: str) -> int:
    return _FIRST + int.from_bytes(hashlib.sha256(stem.encode()).digest()[:7])
