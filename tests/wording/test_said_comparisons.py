"""Comparisons and rankings of places, each sentence word for word."""

from dataclasses import replace

import pandas as pd
import pytest
from results import BOOK, COUNT, NAN, RATE, RATIO, rows, section, share, standing

from fadu import wording
from fadu.codebook import LANGUAGES
from fadu.shapes.crosssection import Ranks
from fadu.wording.left_out import named_or_some, reason_words
from fadu.wording.sections import people_words, place_value

ISSUED = BOOK["normdoc_issued"]
THREE = (share(10, 100), share(20, 100), share(30, 100))
SHARES = section("proportion", *THREE, focus="990101")
OUT = {"reason": "bound", "reason_zh": "只公布了界限", "reason_en": "a bound"}
APART = section("proportion", *THREE, share(9, 10) | OUT, focus="990103")


def rate(value, people, **said):
    """Return a rate per 100,000 residents, one either way."""
    return {"value": value, "low": value - 1, "high": value + 1, "count": value * people / 1e5, "total": float(people), "basis": "counts"} | said  # fmt: skip


RATES = section(
    "rate", rate(12.0, 1_000_000), rate(15.55, 500_000), indicator=COUNT, focus="990100"
)
COUNTS = section(
    "count", {"value": 1200.0}, {"value": 7.0, "qualifier": "over"}, indicator=COUNT
)
PRINTED = section("value", share(1, 8), {"value": 12.25}, {"value": 30.0})
STOCKS = section(
    "value",
    {"value": 2.5, "period": "2020-06"},
    {"value": 3.0, "period": "2020"},
    indicator=RATIO,
)
UNEQUAL = {"heterogeneous": True, "phi": 12.4, "headline": "multiplicative"}


def ranks(*sets, first="largest"):
    """Return places with their sets of ranks, together and each alone."""
    table = rows(*THREE, *THREE)[: len(sets)]
    ends = ("low", "high", "marginal_low", "marginal_high")
    for n, end in enumerate(ends):
        table[end] = [s[n % len(s)] for s in sets]
    return Ranks(table, first, 0.95, "arcsine")


@pytest.mark.parametrize(
    ("of", "target", "zh", "en"),
    [
        pytest.param(SHARES, 20.04, "2020年，3个地级地区行政复议直接纠错率合计为20.0%（60/300）。", "Correction rate of administrative reconsideration, 2020: 3 prefectures together 20.0% (60/300).", id="shares"),
        pytest.param(RATES, 13.18, "2020年，2个地级地区行政复议收到申请数合计198件，常住人口150万人，每10万人13.2件。", "Administrative reconsideration applications received, 2020: 2 prefectures together 198 among 1.5 million residents, 13.2 per 100,000.", id="rates"),
        pytest.param(section("proportion", *THREE, share(1, 4, print_low=20.0, print_high=30.0)), 20.0, "2020年，4个地级地区行政复议直接纠错率合计为20.0%（61/304）。丁县的件数是（或视为）取整后公布的：区间已计入取整的余地，凡在余地之内可能不成立的，不作判断。", "Correction rate of administrative reconsideration, 2020: 4 prefectures together 20.0% (61/304). Counts printed (or taken) as rounded: D; the intervals allow for that, and nothing is said that the rounding could undo.", id="shares, some rounded"),
        pytest.param(section("rate", rate(0.4, 20_000, print_low=0.3, print_high=0.5), rate(0.6, 50_000), indicator=COUNT), 0.55, "2020年，2个地级地区行政复议收到申请数合计0件，常住人口7万人，每10万人0.55件。甲县的件数是（或视为）取整后公布的：区间已计入取整的余地，凡在余地之内可能不成立的，不作判断。", "Administrative reconsideration applications received, 2020: 2 prefectures together 0 among 0.07 million residents, 0.55 per 100,000. Counts printed (or taken) as rounded: A; the intervals allow for that, and nothing is said that the rounding could undo.", id="rates, some rounded"),
    ],
)  # fmt: skip
def test_an_overview(of, target, zh, en):
    """Places are counted, and their common value stands with what it is made of."""
    said = [
        wording.overview(of, standing(of, *[0.0] * len(of.compared), target=target), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(standing(SHARES, 0, 0, 0), "合起来看，未见各地有超出随机波动的差异（标准化差异平方的均值1.0，随机波动为1）。", "Taken together, the places are not shown to differ beyond chance (mean square of their scores 1.0; chance gives 1).", id="not shown"),
        pytest.param(standing(SHARES, 0.998, 0.998, -0.998, **UNEQUAL), "各地差异大于随机波动（标准化差异平方的均值12，随机波动为1）：3地中在99.8%控制限外的，不作调整3地，乘性调整1地；以下按乘性调整。", "The places differ more than chance (mean square of their scores 12; chance gives 1). Beyond the 99.8% limits lie 3 of 3 with no adjustment, 1 with multiplicative adjustment; what follows uses the multiplicative adjustment.", id="shown"),
        pytest.param(standing(SHARES, 0.95, -0.998, 0, **(UNEQUAL | {"phi": 9.94, "refused": {"additive": "x"}})), "各地差异大于随机波动（标准化差异平方的均值9.9，随机波动为1）：3地中在99.8%控制限外的，不作调整1地，乘性调整1地；以下按乘性调整；各地相差太大，加性调整不能用。", "The places differ more than chance (mean square of their scores 9.9; chance gives 1). Beyond the 99.8% limits lie 1 of 3 with no adjustment, 1 with multiplicative adjustment; what follows uses the multiplicative adjustment; the places differ too much for the additive one.", id="a spread below ten, one treatment refused"),
    ],
)  # fmt: skip
def test_a_spread(of, zh, en):
    """Whether places differ beyond chance is said with what each treatment makes of it."""
    said = [wording.spread(SHARES, of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(standing(SHARES, -0.998, 0.95, 0.998), "高于99.8%控制限的有丙县（30.0%），低于99.8%控制限的有甲县（10.0%）；仅超出95%控制限的有乙县（20.0%）（仅因偶然，也会有约0.2地超出95%控制限）。", "Above the 99.8% limits: C (30.0%); below the 99.8% limits: A (10.0%); beyond the 95% limits only: B (20.0%) (chance alone puts about 0.2 beyond the 95% limits).", id="both sides, and one near"),
        pytest.param(standing(SHARES, 0, -0.95, 0), "没有地区超出99.8%控制限；仅超出95%控制限的有乙县（20.0%）（仅因偶然，也会有约0.2地超出95%控制限）。", "No place lies beyond the 99.8% limits; beyond the 95% limits only: B (20.0%) (chance alone puts about 0.2 beyond the 95% limits).", id="only near"),
        pytest.param(standing(SHARES, 0, 0, 0.998), "高于99.8%控制限的有丙县（30.0%）（仅因偶然，也会有约0.2地超出95%控制限）。", "Above the 99.8% limits: C (30.0%) (chance alone puts about 0.2 beyond the 95% limits).", id="only far"),
        pytest.param(standing(SHARES, 0, 0, 0, detectable=(15.04, 25.04)), "没有地区超出95%控制限；规模居中的地区若低于15.0%或高于25.0%，有八成把握看出，这样大的差异多半已经显出。", "No place lies beyond the 95% limits; one of median size would show four times in five if it were below 15.0% or above 25.0%, so differences as large as that would most likely have shown.", id="nobody, seen well"),
        pytest.param(standing(SHARES, 0, 0, 0, detectable=(15.0, 25.0)), "没有地区超出95%控制限，但这不等于没有差异：规模居中的地区要低于15.0%或高于25.0%才有八成把握看出。", "No place lies beyond the 95% limits, which does not mean that all are equal: one of median size would have to be below 15.0% or above 25.0% to show four times in five.", id="nobody, too few cases"),
        pytest.param(standing(SHARES, 0, 0, 0, detectable=(NAN, 25.0)), "没有地区超出95%控制限，但这不等于没有差异：规模居中的地区要高于25.0%才有八成把握看出。", "No place lies beyond the 95% limits, which does not mean that all are equal: one of median size would have to be above 25.0% to show four times in five.", id="nobody, one side alone would show"),
        pytest.param(standing(SHARES, 0, 0, 0), "没有地区超出95%控制限，但这不等于没有差异：以现有件数，多大的差异都没有八成把握看出。", "No place lies beyond the 95% limits, which does not mean that all are equal: with these counts no difference would show four times in five.", id="nobody, nothing would show"),
    ],
)  # fmt: skip
def test_who_stands_out(of, zh, en):
    """Places beyond the limits are named on their side; chance has its share."""
    said = [wording.outstanding(SHARES, of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("seen", "zh", "en"),
    [
        pytest.param((9.0, 18.0), "没有地区超出95%控制限；规模居中的地区若低于9.0或高于18.0，有八成把握看出，这样大的差异多半已经显出。", "No place lies beyond the 95% limits; one of median size would show four times in five if it were below 9.0 or above 18.0, so differences as large as that would most likely have shown.", id="enough"),
        pytest.param((9.0, 18.1), "没有地区超出95%控制限，但这不等于没有差异：规模居中的地区要低于9.0或高于18.1才有八成把握看出。", "No place lies beyond the 95% limits, which does not mean that all are equal: one of median size would have to be below 9.0 or above 18.1 to show four times in five.", id="not above"),
        pytest.param((7.9, 18.0), "没有地区超出95%控制限，但这不等于没有差异：规模居中的地区要低于7.9或高于18.0才有八成把握看出。", "No place lies beyond the 95% limits, which does not mean that all are equal: one of median size would have to be below 7.9 or above 18.0 to show four times in five.", id="not below"),
        pytest.param((0.0, 18.0), "没有地区超出95%控制限，但这不等于没有差异：规模居中的地区要高于18.0才有八成把握看出。", "No place lies beyond the 95% limits, which does not mean that all are equal: one of median size would have to be above 18.0 to show four times in five.", id="none below"),
        pytest.param((0.023, 18.0), "没有地区超出95%控制限，但这不等于没有差异：规模居中的地区要低于0.02或高于18.0才有八成把握看出。", "No place lies beyond the 95% limits, which does not mean that all are equal: one of median size would have to be below 0.02 or above 18.0 to show four times in five.", id="hardly any below"),
    ],
)  # fmt: skip
def test_who_stands_out_in_rates(seen, zh, en):
    """Half as high again is what matters in a rate."""
    said = [
        wording.outstanding(RATES, standing(RATES, 0, 0, target=12.0, detectable=seen), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "signed", "zh", "en"),
    [
        pytest.param(SHARES, (0, 0, 0), "乙县行政复议直接纠错率为20.0%（95%区间15.0%—25.0%），在95%控制限之内（不作调整），不能说与其他地区不同。", "Correction rate of administrative reconsideration in B: 20.0% (95% interval 15.0% to 25.0%); within the 95% limits (no adjustment), so not shown to differ from the others.", id="inside"),
        pytest.param(SHARES, (0, 0.998, 0), "乙县行政复议直接纠错率为20.0%（95%区间15.0%—25.0%），高于99.8%控制限（不作调整）。", "Correction rate of administrative reconsideration in B: 20.0% (95% interval 15.0% to 25.0%); above the 99.8% limits (no adjustment).", id="above the wide limits"),
        pytest.param(SHARES, (0, -0.95, 0), "乙县行政复议直接纠错率为20.0%（95%区间15.0%—25.0%），低于95%控制限（不作调整）。", "Correction rate of administrative reconsideration in B: 20.0% (95% interval 15.0% to 25.0%); below the 95% limits (no adjustment).", id="below the narrow ones"),
        pytest.param(SHARES, None, "乙县行政复议直接纠错率为20.0%（95%区间15.0%—25.0%）。", "Correction rate of administrative reconsideration in B: 20.0% (95% interval 15.0% to 25.0%).", id="not judged"),
        pytest.param(APART, (0, 0, 0), "丁县行政复议直接纠错率为90.0%（95%区间85.0%—95.0%）；只公布了界限，不与其他地区比较。", "Correction rate of administrative reconsideration in D: 90.0% (95% interval 85.0% to 95.0%); not compared (a bound).", id="not compared"),
        pytest.param(RATES, (0.95, 0), "甲县每10万常住人口的行政复议收到申请数为12.0件（95%区间11.0—13.0），高于95%控制限（不作调整）。", "Administrative reconsideration applications received per 100,000 residents in A: 12.0 (95% interval 11.0 to 13.0); above the 95% limits (no adjustment).", id="a rate"),
        pytest.param(COUNTS, None, "", "", id="nobody"),
    ],
)  # fmt: skip
def test_the_place_in_question(of, signed, zh, en):
    """Its value stands with its interval and its verdict, never with more."""
    said = [
        wording.focus_place(of, signed and standing(of, *signed), lang) for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(SHARES, "2020年，行政复议直接纠错率可比的只有3个地级地区，不足5个，不画控制限：丙县30.0%（95%区间25.0%—35.0%）、乙县20.0%（95%区间15.0%—25.0%）、甲县10.0%（95%区间5.0%—15.0%）。", "Correction rate of administrative reconsideration, 2020: only 3 prefectures can be compared, fewer than the 5 that limits need: C (30.0%, 95% interval 25.0% to 35.0%), B (20.0%, 95% interval 15.0% to 25.0%) and A (10.0%, 95% interval 5.0% to 15.0%).", id="shares"),
        pytest.param(section("rate", rate(2.0, 50_000, print_low=1.9, print_high=2.1), rate(3.0, 50_000), indicator=COUNT), "2020年，每10万常住人口的行政复议收到申请数可比的只有2个地级地区，不足5个，不画控制限：乙县3.0（95%区间2.0—4.0）、甲县2.0（95%区间1.0—3.0）。甲县的件数是（或视为）取整后公布的：区间已计入取整的余地，凡在余地之内可能不成立的，不作判断。", "Administrative reconsideration applications received per 100,000 residents, 2020: only 2 prefectures can be compared, fewer than the 5 that limits need: B (3.0, 95% interval 2.0 to 4.0) and A (2.0, 95% interval 1.0 to 3.0). Counts printed (or taken) as rounded: A; the intervals allow for that, and nothing is said that the rounding could undo.", id="rates, one rounded"),
    ],
)  # fmt: skip
def test_too_few_places(of, zh, en):
    """Fewer places than limits need are told one by one."""
    said = [wording.too_few(of, 5, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(COUNTS, "2020年，2个地级地区有行政复议收到申请数：最多甲县1,200件，最少乙县超7件。件数没有与人口相除，只并列，不判断谁高谁低。乙县只公布了约数或界限，先后按所印的数排列，未必如此。", "Administrative reconsideration applications received, 2020, 2 prefectures: from B (more than 7 applications) to A (1,200 applications). The counts are not set against population: they stand side by side without a verdict. Printed as a bound or approximately, so that the order is not sure: B.", id="counts, one of them a bound"),
        pytest.param(PRINTED, "2020年，3个地级地区有行政复议直接纠错率：从乙县12.25%到丙县30%。除甲县外，这些百分比没有件数，不能给出区间，只并列，不作判断。", "Correction rate of administrative reconsideration, 2020, 3 prefectures: from B (12.25%) to C (30%). But for A, the percentages come without counts: no intervals, no verdict.", id="printed shares beside one with counts"),
        pytest.param(section("value", {"value": 12.25}, {"value": 30.0}), "2020年，2个地级地区有行政复议直接纠错率：从甲县12.25%到乙县30%。这些百分比没有件数，不能给出区间，只并列，不作判断。", "Correction rate of administrative reconsideration, 2020, 2 prefectures: from A (12.25%) to B (30%). The percentages come without counts: no intervals, no verdict.", id="printed shares"),
        pytest.param(STOCKS, "2020年，2个地级地区有复议诉讼比：从甲县2.5到乙县3。这些数值没有随机波动可言，只并列，不作判断。各地的日期不尽相同。", "Ratio of administrative reconsideration to litigation, 2020, 2 prefectures: from A (2.5) to B (3). These values carry no counts to weigh chance by: they stand side by side without a verdict. Their dates differ.", id="stocks of different dates"),
        pytest.param(section("rate", rate(2.0, 50_000), rate(3.0, 50_000), indicator=ISSUED), "2020年，2个地级地区有每10万常住人口的规范性文件制发数：从甲县2.0到乙县3.0。数目由机关自己决定，没有随机波动可言，只并列，不作判断。", "Normative documents issued per 100,000 residents, 2020, 2 prefectures: from A (2.0) to B (3.0). How many there are is for authorities to decide: they stand side by side without a verdict.", id="documents per resident"),
    ],
)  # fmt: skip
def test_places_without_verdict(of, zh, en):
    """What carries no chance stands side by side, and why is said."""
    said = [wording.unjudged(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(section("proportion", share(1, 5) | OUT), "2020年，地级地区没有可以比较的行政复议直接纠错率，不作比较。", "Correction rate of administrative reconsideration, 2020: nothing can be compared among prefectures.", id="none"),
        pytest.param(section("proportion", share(1, 5), focus="990100"), "面板中没有其他同级地区公布2020年同一口径的行政复议直接纠错率，不作比较。", "Correction rate of administrative reconsideration, 2020: no other place of the same level in the panel has a figure on the same definition; nothing is compared.", id="the focus alone"),
        pytest.param(section("proportion", share(1, 5)), "2020年，地级地区中只有甲县有可以比较的行政复议直接纠错率（20.0%），不作比较。", "Correction rate of administrative reconsideration, 2020: among prefectures only A can be compared (20.0%), with none beside it.", id="another alone"),
        pytest.param(section("proportion", share(1, 5), focus="990100", named=True), "2020年，所选地区中只有甲县有可以比较的行政复议直接纠错率（20.0%），不作比较。", "Correction rate of administrative reconsideration, 2020: of the places chosen only A can be compared (20.0%), with none beside it.", id="alone among those named"),
    ],
)  # fmt: skip
def test_nothing_beside(of, zh, en):
    """One place alone, or none, is not compared."""
    said = [wording.nothing_beside(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("figures", "zh", "en"),
    [
        pytest.param(THREE, "", "", id="none"),
        pytest.param((share(1, 5) | OUT, *[share(1, 5, reason="level", reason_zh="层级不同", reason_en="another level")] * 2), "未纳入比较：甲县，只公布了界限；其他层级2地。", "Left out: A – a bound; 2 of other levels.", id="one, and two of other levels"),
        pytest.param((share(1, 5) | OUT, share(1, 5) | OUT, share(1, 5, reason="part", reason_zh="一部分", reason_en="a part")), "未纳入比较：甲县、乙县，只公布了界限；丙县，一部分。", "Left out: A and B – a bound; C – a part.", id="two reasons"),
    ],
)  # fmt: skip
def test_left_out(figures, zh, en):
    """Places that share a reason are named together; other levels are a number."""
    said = [wording.left_out(section("proportion", *figures), lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        pytest.param({"reason": ""}, "", "", id="none"),
        pytest.param({"reason": "period", "year": 2020, "period": "2020-01/2020-06"}, "时段不同（2020年1—6月）", "another period: January to June 2020", id="a period"),
        pytest.param({"reason": "level", "level": "county"}, "层级不同（县级）", "another level: counties", id="a level"),
        pytest.param({"reason": "impossible"}, "分子大于分母", "more counted than there are in all", id="impossible"),
    ],
)  # fmt: skip
def test_a_reason(row, zh, en):
    """A reason is worded with what it rests on; no reason is no words."""
    said = [reason_words(row, (), lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("many", "zh", "en"),
    [
        pytest.param(8, "a、b、c、d、e、f、g、h", "a, b, c, d, e, f, g and h", id="eight"),
        pytest.param(9, "a、b、c、d等9地", "a, b, c, d and 5 more", id="nine"),
    ],
)  # fmt: skip
def test_many_names(many, zh, en):
    """Up to eight names are a list; of more the first four and a number."""
    said = [named_or_some([*"abcdefghi"][:many], lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "signed", "zh", "en"),
    [
        pytest.param(SHARES, (0, 0.95, 0), "漏斗图：2020年行政复议直接纠错率，3地从甲县10.0%到丙县30.0%；合计20.0%；99.8%限外：无；乙县20.0%。", "Funnel plot: correction rate of administrative reconsideration, 2020; 3 places from A (10.0%) to C (30.0%); overall 20.0%; beyond the 99.8% limits: none; B (20.0%).", id="a funnel, none outside"),
        pytest.param(SHARES, (-0.998, 0, 0.998), "漏斗图：2020年行政复议直接纠错率，3地从甲县10.0%到丙县30.0%；合计20.0%；99.8%限外：丙县（30.0%）、甲县（10.0%）；乙县20.0%。", "Funnel plot: correction rate of administrative reconsideration, 2020; 3 places from A (10.0%) to C (30.0%); overall 20.0%; beyond the 99.8% limits: C (30.0%) and A (10.0%); B (20.0%).", id="a funnel, both outside"),
        pytest.param(APART, None, "区间图：2020年行政复议直接纠错率，3地从甲县10.0%到丙县30.0%；不比较：丁县90.0%。", "Interval plot: correction rate of administrative reconsideration, 2020; 3 places from A (10.0%) to C (30.0%); not compared: D (90.0%).", id="intervals, one apart"),
        pytest.param(section("proportion", share(1, 5), focus="990100"), None, "区间图：2020年行政复议直接纠错率，只有甲县20.0%。", "Interval plot: correction rate of administrative reconsideration, 2020; A (20.0%) alone.", id="one place"),
        pytest.param(section("proportion", share(1, 5) | OUT), None, "区间图：2020年行政复议直接纠错率，没有可比的地区；不比较：甲县20.0%。", "Interval plot: correction rate of administrative reconsideration, 2020; no place to compare; not compared: A (20.0%).", id="no place"),
    ],
)  # fmt: skip
def test_a_chart_of_a_comparison(of, signed, zh, en):
    """The words for a funnel or intervals tell the ends, the common value and who stands apart."""
    said = [
        wording.comparison_alt(of, signed and standing(of, *signed), lang) for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(SHARES, "方格图：2020年3个地区的行政复议直接纠错率，颜色最深的是丙县30.0%、乙县20.0%、甲县10.0%。", "Map of squares: correction rate of administrative reconsideration, 2020, 3 places; the darkest are C (30.0%), B (20.0%) and A (10.0%).", id="three"),
        pytest.param(section("proportion", *THREE, share(40, 100), share(9, 10) | OUT), "方格图：2020年4个地区的行政复议直接纠错率，颜色最深的是丁县40.0%、丙县30.0%、乙县20.0%；最浅的是甲县10.0%；红框不作比较的是戊县90.0%。", "Map of squares: correction rate of administrative reconsideration, 2020, 4 places; the darkest are D (40.0%), C (30.0%) and B (20.0%); the lightest are A (10.0%); not compared and framed in red: E (90.0%).", id="four and one apart"),
        pytest.param(section("proportion", *(share(n, 10) for n in range(1, 8))), "方格图：2020年7个地区的行政复议直接纠错率，颜色最深的是庚县70.0%、己县60.0%、戊县50.0%；最浅的是丙县30.0%、乙县20.0%、甲县10.0%。", "Map of squares: correction rate of administrative reconsideration, 2020, 7 places; the darkest are G (70.0%), F (60.0%) and E (50.0%); the lightest are C (30.0%), B (20.0%) and A (10.0%).", id="seven"),
    ],
)  # fmt: skip
def test_a_map_of_squares(of, zh, en):
    """The words for a map tell three at either end, none twice, and those apart."""
    said = [wording.tiles_alt(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(standing(SHARES, 0.998, -0.998, 0.95), "3地中在99.8%限外的：不作调整2地（甲县、乙县）；乘性调整1地（乙县）。", "Beyond the 99.8% limits, of 3: no adjustment 2 (A, B); multiplicative adjustment 1 (B).", id="some"),
        pytest.param(standing(SHARES, 0, 0.95, 0), "3地中在99.8%限外的：不作调整0地；乘性调整0地。", "Beyond the 99.8% limits, of 3: no adjustment 0; multiplicative adjustment 0.", id="none"),
    ],
)  # fmt: skip
def test_a_table_of_verdicts(of, zh, en):
    """The words for a table of verdicts count and name who is outside by each treatment."""
    said = [wording.verdicts_alt(SHARES, of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("entry", "made", "zh", "en"),
    [
        pytest.param(RATE, ranks((1, 2), (1, 3), (2, 3)), "2020年，3个地级地区按行政复议直接纠错率排列，第1位为最大，多少不分好坏；各地名次集同时成立的把握为95%（只计件数的随机波动），集的宽度中位数为2位。", "Correction rate of administrative reconsideration, 2020: 3 prefectures in order; rank 1 is the largest, which is neither good nor bad. The rank sets hold for all places at once with 95% confidence as far as chance in the counts goes; their median width is 2 ranks.", id="wide"),
        pytest.param(RATE, ranks((1, 1), (2, 2), (3, 3), first="smallest"), "2020年，3个地级地区按行政复议直接纠错率排列，第1位为最小，多少不分好坏；各地名次集同时成立的把握为95%（只计件数的随机波动），集的宽度中位数为1位。", "Correction rate of administrative reconsideration, 2020: 3 prefectures in order; rank 1 is the smallest, which is neither good nor bad. The rank sets hold for all places at once with 95% confidence as far as chance in the counts goes; their median width is 1 rank.", id="each its own"),
        pytest.param(BOOK["review_not_litigated_rate"], ranks((1, 3), (1, 3), (1, 3)), "2020年，3个地级地区按复议后未进入诉讼比例排列，第1位为最大（以此为好）；各地名次集同时成立的把握为95%（只计件数的随机波动），集的宽度中位数为3位。", "Share not litigated after administrative reconsideration, 2020: 3 prefectures in order; rank 1 is the largest, which counts as best. The rank sets hold for all places at once with 95% confidence as far as chance in the counts goes; their median width is 3 ranks.", id="more is better"),
    ],
)  # fmt: skip
def test_a_ranking(entry, made, zh, en):
    """What is ranked, which end is first and how wide the sets are."""
    said = [
        wording.rank_overview(section("proportion", *THREE, indicator=entry), made, lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        pytest.param(ranks((1, 2), (1, 3), (2, 3)), "可能居第1位的有甲县（第1—2位）、乙县（第1—3位）；可能居末位的有丙县（第2—3位）、乙县（第1—3位）。", "May be first: A (ranks 1 to 2) and B (ranks 1 to 3); may be last: C (ranks 2 to 3) and B (ranks 1 to 3).", id="overlapping"),
        pytest.param(ranks((1, 1), (2, 2), (3, 3)), "可能居第1位的有甲县（仅第1位）；可能居末位的有丙县（仅第3位）。", "May be first: A (rank 1 only); may be last: C (rank 3 only).", id="apart"),
    ],
)  # fmt: skip
def test_the_ends_of_a_ranking(made, zh, en):
    """Whoever may be first and whoever may be last is named with the set."""
    said = [wording.rank_ends(made, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(SHARES, "乙县在3地中的名次集为第1—3位（只看这一地：仅第2位）。", "B: ranks 1 to 3 of 3 (taken by itself: rank 2 only).", id="ranked"),
        pytest.param(APART, "丁县不参加排列：只公布了界限。", "D is not ranked: a bound.", id="left out"),
        pytest.param(section("proportion", *THREE), "", "", id="nobody"),
    ],
)  # fmt: skip
def test_the_rank_of_a_place(of, zh, en):
    """Its set stands with the set it would have alone, or why it has none."""
    said = [
        wording.rank_focus(of, ranks((1, 2, 1, 1), (1, 3, 2, 2), (2, 3, 2, 3)), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(section("proportion", share(1, 5)), "2020年行政复议直接纠错率：可比的不足两地，不排名次。", "Correction rate of administrative reconsideration, 2020: fewer than two places can be compared; nothing is ranked.", id="one place"),
        pytest.param(COUNTS, "2020年行政复议收到申请数：件数没有与人口相除，不排名次。", "Administrative reconsideration applications received, 2020: the counts are not set against population; nothing is ranked.", id="counts"),
        pytest.param(section("rate", rate(2.0, 50_000), rate(3.0, 50_000), indicator=ISSUED), "2020年规范性文件制发数：数目由机关自己决定，没有随机波动可言，不排名次。", "Normative documents issued, 2020: how many there are is for authorities to decide and no matter of chance; nothing is ranked.", id="documents"),
        pytest.param(PRINTED, "2020年行政复议直接纠错率：只有百分比，没有件数，不排名次。", "Correction rate of administrative reconsideration, 2020: the percentages come without counts; nothing is ranked.", id="percentages"),
    ],
)  # fmt: skip
def test_no_ranking(of, zh, en):
    """Why places are not ranked follows from what their values are."""
    said = [wording.unranked(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        pytest.param(ranks((1, 2), (1, 3), (2, 3)), "名次集图：2020年3地行政复议直接纠错率，甲县（第1—2位）、乙县（第1—3位）、丙县（第2—3位）。", "Rank sets: correction rate of administrative reconsideration, 2020, 3 places: A (ranks 1 to 2), B (ranks 1 to 3), C (ranks 2 to 3).", id="three"),
    ],
)  # fmt: skip
def test_a_chart_of_ranks(made, zh, en):
    """The words for a chart of ranks tell every set."""
    said = [wording.rank_alt(SHARES, made, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("people", "zh", "en"),
    [
        pytest.param(1_412_000_000, "141,200万人", "1,412 million", id="a nation"),
        pytest.param(99_949_999, "9,995万人", "99.9 million", id="a province"),
        pytest.param(100_000_000, "10,000万人", "100 million", id="a hundred millions"),
        pytest.param(1_000_000, "100万人", "1.0 million", id="a million"),
        pytest.param(385_000, "39万人", "0.39 million", id="a county"),
    ],
)  # fmt: skip
def test_residents(people, zh, en):
    """A number of residents keeps three figures or so."""
    said = [people_words(people, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "at", "zh", "en"),
    [
        pytest.param(SHARES, 0, "10.0%", "10.0%", id="a share"),
        pytest.param(section("proportion", {"value": 12.25, "qualifier": "about"} | OUT), 0, "约12.25%", "about 12.25%", id="a share apart"),
        pytest.param(RATES, 1, "15.6", "15.6", id="a rate"),
        pytest.param(section("rate", rate(0.444, 50_000), indicator=COUNT), 0, "0.44", "0.44", id="a small rate"),
        pytest.param(COUNTS, 1, "超7件", "more than 7 applications", id="a count over"),
    ],
)  # fmt: skip
def test_a_value(of, at, zh, en):
    """A share is printed in the codebook's digits where it is compared, else as it came."""
    said = [place_value(of, of.rows.iloc[at], lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("signed", "zh", "en"),
    [
        (0.0, "，计入取整的余地，未必超出95%控制限（不作调整），不能说与其他地区不同。", "; with what rounding allows not surely beyond the 95% limits (no adjustment), so not shown to differ from the others."),
        (0.95, "，高于95%控制限（不作调整）。", "; above the 95% limits (no adjustment)."),
    ],
    ids=["not beyond", "beyond"],
)  # fmt: skip
def test_a_rounded_place_is_not_said_to_lie_within(signed: float, zh: str, en: str) -> None:
    """Where rounding leaves it open, a place is neither within the limits nor beyond them."""
    of = section("proportion", *THREE, share(1, 4, print_low=20, print_high=30), focus="990103")
    said = [wording.focus_place(of, standing(of, 0, 0, 0, signed), lang) for lang in LANGUAGES]
    assert [words[-len(end) :] for words, end in zip(said, (zh, en), strict=True)] == [zh, en]


def test_the_words_for_many_ranks_leave_the_middle_out() -> None:
    """Up to sixteen sets of ranks are told, of more the first eight and the last."""
    one = ranks((1, 2))
    for many, cut in ((16, 0), (17, 1)):
        made = replace(one, rows=pd.concat([one.rows] * many))
        zh, en = (wording.rank_alt(SHARES, made, lang) for lang in LANGUAGES)
        assert (zh.count("（第"), en.count("(ranks")) == (16, 16)
        assert (zh.count("…"), en.count("…")) == (cut, cut)
