"""Typst's input becomes a PDF: PDF/UA-1 and PDF/A-3a together, the same bytes each time."""

from functools import lru_cache
from typing import Literal

import typst

from fadu.briefing.typeset import Typesetting
from fadu.errors import BuildError

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
        # The stubs know only single inputs; a dict of files is documented.
        pdf: bytes = typst.compile(  # type: ignore[call-overload]
            dict(source.files),
            font_paths=_fonts(source.house.all_font_paths),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=source.moment,
        )
    except typst.TypstError as error:
        said = " ".join([error.message, *error.hints]).replace("\n", " ")
        raise BuildError(f"the page could not be set: {said}") from error
    return pdf


@lru_cache(maxsize=4)
def _fonts(paths: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(paths)
    )
