"""Tables that a text prints line by line: what names each number, and what it says."""

from decimal import Decimal

import pytest

from fadu.intake import extract


def read(text: str, codebook, **about) -> dict[str, tuple]:
    """Return surface, value, measure and year by indicator of what was found in a text."""
    figures = extract(text, codebook, **{"year": 2023} | about)
    return {
        f.indicator: (f.surface, f.value, f.measure, f.year) for f in figures if f.indicator
    }


@pytest.mark.parametrize("gap", ["      ", "\t", " | ", " "])
def test_whatever_parts_the_cells_the_same_figures_are_found(gap, codebook):
    """Wide blanks, tabulators, bars and single blanks part the cells of a table alike."""
    lines = ["2023年行政复议结案情况", "方式|件数", "维持|88", "驳回申请|31", "撤销|7"]
    text = "\n".join(line.replace("|", gap) for line in lines)
    found = {name: surface for name, (surface, *_) in read(text, codebook).items()}
    assert found == {"review_maintained": "88", "review_rejected": "31", "review_revoked": "7"}


def test_a_unit_above_the_table_counts_for_the_cells_that_it_fits(codebook):
    """万件 and % in a caption hold for counts and for rates, each for its own."""
    text = "人民调解统计（单位：万件、%）\n人民调解受理   1.32\n人民调解成功率   98.6"
    found = read(text, codebook)
    assert found["people_mediation_accepted"][1] == Decimal(13200)
    assert found["people_mediation_success_rate"][1] == Decimal("98.6")


def test_money_and_counts_of_one_table_have_their_own_units(codebook):
    """金额单位：万元 in a caption turns amounts alone into yuan."""
    text = "执法情况（金额单位：万元）\n| 指标 | 2023年 |\n| 行政处罚案件（件） | 640 |\n| 罚没金额 | 215.5 |"
    found = read(text, codebook)
    assert found["penalty_cases"][1] == 640
    assert found["penalty_amount"][1] == Decimal(2155000)


def test_a_column_of_changes_gives_changes_with_their_sign(codebook):
    """比上年 in a heading makes percent of counts and points of rates; a fall is negative."""
    text = "指标\t2023年\t同比\n收到行政复议申请（件）\t120\t-7.7%\n直接纠错率（%）\t8.2\t+1.4"
    figures = [f for f in extract(text, codebook, year=2023) if f.indicator]
    changes = {
        f.indicator: (f.surface, f.value, f.measure) for f in figures if f.measure != "value"
    }
    assert changes == {
        "review_received": ("-7.7", Decimal("-7.7"), "change_percent"),
        "review_correction_rate": ("1.4", Decimal("1.4"), "change_points"),
    }


@pytest.mark.parametrize("head", ["年度目标", "占比", "全国"])
def test_columns_of_plans_shares_and_the_nation_have_no_indicator(head, codebook):
    """What a column plans, or says of a part or of another place, is no figure of the place."""
    text = f"我区重点工作\n项目 | {head} | 实际\n法律援助案件 | 300件 | 312件"
    assert read(text, codebook)["legal_aid_cases"][0] == "312"


def test_rows_of_places_are_not_the_places_figures(codebook):
    """Of a table by districts only the row of the whole counts."""
    text = "全市收到行政复议申请情况（单位：件）\n地区\t数量\n甲区\t86\n乙县\t41\n全市合计\t127"
    assert {s for s, *_ in read(text, codebook).values()} == {"127"}


def test_quarters_are_parts_of_the_year(codebook):
    """Where the last column is the whole year, those before it have no indicator."""
    text = "收到行政复议申请（件）\n一季度 二季度 三季度 四季度 全年\n17 28 34 19 98"
    assert read(text, codebook) == {"review_received": ("98", Decimal(98), "value", 2023)}


def test_digits_like_a_year_count_in_a_row_of_numbers(codebook):
    """1902 beside other numbers of its row is a number, at the head of a row a year."""
    text = "年份 人民调解委员会（个） 人民调解员（名）\n2021 405 1877\n2022 407 1902"
    figures = [f for f in extract(text, codebook, year=2022) if f.indicator]
    assert [(f.surface, f.year) for f in figures] == [
        ("405", 2021), ("1877", 2021), ("407", 2022), ("1902", 2022),
    ]  # fmt: skip


def test_names_and_numbers_in_turn_give_the_total(codebook):
    """自然人 47 法人 6 总计 53 gives 53, its parts have none."""
    text = "本年新收政府信息公开申请数量  自然人 41  法人 8  总计 49"
    assert read(text, codebook)["disclosure_applications"][0] == "49"


def test_words_with_blanks_are_no_table(codebook):
    """A heading with blanks and a number in a sentence stays a sentence."""
    text = "法治政府建设 年度报告\n全年收到行政复议申请 120 件，审结 98 件。"
    found = read(text, codebook)
    assert (found["review_received"][0], found["review_concluded"][0]) == ("120", "98")


def test_rows_that_a_total_sums_up_have_what_is_their_own(codebook):
    """一审 under 新收 is an indicator of its own, an office's row is a part of the total alone."""
    rows = "行政执法情况汇总\n部门 | 处罚案件（件）\n甲局 | 43\n乙局 | 17\n合计 | 60"
    assert {surface for surface, *_ in read(rows, codebook).values()} == {"60"}
    kinds = "行政案件收结情况\n审级 | 新收（件）\n一审 | 42\n二审 | 17\n合计 | 59"
    found = {name: surface for name, (surface, *_) in read(kinds, codebook).items()}
    assert found == {
        "litigation_first_instance": "42",
        "litigation_second_instance": "17",
        "litigation_all_instances": "59",
    }


def test_the_column_of_the_year_before_is_there_to_compare(codebook):
    """上年 beside 本年 compares; columns that name their years are a series."""
    before = read("指标\t本年\t上年\n办理公证（件）\t216\t204", codebook)
    assert [surface for surface, *_ in before.values()] == ["216"]
    figures = extract("指标\t2023年\t2022年\n办理公证（件）\t216\t204", codebook, year=2023)
    assert [(f.surface, f.year) for f in figures] == [("216", 2023), ("204", 2022)]


def test_a_plan_announced_over_a_list_holds_for_its_items(codebook):
    """What stands below 2024年工作安排： is planned."""
    text = "2024年重点工作安排：\n1. 办理公证300件；\n2. 推动出庭应诉率保持100%。"
    assert not read(text, codebook)
