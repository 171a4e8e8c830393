"""Typst's input becomes a PDF: PDF/UA-1 and PDF/A-3a together, the same bytes each time."""

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Literal

import typst

from fadu.briefing.endings import plain_endings
from fadu.briefing.settings import Setting, settled
from fadu.briefing.typeset import Typesetting
from fadu.errors import BuildError

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
            **_input(source, settled(lambda setting: _end(source, setting))),
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


def _end(source: Typesetting, setting: Setting) -> Any:
    """Return what the document says of its own layout."""
    return typst.query(**_input(source, setting), selector="<end>", field="value", one=True)


def _input(source: Typesetting, setting: Setting) -> dict[str, Any]:
    # A file, not `sys_inputs`: with these, Typst remembers nothing of the setting before.
    return {
        "input": {**source.files, "setting.json": json.dumps(asdict(setting)).encode()},
        "font_paths": fonts(source.house.all_font_paths),
        "ignore_system_fonts": True,
    }


@lru_cache(maxsize=4)
def fonts(paths: tuple[str, ...]) -> typst.Fonts:
    """Return the fonts of some files, looked through once; no document is compiled."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(paths)
    )
