"""Tables of pages, cell by cell: figures with what is noted of them, and where they were read."""

from typing import Any

import pandas as pd
import pytest
from results import BOOK, COUNT, MONEY, RATE, rows, series, share

from fadu.codebook import Language
from fadu.page import Table, plain
from fadu.pages.citing import Citations, citations, guide
from fadu.pages.places_tables import places_table
from fadu.pages.printed import printed_words
from fadu.pages.rest_table import rest_table
from fadu.pages.tables import single_table, years_table
from fadu.panel import Panel
from fadu.shapes.places import Places

SOURCES = pd.DataFrame(
    [
        {"id": "b", "title": "年报", "publisher": "某局", "published": "2021", "tier": "official", "url": "https://b.cn/x"},
        {"id": "a", "title": "综述", "publisher": "", "published": "", "tier": "secondary", "url": "https://a.cn/y"},
    ]
)  # fmt: skip
CITED = Citations(SOURCES)


def lines(table: Table) -> list[str]:
    """Return the rows of a table, cells parted by bars, the head first."""
    head = " | ".join(column.name for column in table.columns)
    return [head, *(" | ".join(plain(cell) for cell in row) for row in table.rows)]


YEARS = series(
    share(20, 100, year=2020, inside="law"),
    {"year": 2020, "value": 20.5, "chosen": False, "sources": "b"},
    share(200, 1000, year=2021, sources="a+b", print_low=19.5, print_high=20.5),
    {"year": 2021, "value": 19.0, "chosen": False, "period": "2021-01/2021-06"},
    {"year": 2019, "value": 18.25, "qualifier": "about"},
)


def test_the_years_of_an_indicator() -> None:
    """Figures stand by year, what is passed over under what stands, each with its mark and note."""
    table = years_table(YEARS, CITED, "zh")
    assert lines(table) == [
        "年份 | 数值 | 件数 | 95%区间 | 来源",
        "2019 | 约18.25% | — | — | [2]",
        "2020 † | 20.0% | 20/100 | 15.0%—25.0% | [2]",
        "2020 * | 20.5% | — | — | [1]",
        "2021 § | 20.0% | 200/1,000 | 15.0%—25.0% | [1][2]",
        "2021年1—6月 ‡ | 19% | — | — | [2]",
    ]
    assert table.caption == "行政复议直接纠错率，历年"
    assert [note[0] for note in table.notes] == ["†", "*", "‡", "§"]
    english = years_table(YEARS, CITED, "en")
    assert lines(english)[0] == "Year | Value | Counts | 95% interval | Source"
    assert lines(english)[-1] == "January to June 2021 ‡ | 19% | — | — | [2]"
    assert english.caption == "Correction rate of administrative reconsideration by year"
    assert [len(one.notes) for one in (table, english)] == [4, 4]


def test_columns_that_would_be_empty_are_left_out() -> None:
    """Without counts and intervals a table has neither column, and without marks no note."""
    plain_years = years_table(
        series({"year": 2020, "value": 7.0}, indicator=COUNT), CITED, "en"
    )
    assert lines(plain_years) == ["Year | Value | Source", "2020 | 7 applications | [2]"]
    assert plain_years.notes == ()


def test_indicators_with_one_figure_each() -> None:
    """A row for each indicator, in the order given; a part of a year says so."""
    many = [
        series(share(20, 100)),
        series({"value": 12.0, "period": "2020-01/2020-06", "sources": "b"}, indicator=COUNT),
    ]
    assert lines(single_table(many, CITED, "zh")) == [
        "指标 | 年份 | 数值 | 件数 | 95%区间 | 来源",
        "行政复议直接纠错率 | 2020 | 20.0% | 20/100 | 15.0%—25.0% | [2]",
        "行政复议收到申请数 | 2020年1—6月 | 12件 | — | — | [1]",
    ]
    assert lines(single_table(many[1:], CITED, "en")) == [
        "Indicator | Year | Value | Source",
        "administrative reconsideration applications received | January to June 2020 | 12 applications | [1]",
    ]


APART = {"compared": False, "reason_zh": "年份不同", "reason_en": "another year"}


def side(*figures: dict[str, Any], entry: Any = RATE, **said: Any) -> Places:
    """Return places side by side."""
    return Places(entry, BOOK, 2020, "", "990101", rows(*figures), **said)


def test_places_side_by_side() -> None:
    """Compared places stand by value, the others after them by year; the focus is strong."""
    table = places_table(
        [
            side(
                share(1, 10),
                share(3, 10),
                share(9, 10, year=2018) | APART,
                share(2, 10, year=2019) | APART,
                unshown=1,
            )
        ],
        CITED,
        "zh",
    )
    assert lines(table) == [
        "地区 | 年份 | 数值 | 95%区间 | 说明 | 来源",
        "乙县 | 2020 | 30.0% | 25.0%—35.0% |  | [2]",
        "甲县 | 2020 | 10.0% | 5.0%—15.0% |  | [2]",
        "丁县 | 2019 | 20.0% | 15.0%—25.0% | 年份不同 | [2]",
        "丙县 | 2018 | 90.0% | 85.0%—95.0% | 年份不同 | [2]",
    ]
    assert (table.strong_rows, table.groups, table.long) == ((0,), (), False)
    assert table.caption == "行政复议直接纠错率，2020年及可列示的其他地区"
    assert table.notes == ("同年另有1个地区的公布值未列；所列为区划上最近的地区。",)


def test_several_indicators_stand_under_their_names() -> None:
    """Each indicator begins where the one before ends; one long table breaks over pages."""
    first, second = (
        side(share(1, 10), share(2, 10)),
        side({"value": 5.0}, entry=COUNT, unshown=2),
    )
    table = places_table([first, second], CITED, "en")
    assert lines(table) == [
        "Place | Year | Value | 95% interval | Source",
        "B | 2020 | 20.0% | 15.0% to 25.0% | [2]",
        "A | 2020 | 10.0% | 5.0% to 15.0% | [2]",
        "A | 2020 | 5 applications | — | [2]",
    ]
    assert table.groups == (
        (0, "Correction rate of administrative reconsideration"),
        (2, "Administrative reconsideration applications received"),
    )
    assert table.caption == "2020, and other places that can be shown"
    assert table.notes == (
        "2 further figures of the same year are not shown; those nearest by area are.",
    )
    alone = places_table([side({"value": 5.0}, entry=COUNT, unshown=1)], CITED, "en")
    assert alone.notes == (
        "1 further figure of the same year is not shown; those nearest by area are.",
    )
    twelve = [side(*[share(1, 10)] * 11), side(share(1, 10))]
    assert not places_table(twelve, CITED, "en").long
    many = [side(*[share(1, 10)] * 12), side(share(1, 10))]
    assert [places_table(part, CITED, "en").long for part in (many[:1], many)] == [False, True]


PRINTED = {
    "indicator": "review_received", "measure": "value", "value": 1200.0, "status": "", "period": "",
    "year": 2020, "qualifier": "exact",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "named", "zh", "en"),
    [
        ({}, False, "1,200件", "1,200"),
        ({"qualifier": "over"}, False, "超1,200件", "more than 1,200"),
        ({"period": "2020-06"}, False, "1,200件（2020年6月）", "1,200 (June 2020)"),
        ({"measure": "change_percent", "value": 12.5}, False, "同比+12.5%", "+12.5% on the year"),
        ({"measure": "change_percent", "value": -12.5}, True, "−12.5%", "−12.5%"),
        ({"measure": "change_percent", "value": 0.0}, True, "0%", "0%"),
        ({"measure": "change_points", "value": 1.5, "indicator": RATE.id, "qualifier": "nearly"}, False, "同比近+1.5个百分点", "nearly +1.5 points on the year"),
        ({"indicator": RATE.id, "value": 24.25}, False, "24.25%", "24.25%"),
        ({"indicator": MONEY.id, "value": 3.5e8}, False, "3.5亿元", "350 million yuan"),
        ({"status": "not_printed", "value": float("nan")}, False, "未公布", "not printed"),
        ({"status": "withheld", "value": float("nan"), "period": "2020-06"}, False, "不予公布（2020年6月）", "withheld (June 2020)"),
        ({"status": "not_applicable", "value": float("nan")}, False, "不适用", "not applicable"),
    ],
)  # fmt: skip
def test_a_figure_as_printed(
    panel: Panel, row: dict[str, Any], named: bool, zh: str, en: str
) -> None:
    """A figure keeps its qualifier, unit, sign and period; one that is not there says why."""
    said = [printed_words(panel, PRINTED | row, lang, named=named) for lang in ("zh", "en")]
    assert said == [zh, en]


def test_all_other_figures_of_a_place(panel: Panel) -> None:
    """A row for each indicator and its change, a column for each year, two columns for one year."""
    usual = PRINTED | {"chosen": True, "source": "b", "printed": "", "unit": "件"}
    kinds: list[dict[str, Any]] = [
        {"indicator": "review_concluded", "value": 5.0},
        {"value": 7.0},
        {"value": 8.0, "chosen": False, "source": "a"},
        {"value": 10.0, "measure": "change_percent"},
        {"value": 6.0, "year": 2019},
    ]
    frame = pd.DataFrame([usual | kind for kind in kinds])
    over = rest_table(panel, frame, CITED, "zh")
    assert lines(over) == [
        "指标 | 2019 | 2020",
        "行政复议收到申请数 | 6件[1] | 8件[2] 7件[1]",
        "行政复议收到申请数，同比 |  | +10%[1]",
        "行政复议审结数 |  | 5件[1]",
    ]
    assert (over.long, over.caption) == (True, "其余各项指标的公布值")
    assert [column.align for column in over.columns] == ["left", "right", "right"]
    one = rest_table(panel, frame[frame["year"] == 2020], CITED, "en")
    assert lines(one) == [
        "Indicator | 2020 | Indicator | 2020",
        "administrative reconsideration applications received | 8[2] 7[1] | administrative reconsideration cases concluded | 5[1]",
        "administrative reconsideration applications received, change on the year | +10%[1] |  | ",
    ]


@pytest.mark.parametrize(
    ("lang", "first", "second"),
    [
        ("zh", "[1] 某局，《年报》，2021，官方。", "[2] 《综述》，日期不详，转载。"),
        ("en", "[1] 某局, “年报”, 2021, official.", "[2] “综述”, undated, secondary."),
    ],
)
def test_the_list_of_sources(lang: Language, first: str, second: str) -> None:
    """Each source stands with its number; a secondary page is named and never linked."""
    entries = CITED.block(lang).entries
    assert [entry.words for entry in entries] == [first, second]
    assert [entry.href for entry in entries] == ["https://b.cn/x", ""]
    (paragraph,) = guide(CITED, lang)
    assert paragraph.quiet
    assert guide(Citations(SOURCES[1:]), lang) == []


def test_sources_are_numbered_by_date(panel: Panel) -> None:
    """Ids joined by + are sources each; the oldest publication is the first."""
    known = citations(panel, ["s001+s042", "s042", "none"])
    assert sorted(known.table["id"]) == ["s001", "s042"]
    assert known.table["published"].is_monotonic_increasing
    first = str(known.table["id"].iloc[0])
    assert plain(known.mark(f"none+{first}")) == "[1]"
    assert plain(known.mark("s042+s001")) == "[1][2]"
