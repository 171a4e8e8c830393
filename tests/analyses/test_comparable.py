"""Comparable sets: who may stand beside whom, and why the others may not."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from longitudinal import LOST, figures, lost, panel_of_rows

from fadu.analyses import compare
from fadu.analyses.comparable import comparable
from fadu.analyses.labels import labels
from fadu.districts import District
from fadu.errors import RequestError

CITIES = ["370100", "370200", "370300", "370400", "370500", "370600"]


def reasons(section):
    return dict(zip(section.left_out["district"], section.left_out["reason"], strict=True))


def test_provinces_2019_leave_out_zhejiang_the_corps_and_all_that_are_no_provinces(panel):
    """Of the figures for 2019, 30 provinces compare; the others are named with their reason."""
    section = comparable(panel, "review_accepted", 2019)
    assert (section.level, section.form, len(section.compared)) == ("province", "rate", 30)
    assert reasons(section) == {
        "660000": "no population",
        "330000": "side",
        "150400": "level",
        "330108": "level",
    }
    marked = section.apart.set_index("district")
    assert marked.loc["330000", "reason_zh"] == "口径不同（2019年1月1日浙江复议职责集中）"
    assert marked.loc["330000", "reason_en"] == (
        "on another side of a break: Zhejiang concentrates reconsideration, 1 January 2019"
    )
    assert marked.loc["330000", "value"] == pytest.approx(6859 / 63_750_000 * 100_000)


def test_nation_never_stands_with_provinces(panel):
    """The nation has a figure for 2018 and is left out as another level."""
    rows = figures("000000", LOST, [15.0]) + figures("370000", LOST, [14.0])
    section = comparable(
        panel_of_rows(panel, rows + figures("320000", LOST, [13.0])), LOST, 2016
    )
    assert section.rows["district"].tolist() == ["320000", "370000"]
    assert reasons(section) == {"000000": "level"}


def test_level_is_that_of_the_focus(panel):
    """With a county in focus counties are compared, however many provinces there are."""
    section = comparable(panel, "review_accepted", 2019, focus="330108")
    assert section.level == "county"
    assert section.rows["district"].tolist() == ["330108"]


def test_counts_without_population_stand_as_counts(panel):
    """Prefectures have no population in the panel, so their counts stay counts."""
    section = comparable(panel, "review_received", 2014)
    assert (section.level, section.form, section.judged) == ("prefecture", "count", False)
    assert len(section.compared) == 17
    assert section.rows.set_index("district").loc["430100", "value"] == 1220


def test_counts_stay_counts_where_asked(panel):
    """With exposure none the provinces' counts are not set against population."""
    section = comparable(panel, "review_accepted", 2019, exposure="none")
    assert section.form == "count"
    assert section.rows.set_index("district").loc["310000", "value"] == 14847


def test_part_of_a_year_is_no_year(panel):
    """Anyang's nine months of 2022 stand beside no full year, and come only by name."""
    whole = comparable(panel, "litigation_first_instance", 2022)
    assert (whole.level, len(whole.compared)) == ("prefecture", 16)
    assert reasons(whole)["410500"] == "period"
    part = comparable(panel, "litigation_first_instance", 2022, period="2022-01/2022-09")
    assert part.rows["district"].tolist() == ["410502", "410503", "410505", "410506"]


def test_changed_boundary_does_not_part_places(panel):
    """Chongchuan merged in 2020 and counts in 2023 as its neighbours do."""
    section = comparable(panel, "disclosure_applications", 2023)
    assert section.rows.set_index("district").loc["320613", "compared"]
    assert len(section.compared) == 11


def test_same_change_of_jurisdiction_is_one_side(panel):
    """Beijing and Shanghai both concentrated reconsideration before 2023 and compare; Hebei did not."""
    rows = [
        {"district": d, "year": 2023, "indicator": "review_accepted", "value": "100"}
        for d in ("110000", "310000", "130000")
    ]
    section = comparable(panel_of_rows(panel, rows), "review_accepted", 2023)
    assert section.compared["district"].tolist() == ["110000", "310000"]
    assert reasons(section) == {"130000": "side"}


def test_focus_sets_the_side_where_others_share_it(panel):
    """With one of two concentrated places in focus, the many others are on the other side."""
    rows = [
        {"district": d, "year": 2023, "indicator": "review_accepted", "value": "100"}
        for d in ("110000", "310000", "130000", "140000", "210000")
    ]
    small = panel_of_rows(panel, rows)
    assert comparable(small, "review_accepted", 2023).compared["district"].tolist() == [
        "130000", "140000", "210000",
    ]  # fmt: skip
    mine = comparable(small, "review_accepted", 2023, focus="110000")
    assert mine.compared["district"].tolist() == ["110000", "310000"]


def test_break_within_the_year_parts_a_place(panel):
    """Beijing's figure for 2022, the year of its concentration, is on neither side."""
    rows = [
        {"district": d, "year": 2022, "indicator": "review_accepted", "value": "100"}
        for d in ("110000", "130000", "140000")
    ]
    section = comparable(panel_of_rows(panel, rows), "review_accepted", 2022)
    marked = section.apart.set_index("district")
    assert marked["reason_zh"].to_dict() == {
        "110000": "当年有变更（2022年7月1日北京复议职责集中）"
    }
    assert marked.loc["110000", "reason_en"] == (
        "a break within the year: Beijing concentrates reconsideration, 1 July 2022"
    )


def test_percentages_without_counts_are_marked_where_others_have_them(panel):
    """Of six provinces' lost rates for 2022 the three without counts stay in the table."""
    section = comparable(panel, LOST, 2022)
    assert section.form == "proportion"
    assert section.compared["district"].tolist() == ["320000", "530000", "630000"]
    assert set(section.apart["reason"]) == {"no counts"}


def test_weaker_tiers_are_left_out_as_asked(panel):
    """Places known from a secondary source alone are left out with their reason."""
    every = comparable(panel, "litigation_first_instance", 2022)
    official = comparable(panel, "litigation_first_instance", 2022, tier="official")
    gone = official.left_out[official.left_out["reason"] == "tier"]
    assert (len(every.compared), len(official.compared)) == (16, 8)
    assert set(gone["district"]) >= set(every.rows["district"]) - set(official.rows["district"])
    tiers = panel.sources.set_index("id")["tier"]
    assert {tiers[s] for s in official.rows["sources"]} == {"official"}
    assert "official" not in {tiers[s] for s in gone["sources"]}


def test_bound_is_no_count_to_divide(panel):
    """A count printed as over 800 enters no rate, and says so."""
    rows = [
        {"district": d, "year": 2019, "indicator": "review_accepted", "value": "100"}
        for d in ("130000", "140000", "210000")
    ]
    rows[0]["qualifier"] = "over"
    section = comparable(panel_of_rows(panel, rows), "review_accepted", 2019)
    assert reasons(section) == {"130000": "bound"}


def test_place_within_another_is_left_out(panel):
    """An area never stands with its own part, even on one level."""
    part = District("370198", "甲", "A", "370100", "prefecture")
    wide = replace(panel.districts, places={**panel.districts.places, part.code: part})
    small = lost(panel, {"370100": [(1, 10)], "370200": [(2, 10)], "370198": [(1, 5)]})
    section = comparable(replace(small, districts=wide), LOST, 2016)
    assert section.compared["district"].tolist() == ["370100", "370200"]
    assert reasons(section) == {"370198": "part"}


def test_undecided_cell_is_left_out(panel):
    """Where sources disagree and the rule cannot decide, no figure is compared."""
    rows = [
        {"district": d, "year": 2019, "indicator": "review_accepted", "value": v}
        for d, v in (("130000", "100"), ("140000", "90"), ("210000", "80"), ("210000", "81"))
    ]
    section = comparable(panel_of_rows(panel, rows), "review_accepted", 2019)
    assert reasons(section) == {"210000": "undecided"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"year": 2017},
            "review_accepted has no figure for 2017; years with figures: 2005,2012-2014,2016,2018-2024",
        ),
        ({"exposure": "area"}, "exposure 'area' is not one of population, none"),
        (
            {"level": "town"},
            "level 'town' is not one of nation, province, prefecture, county",
        ),
        (
            {"tier": "best"},
            "tier 'best' is not one of official, academic, media, secondary",
        ),
        ({"year": "2019:2020"}, "year 2019-2020 is 2 years; a comparison takes one"),
        (
            {"focus": "110112"},
            "focus 110112 北京市通州区 has no figure of review_accepted for 2019; years with figures: 2023",
        ),
        (
            {"focus": "110101"},
            "focus 110101 北京市东城区 has no figure of review_accepted for 2019; no year has any",
        ),
        (
            {"focus": "110000", "level": "county"},
            "level 'county' does not fit focus 110000, a province; leave one out",
        ),
        (
            {"period": "2019-01/2019-06"},
            "review_accepted has no figure for period '2019-01/2019-06' in 2019; it has the full year (period '')",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(panel, asked, message):
    """A wrong year, place, level, exposure, tier or period is named with what is allowed."""
    wanted = {"year": 2019} | asked
    with pytest.raises(RequestError) as refused:
        comparable(panel, "review_accepted", wanted.pop("year"), **wanted)
    assert str(refused.value) == message


STOCK = "people_mediation_committees"


def stocks(panel, dated):
    """Return a panel of committees by place and date."""
    rows = [
        {"district": d, "year": 2023, "period": p, "indicator": STOCK, "value": v, "unit": "个"}
        for d, p, v in dated
    ]
    return panel_of_rows(panel, rows)


def test_stocks_of_one_year_stand_together_each_with_its_latest_date(panel):
    """A stock has no full year: of each place the latest date in the year is compared."""
    dated = [
        ("370100", "2023-06-30", "8"), ("370100", "2023-12-31", "9"),
        ("370200", "2023-08", "7"), ("370300", "2023-01/2023-06", "5"),
    ]  # fmt: skip
    found = compare(stocks(panel, dated), STOCK, 2023)
    kept = found.section.compared
    assert kept[["district", "period", "value"]].to_numpy().tolist() == [
        ["370100", "2023-12-31", 9.0],
        ["370200", "2023-08", 7.0],
    ]
    assert found.used["period"].tolist() == ["2023-12-31", "2023-08"]
    assert found.sentences("zh") == [
        "2023年，2个地级地区有人民调解委员会数：从山东省青岛市7个到山东省济南市9个。这些数值没有随机波动可言，只并列，不作判断。各地的日期不尽相同。",
        "未纳入比较：山东省淄博市，时段不同（2023年1—6月）。",
    ]


def test_a_date_asked_for_by_name_is_that_date_alone(panel):
    """With a period named, a stock of another date is left out and says its own."""
    dated = [("370100", "2023-12-31", "9"), ("370200", "2023-08", "7")]
    section = comparable(stocks(panel, dated), STOCK, 2023, period="2023-08")
    assert section.compared["district"].tolist() == ["370200"]
    assert section.left_out["reason_en"].tolist() == ["another period: 31 December 2023"]


def test_chart_labels_are_short_and_never_shared(panel):
    """A chart's names drop kinds and peoples, and take their parent where two are alike."""
    codes = ["650000", "532500", "533100", "320612", "110112", "110000"]
    assert labels(panel.districts, codes, "zh") == [
        "新疆", "红河", "德宏", "南通市通州区", "北京市通州区", "北京",
    ]  # fmt: skip
    assert labels(panel.districts, codes[3:5], "en") == [
        "Tongzhou District, Nantong",
        "Tongzhou District, Beijing",
    ]


@settings(max_examples=20, deadline=None)
@given(shuffle=st.randoms(use_true_random=False))
def test_order_of_figures_does_not_matter(panel, shuffle):
    """Shuffled figures give the same set, row for row."""
    places = {c: [(n + 1, 20 + n)] for n, c in enumerate(CITIES)}
    plain = comparable(lost(panel, places), LOST, 2016)
    mixed = comparable(lost(panel, places, shuffle), LOST, 2016)
    assert mixed.rows.equals(plain.rows)


@settings(max_examples=20, deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 20), st.integers(20, 90)), min_size=2, max_size=6)
)
def test_adding_a_silent_place_changes_nothing_but_what_is_left_out(panel, pairs):
    """A place without figure is left out as such; all rows stay as they are."""
    places = dict(zip(CITIES, ([p] for p in pairs), strict=False))
    small = lost(panel, places)
    plain = comparable(small, LOST, 2016, districts=list(places))
    more = comparable(small, LOST, 2016, districts=[*places, "370700"])
    assert more.rows.equals(plain.rows)
    assert reasons(more) == {"370700": "no figure"}
