"""What one statement says of its figures together: shared verbs, sums, repeats, changes."""

import pytest

from fadu.intake import extract


def read(text, codebook, year=2023):
    found = extract(text, codebook, year=year)
    return {f.surface: (f.indicator, f.measure, f.note) for f in found}


def test_objects_share_the_verb_at_their_head(codebook):
    """清理 stands before the first object and is said of the second too."""
    found = read("全面清理政府规章9部、规范性文件310件。", codebook)
    assert found["310"][0] == "normdoc_cleaned"
    assert found["9"][0] == ""


def test_a_part_takes_the_verb_of_a_total_that_has_no_indicator(codebook):
    """审结 stands with all cases and is said of the administrative ones among them."""
    found = read("全年审结各类案件8.6万件，其中行政案件1,920件。", codebook)
    assert found["1,920"][0] == "litigation_all_instances_concluded"
    assert found["8.6"][0] == ""


def test_of_two_values_of_one_indicator_in_a_statement_the_later_gives_way(codebook):
    """A second count that names nothing of its own is of a part, and the note says so."""
    found = read("以政府名义制发规范性文件3件，部门制发11件。", codebook)
    assert found["3"][0] == "normdoc_issued"
    assert found["11"] == ("", "value", "同一句已有这一指标")


@pytest.mark.parametrize(
    ("text", "kept", "given_up"),
    [
        ("法治督察反馈的42个问题已整改39个。", "39", "42"),
        ("市本级行政诉讼案件败诉2件，全市一审败诉案件11件。", "11", "2"),
        ("办理国内公证504件、涉外公证122件，合计626件。", "626", "504"),
    ],
)
def test_what_is_wider_or_nearer_the_verb_is_kept(text, kept, given_up, codebook):
    """The sum, the whole place, and what the verb stands beside win over an earlier figure."""
    found = read(text, codebook)
    assert found[kept][0]
    assert not found[given_up][0]


def test_a_verb_after_the_figure_comes_before_the_clause_before_it(codebook):
    """A figure that opens its clause is told by what follows it."""
    found = read("行政复议案件中，73件因申请人撤回申请而终止，64件以调解书结案。", codebook)
    assert (found["73"][0], found["64"][0]) == ("review_terminated", "review_settled")


def test_a_list_of_changes_shares_the_unit_after_the_last(codebook):
    """上升1.1、0.6和0.9个百分点 are changes in points, each of the rate at its place."""
    text = "行政诉讼败诉率8.1%，复议直接纠错率10.2%，同比分别上升1.1和0.9个百分点。"
    found = read(text, codebook)
    assert found["1.1"][:2] == ("litigation_lost_rate", "change_points")
    assert found["0.9"][:2] == ("review_correction_rate", "change_points")


def test_a_change_since_an_earlier_year_has_no_indicator(codebook):
    """A growth is that on the year before; since 2020 is another figure."""
    found = read("行政诉讼败诉率6.2%，比2020年下降5.9个百分点。", codebook)
    assert found["6.2"][0] == "litigation_lost_rate"
    assert found["5.9"] == ("", "change_points", "与更早年份比较")


def test_the_topic_may_be_named_after_the_figures(codebook):
    """What the next sentence says of all of them is the topic of a paragraph that names none."""
    found = read("全年收到申请120件，审结98件。以上均为行政复议案件。", codebook)
    assert (found["120"][0], found["98"][0]) == ("review_received", "review_concluded")


def test_not_a_single_one_is_zero(codebook):
    """没有一件 counts nothing, as 无一 does."""
    found = extract("经复议的案件被诉后，没有一件败诉。", codebook, year=2023)
    assert [(f.value, f.indicator) for f in found] == [(0, "review_litigated_lost")]
