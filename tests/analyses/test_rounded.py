"""Counts printed rounded claim no more than their print allows, in every analysis and voice."""

import pytest
from longitudinal import LOST, figures, lost, only, panel_of_rows

from fadu.analyses import compare, decompose, model, profile, rank, trend
from fadu.analyses.estimates import estimates
from fadu.errors import RequestError
from fadu.pages.citing import citations
from fadu.pages.method import method_words
from fadu.pages.tables import years_table

CITIES = ["370100", "370200", "370300", "370400", "370500", "370600", "370700"]
PROVINCES = ["110000", "120000", "130000", "140000", "150000", "210000", "220000"]


def test_a_rate_of_rounded_counts_says_its_rounding(panel):
    """2.4万 of 22.5万, first half of 2024: at least 10.4 to 10.9 % by rounding alone."""
    found = profile(panel, "000000", 2024, "review_correction_rate")
    row = found.table[found.table["period"] == "2024-01/2024-06"].iloc[0]
    assert (row["print_low"], row["print_high"]) == (
        100 * 23500 / 226000,
        100 * 25000 / 224500,
    )
    assert row["low"] < row["print_low"] < 10.42
    assert row["high"] > row["print_high"] > 10.91
    assert found.sentences("zh")[0] == (
        "2024年1—6月，全国行政复议直接纠错率为10.7%（24,000/225,000，视为取整后公布，区间已计入），95%区间10.3%—11.3%。"
    )
    assert found.sentences("en")[0] == (
        "Correction rate of administrative reconsideration in China, January to June 2024: 10.7% (24,000/225,000, taken as rounded, which the interval allows for; 95% interval 10.3% to 11.3%)."
    )
    band = [c for c in found.plot().collections if len(c.get_paths()) == 1]
    ends = [tuple(c.get_paths()[0].vertices[:, 1]) for c in band]
    assert (row["low"], row["high"]) in ends


@pytest.mark.parametrize(
    ("count", "total", "widened"),
    [(100, 476, False), (161, 1550, False), (24000, 225000, True), (9990, 12000, True)],
)
def test_trailing_zeros_decide_from_ten_thousand_on(panel, count, total, widened):
    """100 of 476 may have been counted; 22.5万 was not."""
    row = only(estimates(lost(panel, {"370100": [(count, total)]}), LOST).to_dict("records"))
    assert (row["print_high"] > row["print_low"]) == widened
    assert bool(row["assumed"]) == widened
    assert (row["method"] == "wilson") == (not widened)


def test_a_recorded_step_is_taken_as_it_is(panel):
    """60 printed to the ten is 55 to 70, however small; 24000 printed to the one is 24000."""
    rows = [
        {"district": "370100", "year": 2016, "indicator": i, "value": v, "resolution": step}
        for i, v, step in (
            ("litigation_lost", "60", "10"),
            ("litigation_first_instance_concluded", "24000", "1"),
        )
    ]
    row = only(estimates(panel_of_rows(panel, rows), LOST).to_dict("records"))
    assert (row["count_low"], row["count_high"]) == (55, 70)
    assert (row["total_low"], row["total_high"]) == (24000, 24000)
    assert not row["assumed"]


def test_a_change_that_rounding_could_undo_is_none(panel):
    """12.0 % then 11.4 % of counts in thousands: beyond chance alone, not beyond the print."""
    pairs = [(12000, 100000), (11400, 100000)]
    found = profile(lost(panel, {"370100": pairs}), "370100", indicators=LOST).parts[0].change
    assert found.rounded
    assert found.low < 0 < found.high
    assert not found.beyond_chance
    said = profile(lost(panel, {"370100": pairs}), "370100", indicators=LOST).sentences("zh")
    assert any("95%区间（含取整的余地）" in s for s in said)
    assert any("不能与随机波动和取整区分，但这不等于没有变化" in s for s in said)
    exact = [(12001, 100001), (11401, 100001)]
    sure = profile(lost(panel, {"370100": exact}), "370100", indicators=LOST).parts[0].change
    assert sure.beyond_chance
    assert not sure.rounded


def test_a_trend_that_rounding_could_undo_is_none(panel):
    """Five rounded years rise by less than their print allows: no trend; in full they rise."""
    rounded = [(10000 + 200 * n, 100000) for n in range(5)]
    exact = [(10001 + 200 * n, 100001) for n in range(5)]
    found = trend(lost(panel, {"370100": exact}), LOST, "370100")
    assert only(found.courses[0].stretches).verdict == "rising"
    loose = trend(
        lost(panel, {"370100": [(c // 1000 * 1000, n) for c, n in rounded]}), LOST, "370100"
    )
    tested = only(loose.courses[0].stretches).tested
    assert tested.rounded
    assert tested.verdict == "no trend found"
    steep = [(11000 + 6000 * n, 101000) for n in range(5)]
    tested = only(
        trend(lost(panel, {"370100": steep}), LOST, "370100").courses[0].stretches
    ).tested
    assert (tested.verdict, tested.rounded) == ("rising", True)
    assert tested.low < 6 < tested.high


def places(panel, first):
    """Return seven cities, the first with `first`, the others near 10 % of 101,001."""
    others = [(10101 + 7 * n, 101001) for n in range(6)]
    pairs = dict(zip(CITIES, [first, *others], strict=True))
    return lost(panel, {c: [p] for c, p in pairs.items()})


def test_a_place_stands_out_only_whatever_its_print_allows(panel):
    """11 of 100 thousand printed to the thousand may be 10.5 %, within limits that 10.9 % is not."""
    wide = compare(places(panel, (11000, 101000)), LOST, 2016)
    full = compare(places(panel, (11001, 101001)), LOST, 2016)
    assert full.table.set_index("district")["outside_95"]["370100"] == "above"
    assert wide.table.set_index("district")["outside_95"]["370100"] == ""
    assert "山东省济南市的件数是（或视为）取整后公布的" in wide.sentences("zh")[0]
    assert "nothing is said that the rounding could undo" in wide.sentences("en")[0]
    row = wide.table.set_index("district").loc["370100"]
    assert row["low"] < row["print_low"] < row["value"] < row["print_high"] < row["high"]
    mine = compare(places(panel, (11000, 101000)), LOST, 2016, focus="370100")
    assert mine.sentences("zh")[0].endswith(
        "计入取整的余地，未必超出95%控制限（加性调整），不能说与其他地区不同。"
    )
    assert "not surely beyond the 95% limits" in mine.sentences("en")[0]
    far = compare(places(panel, (31000, 101000)), LOST, 2016)
    assert far.table.set_index("district")["outside_99.8"]["370100"] == "above"


def test_places_that_rounding_alone_may_part_are_not_said_to_differ(panel):
    """12 % of 100,000 that may be 50,000 or 200,000 is no sign that places differ; in full it is."""
    wide = compare(places(panel, (12001, 100000)), LOST, 2016)
    full = compare(places(panel, (12001, 100001)), LOST, 2016)
    assert (wide.standing.heterogeneous, full.standing.heterogeneous) == (False, True)


def test_rounded_places_that_no_rounding_makes_alike_differ(panel):
    """31 and 33 of 101 thousand beside 13 to 17: whatever stands behind the print, they differ."""
    pairs = {c: [(11000 + 1000 * n, 101000)] for n, c in enumerate(CITIES)}
    pairs |= {CITIES[0]: [(33000, 101000)], CITIES[1]: [(31000, 101000)]}
    assert compare(lost(panel, pairs), LOST, 2016).standing.heterogeneous


def test_rounded_places_that_may_be_alike_are_not_said_to_be(panel):
    """11 and 12 of 101 thousand may be one share: neither a difference nor its absence is said."""
    pairs = {c: [(11000 + 1000 * (n % 2), 101000)] for n, c in enumerate(CITIES)}
    same = compare(lost(panel, pairs), LOST, 2016)
    assert same.sentences("zh")[1:3] == [
        "合起来看，各地的差异可由随机波动和件数的取整解释，这不等于没有差异。",
        "没有地区肯定超出95%控制限，但这不等于没有差异：件数取整后，多大的差异看得出，说不准。",
    ]
    assert "cannot be said how large a difference would show" in same.sentences("en")[2]


def test_a_rank_set_holds_the_ranks_that_a_print_allows(panel):
    """Rounded, the first place may be any; in full it is the first alone."""
    wide = rank(places(panel, (11000, 101000)), LOST, 2016).table.set_index("district")
    full = rank(places(panel, (11001, 101001)), LOST, 2016).table.set_index("district")
    assert full.loc["370100", ["low", "high"]].tolist() == [7, 7]
    assert wide.loc["370100", "low"] < 7


def test_counts_per_resident_are_widened_too(panel):
    """24,000 cases of a province: the rate's interval holds what the print allows."""
    values = dict.fromkeys(PROVINCES[1:], 9001) | {PROVINCES[0]: 24000}
    rows = [f for c, v in values.items() for f in figures(c, "review_accepted", [v], 2018)]
    row = (
        compare(panel_of_rows(panel, rows), "review_accepted", 2018)
        .table.set_index("district")
        .loc[PROVINCES[0]]
    )
    assert row["print_low"] == pytest.approx(23500 / row["total"] * 1e5)
    assert row["low"] < row["print_low"] < row["print_high"] < row["high"]
    assert row["method"] == "byar, over what the print allows"


def test_plain_counts_in_wan_have_no_sure_order(panel):
    """Counts side by side: those printed rounded are named, for their order may be another."""
    rows = [
        f
        for c, v in zip(CITIES, [24000, 23801, 9001], strict=False)
        for f in figures(c, "review_accepted", [v], 2018)
    ]
    found = compare(panel_of_rows(panel, rows), "review_accepted", 2018)
    assert found.sentences("zh")[0].endswith(
        "山东省济南市只公布了约数、界限或取整的数，先后按所印的数排列，未必如此。"
    )
    assert found.sentences("en")[0].endswith(
        "Printed as a bound, approximately or rounded, so that the order is not sure: Jinan (Shandong)."
    )


def test_the_parts_of_a_change_are_called_approximate(panel):
    """A split of rounded counts says so, and its interval holds the print."""
    rows = lost(panel, {"370100": [(12000, 100000), (15000, 120000)]})
    found = decompose(rows, LOST, "370100", 2016, 2017)
    assert found.sentences("zh")[0].endswith("（件数是取整后公布的，两部分也只是约数）。")
    full = decompose(
        lost(panel, {"370100": [(12001, 100001), (15001, 120001)]}), LOST, "370100", 2016, 2017
    )
    assert found.parts.low < full.parts.low < full.parts.high < found.parts.high


def test_rounded_counts_are_no_noise_of_a_model(panel):
    """Rounded counts stay out of a model, which says how many."""
    rows = lost(panel, {c: [(12000, 100000)] * 4 for c in CITIES})
    with pytest.raises(RequestError, match="28 printed as rounded"):
        model(rows, LOST)


def test_a_table_notes_rounded_counts(panel):
    """The year's row has a mark, and the mark a note; rows of counts in full have neither."""
    made = lost(panel, {"370100": [(12000, 100000), (12001, 100001)]})
    series = profile(made, "370100", indicators=LOST).parts[0].series
    table = years_table(series, citations(made, {"a"}), "en")
    years = ["".join(str(part) for part in row[0]) for row in table.rows]
    assert ["§" in year for year in years] == [True, False]
    assert table.notes == (
        "§ counts printed (or taken) as rounded; the interval allows for that.",
    )


DECIDED = "normdoc_issued"


def test_how_many_documents_are_issued_is_no_matter_of_chance(panel):
    """Decided counts: no interval, no change beyond chance, no funnel, no rank, a trend by rank."""
    rows = [
        f
        for n, c in enumerate(PROVINCES)
        for f in figures(c, DECIDED, [20 + n, 30, 25, 40, 33, 50], 2016)
    ]
    made = panel_of_rows(panel, rows)
    assert estimates(made, DECIDED)["low"].isna().all()
    found = compare(made, DECIDED, 2018)
    assert (found.section.form, found.standing, found.ranks) == ("rate", None, None)
    assert found.table["low"].isna().all()
    assert found.sentences("zh")[0].endswith(
        "数目由机关自己决定，没有随机波动可言，只并列，不作判断。"
    )
    assert found.sentences("en")[0].endswith(
        "How many there are is for authorities to decide: they stand side by side without a verdict."
    )
    faces = {
        line.get_markerfacecolor() for line in found.plot().lines if line.get_marker() == "o"
    }
    assert "white" not in faces
    ranked = rank(made, DECIDED, 2018)
    assert ranked.sentences("en")[0].endswith(
        "how many there are is for authorities to decide and no matter of chance; nothing is ranked."
    )
    assert (
        "数目由机关自己决定，6个值按秩检验"
        in trend(made, DECIDED, PROVINCES[0]).sentences("zh")[0]
    )
    tested = only(trend(made, DECIDED, PROVINCES[0]).courses[0].stretches).tested
    assert tested.method == "kendall"
    assert profile(made, PROVINCES[0], indicators=DECIDED).parts[0].change is None


def test_why_some_counts_have_no_interval_is_said_once_in_the_method(panel):
    """The section on method names them; cases and applications keep their intervals."""
    assert sum("由机关自己决定数目的" in p for p in method_words("zh")) == 1
    assert sum("for it to decide and no matter of chance" in p for p in method_words("en")) == 1
    by_chance = {i.id for i in panel.codebook.indicators.values() if i.by_chance}
    assert {"review_received", "mediation_accepted", "penalty_cases"} <= by_chance
    assert not {"normdoc_issued", "normdoc_cleaned", "normdoc_repealed"} & by_chance
