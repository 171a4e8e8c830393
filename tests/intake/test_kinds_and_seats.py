"""Figures of some cases only, of a city's seat, in brackets, in lists with one verb."""

import pytest

from fadu.intake import extract


def told(text: str, codebook) -> dict[str, str]:
    """Return what each printed number of a text is found to be."""
    return {f.surface: f.indicator for f in extract(text, codebook, year=2023)}


@pytest.mark.parametrize(
    "text",
    [
        "办理涉企行政复议案件57件，其中19件经调解结案，4件被撤销。",
        "受理涉企行政复议案件57件，审结52件，其中和解19件、直接纠错4件。",
        "适用简易程序审理行政复议案件57件，其中维持19件、驳回4件。",
        "以县政府为被申请人的行政复议案件57件，均已答复，无一被确认违法。",
    ],
)
def test_what_is_said_of_one_kind_of_cases_belongs_to_no_indicator_of_all(text, codebook):
    """Parts of a partial count have no indicator; the partial count itself has one."""
    found = told(text, codebook)
    assert codebook[found.pop("57")].partial
    assert not any(found.values())


def test_a_part_of_all_cases_keeps_its_indicator_beside_one_of_a_kind(codebook):
    """Counts of all cases after a partial one that is itself a part are those of all."""
    found = told("受理行政复议案件90件，其中涉企案件21件，审结82件。", codebook)
    assert (found["90"], found["21"]) == ("review_accepted", "review_enterprise")
    assert found["82"] == "review_concluded"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市本级收到行政复议申请61件，全市收到407件。", {"61": "", "407": "review_received"}),
        ("市本级收到行政复议申请61件，各县（市、区）收到346件。", {"61": "", "346": ""}),
        ("区本级收到行政复议申请61件，受理52件。", {"61": "review_received", "52": "review_accepted"}),
        (
            "全市收到行政复议申请407件（市本级61件、县区346件），同比增长12%。",
            {"407": "review_received", "61": "", "346": "", "12": "review_received"},
        ),
        (
            "以市政府本级为被申请人的行政复议案件61件，全市受理行政复议案件407件。",
            {"61": "review_against_own_government", "407": "review_accepted"},
        ),
    ],
)  # fmt: skip
def test_the_seat_and_the_counties_are_no_figures_of_the_whole(text, found, codebook):
    """市本级 has an indicator only where its sentence names neither the whole nor the rest."""
    assert told(text, codebook) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "对21件规范性文件、65份合同开展合法性审查。",
            {"21": "normdoc_legally_reviewed", "65": ""},
        ),
        (
            "全年对行政规范性文件21件、政府合同65份进行合法性审查。",
            {"21": "normdoc_legally_reviewed", "65": ""},
        ),
        (
            "行政复议案件90件（收到）、82件（受理）。",
            {"90": "review_received", "82": "review_accepted"},
        ),
        ("收到行政复议申请90件（含不予受理7件），同比增长12%。", {"90": "review_received", "7": "review_not_accepted", "12": "review_received"}),
        ("行政复议受理案件增加21件，增长12%。", {"21": "", "12": "review_accepted"}),
        ("受理矛盾纠纷90件（其中人民调解82件），调解成功65件。", {"90": "mediation_accepted", "82": "people_mediation_accepted", "65": "mediation_succeeded"}),
        ("行政机关负责人出庭应诉率、出声率分别为90%和82%。", {"90": "head_appearance_rate", "82": ""}),
        ("指标 单位 数值\n收到行政复议申请 件 90", {"90": "review_received"}),
        ("人民调解情况\n调解纠纷：90件\n调解成功率：98%", {"90": "people_mediation_accepted", "98": "people_mediation_success_rate"}),
        ("行政复议受理电话：5550123。", {"5550123": ""}),
        ("区行政复议纠错率为9.1%，全市为12%。", {"9.1": "review_correction_rate", "12": ""}),
        ("全市行政复议纠错率为9.1%，邻近的乙县收案90件。", {"9.1": "review_correction_rate", "90": ""}),
        ("审理一审行政案件，人均结案90件。", {"90": ""}),
        ("受理行政复议案件90件，2022年结转21件。", {"90": "review_accepted", "21": "review_carried_over"}),
        ("梳理2010年以来制定的规范性文件，继续有效90件。", {"2010": None, "90": "normdoc_kept"}),
        ("收到行政复议申请１，２３４件。", {"１，２３４": "review_received"}),
    ],
)  # fmt: skip
def test_a_figure_is_told_by_what_names_it(text, found, codebook):
    """A name stands before, after, in brackets, in a cell, a list or a line above."""
    assert told(text, codebook) == {k: v for k, v in found.items() if v is not None}
