"""Malformed reports: sound ones of each format, cut, garbled, mixed, and files that are traps."""

import gzip
import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import pylopdf_fonts_zh_cn
import typst
from tests.malformed.trying import Case

TITLE = "苏州市姑苏区2023年法治政府建设情况报告"
LINES = (
    "一、主要成效",
    "（一）化解行政争议。全区共收到行政复议申请86件，受理71件，审结68件，直接纠错率16.2%。",
    "全年办理法律援助案件352件，同比增长12.5%，行政机关负责人出庭应诉率达到100%。",
    "二、存在问题",
    "少数干部依法行政能力有待提高，基层执法力量仍显不足。",
)
TABLE = (("单位", "收到（件）", "办结（件）"), ("区政府", "12", "11"), ("区直部门", "30", "29"))
MIB = 2**20


def _text() -> bytes:
    return "\n".join((TITLE, *LINES, "")).encode()


def _html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in TABLE)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}-政府网</title></head>'
        f'<body><div class="nav"><a href="/">首页</a></div><h1>{TITLE}</h1><div id="zoom">'
        f"{''.join(f'<p>{line}</p>' for line in LINES)}<table>{rows}</table></div></body></html>"
    ).encode()


def _docx() -> bytes:
    document = docx.Document()
    for line in (TITLE, *LINES):
        document.add_paragraph(line)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for r, row in enumerate(TABLE):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _pdf() -> bytes:
    fonts = [str(next(iter(pylopdf_fonts_zh_cn.__path__)))]
    cells = "".join(f"[{cell}]," for row in TABLE for cell in row)
    head = '#set text(font: "Noto Serif SC", lang: "zh")\n'
    source = f"{head}= {TITLE}\n" + "\n\n".join(LINES) + f"\n#table(columns: 3, {cells})"
    return typst.compile(source.encode(), font_paths=fonts)


SOUND: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("txt", _text),
    "text in gb18030": ("txt", lambda: _text().decode().encode("gb18030")),
    "Markdown": ("md", lambda: b"# " + _text()),
    "web page": ("html", _html),
    "web page in gb18030": ("html", lambda: _html().decode().encode("gb18030")),
    "Word": ("docx", _docx),
    "PDF": ("pdf", _pdf),
}


@cache
def sound(kind: str) -> bytes:
    """Return a report without fault."""
    return SOUND[kind][1]()


def reports() -> Iterator[Case]:
    """Yield every malformed report."""
    for kind, (suffix, _) in SOUND.items():
        yield _case(kind, "sound", lambda k=kind: sound(k), suffix)
        yield from _damaged(kind, suffix)
    yield from _parts_of_word()
    yield from _parts_of_pdf()
    yield from _traps()
    yield from _no_files()


def _case(
    kind: str, name: str, content: Callable[[], bytes], suffix: str, *, refused: bool = False
) -> Case:
    def make(folder: Path) -> list[str]:
        (folder / f"report.{suffix}").write_bytes(content())
        return ["extract", f"report.{suffix}"]

    return Case(kind, name, make, refused)


def _damaged(kind: str, suffix: str) -> Iterator[Case]:
    content = sound(kind)
    chance = random.Random(kind)  # noqa: S311  # the same inputs each time
    size = len(content)

    def case(name: str, damaged: bytes, ending: str = suffix) -> Case:
        return _case(f"{kind}, {name.split(' ', maxsplit=1)[0]}", name, lambda: damaged, ending)

    for part in range(1, 13):
        yield case(f"cut at {part}/13", content[: size * part // 13])
    for many in (1, 1, 1, 4, 4, 16, 16, 64, 256):
        spoiled = bytearray(content)
        for _ in range(many):
            spoiled[chance.randrange(size)] = chance.randrange(256)
        yield case(f"garbled in {many} bytes, {chance.random()}", bytes(spoiled))
    for byte in (b"\x00", b"\xff", b"\x1a", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xae"):
        at = chance.randrange(size)
        yield case(f"inserted {byte!r}", content[:at] + byte + content[at:])
    for _ in range(4):
        start, end = sorted(chance.sample(range(size), 2))
        yield case(f"missing {start}:{end}", content[:start] + content[end:])
        yield case(f"repeated {start}:{end}", content[:end] + content[start:])
    for other in SOUND:
        if other != kind:
            foreign = sound(other)
            mixed = content[: size // 2] + foreign[len(foreign) // 2 :]
            yield case(f"spliced with {other}", mixed)
            yield case(f"named .{SOUND[other][0]} ({other})", content, SOUND[other][0])
    yield case("reversed", content[::-1])
    yield case("doubled", content * 2)
    yield case("zipped", _zipped({"report": content}))
    yield case("zipped by gzip", gzip.compress(content, mtime=0))


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _parts_of_word() -> Iterator[Case]:
    with zipfile.ZipFile(io.BytesIO(sound("Word"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    )
    for name, content in parts.items():
        for what, damaged in {
            "cut": content[: len(content) // 2],
            "empty": b"",
            "no XML": b"\x00\xff" * 50,
            "another root": b"<x/>",
            "entities": entity,
            "in utf-16": content.replace(b"UTF-8", b"UTF-16")
            .decode("latin-1")
            .encode("utf-16"),
        }.items():
            yield _case(
                "Word, one part",
                f"{name} {what}",
                lambda n=name, d=damaged: _zipped({**parts, n: d}),
                "docx",
            )
        left = {k: v for k, v in parts.items() if k != name}
        yield _case("Word, one part", f"{name} missing", lambda p=left: _zipped(p), "docx")
    body = parts["word/document.xml"]
    for what, inner in {
        "deep": b"<w:sdt><w:sdtContent>" * 300,
        "deep tables": b"<w:tbl><w:tr><w:tc>" * 120,
        "many paragraphs": b"<w:p/>" * 600_000,
        "wide cells": b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        "odd numbers": b'<w:p><w:pPr><w:numPr><w:ilvl w:val="-3"/><w:numId w:val="x"/></w:numPr></w:pPr></w:p>',
        "a file outside": b'<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>',
    }.items():
        made = body.replace(b"<w:body>", b"<w:body>" + inner, 1)
        yield _case(
            "Word, trap",
            what,
            lambda d=made: _zipped({**parts, "word/document.xml": d}),
            "docx",
        )
    bomb = {**parts, "word/media/image1.bin": b"0" * (300 * MIB)}
    yield _case("Word, trap", "bomb of 300 MB", lambda: _zipped(bomb), "docx", refused=True)
    huge = {**parts, "word/document.xml": b" " * (60 * MIB)}
    yield _case("Word, trap", "XML of 60 MB", lambda: _zipped(huge), "docx", refused=True)
    many = {**parts, **{f"a/{n}": b"" for n in range(4000)}}
    yield _case("Word, trap", "4000 parts", lambda: _zipped(many), "docx", refused=True)


def _parts_of_pdf() -> Iterator[Case]:
    content = sound("PDF")
    for old, new in (
        (b"startxref", b"startxxxx"), (b"/Root", b"/Toor"), (b"/Pages", b"/Pagez"), (b"/Length", b"/Lengtz"),
        (b"endstream", b"endsteam"), (b"/Type", b"/Typo"), (b"/FlateDecode", b"/LZWDecode"), (b"/FlateDecode", b"/JBIG2Decode"),
        (b" 0 obj", b" 9 obj"), (b"/Count 1", b"/Count 9"), (b"/MediaBox", b"/MediaBoy"), (b"/ToUnicode", b"/ToUnicodf"),
        (b"%PDF-", b"%PDX-"), (b"/Kids [", b"/Kids [2 0 R "), (b"/Font", b"/Fond"), (b"/W [", b"/W ]"),
    ):  # fmt: skip
        spoiled = content.replace(old, new)
        yield _case("PDF, one word", f"{old!r} as {new!r}", lambda s=spoiled: s, "pdf")
    loop = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    yield _case(
        "PDF, trap", "a form that draws itself", lambda: drawn(b"/X Do", more=(loop,)), "pdf"
    )
    yield _case(
        "PDF, trap",
        "a million objects",
        lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * MIB,
        "pdf",
        refused=True,
    )
    yield _case(
        "PDF, trap",
        "claimed objects",
        lambda: b"%PDF-1.4\ntrailer<</Size 99999999>>",
        "pdf",
        refused=True,
    )
    yield _case(
        "PDF, trap",
        "claimed digits",
        lambda: b"%PDF-1.4\ntrailer<</Size " + b"9" * 9000 + b">>",
        "pdf",
        refused=True,
    )
    yield _case(
        "PDF, trap",
        "pages in a circle",
        lambda: drawn(b"").replace(b"Kids[3 0 R]", b"Kids[2 0 R]"),
        "pdf",
        refused=True,
    )
    yield _case(
        "PDF, trap",
        "a huge sheet",
        lambda: drawn(b"BT /F 9 Tf (5) Tj ET").replace(b"600 800", b"9e99 9e99"),
        "pdf",
    )
    yield _case(
        "PDF, trap",
        "no sheet",
        lambda: drawn(b"BT /F 9 Tf (5) Tj ET").replace(b"600 800", b"0 0"),
        "pdf",
    )
    packed = zlib.compress(b"BT /F 10 Tf (a) Tj ET\n" * 20_000_000, 9)
    yield _case(
        "PDF, trap",
        "a stream of 400 MB",
        lambda: drawn(packed, b"/Filter/FlateDecode"),
        "pdf",
        refused=True,
    )
    yield _case(
        "PDF, trap", "open brackets", lambda: drawn(b"[" * 2_000_000), "pdf", refused=True
    )


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


def _traps() -> Iterator[Case]:
    chance = random.Random(1)  # noqa: S311  # the same inputs each time
    line = "受理行政复议申请86件，"
    page = "<html><meta charset=utf-8><body>"
    for name, text in {
        "one line of 5 MB": line * 160_000,
        "100,000 digits": f"受理{'1' * 100_000}件。",
        "100,000 brackets": "（" * 100_000 + "受理86件。",
        "100,000 blank lines": "\n" * 100_000 + "受理行政复议申请86件。",
        "100,000 points": f"受理{'1.' * 50_000}件。",
        "100,000 headings": "一、成效\n" * 100_000,
        "marks that turn": "受理\u202e86\u202c件，\u2066审结68件\u2069。" * 100,
        "control marks": "受理\x0786\x1b[31m件。" * 20 + "行政复议工作" * 100,
        "lone surrogates": "受理行政复议86件。",
        "private marks": "受理\ue00086\uf8ff件" * 300,
        "combining marks": "受理8" + "\u0301" * 5000 + "6件。",
    }.items():
        yield _case("text, trap", name, lambda t=text: t.encode(), "txt")
    yield _case(
        "text, trap",
        "surrogates in utf-8",
        lambda: "受理".encode() + b"\xed\xa0\x80" + "件".encode(),
        "txt",
    )
    for name, text in {
        "100,000 tags deep": f"{page}{'<div>' * 100_000}受理86件",
        "600,000 tags": f"{page}{'<b>' * 600_000}受理86件",
        "500,000 attributes": f"{page}<p {'a=1 ' * 500_000}>受理86件",
        "tables in tables": f"{page}{'<table><tr><td>' * 600}受理86件",
        "a wide table": f"{page}<table>{'<tr><td colspan=9999 rowspan=9999>受理' * 3000}</table>",
        "an open comment": f"{page}受理86件<!--{'-' * MIB}",
        "open doctypes": f"{'<!DOCTYPE html [' * 60_000}{page}受理86件",
        "entities": f'<!DOCTYPE html [<!ENTITY a "{"x" * 9}"><!ENTITY b "{"&a;" * 99}">]>{page}{"&b;" * 9999}',
        "references": f'{page}<script src="http://127.0.0.1:9/x"></script><img src="file:///etc/passwd"><iframe src="//example.invalid"></iframe><object data="/etc/passwd"></object><link href="http://127.0.0.1:9/"><p>受理行政复议申请86件。',
        "a refresh": f'<meta http-equiv=refresh content="0;url=file:///etc/passwd">{page}受理86件。',
        "null marks": f"{page}受理\x0086件",
        "names that are tags": f"{page}<{'a' * MIB}>受理86件",
        "nothing but scripts": f"{page}<script>{'x' * MIB}</script>",
    }.items():
        yield _case("web page, trap", name, lambda t=text: t.encode(), "html")
    for number in range(8):
        noise = chance.randbytes(chance.randrange(1, 60_000))
        yield _case(
            "noise", f"{number}", lambda b=noise: b, ("txt", "html", "docx", "pdf")[number % 4]
        )
    for name, head in {
        "PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff\xe0", "GIF": b"GIF89a", "old Word": b"\xd0\xcf\x11\xe0",
        "gzip": b"\x1f\x8b\x08", "ELF": b"\x7fELF", "rar": b"Rar!\x1a\x07", "7z": b"7z\xbc\xaf", "sqlite": b"SQLite format 3\x00",
    }.items():  # fmt: skip
        content = head + chance.randbytes(2000)
        yield _case("another format", name, lambda c=content: c, "txt", refused=True)
    yield _case("another format", "RTF", lambda: b"{\\rtf1 86}", "docx", refused=True)
    sheet = _zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    yield _case("another format", "Excel", lambda: sheet, "docx", refused=True)
    for name, content in {
        "no byte": b"", "one byte": b"\x00", "a blank": b" ", "a byte order mark": b"\xef\xbb\xbf",
        "a wide mark": b"\xff\xfe", "blank lines": b"\r\n\r\n", "PDF head": b"%PDF-1.7", "zip head": b"PK\x03\x04",
        "zip end": b"PK\x05\x06" + b"\x00" * 18, "tag": b"<html>",
    }.items():  # fmt: skip
        for suffix in ("txt", "html", "docx", "pdf"):
            yield _case(
                "next to nothing",
                f"{name} .{suffix}",
                lambda c=content: c,
                suffix,
                refused=True,
            )


def _no_files() -> Iterator[Case]:
    def sparse(folder: Path) -> list[str]:
        with (folder / "r.txt").open("wb") as file:
            file.truncate(2 * 2**30)
        return ["extract", "r.txt"]

    def folder_named(folder: Path) -> list[str]:
        (folder / "r.pdf").mkdir()
        return ["extract", "r.pdf"]

    def pipe(folder: Path) -> list[str]:
        os.mkfifo(folder / "r.html")
        return ["extract", "r.html"]

    def linked(folder: Path, target: str) -> list[str]:
        (folder / "r.txt").symlink_to(target)
        return ["extract", "r.txt"]

    kinds: dict[str, Callable[[Path], list[str]]] = {
        "2 GB of nothing": sparse,
        "a folder": folder_named,
        "a pipe": pipe,
        "a device": lambda f: linked(f, "/dev/zero"),
        "a terminal": lambda _: ["extract", "/dev/tty"],
        "a process": lambda f: linked(f, "/proc/self/mem"),
        "a link to itself": lambda f: linked(f, "r.txt"),
        "a link to nowhere": lambda f: linked(f, "none.txt"),
        "not there": lambda _: ["extract", "none.txt"],
        "a long name": lambda _: ["extract", "长" * 300 + ".txt"],
        "a name with marks": lambda _: ["extract", "a\n\x1b[31m\u202eb.txt"],
        "a name with a null": lambda _: ["extract", "a\x00b.txt"],
        "below a file": lambda f: ((f / "r.txt").write_bytes(b"x"), ["extract", "r.txt/a"])[1],
    }
    for name, make in kinds.items():
        yield Case("no report file", name, make, refused=True)
