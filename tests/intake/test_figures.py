"""Figures: measure, year, place, plan, part, and the seed report in full."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.codebook import read_codebook
from fadu.errors import CodebookError
from fadu.files import bundled
from fadu.intake import extract, frame
from fadu.intake.figure import COLUMNS
from fadu.intake.matching.patterns import expand

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
OWN_REPORT = (
    "某区2023年法治政府建设情况报告\n一、主要成效\n全区共新增行政复议案件199件，其中受理157件，"
    "审结131件，直接纠错21件，经复议被诉案件无一件败诉。\n"
)
OWN_FIGURES = [
    ("199", "review_received"),
    ("157", "review_accepted"),
    ("131", "review_concluded"),
    ("21", "review_corrected"),
    ("无一", "review_litigated_lost"),
]


def test_the_annotated_report_is_read_exactly(codebook):
    """All annotated figures are found with all their fields, and nothing else has an indicator."""
    report = SEED / "tongzhou_320612_2023.txt"
    if not report.exists():
        found = [(f.surface, f.indicator) for f in extract(OWN_REPORT, codebook) if f.indicator]
        assert found == OWN_FIGURES
        return
    figures = extract(report.read_text(encoding="utf-8"), codebook)
    got = [
        (
            f.start,
            f.end,
            f.surface,
            f.value,
            f.unit,
            f.qualifier,
            f.indicator,
            f.measure,
            f.year,
        )
        for f in figures
        if f.indicator
    ]
    with (SEED / "figures.csv").open(encoding="utf-8", newline="") as rows:
        wanted = [
            (
                int(r["start"]), int(r["end"]), r["surface"], Decimal(r["value"]), r["unit"],
                r["qualifier"], r["indicator"], r["measure"], int(r["year"]),
            )
            for r in csv.DictReader(rows)
        ]  # fmt: skip
    assert got == wanted


def of(text, codebook, **known):
    """Return value, indicator, measure and note of each figure of `text`."""
    return [
        (str(f.value), f.indicator, f.measure, f.note) for f in extract(text, codebook, **known)
    ]


def test_growth_by_multiples_is_a_change_in_percent(codebook):
    """增长近一倍 is 100, 增长2.5倍 is 250, 翻番 is 100; 是2.5倍 is none."""
    text = "受理行政复议案件50件，增长近一倍。审结行政复议案件70件，增长2.5倍。收到行政复议申请80件，同比翻番。收案数是前年的2.5倍。"
    changes = [f for f in extract(text, codebook) if f.measure == "change_percent"]
    assert [(f.value, f.indicator, f.qualifier) for f in changes] == [
        (100, "review_accepted", "nearly"),
        (250, "review_concluded", "exact"),
        (100, "review_received", "exact"),
    ]


def test_a_fall_is_negative(codebook):
    """下降12.5% is −12.5, and 下降2.1个百分点 is −2.1 points of the rate."""
    text = (
        "行政复议直接纠错率16.03%，较上年下降2.1个百分点；受理行政复议案件50件，同比下降12.5%。"
    )
    assert [(v, i, m) for v, i, m, _ in of(text, codebook)] == [
        ("16.03", "review_correction_rate", "value"),
        ("-2.1", "review_correction_rate", "change_points"),
        ("50", "review_accepted", "value"),
        ("-12.5", "review_accepted", "change_percent"),
    ]


def test_a_difference_in_cases_has_no_indicator(codebook):
    """同比减少3件 is no figure of an indicator, and the change after it goes back to the count."""
    text = "受理行政复议案件50件，同比减少3件，下降5.7%。"
    assert [(v, i) for v, i, _, _ in of(text, codebook)] == [
        ("50", "review_accepted"),
        ("3", ""),
        ("-5.7", "review_accepted"),
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("全省共收到行政复议申请2.8万件，我市居中。", "另一地区的数字"),
        ("邻近的白石县收到行政复议申请88件。", "另一地区的数字"),
        ("去年收到行政复议申请120件。", "另一年度的数字"),
        ("到2030年，收到行政复议申请力争降至50件。", "目标或计划"),
        ("2019年至2023年，收到行政复议申请2031件。", "多年累计"),
    ],
)
def test_a_figure_of_another_place_year_or_plan_is_a_quantity_without_indicator(
    text, note, codebook
):
    """What is not this report's own figure stays in the table, and the note says why."""
    figures = extract(text, codebook, year=2023)
    assert [f.indicator for f in figures] == [""]
    assert figures[0].note == note


def test_a_part_never_takes_the_indicator_of_its_total(codebook):
    """受理A件，其中受理B件: the second is a part of the first."""
    text = "共受理行政复议案件199件，其中受理治安类案件37件。"
    assert [(v, i) for v, i, _, _ in of(text, codebook)] == [
        ("199", "review_accepted"),
        ("37", ""),
    ]


def test_a_section_of_plans_holds_no_figures(codebook):
    """Under the heading of next year's work nothing is a figure of the report."""
    text = "一、成效\n制发行政规范性文件3件。\n二、2024年工作计划\n制发行政规范性文件5件。\n"
    assert [i for _, i, _, _ in of(text, codebook)] == ["normdoc_issued", ""]


def test_part_of_a_year_is_an_interval(codebook):
    """1至9月 and 上半年 are ISO 8601 intervals of the year."""
    text = "1至9月，受理行政复议案件50件。上半年，审结行政复议案件30件。"
    figures = extract(text, codebook, year=2023)
    assert [f.period for f in figures] == ["2023-01-01/2023-09-30", "2023-01-01/2023-06-30"]


def test_the_table_has_the_columns_of_the_contract(codebook):
    """The frame holds exactly the columns that fadu extract writes."""
    table = frame(extract(OWN_REPORT, codebook, district="110112"))
    assert tuple(table.columns) == COLUMNS
    assert set(table["district"]) == {"110112"}
    assert set(table["year"]) == {2023}
    assert frame([]).columns.tolist() == list(COLUMNS)


def test_a_pattern_stands_for_all_its_alternatives():
    """(a|b) is one of several, an empty alternative may be left out, … is a gap."""
    assert expand("(收到|新收)…复议(申请|)") == (
        ("收到", "复议申请"),
        ("收到", "复议"),
        ("新收", "复议申请"),
        ("新收", "复议"),
    )


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("受理.*", "has '.*'; only words"),
        ("受理)", "has a ) without its ("),
        ("(受理", "has a ( without its )"),
        ("(一|二|三|四|五|六|七|八|九)" * 4, "stands for more than 2000 wordings"),
        ("受" * 500, "has over 400 characters"),
        ("", "pattern '' has no word"),
        ("(|)…", "has no word"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused(pattern, said):
    """The message names the pattern and what is wrong with it."""
    with pytest.raises(CodebookError, match="pattern") as refused:
        expand(pattern, "[x.match]")
    assert said in str(refused.value)


def test_a_new_indicator_is_one_entry(tmp_path, codebook):
    """One TOML entry with one wording is enough for its figures to be found."""
    (tmp_path / "mine.toml").write_text(
        '[tree_rows]\nzh = "行道树"\nen = "trees"\nunit = "个"\nkind = "count"\n'
        'polarity = "neither"\ndomain = "services"\ndefinition_zh = "树。"\n'
        'definition_en = "Trees."\n[[tree_rows.match]]\nbefore = ["(栽种|补种)…行道树"]\n',
        encoding="utf-8",
    )
    wider = read_codebook(tmp_path, codebook)
    found = extract("全年补种各类行道树320个。", wider)
    assert [(f.value, f.indicator) for f in found] == [(320, "tree_rows")]


@given(st.text(max_size=300))
def test_any_text_goes_in_without_an_exception(text):
    """Whatever the text, every surface is the slice at its span."""
    book = _book()
    for figure in extract(text, book):
        assert text[figure.start : figure.end] == figure.surface


@given(
    st.lists(
        st.sampled_from(
            [
                "全省",
                "我市",
                "2022年",
                "去年",
                "分别",
                "其中",
                "受理",
                "审结",
                "行政复议",
                "人民调解",
                "成功率",
                "、",
                "，",
                "。",
                "；",
                "（",
                "）",
                "和",
                "均",
                "为",
                "由",
                "降至",
                "增长",
                "5",
                "12件",
                "98.3%",
                "三成",
                "翻番",
                "近",
                "余",
                "万",
                "亿元",
                "1/4",
                "2:1",
                "无一",
                "败诉",
                "〔2023〕1号",
                "《",
                "》",
                "“",
                "”",
                "\n",
                "力争",
                "个百分点",
                "倍",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_order_of_the_words_of_reports_goes_in_without_an_exception(text):
    """The words that steer the reading may come in any order."""
    figures = extract(text, _book(), year=2023)
    assert all(text[f.start : f.end] == f.surface for f in figures)
    assert [f.start for f in figures] == sorted(f.start for f in figures)


def _book():

    if not _KEPT:
        _KEPT.append(read_codebook(bundled("data") / "codebook"))
    return _KEPT[0]


_KEPT: list = []


@pytest.mark.parametrize("joint", ["、", "和", "与", "及"])
def test_one_number_serves_all_names_before_it(joint, codebook):
    """报备率和及时率均达100% is two figures with one span, however the names are joined."""
    text = f"规范性文件报备率{joint}及时率均达到100%。"
    found = [(f.surface, f.indicator) for f in extract(text, codebook)]
    assert found == [("100", "normdoc_filing_rate"), ("100", "normdoc_timely_rate")]


def test_a_change_after_a_pair_speaks_of_the_later_year(codebook):
    """After 由A降至B, the points that follow belong to B's year and to the same indicator."""
    text = "2022年，败诉15件，败诉率由上年的9.1%降至7.9%，下降1.2个百分点。"
    found = [(f.surface, f.indicator, f.measure, f.year) for f in extract(text, codebook)]
    assert found[1:] == [
        ("9.1", "litigation_lost_rate", "value", 2021),
        ("7.9", "litigation_lost_rate", "value", 2022),
        ("1.2", "litigation_lost_rate", "change_points", 2022),
    ]


def test_a_row_of_named_cells_gives_each_number_its_label(codebook):
    """After 受理（件），2022年：140；2023年：157 each number is of the label and of its column."""
    rows = "收到行政复议申请（件），2022年：180；2023年：199\n受理（件），2022年：140；2023年：157\n"
    found = [
        (f.surface, f.indicator, f.unit, f.year) for f in extract(rows, codebook, year=2023)
    ]
    assert found == [
        ("180", "review_received", "件", 2022),
        ("199", "review_received", "件", 2023),
        ("140", "review_accepted", "件", 2022),
        ("157", "review_accepted", "件", 2023),
    ]
    parts = "行政复议案件，受理：140；审结：120；合计：260\n"
    assert [(f.surface, f.note) for f in extract(parts, codebook, year=2023)][:2] == [
        ("140", "合计的一部分"),
        ("120", "合计的一部分"),
    ]
