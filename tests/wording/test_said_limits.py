"""What cannot be concluded, and places side by side, each sentence word for word."""

import pytest
from results import BOOK, COUNT, RATE, RATIO, law, rows, series, share

from fadu import wording
from fadu.codebook import LANGUAGES
from fadu.shapes.places import Places

BROKEN = (law(), law("b", "集中管辖", "One court", "2022-07-01"))


def split(*years, mixed=(), breaks=BROKEN):
    """Return a series of shares whose years from 2021 on have passed a law."""
    made = [
        share(
            10, 50, year=y, passed="law" if y > 2020 else "", inside="b" if y in mixed else ""
        )
        for y in years
    ]
    return series(*made, breaks=breaks)


def beside(*figures, indicator=RATE, focus="990100"):
    """Return places side by side."""
    return Places(indicator, BOOK, 2020, "", focus, rows(*figures))


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(split(2018, 2019), "", "", id="no break within"),
        pytest.param(split(2019, 2020, 2021, breaks=BROKEN[:1]), "2021年1月1日新法施行，前后口径不同：2019—2020年、2021年分别列示，互不比较。", "Not compared across a break (New law, 1 January 2021): 2019 to 2020 and 2021.", id="one"),
        pytest.param(split(2020, 2021, 2022, mixed=(2022,)), "2021年1月1日新法施行、2022年7月1日集中管辖，前后口径不同：2020年、2021年、2022年（当年有变更）分别列示，互不比较。", "Not compared across breaks (New law, 1 January 2021; One court, 1 July 2022): 2020, 2021 and 2022 (with the change inside).", id="two, a year with one inside"),
        pytest.param(split(2016, 2018, 2021, breaks=BROKEN[:1]), "2021年1月1日新法施行，前后口径不同：2016、2018年；2021年分别列示，互不比较。", "Not compared across a break (New law, 1 January 2021): 2016, 2018; 2021.", id="years with a gap"),
    ],
)  # fmt: skip
def test_stretches_that_stand_apart(of, zh, en):
    """Breaks within a series are dated, and the years on each side listed."""
    said = [wording.split(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(split(2020), "", "", id="one year"),
        pytest.param(split(2020, 2021), "同一口径的年份最多1个，不足5个，不能判断趋势。", "At most 1 year on one side of the breaks; a trend needs five.", id="one each"),
        pytest.param(split(2017, 2018, 2019, 2020), "同一口径的年份最多4个，不足5个，不能判断趋势。", "At most 4 years on one side of the breaks; a trend needs five.", id="four"),
        pytest.param(split(2016, 2017, 2018, 2019, 2020), "", "", id="five"),
    ],
)  # fmt: skip
def test_too_few_years(of, zh, en):
    """Fewer than five years on one side of the breaks give no trend."""
    said = [wording.no_trend(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(split(2020), "图中是甲省乙市的行政复议直接纠错率：只有2020年的20.0%一个数。", "A chart of correction rate of administrative reconsideration in Yi, Jia: 2020 with 20.0% alone.", id="one year"),
        pytest.param(series(share(10, 50, year=2019), share(20, 50, year=2020)), "图中是甲省乙市的行政复议直接纠错率：开始是2019年的20.0%，最后是2020年的40.0%。", "A chart of correction rate of administrative reconsideration in Yi, Jia: first 2019 with 20.0%, last 2020 with 40.0%.", id="two"),
        pytest.param(series(share(10, 50, year=2020), share(20, 50, year=2018), share(5, 50, year=2019)), "图中是甲省乙市的行政复议直接纠错率：开始是2018年的40.0%，最后是2020年的20.0%；最高的是2018年的40.0%，最低的是2019年的10.0%。", "A chart of correction rate of administrative reconsideration in Yi, Jia: first 2018 with 40.0%, last 2020 with 20.0%, highest 2018 with 40.0%, lowest 2019 with 10.0%.", id="three, not in order"),
        pytest.param(split(2020, 2021, breaks=BROKEN[:1]), "图中是甲省乙市的行政复议直接纠错率：开始是2020年的20.0%，最后是2021年的20.0%。竖虚线标出口径变更（新法施行），变更前后的数不相连、不作比较。", "A chart of correction rate of administrative reconsideration in Yi, Jia: first 2020 with 20.0%, last 2021 with 20.0%. Dashed lines mark breaks (New law), across which nothing is joined or compared.", id="with a break"),
    ],
)  # fmt: skip
def test_a_chart_of_a_series(of, zh, en):
    """The words for a chart tell ends, extremes and breaks, none twice."""
    said = [wording.series_alt(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("figures", "zh", "en"),
    [
        pytest.param([share(1, 5), share(2, 5)], "面板中另有1个同级地区公布2020年同一口径的行政复议直接纠错率，为数太少，只列数值，不作判断。", "Correction rate of administrative reconsideration, 2020: 1 other place of the same level in the panel has a figure on the same definition; too few to judge by, they are listed only.", id="one"),
        pytest.param([share(1, 5), share(2, 5), share(3, 5)], "面板中另有2个同级地区公布2020年同一口径的行政复议直接纠错率，为数太少，只列数值，不作判断。", "Correction rate of administrative reconsideration, 2020: 2 other places of the same level in the panel have a figure on the same definition; too few to judge by, they are listed only.", id="two"),
    ],
)  # fmt: skip
def test_few_others(figures, zh, en):
    """Too few others are listed only."""
    said = [wording.few(beside(*figures), lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        pytest.param(beside(share(2, 5), share(1, 5), share(3, 5)), "图中是行政复议直接纠错率，2020年同一口径的3个地区及95%区间：数值最大的是丙县60.0%，最小的是乙县20.0%；本地区是甲县40.0%。", "A chart of correction rate of administrative reconsideration, 2020: 3 places on the same definition, with 95% intervals: the largest value is C with 60.0%, the smallest B with 20.0%; the place in focus is A with 40.0%.", id="shares with focus"),
        pytest.param(beside({"value": 7.0, "basis": "count"}, {"value": 1200.0, "basis": "count"}, indicator=COUNT, focus=""), "图中是行政复议收到申请数，2020年同一口径的2个地区：数值最大的是乙县1,200件，最小的是甲县7件。", "A chart of administrative reconsideration applications received, 2020: 2 places on the same definition: the largest value is B with 1,200 applications, the smallest A with 7 applications.", id="counts without"),
    ],
)  # fmt: skip
def test_a_chart_of_places(of, zh, en):
    """The words for places side by side tell the ends and the one in focus."""
    said = [wording.places_alt(of, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("entry", "zh", "en"),
    [
        pytest.param(RATE, "各地数值与区间只作并列，不排名次；差异是否超出随机波动，另见指标比较简报。", "Places stand side by side without rank; whether they differ beyond chance is the question of the indicator comparison.", id="a rate"),
        pytest.param(COUNT, "件数未按人口折算。各地数值与区间只作并列，不排名次；差异是否超出随机波动，另见指标比较简报。", "Counts are not per resident. Places stand side by side without rank; whether they differ beyond chance is the question of the indicator comparison.", id="a count"),
        pytest.param(RATIO, "各地数值与区间只作并列，不排名次；差异是否超出随机波动，另见指标比较简报。", "Places stand side by side without rank; whether they differ beyond chance is the question of the indicator comparison.", id="a ratio"),
    ],
)  # fmt: skip
def test_places_without_rank(entry, zh, en):
    """Counts side by side are said not to be per resident."""
    said = [
        wording.unranked_places(beside(share(1, 5), indicator=entry), lang)
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        pytest.param((2019, 2020, 2020), "面板中没有其他同级地区公布2020年同一口径的行政复议收到申请数、复议诉讼比，不作比较。 面板中没有其他同级地区公布2019年同一口径的行政复议直接纠错率，不作比较。", "Administrative reconsideration applications received and ratio of administrative reconsideration to litigation, 2020: no other place of the same level in the panel has a figure on the same definition; nothing is compared. Correction rate of administrative reconsideration, 2019: no other place of the same level in the panel has a figure on the same definition; nothing is compared.", id="two years"),
    ],
)  # fmt: skip
def test_nothing_to_compare(years, zh, en):
    """Indicators that nobody else reports are named year by year, the latest first."""
    said = [
        " ".join(
            wording.all_alone(
                [
                    Places(e, BOOK, y, "", "", rows())
                    for e, y in zip((RATE, COUNT, RATIO), years, strict=True)
                ],
                lang,
            )
        )
        for lang in LANGUAGES
    ]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("names", "zh", "en"),
    [
        pytest.param(["甲"], "Yi在所选年份没有可用的甲公布值。", "甲: Yi has no usable figure in the years chosen.", id="one"),
        pytest.param(["甲", "乙", "丙"], "Yi在所选年份没有可用的甲、乙、丙公布值。", "甲, 乙 and 丙: Yi has no usable figure in the years chosen.", id="three"),
    ],
)  # fmt: skip
def test_no_usable_figures(names, zh, en):
    """Indicators without a usable figure are named."""
    said = [wording.no_figures("Yi", names, lang) for lang in LANGUAGES]
    assert said == [zh, en]
