"""Trends over years: split at breaks, judged by the test that the figures carry, said exactly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from longitudinal import LOST, figures, lost, only, panel_of_rows

from fadu.analyses import simulated_panel, trend
from fadu.errors import FaduError, RequestError

RISING = [(100, 1000), (120, 1000), (140, 1000), (160, 1000), (180, 1000)]
FLAT = [(100, 1000), (104, 1000), (98, 1000), (103, 1000), (101, 1000)]
WILD = [(100, 1000), (220, 1000), (120, 1000), (260, 1000), (200, 1000)]


def test_series_is_split_at_both_breaks_and_no_trend_is_given(panel):
    """Tongzhou's reconsideration 2019 to 2024 falls into four stretches, none with five years."""
    found = trend(panel, "review_received", "110112", "2019:2024")
    stretches = found.courses[0].stretches
    assert [s.years for s in stretches] == [(2019, 2020, 2021), (2022,), (2023,), (2024,)]
    assert [s.mixed for s in stretches] == [False, True, False, False]
    assert found.tests == 0
    assert set(found.verdicts["verdict"]) == {"cannot be calculated"}
    assert found.sentences("zh") == [
        "2022年7月1日北京复议职责集中、2024年1月1日新行政复议法施行，前后口径不同：2019—2021年、2022年（当年有变更）、2023年、2024年分别列示，互不比较。",
        "北京市通州区行政复议收到申请数：同一口径的可用年份最多3个（2019—2021年），不足5个，不能计算趋势。",
    ]


def test_five_printed_rates_are_not_decidable_by_rank(panel):
    """Shandong's five rates without counts have direction and slope, and no verdict."""
    found = trend(panel, "litigation_lost_rate", "370000", "2018:2022")
    tested = found.courses[0].stretches[0].tested
    assert (tested.verdict, tested.method) == ("not decidable", "kendall")
    assert tested.least == pytest.approx(2 / 120, abs=5e-5)
    assert found.sentences("zh") == [
        "山东省行政诉讼败诉率，2018—2022年（5个年份）：没有可用的件数，5个值按秩检验能得到的最小p为0.017，不低于0.002，不能判断趋势；仅作描述：2018年16.4%，2022年6.88%，大体向下，逐对斜率的中位数为每年−1.75个百分点。",
    ]
    assert found.sentences("en") == [
        "Lost rate of administrative litigation in Shandong, 2018 to 2022 (5 years): not decidable: without usable counts, 5 values can give no p below 0.017 by rank, and 0.002 is asked for; as a description only, 16.4% in 2018, 6.88% in 2022, mostly downwards, median of the slopes between years −1.75 percentage points a year.",
    ]


def test_national_counts_without_break_rise(panel):
    """Five national counts that grow eightfold are a rise, with an interval as wide as their scatter."""
    found = trend(panel, "court_mediation_succeeded", "000000")
    tested = found.courses[0].stretches[0].tested
    assert (tested.verdict, tested.method) == ("rising", "poisson")
    assert found.sentences("en") == [
        "Disputes resolved by court-linked mediation in China, 2019 to 2023 (5 years): rising, +2,590,000 disputes a year, 95% interval +2,210,000 to +2,970,000 (Poisson trend test, p < 0.001, the largest over what the rounding in print allows); the direction stays whichever year is taken out.",
    ]


def test_a_ratio_of_rounded_counts_is_no_surer_than_their_print(panel):
    """12.04 million over 1.46 million: the interval holds what both prints allow."""
    change = trend(panel, "court_mediation_succeeded", "000000").courses[0].ends.change
    assert change.low <= 12_035_000 / 1_470_000
    assert change.high >= 12_050_000 / 1_455_000


def test_national_breaks_part_a_long_series(panel):
    """The nation's correction rate is parted in 2018 and 2024, and 2018 belongs to neither side."""
    found = trend(panel, "review_correction_rate", "000000")
    stretches = found.courses[0].stretches
    assert [s.years for s in stretches] == [(2007,), (2018,), (2020, 2023), (2024,)]
    assert stretches[1].mixed
    assert found.sentences("en")[-2:] == [
        "Correction rate of administrative reconsideration in China: at most 1 valid year on one side of the breaks (2007); a trend needs five, so none is calculated.",
        "Not counted in the test: 2023 (numerator and denominator from two sources).",
    ]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (
            RISING,
            "山东省行政诉讼败诉率，2016—2020年（5个年份）：上升，每年+2.00个百分点，95%区间+0.90至+3.10个百分点（科克伦—阿米蒂奇检验，p<0.001），去掉任何一年方向不变。",
        ),
        (
            FLAT,
            "山东省行政诉讼败诉率，2016—2020年（5个年份）：未发现趋势，每年+0.01个百分点，95%区间−0.95至+0.97个百分点（科克伦—阿米蒂奇检验，p=0.974，不低于0.002）；以这样的件数和起伏，每年约1.19个百分点以上的变化多半会显出。",
        ),
        (
            WILD,
            "山东省行政诉讼败诉率，2016—2020年（5个年份）：各年起伏大于趋势，不下升降的结论：每年+2.40个百分点，95%区间−4.13至+8.93个百分点（科克伦—阿米蒂奇检验，p<0.001），但各年围绕直线的起伏是件数的偶然波动的28.5倍（方差之比）。",
        ),
    ],
)
def test_each_verdict_has_its_sentence(panel, pairs, said):
    """A trend, none, and a scatter larger than the trend are worded apart, never stronger."""
    assert trend(lost(panel, {"370000": pairs}), LOST, "370000").sentences("zh") == [said]


def test_several_places_are_adjusted_and_it_is_said(panel):
    """With several tests the p-values are adjusted, and the last sentence says so."""
    many = lost(panel, {"370000": RISING, "440000": FLAT, "530000": RISING[:3]})
    found = trend(many, LOST, ["370000", "440000", "530000"])
    assert found.tests == 2
    one = trend(many, LOST, "370000").courses[0].stretches[0].tested
    both = found.courses[0].stretches[0].tested
    assert both.adjusted == pytest.approx(2 * one.pvalue)
    said = found.sentences("en")
    assert said[0] == (
        "Lost rate of administrative litigation, 3 places: 2 stretches can be tested (rising: 1, no trend found: 1); that none was found does not mean that there is none; 1 place has fewer than five valid years on one side of the breaks."
    )
    assert said[-1] == (
        "2 stretches were tested; their p-values are adjusted for that (Benjamini-Hochberg), and the verdicts rest on the adjusted ones."
    )


def test_a_trend_that_only_one_test_would_show_is_lost_among_many(panel):
    """A p-value just below the level is no trend any more among three places."""
    edge = [(99, 1000), (110, 1000), (120, 1000), (131, 1000), (142, 1000)]
    codes = ["370000", "440000", "530000"]
    alone = trend(lost(panel, {"370000": edge}), LOST, "370000")
    assert alone.courses[0].stretches[0].verdict == "rising"
    many = trend(lost(panel, {"370000": edge} | dict.fromkeys(codes[1:], FLAT)), LOST, codes)
    assert many.courses[0].stretches[0].verdict == "no trend found"


def test_breaks_are_crossed_only_by_name_and_then_said(panel):
    """Asked for across both breaks, six years are one stretch, and table, words and chart say so."""
    breaks = ["concentration_beijing", "reconsideration_law_2024"]
    found = trend(panel, "review_correction_rate", "110112", across=breaks)
    assert [s.years for s in found.courses[0].stretches] == [
        (2019, 2020, 2021, 2022, 2023, 2024)
    ]
    assert found.sentences("en")[0] == (
        "As asked, calculated across breaks (Beijing concentrates reconsideration, 1 July 2022; New Reconsideration Law, 1 January 2024): what follows may show nothing but the breaks."
    )
    assert only(found.verdicts["across"]) == "concentration_beijing+reconsideration_law_2024"
    assert "across a break, as asked" in found.plot(lang="en").get_title(loc="left")
    assert "across a break, as asked" in found.alt("en")


def test_bounds_are_no_points(panel):
    """A figure printed as more than so many is left out of the test, and the year is named."""
    rows = figures("370000", "litigation_first_instance", [900, 950, 1000, 1050, 1100, 1150])
    rows[2] |= {"qualifier": "over"}
    found = trend(panel_of_rows(panel, rows), "litigation_first_instance", "370000")
    assert found.courses[0].stretches[0].used == (2016, 2017, 2019, 2020, 2021)
    assert found.sentences("en")[-1] == ("Not counted in the test: 2018 (printed as a bound).")
    assert list(found.table.loc[~found.table["valid"], "left_out"]) == ["bound"]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            ("litigation_lost_rate", "370000", "2030"),
            "no full year of litigation_lost_rate in 2030: 370000 山东省 has 2014,2018-2022",
        ),
        (
            ("litigation_lost_rate", "110112"),
            "no full year of litigation_lost_rate: 110112 北京市通州区 has none in any year",
        ),
        (
            ("litigation_lost_rate", []),
            "district is empty; give a code or a name, or several",
        ),
        (
            ("litigation_lost_rate", "通州区"),
            "district 通州区 is two places: 110112 北京市通州区, 320612 江苏省南通市通州区; give the code",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(panel, asked, message):
    """A year, a place or a name without figures is refused with what there is."""
    with pytest.raises(RequestError) as refused:
        trend(panel, *asked)
    assert str(refused.value) == message


def test_unknown_break_is_refused_with_those_that_are(panel):
    """Only breaks of the series can be crossed."""
    with pytest.raises(RequestError) as refused:
        trend(panel, "review_received", "110112", across="x")
    assert str(refused.value) == (
        "across 'x' is no break of review_received in these places; allowed: concentration_beijing, reconsideration_law_2024"
    )


def test_unknown_indicator_and_level_are_of_the_familys_errors(panel):
    """An indicator that is not in the codebook and a level outside (0, 1) raise one family."""
    with pytest.raises(FaduError, match="indicator 'foo' is not in the codebook"):
        trend(panel, "foo", "110112")
    with pytest.raises(FaduError, match="alpha 2 is no number between 0 and 1"):
        trend(lost(panel, {"370000": RISING[:2]}), LOST, "370000", alpha=2)


def test_verdicts_below_five_points_hold_no_numbers(panel):
    """A stretch of four years has no slope, no interval, no p-value."""
    found = trend(lost(panel, {"370000": RISING[:4]}), LOST, "370000")
    row = found.verdicts.iloc[0]
    assert row[["slope", "low", "high", "pvalue"]].isna().all()
    assert row["reason"] == "4 valid years, a trend needs 5"


def test_simulated_figures_are_called_so_everywhere(panel):
    """Table, verdicts, sentences, words and picture of a simulated trend say simulated."""
    made = simulated_panel(panel)
    found = trend(made, "litigation_lost_rate", ["990200", "990300"])
    assert set(found.table["data"]) == set(found.verdicts["data"]) == {"simulated"}
    assert all(s.startswith("[Simulated data] ") for s in found.sentences("en"))
    assert all(s.startswith("【模拟数据】") for s in found.sentences("zh"))
    assert found.alt("en").startswith("[Simulated data] ")
    for ax in (found.plot(lang="en"), found.plot_ends(lang="en")):
        assert "simulated data" in [t.get_text() for t in ax.texts]


def test_two_years_are_drawn_only_where_there_are_two(panel):
    """Where no place has two years on one side, the dumbbell is refused."""
    with pytest.raises(RequestError) as refused:
        trend(panel, "review_received", "110112", 2024).plot_ends()
    assert str(refused.value) == (
        "no place has two years of review_received on one side of all breaks; ask for more years"
    )


def test_input_stays_as_it_is(panel):
    """No analysis changes the figures it was given."""
    before = panel.observations.copy()
    trend(panel, "litigation_lost_rate", "370000")
    assert panel.observations.equals(before)


pairs = st.lists(st.integers(0, 400).map(lambda c: (c, 400)), min_size=5, max_size=8)


@settings(max_examples=15, deadline=None)
@given(pairs=pairs, shuffle=st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(panel, pairs, shuffle):
    """The same rows in another order give the same verdict and slope."""
    one = lost(panel, {"370000": pairs})
    other = lost(panel, {"370000": pairs}, shuffle=shuffle)
    first, second = (trend(p, LOST, "370000").verdicts for p in (one, other))
    assert first.equals(second)


@settings(max_examples=15, deadline=None)
@given(pairs=pairs)
def test_relabelling_and_an_empty_place_change_nothing(panel, pairs):
    """Another code gives the same numbers, and a place not asked for gives none."""
    first = trend(lost(panel, {"370000": pairs}), LOST, "370000").verdicts
    second = trend(lost(panel, {"440000": pairs, "530000": FLAT}), LOST, "440000").verdicts
    columns = ["verdict", "slope", "low", "high", "pvalue", "points"]
    assert first[columns].equals(second[columns])


@settings(max_examples=15, deadline=None)
@given(pairs=pairs)
def test_a_series_turned_round_turns_its_verdict(panel, pairs):
    """Read from its end, a rise is a fall of the same size."""
    there = trend(lost(panel, {"370000": pairs}), LOST, "370000").courses[0].stretches[0]
    back = trend(lost(panel, {"370000": pairs[::-1]}), LOST, "370000").courses[0].stretches[0]
    turned = {"rising": "falling", "falling": "rising"}
    assert back.verdict == turned.get(there.verdict, there.verdict)
    assert back.tested.slope == pytest.approx(-there.tested.slope, abs=1e-9)
