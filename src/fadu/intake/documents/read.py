"""One report file to its text."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fadu.errors import DocumentError
from fadu.intake.documents.docx import docx_text
from fadu.intake.documents.encoding import decode
from fadu.intake.documents.html import read_html
from fadu.intake.documents.pdf import pdf_text
from fadu.intake.documents.source import Kind, kind_of, read_bytes


@dataclass(frozen=True)
class Document:
    """The text of a file.

    Parameters
    ----------
    path
        Where it was read.
    kind
        html, pdf, docx, markdown or text.
    text
        Of a text file exactly its characters, without a byte order mark.
    title
        As the file itself declares it; may be empty.
    pages
        Where each page begins in `text`; empty where there are none.
    sha256
        Of the file.
    about
        What a web page declares of itself: `published`, `publisher`, `url`.
    pictures
        Pages, counted from 1, that are pictures without text.
    """

    path: Path
    kind: Kind
    text: str
    title: str
    pages: tuple[int, ...]
    sha256: str
    about: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[int, ...] = ()


def read_document(path: Path) -> Document:
    """Return the text of a report file.

    Parameters
    ----------
    path
        An .html, .pdf, .docx, .txt or .md file; its content decides what it is.

    Raises
    ------
    DocumentError
        It cannot be read as text; the message says why and what to do.
    """
    content = read_bytes(path)
    kind = kind_of(path, content)
    title = ""
    about: Mapping[str, str] = {}
    pages: tuple[int, ...] = ()
    pictures: tuple[int, ...] = ()
    if kind == "pdf":
        text, pages, pictures = pdf_text(content, path)
    elif kind == "docx":
        text = docx_text(content, path)
    elif kind == "html":
        page = read_html(content, path)
        text, title, about = page.text, page.title, page.about
    else:
        text = decode(content, path)
    if not text.strip():
        raise DocumentError(f"{path} holds no text; there is nothing to read")
    digest = hashlib.sha256(content).hexdigest()
    return Document(path, kind, text, title, pages, digest, about, pictures)
