"""The text of a Word file, paragraphs and tables in their order, its notes at the end."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from fadu.errors import DocumentError
from fadu.intake.documents.source import CONVERT
from fadu.intake.documents.wordlists import Lists
from fadu.intake.documents.wordtext import lines_of, notes_in

MOST_PARTS = 3000
MOST_BYTES = 256 * 2**20
MOST_XML = 32 * 2**20
MOST_TAGS = 500_000
_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(content: bytes, path: Path) -> str:
    """Return the text of a Word file.

    Parameters
    ----------
    content
        The file.
    path
        For the message.

    Raises
    ------
    DocumentError
        Damaged, another kind of zip file, or one that unpacks to more than a report can hold.
    """
    try:
        _check(content, path)
        lines = list(_lines(docx.Document(io.BytesIO(content))))
    except DocumentError:
        raise
    except NotImplementedError as error:
        raise DocumentError(f"{path}: is encrypted or packed oddly; {CONVERT}") from error
    except Exception as error:  # python-docx lets errors of any kind through
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise DocumentError(f"{path}: not readable as a Word file: {reason}") from error
    text = "\n".join(line for line in lines if line.strip())
    if not text:
        raise DocumentError(f"{path} holds no text; is it a scan?")
    return text


def _lines(document: Any) -> Iterator[str]:
    parts = {rel.reltype.rpartition("/")[2]: rel for rel in document.part.rels.values()}
    roots = {
        kind: _root(parts[kind].target_part)
        for kind in ("numbering", "styles", "footnotes", "endnotes")
        if kind in parts and not parts[kind].is_external
    }
    lists = Lists(roots.get("numbering"), roots.get("styles"))
    body = document.element.body
    yield from lines_of(body, lists)
    notes = {
        (kind, note.get(f"{_W}id")): note
        for kind in ("footnote", "endnote")
        if f"{kind}s" in roots
        for note in roots[f"{kind}s"].iter(f"{_W}{kind}")
    }
    for mark in notes_in(body):
        if mark in notes:
            yield from lines_of(notes[mark], lists)


def _root(part: Any) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(part.blob, parser)


def _check(content: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if _MAIN not in {p.filename for p in parts}:
            raise DocumentError(f"{path} is a zip file, but no Word file; {CONVERT}")
        read = [p for p in parts if p.filename.endswith((".xml", ".rels"))]
        whole = sum(p.file_size for p in parts)
        xml = max(p.file_size for p in read)
        if len(parts) > MOST_PARTS or whole > MOST_BYTES or xml > MOST_XML:
            raise DocumentError(
                f"{path} unpacks to {whole // 2**20} MB in {len(parts)} parts; a report does not; "
                "it is not opened"
            )
        tags = 0
        for part in read:
            tags += _check_xml(archive, part, path)
        if tags > MOST_TAGS:
            raise DocumentError(
                f"{path} has {tags} tags, a report at most {MOST_TAGS}; it is not opened"
            )


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> int:
    """Refuse XML that declares entities; return the number of its tags."""
    with archive.open(part) as stream:
        text = stream.read(MOST_XML + 1).replace(b"\x00", b"")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise DocumentError(
            f"{path} declares XML entities in {part.filename}; it is not opened"
        )
    return text.count(b"<")
