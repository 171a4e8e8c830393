"""Trends, courses and what cannot be concluded, each sentence word for word."""

import math
from dataclasses import replace

import pytest
from results import (
    COUNT,
    MONEY,
    NAN,
    RATE,
    RATIO,
    course,
    judged,
    law,
    series,
    share,
    stretch,
)  # fmt: skip

from fadu import wording
from fadu.codebook import LANGUAGES
from fadu.shapes.overtime import Ends
from fadu.shapes.series import Change

FIVE = stretch(2016, 2020)
RISING = judged("rising", pvalue=0.0004, adjusted=0.0004)
SHARES = series(*(share(10 + n, 50, year=2016 + n) for n in range(5)))
CASES = series(*({"value": 10.0 + n, "year": 2016 + n} for n in range(5)), indicator=COUNT)
SUMS = series(*({"value": 1e6, "year": 2016 + n} for n in range(5)), indicator=MONEY)
RATIOS = series(*({"value": 2.5, "year": 2016 + n} for n in range(5)), indicator=RATIO)
BARE = {"method": "kendall", "low": NAN, "high": NAN, "dispersion": NAN}
BROKEN = (law(), law("b", "集中管辖", "One court", "2022-07-01"))
ROUNDED = Change("points", 2016, 2020, 20.0, 28.0, 8.0, 1.4, 1.0, 15.0, beyond_chance=True)


def trend_of(found, lang, of=SHARES):
    """Return the sentence of five tested years."""
    years = stretch(2016, 2020, found)
    return wording.trend(course(years, of=of), years, lang)


def split(*years, mixed=(), breaks=BROKEN):
    """Return a series of shares whose years from 2021 on have passed a law."""
    made = [
        share(
            10, 50, year=y, passed="law" if y > 2020 else "", inside="b" if y in mixed else ""
        )
        for y in years
    ]
    return series(*made, breaks=breaks)


@pytest.mark.parametrize(
    ("found", "of", "zh", "en"),
    [
        pytest.param(RISING, SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：上升，每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p<0.001），去掉任何一年方向不变。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): rising, +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p < 0.001); the direction stays whichever year is taken out.", id="rising"),
        pytest.param(judged("falling", pvalue=0.0002, adjusted=0.0011, slope=-1.25, low=-2.1, high=-0.4, compared=3), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：下降，每年−1.25个百分点，95%区间−2.10至−0.40个百分点（科克伦—阿米蒂奇检验，校正后p=0.001），去掉任何一年方向不变。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): falling, −1.25 percentage points a year, 95% interval −2.10 to −0.40 (Cochran-Armitage test, adjusted p = 0.001); the direction stays whichever year is taken out.", id="falling, several tested"),
        pytest.param(judged("rising", method="poisson", adjusted=0.0015, slope=12.34, low=3.0, high=21.0, rounded=True), CASES, "甲省乙市行政复议收到申请数，2016—2020年（5个年份）：上升，每年+12.3件，95%区间+3.0至+21.0件（泊松趋势检验，p=0.0015，件数取整后公布，p取其余地内的最大值），去掉任何一年方向不变。", "Administrative reconsideration applications received in Yi, Jia, 2016 to 2020 (5 years): rising, +12.3 applications a year, 95% interval +3.0 to +21.0 (Poisson trend test, p = 0.0015, the largest over what the rounding in print allows); the direction stays whichever year is taken out.", id="rising cases, rounded"),
        pytest.param(judged("rising", adjusted=0.0015, slope=0.75, **BARE), RATIOS, "甲省乙市复议诉讼比，2016—2020年（5个年份）：上升，逐对斜率的中位数为每年+0.750（肯德尔秩检验，p=0.0015），去掉任何一年方向不变。", "Ratio of administrative reconsideration to litigation in Yi, Jia, 2016 to 2020 (5 years): rising, median of the slopes between years +0.750 a year (Kendall's rank test, p = 0.0015); the direction stays whichever year is taken out.", id="rising by rank"),
        pytest.param(judged("falling", adjusted=0.0015, slope=-123456.0, **BARE), SUMS, "甲省乙市免罚轻罚涉及金额，2016—2020年（5个年份）：下降，逐对斜率的中位数为每年−123,000元（肯德尔秩检验，p=0.0015），去掉任何一年方向不变。", "Amount of lenient cases in Yi, Jia, 2016 to 2020 (5 years): falling, median of the slopes between years −123,000 yuan a year (Kendall's rank test, p = 0.0015); the direction stays whichever year is taken out.", id="falling yuan"),
        pytest.param(judged("rising", adjusted=0.001, slope=0.0042, low=0.001, high=0.0074), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：上升，每年+0.004个百分点，95%区间+0.001至+0.007个百分点（科克伦—阿米蒂奇检验，p=0.001），去掉任何一年方向不变。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): rising, +0.004 percentage points a year, 95% interval +0.001 to +0.007 (Cochran-Armitage test, p = 0.001); the direction stays whichever year is taken out.", id="a small slope keeps its digits"),
        pytest.param(judged("falling", method="poisson", adjusted=0.001, slope=-0.26, low=-0.4, high=-0.1), CASES, "甲省乙市行政复议收到申请数，2016—2020年（5个年份）：下降，每年−0.3件，95%区间−0.4至−0.1件（泊松趋势检验，p=0.001），去掉任何一年方向不变。", "Administrative reconsideration applications received in Yi, Jia, 2016 to 2020 (5 years): falling, −0.3 applications a year, 95% interval −0.4 to −0.1 (Poisson trend test, p = 0.001); the direction stays whichever year is taken out.", id="a small slope of cases"),
        pytest.param(judged("no trend found"), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：未发现趋势，每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p=0.031，不低于0.002）；区间以内的变化都不能排除。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): no trend found, +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p = 0.031, not below 0.002); changes inside the interval are not ruled out.", id="none, nothing known of power"),
        pytest.param(judged("rising", adjusted=0.001, low=0.0031), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：上升，每年+1.25个百分点，95%区间+0.003至+2.100个百分点（科克伦—阿米蒂奇检验，p=0.001），去掉任何一年方向不变。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): rising, +1.25 percentage points a year, 95% interval +0.003 to +2.100 (Cochran-Armitage test, p = 0.001); the direction stays whichever year is taken out.", id="rising, an end that would print as none"),
        pytest.param(judged("no trend found", detectable=1.25), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：未发现趋势，每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p=0.031，不低于0.002）；以这样的件数和起伏，每年约1.25个百分点以上的变化多半会显出。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): no trend found, +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p = 0.031, not below 0.002); with such counts and scatter, a change of about 1.25 points a year would most likely have shown.", id="none, seen well"),
        pytest.param(judged("no trend found", detectable=1.26), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：未发现趋势，每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p=0.031，不低于0.002）；但这不等于没有趋势：以这样的件数和起伏，每年约1.26个百分点以上的变化才有八成把握看出。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): no trend found, +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p = 0.031, not below 0.002); which does not mean that there is none: with such counts and scatter, a change of about 1.26 points a year would be seen four times in five.", id="none, too few cases"),
        pytest.param(judged("no trend found", adjusted=0.2, slope=0.0, **BARE), RATIOS, "甲省乙市复议诉讼比，2016—2020年（5个年份）：未发现趋势，逐对斜率的中位数为每年0.000（肯德尔秩检验，p=0.200，不低于0.002）；没有可用的件数，只有几乎年年同向的变化才看得出，这不等于没有趋势。", "Ratio of administrative reconsideration to litigation in Yi, Jia, 2016 to 2020 (5 years): no trend found, median of the slopes between years 0.000 a year (Kendall's rank test, p = 0.200, not below 0.002); without usable counts only a change in one direction almost every year would show, so this does not mean that there is none.", id="none by rank"),
        pytest.param(judged("no trend found", adjusted=0.00204), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：未发现趋势，每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p=0.00204，不低于0.002）；区间以内的变化都不能排除。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): no trend found, +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p = 0.00204, not below 0.002); changes inside the interval are not ruled out.", id="none, a p that would print as alpha"),
        pytest.param(judged("no trend found", adjusted=0.002), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：未发现趋势，每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p=0.002，不低于0.002）；区间以内的变化都不能排除。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): no trend found, +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p = 0.002, not below 0.002); changes inside the interval are not ruled out.", id="none, at alpha"),
        pytest.param(judged("the years scatter more than the trend", adjusted=0.0004), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：各年起伏大于趋势，不下升降的结论：每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p<0.001），但各年围绕直线的起伏是件数的偶然波动的2.5倍（方差之比）。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): the years scatter more than the trend, so no direction is given: +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p < 0.001), but the years scatter about the line 2.5 times as much as chance in the counts would (variances).", id="scatter"),
        pytest.param(judged("the years scatter more than the trend", adjusted=0.0004, turning=2018), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：各年起伏大于趋势，不下升降的结论：每年+1.25个百分点，95%区间+0.40至+2.10个百分点（科克伦—阿米蒂奇检验，p<0.001），但去掉2018年，方向就相反。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): the years scatter more than the trend, so no direction is given: +1.25 percentage points a year, 95% interval +0.40 to +2.10 (Cochran-Armitage test, p < 0.001), but without 2018 the direction turns.", id="one year turns it"),
        pytest.param(judged("not decidable", least=0.01667, slope=0.5, **BARE), RATIOS, "甲省乙市复议诉讼比，2016—2020年（5个年份）：没有可用的件数，5个值按秩检验能得到的最小p为0.017，不低于0.002，不能判断趋势；仅作描述：2016年20.00，2020年28.00，大体向上，逐对斜率的中位数为每年+0.500。", "Ratio of administrative reconsideration to litigation in Yi, Jia, 2016 to 2020 (5 years): not decidable: without usable counts, 5 values can give no p below 0.017 by rank, and 0.002 is asked for; as a description only, 20.00 in 2016, 28.00 in 2020, mostly upwards, median of the slopes between years +0.500 a year.", id="not decidable, up"),
        pytest.param(judged("not decidable", least=0.01667, slope=-0.5, **BARE), SHARES, "甲省乙市行政复议直接纠错率，2016—2020年（5个年份）：没有可用的件数，5个值按秩检验能得到的最小p为0.017，不低于0.002，不能判断趋势；仅作描述：2016年20.0%，2020年28.0%，大体向下，逐对斜率的中位数为每年−0.50个百分点。", "Correction rate of administrative reconsideration in Yi, Jia, 2016 to 2020 (5 years): not decidable: without usable counts, 5 values can give no p below 0.017 by rank, and 0.002 is asked for; as a description only, 20.0% in 2016, 28.0% in 2020, mostly downwards, median of the slopes between years −0.50 percentage points a year.", id="not decidable, down"),
        pytest.param(judged("not decidable", least=0.01667, slope=0.0, **BARE), CASES, "甲省乙市行政复议收到申请数，2016—2020年（5个年份）：没有可用的件数，5个值按秩检验能得到的最小p为0.017，不低于0.002，不能判断趋势；仅作描述：2016年20件，2020年28件，没有方向，逐对斜率的中位数为每年0件。", "Administrative reconsideration applications received in Yi, Jia, 2016 to 2020 (5 years): not decidable: without usable counts, 5 values can give no p below 0.017 by rank, and 0.002 is asked for; as a description only, 20 applications in 2016, 28 applications in 2020, in no direction, median of the slopes between years 0 applications a year.", id="not decidable, flat"),
    ],
)  # fmt: skip
def test_a_trend(found, of, zh, en):
    """A verdict is said with its slope, interval, test and what it rests on, and no further."""
    said = [trend_of(found, lang, of) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(stretch(2016, 2020, RISING), "", "", id="has one"),
        pytest.param(stretch(2021, 2021, mixed=True), "当年有口径变更", "a break within the year", id="mixed"),
        pytest.param(stretch(2016, 2016), "可用年份1个，不足5个", "1 valid year, a trend needs 5", id="one year"),
        pytest.param(stretch(2016, 2018), "可用年份3个，不足5个", "3 valid years, a trend needs 5", id="three years"),
        pytest.param(stretch(2016, 2020, judged("not decidable", least=0.01667, **BARE)), "最小p为0.017", "smallest possible p is 0.017", id="not decidable"),
        pytest.param(stretch(2016, 2020, judged("no trend found", adjusted=0.2)), "p=0.200", "p = 0.200", id="not found"),
        pytest.param(stretch(2016, 2020, judged("the years scatter more than the trend", dispersion=12.0)), "各年围绕直线的起伏是件数的偶然波动的12.0倍（方差之比）", "the years scatter about the line 12.0 times as much as chance in the counts would (variances)", id="scatter"),
    ],
)  # fmt: skip
def test_why_no_trend(found, zh, en):
    """A table says why a stretch has no trend, and nothing beside one that has."""
    said = [wording.verdict_reason(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(FIVE, "—", "—", id="untested"),
        pytest.param(stretch(2016, 2020, RISING), "+1.25（+0.40至+2.10）", "+1.25 (+0.40 to +2.10)", id="tested"),
        pytest.param(stretch(2016, 2020, judged("no trend found", **BARE)), "+1.25", "+1.25", id="without interval"),
    ],
)  # fmt: skip
def test_a_slope_in_a_table(found, zh, en):
    """A cell holds the slope with its interval, or a dash."""
    said = [wording.slope_cell(course(found, of=SHARES), found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("stretches", "zh", "en"),
    [
        pytest.param((), "甲省乙市行政复议直接纠错率：同一口径的可用年份最多0个，不足5个，不能计算趋势。", "Correction rate of administrative reconsideration in Yi, Jia: at most 0 valid years on one side of the breaks; a trend needs five, so none is calculated.", id="no year"),
        pytest.param((stretch(2016, 2016),), "甲省乙市行政复议直接纠错率：同一口径的可用年份最多1个（2016年），不足5个，不能计算趋势。", "Correction rate of administrative reconsideration in Yi, Jia: at most 1 valid year on one side of the breaks (2016); a trend needs five, so none is calculated.", id="one year"),
        pytest.param((stretch(2016, 2017), stretch(2018, 2020)), "甲省乙市行政复议直接纠错率：同一口径的可用年份最多3个（2018—2020年），不足5个，不能计算趋势。", "Correction rate of administrative reconsideration in Yi, Jia: at most 3 valid years on one side of the breaks (2018 to 2020); a trend needs five, so none is calculated.", id="the longest of two"),
    ],
)  # fmt: skip
def test_a_place_without_trend(stretches, zh, en):
    """The longest stretch of valid years is said, and that a trend needs five."""
    said = [wording.untested(course(*stretches, of=SHARES), lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("courses", "zh", "en"),
    [
        pytest.param([course(stretch(2016, 2020, RISING), of=SHARES)], "行政复议直接纠错率，1个地区：可检验1段，其中上升1段。", "Correction rate of administrative reconsideration, 1 place: 1 stretch can be tested (rising: 1).", id="one place, one stretch"),
        pytest.param([course(stretch(2016, 2020, RISING), stretch(2021, 2025, judged("no trend found")), of=SHARES), course(stretch(2016, 2018), of=SHARES)], "行政复议直接纠错率，2个地区：可检验2段，其中上升1段、未发现趋势1段（未发现不等于没有）；1个地区同一口径的可用年份不足5个。", "Correction rate of administrative reconsideration, 2 places: 2 stretches can be tested (rising: 1, no trend found: 1); that none was found does not mean that there is none; 1 place has fewer than five valid years on one side of the breaks.", id="two verdicts and a place without"),
        pytest.param([course(FIVE, of=SHARES), course(FIVE, of=SHARES)], "行政复议直接纠错率，2个地区：没有一段可以检验；2个地区同一口径的可用年份不足5个。", "Correction rate of administrative reconsideration, 2 places: nothing can be tested; 2 places have fewer than five valid years on one side of the breaks.", id="nothing to test"),
    ],
)  # fmt: skip
def test_a_sum_over_places(courses, zh, en):
    """How many stretches have which verdict, and how many places none."""
    said = [wording.trends_summary(courses, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("tests", "zh", "en"),
    [
        pytest.param(3, "共检验3段，p值已按本雅明尼—霍赫贝格法作多重比较校正，判断以校正后的p值为准。", "3 stretches were tested; their p-values are adjusted for that (Benjamini-Hochberg), and the verdicts rest on the adjusted ones.", id="three"),
    ],
)  # fmt: skip
def test_several_tests(tests, zh, en):
    """That p-values are adjusted is said with the number of tests."""
    said = [wording.trends_adjusted(tests, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("crossed", "zh", "en"),
    [
        pytest.param((), "", "", id="none"),
        pytest.param(BROKEN[:1], "应要求跨越口径变更计算（2021年1月1日新法施行）：下述结果可能只反映这一变更。", "As asked, calculated across a break (New law, 1 January 2021): what follows may show nothing but the break.", id="one"),
        pytest.param(BROKEN, "应要求跨越口径变更计算（2021年1月1日新法施行、2022年7月1日集中管辖）：下述结果可能只反映这些变更。", "As asked, calculated across breaks (New law, 1 January 2021; One court, 1 July 2022): what follows may show nothing but the breaks.", id="two"),
    ],
)  # fmt: skip
def test_trends_across_breaks(crossed, zh, en):
    """Breaks that were ignored as asked are named; without them nothing is said."""
    said = [
        wording.trends_crossed(course(FIVE, of=SHARES, crossed=crossed), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("stretches", "figures", "zh", "en"),
    [
        pytest.param((FIVE,), [share(1, 5, year=2016)], "", "", id="none"),
        pytest.param((stretch(2016, 2020, left_out={2021: "break"}),), [share(1, 5, year=2016)], "", "", id="a break alone is said elsewhere"),
        pytest.param((stretch(2016, 2020, left_out={2018: "bound", 2019: "no counts", 2020: "bound"}),), [share(1, 5, year=2016)], "未计入检验：2018、2020年（公布的是界限，不是数值）、2019年（没有可用的件数）。", "Not counted in the test: 2018, 2020 (printed as a bound) and 2019 (without usable counts).", id="of the stretch"),
        pytest.param((FIVE,), [share(1, 5, year=2016), share(1, 5, year=2017, chosen=False, choice="undecided"), share(1, 5, year=2018, period="2018-01/2018-06")], "未计入检验：2017年（各来源不一致，规则不能取舍）、2018年（不足全年）。", "Not counted in the test: 2017 (sources disagree and the rule cannot decide) and 2018 (only a part of the year).", id="undecided, and a part of a year"),
        pytest.param((FIVE,), [share(1, 5, year=2018), share(1, 5, year=2018, period="2018-01/2018-06")], "", "", id="a part beside the full year"),
    ],
)  # fmt: skip
def test_years_left_out(stretches, figures, zh, en):
    """Every year that is no point of the test stands with its reason, years of one reason together."""
    said = [
        wording.trends_left_out(course(*stretches, of=series(*figures)), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("ends", "zh", "en"),
    [
        pytest.param(None, "", "", id="none"),
        pytest.param(Ends(None, None), "", "", id="without interval"),
        pytest.param(Ends(None, None, ROUNDED), "乙市：2020年（28.0%）比2016年（20.0%）高8.0个百分点，95%区间1.0至15.0个百分点，差异超出随机波动。", "Yi: 2020 (28.0%) is 8.0 percentage points above 2016 (20.0%); 95% interval 1.0 to 15.0 points; more than chance alone would give.", id="a change"),
    ],
)  # fmt: skip
def test_first_and_last(ends, zh, en):
    """The change between two years of a place stands behind its name."""
    said = [wording.ends(course(FIVE, of=SHARES, ends=ends), lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("moved", "zh", "en"),
    [
        pytest.param([ROUNDED, None, Change("points", 2016, 2020, 20.0, 21.0, 1.0, 1.0, -5.0, 7.0, beyond_chance=False)], "首末两年可比的2地中，1地的差异超出随机波动；区间逐地给出，没有作多重比较校正，仅因偶然也会有约0.1地超出。", "Of 2 places with two years to compare, 1 moved by more than chance; the intervals are each place's own, not adjusted for their number, so that chance alone puts about 0.1 beyond.", id="one of two"),
    ],
)  # fmt: skip
def test_first_and_last_of_many(moved, zh, en):
    """How many places moved beyond chance, and how many would by chance alone."""
    said = [
        wording.ends_summary(
            [course(FIVE, of=SHARES, ends=Ends(None, None, m)) for m in moved], lang
        )
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("many", "zh", "en"),
    [
        pytest.param(1, "行政复议直接纠错率，首末两年：乙市由2016年20.0%到2020年28.0%。", "Correction rate of administrative reconsideration, first and last year: Yi from 20.0% in 2016 to 28.0% in 2020.", id="one"),
    ],
)  # fmt: skip
def test_a_chart_of_two_years(many, zh, en):
    """The words for a chart of two years tell twelve places and count the others."""
    said = [
        wording.ends_alt(
            [course(FIVE, of=SHARES, ends=Ends(SHARES.rows.iloc[0], SHARES.rows.iloc[-1]))]
            * many
            + [course(FIVE, of=SHARES)],
            lang,
        )
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("courses", "zh", "en"),
    [
        pytest.param([course(stretch(2016, 2020, RISING), of=SHARES)], "行政复议直接纠错率历年：乙市2016年20.0%，2020年28.0%，趋势：2016—2020年上升。", "Correction rate of administrative reconsideration by year: Yi 20.0% in 2016, 28.0% in 2020, trend: 2016 to 2020 rising.", id="one verdict"),
        pytest.param([course(FIVE, of=SHARES, crossed=BROKEN)], "行政复议直接纠错率历年（应要求跨越口径变更）：乙市2016年20.0%，2020年28.0%，趋势：不能计算。", "Correction rate of administrative reconsideration by year (across a break, as asked): Yi 20.0% in 2016, 28.0% in 2020, trend: cannot be calculated.", id="across a break"),
        pytest.param([course(FIVE, of=split(2020, 2021, breaks=BROKEN[:1]))], "行政复议直接纠错率历年：乙市2020年20.0%，2021年20.0%，被1处口径变更分开，趋势：不能计算。", "Correction rate of administrative reconsideration by year: Yi 20.0% in 2020, 20.0% in 2021, split by 1 break, trend: cannot be calculated.", id="one year, split once"),
        pytest.param([course(FIVE, of=split(2020, 2021, 2022, mixed=(2022,)))], "行政复议直接纠错率历年：乙市2020年20.0%，2022年20.0%，被2处口径变更分开，趋势：不能计算。", "Correction rate of administrative reconsideration by year: Yi 20.0% in 2020, 20.0% in 2022, split by 2 breaks, trend: cannot be calculated.", id="split twice"),
        pytest.param([course(FIVE, of=series(share(1, 5, period="2020-01/2020-06")))], "行政复议直接纠错率历年：乙市没有全年数值。", "Correction rate of administrative reconsideration by year: Yi without a full year.", id="only a part of a year"),
    ],
)  # fmt: skip
def test_a_chart_of_courses(courses, zh, en):
    """The words for a chart tell ends, breaks and verdicts of each place."""
    said = [wording.courses_alt(courses, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        pytest.param([], "乙市在所选年份没有行政复议直接纠错率的全年数值，任何年份都没有。", "Correction rate of administrative reconsideration: Yi has no full year in the years chosen, nor in any other year.", id="none"),
        pytest.param([2016, 2017, 2019], "乙市在所选年份没有行政复议直接纠错率的全年数值，有的年份：2016—2017、2019年。", "Correction rate of administrative reconsideration: Yi has no full year in the years chosen; it has 2016 to 2017, 2019.", id="some"),
    ],
)  # fmt: skip
def test_a_place_without_figures(years, zh, en):
    """A place without a full year says which years it has."""
    said = [
        wording.silent(RATE, {"zh": "乙市", "en": "Yi"}[lang], years, lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        pytest.param("x.", "【模拟数据】x.", "[Simulated data] x.", id="a sentence"),
    ],
)  # fmt: skip
def test_simulated_figures(words, zh, en):
    """A sentence about made-up figures begins by saying so."""
    said = [wording.simulated(words, lang) for lang in LANGUAGES]
    assert said == [zh, en]


def test_the_words_for_a_chart_tell_every_verdict() -> None:
    """Stretches that were tested each have their verdict, in the order of years."""
    later = stretch(2021, 2025, judged("no trend found"))
    zh, en = (
        wording.courses_alt([course(stretch(2016, 2020, RISING), later, of=SHARES)], lang)
        for lang in LANGUAGES
    )
    assert zh.endswith("趋势：2016—2020年上升、2021—2025年未发现趋势。")
    assert en.endswith(", trend: 2016 to 2020 rising, 2021 to 2025 no trend found.")


def test_the_words_for_a_chart_tell_twelve_places() -> None:
    """Of thirteen places twelve are told and one is counted, so of two years and of courses."""
    pair = Ends(SHARES.rows.iloc[0], SHARES.rows.iloc[-1])
    for alt in (wording.ends_alt, wording.courses_alt):
        zh, en = (alt([course(FIVE, of=SHARES, ends=pair)] * 13, lang) for lang in LANGUAGES)
        assert (zh.count("乙市"), en.count("Yi ")) == (12, 12)
        assert zh.endswith("；另有1地。")
        assert en.endswith("; 1 more place.")


@pytest.mark.parametrize(
    ("pair", "size"),
    [
        (None, 0.0),
        (Ends(None, None), 0.0),
        (Ends(None, None, replace(ROUNDED, difference=-8.0)), 8.0),
        (Ends(None, None, replace(ROUNDED, kind="ratio", ratio=0.5)), math.log(2)),
    ],
    ids=["no pair", "no change", "points", "a ratio"],
)
def test_how_far_a_place_moved(pair: Ends | None, size: float) -> None:
    """Points count by their size, ratios alike in both directions, no change as none."""
    assert wording.ends_size(course(FIVE, of=SHARES, ends=pair)) == pytest.approx(size)
