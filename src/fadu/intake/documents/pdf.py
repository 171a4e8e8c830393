"""The text layer of a PDF: columns, headers and broken lines put right."""

import io
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pdfplumber

from fadu.errors import DocumentError
from fadu.intake.documents.lines import drop_running_lines, join_lines

MOST_PAGES = 1500
MOST_OBJECTS = 200_000
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_COUNT = re.compile(rb"/(?:Size|Count|N)\s+(\d{6,})")
_GUTTER = 8.0
_WIDE = 100.0
FEWEST = 20


def pdf_text(content: bytes, path: Path) -> tuple[str, tuple[int, ...]]:
    """Return the text of a PDF and where in it each page begins.

    Parameters
    ----------
    content
        The file.
    path
        For the message.

    Raises
    ------
    DocumentError
        Damaged, encrypted, too many objects or pages, or a scan without text.
    """
    objects = sum(1 for _ in _OBJECT.finditer(content))
    objects = max([objects, *(int(m[1]) for m in _COUNT.finditer(content))])
    if objects > MOST_OBJECTS:
        raise DocumentError(
            f"{path} has {objects} objects, a report at most {MOST_OBJECTS}; print it to a new PDF"
        )
    try:
        pages = _pages(content, path)
    except DocumentError:
        raise
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise DocumentError(f"{path}: not readable as PDF: {reason[:120]}") from error
    if not any("".join(page).strip() for page in pages):
        raise DocumentError(
            f"{path} is a scan without text: {len(pages)} pages; run text recognition first"
        )
    return _joined(drop_running_lines(pages))


def _pages(content: bytes, path: Path) -> list[list[str]]:
    with pdfplumber.open(io.BytesIO(content)) as document:
        many = len(document.pages)
        if many > MOST_PAGES:
            raise DocumentError(
                f"{path} has {many} pages, a report at most {MOST_PAGES}; split it"
            )
        pages = []
        for page in document.pages:
            pages.append(_lines(page))
            page.close()
    return pages


def _lines(page: Any) -> list[str]:
    columns = _columns(page)
    if columns is None:
        return _extracted(page)
    middle, top, bottom = columns
    x0, y0, x1, y1 = page.bbox
    regions = (
        (x0, y0, x1, top), (x0, top, middle, bottom), (middle, top, x1, bottom),
        (x0, bottom, x1, y1),
    )  # fmt: skip
    return [
        line
        for region in regions
        if region[3] > region[1]
        for line in _extracted(page.crop(region))
    ]


def _extracted(page: Any) -> list[str]:
    return (page.extract_text(x_tolerance=2, y_tolerance=3) or "").splitlines()


def _columns(page: Any) -> tuple[float, float, float] | None:
    """Return where two columns part, begin and end: a strip that no line between crosses."""
    words = page.extract_words(x_tolerance=2, keep_blank_chars=True)
    if len(words) < FEWEST:
        return None
    for share in (0.5, 0.48, 0.52, 0.46, 0.54, 0.44, 0.56):
        middle = page.bbox[0] + float(page.width) * share
        left = [w for w in words if w["x1"] <= middle - _GUTTER / 2]
        right = [w for w in words if w["x0"] >= middle + _GUTTER / 2]
        if min(len(left), len(right)) * 4 < len(words) or not _running(left):
            continue
        top = min(w["top"] for w in right) - 1
        bottom = max(w["bottom"] for w in (*left, *right)) + 1
        within = sum(top < w["top"] < bottom for w in (*left, *right))
        crossing = sum(top < w["top"] < bottom for w in words) - within
        if not crossing:
            return middle, max(top, page.bbox[1]), min(bottom, page.bbox[3])
    return None


def _running(column: list[dict[str, Any]]) -> bool:
    """Whether lines are as wide as running text has them, not as a table has its cells."""
    lines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for word in column:
        lines[round(word["top"] / 4)].append(word)
    widths = [
        float(max(w["x1"] for w in line) - min(w["x0"] for w in line))
        for line in lines.values()
    ]
    return sum(width > _WIDE for width in widths) * 2 >= len(widths)


def _joined(pages: list[list[str]]) -> tuple[str, tuple[int, ...]]:
    text, starts = "", []
    for page in pages:
        joined = join_lines(page)
        on = bool(text and joined) and not text.rstrip().endswith(("。", "！", "；", "："))
        text += "" if on or not text else "\n"
        starts.append(len(text))
        text += joined
    return text, tuple(starts)
