"""One report file to its text."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fadu.errors import DocumentError
from fadu.intake.documents.docx import docx_text
from fadu.intake.documents.encoding import decode
from fadu.intake.documents.html import html_text
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
    """

    path: Path
    kind: Kind
    text: str
    title: str
    pages: tuple[int, ...]
    sha256: str


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
    pages: tuple[int, ...] = ()
    if kind == "pdf":
        text, pages = pdf_text(content, path)
    elif kind == "docx":
        text = docx_text(content, path)
    elif kind == "html":
        text, title = html_text(content, path)
    else:
        text = decode(content, path)
    if not text.strip():
        raise DocumentError(f"{path} holds no text; there is nothing to read")
    return Document(path, kind, text, title, pages, hashlib.sha256(content).hexdigest())
