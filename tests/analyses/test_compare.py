"""Comparisons: who stands out, said exactly, drawn where the numbers are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from longitudinal import LOST, lost

from fadu import stats
from fadu.analyses import compare, simulated_panel
from fadu.analyses.simulated import Made
from fadu.shapes.crosssection import TREATMENTS

CODES = [f"3701{n:02d}" for n in (2, 3, 4, 5, 12, 13, 14, 15, 16, 17)]


def counties(panel, pairs):
    return lost(panel, {c: [p] for c, p in zip(CODES, pairs, strict=False)})


@pytest.fixture(scope="module")
def accepted(panel):
    """Accepted reconsideration cases of 2019, Shanghai in focus."""
    return compare(panel, "review_accepted", 2019, focus="310000")


def test_accepted_2019_in_sentences(accepted):
    """The thirty provinces of 2019 are said with level, spread, outliers and those left out."""
    assert accepted.sentences("zh") == [
        "上海市每10万常住人口的行政复议受理数为59.8件（95%区间58.9—60.8），高于99.8%控制限（加性调整）。",
        "2019年，30个省级地区行政复议受理数合计176,484件，常住人口134,430万人，每10万人13.1件。",
        "各地差异大于随机波动（标准化差异平方的均值2,705，随机波动为1）：30地中在99.8%控制限外的，不作调整28地，乘性调整1地，加性调整1地；以下按加性调整。",
        "高于99.8%控制限的有上海市（59.8）；仅超出95%控制限的有北京市（42.5）、新疆维吾尔自治区（1.2）、西藏自治区（1.2）（仅因偶然，也会有约1.5地超出95%控制限）。",
        "未纳入比较：新疆生产建设兵团，没有常住人口数；浙江省，口径不同（2019年1月1日浙江复议职责集中）；其他层级2地。",
    ]
    assert accepted.sentences("en") == [
        "Administrative reconsideration cases accepted per 100,000 residents in Shanghai: 59.8 (95% interval 58.9 to 60.8); above the 99.8% limits (additive adjustment).",
        "Administrative reconsideration cases accepted, 2019: 30 provinces together 176,484 among 1,344 million residents, 13.1 per 100,000.",
        "The places differ more than chance (mean square of their scores 2,705; chance gives 1). Beyond the 99.8% limits lie 28 of 30 with no adjustment, 1 with multiplicative adjustment and 1 with additive adjustment; what follows uses the additive adjustment.",
        "Above the 99.8% limits: Shanghai (59.8); beyond the 95% limits only: Beijing (42.5), Xinjiang (1.2) and Tibet (1.2) (chance alone puts about 1.5 beyond the 95% limits).",
        "Left out: Xinjiang Production and Construction Corps – no resident population known; Zhejiang – on another side of a break: Zhejiang concentrates reconsideration, 1 January 2019; 2 of other levels.",
    ]


def test_accepted_2019_in_figures(accepted):
    """Table, verdicts and funnel of 2019 hold the counts, and Zhejiang is in the table alone."""
    table = accepted.table.set_index("district")
    assert len(table) == 32
    assert table.loc["310000", ["count", "total"]].tolist() == [14847, 24_810_000]
    assert table.loc["310000", ["outside_95", "outside_99.8"]].tolist() == ["above", "above"]
    assert table.loc["310000", ["rank_low", "rank_high"]].tolist() == [1, 1]
    assert table.loc["110000", ["outside_95", "outside_99.8"]].tolist() == ["above", ""]
    assert table.loc["330000", ["compared", "outside_95"]].tolist() == [False, ""]
    assert table.loc["330000", ["z", "rank_low"]].isna().all()
    assert accepted.funnel.target * 100_000 == pytest.approx(100_000 * 176_484 / 1_344_300_000)
    verdicts = accepted.verdicts.set_index("district")
    assert "330000" not in verdicts.index
    assert verdicts.loc["440000"].drop(["name_zh", "name_en", "value"]).to_dict() == {
        "none": 0.998,
        "multiplicative": 0.95,
        "additive": 0.0,
    }


def test_verdicts_are_those_of_the_statistics(accepted):
    """What the table says of each treatment is what a funnel of the same counts says."""
    rows = accepted.section.compared
    for treatment in ("none", "multiplicative", "additive"):
        found = stats.funnel(
            rows["count"], rows["total"], kind="rate", overdispersion=treatment
        )
        said = accepted.verdicts[treatment].abs().to_numpy()
        assert (said >= 0.95).tolist() == found.outside[:, 0].tolist()
        assert (said >= 0.998).tolist() == found.outside[:, 1].tolist()


def test_focus_that_is_not_compared_says_why(panel):
    """Zhejiang in focus has its level and the break, and no verdict."""
    found = compare(panel, "review_accepted", 2019, focus="浙江省")
    assert found.sentences("zh")[0] == (
        "浙江省每10万常住人口的行政复议受理数为10.8件（95%区间10.5—11.0）；口径不同（2019年1月1日浙江复议职责集中），不与其他地区比较。"
    )
    assert found.sentences("en")[0] == (
        "Administrative reconsideration cases accepted per 100,000 residents in Zhejiang: 10.8 (95% interval 10.5 to 11.0); not compared (on another side of a break: Zhejiang concentrates reconsideration, 1 January 2019)."
    )


def test_counts_without_population_have_no_verdict(panel):
    """The prefectures of 2014 stand side by side, without limits, ranks or z."""
    found = compare(panel, "review_received", 2014)
    assert found.sentences("zh") == [
        "2014年，17个地级地区有行政复议收到申请数：最多湖南省长沙市1,220件，最少云南省迪庆藏族自治州8件。件数没有与人口相除，只并列，不判断谁高谁低。",
        "未纳入比较：其他层级2地。",
    ]
    assert found.sentences("en") == [
        "Administrative reconsideration applications received, 2014, 17 prefectures: from Diqing (Yunnan; 8 applications) to Changsha (Hunan; 1,220 applications). The counts are not set against population: they stand side by side without a verdict.",
        "Left out: 2 of other levels.",
    ]
    assert (found.funnel, found.standing, found.ranks) == (None, None, None)
    assert found.verdicts.empty
    assert found.table["z"].isna().all()


def test_part_year_is_named_among_those_left_out(panel):
    """Anyang's nine months of 2022 are left out by name, the other levels by number."""
    found = compare(panel, "litigation_first_instance", 2022)
    assert found.sentences("zh") == [
        "2022年，16个地级地区有一审行政诉讼收案数：最多广东省广州市5,847件，最少云南省迪庆藏族自治州23件。件数没有与人口相除，只并列，不判断谁高谁低。",
        "未纳入比较：河南省安阳市，时段不同（2022年1—9月）；其他层级9地。",
    ]


def test_bound_is_said_as_a_bound(panel):
    """Tongzhou's disclosure applications were printed as over 800 and are said so."""
    found = compare(panel, "disclosure_applications", 2023, focus="320612")
    assert found.sentences("zh") == [
        "江苏省南通市通州区信息公开申请数为超800件。",
        "2023年，11个县级地区有信息公开申请数：最多江苏省南通市通州区超800件，最少浙江省衢州市龙游县14件。件数没有与人口相除，只并列，不判断谁高谁低。江苏省南通市通州区只公布了约数或界限，先后按所印的数排列，未必如此。",
    ]
    assert found.sentences("en")[0] == (
        "Disclosure applications in Tongzhou District, Nantong, Jiangsu: more than 800 applications."
    )


def test_nothing_beside_tongzhou_in_2023(panel):
    """For mediation success in 2023 no place of the level compares, and Changshu says why."""
    found = compare(panel, "mediation_success_rate", 2023, focus="320612")
    assert found.sentences("zh") == [
        "江苏省南通市通州区各类调解组织调解成功率为98.30%（95%区间98.07%—98.49%）。",
        "面板中没有其他同级地区公布2023年同一口径的各类调解组织调解成功率，不作比较。",
        "未纳入比较：江苏省苏州市常熟市，时段不同（2023年1—9月）。",
    ]
    assert found.sentences("en") == [
        "Mediation success rate of all organisations in Tongzhou District, Nantong, Jiangsu: 98.30% (95% interval 98.07% to 98.49%).",
        "Mediation success rate of all organisations, 2023: no other place of the same level in the panel has a figure on the same definition; nothing is compared.",
        "Left out: Changshu (Suzhou, Jiangsu) – another period: January to September 2023.",
    ]
    assert found.alt("en") == (
        "Interval plot: mediation success rate of all organisations, 2023; Tongzhou District (Nantong, Jiangsu; 98.30%) alone."
    )


def test_three_places_have_intervals_and_no_limits(panel):
    """Fewer than five places do not tell their own spread from chance."""
    found = compare(panel, LOST, 2022)
    assert found.funnel is None
    assert found.sentences("zh") == [
        "2022年，行政诉讼败诉率可比的只有3个省级地区，不足5个，不画控制限：青海省33.1%（95%区间29.7%—36.7%）、云南省17.9%（95%区间16.9%—18.8%）、江苏省7.8%（95%区间7.4%—8.2%）。",
        "未纳入比较：福建省、山东省、新疆维吾尔自治区，只有百分比，没有件数；其他层级4地。",
    ]


def test_equal_places_with_many_cases_would_have_shown_a_difference(panel):
    """With power, nobody outside is said with what would have been seen."""
    found = compare(counties(panel, [(400 + n, 4000) for n in range(10)]), LOST, 2016)
    assert found.standing.phi < 1
    assert not found.standing.heterogeneous
    assert found.sentences("zh") == [
        "2016年，10个县级地区行政诉讼败诉率合计为10.1%（4,045/40,000）。",
        "合起来看，未见各地有超出随机波动的差异（标准化差异平方的均值0.0，随机波动为1）。",
        "没有地区超出95%控制限；规模居中的地区若低于8.8%或高于11.5%，有八成把握看出，这样大的差异多半已经显出。",
    ]
    assert found.sentences("en")[1:] == [
        "Taken together, the places are not shown to differ beyond chance (mean square of their scores 0.0; chance gives 1).",
        "No place lies beyond the 95% limits; one of median size would show four times in five if it were below 8.8% or above 11.5%, so differences as large as that would most likely have shown.",
    ]


def test_equal_places_with_few_cases_prove_nothing(panel):
    """Without power, nobody outside is said not to mean that all are equal."""
    found = compare(counties(panel, [(4, 40)] * 10), LOST, 2016)
    assert found.sentences("zh")[-1] == (
        "没有地区超出95%控制限，但这不等于没有差异：规模居中的地区要低于0.6%或高于24.5%才有八成把握看出。"
    )
    assert found.sentences("en")[-1] == (
        "No place lies beyond the 95% limits, which does not mean that all are equal: one of median size would have to be below 0.6% or above 24.5% to show four times in five."
    )


def test_handful_of_cases_shows_nothing_at_all(panel):
    """With two cases a place no difference could be seen, and that is said."""
    found = compare(counties(panel, [(1, 2)] * 6), LOST, 2016)
    assert np.isnan(found.standing.detectable).all()
    assert found.sentences("zh")[-1] == (
        "没有地区超出95%控制限，但这不等于没有差异：以现有件数，多大的差异都没有八成把握看出。"
    )


@pytest.fixture(scope="module")
def made(panel):
    """A comparison of simulated lost rates in many places."""
    return compare(simulated_panel(panel, made=Made(districts=190)), LOST, 2016)


def test_simulated_figures_say_so_on_every_output(made):
    """Sentence, alternative text, table and title of a simulated comparison name it."""
    assert all(s.startswith("【模拟数据】") for s in made.sentences("zh"))
    assert all(s.startswith("[Simulated data] ") for s in made.sentences("en"))
    assert made.alt("zh").startswith("【模拟数据】漏斗图")
    assert set(made.table["data"]) == {"simulated"}
    assert made.plot().get_title(loc="left").endswith("模拟数据")


def test_proportions_have_four_treatments(made):
    """A funnel of proportions is judged under each treatment, and none is refused."""
    assert made.standing.treatments == TREATMENTS
    assert made.standing.refused == {}
    bare, headline = (made.standing.number_outside(0.998, t) for t in ("none", "additive"))
    assert bare > headline > 0


def test_left_out_of_a_comparison_carries_no_weight(panel):
    """The target of the provinces is the same with Zhejiang's figure and without it."""
    figures = panel.observations
    drop = (figures["district"] == "330000") & (figures["indicator"] == "review_accepted")
    without = compare(replace(panel, observations=figures[~drop]), "review_accepted", 2019)
    with_it = compare(panel, "review_accepted", 2019)
    assert without.funnel.target == with_it.funnel.target
    assert without.verdicts.equals(with_it.verdicts)


def test_used_are_the_printed_figures(panel):
    """A rate from counts draws on the printed counts of the places shown, and the printed rate."""
    found = compare(panel, LOST, 2022)
    used = found.used
    assert set(used["district"]) == set(found.section.rows["district"])
    assert set(used["indicator"]) == {
        LOST, "litigation_lost", "litigation_first_instance_concluded",
    }  # fmt: skip
    assert set(used["year"]) == {2022}


@settings(max_examples=10, deadline=None)
@given(
    pairs=st.lists(
        st.tuples(st.integers(0, 60), st.integers(60, 400)), min_size=5, max_size=10
    ),
    shuffle=st.randoms(use_true_random=False),
)
def test_comparison_does_not_depend_on_the_order_of_figures(panel, pairs, shuffle):
    """Shuffled figures give the same table, verdicts and sentences."""
    places = {c: [p] for c, p in zip(CODES, pairs, strict=False)}
    plain = compare(lost(panel, places), LOST, 2016)
    mixed = compare(lost(panel, places, shuffle), LOST, 2016)
    assert mixed.table.equals(plain.table)
    assert mixed.sentences("en") == plain.sentences("en")


@settings(max_examples=10, deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 60), st.integers(60, 400)), min_size=5, max_size=9)
)
def test_silent_place_moves_no_verdict(panel, pairs):
    """A place without figure, asked for by name, changes neither target nor verdicts."""
    places = {c: [p] for c, p in zip(CODES, pairs, strict=False)}
    small = lost(panel, places)
    plain = compare(small, LOST, 2016, districts=list(places))
    more = compare(small, LOST, 2016, districts=[*places, "371102"])
    assert more.verdicts.equals(plain.verdicts)
    assert more.left_out["reason"].tolist() == ["no figure"]


def test_treatment_that_cannot_be_drawn_is_said(panel):
    """Places at 0 % and 100 % spread further than proportions can: the additive limits are refused."""
    found = compare(counties(panel, [(60, 60), (0, 60)] * 3), LOST, 2016)
    assert found.standing.headline == "multiplicative"
    assert set(found.standing.refused) == {"additive", "arcsine"}
    assert found.sentences("zh")[1] == (
        "各地差异大于随机波动（标准化差异平方的均值60，随机波动为1）：6地中在99.8%控制限外的，不作调整6地，乘性调整0地；以下按乘性调整；各地相差太大，加性调整不能用。"
    )
    assert found.sentences("en")[1].endswith(
        "what follows uses the multiplicative adjustment; the places differ too much for the additive one."
    )
