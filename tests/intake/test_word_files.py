"""Word files: what a reader sees is read, wherever the file keeps it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from fadu.errors import DocumentError
from fadu.intake import Report, read_report

TITLE = "苏州市姑苏区2023年法治政府建设情况报告"
W = nsdecls("w")
RUN = "<w:r><w:t>{}</w:t></w:r>"
Make = Callable[[Document], None]


def read(tmp_path: Path, make: Make) -> Report:
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    make(document)
    path = tmp_path / "report.docx"
    document.save(str(path))
    return read_report(path)


def put(document: Document, inner: str) -> None:
    """Append a paragraph of raw XML."""
    document.element.body.insert_element_before(
        parse_xml(f"<w:p {W}>{inner}</w:p>"), "w:sectPr"
    )


SEEN = {
    "plain": RUN.format("受理行政复议71件。"),
    "split over runs": "".join(RUN.format(c) for c in "受理行政复议71件。"),
    "inserted, tracked": f"{RUN.format('受理行政复议')}<w:ins>{RUN.format('71件。')}</w:ins>",
    "deleted, tracked": f"{RUN.format('受理行政复议')}<w:del><w:r><w:delText>69</w:delText></w:r></w:del>{RUN.format('71件。')}",
    "moved, tracked": f"<w:moveFrom>{RUN.format('受理行政复议69件。')}</w:moveFrom><w:moveTo>{RUN.format('受理行政复议71件。')}</w:moveTo>",
    "a smart tag": f'<w:smartTag w:element="chmetcnv">{RUN.format("受理行政复议71件。")}</w:smartTag>',
    "a content control": f"<w:sdt><w:sdtContent>{RUN.format('受理行政复议71件。')}</w:sdtContent></w:sdt>",
    "a link": f'<w:hyperlink w:anchor="a">{RUN.format("受理行政复议71件。")}</w:hyperlink>',
    "a field": f'{RUN.format("受理行政复议")}<w:fldSimple w:instr="SUM 70 1">{RUN.format("71")}</w:fldSimple>{RUN.format("件。")}',
    "hidden text": f"{RUN.format('受理行政复议')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>69</w:t></w:r>{RUN.format('71件。')}",
    "a raised mark of a note": f'{RUN.format("受理行政复议71")}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>[1]</w:t></w:r>{RUN.format("件。")}',
    "a tab and a soft break": f"{RUN.format('受理行政复议71件。')}<w:r><w:br/></w:r>",
}  # fmt: skip


@pytest.mark.parametrize("inner", SEEN.values(), ids=SEEN)
def test_what_is_seen_is_read(tmp_path: Path, inner: str) -> None:
    """Insertions, controls, tags and fields are text; deletions and hidden words are not."""
    report = read(tmp_path, lambda document: put(document, inner))
    assert report.text == f"{TITLE}\n受理行政复议71件。"


BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice Requires='wps'><w:drawing>{}</w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    """A text box stands after the paragraph that it hangs on, without its older copy."""
    box = f"<w:txbxContent><w:p>{RUN.format('审结68件。')}</w:p></w:txbxContent>"
    report = read(
        tmp_path,
        lambda document: put(document, RUN.format("受理行政复议71件。") + BOX.format(box, box)),
    )
    assert report.text == f"{TITLE}\n受理行政复议71件。\n审结68件。"


def test_notes_stand_at_the_end(tmp_path: Path) -> None:
    """Footnotes follow the text in the order of their marks; their numbers are no figures."""
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="1"><w:p>{RUN.format("不含撤回的案件。")}</w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{RUN.format("含上年结转。")}</w:p></w:footnote></w:footnotes>'
    )
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'

    def make(document: Document) -> None:
        put(document, RUN.format("受理行政复议71") + mark.format(2) + RUN.format("件。"))
        put(document, RUN.format("审结68件。") + mark.format(1))
        part = docx.opc.part.Part(
            docx.opc.packuri.PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            notes.encode(),
            document.part.package,
        )
        document.part.relate_to(
            part,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
        )

    assert read(tmp_path, make).text.splitlines() == [
        TITLE, "受理行政复议71件。", "审结68件。", "含上年结转。", "不含撤回的案件。",
    ]  # fmt: skip


NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def test_numbers_that_word_counts_are_text(tmp_path: Path) -> None:
    """Headings numbered by Word itself have their numbers, and the figures their sections."""

    def item(document: Document, level: int, words: str) -> None:
        about = (
            f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
        )
        put(document, about + RUN.format(words))

    def make(document: Document) -> None:
        document.part.numbering_part._element = parse_xml(NUMBERING)
        item(document, 0, "主要成效")
        for n in range(11):
            item(document, 1, f"第{n}点")
        item(document, 3, "受理行政复议71件。")
        item(document, 0, "存在问题")
        item(document, 1, "能力不足")
        item(document, 2, "培训12场次。")

    report = read(tmp_path, make)
    lines = report.text.splitlines()
    assert lines[1:3] == ["一、主要成效", "（一）第0点"]
    assert lines[12:] == [
        "（十一）第10点", "受理行政复议71件。", "二、存在问题", "（一）能力不足", "1.培训12场次。",
    ]  # fmt: skip
    figures = report.figures()
    assert figures.loc[figures["surface"] == "71", "section"].tolist() == [
        "一、主要成效 / (十一)第10点"
    ]


def test_a_table_is_read_in_its_place(tmp_path: Path) -> None:
    """A table of data gives lines of labels and numbers; merged cells name all that they span."""

    def make(document: Document) -> None:
        document.add_paragraph("办理情况如下。")
        table = document.add_table(4, 3)
        for r, row in enumerate(
            [
                ("单位", "收到", "办结"),
                ("区政府", "12", "11"),
                ("区直部门", "30", "29"),
                ("", "8", "7"),
            ]
        ):
            for c, words in enumerate(row):
                table.cell(r, c).text = words
        table.cell(2, 0).merge(table.cell(3, 0))
        document.add_paragraph("以上均已公开。")

    assert read(tmp_path, make).text.splitlines()[1:] == [
        "办理情况如下。", "区政府，收到：12；办结：11", "区直部门，收到：30；办结：29", "区直部门，收到：8；办结：7", "以上均已公开。",
    ]  # fmt: skip


def test_a_table_around_the_whole_report_is_no_table(tmp_path: Path) -> None:
    """A report laid out in one cell keeps its paragraphs and sections."""
    prose = "全区坚持依法行政，" * 20 + "受理行政复议71件。"

    def make(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "一、主要成效"
        cell.add_paragraph(prose)

    report = read(tmp_path, make)
    assert report.text.splitlines() == [TITLE, "一、主要成效", prose]
    assert [s.title for s in report.sections] == ["一、主要成效"]


def test_contents_are_not_read_twice(tmp_path: Path) -> None:
    """Entries of a table of contents, with their page numbers, are left out."""
    entry = f'<w:hyperlink w:anchor="_Toc1">{RUN.format("一、主要成效")}<w:r><w:tab/><w:t>3</w:t></w:r></w:hyperlink>'
    report = read(tmp_path, lambda d: (put(d, entry), put(d, RUN.format("一、主要成效"))))
    assert report.text.splitlines() == [TITLE, "一、主要成效"]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (b"<w:p><w:r><w:t>71</w:t>", "not readable as a Word file"),
        (b"<w:p>" * 400 + b"</w:p>" * 400, "not readable as a Word file"),
        (b"<w:p/>" * 500_001, "tags, a report at most 500000"),
    ],
)
def test_a_damaged_body_is_refused(tmp_path: Path, inner: bytes, said: str) -> None:
    """A body that breaks off, nests too deep or has too many parts ends in one line."""
    source, made = io.BytesIO(), tmp_path / "report.docx"
    docx.Document().save(source)
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            body = old.read(part)
            if part == "word/document.xml":
                body = body.replace(b"<w:body>", b"<w:body>" + inner, 1)
            new.writestr(part, body)
    with pytest.raises(DocumentError, match=said):
        read_report(made)
