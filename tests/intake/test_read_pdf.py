"""PDF: columns, broken lines, pages, tables, turned pages, scans; nothing that hangs."""

import base64
import resource
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pylopdf_fonts_zh_cn
import pypdf
import pytest
import typst

from fadu.cli import main
from fadu.errors import DocumentError
from fadu.intake import Report, read_report
from fadu.intake.documents import glyphs
from fadu.intake.documents.pieces import Glyph, joined, pieces_of

FONTS = [str(next(iter(pylopdf_fonts_zh_cn.__path__)))]
HEAD = '#set page(width: 16cm, height: 14cm, margin: 1.5cm, header: [通州区司法局 法治政府建设情况报告], numbering: "— 1 —")\n'
FACE = '#set text(font: "Noto Serif SC", lang: "zh", size: 11pt)\n'
INDENTED = "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
BODY = (
    "一、主要成效",
    "（一）全区坚持依法行政，行政复议工作稳步推进，共收到行政复议申请86件，受理71件，审结68件，行政复议直接纠错率为16.2%。",
    "全年制发行政规范性文件三件，行政机关负责人出庭应诉率达到100%。全区三级调解组织共受理矛盾纠纷14374起，调处成功14129起，调处成功率98.3%。",
    "二、存在问题",
    "少数干部依法行政能力有待提高，基层执法力量仍显不足，信息化水平还需进一步提升，法治宣传教育的针对性和实效性不强。",
)
SURFACES = ["86", "71", "68", "16.2", "三", "100", "14374", "14129", "98.3"] * 4
TEXT = [
    line.replace("全区", f"全区{n}个部门" if n % 2 else f"全区共{n}个镇街和部门")
    for n in range(21, 25)
    for line in BODY
]
PROSE = "\n\n".join(TEXT)
Set = Callable[[str], Report]


@pytest.fixture
def setting(tmp_path: Path) -> Set:
    """Return a function that sets a page and reads it."""

    def read(source: str) -> Report:
        path = tmp_path / "report.pdf"
        path.write_bytes(typst.compile(source.encode(), font_paths=FONTS))
        return read_report(path)

    return read


def surfaces(report: Report) -> list[str]:
    figures = report.figures()
    return figures.loc[figures["indicator"] != "", "surface"].tolist()


PAGES = {
    "indented": HEAD + FACE + INDENTED + PROSE,
    "not indented": HEAD + FACE + "#set par(justify: true)\n" + PROSE,
    "ragged": HEAD + FACE + INDENTED.replace("true, f", "false, f") + PROSE,
    "characters apart": HEAD + FACE.replace("11pt", "12pt, tracking: 2pt") + INDENTED + PROSE,
    "two columns": HEAD + FACE + INDENTED + f"#columns(2)[{PROSE}\n\n]",
    "three columns": HEAD.replace("16cm", "24cm").replace("14cm", "7.5cm") + FACE.replace("11pt", "9pt") + INDENTED + f"#columns(3)[{PROSE}\n\n]",
    "two columns below a title": HEAD + FACE + INDENTED + f"#align(center)[#text(size: 16pt)[年度报告]]\n#columns(2)[{PROSE}]",
    "notes below": HEAD + FACE + INDENTED + PROSE.replace("86件", "86件#footnote[口径见附件说明。]"),
    "a watermark": HEAD.replace("numbering", "background: rotate(45deg, text(40pt)[内部资料 888件]), numbering") + FACE + INDENTED + PROSE,
    "a table of contents": HEAD + FACE + "#outline()\n#pagebreak()\n" + INDENTED + f"= 年度报告\n{PROSE}",
}  # fmt: skip


@pytest.mark.parametrize("source", PAGES.values(), ids=PAGES)
def test_paragraphs_are_read_whole(setting: Set, source: str) -> None:
    """Lines, columns and pages end where the sheet does; paragraphs and figures do not."""
    report = setting(source)
    assert [line for line in TEXT if line not in report.text.splitlines()] == []
    assert surfaces(report) == SURFACES
    assert [junk for junk in ("司法局", "— 1", "888", "....") if junk in report.text] == []


def test_a_sentence_goes_on_over_the_page(setting: Set) -> None:
    """What heads and numbers pages is no text, and a page begins where it is said to."""
    report = setting(HEAD + FACE + INDENTED + PROSE)
    assert report.text.splitlines() == TEXT
    assert len(report.pages) > 2
    assert report.page(0) == 1
    assert report.page(len(report.text) - 1) == len(report.pages)
    assert {report.page(start) for start in report.pages} == set(
        range(1, len(report.pages) + 1)
    )


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read(tmp_path: Path, setting: Set, turn: int) -> None:
    """A page that lies on its side or upside down has the same text."""
    text = setting(HEAD + FACE + INDENTED + PROSE).text
    turned = pypdf.PdfWriter(tmp_path / "report.pdf")
    for page in turned.pages:
        page.rotate(turn)
    turned.write(tmp_path / "turned.pdf")
    assert read_report(tmp_path / "turned.pdf").text == text


def test_a_drawn_table_names_its_numbers(setting: Set) -> None:
    """Each number follows the label of its row and the headings of its column."""
    table = (
        "#table(columns: 3, table.cell(rowspan: 2)[指标], table.cell(colspan: 2)[年份],"
        "[2022年], [2023年], [行政复议收到申请（件）], [180], [199], [受理（件）], [140], [157])"
    )
    report = setting(
        "#set page(width: 16cm, height: 9cm)\n"
        + FACE
        + f"办理情况如下。\n{table}\n以上均已公开。"
    )
    assert report.text.splitlines() == [
        "办理情况如下。",
        "行政复议收到申请（件），年份 2022年：180；年份 2023年：199",
        "受理（件），年份 2022年：140；年份 2023年：157",
        "以上均已公开。",
    ]


def test_a_title_of_two_lines_is_one(setting: Set) -> None:
    """A title that is set large and broken is read whole."""
    title = "江苏省南通市通州区人民政府2023年法治政府建设情况报告"
    report = setting(
        HEAD + FACE + f"#align(center)[#text(size: 20pt)[{title}]]\n" + INDENTED + PROSE
    )
    assert (report.title, report.district) == (title, "320612")


def test_a_scan_without_text_is_refused(setting: Set) -> None:
    """A page that is only a picture says that it is a scan."""
    with pytest.raises(DocumentError, match="is a scan without text: 1 pages"):
        setting("#set page(width: 5cm, height: 5cm)\n#rect(width: 2cm, height: 2cm)")


DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
SCAN = f'#page(margin: 0pt, header: none, numbering: none)[#place(image(bytes({tuple(DOT)}), width: 100%, height: 100%, fit: "stretch"))扫描全能王]\n'


def test_pages_that_are_pictures_are_named(
    tmp_path: Path, setting: Set, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report of which some pages are scans is read, and those pages are told."""
    assert setting(HEAD + FACE + INDENTED + SCAN + PROSE).pictures == (1,)
    assert main(["extract", str(tmp_path / "report.pdf")]) == 0
    assert "that are pictures: 1; their figures are not read" in capsys.readouterr().err
    with pytest.raises(DocumentError, match="is a scan without text: 2 pages"):
        setting(HEAD + FACE + SCAN + SCAN)


def test_an_encrypted_file_is_refused(tmp_path: Path, setting: Set) -> None:
    """A password is asked for by name; a file that opens without one is read."""
    setting(HEAD + FACE + INDENTED + PROSE)
    for password, open_ in (("secret", False), ("", True)):
        book = pypdf.PdfWriter(tmp_path / "report.pdf")
        book.encrypt(password, owner_password="owner", algorithm="AES-256")  # noqa: S106
        book.write(tmp_path / "locked.pdf")
        if open_:
            assert surfaces(read_report(tmp_path / "locked.pdf")) == SURFACES
        else:
            with pytest.raises(DocumentError, match="is encrypted; save it without a password"):
                read_report(tmp_path / "locked.pdf")


def drawn(content: bytes, about: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """Return a PDF of one page with the content stream given."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), about, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    made, places = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(parts) + 1, table, len(parts) + 1, len(made))
    )


def nested(depth: int) -> bytes:
    """Return a page that draws ten forms, each of which draws ten, and so on."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 60>>stream\n%s\nendstream"
    forms = [form % (7 + n, b"/X Do " * 10) for n in range(depth)]
    return drawn(b"/X Do " * 10, more=(*forms, form % (6, b"BT ET".ljust(60))))


BOMBS = {
    "a small stream that unpacks to 400 MB": (
        drawn(
            zlib.compress(b"BT /F 10 Tf (a) Tj ET\n" * 20_000_000, 1), b"/Filter/FlateDecode"
        ),
        "holds a stream of more than 32 MB; print it to a new PDF without large pictures",
    ),
    "brackets of strings": (drawn(b"(" * 3_000_000), "opens more than 1000 brackets"),
    "brackets of lists": (drawn(b"[" * 3_000_000), "opens more than 1000 brackets"),
    "brackets of tables": (drawn(b"<<" * 1_500_000), "opens more than 1000 brackets"),
}


@pytest.mark.parametrize(("content", "said"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """What no report holds is refused where it begins, not after all time is used up."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(content)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(DocumentError, match=said):
        read_report(path)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - used < 5


@pytest.mark.long
def test_forms_within_forms_end_in_time(tmp_path: Path) -> None:
    """A PDF that would keep its reader busy for hours is refused within the time of a page."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(nested(30))
    start = time.monotonic()
    with pytest.raises(DocumentError, match="takes more than 10 seconds a page, or 2 GB"):
        read_report(path)
    assert time.monotonic() - start < 8 * glyphs.SECONDS_A_PAGE


def test_a_large_picture_is_no_bomb(tmp_path: Path) -> None:
    """A picture is not unpacked, however large it is; the words beside it are read."""
    packed = zlib.compress(bytes(40 * 2**20), 1)
    picture = b"<</Type/XObject/Subtype/Image/Width 8192/Height 5120/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
    path = tmp_path / "a.pdf"
    words = b"BT /F 9 Tf 50 700 Td (86 cases) Tj ET q 90 0 0 90 0 0 cm /X Do Q"
    path.write_bytes(drawn(words, more=(picture % (len(packed), packed),)))
    assert read_report(path).text == "86 cases"


def test_a_stream_with_a_wrong_checksum_is_read(tmp_path: Path) -> None:
    """Of a damaged stream what stands before the damage is read."""
    packed = zlib.compress(b"BT /F 9 Tf 50 700 Td (86 cases) Tj ET")
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn(packed[:-4] + b"0000", b"/Filter/FlateDecode"))
    assert read_report(path).text == "86 cases"


def test_a_damaged_page_says_nothing_on_its_own(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A form that draws itself is refused in one line; the library's remarks are not shown."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn(b"/X Do", more=(form,)))
    assert main(["extract", str(path)]) == 2
    assert capfd.readouterr() == (
        "",
        f"fadu: {path} is a scan without text: 1 pages; run text recognition first\n",
    )


def test_fonts_that_name_no_characters_are_refused(tmp_path: Path) -> None:
    """Characters without a name are not taken for text."""
    face = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    content = drawn(b"BT /F 12 Tf 50 700 Td <002100220023> Tj ET", more=(below,))
    path = tmp_path / "a.pdf"
    path.write_bytes(content.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", face))
    with pytest.raises(DocumentError, match="its fonts do not say which characters they print"):
        read_report(path)


def line(words: str, *, gap: float = 0.0, size: float = 10.0) -> list[Glyph]:
    """Return characters side by side; a letter or digit is half as wide as it is high."""
    found, at = [], 0.0
    for mark in words:
        wide = size if mark > "\u2e80" else size / 2
        if mark != "_":
            found.append(Glyph(mark, at, at + wide, 0.0, size))
        at += wide + gap
    return found


@pytest.mark.parametrize(
    ("printed", "gap", "said"),
    [
        ("受理14374起", 0.0, ["受理14374起"]),
        ("受理14374起", 4.0, ["受理14374起"]),
        ("受理14_374起", 0.0, ["受理14 374起"]),
        ("收到____88", 0.0, ["收到", "88"]),
    ],
)
def test_blanks_are_told_by_the_gaps(printed: str, gap: float, said: list[str]) -> None:
    """Characters set apart are not parted; a gap that is wider than the others is a blank."""
    assert [piece.text for piece in pieces_of(line(printed, gap=gap))] == said


def test_what_is_printed_twice_counts_once() -> None:
    """Characters printed twice, a little aside, to look bold are one; 11 stays 11."""
    twice = [
        Glyph(g.text, g.left + 0.2, g.right + 0.2, g.top, g.bottom) for g in line("受理11起")
    ]
    assert joined(pieces_of([*line("受理11起"), *twice])) == "受理11起"
