"""What a Word file shows: paragraphs, tables, text boxes and notes, as they stand accepted."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from fadu.intake.documents.rendered import marks_a_note
from fadu.intake.documents.tables import Cell, grid, is_number, of_data, table_lines
from fadu.intake.documents.wordlists import Lists

PARAGRAPH, TABLE, ROW, CELL = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_GONE = frozenset(
    [qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:rt"), qn("w:txbxContent"),
     qn("w:instrText"), qn("w:delText"), _FALLBACK]
)  # fmt: skip
_MARKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
MOST_COLUMNS = 100
GOES_ON = "\x00"
"""Stands in a cell that the one above it reaches down to."""


def lines_of(body: Any, lists: Lists) -> Iterator[str]:
    """Yield the lines of a document's body, or of a note.

    Parameters
    ----------
    body
        Of the main part; insertions that were tracked are read, deletions are not.
    lists
        Counts the paragraphs that are numbered automatically.
    """
    for element in body.iter(PARAGRAPH, TABLE):
        around = {above.tag for above in element.iterancestors()}
        if TABLE in around or _FALLBACK in around or qn("w:del") in around:
            continue
        if element.tag == TABLE:
            yield from _table(element, lists)
        else:
            yield from shown(element, lists).splitlines()


def shown(paragraph: Any, lists: Lists) -> str:
    """Return the text of a paragraph with the number that Word puts before it."""
    label = lists.label(paragraph)
    words = "".join(_words(paragraph))
    return label + words if words.strip() else words


def notes_in(body: Any) -> list[tuple[str, str]]:
    """Return the notes that a body refers to, in its order: footnote or endnote, and its id."""
    return [
        (etree.QName(mark).localname.removesuffix("Reference"), mark.get(qn("w:id"), ""))
        for mark in body.iter(*_NOTES)
    ]


def _words(paragraph: Any) -> Iterator[str]:
    walk = etree.iterwalk(paragraph, events=("start",))
    before = ""
    for _, element in walk:
        if element.tag in _GONE or _unseen(element):
            walk.skip_subtree()
        elif element.tag in (qn("w:t"), _MATHS) and element.text:
            raised = element.tag == qn("w:t") and _raised(element.getparent())
            if not (raised and marks_a_note(element.text, before)):
                before = element.text
                yield before
        elif element.tag in _MARKS:
            yield _MARKS[element.tag]


def _unseen(element: Any) -> bool:
    """Whether it is hidden text, or an entry of a table of contents."""
    if element.tag == qn("w:hyperlink"):
        return element.get(qn("w:anchor"), "").startswith("_Toc")
    hidden = (
        element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if element.tag == qn("w:r") else None
    )
    return hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false")


def _raised(run: Any) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return mark is not None and mark.get(qn("w:val")) == "superscript"


def _table(table: Any, lists: Lists) -> Iterator[str]:
    rows = [
        list(_cells(row, lists))
        for row in table.iter(ROW)
        if next(row.iterancestors(TABLE)) is table and not _deleted(row)
    ]
    if of_data([cell.words for row in rows for cell in row]):
        yield from table_lines(_filled(grid(rows)))
    else:
        yield from (line for row in rows for cell in row for line in cell.words.splitlines())


def _cells(row: Any, lists: Lists) -> Iterator[Cell]:
    for cell in row.iter(CELL):
        if next(cell.iterancestors(ROW)) is not row:
            continue
        words = "\n".join(
            shown(p, lists)
            for p in cell.iter(PARAGRAPH)
            if not any(above.tag in (_FALLBACK, qn("w:del")) for above in p.iterancestors())
        )
        about = cell.find(qn("w:tcPr"))
        wide = about.find(qn("w:gridSpan")) if about is not None else None
        down = about.find(qn("w:vMerge")) if about is not None else None
        goes_on = down is not None and down.get(qn("w:val"), "continue") == "continue"
        yield Cell(GOES_ON if goes_on else words.strip(), right=_span(wide))


def _filled(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield rows in which words that reach down stand again, a number does not."""
    above: list[str] = []
    for row in rows:
        words = ["" if is_number(cell) else cell for cell in above]
        above = [
            cell if cell != GOES_ON else words[n] if n < len(words) else ""
            for n, cell in enumerate(row)
        ]
        yield above


def _span(mark: Any) -> int:
    given = "" if mark is None else mark.get(qn("w:val"), "")
    return min(max(int(given), 1), MOST_COLUMNS) if given.isdecimal() and len(given) < 5 else 1


def _deleted(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None
