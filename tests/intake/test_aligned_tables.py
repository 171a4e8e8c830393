"""PDF: tables of which no cell is drawn; prose that looks a little like them."""

import math
import re
import time
from collections.abc import Callable
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
import typst

from fadu.intake import Report, read_report
from fadu.intake.documents.aligned import with_aligned
from fadu.intake.documents.pieces import Piece

FONTS = [str(next(iter(pylopdf_fonts_zh_cn.__path__)))]
HEAD = '#set page(width: 16cm, height: 14cm, margin: 1.5cm)\n#set text(font: "Noto Serif SC", lang: "zh", size: 11pt)\n'
INDENTED = "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
BEFORE = "全区坚持依法行政，各项任务按期完成，办理情况如下。"
AFTER = "全区三级调解组织共受理矛盾纠纷14374起，调处成功14129起，调处成功率98.3%，比上年提高0.2个百分点。"
RULE = "table.hline(), "
Set = Callable[[str], Report]


@pytest.fixture
def setting(tmp_path: Path) -> Set:
    """Return a function that sets pages and reads them."""

    def read(source: str) -> Report:
        path = tmp_path / "report.pdf"
        path.write_bytes(typst.compile((HEAD + INDENTED + source).encode(), font_paths=FONTS))
        return read_report(path)

    return read


def table(wide: str, cells: str, how: str = "stroke: none, align: (left, right, right)") -> str:
    return f"#table(columns: {wide}, {how}, {cells})"


YEARS = "[指标], [2022年], [2023年], "
ROWS = "[收到行政复议申请（件）], [180], [1199], [受理（件）], [140], [157], [审结（件）], [9], [7], "
YEARLY = [
    "收到行政复议申请（件），2022年：180；2023年：1199",
    "受理（件），2022年：140；2023年：157",
    "审结（件），2022年：9；2023年：7",
]
GROUPS = "[类别], [指标], [2022年], [2023年], table.cell(rowspan: 2)[行政复议], [收到（件）], [180], [1199], [受理（件）], [140], [157], table.cell(rowspan: 3)[行政诉讼], [新收（件）], [19], [7], [审结], [18], [6], [败诉], [2], [1], "
GROUPED = [
    "行政复议，收到（件），2022年：180；2023年：1199",
    "行政复议，受理（件），2022年：140；2023年：157",
    "行政诉讼，新收（件），2022年：19；2023年：7",
    "行政诉讼，审结，2022年：18；2023年：6",
    "行政诉讼，败诉，2022年：2；2023年：1",
]
OPEN = "stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt, left: if x > 0 {0.5pt}, right: if x < 3 {0.5pt})"
TOWNS = "".join(f"[第{n}镇调解委员会], [{n * 7}], [{n * 31}], " for n in range(11, 45))
KINDS = {
    "three lines": (table("(1fr, auto, auto)", RULE + YEARS + RULE + ROWS + RULE), YEARLY),
    "no line": (table("(1fr, auto, auto)", YEARS + ROWS), YEARLY),
    "set tight": (table("3", YEARS + ROWS, "stroke: none, inset: 3pt, align: (left, right, right)"), YEARLY),
    "in the middle": (table("(1fr, 1fr, 1fr)", YEARS + ROWS, "stroke: none, align: center"), YEARLY),
    "a line below each row": (
        table("(1fr, auto, auto)", YEARS + ROWS, "stroke: (x: none, y: 0.5pt), align: (left, right, right)"),
        YEARLY,
    ),
    "a shaded heading": (
        table("(1fr, auto, auto)", YEARS + ROWS, "stroke: none, fill: (x, y) => if y == 0 {gray}, align: (left, right, right)"),
        YEARLY,
    ),
    "every other row shaded": (
        table("(1fr, auto, auto)", YEARS + ROWS, "stroke: none, fill: (x, y) => if calc.even(y) {silver}, align: (left, right, right)"),
        YEARLY,
    ),
    "letters of labels apart": (
        table("(1fr, auto, auto)", "[项　　目], [2022年], [2023年], [收　　到], [180], [1199], [合　　计], [190], [1299]"),
        ["收到，2022年：180；2023年：1199", "合计，2022年：190；2023年：1299"],
    ),
    "a number before each row": (
        table("(auto, 1fr, auto)", "[序号], [指标], [数量], [1], [收到行政复议申请], [180], [2], [受理], [140], [], [合计], [320]", "stroke: none"),
        ["1，收到行政复议申请，数量：180", "2，受理，数量：140", "合计，数量：320"],
    ),
    "one row drawn": (table("3", "[收到], [180], [1199]", "stroke: 0.5pt"), ["收到：180；1199"]),
    "open at its sides": (
        table("4", "[指标], [2021年], [2022年], [2023年], [收到], [160], [180], [1199], [受理], [120], [140], [157]", OPEN),
        ["收到，2021年：160；2022年：180；2023年：1199", "受理，2021年：120；2022年：140；2023年：157"],
    ),
    "headings over two rows": (
        table(
            "(1fr, auto, auto, auto, auto)",
            RULE + "table.cell(rowspan: 2)[单位], table.cell(colspan: 2)[收到申请（件）], table.cell(colspan: 2)[审结（件）], [2022年], [2023年], [2022年], [2023年], " + RULE
            + "[区政府], [180], [1199], [90], [91], [区公安局], [140], [157], [80], [81], " + RULE,
            "stroke: none, align: (left, center, center, center, center)",
        ),
        [
            "区政府，收到申请（件） 2022年：180；收到申请（件） 2023年：1199；审结（件） 2022年：90；审结（件） 2023年：91",
            "区公安局，收到申请（件） 2022年：140；收到申请（件） 2023年：157；审结（件） 2022年：80；审结（件） 2023年：81",
        ],
    ),
    "a heading over three columns": (
        table(
            "(1fr, auto, auto, auto, auto)",
            "table.cell(rowspan: 2)[单位], table.cell(colspan: 3)[行政复议（件）], table.cell(rowspan: 2)[出庭应诉率], [收到], [受理], [审结], [区政府], [180], [119], [90], [98.3%], [区公安局], [140], [57], [80], [100%], ",
            "stroke: none, align: center",
        ),
        [
            "区政府，行政复议（件） 收到：180；行政复议（件） 受理：119；行政复议（件） 审结：90；出庭应诉率：98.3%",
            "区公安局，行政复议（件） 收到：140；行政复议（件） 受理：57；行政复议（件） 审结：80；出庭应诉率：100%",
        ],
    ),
    "labels for several rows, at the first": (
        table("(auto, 1fr, auto, auto)", RULE + GROUPS + RULE, "stroke: none, align: (left, left, right, right)"),
        GROUPED,
    ),
    "labels for several rows, in their middle": (
        table("(auto, 1fr, auto, auto)", RULE + GROUPS + RULE, "stroke: none, align: (left + horizon, left, right, right)"),
        GROUPED,
    ),
    "labels of two lines": (
        table(
            "(8em, auto, auto)",
            YEARS + "[收到行政复议申请数量合计（件）], [180], [1199], [受理（件）], [140], [157], [其中当年新收案件受理数量（件）], [9], [7], ",
            "stroke: none, column-gutter: 1em, align: (left + horizon, right + horizon, right + horizon)",
        ),
        [
            "收到行政复议申请数量合计（件），2022年：180；2023年：1199",
            "受理（件），2022年：140；2023年：157",
            "其中当年新收案件受理数量（件），2022年：9；2023年：7",
        ],
    ),
    "remarks of two lines": (
        table(
            "(9em, auto, 8em)",
            "[指标], [数量（件）], [备注], [收到行政复议申请], [180], [含上年结转案件十五件在内], [受理], [140], [], [审结], [120], [含调解结案], ",
            "stroke: none, column-gutter: 1em",
        ),
        ["收到行政复议申请，数量（件）：180；备注：含上年结转案件十五件在内", "受理，数量（件）：140", "审结，数量（件）：120；备注：含调解结案"],
    ),
    "rows that name what follows": (
        table("(1fr, auto, auto)", YEARS + "[一、行政复议], [], [], [收到（件）], [180], [1199], [受理（件）], [140], [157], [二、行政诉讼], [], [], [败诉（件）], [—], [无], "),
        ["一、行政复议", "收到（件），2022年：180；2023年：1199", "受理（件），2022年：140；2023年：157", "二、行政诉讼", "败诉（件），2022年：—；2023年：无"],
    ),
    "a title, a unit and a note": (
        "#align(center)[表1　办理情况]\n#align(right)[单位：件]\n" + table("(1fr, auto, auto)", RULE + YEARS + RULE + ROWS + RULE) + "\n注：数据来源于年报",
        ["表1 办理情况", "单位：件", *YEARLY, "注：数据来源于年报"],
    ),
    "no label": (
        table("4", "[收到（件）], [受理（件）], [审结（件）], [纠错率], [180], [119], [90], [8.3%], ", "stroke: none, align: center"),
        ["收到（件）：180；受理（件）：119；审结（件）：90；纠错率：8.3%"],
    ),
    "labels and numbers": (
        table("(1fr, auto)", "[收到行政复议申请], [180件], [受理], [140件], [审结], [135件], "),
        ["收到行政复议申请：180件", "受理：140件", "审结：135件"],
    ),
    "two pages": (
        table("(1fr, auto, auto)", f"table.header([单位], [受理（件）], [成功（件）]), {TOWNS}"),
        [f"第{n}镇调解委员会，受理（件）：{n * 7}；成功（件）：{n * 31}" for n in range(11, 45)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("printed", "lines"), KINDS.values(), ids=KINDS)
def test_each_number_follows_its_headings(setting: Set, printed: str, lines: list[str]) -> None:
    """Each number of a table follows the label of its row and the heading of its column."""
    report = setting(f"{BEFORE}\n\n{printed}\n\n{AFTER}")
    assert report.text.splitlines() == [BEFORE, *lines, AFTER]


@pytest.mark.parametrize("stroke", ["none", "0.5pt"])
def test_headings_hold_on_the_next_page(setting: Set, stroke: str) -> None:
    """A table that goes on over pages without its headings keeps them, drawn or not."""
    cells = f"[单位], [受理（件）], [成功（件）], {TOWNS}"
    printed = table(
        "(1fr, auto, auto)", cells, f"stroke: {stroke}, align: (left, right, right)"
    )
    report = setting(f'#set page(numbering: "1")\n{BEFORE}\n\n{printed}\n\n{AFTER}')
    lines = [
        f"第{n}镇调解委员会，受理（件）：{n * 7}；成功（件）：{n * 31}" for n in range(11, 45)
    ]
    assert len(report.pages) > 2
    assert report.text.splitlines() == [BEFORE, *lines, AFTER]


def test_figures_of_an_aligned_table_have_indicators(setting: Set) -> None:
    """A figure has the indicator and the unit of its row, and the year of its column."""
    figures = setting(KINDS["three lines"][0]).figures(year=2023)
    found = figures[["surface", "indicator", "unit", "year"]].astype(str).to_numpy().tolist()
    assert found[:4] == [
        ["180", "review_received", "件", "2022"],
        ["1199", "review_received", "件", "2023"],
        ["140", "review_accepted", "件", "2022"],
        ["157", "review_accepted", "件", "2023"],
    ]


def test_a_table_in_a_column_leaves_the_other_column(setting: Set) -> None:
    """On a page of two columns a table ends where its column does."""
    small = table("(1fr, auto, auto)", YEARS + ROWS.replace("行政复议", ""))
    said = [AFTER.replace("全区", f"全区{town}") for town in "甲乙丙丁戊己庚"]
    first, rest = ("\n\n".join(part) for part in (said[:3], said[3:]))
    report = setting(f"#columns(2)[{first}\n\n{small}\n\n{rest}]")
    rows = [line.replace("行政复议", "") for line in YEARLY]
    assert report.text.splitlines() == [*said[:3], *rows, *said[3:]]


def test_what_heads_the_pages_heads_no_table(setting: Set) -> None:
    """The running head above a table that begins a page names none of its columns."""
    running = "#set page(header: [通州区司法局 #h(1fr) 年度报告 #h(1fr) 2023])\n"
    small = table("(1fr, auto, auto)", YEARS + ROWS)
    report = setting(running + f"{small}\n#pagebreak()\n" * 3 + AFTER)
    assert report.text.splitlines() == YEARLY * 3 + [AFTER]


SPACED = "全区共收到行政复议申请 86 件，受理 71 件，审结 68 件，直接纠错率为 16.2% ，其中撤销 3 件、变更 5 件，制发规范性文件 12 件。"
WIDE = "#set text(cjk-latin-spacing: none, spacing: 250%)\n"
ROW = re.compile("：[0-9.%]+；|[^话编]：[0-9.%]+$")
PROSE = {
    "two columns": f"#columns(2)[{f'{AFTER}{chr(10)}{chr(10)}' * 8}]",
    "wide blanks": WIDE + f"{SPACED}\n\n" * 5,
    "wide blanks in short lines": "#set page(width: 8cm, margin: 1cm)\n" + WIDE + f"{SPACED}\n\n" * 5,
    "who signs": f"{AFTER}\n\n#align(right)[通州区人民政府 #h(2em) 2024年1月15日]",
    "telephones": f"{AFTER}\n\n联系人：张三 #h(2em) 电话：88651234\n\n地址：解放路1号 #h(2em) 邮编：226300",
    "contents": "".join(
        f"{n}、行政复议工作 #h(1fr) {page}\n\n" for n, page in zip("一二三四五", (1, 3, 5, 8, 12), strict=True)
    ),
    "numbered": "".join(f"{n}. #h(2em) 受理行政复议申请{n}件。\n\n" for n in range(11, 18)),
}  # fmt: skip


@pytest.mark.parametrize("source", PROSE.values(), ids=PROSE)
def test_prose_is_no_table(setting: Set, source: str) -> None:
    """Blanks within and between lines of prose make no cells."""
    lines = setting(source).text.splitlines()
    assert [line for line in lines if ROW.search(line)] == []


def sheet(rows: int) -> list[Piece]:
    """Return a page of rows of twenty numbers."""
    places = ((row * 12.0, column * 30.0) for row in range(rows) for column in range(20))
    return [Piece("86", left, left + 10, top, top + 10, 10.0) for top, left in places]


def test_time_grows_with_the_rows_of_a_page() -> None:
    """Four times the rows take about four times as long."""
    took = {150: math.inf, 600: math.inf}
    for rows in (150, 600, 150, 600, 150, 600):  # the best of three: others are at work too
        pieces = sheet(rows)
        start = time.process_time()
        assert len(with_aligned(pieces)) == rows
        took[rows] = min(took[rows], time.process_time() - start)
    assert took[600] < 12 * took[150]
