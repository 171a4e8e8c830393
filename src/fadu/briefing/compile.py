"""Typst's input becomes a PDF: PDF/UA-1 and PDF/A-3a together, the same bytes each time."""

import json
from functools import lru_cache
from typing import Any, Literal

import typst

from fadu.briefing.endings import plain_endings
from fadu.briefing.typeset import Typesetting
from fadu.errors import BuildError

DENSITIES = (1.0, 0.95, 0.9, 0.85)  # of the space between lines, rows and blocks
LEAST_FILLED = 0.5  # of the last page; below, a tighter setting is tried
MOST_SPARED = 0.2  # of the length: the tightest setting takes 15 % of the space, page ends more
PAGE_HEIGHT = 841.89  # points, A4
REMEMBERED = 10  # runs
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


def compile_pdf(source: Typesetting) -> bytes:
    """Compile `source`; no font of the system, no file and no package from outside is read.

    Parameters
    ----------
    source
        Files, moment and fonts.

    Returns
    -------
    bytes
        The PDF.

    Raises
    ------
    BuildError
        Typst refused; its message in one line.
    """
    try:
        return compile_once(source)
    finally:
        _forget(source)


def compile_once(source: Typesetting) -> bytes:
    """Compile `source` in a process that ends afterwards: what Typst remembers ends with it.

    Parameters, result and errors are those of `compile_pdf`.
    """
    try:
        # The stubs know single inputs only; a dict of files is documented.
        pdf: bytes = typst.compile(  # type: ignore[call-overload]
            **_input(source, _density(source)),
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=source.moment,
        )
    except RuntimeError as error:
        said = " ".join(str(error).split())
        raise BuildError(f"the page could not be set: {said}") from error
    return plain_endings(pdf)


def _forget(source: Typesetting) -> None:
    """Free what Typst remembers of its last ten runs: over many briefings a gigabyte."""
    known = fonts(source.house.all_font_paths)
    for _ in range(REMEMBERED):
        typst.compile(b"", font_paths=known, ignore_system_fonts=True, format="svg")


def _density(source: Typesetting) -> float:
    """Return the first density that leaves no nearly empty last page.

    Each try sets the whole page, so the tightest goes first: where it spares no page, none does.
    """
    loosest, *between, tightest = DENSITIES
    pages, filled = _end(source, loosest)
    whole = pages - 1 + filled
    if pages == 1 or filled > LEAST_FILLED or filled > MOST_SPARED * whole:
        return loosest
    if _end(source, tightest)[0] >= pages:
        return loosest
    return next((d for d in between if _end(source, d)[0] < pages), tightest)


def _end(source: Typesetting, density: float) -> tuple[int, float]:
    """Return the number of pages and how much of the last one is filled, from 0 to 1."""
    found = typst.query(**_input(source, density), selector="<end>", field="value", one=True)
    end = json.loads(found)
    return end["page"], float(end["y"].removesuffix("pt")) / PAGE_HEIGHT


def _input(source: Typesetting, density: float) -> dict[str, Any]:
    return {
        "input": dict(source.files),
        "font_paths": fonts(source.house.all_font_paths),
        "ignore_system_fonts": True,
        "sys_inputs": {"density": str(density)},
    }


@lru_cache(maxsize=4)
def fonts(paths: tuple[str, ...]) -> typst.Fonts:
    """Return the fonts of some files, looked through once; no document is compiled."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(paths)
    )
