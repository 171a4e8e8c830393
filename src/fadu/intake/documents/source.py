"""What a file is, told by its first bytes, and whether it may be read at all."""

import stat
from pathlib import Path
from typing import Literal

from fadu.errors import DocumentError

Kind = Literal["html", "pdf", "docx", "markdown", "text"]
LARGEST = 64 * 2**20
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<table", b"<p>", b"<meta")
CONVERT = "save it as .docx, .pdf, .html or .txt"


def read_bytes(path: Path) -> bytes:
    """Return the content of a report file.

    Parameters
    ----------
    path
        A regular file of at most 64 MB.

    Raises
    ------
    DocumentError
        Not there, a folder, empty, too large, or not readable.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{path}: cannot be opened: {reason}; check the path") from error
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError(f"{path} is a folder; name one report file in it")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError(f"{path} is no regular file; name a report file")
    if not status.st_size:
        raise DocumentError(f"{path} is empty; there is nothing to read")
    if status.st_size > LARGEST:
        size = status.st_size // 2**20
        raise DocumentError(
            f"{path} has {size} MB, a report at most {LARGEST // 2**20}; split it or take out "
            "its pictures"
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error


def kind_of(path: Path, content: bytes) -> Kind:
    """Return what a file is; its content decides, not the end of its name.

    Parameters
    ----------
    path
        Its name is used for the message, and to tell Markdown from plain text.
    content
        All of it.

    Raises
    ------
    DocumentError
        A format that is not read, with what to do instead.
    """
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(f"{path} is an old Word or Excel file; {CONVERT}")
    if head.startswith(b"{\\rtf"):
        raise DocumentError(f"{path} is an RTF file; {CONVERT}")
    if head.startswith(_PICTURES) and b"\x00" in content[:4096]:
        raise DocumentError(f"{path} is a picture; give the text of the report")
    if b"\x00" in content and not content.startswith(_WIDE):
        raise DocumentError(f"{path} holds binary data, no text; {CONVERT}")
    lower = head.lower()
    if lower.startswith(b"<?xml") or any(tag in lower for tag in _TAGS):
        return "html"
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml") and b"<" in content:
        return "html"
    return "markdown" if path.suffix.lower() in (".md", ".markdown") else "text"
