"""PDF: columns, broken lines, pages, and scans."""

import pytest
import typst

from fadu.errors import DocumentError
from fadu.intake import read_report

HEAD = '#set page(width: 16cm, height: 14cm, margin: 1.5cm, header: [法治政府建设情况报告], numbering: "— 1 —")\n#set text(font: "Noto Serif SC", lang: "zh", size: 11pt)\n'
BODY = "全区坚持依法行政，行政复议工作稳步推进，共收到行政复议申请86件，受理71件，审结68件，行政复议直接纠错率为16.2%。全年制发行政规范性文件三件，行政机关负责人出庭应诉率达到100%。"


def pdf(tmp_path, fonts, source):
    path = tmp_path / "report.pdf"
    path.write_bytes(typst.compile(source.encode(), font_paths=fonts))
    return path


@pytest.fixture(scope="module")
def fonts():
    import pylopdf_fonts_zh_cn  # noqa: PLC0415

    return [str(next(iter(pylopdf_fonts_zh_cn.__path__)))]


def surfaces(report):
    figures = report.figures()
    return figures.loc[figures["indicator"] != "", "surface"].tolist()


def test_broken_lines_headers_and_page_numbers_are_put_right(tmp_path, fonts):
    """Figures are read across line breaks; what heads and numbers pages is no text."""
    pages = "\n#pagebreak()\n".join([BODY] * 3)
    report = read_report(pdf(tmp_path, fonts, HEAD + pages))
    assert surfaces(report) == ["86", "71", "68", "16.2", "三", "100"] * 3
    assert "法治政府建设情况报告" not in report.text
    assert len(report.pages) == 3
    assert report.page(report.text.rindex("86")) == 3


def test_two_columns_are_read_one_after_the_other(tmp_path, fonts):
    """No line runs across the gutter."""
    source = HEAD + "#columns(2)[" + (BODY + "\n\n") * 6 + "]"
    assert surfaces(read_report(pdf(tmp_path, fonts, source)))[:6] == [
        "86",
        "71",
        "68",
        "16.2",
        "三",
        "100",
    ]


def test_a_scan_without_text_is_refused(tmp_path, fonts):
    """A page that is only a picture says that it is a scan."""
    path = pdf(
        tmp_path, fonts, "#set page(width: 5cm, height: 5cm)\n#rect(width: 2cm, height: 2cm)"
    )
    with pytest.raises(DocumentError, match="is a scan without text"):
        read_report(path)
