"""Saved web pages: whatever the layout, the report is read whole and alone."""

import re
from pathlib import Path

import pytest

from fadu.errors import DocumentError
from fadu.intake import Report, read_report
from fadu.intake.documents.tables import WIDE, Cell, grid, table_lines

TITLE = "通州区2023年法治政府建设情况报告"
BODY = (
    "2023年，全区坚持依法行政，现将有关情况报告如下。",
    "一、主要成效",
    "（一）化解行政争议。全区共收到行政复议申请86件，受理71件，审结68件，直接纠错率16.2%。",
    "（二）公共法律服务。全年办理法律援助案件352件。",
    "二、存在问题",
    "少数干部依法行政能力有待提高，行政机关负责人出庭应诉率只有97.5%。",
)
SURFACES = ["86", "71", "68", "16.2", "352", "97.5"]
HEAD = (
    '<meta charset="utf-8"><meta name="SiteName" content="南通市通州区人民政府">'
    f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-02-22 16:49">'
    '<meta name="Url" content="https://www.example.gov.cn/art/1.html">'
    f"<title>{TITLE}_通知公告_南通市通州区人民政府</title>"
    "<script>var x = '行政复议申请999件';</script><style>p {color: red}</style>"
)
TOP = (
    '<div class="header"><a href="/">首页</a><a>12345热线</a><span>今天是2026年10月8日</span></div>'
    '<ul class="nav-list"><li><a href="/zwgk/">政务公开</a></li></ul>'
    '<div class="position">您的位置：<a>首页</a> &gt; <a>法治政府建设</a></div>'
)
INFO = "<div>来源: 司法局 发布时间:2024-02-22 16:49 累计次数: 1532次 字体:[<a>大</a> <a>小</a>]</div>"
END = (
    '<div class="relate"><h3>相关文章</h3><a>2022年度报告：办理复议案件340件</a></div>'
    "<div>主办：区人民政府办公室 苏ICP备05000001号 网站标识码3206830001 访问量：99999次</div>"
)
JUNK = ("首页", "12345", "2026年", "999件", "340件", "ICP", "1532", "99999", "red")
PARAGRAPHS = "".join(f'<p style="text-indent:2em"><span>{line}</span></p>\n' for line in BODY)
HEADED = f"<h1>{TITLE}</h1>{INFO}"

LAYOUTS = {
    "paragraphs": f'{HEADED}<div class="TRS_Editor">{PARAGRAPHS}</div>',
    "line breaks": f'<div class="title">{TITLE}</div><div id="zoom">{"<br>".join(BODY)}</div>',
    "divisions": f"<center><font size=5>{TITLE}</font></center><font>{''.join(f'<div>　　{line}</div>' for line in BODY)}</font>",
    "preformatted": f"{HEADED}<pre>{chr(10).join(BODY)}</pre>",
    "many spans": f"<h2>{TITLE}</h2>{''.join('<p>' + ''.join(f'<span>{c}</span>' for c in line) + '</p>' for line in BODY)}",
    "layout tables": f"<table><tr><td><table><tr><td><a>栏目一</a></td></tr></table></td><td><table><tr><td>{HEADED}</td></tr><tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>",
    "a main part": f"<main><article><header>{HEADED}</header>{PARAGRAPHS}</article></main><aside>推荐阅读 2020年办案300件</aside>",
    "a name like navigation": f'<div class="content header-fixed">{HEADED}<div id="share-content">{PARAGRAPHS}</div></div>',
    "a name like search": f'<div class="search result-page">{HEADED}{PARAGRAPHS}</div>',
    "a form around everything": f'<form method="post"><input value="x"><select><option>12件</option></select>{HEADED}{PARAGRAPHS}</form>',
    "unclosed tags": f"<h1>{TITLE}<div>{''.join(f'<p><font><b>{line}' for line in BODY)}",
    "hidden parts": f'{HEADED}<div style="display: none">受理行政复议77件。</div><p hidden>受理行政复议78件。</p>{PARAGRAPHS}',
    "struck out": f"{HEADED}{PARAGRAPHS.replace('86件', '<del>85件</del>86件')}",
    "notes": f"{HEADED}{PARAGRAPHS.replace('86件', '86<sup>1</sup>件').replace('16.2', '16.2<sup>[2]</sup>')}",
    "source lines broken": f"{HEADED}{PARAGRAPHS.replace('收到行政复议', chr(10) + '      收到行政' + chr(13) + chr(10) + '复议')}",
    "pictures within": f'{HEADED}<img src="data:image/png;base64,{"iVBORw0KGgo" * 2000}">{PARAGRAPHS}',
}


def read(tmp_path: Path, markup: str | bytes, name: str = "page.html") -> Report:
    path = tmp_path / name
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read_report(path)


def page(main: str) -> str:
    return f"<!DOCTYPE html><html><head>{HEAD}</head><body>{TOP}{main}{END}</body></html>"


def surfaces(report: Report) -> list[str]:
    figures = report.figures()
    return figures.loc[figures["indicator"] != "", "surface"].tolist()


@pytest.mark.parametrize("main", LAYOUTS.values(), ids=LAYOUTS)
def test_a_report_is_read_whole_and_alone(tmp_path: Path, main: str) -> None:
    """Every paragraph is a line, every figure is found, and nothing around the text is in it."""
    report = read(tmp_path, page(main))
    assert report.text.splitlines()[-len(BODY) :] == list(BODY)
    assert surfaces(report) == SURFACES
    assert [junk for junk in JUNK if junk in report.text] == []
    assert [s.path for s in report.sections] == [
        "一、主要成效", "一、主要成效 / (一)化解行政争议", "一、主要成效 / (二)公共法律服务", "二、存在问题",
    ]  # fmt: skip


def test_a_page_says_what_it_is(tmp_path: Path) -> None:
    """Title, date, publisher and address are those that the page declares."""
    report = read(tmp_path, page(LAYOUTS["paragraphs"]))
    assert report.title == TITLE
    assert report.about == {
        "published": "2024-02-22",
        "publisher": "南通市通州区人民政府",
        "url": "https://www.example.gov.cn/art/1.html",
    }


def test_a_site_tells_homonyms_apart(tmp_path: Path) -> None:
    """通州区 on the site of 南通市通州区 is 320612, and the evidence names both."""
    report = read(tmp_path, page(LAYOUTS["paragraphs"]))
    assert report.district == "320612"
    assert report.evidence["district"] == "通州区; 南通市通州区人民政府"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"<title>{TITLE}_通知公告_政府网</title>", TITLE),
        (f"<title>法治政府 - {TITLE} - 南通市通州区人民政府</title>", TITLE),
        (f"<title>{TITLE}-南通市通州区政府门户网站</title>", TITLE),
        (f'<title>政府网</title><meta property="og:title" content="{TITLE}">', TITLE),
        ("<title>通州区政府</title>", "通州区政府"),
    ],
)
def test_a_title_has_no_name_of_a_site(tmp_path: Path, head: str, title: str) -> None:
    """The title is that of the report, without the column and the site behind it."""
    markup = f"<html><head><meta charset=utf-8>{head}</head><body>{PARAGRAPHS}</body></html>"
    assert read(tmp_path, markup).title == title


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "big5", "none-such", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_read_whatever_it_declares(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    """The bytes decide about the encoding; a page may declare none, or a wrong one."""
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        if declared
        else ""
    )
    markup = f"<html><head>{meta}</head><body>{PARAGRAPHS}</body></html>"
    assert read(tmp_path, markup.encode(encoding)).text.splitlines() == list(BODY)


def test_a_damaged_byte_stands_as_a_mark(tmp_path: Path) -> None:
    """A byte that is no utf-8 leaves a mark in the text; beside a number it is refused."""
    text = "\n".join(BODY * 5).encode()
    damaged = text.replace("坚持".encode(), b"\xff\xe6", 1)
    assert read(tmp_path, damaged, "a.txt").text.count("\ufffd") == 2
    with pytest.raises(DocumentError, match="a number cannot be read as utf-8, at "):
        read(tmp_path, text.replace(b"86", b"8\xff6", 1), "a.txt")


def test_deep_or_huge_pages_are_refused(tmp_path: Path) -> None:
    """A page with more tags than a page has, or deeper ones, is refused, not cut short."""
    with pytest.raises(DocumentError, match="nests its tags deeper"):
        read(tmp_path, f"<html>{'<div>' * 5000}受理86件")
    with pytest.raises(DocumentError, match="has 600001 tags"):
        read(tmp_path, f"<html>{'<b>' * 600_000}")


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["收到申请", "88"], ["答复", "86件"]], ["收到申请：88", "答复：86件"]),
        ([["收到", "88", "答复", "86"]], ["收到：88；答复：86"]),
        ([["项目", "数量", "项目", "数量"], ["收到", "88", "答复", "86"]], ["项目；数量；项目；数量", "收到：88；答复：86"]),
        ([["指标", "2022年", "2023年"], ["收到", "80", "88"]], ["收到，2022年：80；2023年：88"]),
        ([["单位", "收到", "办结"], ["区政府", "12", "—"]], ["区政府，收到：12；办结：—"]),
        ([["甲", "乙"], ["丙", "丁"]], ["甲；乙", "丙；丁"]),
    ],
)  # fmt: skip
def test_a_number_stands_after_its_name(rows: list[list[str]], lines: list[str]) -> None:
    """Each number of a table follows its label, or the heading of its column."""
    assert table_lines(rows) == lines


def test_cells_that_span_others_name_them_all() -> None:
    """Headings and labels that span several cells name each of them; a number stands once."""
    rows = [
        [Cell("收到和处理政府信息公开申请情况", right=4)],
        [Cell("", down=2, right=2), Cell("申请人情况", right=2)],
        [Cell("自然人"), Cell("总计")],
        [Cell("一、本年新收申请数量", right=2), Cell("80"), Cell("88")],
        [Cell("三、处理结果", down=2), Cell("予以公开"), Cell("41"), Cell("45")],
        [Cell("部分公开"), Cell("7"), Cell("9")],
        [Cell("结转"), Cell("合计"), Cell("5", right=2)],
    ]
    assert table_lines(grid(rows)) == [
        "收到和处理政府信息公开申请情况",
        "一、本年新收申请数量，申请人情况 自然人：80；申请人情况 总计：88",
        "三、处理结果，予以公开，申请人情况 自然人：41；申请人情况 总计：45",
        "三、处理结果，部分公开，申请人情况 自然人：7；申请人情况 总计：9",
        "结转，合计，申请人情况 自然人：5",
    ]


def test_a_table_of_many_spans_stays_small() -> None:
    """Cells that span each other do not widen a table without end, and each is read."""
    rows = [[Cell(f"项{n}", 100, 100)] for n in range(1500)]
    lines = list(grid(rows))
    assert max(map(len, lines)) <= 2 * WIDE
    assert {f"项{n}" for n in range(1500)} <= {cell for line in lines for cell in line}


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    """A page that fills itself by script holds nothing, and says how to save it."""
    with pytest.raises(DocumentError, match="holds no text; save it after it has loaded"):
        read(tmp_path, "<html><body><script>load()</script><div id=app></div></body></html>")
    assert re.search("本页", read(tmp_path, "<html><body>本页。</body></html>").text)
