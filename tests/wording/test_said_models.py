"""Models, coverage and findings, each sentence word for word."""

import pandas as pd
import pytest
from results import COUNT, RATE, departure, effects, grid, law, term

from fadu import wording
from fadu.checks import Finding, Findings
from fadu.codebook import LANGUAGES
from fadu.panel import Panel
from fadu.shapes.effects import TooFew

SURE = term(2020, 1.404, low=1.002, high=2.0, pvalue=0.0002, adjusted=0.0004, typical=26.04)
STEP = term(0, 0.5, item=law(), high=0.98, adjusted=0.04996, typical=float("nan"))
BOTH = effects(term(2019, 1.0), SURE, STEP)
LEFT = {"level": (("990100", 2018), ("990100", 2019)), "rounded": (("990101", 2020),)}
MANY = {"alone": tuple((f"99010{n}", 2020) for n in range(8))}
BOUND = {"indicator": RATE.id, "level": "prefecture", "year": 2020, "mean": 20.04, "low": 1.0}
REPORT = {
    "indicator": RATE.id, "level": "county", "regular": 20.04, "occasional": 30.0,
    "regular_places": 4, "occasional_places": 5, "pvalue": 0.01, "adjusted": 0.02,
}  # fmt: skip


def reporting(*rows):
    """Return rates with what regular and occasional reporters print."""
    return grid([{}], reporting=pd.DataFrame([REPORT | r for r in rows]))


def bounds(*rows):
    """Return means with what the silent places leave open."""
    usual = BOUND | {"present": 3, "missing": 2, "high": 41.0}
    return grid([{}], bounds=pd.DataFrame([usual | r for r in rows]))


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(effects(SURE), "行政复议直接纠错率，12个地级地区，2018—2020年，36个数：准二项模型，含地区效应和年份效应，区间和p值用按地区聚类的标准误。", "Correction rate of administrative reconsideration, 12 prefectures, 2018 to 2020, 36 figures: quasi-binomial model with effects of places and years; intervals and p-values by errors clustered by place.", id="a rate"),
        pytest.param(effects(SURE, indicator=COUNT, exposure="population", family="negative_binomial", bootstrap=True, level="county"), "行政复议收到申请数，12个县级地区，2018—2020年，36个数，按常住人口：负二项模型，含地区效应和年份效应，区间和p值用自助法（野聚类）。", "Administrative reconsideration applications received, 12 counties and districts, 2018 to 2020, 36 figures, per resident: negative-binomial model with effects of places and years; intervals and p-values by a wild cluster bootstrap.", id="cases per resident, bootstrap"),
        pytest.param(effects(SURE, indicator=COUNT, family="poisson", level="province", years=(2016, 2018)), "行政复议收到申请数，12个省级地区，2016、2018年，36个数：准泊松模型，含地区效应和年份效应，区间和p值用按地区聚类的标准误。", "Administrative reconsideration applications received, 12 provinces, 2016, 2018, 36 figures: quasi-Poisson model with effects of places and years; intervals and p-values by errors clustered by place.", id="cases"),
    ],
)  # fmt: skip
def test_what_a_model_rests_on(found, zh, en):
    """Places, years, figures, family and the source of intervals come first."""
    said = [wording.effects(found, lang)[0] for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(effects(term(2019, 1.0), SURE), "各地共同的变化：2020年对2018年，优势比1.40，95%区间1.002—2.000（校正后p<0.001），各地平均由20.0%到26.0%；校正后与2018年的差异超出随机波动的年份：2020年。", "Common to all places: 2020 against 2018, odds ratio 1.40, 95% interval 1.002 to 2.000 (adjusted p < 0.001), the mean of the places going from 20.0% to 26.0%; years that differ from 2018 by more than chance after adjustment: 2020.", id="sure"),
        pytest.param(effects(term(2019, 1.0), term(2020, 0.8)), "各地共同的变化：2020年对2018年，优势比0.80，95%区间0.40—1.60（校正后p=0.300），各地平均由20.0%到22.5%；校正后没有一个年份与2018年的差异超出随机波动，区间以内的变化都不能排除。", "Common to all places: 2020 against 2018, odds ratio 0.80, 95% interval 0.40 to 1.60 (adjusted p = 0.300), the mean of the places going from 20.0% to 22.5%; after adjustment no year differs from 2018 by more than chance, and changes inside the interval are not ruled out.", id="not sure"),
        pytest.param(BOTH, "各地共同的变化：2020年对2018年，优势比1.40，95%区间1.002—2.000（校正后p<0.001），各地平均扣除口径变更后由20.0%到26.0%；校正后与2018年的差异超出随机波动的年份：2020年。", "Common to all places: 2020 against 2018, odds ratio 1.40, 95% interval 1.002 to 2.000 (adjusted p < 0.001), the mean of the places without the break going from 20.0% to 26.0%; years that differ from 2018 by more than chance after adjustment: 2020.", id="without the break"),
        pytest.param(effects(SURE, indicator=COUNT), "各地共同的变化：2020年对2018年，件数之比1.40，95%区间1.002—2.000（校正后p<0.001）；校正后与2018年的差异超出随机波动的年份：2020年。", "Common to all places: 2020 against 2018, ratio of counts 1.40, 95% interval 1.002 to 2.000 (adjusted p < 0.001); years that differ from 2018 by more than chance after adjustment: 2020.", id="cases"),
        pytest.param(effects(term(2020, 1.5, high=float("inf")), indicator=COUNT, exposure="population"), "各地共同的变化：2020年对2018年，率比1.50，95%区间0.75—∞（校正后p=0.300）；校正后没有一个年份与2018年的差异超出随机波动，区间以内的变化都不能排除。", "Common to all places: 2020 against 2018, ratio of rates 1.50, 95% interval 0.75 to ∞ (adjusted p = 0.300); after adjustment no year differs from 2018 by more than chance, and changes inside the interval are not ruled out.", id="cases per resident, without a limit"),
        pytest.param(effects(term(2020, 1.5, adjusted=0.0502)), "各地共同的变化：2020年对2018年，优势比1.50，95%区间0.75—3.00（校正后p=0.0502），各地平均由20.0%到22.5%；校正后没有一个年份与2018年的差异超出随机波动，区间以内的变化都不能排除。", "Common to all places: 2020 against 2018, odds ratio 1.50, 95% interval 0.75 to 3.00 (adjusted p = 0.0502), the mean of the places going from 20.0% to 22.5%; after adjustment no year differs from 2018 by more than chance, and changes inside the interval are not ruled out.", id="a p that would print as alpha"),
    ],
)  # fmt: skip
def test_what_changed_everywhere(found, zh, en):
    """The last year stands against the first, with its typical values and the years that are sure."""
    said = [wording.effects(found, lang)[1] for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("step", "zh", "en"),
    [
        pytest.param(STEP, "2021年1月1日新法施行，在所涉地区另有变化：优势比0.50，95%区间0.25—0.98（校正后p=0.04996），超出随机波动。", "New law (1 January 2021), besides the common change, in the places it concerns: odds ratio 0.50, 95% interval 0.25 to 0.98 (adjusted p = 0.04996); more than chance alone would give.", id="sure, though its p would print as alpha"),
        pytest.param(term(0, 1.1, item=law(), adjusted=0.0502), "2021年1月1日新法施行，在所涉地区另有变化：优势比1.10，95%区间0.55—2.20（校正后p=0.0502），校正后不能与随机波动区分，区间以内的变化都不能排除。", "New law (1 January 2021), besides the common change, in the places it concerns: odds ratio 1.10, 95% interval 0.55 to 2.20 (adjusted p = 0.0502); after adjustment not to be told from chance, and changes inside the interval are not ruled out.", id="not sure"),
    ],
)  # fmt: skip
def test_what_a_break_did(step, zh, en):
    """A break that came in some places is said apart from the common change."""
    said = [wording.effects(effects(SURE, step), lang)[2] for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("away", "zh", "en"),
    [
        pytest.param((departure(0, 1.0, adjusted=0.5),), "1个数中，没有一个偏离共同变化而超出随机波动（已作多重比较校正）；这不等于没有偏离：件数少的地区，偏离很大才看得出。", "Of 1 figures none departs from the common change by more than chance (adjusted for many comparisons), which does not mean that none does: where cases are few only large departures show.", id="none"),
        pytest.param((departure(0, 4.0), departure(1, 1.0, adjusted=0.05)), "2个数中，1个地区有数偏离共同变化（已作多重比较校正）：甲县2020年（实际40.0%，按共同变化21.0%）。", "Among 2 figures 1 place departs from the common change (adjusted for many comparisons): A 2020 (40.0%, by the common change 21.0%).", id="one place, and one at the level"),
        pytest.param((departure(0, 4.0), departure(0, -3.0, 2019)), "2个数中，1个地区有数偏离共同变化（已作多重比较校正）：甲县2020年（实际40.0%，按共同变化21.0%）；这些地区另有1个数也偏离，可能由此牵动。", "Among 2 figures 1 place departs from the common change (adjusted for many comparisons): A 2020 (40.0%, by the common change 21.0%); 1 further figure of the same places departs as well, which may follow from it.", id="one place twice"),
        pytest.param((departure(1, 5.0), departure(0, -4.0), departure(1, 3.0, 2019), departure(1, 2.9, 2018), departure(0, 2.8, 2018)), "5个数中，2个地区有数偏离共同变化（已作多重比较校正）：乙县2020年（实际40.0%，按共同变化21.0%）、甲县2020年（实际40.0%，按共同变化21.0%）；这些地区另有3个数也偏离，可能由此牵动。", "Among 5 figures 2 places depart from the common change (adjusted for many comparisons): B 2020 (40.0%, by the common change 21.0%) and A 2020 (40.0%, by the common change 21.0%); 3 further figures of the same places depart as well, which may follow from it.", id="two places, three more figures"),
        pytest.param(tuple(departure(n, 9.0 - n) for n in range(7)), "7个数中，7个地区有数偏离共同变化（已作多重比较校正）：甲县2020年（实际40.0%，按共同变化21.0%）、乙县2020年（实际40.0%，按共同变化21.0%）、丙县2020年（实际40.0%，按共同变化21.0%）、丁县2020年（实际40.0%，按共同变化21.0%）、戊县2020年（实际40.0%，按共同变化21.0%）、己县2020年（实际40.0%，按共同变化21.0%），另1个地区见表。", "Among 7 figures 7 places depart from the common change (adjusted for many comparisons): A 2020 (40.0%, by the common change 21.0%), B 2020 (40.0%, by the common change 21.0%), C 2020 (40.0%, by the common change 21.0%), D 2020 (40.0%, by the common change 21.0%), E 2020 (40.0%, by the common change 21.0%) and F 2020 (40.0%, by the common change 21.0%); 1 more place in the table.", id="seven places"),
    ],
)  # fmt: skip
def test_who_departed(away, zh, en):
    """Each place is named once, by its farthest figure; that none is shown is not that none is."""
    said = [wording.effects(effects(SURE, departures=away), lang)[2] for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("left", "zh", "en"),
    [
        pytest.param(LEFT, "未纳入模型的数：层级不同2个（甲县）、件数是取整后公布的1个（乙县）。", "Figures left out: another level: 2 (A); counts printed rounded: 1 (B).", id="two reasons"),
        pytest.param(MANY, "未纳入模型的数：该地区或该年仅此一个8个（甲县、乙县、丙县、丁县、戊县、己县等8个地区）。", "Figures left out: the only one of its place or year: 8 (A, B, C, D, E, F and 2 more places).", id="eight places"),
    ],
)  # fmt: skip
def test_what_a_model_leaves_out(left, zh, en):
    """Figures are counted by reason, their places named."""
    said = [wording.effects(effects(SURE, left_out=left), lang)[-1] for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("absorbed", "zh", "en"),
    [
        pytest.param((law(),), "应要求跨越口径变更计算（2021年1月1日新法施行）：年份效应与这一变更不可分，跨越处的年份效应可能只反映这一变更。", "As asked, calculated across a break (New law, 1 January 2021): the effects of years cannot be told from the break, and those across the break may show nothing else.", id="one"),
        pytest.param((law(), law("b", "集中管辖", "One court", "2022-07-01")), "应要求跨越口径变更计算（2021年1月1日新法施行、2022年7月1日集中管辖）：年份效应与这些变更不可分，跨越处的年份效应可能只反映这些变更。", "As asked, calculated across breaks (New law, 1 January 2021; One court, 1 July 2022): the effects of years cannot be told from the breaks, and those across the breaks may show nothing else.", id="two"),
    ],
)  # fmt: skip
def test_a_model_across_breaks(absorbed, zh, en):
    """Breaks that cannot be told from the years are named first."""
    said = [wording.effects(effects(SURE, absorbed=absorbed), lang)[0] for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("why", "zh", "en"),
    [
        pytest.param(TooFew("province", (5, 1), (8, 3), {}), "行政复议直接纠错率的公布值不足以估计模型：需要同一层级、至少两年的地区8个和3个年份，省级地区只有5个地区、1个年份。", "Correction rate of administrative reconsideration: the figures cannot carry a model, which needs 8 places of one level with two years or more, and 3 years; there are 5 provinces and 1 year.", id="nothing lost"),
        pytest.param(TooFew("county", (7, 2), (8, 3), {"no counts": 12, "two sources": 1}), "行政复议直接纠错率的公布值不足以估计模型：需要同一层级、至少两年的地区8个和3个年份，县级地区只有7个地区、2个年份（不能用的数：没有可用的件数12个、分子分母出自两个来源1个）。", "Correction rate of administrative reconsideration: the figures cannot carry a model, which needs 8 places of one level with two years or more, and 3 years; there are 7 counties and districts and 2 years (figures left out: without usable counts: 12, counts from two sources: 1).", id="some lost"),
    ],
)  # fmt: skip
def test_too_few_for_a_model(why, zh, en):
    """What is there and what is needed stand side by side."""
    said = [wording.not_modelled(RATE, why, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(SURE, "2020年", "2020", id="a year"),
        pytest.param(STEP, "2021年1月1日新法施行", "New law (1 January 2021)", id="a break"),
    ],
)  # fmt: skip
def test_a_term(found, zh, en):
    """A year or a break is named with its date."""
    said = [wording.term_name(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("entry", "zh", "en"),
    [
        pytest.param(RATE, "1,234.6%", "1,234.6%", id="a rate"),
        pytest.param(COUNT, "1,235件", "1,235 applications", id="a count"),
    ],
)  # fmt: skip
def test_a_figure_of_a_model(entry, zh, en):
    """A figure keeps its unit and the digits of the codebook."""
    said = [wording.figure(1234.56, effects(SURE, indicator=entry), lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(BOTH, "行政复议直接纠错率，各地共同的变化，对2018年的优势比和95%区间：2019年1.00（0.50—2.00），2020年1.40（1.002—2.000），新法施行0.50（0.25—0.98）。", "Correction rate of administrative reconsideration, common to all places, odds ratios against 2018 with 95% intervals: 2019 1.00 (0.50 to 2.00), 2020 1.40 (1.002 to 2.000), New law 0.50 (0.25 to 0.98).", id="a rate with a break"),
        pytest.param(effects(SURE, indicator=COUNT, absorbed=(law(),)), "行政复议收到申请数，各地共同的变化（应要求跨越口径变更），对2018年的比值和95%区间：2020年1.40（1.002—2.000）。", "Administrative reconsideration applications received, common to all places across a break, as asked, ratios against 2018 with 95% intervals: 2020 1.40 (1.002 to 2.000).", id="cases across a break"),
    ],
)  # fmt: skip
def test_a_chart_of_effects(found, zh, en):
    """The words for a chart of effects tell every ratio with its interval."""
    said = [wording.effects_alt(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(grid([{}]), "共1,234个公布值，1项指标，3个地方，1份来源，2020年。", "1,234 printed figures of 1 indicator, 3 places and 1 source, 2020.", id="one source, one year"),
        pytest.param(grid([{"year": 2016}, {"indicator": COUNT.id}], figures=1, places=1, sources=2000), "共1个公布值，2项指标，1个地方，2,000份来源，2016—2020年。", "1 printed figure of 2 indicators, 1 place and 2,000 sources, 2016 to 2020.", id="two indicators over years"),
    ],
)  # fmt: skip
def test_what_there_is(found, zh, en):
    """How much there is, one or many of each."""
    said = [wording.holdings(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(grid([{}, {"places": 4, "year": 2019}, {"places": 5, "year": 2018}]), "按指标、层级、年份分成3格：1格（33.3%）只有一地公布，无从比较；1格有5地以上。", "Cells of indicator, level and year: 3, of which 1 (33.3%) with one place alone and nothing to compare it with, and 1 with 5 places or more.", id="one of three alone"),
        pytest.param(grid([{"places": 0}, {"places": 2}]), "按指标、层级、年份分成1格：0格（0.0%）只有一地公布，无从比较；0格有5地以上。", "Cells of indicator, level and year: 1, of which 0 (0.0%) with one place alone and nothing to compare it with, and 0 with 5 places or more.", id="cells without a full year do not count"),
        pytest.param(grid([{"places": 0}]), "没有全年的公布值，无从比较。", "No figure is of a full year; there is nothing to compare.", id="no full year"),
    ],
)  # fmt: skip
def test_what_can_be_compared(found, zh, en):
    """Cells with one place have nothing beside them."""
    said = [wording.comparable_cells(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(grid([{"places": 7, "year": 2018}, {"indicator": COUNT.id, "places": 7}, {"places": 7}, {"places": 3, "year": 2022}, {"level": "nation", "places": 9}]), "公布最多的是2020年行政复议直接纠错率：333个地级地区中7地。", "Reported by most places: correction rate of administrative reconsideration, 2020 (7 of 333 prefectures).", id="of the register"),
        pytest.param(grid([{"places": 1234, "could": 2847, "level": "county"}]), "公布最多的是2020年行政复议直接纠错率：2,847个县级地区中1,234地。", "Reported by most places: correction rate of administrative reconsideration, 2020 (1,234 of 2,847 counties).", id="in thousands"),
        pytest.param(grid([{"could": 1}], among="panel"), "公布最多的是2020年行政复议直接纠错率：面板中有数据的1个地级地区中1地。", "Reported by most places: correction rate of administrative reconsideration, 2020 (1 of 1 prefecture with any figure in the panel).", id="of the panel"),
        pytest.param(grid([{"places": 0}]), "", "", id="no full year"),
    ],
)  # fmt: skip
def test_what_most_places_report(found, zh, en):
    """The fullest cell is named, the later of two, and never the nation's."""
    said = [wording.best_covered(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(bounds({}, {"present": 4, "missing": 4, "year": 2021}), "2020年行政复议直接纠错率，5个地级地区中3地公布，简单平均20.0%；其余各地若全为0或全为100%，平均在1.0%—41.0%之间，没有公布的地方使平均值在此范围内无从确定。", "Correction rate of administrative reconsideration, 2020: 3 of 5 prefectures report, mean 20.0%; if all others had 0% or 100% the mean would lie between 1.0% and 41.0%, and nothing in the panel narrows that.", id="of two the fuller"),
        pytest.param(bounds({"year": 2019}, {}), "2020年行政复议直接纠错率，5个地级地区中3地公布，简单平均20.0%；其余各地若全为0或全为100%，平均在1.0%—41.0%之间，没有公布的地方使平均值在此范围内无从确定。", "Correction rate of administrative reconsideration, 2020: 3 of 5 prefectures report, mean 20.0%; if all others had 0% or 100% the mean would lie between 1.0% and 41.0%, and nothing in the panel narrows that.", id="of two alike the later"),
        pytest.param(bounds({"missing": 0}), "", "", id="nobody silent"),
    ],
)  # fmt: skip
def test_what_a_mean_leaves_open(found, zh, en):
    """The best covered rate is said with what the silent places could make of it."""
    said = [wording.open_mean(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(grid([{}]), "", "", id="nothing to look at"),
        pytest.param(reporting({}, {"adjusted": 0.03, "indicator": "a"}), "行政复议直接纠错率（县级）：经常公布的4地平均20.0%，偶尔公布的5地平均30.0%，公布与否同数值有关。", "Correction rate of administrative reconsideration (counties): 4 regular reporters have a mean of 20.0%, 5 occasional ones 30.0%: reporting goes with the value.", id="differ"),
        pytest.param(reporting({"adjusted": 0.05}), "经常公布与偶尔公布的地方所报的比率，1项可检验，未见差异；每组地方很少，这不等于没有差异。", "Rates of regular and occasional reporters could be compared in 1 case and show no difference; with so few places in each group that does not mean that there is none.", id="not shown to, at the level"),
        pytest.param(reporting({"adjusted": 0.5}, {"adjusted": 0.6}, {"pvalue": None}), "经常公布与偶尔公布的地方所报的比率，2项可检验，未见差异；每组地方很少，这不等于没有差异。", "Rates of regular and occasional reporters could be compared in 2 cases and show no difference; with so few places in each group that does not mean that there is none.", id="not shown to, of two"),
        pytest.param(reporting({"pvalue": None}), "经常公布与偶尔公布的地方是否报得不同，1项比率都因地方太少不能检验。", "Whether regular and occasional reporters print different rates cannot be tested for the one rate: too few places.", id="one that cannot be tested"),
        pytest.param(reporting({"pvalue": None}, {"pvalue": None}), "经常公布与偶尔公布的地方是否报得不同，2项比率都因地方太少不能检验。", "Whether regular and occasional reporters print different rates cannot be tested for any of 2 rates and levels: too few places.", id="two that cannot be tested"),
    ],
)  # fmt: skip
def test_whether_silence_goes_with_the_value(found, zh, en):
    """Regular and occasional reporters differ, are not shown to, or cannot be compared."""
    said = [wording.selective(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param(grid([{"places": 3}, {"year": 2018, "places": 4}]), "热图：1项指标，2018—2020年，每格为公布的地方数；最多为2018年行政复议直接纠错率，4地。", "Heat map: 1 indicator, 2018 to 2020, each cell the number of places that report; the most are 4 for correction rate of administrative reconsideration, 2018.", id="one indicator"),
        pytest.param(grid([{"places": 3}, {"indicator": COUNT.id, "places": 1200}]), "热图：2项指标，2020年，每格为公布的地方数；最多为2020年行政复议收到申请数，1,200地。", "Heat map: 2 indicators, 2020, each cell the number of places that report; the most are 1,200 for administrative reconsideration applications received, 2020.", id="two"),
        pytest.param(grid([{"places": 0}]), "热图：没有全年的公布值。", "Heat map: no figure of a full year.", id="nothing"),
    ],
)  # fmt: skip
def test_a_heat_map(found, zh, en):
    """The words for a heat map tell its size and its fullest cell."""
    said = [wording.coverage_alt(found, lang) for lang in LANGUAGES]
    assert said == [zh, en]


def finding(district: str, severity: str = "contradiction") -> Finding:
    """Return a finding about a place."""
    return Finding(
        "rate-counts", severity, district, 2020, "", (RATE.id,), ("a",), {}, "句。", "S."
    )


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        pytest.param([], "没有发现互不相符的公布值。", "No figures that disagree.", id="none"),
        pytest.param(
            [finding("110112")],
            "互不相符的公布值1条，须加说明的0条：北京市通州区1条。",
            "1 contradiction and 0 cautions: Tongzhou District (Beijing) 1.",
            id="one",
        ),
        pytest.param(
            [finding("110112", "caution"), *[finding("320612")] * 2],
            "互不相符的公布值2条，须加说明的1条：江苏省南通市通州区2条、北京市通州区1条。",
            "2 contradictions and 1 caution: Tongzhou District (Nantong, Jiangsu) 2 and Tongzhou District (Beijing) 1.",
            id="the place with most first",
        ),
    ],
)  # fmt: skip
def test_a_chart_of_findings(panel: Panel, found: list[Finding], zh: str, en: str) -> None:
    """The words for a chart of findings count them by gravity and by place."""
    said = [wording.findings_alt(Findings(found, panel), lang) for lang in LANGUAGES]
    assert said == [zh, en]


def test_a_chart_of_many_findings_names_eight_places(panel: Panel) -> None:
    """Of more than eight places eight are named in the order of codes, and the others counted."""
    codes = sorted(panel.districts.of_level("province"))[:10]
    for many, zh, en in ((8, "", ""), (9, "，另有1地", " and 1 more place"), (10, "，另有2地", " and 2 more places")):  # fmt: skip
        found = Findings([finding(code) for code in reversed(codes[:many])], panel)
        names = [panel.districts.label(code) for code in codes[:8]]
        told = "、".join(f"{name}1条" for name in names)
        assert wording.findings_alt(found, "zh").endswith(f"：{told}{zh}。")
        last = " 1" if en else " and Heilongjiang 1"
        assert wording.findings_alt(found, "en").endswith(f"{last}{en}.")
