"""A report that has been read: its text, its sections, and what it says about itself."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from os import PathLike
from pathlib import Path

import pandas as pd

from fadu.codebook import Codebook, read_codebook
from fadu.districts import Register
from fadu.files import bundled
from fadu.intake.documents import read_document
from fadu.intake.documents.source import Kind
from fadu.intake.extract import extract
from fadu.intake.figure import Figure, frame
from fadu.intake.figures.layout import Section, find_sections
from fadu.intake.figures.places import bundled_register
from fadu.intake.guess import Guess, guess
from fadu.intake.plain import plain


@dataclass(frozen=True)
class Report:
    """The text of a report with what was guessed about it; every guess can be overridden.

    Parameters
    ----------
    path
        The file it was read from.
    kind
        html, pdf, docx, markdown or text.
    text
        What every span is a slice of; of a text file exactly its characters, line ends as they
        are, without the byte order mark: ``path.read_bytes().decode("utf-8-sig")``.
    title
        Its title, or nothing.
    sections
        Its headed sections.
    place_names
        Names of its place as printed.
    candidates
        Codes that the first of these names may mean; one where it is clear.
    year
        The year it reports, or None.
    evidence
        For `district` and `year`, the words that they were read from.
    pages
        Where each page begins; empty where there are none.
    sha256
        Of the file.
    about
        What a web page declares of itself: `published`, `publisher`, `url`.
    pictures
        Pages of a PDF, counted from 1, that are pictures without text.
    """

    path: Path
    kind: Kind
    text: str
    title: str
    sections: tuple[Section, ...]
    place_names: tuple[str, ...]
    candidates: tuple[str, ...]
    year: int | None
    evidence: dict[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    sha256: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[int, ...] = ()

    @property
    def district(self) -> str:
        """Code of its place; empty where it is unknown or several."""
        return self.candidates[0] if len(self.candidates) == 1 else ""

    def page(self, place: int) -> int | None:
        """Return the page, counted from 1, that a place of the text stands on."""
        return bisect_right(self.pages, place) if self.pages else None

    def extract(
        self,
        codebook: Codebook | None = None,
        district: str | None = None,
        year: int | None = None,
    ) -> tuple[Figure, ...]:
        """Return its figures with confidence and runner-up.

        Parameters
        ----------
        codebook
            By default the bundled one.
        district
            Code or name that overrides the guess.
        year
            Year that overrides the guess.
        """
        code = district or self.district
        return extract(
            self.text,
            codebook or bundled_codebook(),
            district=code or None,
            year=year or self.year,
            names=_names(code, () if district else self.place_names),
        )

    def figures(
        self,
        codebook: Codebook | None = None,
        district: str | None = None,
        year: int | None = None,
    ) -> pd.DataFrame:
        """Return the table that ``fadu extract`` writes.

        Parameters
        ----------
        codebook
            By default the bundled one.
        district
            Code or name that overrides the guess.
        year
            Year that overrides the guess.

        Returns
        -------
        pandas.DataFrame
            One row for each quantity, or for each indicator that one number serves.
        """
        return frame(self.extract(codebook, district, year))


def read_report(path: str | PathLike[str], register: Register | None = None) -> Report:
    """Read a report file.

    Parameters
    ----------
    path
        An .html, .pdf, .docx, .txt or .md file; nothing that it refers to is fetched.
    register
        Of districts; by default the bundled one.

    Returns
    -------
    Report
        Its text, its sections, and its title, place and year as guessed.

    Raises
    ------
    DocumentError
        The file cannot be read as text.
    """
    document = read_document(Path(path))
    reading = plain(document.text)
    known = register or bundled_register()
    said = guess(f"{document.title}\n{reading}" if document.title else reading, known)
    names, candidates, evidence = _named(said, document.about.get("publisher", ""), known)
    return Report(
        path=document.path,
        kind=document.kind,
        text=document.text,
        title=said.title or document.title,
        sections=find_sections(reading),
        place_names=names,
        candidates=candidates,
        year=said.year,
        evidence=evidence,
        pages=document.pages,
        sha256=document.sha256,
        about=document.about,
        pictures=document.pictures,
    )


def _named(
    said: Guess, publisher: str, register: Register
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
    """Return the names of the place, the codes they may mean, and what tells.

    Where the report alone does not tell, the publisher that its page declares may.
    """
    candidates = _candidates(said.names, register)
    named = guess(publisher, register).names if len(candidates) != 1 else ()
    narrower = _candidates(named, register)
    if len(narrower) != 1 or (candidates and narrower[0] not in candidates):
        return said.names, candidates, said.evidence
    words = "; ".join(w for w in (said.evidence.get("district"), publisher) if w)
    return said.names or named, narrower, said.evidence | {"district": words}


def _candidates(names: Sequence[str], register: Register) -> tuple[str, ...]:
    for name in names:
        found = register.find(name)
        if found:
            return tuple(found)
    return ()


def _names(code: str, known: Sequence[str]) -> tuple[str, ...]:
    if code and code.isdigit():
        register = bundled_register()
        return (*known, register[code].name) if code in register else tuple(known)
    return tuple(known)


@cache
def bundled_codebook() -> Codebook:
    """Return the bundled codebook, read once."""
    return read_codebook(bundled("data") / "codebook")
