"""Messages through pipes: a length, then a pickle; read and written without a thread."""

import os
import pickle
import struct
from typing import Any

_LENGTH = struct.Struct(">Q")
_PIECE = 1 << 20


def send(fd: int, message: object) -> None:
    """Write one message whole.

    Parameters
    ----------
    fd
        A pipe's end to write to.
    message
        Anything that can be pickled.

    Raises
    ------
    BrokenPipeError
        Nobody reads any more.
    """
    left = memoryview(packed(message))
    while left:
        left = left[os.write(fd, left) :]


def packed(message: object) -> bytes:
    """Return one message as it goes through a pipe."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


class GarbledError(Exception):
    """What came through a pipe is no message: its writer is out of its mind."""


class Frames:
    """Collects what comes out of one pipe until messages are whole.

    Parameters
    ----------
    fd
        A pipe's end to read from.
    """

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._held = bytearray()

    def read(self) -> list[Any] | None:
        """Read once, and return the messages that are whole; None at the end of the pipe.

        A message that its writer did not finish is dropped: the writer is dead.

        Raises
        ------
        GarbledError
            It is no message.
        """
        piece = os.read(self.fd, _PIECE)
        if not piece:
            return None
        self._held += piece
        found = []
        while (whole := self._whole()) is not None:
            try:
                found.append(pickle.loads(whole))  # noqa: S301  # from our own child, by a pipe
            except Exception as error:
                raise GarbledError(f"{type(error).__name__}: {error}") from error
        return found

    def _whole(self) -> bytes | None:
        if len(self._held) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._held)
        end = _LENGTH.size + length
        if len(self._held) < end:
            return None
        body = bytes(self._held[_LENGTH.size : end])
        del self._held[:end]
        return body
