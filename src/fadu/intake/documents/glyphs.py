"""The characters of a PDF with their places: a program of its own, held to time and memory.

A PDF may hold anything, and a small one can keep a reader busy for hours.  So ``pdf.py`` runs
this file as a process that reads the PDF from standard input, writes JSON, and dies where it
needs too much.
"""

import io
import json
import logging
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import pdfplumber
from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psparser import PSBaseParser, PSStackParser

try:
    import resource
except ImportError:  # Windows knows no such limits; the parent's clock is the only one there
    resource = None  # type: ignore[assignment]

MOST_PAGES = 500
MOST_CHARACTERS = 2_000_000
MOST_ON_A_PAGE = 60_000
MOST_STROKES = 3000
"""Lines and boxes drawn on a page, up to which tables are looked for."""
SECONDS_A_PAGE = 10
MOST_SECONDS = 300
MOST_MEMORY = 2 * 2**30
MOST_UNPACKED = 32 * 2**20
"""Bytes that a stream unpacks to."""
MOST_NESTED = 1000
"""Brackets open at once."""
PICTURE = 0.5
"""Share of a page that pictures cover, from which on it may be a scan."""
WORDLESS = 20
"""Chinese characters that a page has at least if it is no scan."""
NEAR = 3.0
"""Points by which lines that meet may miss each other."""
_STRAIGHT = 0.05


class _RefusalError(Exception):
    """The reason, in words that follow the name of the file."""


def main() -> int:
    """Read a PDF from standard input and write what was found, or why it is refused."""
    logging.disable(logging.CRITICAL)
    _limit(0)
    _hold_to_limits()
    try:
        found: dict[str, Any] = {"pages": _pages(sys.stdin.buffer.read())}
    except MemoryError:
        found = {"refused": f"needs more than {MOST_MEMORY // 2**30} GB of memory to read"}
    except Exception as error:  # noqa: BLE001  # pdfminer lets errors of any kind through
        found = {"refused": _why(error)}
    sys.stdout.write(json.dumps(found))
    return 0


def _why(error: BaseException) -> str:
    chain = [error, *error.args, error.__cause__, error.__context__]
    refusal = next((e for e in chain if isinstance(e, _RefusalError)), None)
    if refusal:
        return str(refusal)
    if any(isinstance(e, PDFPasswordIncorrect) for e in chain):
        return "is encrypted; save it without a password"
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return f"is not readable as PDF: {reason}; print it to a new PDF"


class _Zlib:
    """What pdfminer asks of zlib, which would unpack any number of bytes."""

    error = zlib.error

    @staticmethod
    def decompress(packed: bytes) -> bytes:
        """Return what bytes unpack to; of damaged ones what stands before the damage."""
        for wrapped in (True, False):  # without its wrapping no checksum is asked for
            rest = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
            try:
                found = rest.decompress(packed[0 if wrapped else 2 :], MOST_UNPACKED + 1)
            except zlib.error:
                if not wrapped:
                    raise
                continue
            if len(found) > MOST_UNPACKED:
                raise _RefusalError(
                    f"holds a stream of more than {MOST_UNPACKED // 2**20} MB; print it to a new "
                    "PDF without large pictures"
                )
            break
        return found


def _hold_to_limits() -> None:
    """Let pdfminer stop at a stream or at brackets that would take all time and memory."""
    opened, went_on = PSStackParser.start_type, PSBaseParser._parse_string  # noqa: SLF001

    def start_type(self: Any, pos: int, kind: str) -> None:
        _refuse_beyond(len(self.context))
        opened(self, pos, kind)

    def parse_string(self: Any, content: bytes, at: int) -> int:
        _refuse_beyond(self.paren)
        return went_on(self, content, at)

    for place, name, held in (
        (pdftypes, "zlib", _Zlib),
        (PSStackParser, "start_type", start_type),
        (PSBaseParser, "_parse_string", parse_string),
    ):
        setattr(place, name, held)


def _refuse_beyond(depth: int) -> None:
    if depth > MOST_NESTED:
        raise _RefusalError(
            f"opens more than {MOST_NESTED} brackets within each other; print it to a new PDF"
        )


def _limit(used: float) -> None:
    """Let the process have so much time for the next page, and so much memory in all."""
    if resource is None:
        return
    seconds = min(int(used) + SECONDS_A_PAGE, MOST_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _pages(content: bytes) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        many = len(document.pages)
        if many > MOST_PAGES:
            raise _RefusalError(f"has {many} pages, a report at most {MOST_PAGES}; split it")
        found, held = [], 0
        for page in document.pages:
            if resource is not None:
                _limit(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
            found.append(_page(page))
            held += len(found[-1]["glyphs"])
            if held > MOST_CHARACTERS or len(found[-1]["glyphs"]) > MOST_ON_A_PAGE:
                raise _RefusalError(
                    f"has {held} characters on {len(found)} pages, more than a report; split it"
                )
            page.close()
    return found


def _page(page: Any) -> dict[str, Any]:
    turned = [(char, _way(char["matrix"])) for char in page.chars]
    ways = Counter(way for _, way in turned if way)
    most = ways.most_common(1)[0][0] if ways else "right"
    # What runs another way than most, such as a watermark, is no text of the page.
    chars = [[c["text"], *_box(c, most, page)] for c, way in turned if way == most]
    text = "".join(c[0] for c in chars)
    han = sum("\u3400" <= c <= "\u9fff" for c in text)
    return {
        "glyphs": chars,
        "tables": list(_tables(page, most)),
        "scan": han < WORDLESS and _pictured(page) >= PICTURE,
        "unknown": text.count("(cid:"),
    }


def _pictured(page: Any) -> float:
    whole = float(page.width * page.height) or 1.0
    return sum(float(i["width"]) * float(i["height"]) for i in page.images) / whole


def _tables(page: Any, way: str) -> Iterator[list[list[float]]]:
    """Yield the boxes of the cells of each table that is drawn with lines."""
    if len(page.lines) + len(page.rects) + len(page.curves) > MOST_STROKES:
        return
    sides = _open_sides(page.debug_tablefinder().edges)
    for table in page.find_tables({"explicit_vertical_lines": sides}):
        corners = ("x0", "top", "x1", "bottom")
        yield [_box(dict(zip(corners, c, strict=True)), way, page) for c in table.cells]


def _open_sides(edges: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the outer sides of a table whose rules reach over its outermost drawn ones."""
    rules = sorted((e for e in edges if e["orientation"] == "h"), key=itemgetter("top"))
    inner = [e for e in edges if e["orientation"] == "v"]
    sides: list[dict[str, Any]] = []
    for rule, below in pairwise(rules):
        left, right = rule["x0"], rule["x1"]
        same = abs(below["x0"] - left) < NEAR and abs(below["x1"] - right) < NEAR
        if same and any(
            left + NEAR < e["x0"] < right - NEAR
            and e["top"] < rule["top"] + NEAR
            and e["bottom"] > below["top"] - NEAR
            for e in inner
        ):
            heights = {"top": rule["top"], "bottom": below["top"]}
            tall = below["top"] - rule["top"]
            sides += [
                {"object_type": "line", "x0": x, "x1": x, "height": tall, **heights}
                for x in (left, right)
            ]
    return sides


def _way(matrix: Any) -> str:
    """Return whither a character's line runs: right, left, up or down; nothing if aslant."""
    along, across = float(matrix[0]), float(matrix[1])
    if abs(across) <= _STRAIGHT * abs(along):
        return "right" if along > 0 else "left"
    if abs(along) <= _STRAIGHT * abs(across):
        return "up" if across > 0 else "down"
    return ""


def _box(held: Any, way: str, page: Any) -> list[float]:
    """Return left, right, top and bottom, turned so that lines run to the right."""
    wide, high = float(page.width), float(page.height)
    left, right, top, bottom = (float(held[side]) for side in ("x0", "x1", "top", "bottom"))
    box = (left, right, top, bottom)
    if way == "up":
        box = (high - bottom, high - top, left, right)
    elif way == "down":
        box = (top, bottom, wide - right, wide - left)
    elif way == "left":
        box = (wide - right, wide - left, high - bottom, high - top)
    return [round(side, 2) for side in box]


if __name__ == "__main__":
    sys.exit(main())
