r"""Streams whose end every reader finds at the same byte.

Typst ends a stream with a line feed that does not count.  Where the data themselves end with a
carriage return (one stream in 256), the two together look like one line end, and a reader that
measures backwards finds the stream a byte shorter than its length says, which PDF/A forbids.
Written as ``\r\n`` the line end is plain; every offset behind it moves by one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from fadu.errors import BuildError

_TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf]\r\n)+)")
_TAIL = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_STREAM = re.compile(rb"\d+ \d+ obj\n(<<.*?>>)\nstream\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)")


def plain_endings(pdf: bytes) -> bytes:
    r"""Return a PDF in which no stream's data run into its line end.

    Parameters
    ----------
    pdf
        As Typst writes it: one cross-reference table, lengths as plain numbers.

    Raises
    ------
    BuildError
        It is written in another way.
    """
    tail = _TAIL.search(pdf)
    table = _TABLE.match(pdf, int(tail[1])) if tail else None
    if tail is None or table is None:
        raise BuildError("the PDF has no cross-reference table; this Typst is not known")
    entries = table[2].splitlines(keepends=True)
    places = [at for at in _ends(pdf, entries) if pdf[at - 1 : at + 1] == b"\r\n"]
    if not places:
        return pdf
    moved = b"".join(_moved(entry, places) for entry in entries)
    start = int(tail[1]) + bisect_left(places, int(tail[1]))
    return b"".join(
        (
            _inserted(pdf[: table.start(2)], places),
            moved,
            pdf[table.end(2) : tail.start()],
            b"startxref\n%d\n%%%%EOF" % start,
        )
    )


def _ends(pdf: bytes, entries: list[bytes]) -> Iterator[int]:
    """Yield where the data of each stream end, in the order of the file."""
    offsets = sorted(int(entry[:10]) for entry in entries if entry[17:18] == b"n")
    for begin, end in zip(offsets, [*offsets[1:], len(pdf)], strict=True):
        stream = _STREAM.match(pdf, begin, end)
        length = _LENGTH.search(stream[1]) if stream else None
        if stream and length:
            yield stream.end() + int(length[1])


def _moved(entry: bytes, places: list[int]) -> bytes:
    if entry[17:18] == b"f":
        return entry
    offset = int(entry[:10])
    return b"%010d" % (offset + bisect_left(places, offset)) + entry[10:]


def _inserted(body: bytes, places: list[int]) -> bytes:
    cuts = [0, *places, len(body)]
    return b"\r".join(body[a:b] for a, b in pairwise(cuts))
