"""The text layer of a PDF: columns, headers and broken lines put right."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from fadu.errors import DocumentError
from fadu.intake.documents import glyphs
from fadu.intake.documents.aligned import with_aligned
from fadu.intake.documents.columns import lines_in_order
from fadu.intake.documents.lines import drop_running, paragraphs
from fadu.intake.documents.pieces import Glyph, Piece
from fadu.intake.documents.ruled import Box, with_headings, with_single_rows, with_tables

MOST_OBJECTS = 200_000
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_COUNT = re.compile(rb"/(?:Size|Count|N)\s+(\d{6,})")
UNKNOWN = 0.02
"""Share of characters that a font may leave unnamed."""


def pdf_text(content: bytes, path: Path) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return the text of a PDF, where in it each page begins, and which pages are pictures.

    Parameters
    ----------
    content
        The file.
    path
        For the message.

    Raises
    ------
    DocumentError
        Damaged, encrypted, too many objects or pages, too much work, or a scan without text.
    """
    objects = sum(1 for _ in _OBJECT.finditer(content))
    objects = max([objects, *(int(m[1][:12]) for m in _COUNT.finditer(content))])
    if objects > MOST_OBJECTS:
        raise DocumentError(
            f"{path} has {objects} objects, a report at most {MOST_OBJECTS}; print it to a new PDF"
        )
    pages = _pages(content, path)
    if not pages:
        raise DocumentError(f"{path} is a PDF without pages; print it to a new PDF")
    if all(page["scan"] or not page["glyphs"] for page in pages):
        raise DocumentError(
            f"{path} is a scan without text: {len(pages)} pages; run text recognition first"
        )
    known = sum(len(page["glyphs"]) for page in pages)
    if sum(page["unknown"] for page in pages) > UNKNOWN * known:
        raise DocumentError(
            f"{path}: its fonts do not say which characters they print; run text recognition "
            "first"
        )
    pieces = list(map(_pieces, pages))
    whole = with_headings(drop_running(pieces))
    text, starts = paragraphs([lines_in_order(page) for page in whole])
    return text, starts, tuple(n for n, page in enumerate(pages, 1) if page["scan"])


def _pieces(page: dict[str, Any]) -> list[Piece]:
    held = [Glyph(*glyph) for glyph in page["glyphs"]]
    tables = [[Box(*cell) for cell in table] for table in page["tables"]]
    return with_single_rows(with_aligned(with_tables(held, tables)), held, tables)


def _pages(content: bytes, path: Path) -> list[dict[str, Any]]:
    """Have the characters read by a process of its own, which may die of a hostile file."""
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter, this package
            [sys.executable, "-P", str(Path(glyphs.__file__))],
            input=content,
            capture_output=True,
            check=False,
            timeout=4 * glyphs.MOST_SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        raise DocumentError(
            f"{path} takes more than {glyphs.SECONDS_A_PAGE} seconds a page, or "
            f"{glyphs.MOST_MEMORY // 2**30} GB, to read; print it to a new PDF"
        ) from error
    if "refused" in found:
        raise DocumentError(f"{path} {found['refused']}")
    pages: list[dict[str, Any]] = found["pages"]
    return pages
