"""Changes, levels and parts of a count in words, each sentence word for word."""

import pytest
from results import BOOK, COUNT, MONEY, NAN, RATE, RATIO, figure, law, rows, share

from fadu import wording
from fadu.codebook import LANGUAGES
from fadu.shapes.overtime import Parts
from fadu.shapes.series import Change
from fadu.wording.disagreements import Pair


def points(first, last, low, high, **said):
    """Return a change of a rate from 2019 to 2021."""
    usual = {"difference": last - first, "ratio": last / first, "beyond_chance": False}
    return Change("points", 2019, 2021, first, last, low=low, high=high, **(usual | said))


def times(first, last, low, high, **said):
    """Return a change of a count from 2019 to 2021."""
    usual = {"difference": last - first, "ratio": last / first, "beyond_chance": False}
    return Change("ratio", 2019, 2021, first, last, low=low, high=high, **(usual | said))


def split(volume, rate, *, points, crossed=(), first=(20, 100), last=(30, 120)):
    """Return the change of a count from 2019 to 2021 in its two parts."""
    ends = [figure(**share(*pair, year=year)) for pair, year in ((first, 2019), (last, 2021))]
    names = {"zh": "甲省乙市", "en": "Yi, Jia"}
    return Parts(
        RATE, BOOK, names, *ends, change=last[0] - first[0], volume=volume, rate=rate,
        low=rate - 4.04, high=rate + 4.05, points=points, crossed=crossed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(points(40.0, 39.0, -4, 2, detectable=4.26), "2021年（39.0%）比2019年（40.0%）低1.0个百分点，95%区间−4.0至2.0个百分点，未见超出随机波动的差异；以这样的件数，相差约4.3个百分点以上的多半会显出。", "2021 (39.0%) is 1.0 percentage points below 2019 (40.0%); 95% interval −4.0 to 2.0 points; no difference beyond chance; with these counts a difference of about 4.3 points or more would most likely have shown.", id="a fall within chance, seen well"),
        pytest.param(points(40.0, 39.0, -9, 7, detectable=11.46), "2021年（39.0%）比2019年（40.0%）低1.0个百分点，95%区间−9.0至7.0个百分点，不能与随机波动区分，但这不等于没有变化：以这样的件数，相差约11.5个百分点以上才有八成把握看出。", "2021 (39.0%) is 1.0 percentage points below 2019 (40.0%); 95% interval −9.0 to 7.0 points; not to be told from chance, which does not mean that nothing changed: with these counts only a difference of about 11.5 points or more would be seen four times in five.", id="too few cases"),
        pytest.param(points(40.0, 39.0, -4, 2, detectable=5.0), "2021年（39.0%）比2019年（40.0%）低1.0个百分点，95%区间−4.0至2.0个百分点，未见超出随机波动的差异；以这样的件数，相差约5.0个百分点以上的多半会显出。", "2021 (39.0%) is 1.0 percentage points below 2019 (40.0%); 95% interval −4.0 to 2.0 points; no difference beyond chance; with these counts a difference of about 5.0 points or more would most likely have shown.", id="five points are enough"),
        pytest.param(points(4.0, 4.6, -1, 2.2, detectable=2.04), "2021年（4.6%）比2019年（4.0%）高0.6个百分点，95%区间−1.0至2.2个百分点，不能与随机波动区分，但这不等于没有变化：以这样的件数，相差约2.0个百分点以上才有八成把握看出。", "2021 (4.6%) is 0.6 percentage points above 2019 (4.0%); 95% interval −1.0 to 2.2 points; not to be told from chance, which does not mean that nothing changed: with these counts only a difference of about 2.0 points or more would be seen four times in five.", id="half of a small share"),
        pytest.param(points(40.0, 39.0, -60, 60, detectable=NAN), "2021年（39.0%）比2019年（40.0%）低1.0个百分点，95%区间−60.0至60.0个百分点，不能与随机波动区分，但这不等于没有变化：以这样的件数，多大的差异都没有八成把握看出。", "2021 (39.0%) is 1.0 percentage points below 2019 (40.0%); 95% interval −60.0 to 60.0 points; not to be told from chance, which does not mean that nothing changed: with these counts no difference would be seen four times in five.", id="nothing would be seen"),
        pytest.param(points(40.0, 60.0, 12, 28, beyond_chance=True, rounded=True), "2021年（60.0%）比2019年（40.0%）高20.0个百分点，95%区间（含取整的余地）12.0至28.0个百分点，差异超出随机波动和取整。", "2021 (60.0%) is 20.0 percentage points above 2019 (40.0%); 95% interval (with what rounding allows) 12.0 to 28.0 points; more than chance and rounding would give.", id="rounded and beyond"),
        pytest.param(points(40.0, 41.0, -2, 4, detectable=1.0, rounded=True), "2021年（41.0%）比2019年（40.0%）高1.0个百分点，95%区间（含取整的余地）−2.0至4.0个百分点，不能与随机波动和取整区分，但这不等于没有变化。", "2021 (41.0%) is 1.0 percentage points above 2019 (40.0%); 95% interval (with what rounding allows) −2.0 to 4.0 points; not to be told from chance and rounding, which does not mean that nothing changed.", id="rounded and within"),
        pytest.param(points(40.0, 40.04, 0.01, 0.07, beyond_chance=True), "2021年（40.0%）比2019年（40.0%）相差不到0.1个百分点，95%区间0.01至0.07个百分点，差异超出随机波动。", "2021 (40.0%) is less than 0.1 points away from 2019 (40.0%); 95% interval 0.01 to 0.07 points; more than chance alone would give.", id="prints level, beyond chance"),
        pytest.param(points(40.0, 43.0, 0.004, 6.0, beyond_chance=True), "2021年（43.0%）比2019年（40.0%）高3.0个百分点，95%区间0.004至6.000个百分点，差异超出随机波动。", "2021 (43.0%) is 3.0 percentage points above 2019 (40.0%); 95% interval 0.004 to 6.000 points; more than chance alone would give.", id="an end that would print as none"),
        pytest.param(points(40.04, 40.06, -1, 1, detectable=1.2), "2021年（40.1%）比2019年（40.0%）相差不到0.1个百分点（按未取整的值），95%区间−1.0至1.0个百分点，未见超出随机波动的差异；以这样的件数，相差约1.2个百分点以上的多半会显出。", "2021 (40.1%) is less than 0.1 points (before rounding) away from 2019 (40.0%); 95% interval −1.0 to 1.0 points; no difference beyond chance; with these counts a difference of about 1.2 points or more would most likely have shown.", id="prints apart, differs by nothing"),
        pytest.param(points(40.04, 39.95, -1, 1), "2021年（40.0%）比2019年（40.0%）低0.1个百分点（按未取整的值），95%区间−1.0至1.0个百分点，不能与随机波动区分。", "2021 (40.0%) is 0.1 percentage points (before rounding) below 2019 (40.0%); 95% interval −1.0 to 1.0 points; not to be told from chance.", id="prints level, differs by a step"),
    ],
)  # fmt: skip
def test_a_change_of_a_rate(found, zh, en):
    """A change in points is decided on its interval, its digits and what could have been seen."""
    said = [wording.change(found, RATE, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(times(200, 190, 0.8, 1.15, detectable=1.29), "2021年（190件）为2019年（200件）的0.95倍，95%区间0.80—1.15，未见超出随机波动的差异；以这样的件数，相差约1.29倍以上的多半会显出。", "2021 (190) is 0.95 times 2019 (200); 95% interval 0.80 to 1.15; no difference beyond chance; with these counts a difference of about 1.29 times or more would most likely have shown.", id="a fall within chance, seen well"),
        pytest.param(times(20, 19, 0.6, 1.5, detectable=1.834), "2021年（19件）为2019年（20件）的0.95倍，95%区间0.60—1.50，不能与随机波动区分，但这不等于没有变化：以这样的件数，相差约1.83倍以上才有八成把握看出。", "2021 (19) is 0.95 times 2019 (20); 95% interval 0.60 to 1.50; not to be told from chance, which does not mean that nothing changed: with these counts only a difference of about 1.83 times or more would be seen four times in five.", id="too few cases"),
        pytest.param(times(1000, 990, 0.9, 1.1, detectable=1.5), "2021年（990件）为2019年（1,000件）的0.99倍，95%区间0.90—1.10，未见超出随机波动的差异；以这样的件数，相差约1.50倍以上的多半会显出。", "2021 (990) is 0.99 times 2019 (1,000); 95% interval 0.90 to 1.10; no difference beyond chance; with these counts a difference of about 1.50 times or more would most likely have shown.", id="half as many again is enough"),
        pytest.param(times(1, 1, 0.01, 99, detectable=NAN), "2021年（1件）为2019年（1件）的1.00倍，95%区间0.01—99.00，不能与随机波动区分，但这不等于没有变化：以这样的件数，多大的差异都没有八成把握看出。", "2021 (1) is 1.00 times 2019 (1); 95% interval 0.01 to 99.00; not to be told from chance, which does not mean that nothing changed: with these counts no difference would be seen four times in five.", id="nothing would be seen"),
        pytest.param(times(1000, 2000, 1.002, 2.2, beyond_chance=True, rounded=True), "2021年（2,000件）为2019年（1,000件）的2.00倍，95%区间（含取整的余地）1.002—2.200，差异超出随机波动和取整。", "2021 (2,000) is 2.00 times 2019 (1,000); 95% interval (with what rounding allows) 1.002 to 2.200; more than chance and rounding would give.", id="rounded and beyond"),
    ],
)  # fmt: skip
def test_a_change_of_a_count(found, zh, en):
    """A change of a count is a ratio, decided on its interval."""
    said = [wording.change(found, COUNT, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("entry", "row", "zh", "en"),
    [
        pytest.param(RATE, share(236, 977), "2020年，乙市行政复议直接纠错率为24.2%（236/977），95%区间19.2%—29.2%。", "Correction rate of administrative reconsideration in Yi, 2020: 24.2% (236/977; 95% interval 19.2% to 29.2%).", id="counts"),
        pytest.param(RATE, share(0, 1, low=NAN, high=NAN), "2020年，乙市行政复议直接纠错率为0.0%（0/1）。", "Correction rate of administrative reconsideration in Yi, 2020: 0.0% (0/1).", id="counts without an interval"),
        pytest.param(RATE, share(12, 10, low=NAN, high=NAN), "2020年，乙市行政复议直接纠错率为120.0%（12/10，分子大于分母，不能成立）。", "Correction rate of administrative reconsideration in Yi, 2020: 120.0% (12/10: more counted than there are in all, which cannot be).", id="more than there are"),
        pytest.param(RATE, share(2, 10, basis="mixed counts"), "2020年，乙市行政复议直接纠错率为20.0%（2/10，分子分母出自两个来源，只作参考）。", "Correction rate of administrative reconsideration in Yi, 2020: 20.0% (2/10, from two sources; for orientation only).", id="of two sources"),
        pytest.param(RATE, share(200, 1000, print_low=19.5, print_high=20.5), "2020年，乙市行政复议直接纠错率为20.0%（200/1,000，取整后公布，区间已计入），95%区间15.0%—25.0%。", "Correction rate of administrative reconsideration in Yi, 2020: 20.0% (200/1,000, rounded, which the interval allows for; 95% interval 15.0% to 25.0%).", id="rounded in print"),
        pytest.param(RATE, share(200, 1000, print_low=19.5, print_high=20.5, assumed=True), "2020年，乙市行政复议直接纠错率为20.0%（200/1,000，视为取整后公布，区间已计入），95%区间15.0%—25.0%。", "Correction rate of administrative reconsideration in Yi, 2020: 20.0% (200/1,000, taken as rounded, which the interval allows for; 95% interval 15.0% to 25.0%).", id="taken as rounded"),
        pytest.param(RATE, {"value": 24.25}, "2020年，乙市行政复议直接纠错率为24.25%（公布值，未见可对应的件数，不能给出区间）。", "Correction rate of administrative reconsideration in Yi, 2020: 24.25% (as printed; without its counts no interval can be given).", id="a printed rate"),
        pytest.param(RATE, {"value": 3.0, "qualifier": "at_most"}, "2020年，乙市行政复议直接纠错率为不超过3%（公布值，未见可对应的件数，不能给出区间）。", "Correction rate of administrative reconsideration in Yi, 2020: at most 3% (as printed; without its counts no interval can be given).", id="a bound"),
        pytest.param(COUNT, {"value": 1200.0, "basis": "count", "qualifier": "over"}, "2020年，乙市行政复议收到申请数为超1,200件。", "Administrative reconsideration applications received in Yi, 2020: more than 1,200 applications.", id="a count over"),
        pytest.param(COUNT, {"value": 2.0, "basis": "count", "period": "2020-01/2020-06"}, "2020年1—6月，乙市行政复议收到申请数为2件。", "Administrative reconsideration applications received in Yi, January to June 2020: 2 applications.", id="a part of a year"),
        pytest.param(RATIO, {"value": 2.5}, "2020年，乙市复议诉讼比为2.5。", "Ratio of administrative reconsideration to litigation in Yi, 2020: 2.5.", id="a printed ratio"),
        pytest.param(MONEY, {"value": 12_800_000_000.0, "basis": "count", "qualifier": "about"}, "2020年，乙市免罚轻罚涉及金额为约128亿元。", "Amount of lenient cases in Yi, 2020: about 12.8 billion yuan.", id="an amount"),
    ],
)  # fmt: skip
def test_a_level(entry, row, zh, en):
    """A figure is said with its counts, what they leave open, and what the print says beside it."""
    said = [
        wording.level(entry, BOOK, {"zh": "乙市", "en": "Yi"}[lang], figure(**row), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(split(4.04, 5.96, points=points(20, 25, 1, 9)), "甲省乙市行政复议直接纠错数2019年20件、2021年30件，增加10件：行政复议审结数的变化（100到120）折合+4.0件，行政复议直接纠错率的变化折合+6.0件。", "Administrative reconsideration cases corrected in Yi, Jia: 20 in 2019, 30 in 2021, 10 more; the change in administrative reconsideration cases concluded (100 to 120) accounts for +4.0, the change in the correction rate of administrative reconsideration for +6.0.", id="both up"),
        pytest.param(split(-2.25, 12.25, points=points(20, 25, 1, 9)), "甲省乙市行政复议直接纠错数2019年20件、2021年30件，增加10件：行政复议审结数的变化（100到120）折合−2.3件，行政复议直接纠错率的变化折合+12.3件。", "Administrative reconsideration cases corrected in Yi, Jia: 20 in 2019, 30 in 2021, 10 more; the change in administrative reconsideration cases concluded (100 to 120) accounts for −2.3, the change in the correction rate of administrative reconsideration for +12.3.", id="volume down"),
        pytest.param(split(-5, -5, last=(10, 75), points=points(20, 13, -9, -1, rounded=True)), "甲省乙市行政复议直接纠错数2019年20件、2021年10件，减少10件：行政复议审结数的变化（100到75）折合−5.0件，行政复议直接纠错率的变化折合−5.0件（件数是取整后公布的，两部分也只是约数）。", "Administrative reconsideration cases corrected in Yi, Jia: 20 in 2019, 10 in 2021, 10 fewer; the change in administrative reconsideration cases concluded (100 to 75) accounts for −5.0, the change in the correction rate of administrative reconsideration for −5.0 (counts were printed rounded, so that both parts are approximate).", id="down, rounded"),
        pytest.param(split(0.04, -0.04, last=(20, 101), points=points(20, 19.8, -9, 9)), "甲省乙市行政复议直接纠错数2019年20件、2021年20件，没有增减：行政复议审结数的变化（100到101）折合0.0件，行政复议直接纠错率的变化折合0.0件。", "Administrative reconsideration cases corrected in Yi, Jia: 20 in 2019, 20 in 2021, unchanged; the change in administrative reconsideration cases concluded (100 to 101) accounts for 0.0, the change in the correction rate of administrative reconsideration for 0.0.", id="unchanged"),
        pytest.param(split(1000, 500, first=(1000, 10000), last=(2500, 20000), points=points(20, 25, 1, 9)), "甲省乙市行政复议直接纠错数2019年1,000件、2021年2,500件，增加1,500件：行政复议审结数的变化（10,000到20,000）折合+1,000.0件，行政复议直接纠错率的变化折合+500.0件。", "Administrative reconsideration cases corrected in Yi, Jia: 1,000 in 2019, 2,500 in 2021, 1,500 more; the change in administrative reconsideration cases concluded (10,000 to 20,000) accounts for +1,000.0, the change in the correction rate of administrative reconsideration for +500.0.", id="thousands"),
    ],
)  # fmt: skip
def test_parts_of_a_count(found, zh, en):
    """A change of a count divides into two parts that add up as they are printed."""
    said = [wording.parts(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(split(4, 6, points=points(20, 25, 1, 9, beyond_chance=True)), "行政复议直接纠错率2021年（25.0%）比2019年（20.0%）高5.0个百分点，95%区间1.0至9.0个百分点，差异超出随机波动；由它折合的件数，95%区间为+2.0至+10.1件。", "Correction rate of administrative reconsideration: 2021 (25.0%) is 5.0 percentage points above 2019 (20.0%); 95% interval 1.0 to 9.0 points; more than chance alone would give; its part has a 95% interval of +2.0 to +10.1 cases.", id="beyond chance"),
        pytest.param(split(4, 0, points=points(20, 20, -5, 5)), "行政复议直接纠错率2021年（20.0%）比2019年（20.0%）持平，95%区间−5.0至5.0个百分点，不能与随机波动区分；由它折合的件数，95%区间为−4.0至+4.1件。", "Correction rate of administrative reconsideration: 2021 (20.0%) is level with 2019 (20.0%); 95% interval −5.0 to 5.0 points; not to be told from chance; its part has a 95% interval of −4.0 to +4.1 cases.", id="within chance"),
    ],
)  # fmt: skip
def test_the_part_of_the_rate(found, zh, en):
    """Whether the rate moved is said with the interval of its part in cases."""
    said = [wording.parts_rate(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("crossed", "zh", "en"),
    [
        pytest.param((), "", "", id="none"),
        pytest.param((law(),), "应要求跨越口径变更计算（2021年1月1日新法施行）：下述变化可能只反映这一变更。", "As asked, calculated across a break (New law, 1 January 2021): the change may show nothing but the break.", id="one"),
        pytest.param((law(), law("b", "集中管辖", "One court", "2022-07-01")), "应要求跨越口径变更计算（2021年1月1日新法施行、2022年7月1日集中管辖）：下述变化可能只反映这些变更。", "As asked, calculated across breaks (New law, 1 January 2021; One court, 1 July 2022): the change may show nothing but the breaks.", id="two"),
    ],
)  # fmt: skip
def test_parts_across_breaks(crossed, zh, en):
    """Breaks that were ignored as asked are named; without them nothing is said."""
    said = [
        wording.parts_crossed(split(4, 6, crossed=crossed, points=points(20, 25, 1, 9)), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("cells", "pairs", "zh", "en"),
    [
        pytest.param([{"value": 120.0, "chosen": False, "choice": "tier"}, {"value": 118.0, "choice": "tier"}], (), "2020年行政复议收到申请数各来源不一致（118件、120件）：按来源层级采用118件；各值均列出。", "Administrative reconsideration applications received, 2020: sources disagree (118 and 120); the higher tier of source gives 118; all are shown.", id="the higher tier"),
        pytest.param([{"value": 120.0, "chosen": False, "choice": "later publication"}, {"value": 1180.0, "choice": "later publication", "qualifier": "about"}], (), "2020年行政复议收到申请数各来源不一致（120件、约1,180件）：采用较晚公布的约1,180件；各值均列出。", "Administrative reconsideration applications received, 2020: sources disagree (120 and about 1,180); the later publication gives about 1,180; all are shown.", id="the later"),
        pytest.param([{"value": 7.0, "choice": "decision"}, {"value": 7.0, "chosen": False, "choice": "decision"}, {"value": 9.0, "chosen": False, "choice": "decision"}], (), "2020年行政复议收到申请数各来源不一致（7件、9件）：按有记录的决定采用7件；各值均列出。", "Administrative reconsideration applications received, 2020: sources disagree (7 and 9); a recorded decision takes 7; all are shown.", id="decided, one value twice"),
        pytest.param([{"value": 120.0, "chosen": False, "choice": "undecided", "period": "2020-01/2020-06"}, {"value": 118.0, "chosen": False, "choice": "undecided", "period": "2020-01/2020-06"}], [Pair(RATE, 24.0, 1180.0)], "2020年1—6月行政复议收到申请数各来源不一致（118件、120件）：规则不能取舍，均不采用；行政复议直接纠错率的分子与分母取自同一来源，用24/1,180；各值均列出。", "Administrative reconsideration applications received, January to June 2020: sources disagree (118 and 120); the rule cannot decide, none is used; the correction rate of administrative reconsideration rests on one source, 24/1,180; all are shown.", id="undecided, a rate keeps its pair"),
    ],
)  # fmt: skip
def test_disagreeing_sources(cells, pairs, zh, en):
    """Each printed value is named once, then which is used, and by what."""
    said = [wording.disagreement(COUNT, BOOK, rows(*cells), pairs, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("cells", "zh", "en"),
    [
        pytest.param([{"value": 12.5, "chosen": False, "choice": "tier"}, {"value": 12.0, "choice": "tier"}], "2020年行政复议直接纠错率各来源不一致（12%、12.5%）：按来源层级采用12%；各值均列出。", "Correction rate of administrative reconsideration, 2020: sources disagree (12% and 12.5%); the higher tier of source gives 12%; all are shown.", id="percent"),
    ],
)  # fmt: skip
def test_disagreeing_rates(cells, zh, en):
    """A rate that sources print differently keeps its unit in both languages."""
    said = [wording.disagreement(RATE, BOOK, rows(*cells), (), lang) for lang in LANGUAGES]
    assert said == [zh, en]
