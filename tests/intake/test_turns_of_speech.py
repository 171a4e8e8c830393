"""Where a text turns to another year, place or list, and where it comes back to its own."""

import pytest

from fadu.intake import extract


def named(text: str, codebook, year: int = 2023) -> dict[str, str]:
    """Return what is printed, by indicator; changes have a sign before it."""
    found = [f for f in extract(text, codebook, year=year) if f.indicator]
    sign = {"value": "", "change_percent": "±", "change_points": "±"}
    return {sign[f.measure] + f.indicator: f.surface for f in found}


@pytest.mark.parametrize(
    "text",
    [
        "我县受理行政复议案件52件，上年为41件，审结50件。",
        "我县受理行政复议案件52件，去年同期为41件；审结50件。",
        "我县受理行政复议案件52件，是2022年（41件）的一倍多；审结50件。",
    ],
)
def test_a_year_named_for_one_figure_is_that_figures_alone(text, codebook):
    """上年为41件 and 2022年（41件） compare once; what follows is of the report's year again."""
    assert named(text, codebook) == {"review_accepted": "52", "review_concluded": "50"}


@pytest.mark.parametrize(
    "text",
    [
        "行政复议体制改革以来，队伍不断加强，全年受理行政复议案件52件。",
        "出庭应诉率由2020年的81%提高到2023年的97%，全年受理行政复议案件52件。",
        "自2019年以来首次回落，全年受理行政复议案件52件。",
        "2023年以来，全县受理行政复议案件52件。",
    ],
)
def test_the_whole_year_is_the_reports(text, codebook):
    """全年 comes back from a span or the start of a comparison; 2023年以来 never left 2023."""
    assert named(text, codebook)["review_accepted"] == "52"


@pytest.mark.parametrize(
    "text",
    [
        "依据省政府部署，全县受理行政复议案件52件。",
        "对标先进地区，全县受理行政复议案件52件。",
        "自治区各级复议机关受理行政复议案件52件。",
        "联合区法院办案，全县受理行政复议案件52件。",
    ],
)
def test_whose_order_or_example_is_followed_is_no_place_spoken_of(text, codebook):
    """What is done by a superior's order, after an example or with a court is one's own."""
    assert named(text, codebook)["review_accepted"] == "52"


@pytest.mark.parametrize(
    "text",
    [
        "我市派员考察学习，杭州市2023年全市受理行政复议案件5200件。",
        "城关镇司法所全年调解矛盾纠纷168件，成功165件。",
        "我省受理行政复议案件9200件，我县正在学习。",
    ],
)
def test_another_place_keeps_its_figures(text, codebook):
    """全市 right after another city, a town's office and 我省 beside 我县 are not one's own."""
    assert not named(text, codebook)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("较上年末增长2.3%", "2.3"),
        ("比上年少2.3%", "2.3"),
        ("比2022年高出2.3%", "2.3"),
    ],
)
def test_a_change_may_be_said_in_many_ways(said, printed, codebook):
    """末, 少 and 高出 belong to changes as 增长 does."""
    found = named(f"全县排查矛盾纠纷917件，{said}。", codebook)
    assert found == {"disputes_found": "917", "±disputes_found": printed}


def test_a_rising_series_names_each_year(codebook):
    """从2021年的A、2022年的B上升到2023年的C are three years of one indicator."""
    text = "复议诉讼比从2021年的0.87、2022年的1.12上升到2023年的1.46。"
    figures = [f for f in extract(text, codebook, year=2023) if f.indicator]
    assert [(f.surface, f.year) for f in figures] == [
        ("0.87", 2021), ("1.12", 2022), ("1.46", 2023),
    ]  # fmt: skip


def test_a_limit_gives_way_to_the_value_that_follows(codebook):
    """降到5%以内，为4.37% says 4.37."""
    text = "我区行政机关败诉率首次降到5%以内，为4.37%。"
    assert named(text, codebook) == {"litigation_lost_rate": "4.37"}


def test_one_number_for_two_rates_of_two_subjects(codebook):
    """Each name before 均为 has its own subject."""
    text = "全年人民调解成功率和行政调解成功率均为100%。"
    figures = [f.indicator for f in extract(text, codebook, year=2023) if f.indicator]
    assert figures == ["people_mediation_success_rate", "admin_mediation_success_rate"]


def test_parts_of_special_kinds_end_with_their_list(codebook):
    """After 其中婚姻纠纷12件、邻里纠纷9件 the text speaks of the whole again."""
    text = "人民调解组织受理纠纷420件，其中婚姻家庭纠纷82件、物业纠纷30件，调解成功411件。"
    assert named(text, codebook) == {
        "people_mediation_accepted": "420",
        "people_mediation_succeeded": "411",
    }


def test_an_item_of_a_list_is_read_with_its_head(codebook):
    """The line above a bulleted item says what it is about."""
    text = "府院联动取得实效：\n① 会商行政争议14批次、研讨案件39件；\n② 召开例会3次。"
    assert named(text, codebook) == {"court_liaison_batches": "14", "court_liaison_cases": "39"}


def test_years_in_a_clause_of_their_own_take_the_name_before(codebook):
    """The clause before 2021年、2022年、2023年分别为 names the three figures, and no earlier one."""
    text = (
        "案结事了的比例提高，复议后被诉率走低，2021年、2022年、2023年分别为9.2%、8.1%、7.7%。"
    )
    figures = [f for f in extract(text, codebook, year=2023) if f.indicator]
    assert [(f.indicator, f.year) for f in figures] == [
        ("review_litigated_after_rate", year) for year in (2021, 2022, 2023)
    ]
