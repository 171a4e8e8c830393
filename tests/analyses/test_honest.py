"""No sentence is stronger than its numbers, and no odd question gets a silent one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from longitudinal import LOST, figures, lost, only, panel_of_rows

from fadu import wording
from fadu.analyses import (
    compare,
    coverage,
    decompose,
    model,
    profile,
    rank,
    simulated_panel,
    trend,
)
from fadu.analyses.simulated import Made
from fadu.checks import audit
from fadu.codebook import LANGUAGES
from fadu.errors import FaduError
from fadu.rounding import number, rounded, telling_digits
from fadu.shapes.series import Change

CITIES = ["370100", "370200", "370300", "370400", "370500", "370600"]


def changed(kind="points", first=40.0, last=40.0, low=-3.0, high=3.0, detectable=None):
    """Return a change with the limits given."""
    beyond = not low <= (0 if kind == "points" else 1) <= high
    return Change(
        kind, 2019, 2020, first, last, last - first, last / first, low, high, beyond, detectable
    )


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (
            changed(detectable=2.04),
            "2020年（40.0%）比2019年（40.0%）持平，95%区间−3.0至3.0个百分点，未见超出随机波动的差异；以这样的件数，相差约2.0个百分点以上的多半会显出。",
            "2020 (40.0%) is level with 2019 (40.0%); 95% interval −3.0 to 3.0 points; no difference beyond chance; with these counts a difference of about 2.0 points or more would most likely have shown.",
        ),
        (
            changed(detectable=12.3),
            "2020年（40.0%）比2019年（40.0%）持平，95%区间−3.0至3.0个百分点，不能与随机波动区分，但这不等于没有变化：以这样的件数，相差约12.3个百分点以上才有八成把握看出。",
            "2020 (40.0%) is level with 2019 (40.0%); 95% interval −3.0 to 3.0 points; not to be told from chance, which does not mean that nothing changed: with these counts only a difference of about 12.3 points or more would be seen four times in five.",
        ),
        (
            changed(detectable=float("nan")),
            "2020年（40.0%）比2019年（40.0%）持平，95%区间−3.0至3.0个百分点，不能与随机波动区分，但这不等于没有变化：以这样的件数，多大的差异都没有八成把握看出。",
            "2020 (40.0%) is level with 2019 (40.0%); 95% interval −3.0 to 3.0 points; not to be told from chance, which does not mean that nothing changed: with these counts no difference would be seen four times in five.",
        ),
        (
            changed(last=40.03, low=0.02, high=0.04),
            "2020年（40.0%）比2019年（40.0%）相差不到0.1个百分点，95%区间0.02至0.04个百分点，差异超出随机波动。",
            "2020 (40.0%) is less than 0.1 points away from 2019 (40.0%); 95% interval 0.02 to 0.04 points; more than chance alone would give.",
        ),
    ],
)
def test_no_difference_is_worded_by_the_power_to_see_one(panel, found, zh, en):
    """Enough power, too little, none at all, and a difference too small for the digits."""
    entry = panel.codebook["review_correction_rate"]
    assert (wording.change(found, entry, "zh"), wording.change(found, entry, "en")) == (zh, en)


@given(low=st.floats(-50, 50), width=st.floats(0.0001, 60), null=st.sampled_from([0.0, 1.0]))
def test_a_printed_interval_lies_where_the_interval_does(low, width, null):
    """Digits are added until no printed end stands at no change that is not there."""
    high = low + width
    digits = telling_digits(low, high, null, 1)
    for end in (low, high):
        shown = float(rounded(end, digits))
        assert abs(end - null) < 1e-6 or (shown > null) == (end > null)


@pytest.mark.parametrize(
    ("detectable", "said"), [(1.3, "多半会显出"), (2.5, "相差约2.50倍以上才有八成把握看出")]
)
def test_power_of_a_ratio_is_said_as_a_ratio(panel, detectable, said):
    """Counts that stay level say which ratio would have shown."""
    found = changed("ratio", 100, 100, 0.8, 1.25, detectable)
    assert said in wording.change(found, panel.codebook["review_received"], "zh")


IMPOSSIBLE = [(30, 100), (150, 100), (20, 100), (25, 100), (30, 100), (28, 100)]


def test_more_counted_than_there_are_is_never_a_share(panel):
    """150 lost of 100 concluded stands in no comparison, trend or model, and says why."""
    rows = lost(panel, {c: [p] for c, p in zip(CITIES, IMPOSSIBLE, strict=True)})
    found = compare(rows, LOST, 2016)
    assert "370200" not in set(found.section.compared["district"])
    assert found.sentences("zh")[-1] == "未纳入比较：山东省青岛市，分子大于分母。"
    alone = trend(lost(panel, {"370200": IMPOSSIBLE}), LOST, "370200")
    assert only(alone.courses[0].stretches).left_out == {2017: "impossible"}
    assert alone.sentences("en")[-1] == (
        "Not counted in the test: 2017 (more counted than there are in all)."
    )
    said = profile(rows, "370200", indicators=LOST).parts[0].series
    words = wording.level(said.indicator, said.codebook, "甲", said.chosen.iloc[0], "zh")
    assert words == "2016年，甲行政诉讼败诉率为150.0%（150/100，分子大于分母，不能成立）。"


def test_a_few_impossible_shares_do_not_make_a_trend_of_values(panel):
    """With five values left of which one is impossible, there is no fifth point."""
    rows = lost(panel, {"370200": IMPOSSIBLE[:5]})
    assert only(trend(rows, LOST, "370200").courses[0].stretches).tested is None


def test_counts_of_two_sources_are_not_called_a_bare_percentage(panel_of):
    """Numerator and denominator of two sources are left out for just that."""
    rows = [
        {"district": c, "year": 2016, "indicator": i, "value": str(v), "source": s}
        for n, c in enumerate(CITIES)
        for i, v, s in (
            ("litigation_lost", 10, "a"),
            ("litigation_first_instance_concluded", 100, "b" if not n else "a"),
        )
    ]
    found = compare(panel_of(rows, [{"id": "a"}, {"id": "b"}]), LOST, 2016)
    assert found.sentences("en")[-1] == (
        "Left out: Jinan (Shandong) – numerator and denominator from two sources."
    )


def test_one_place_asked_for_is_not_the_only_one_there_is(panel):
    """Other provinces have figures too: the sentence speaks of the places chosen."""
    found = compare(panel, "review_accepted", 2019, districts="北京市")
    assert found.sentences("zh") == [
        "2019年，所选地区中只有北京市有可以比较的行政复议受理数（9,298件），不作比较。"
    ]
    assert found.sentences("en") == [
        "Administrative reconsideration cases accepted, 2019: of the places chosen only Beijing can be compared (9,298 cases), with none beside it."
    ]


def test_the_only_place_of_a_level_is_named_with_its_value(panel):
    """One county has a figure: it stands with its value, and nothing is compared."""
    found = compare(panel, "review_accepted", 2019, level="county")
    assert found.sentences("zh")[0] == (
        "2019年，县级地区中只有浙江省杭州市滨江区有可以比较的行政复议受理数（96件），不作比较。"
    )


def test_a_level_without_figures_has_a_sentence_and_no_chart(panel):
    """The nation has no figure for 2019: said so, and refused as a picture in one line."""
    found = compare(panel, "review_accepted", 2019, level="nation")
    assert found.sentences("zh")[0] == "2019年，全国没有可以比较的行政复议受理数，不作比较。"
    with pytest.raises(FaduError) as refused:
        found.plot()
    assert str(refused.value) == (
        "Administrative reconsideration cases accepted, 2019: nothing can be compared for the nation; `.left_out` says why"
    )


def test_places_of_one_name_are_told_apart(panel):
    """Two Tongzhou districts in one request bear their parents' names in words and charts."""
    found = trend(panel, "review_received", ["110112", "320612"])
    assert [c.short["zh"] for c in found.courses] == ["北京市通州区", "南通市通州区"]
    assert found.alt("en").count("Tongzhou District (Nantong)") == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: compare(
            p, "review_accepted", np.int64(2019), districts=np.array([110000, 310000])
        ),
        lambda p: trend(p, "litigation_lost_rate", np.array(["370000"]), np.arange(2018, 2023)),
        lambda p: profile(p, np.int64(110112), np.array([2019, 2020])),
        lambda p: coverage(p, years=np.array([2019]), indicators=np.array(["review_accepted"])),
    ],
)
def test_numbers_and_arrays_of_a_frame_are_understood(panel, ask):
    """What comes out of a frame can be asked with: codes, years and ids as numpy has them."""
    assert len(ask(panel).table)


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: compare(p, ["review_accepted"], 2019),
        lambda p: compare(p, "review_accepted", 2019, districts=[None]),
        lambda p: compare(p, "review_accepted", 2019, focus=1.5),
        lambda p: rank(p, "review_accepted", 2019, focus=["110000"]),
        lambda p: trend(p, "review_accepted", None),
        lambda p: trend(p, "review_accepted", "110000", alpha="0.05"),
        lambda p: decompose(p, "review_correction_rate", ["110112"], 2019, 2021),
        lambda p: model(p, "litigation_lost_rate", exposure="gdp"),
        lambda p: profile(p, ["110112"]),
        lambda p: profile(p, "110112", 1990),
    ],
)
def test_an_odd_question_is_refused_in_one_line(panel, ask):
    """Lists for scalars, nothing, fractions: an error of the family, one line, no traceback."""
    with pytest.raises(FaduError) as refused:
        ask(panel)
    assert "\n" not in str(refused.value)


def test_a_profile_without_figures_names_the_years_that_it_has(panel):
    """A year without data is refused with the years that there are."""
    with pytest.raises(FaduError) as refused:
        profile(panel, "110112", 1990)
    assert (
        str(refused.value)
        == "district 110112 北京市通州区 has no figure in 1990; it has 2019-2024"
    )


def test_an_indicator_without_figures_is_said_to_have_none(panel):
    """Asked for by name and absent, an indicator is a sentence and no empty chart."""
    found = profile(panel, "110112", 2023, [LOST, "review_received"])
    assert found.silent == (LOST,)
    assert found.sentences("zh")[0] == "北京市通州区在所选年份没有可用的行政诉讼败诉率公布值。"
    assert found.sentences("en")[0] == (
        "Lost rate of administrative litigation: Tongzhou District, Beijing has no usable figure in the years chosen."
    )
    alone = profile(panel, "110112", 2023, LOST)
    with pytest.raises(
        FaduError, match="has no figure of litigation_lost_rate in 2023 to draw"
    ):
        alone.plot()
    assert (len(alone.table), alone.alt()) == (0, "")


def test_a_place_without_a_headline_indicator_shows_what_it_has(panel):
    """One small count is all that a place printed: it is the profile."""
    rows = figures("370100", "power_list_items", [12])
    found = profile(panel_of_rows(panel, rows), "370100")
    assert [p.series.indicator.id for p in found.parts] == ["power_list_items"]
    assert found.plot().get_xlim()[0] < 2016 < found.plot().get_xlim()[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_profile_of_simulated_figures_says_so_everywhere(panel, lang):
    """Sentences, table, words and picture of a simulated profile say simulated."""
    found = profile(simulated_panel(panel, made=Made(districts=8)), "980100")
    mark = "模拟数据" if lang == "zh" else "imulated data"
    assert found.sentences(lang)
    assert all(mark in s for s in [*found.sentences(lang), found.alt(lang)])
    assert set(found.table["data"]) == {"simulated"}
    assert any(mark in t.get_text() for t in found.plot(lang=lang).texts)


def test_a_large_simulated_panel_has_places_of_its_own(panel):
    """Four hundred places have codes of six digits, a name each, and no real place beside."""
    made = simulated_panel(panel, made=Made(districts=400, years=range(2020, 2023)))
    places = [p for p in made.districts.places.values() if p.level == "prefecture"]
    assert len(places) == len({p.name for p in places}) == 400
    assert all(len(p.code) == 6 for p in places)
    assert {p.code[:2] for p in made.districts.places.values()} == {"00", "98", "99"}


def test_an_audit_has_a_table_and_sentences(panel):
    """Findings are rows with law, place, sources and both sentences."""
    found = audit(panel, districts="110112")
    assert len(found.table) == len(found) == len(found.sentences("en")) > 0
    assert found.table["sentence_zh"].tolist() == found.sentences("zh")


POINTS = st.lists(
    st.integers(20, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=5, max_size=6,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(pairs=POINTS)
def test_table_chart_and_sentence_print_the_same_digits(panel, pairs):
    """For many random counts the three voices round alike, half up in the codebook's digits."""
    cells = lost(panel, {c: [p] for c, p in zip(CITIES, pairs, strict=False)})
    found = compare(cells, LOST, 2016)
    printed = {
        row.district: number(100 * row.count_ / row.total_, 1) + "%"
        for row in found.table.rename(
            columns={"count": "count_", "total": "total_"}
        ).itertuples()
    }
    section = found.section
    for _, row in section.compared.iterrows():
        assert wording.place_value(section, row, "zh") == printed[row["district"]]
    ends = sorted(printed, key=lambda d: (found.table.set_index("district")["value"][d], d))
    assert printed[ends[0]] in found.alt("zh")
    assert printed[ends[-1]] in found.alt("en")
    one = trend(lost(panel, {"370100": pairs}), LOST, "370100")
    drawn = {t.get_text() for t in one.plot().texts}
    assert {number(100 * c / n, 1) + "%" for c, n in pairs} <= drawn
