"""Tables of trends, splits and comparisons, cell by cell in both languages."""

from dataclasses import replace

import pytest
from longitudinal import FIRST, LOST, figures, lost, panel_of_rows

from fadu.analyses import compare, decompose, trend
from fadu.page import plain
from fadu.pages.citing import citations
from fadu.pages.comparison import cited
from fadu.pages.comparison_tables import compared_table, left_out_table
from fadu.pages.trend_tables import course_tables, parts_table, verdicts_table

CITIES = [f"370{n}00" for n in range(1, 7)]


def lines(table):
    """Return the rows of a table, cells parted by bars, the head first."""
    head = " | ".join(column.name for column in table.columns)
    return [head, *(" | ".join(plain(cell) for cell in row) for row in table.rows)]


def known(panel):
    """Return the one source of a small panel with its number."""
    return citations(panel, ["a"])


@pytest.mark.parametrize(
    ("lang", "captions", "last"),
    [
        ("zh", ["济南市：行政诉讼败诉率，历年", "青岛市：行政诉讼败诉率，历年"], "2018 | 12.0% | 12/100 | 7.0%—19.8% | [1]"),
        ("en", ["Jinan: Lost rate of administrative litigation by year", "Qingdao: Lost rate of administrative litigation by year"], "2018 | 12.0% | 12/100 | 7.0% to 19.8% | [1]"),
    ],
)  # fmt: skip
def test_few_places_have_a_table_each(panel, lang, captions, last):
    """Up to five places have a table each, under the name of the place."""
    made = lost(panel, {code: [(10 + n, 100) for n in range(3)] for code in CITIES[:2]})
    tables = course_tables(trend(made, LOST, CITIES[:2]), known(made), lang)
    assert [table.caption for table in tables] == captions
    assert [lines(table)[-1] for table in tables] == [last, last]


@pytest.mark.parametrize(
    ("lang", "captions", "place"),
    [
        ("zh", ["行政诉讼败诉率，2016—2023年", "行政诉讼败诉率，2024年"], "济南市"),
        ("en", ["Lost rate of administrative litigation, 2016 to 2023", "Lost rate of administrative litigation, 2024"], "Jinan"),
    ],
)  # fmt: skip
def test_many_places_share_tables_of_eight_years(panel, lang, captions, place):
    """Six places share a table with a column for each year, eight years at most; a gap is empty."""
    years = {code: [(10 + n, 100) for n in range(9)] for code in CITIES}
    years[CITIES[0]] = years[CITIES[0]][:2]
    made = lost(panel, years)
    first, second = course_tables(trend(made, LOST, CITIES), known(made), lang)
    assert [first.caption, second.caption] == captions
    assert [column.align for column in first.columns] == ["left", *["right"] * 8]
    assert (first.columns[0].wide, first.long) == (True, True)
    about = {"zh": "† 当年内有口径变更。", "en": "† a break within the year. "}[lang]
    assert [note.startswith(about) for note in first.notes] == [True]
    assert lines(first)[1] == f"{place} | 10.0%[1] | 11.0%[1]" + " | " * 6
    assert lines(second)[1] == f"{place} | "
    assert lines(second)[2].endswith(" | 18.0%[1]")


def test_verdicts_of_stretches(panel):
    """Each stretch stands with its years, verdict, change and reason."""
    made = lost(panel, {CITIES[0]: [(10 + n, 100) for n in range(6)], CITIES[1]: [(1, 9)] * 3})
    found = trend(made, LOST, CITIES[:2])
    assert lines(verdicts_table(found, "zh")) == [
        "地区 | 年份 | 可用年份 | 判断 | 每年变化 | 说明",
        "济南市 | 2016—2021年 | 6 | 未发现趋势 | +1.00（−1.19至+3.19） | p=0.206",
        "青岛市 | 2016—2018年 | 3 | 不能计算 | — | 可用年份3个，不足5个",
    ]
    aligned = [column.align for column in verdicts_table(found, "en").columns]
    assert aligned == ["left", "left", "right", "left", "right", "left"]
    assert lines(verdicts_table(found, "en"))[2] == (
        "Qingdao | 2016 to 2018 | 3 | cannot be calculated | — | 3 valid years, a trend needs 5"
    )


def test_a_split_between_its_years(panel):
    """Both parts stand between the two years, the interval of the rate's part below."""
    made = lost(panel, {CITIES[0]: [(20, 100), (36, 120)]})
    parts = decompose(made, LOST, CITIES[0], FIRST, FIRST + 1).parts
    zh, en = (parts_table(parts, known(made), lang) for lang in ("zh", "en"))
    assert lines(zh) == [
        "项 | 件数 | 总量 | 比率 | 来源",
        "2016年 | 20 | 100 | 20.0% | [1]",
        "总量的变化 | +5.0 |  |  | ",
        "比率的变化 | +11.0 |  |  | ",
        "2017年 | 36 | 120 | 30.0% | [1]",
    ]
    assert zh.notes == ("比率一项的95%区间：−1.8至+23.1。",)
    assert lines(en)[2:4] == [
        "change in volume | +5.0 |  |  | ",
        "change in rate | +11.0 |  |  | ",
    ]
    assert en.notes == ("95% interval of the rate's part: −1.8 to +23.1.",)


def test_shares_side_by_side_and_who_is_left_out(panel):
    """Places stand by value with sets of ranks, the focus strong; others in a table of reasons."""
    pairs = {code: [(10 + n, 100)] for n, code in enumerate(CITIES[:3], 1)}
    made = lost(panel, pairs | {"110112": [(5, 50)]})
    found = compare(made, LOST, FIRST, focus=CITIES[0])
    zh, en = (compared_table(found, known(made), lang) for lang in ("zh", "en"))
    assert lines(zh) == [
        "地区 | 件数 | 数值 | 95%区间 | 名次集 | 判断 | 来源",
        "山东省淄博市 | 13/100 | 13.0% | 7.8%—21.0% | 1—3 |  | [1]",
        "山东省青岛市 | 12/100 | 12.0% | 7.0%—19.8% | 1—3 |  | [1]",
        "山东省济南市 | 11/100 | 11.0% | 6.3%—18.6% | 1—3 |  | [1]",
    ]
    assert (zh.strong_rows, zh.caption) == ((2,), "行政诉讼败诉率，2016年")
    assert lines(en)[1] == "Zibo, Shandong | 13/100 | 13.0% | 7.8% to 21.0% | 1 to 3 |  | [1]"
    assert lines(left_out_table(found.section, known(made), "zh"))[1:] == [
        "北京市通州区 | 层级不同（县级） | [1]"
    ]


def test_residents_are_told_as_finely_as_places_are_small(panel):
    """In English residents have two decimals of a million where a place has fewer than one."""
    rows = [r for code in CITIES[:2] for r in figures(code, "litigation_lost", [40])]
    made = panel_of_rows(panel, rows)
    usual = {"year": FIRST, "kind": "population_resident"}
    for persons, zh, en in ((40_000, "4", "0.04"), (1_000_000, "100", "1.0")):
        frame = [{"district": c, "persons": n} | usual for c, n in zip(CITIES, (persons, 2_500_000), strict=False)]  # fmt: skip
        people = type(panel.population)(frame)[panel.population.columns]
        found = compare(replace(made, population=people), "litigation_lost", FIRST)
        cells = {
            lang: [
                line.split(" | ")[2] for line in lines(compared_table(found, known(made), lang))
            ]
            for lang in ("zh", "en")
        }
        assert sorted(cells["zh"][1:]) == sorted([zh, "250"])
        assert sorted(cells["en"][1:]) == sorted([en, "2.50" if persons < 1_000_000 else "2.5"])


@pytest.mark.parametrize(
    ("lang", "head", "said", "notes"),
    [
        ("zh", "地区 | 件 | 常住人口（万人） | 每10万人 | 95%区间 | 名次集 | 判断 | 来源", ["高于99.8%限", "", "低于99.8%限", "不比较"], ["常住人口为年末数，取自面板的人口表。", "名次集以95%的把握对各地同时成立。"]),
        ("en", "Place | cases | Residents (millions) | Per 100,000 | 95% interval | Ranks | Verdict | Source", ["above 99.8%", "", "below 99.8%", "not compared"], ["Residents at the end of the year, from the panel's table of population.", "The rank sets hold for all places at once with 95% confidence."]),
    ],
)  # fmt: skip
def test_verdicts_stand_beside_rates(panel, lang, head, said, notes):
    """Who lies beyond which limits stands in a word beside the rate, and notes say what is meant."""
    shares = {code: [(200, 1000)] for code in CITIES}
    for pair, row, word in (((90, 100), 1, said[0]), ((1, 100), -1, said[2])):
        made = lost(panel, shares | {CITIES[0]: [pair]})
        found = compared_table(compare(made, LOST, FIRST), known(made), lang)
        verdicts = [line.split(" | ")[5] for line in lines(found)]
        assert (verdicts[row], verdicts[2]) == (word, said[1])
    table = compared_table(compare(panel, "review_accepted", 2019), known(panel), lang)
    assert lines(table)[0] == head
    assert [*table.notes] == notes
    assert lines(table)[-1].split(" | ")[-2] == said[3]
    assert [column.align for column in table.columns] == [
        "left",
        *["right"] * 5,
        "left",
        "left",
    ]


@pytest.mark.parametrize(
    ("indicator", "year", "cell", "words"),
    [
        ("review_accepted", 2019, 1, "text=14847%E4%BB%B6"),
        ("review_received", 2024, 1, "text=8745%E4%BB%B6"),
        ("review_correction_rate", 2023, 1, "text=21%E4%BB%B6&text=131%E4%BB%B6"),
    ],
)
def test_a_printed_number_leads_to_the_page_that_prints_it(panel, indicator, year, cell, words):
    """Of each row the number that was printed is linked to its place, and what was computed is not."""
    found = compare(panel, indicator, year)
    table = compared_table(found, cited(found), "zh")
    first = [spans[0].href if spans else None for spans in table.rows[0]]
    assert [n for n, href in enumerate(first) if href] == [cell]
    assert words in first[cell]
