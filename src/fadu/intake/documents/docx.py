"""The text of a Word file, paragraphs and tables in their order."""

import io
import zipfile
from pathlib import Path

import docx
from docx.table import Table
from lxml import etree

from fadu.errors import DocumentError
from fadu.intake.documents.source import CONVERT
from fadu.intake.documents.tables import table_lines

MOST_PARTS = 3000
MOST_BYTES = 256 * 2**20
MOST_XML = 48 * 2**20
_MAIN = "word/document.xml"


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
        document = docx.Document(io.BytesIO(content))
        lines = [line for part in document.iter_inner_content() for line in _lines(part)]
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        etree.LxmlError,
        EOFError,
        OSError,
    ) as error:
        reason = str(error)[:120] or type(error).__name__
        raise DocumentError(f"{path}: not readable as a Word file: {reason}") from error
    except (RuntimeError, NotImplementedError) as error:
        raise DocumentError(f"{path}: is encrypted or packed oddly; {CONVERT}") from error
    text = "\n".join(lines)
    if not text.strip():
        raise DocumentError(f"{path} holds no text; is it a scan?")
    return text


def _lines(part: object) -> list[str]:
    if isinstance(part, Table):
        return table_lines([[cell.text for cell in row.cells] for row in part.rows])
    return [str(getattr(part, "text", ""))]


def _check(content: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {p.filename for p in parts}
        if _MAIN not in names:
            raise DocumentError(f"{path} is a zip file, but no Word file; {CONVERT}")
        whole = sum(p.file_size for p in parts)
        xml = max(p.file_size for p in parts if p.filename.endswith((".xml", ".rels")))
        if len(parts) > MOST_PARTS or whole > MOST_BYTES or xml > MOST_XML:
            raise DocumentError(
                f"{path} unpacks to {whole // 2**20} MB in {len(parts)} parts; a report does not; "
                "it is not opened"
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _check_xml(archive, part, path)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    with archive.open(part) as stream:
        head = stream.read(4096).replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise DocumentError(
            f"{path} declares XML entities in {part.filename}; it is not opened"
        )
