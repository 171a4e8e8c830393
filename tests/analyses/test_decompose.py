"""A change in a count split into volume and rate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from longitudinal import LOST, lost, only

from fadu.analyses import decompose, simulated_panel
from fadu.errors import RequestError

CORRECTED = "review_correction_rate"


def test_corrections_of_tongzhou_rose_by_volume_and_rate(panel):
    """Of 29 more corrections 15.8 are volume and 13.2 rate: (262-176) x mean rate, and the rest."""
    found = decompose(panel, CORRECTED, "110112", 2019, 2021).parts
    assert found.change == 56 - 27
    assert found.volume == pytest.approx((262 - 176) * (27 / 176 + 56 / 262) / 2)
    assert found.rate == pytest.approx((56 / 262 - 27 / 176) * (176 + 262) / 2)
    assert (found.low < 0 < found.high, found.points.beyond_chance) == (True, False)


def test_the_split_is_said_word_for_word(panel):
    """The sentences name both counts, both parts, and that the rate may not have moved."""
    found = decompose(panel, CORRECTED, "110112", 2019, 2021)
    assert found.sentences("zh") == [
        "北京市通州区行政复议直接纠错数2019年27件、2021年56件，增加29件：行政复议审结数的变化（176到262）折合+15.8件，行政复议直接纠错率的变化折合+13.2件。",
        "行政复议直接纠错率2021年（21.4%）比2019年（15.3%）高6.0个百分点（按未取整的值），95%区间−1.5至13.1个百分点，不能与随机波动区分，但这不等于没有变化：以这样的件数，相差约11.0个百分点以上才有八成把握看出；由它折合的件数，95%区间为−3.4至+28.6件。",
    ]
    assert found.sentences("en") == [
        "Administrative reconsideration cases corrected in Tongzhou District, Beijing: 27 in 2019, 56 in 2021, 29 more; the change in administrative reconsideration cases concluded (176 to 262) accounts for +15.8, the change in the correction rate of administrative reconsideration for +13.2.",
        "Correction rate of administrative reconsideration: 2021 (21.4%) is 6.0 percentage points (before rounding) above 2019 (15.3%); 95% interval −1.5 to 13.1 points; not to be told from chance, which does not mean that nothing changed: with these counts only a difference of about 11.0 points or more would be seen four times in five; its part has a 95% interval of −3.4 to +28.6 cases.",
    ]
    assert found.alt("zh") == found.sentences("zh")[0]


def test_the_steps_are_drawn_where_the_numbers_stand(panel):
    """Four bars: both years from zero, volume from the first, rate up to the last."""
    ax = decompose(panel, CORRECTED, "110112", 2019, 2021).plot(lang="en")
    spans = [(b.get_y(), b.get_y() + b.get_height()) for b in ax.patches]
    assert spans[0] == (0, 27)
    assert spans[1] == (27, pytest.approx(42.787, abs=0.001))
    assert spans[2] == (spans[1][1], pytest.approx(56))
    assert spans[3] == (0, 56)
    assert [t.get_text() for t in ax.texts] == ["27", "+15.8", "+13.2", "56"]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["2019", "volume", "rate", "2021"]


def test_years_on_two_sides_are_refused_unless_the_break_is_named(panel):
    """2019 and 2023 are parted by the concentration of 2022; named, it is crossed and said."""
    with pytest.raises(RequestError) as refused:
        decompose(panel, CORRECTED, "110112", 2019, 2023)
    assert str(refused.value) == (
        "2019 and 2023 of review_correction_rate in 110112 are parted by concentration_beijing (2022-07-01, Beijing concentrates reconsideration); choose years on one side, or name the break in across"
    )
    found = decompose(panel, CORRECTED, "110112", 2019, 2023, across="concentration_beijing")
    assert found.sentences("zh")[0] == (
        "应要求跨越口径变更计算（2022年7月1日北京复议职责集中）：下述变化可能只反映这一变更。"
    )
    assert set(found.table["across"]) == {"concentration_beijing"}
    assert "应要求跨越口径变更" in found.plot().get_title(loc="left")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            ("review_corrected", "110112", 2019, 2021),
            "indicator 'review_corrected' is a count without numerator and denominator; give a rate that has both, such as review_correction_rate; rates over it: review_correction_rate",
        ),
        (
            (CORRECTED, "110112", 2018, 2021),
            "110112 北京市通州区 has no review_corrected and review_concluded from one source for 2018; it has both for 2019-2024",
        ),
        (
            (CORRECTED, "370000", 2019, 2021),
            "370000 山东省 has no review_corrected and review_concluded from one source for 2019; it has both for no year",
        ),
        (
            (CORRECTED, "110112", 2021, 2019),
            "first_year 2021 and last_year 2019 are not an earlier and a later year",
        ),
    ],
)
def test_what_cannot_be_split_is_refused_in_one_sentence(panel, asked, message):
    """A count, a year without both counts, and years in the wrong order are refused."""
    with pytest.raises(RequestError) as refused:
        decompose(panel, *asked)
    assert str(refused.value) == message


def test_a_split_of_simulated_figures_says_so(panel):
    """Table, sentences, words and picture of a simulated split say simulated."""
    made = simulated_panel(panel)
    found = decompose(made, LOST, "990200", 2016, 2020)
    assert set(found.table["data"]) == {"simulated"}
    assert all(
        s.startswith("[Simulated data] ") for s in [*found.sentences("en"), found.alt("en")]
    )
    assert "simulated data" in [t.get_text() for t in found.plot(lang="en").texts]


counts = st.tuples(st.integers(0, 300), st.integers(300, 900))


@settings(max_examples=15, deadline=None)
@given(first=counts, last=counts)
def test_parts_add_up_in_print_and_turn_with_the_years(panel, first, last):
    """Printed parts sum to the printed change; the years swapped, all signs are."""
    there = decompose(lost(panel, {"370000": [first, last]}), LOST, "370000", 2016, 2017).parts
    back = decompose(lost(panel, {"370000": [last, first]}), LOST, "370000", 2016, 2017).parts
    assert there.volume + there.rate == pytest.approx(there.change, abs=1e-9)
    assert (back.volume, back.rate) == (
        pytest.approx(-there.volume),
        pytest.approx(-there.rate),
    )
    steps = decompose(lost(panel, {"370000": [first, last]}), LOST, "370000", 2016, 2017).table
    assert steps["value"].iloc[1:3].sum() == pytest.approx(last[0] - first[0], abs=1e-9)
    assert only(set(steps["per"])) == "litigation_first_instance_concluded"
