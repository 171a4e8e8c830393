"""Report files: each format gives its text, each hostile file one clear line."""

import io
import os
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fadu.errors import DocumentError
from fadu.intake import read_report

TITLE = "苏州市姑苏区2023年法治政府建设情况报告"
SENTENCE = "全区共收到行政复议申请86件，受理71件，审结68件，直接纠错率16.2%。"
FIGURES = ["86", "71", "68", "16.2"]
PAGE = f"""<html><head><meta charset="{{charset}}"><title>{TITLE}-政府网</title></head><body>
<div class="nav"><a href="/">首页 12345</a><a href="/zwgk">政务公开</a></div>
<script src="http://example.invalid/x.js">var a = 3000;</script><img src="http://example.invalid/p.png">
<h1>{TITLE}</h1><div id="zoom"><p>一、主要成效</p><p>{SENTENCE}</p>
<table><tr><th>项目</th><th>数量</th></tr><tr><td>收到政府信息公开申请（件）</td><td>88</td></tr></table>
</div><div class="footer">版权所有 苏ICP备05000001号 访问量：99999次</div></body></html>"""


def surfaces(report):
    figures = report.figures()
    return figures.loc[figures["indicator"] != "", "surface"].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_file_is_its_characters(tmp_path, encoding):
    """Whatever the encoding, the text is what was written, so that spans are those of the file."""
    path = tmp_path / "report.txt"
    text = f"{TITLE}\r\n\r\n{SENTENCE}\n"
    path.write_bytes(text.encode(encoding))
    report = read_report(path)
    assert report.text == text
    assert surfaces(report) == FIGURES


def test_a_byte_order_mark_is_not_text(tmp_path):
    """A file with a byte order mark has the same text as one without."""
    path = tmp_path / "report.txt"
    path.write_bytes(SENTENCE.encode("utf-8-sig"))
    assert read_report(path).text == SENTENCE


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_is_read_without_its_navigation(tmp_path, charset):
    """Navigation, scripts and footers are left out; a table's number stands after its label."""
    path = tmp_path / "report.html"
    encoding = "gb18030" if charset == "gb2312" else charset
    path.write_bytes(PAGE.replace("{charset}", charset).encode(encoding))
    report = read_report(path)
    assert report.title == TITLE
    assert "收到政府信息公开申请（件）：88" in report.text
    assert surfaces(report) == [*FIGURES, "88"]
    for left_out in ("首页", "3000", "版权", "99999"):
        assert left_out not in report.text


def test_nothing_is_fetched(tmp_path, monkeypatch):
    """A page that names hosts and files is read with the network shut."""

    def shut(*args, **kwargs):
        raise AssertionError(args)

    monkeypatch.setattr("socket.socket.connect", shut)
    monkeypatch.setattr("socket.getaddrinfo", shut)
    secret = tmp_path / "secret.txt"
    secret.write_text("机密777", encoding="utf-8")
    page = PAGE.replace("{charset}", "utf-8").replace(
        "<h1>", f'<iframe src="file://{secret}"></iframe><object data="{secret}"></object><h1>'
    )
    path = tmp_path / "report.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>{page}&x;', encoding="utf-8"
    )
    assert "777" not in read_report(path).text


def test_a_word_file_is_read_with_its_tables(tmp_path):
    """Paragraphs and tables come in their order."""
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(SENTENCE)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "收到政府信息公开申请（件）", "88"
    path = tmp_path / "report.docx"
    document.save(path)
    report = read_report(path)
    assert report.kind == "docx"
    assert surfaces(report) == [*FIGURES, "88"]


def test_markdown_is_plain_text(tmp_path):
    """Marks of Markdown stay in the text, and bold numbers are read."""
    path = tmp_path / "report.md"
    path.write_text(
        f"# {TITLE}\n\n## 一、成效\n\n受理行政复议案件**71**件。\n", encoding="utf-8"
    )
    report = read_report(path)
    assert (report.kind, surfaces(report)) == ("markdown", ["71"])
    assert report.sections[0].title == "一、成效"


def test_the_place_and_year_are_guessed_with_their_evidence(tmp_path):
    """A name that is one place gives its code; a homonym gives its candidates; both can be overridden."""
    path = tmp_path / "report.txt"
    path.write_text(f"{TITLE}\n{SENTENCE}", encoding="utf-8")
    report = read_report(path)
    assert (report.district, report.year) == ("320508", 2023)
    assert report.evidence == {"district": "苏州市姑苏区", "year": "2023年"}
    assert set(report.figures(district="110112", year=2021)["district"]) == {"110112"}
    path.write_text(f"通州区2023年法治政府建设情况报告\n{SENTENCE}", encoding="utf-8")
    report = read_report(path)
    assert (report.district, report.candidates) == ("", ("110112", "320612"))
    assert set(report.figures()["district"]) == {""}


def test_the_name_of_a_file_does_not_decide_what_it_is(tmp_path):
    """A page saved as .txt or .pdf is still a page."""
    path = tmp_path / "report.pdf"
    path.write_text(PAGE.replace("{charset}", "utf-8"), encoding="utf-8")
    assert read_report(path).kind == "html"


def zipped(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return data.getvalue()


HOSTILE = {
    "empty": (b"", "is empty"),
    "noise": (bytes(range(256)) * 64, "binary data"),
    "old word": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old Word"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 600, "is a picture"),
    "rtf": (b"{\\rtf1 text}", "RTF"),
    "blank": (b" \n \n", "holds no text"),
    "another zip": (zipped(a="x"), "no Word file"),
    "broken zip": (b"PK\x03\x04" + b"x" * 200, "not readable as a Word file"),
    "zip bomb": (zipped(word__document=b"0" * (60 * 2**20)), "unpacks to"),
    "entities": (
        zipped(word__document='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        "declares XML entities",
    ),
    "broken pdf": (b"%PDF-1.7\n" + b"garbage " * 50, "not readable as PDF"),
    "million objects": (b"%PDF-1.4\n" + b"1 0 obj\n" * 1_000_000, "objects"),
    "claimed objects": (b"%PDF-1.4\ntrailer << /Size 99999999 >>", "objects"),
}


@pytest.mark.parametrize(("content", "said"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_ends_with_one_line(tmp_path, content, said):
    """The refusal names the file and what is wrong, in one line."""
    path = tmp_path / "report.bin"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as refused:
        read_report(path)
    message = str(refused.value)
    assert said in message
    assert str(path) in message
    assert "\n" not in message


def test_what_is_no_file_is_refused(tmp_path):
    """A folder, a missing file, a pipe and a file of two sparse gigabytes are refused at once."""
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "sparse.txt").open("wb") as file:
        file.truncate(2 * 2**30)
    for name, said in (
        ("", "is a folder"),
        ("none.txt", "cannot be opened"),
        ("pipe", "no regular file"),
        ("sparse.txt", "has 2048 MB"),
    ):
        with pytest.raises(DocumentError, match=said):
            read_report(tmp_path / name)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.binary(min_size=1, max_size=400),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"]),
)
def test_any_bytes_are_read_or_refused(tmp_path, content, head):
    """Whatever the bytes, there is a text or a refusal, never another exception."""
    path = tmp_path / "any.txt"
    path.write_bytes(head + content)
    try:
        text = read_report(path).text
    except DocumentError as error:
        text = str(error).replace("\n", "")
        refused = text == str(error)
    else:
        refused = True
    assert text.strip()
    assert refused
