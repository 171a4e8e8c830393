"""Rank sets: never one number alone, turned by what counts as better."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from longitudinal import LOST, lost

from fadu import stats
from fadu.analyses import rank
from fadu.errors import RequestError

CODES = [f"3701{n:02d}" for n in (2, 3, 4, 5, 12, 13, 14, 15, 16, 17)]


def test_accepted_2019_in_sentences(panel):
    """Shanghai alone can be first, Xinjiang and Tibet share the last two ranks."""
    found = rank(panel, "review_accepted", 2019, focus="500000")
    assert found.sentences("zh") == [
        "重庆市在30地中的名次集为第11—12位（只看这一地：第11—12位）。",
        "2019年，30个省级地区按每10万常住人口的行政复议受理数排列，第1位为最大，多少不分好坏；各地名次集同时成立的把握为95%（只计件数的随机波动），集的宽度中位数为4位。",
        "可能居第1位的有上海市（仅第1位）；可能居末位的有新疆维吾尔自治区（第29—30位）、西藏自治区（第29—30位）。",
        "未纳入比较：新疆生产建设兵团，没有常住人口数；浙江省，口径不同（2019年1月1日浙江复议职责集中）；其他层级2地。",
    ]
    assert found.sentences("en")[:3] == [
        "Chongqing: ranks 11 to 12 of 30 (taken by itself: ranks 11 to 12).",
        "Administrative reconsideration cases accepted per 100,000 residents, 2019: 30 provinces in order; rank 1 is the largest, which is neither good nor bad. The rank sets hold for all places at once with 95% confidence as far as chance in the counts goes; their median width is 4 ranks.",
        "May be first: Shanghai (rank 1 only); may be last: Xinjiang (ranks 29 to 30) and Tibet (ranks 29 to 30).",
    ]


def test_lower_is_better_puts_the_smallest_first(panel):
    """Of the lost rates of 2022 Jiangsu's, the smallest, has rank 1."""
    found = rank(panel, LOST, 2022)
    assert found.ranks.first_is == "smallest"
    assert found.table[["district", "low", "high"]].to_numpy().tolist() == [
        ["320000", 1, 1],
        ["530000", 2, 2],
        ["630000", 3, 3],
    ]
    assert "第1位为最小（以此为好）" in found.sentences("zh")[0]
    assert "rank 1 is the smallest, which counts as best" in found.sentences("en")[0]


def test_sets_are_those_of_the_statistics_on_the_arcsine_scale(panel):
    """Proportions are ranked by arcsin of the root, with standard error 1/(2√n)."""
    pairs = [(3, 40), (9, 60), (30, 90), (5, 200), (70, 100)]
    found = rank(lost(panel, {c: [p] for c, p in zip(CODES, pairs, strict=False)}), LOST, 2016)
    count, total = np.array(pairs).T
    direct = stats.rank_sets(-np.arcsin(np.sqrt(count / total)), 1 / (2 * np.sqrt(total)))
    said = found.table.sort_values("district")
    assert said["low"].tolist() == direct.low.tolist()
    assert said["high"].tolist() == direct.high.tolist()
    assert found.ranks.scale == "arcsine"


def test_full_rates_share_their_ranks(panel):
    """Six places at 100 % of ten cases cannot be told apart: each may hold any rank."""
    found = rank(lost(panel, {c: [(10, 10)] for c in CODES[:6]}), LOST, 2016)
    assert set(found.table["low"]) == {1}
    assert set(found.table["high"]) == {6}


def test_counts_without_population_are_not_ranked(panel):
    """Plain counts have a reason in place of ranks, and no chart."""
    found = rank(panel, "review_received", 2014)
    assert found.ranks is None
    assert found.table.empty
    assert (
        found.sentences("zh")[0] == "2014年行政复议收到申请数：件数没有与人口相除，不排名次。"
    )
    assert found.sentences("en")[0] == (
        "Administrative reconsideration applications received, 2014: the counts are not set against population; nothing is ranked."
    )
    with pytest.raises(RequestError) as refused:
        found.plot()
    assert str(refused.value) == (
        "Administrative reconsideration applications received, 2014: the counts are not set against population; nothing is ranked; `.sentences()` and `.left_out` say more"
    )


def test_single_place_is_not_ranked(panel):
    """One place has no rank among itself."""
    found = rank(panel, "mediation_success_rate", 2023, focus="320612")
    assert found.sentences("zh")[0] == (
        "2023年各类调解组织调解成功率：可比的不足两地，不排名次。"
    )


def test_indicator_of_another_kind_is_refused(panel):
    """A stock has no ranks; the message names what has."""
    with pytest.raises(RequestError) as refused:
        rank(panel, "people_mediation_committees", 2023)
    assert str(refused.value) == (
        "indicator people_mediation_committees is a stock; ranks are given for a count or a rate, `fadu.compare` sets the values side by side"
    )


@settings(max_examples=15, deadline=None)
@given(
    pairs=st.lists(
        st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=10
    ),
    shuffle=st.randoms(use_true_random=False),
)
def test_no_rank_without_its_set(panel, pairs, shuffle):
    """Every set lies within 1 to k, holds its marginal set, and ignores the order of figures."""
    places = {c: [p] for c, p in zip(CODES, pairs, strict=False)}
    table = rank(lost(panel, places), LOST, 2016).table
    assert (table["low"] >= 1).all()
    assert (table["high"] <= len(pairs)).all()
    assert (table["low"] <= table["marginal_low"]).all()
    assert (table["marginal_high"] <= table["high"]).all()
    assert rank(lost(panel, places, shuffle), LOST, 2016).table.equals(table)
