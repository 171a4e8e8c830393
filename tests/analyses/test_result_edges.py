"""Edges of the results: what is made up says so everywhere, sums, constant counts, mirrored years."""

from dataclasses import replace

import pandas as pd
import pytest
from longitudinal import LOST, figures, lost, panel_of_rows

import fadu
from fadu.analyses import Answer, Made, simulated_panel
from fadu.analyses.coverage import _rates
from fadu.analyses.ends import change_between, change_of
from fadu.analyses.estimates import estimates
from fadu.codebook import LANGUAGES
from fadu.errors import FaduError

RATE = "review_correction_rate"
COUNT = "legal_aid_cases"
CITIES = tuple(f"370{n}00" for n in range(1, 9))
PLACE = "980100"
ASKED = {
    "audit": lambda p: fadu.audit(p, years=2020),
    "compare": lambda p: fadu.compare(p, LOST, 2020),
    "coverage": lambda p: fadu.coverage(p, indicators=LOST, among="panel"),
    "decompose": lambda p: fadu.decompose(p, LOST, PLACE, 2018, 2020),
    "profile": lambda p: fadu.profile(p, PLACE, years=[2019, 2020]),
    "rank": lambda p: fadu.rank(p, LOST, 2020),
    "trend": lambda p: fadu.trend(p, LOST, PLACE, range(2016, 2022)),
}
REAL = {
    "audit": lambda p: fadu.audit(p, districts="110112"),
    "coverage": lambda p: fadu.coverage(p, indicators=LOST, among="panel"),
    "decompose": lambda p: fadu.decompose(p, RATE, "110112", 2019, 2021),
    "profile": lambda p: fadu.profile(p, "110112", years=[2019, 2020]),
    "rank": lambda p: fadu.rank(p, "review_accepted", 2019),
    "trend": lambda p: fadu.trend(p, LOST, "370000"),
}
SAID = {"zh": "【模拟数据】", "en": "[Simulated data] "}


@pytest.fixture(scope="module")
def invented(panel):
    """Return a panel of made-up figures of twelve places."""
    return simulated_panel(panel, made=Made(districts=12))


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_made_up_figures_are_called_so_in_every_voice(invented, asked):
    """Each sentence, the words for the chart and each row of a table say that figures are made up."""
    found = asked(invented)
    for lang in LANGUAGES:
        said = [*found.sentences(lang), found.alt(lang)]
        assert [s for s in said if not s.startswith(SAID[lang])] == []
    assert (found.table["data"] == "simulated").all()


@pytest.mark.parametrize("asked", REAL.values(), ids=REAL)
def test_printed_figures_are_not_called_made_up(panel, asked):
    """No sentence, no words for the chart and no column of a table call a printed figure made up."""
    found = asked(panel)
    for lang in LANGUAGES:
        assert not any(
            SAID[lang].strip() in s for s in [*found.sentences(lang), found.alt(lang)]
        )
    assert "data" not in found.table


def test_key_points_of_made_up_figures_say_so(invented):
    """The sentences that tell most are marked as all others are."""
    found = ASKED["trend"](invented)
    for lang in LANGUAGES:
        assert all(s.startswith(SAID[lang]) for s in found.points(lang))


def test_a_place_with_a_trend_is_not_one_without(panel):
    """The key points of one place whose years are tested are sentences that its result says too."""
    place = {"370100": [(9, 90), (8, 95), (7, 80), (9, 70), (6, 99)]}
    found = fadu.trend(lost(panel, place), LOST, "370100")
    for lang in LANGUAGES:
        assert found.points(lang)
        assert set(found.points(lang)) <= set(found.sentences(lang))


def test_an_answer_is_read_out_in_its_language():
    """The words for a chart are title and sentences, parted as the language parts them."""
    answer = Answer(
        None,
        {"zh": "问", "en": "Asked"},
        pd.DataFrame({"n": [1]}),
        {"zh": ["一。", "二。"], "en": ["One.", "Two."]},
    )
    assert answer.alt("zh") == "问：一。二。"
    assert answer.alt("en") == "Asked: One. Two."


@pytest.mark.parametrize(
    ("years", "crossed"),
    [
        ((2021, 2023), ["concentration_beijing"]),
        ((2021, 2024), ["concentration_beijing", "reconsideration_law_2024"]),
    ],
)
def test_a_split_names_the_breaks_between_its_years(panel, years, crossed):
    """Of the breaks named in across those are crossed that come after the first and by the last year."""
    counts = {"review_corrected": [20, 21, 22, 23], "review_concluded": [100, 101, 102, 103]}
    rows = [r for name, v in counts.items() for r in figures("110112", name, v, 2021)]
    across = ["concentration_beijing", "reconsideration_law_2024"]
    found = fadu.decompose(panel_of_rows(panel, rows), RATE, "110112", *years, across=across)
    assert [b.id for b in found.parts.crossed] == crossed
    assert found.table["across"].unique().tolist() == ["+".join(crossed)]


def row(count, total, year):
    """Return a row of estimates with counts that were printed in full."""
    return pd.Series({
        "count": count, "total": total, "year": year, "value": 100 * count / total,
        "count_low": count, "count_high": count, "total_low": total, "total_high": total,
        "print_low": 100 * count / total, "print_high": 100 * count / total,
        "basis": "counts", "assumed": False,
    })  # fmt: skip


def test_a_change_has_a_difference_and_a_ratio():
    """From 20 of 100 to 60 of 200 are 10 points, and one and a half times the rate."""
    found = change_between(row(20.0, 100.0, 2020), row(60.0, 200.0, 2021))
    assert found.difference == pytest.approx(10)
    assert found.ratio == pytest.approx(1.5)
    assert (found.first_year, found.last_year) == (2020, 2021)


def test_counts_that_stay_have_their_mean_in_every_year(panel):
    """Eight places with 100 to 800 cases in each of four years: the model's year is their mean, 450."""
    rows = [r for n, c in enumerate(CITIES, 1) for r in figures(c, COUNT, [100 * n] * 4)]
    found = fadu.model(panel_of_rows(panel, rows), COUNT).effects
    assert found.base == pytest.approx(450)
    assert [t.typical for t in found.terms] == pytest.approx([450] * 3)
    assert [t.ratio for t in found.terms] == pytest.approx([1] * 3)


def test_a_year_has_its_typical_value_though_a_place_joins_late(panel):
    """Counts that double each year have means of 450 × 1, 2, 4 and 8, with a place from the second on."""
    rows = [
        r
        for n, c in enumerate(CITIES, 1)
        for r in figures(c, COUNT, [100 * n * 2**year if n < 8 or year else None for year in range(4)])
    ]  # fmt: skip
    found = fadu.model(panel_of_rows(panel, rows), COUNT).effects
    assert found.base == pytest.approx(450, rel=1e-6)
    assert [t.typical for t in found.terms] == pytest.approx([900, 1800, 3600], rel=1e-6)
    assert [t.ratio for t in found.terms] == pytest.approx([2, 4, 8], rel=1e-6)


def test_a_model_per_resident_divides_by_residents(panel):
    """Per resident, places of one case to a thousand people all have 100 to 100,000, whatever their size."""
    rows = [r for n, c in enumerate(CITIES, 1) for r in figures(c, COUNT, [100 * n] * 4)]
    people = pd.DataFrame([
        dict.fromkeys(panel.population.columns, "") | {
            "district": c, "year": y, "kind": "population_resident", "persons": 100_000 * n,
        }
        for n, c in enumerate(CITIES, 1) for y in range(2016, 2020)
    ]).astype({"year": int, "persons": int})  # fmt: skip
    small = replace(panel_of_rows(panel, rows), population=people)
    found = fadu.model(small, COUNT, exposure="population")
    # n hundred cases among n hundred thousand people
    assert found.effects.base == pytest.approx(100)


def summed(panel, formula):
    """Return the panel with an indicator that is computed by a formula."""
    entry = panel.codebook["review_accepted"].model_copy(
        update={"id": "own_sum", "formula": formula, "identities": (), "match": ()}
    )
    book = replace(panel.codebook, indicators={**panel.codebook.indicators, "own_sum": entry})
    rows = [
        {"district": "370100", "year": 2020, "indicator": i, "value": v}
        for i, v in [("review_accepted", "7"), ("review_not_accepted", "3")]
    ]
    return panel_of_rows(replace(panel, codebook=book), rows)


def test_a_sum_of_counts_is_a_count(panel):
    """7 accepted and 3 not are 10 cases, with Byar's limits of 10 (4.79 to 18.39)."""
    found = estimates(summed(panel, "review_accepted + review_not_accepted"), "own_sum").iloc[0]
    assert (found["value"], found["count"], found["basis"]) == (10, 10, "count")
    # Breslow & Day 1987: 10 (1 - 1/90 - 1.96/(3 √10))³ and 11 (1 - 1/99 + 1.96/(3 √11))³
    low = 10 * (1 - 1 / 90 - 1.959964 / (3 * 10**0.5)) ** 3
    high = 11 * (1 - 1 / 99 + 1.959964 / (3 * 11**0.5)) ** 3
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=1e-4)
    assert (found["method"], found["choice"], found["sources"]) == ("byar", "formula", "a")


def test_a_difference_of_counts_has_no_interval_of_chance(panel):
    """7 accepted less 3 are 4, of which chance alone says nothing."""
    found = estimates(summed(panel, "review_accepted - review_not_accepted"), "own_sum").iloc[0]
    assert (found["value"], found["method"]) == (4, "")
    assert pd.isna(found["low"])
    assert pd.isna(found["high"])
    assert (found["print_low"], found["print_high"]) == (4, 4)


RISING = [(1000, 20000), (1500, 20000), (2000, 20000), (2600, 20000), (3000, 20000)]


def rounded(panel, pairs):
    """Return the trend of counts printed to the hundred, out of counts in full."""
    rows = [
        r | {"resolution": step}
        for name, part, step in [
            ("litigation_lost", 0, "100"), ("litigation_first_instance_concluded", 1, "1"),
        ]
        for r in figures("370100", name, [p[part] for p in pairs])
    ]  # fmt: skip
    (course,) = fadu.trend(panel_of_rows(panel, rows), LOST, "370100").courses
    (found,) = course.stretches
    return found.tested


def test_years_turned_round_turn_the_trend_and_nothing_else(panel):
    """Rounded counts that fall are as sure to fall as the same counts are to rise."""
    up, down = rounded(panel, RISING), rounded(panel, RISING[::-1])
    assert (up.verdict, down.verdict) == ("rising", "falling")
    assert up.slope == pytest.approx(-down.slope)
    # the print allows half a step more on one side than on the other, so p is alike, not equal
    assert up.rounded
    assert down.rounded
    assert 0 < up.pvalue < 0.002
    assert 0 < down.pvalue < 0.002
    assert up.low > 0 > down.high


def test_a_trend_that_rounding_could_turn_is_none(panel):
    """Counts of 1,000 to 1,100 printed to the hundred may as well fall: p is 1, no trend is found."""
    found = rounded(
        panel, [(1000, 20000), (1000, 20000), (1000, 20000), (1100, 20000), (1100, 20000)]
    )
    assert found.pvalue == 1.0
    assert found.verdict == "no trend found"


def test_no_printed_change_stands_beside(panel):
    """Of the places beside a profile their figures are used, and no printed change of theirs."""
    used = fadu.profile(panel, "110112", years=range(2019, 2025)).used
    others = used[used["district"] != "110112"]
    assert len(others)
    assert set(others["measure"]) == {"value"}


def test_a_rate_that_follows_from_printed_figures_is_among_the_rates(panel):
    """(10 + 5) of 100 corrected in all is a rate of 15 % of its place, printed or not."""
    entry = panel.codebook["review_correction_rate_comprehensive"]
    printed = dict(zip(entry.inputs, (10, 5, 100), strict=True))
    rows = [r for name, v in printed.items() for r in figures("110112", name, [v], 2020)]
    values = _rates(panel_of_rows(panel, rows), [entry.id])
    assert values[["indicator", "year", "value"]].to_numpy().tolist() == [
        [entry.id, 2020, 15.0]
    ]
    missing = [r for r in rows if r["indicator"] != entry.inputs[1]]
    assert _rates(panel_of_rows(panel, missing), [entry.id]).empty


@pytest.mark.parametrize("nothing", ["", (), []])
def test_no_break_to_cross_is_none(panel, nothing):
    """An empty across is as if it were left out, an empty name of a break is none."""
    asked, plain = (fadu.trend(panel, LOST, "370000", **k) for k in ({"across": nothing}, {}))
    assert asked.sentences("en") == plain.sentences("en")


def test_a_ranking_rests_on_its_year_and_its_indicator(panel):
    """The figures behind a ranking are those of its places, year and indicator."""
    found = fadu.rank(panel, "review_accepted", 2019)
    used = found.used
    assert set(used["year"]) == {2019}
    assert set(used["indicator"]) == {"review_accepted"}
    assert set(found.table["district"]) <= set(used["district"])
    assert set(found.table["sources"]) <= set(used["source"])


def test_a_place_that_is_not_compared_has_a_reason_in_both_languages(panel):
    """Of the places set beside one, those compared have no reason and the others have one, twice."""
    found = fadu.profile(panel, "330000").parts
    rows = pd.concat([p.places.rows for p in found if p.places is not None], ignore_index=True)
    for column in ("reason_zh", "reason_en"):
        assert ((rows[column] == "") == rows["compared"]).all()
    assert set(rows["reason_zh"]) == {"", "口径不同", "年份不同"}


def test_the_change_of_a_count_tells_what_would_have_been_seen(panel):
    """Of 100 cases a year a ratio of 1.56 would have been seen in four of five pairs of years."""
    first, last = (
        row(count, 1.0, year).copy() for count, year in [(100.0, 2020), (150.0, 2021)]
    )
    for one in (first, last):
        one["value"], one["low"], one["qualifier"] = one["count"], one["count"] - 1, "exact"
    found = change_of(first, last, panel.codebook[COUNT])
    assert found.ratio == pytest.approx(1.5)
    # square roots of Poisson counts have the variance 1/4 (Anscombe 1948): two of them differ by
    # (1.959964 + 0.841621) √(1/4 + 1/4) = 1.981020 roots; a fall to (10 - 1.98102)² = 64.3040
    assert found.detectable == pytest.approx(100 / 64.3040, abs=1e-4)
    rounded = last.copy()
    rounded["count_low"], rounded["count_high"] = 145.0, 160.0
    assert change_of(first, rounded, panel.codebook[COUNT]).detectable is None


@pytest.mark.parametrize("made_up", [True, False])
def test_a_chart_of_made_up_figures_alone_says_so(panel, invented, made_up):
    """The charts of findings bear the mark of made-up figures where they are, and only there."""
    found = (ASKED if made_up else REAL)["audit"](invented if made_up else panel)
    for lang, mark in (("zh", "模拟数据"), ("en", "simulated data")):
        axes = found.plot(lang=lang)
        said = [t.get_text() for t in (*axes.texts, *axes.figure.texts, axes.title)]
        assert any(mark in text for text in said) is made_up


def test_a_simulated_panel_is_one_layer_of_its_own(invented):
    """All figures of a simulated panel are of its layer, and none took the place of another."""
    (layer,) = invented.layers
    assert (layer.path, layer.added, layer.overridden) == ("simulated", len(invented), 0)


def test_parts_of_years_make_no_model(panel):
    """Where only parts of years are printed, no place and no year is left to a model."""
    rows = [
        r | {"period": f"{r['year']}-01/{r['year']}-06"}
        for n, c in enumerate(CITIES, 1)
        for r in figures(c, COUNT, [100 * n] * 4)
    ]
    with pytest.raises(FaduError, match="there are 0 places and 0 years"):
        fadu.model(panel_of_rows(panel, rows), COUNT)
