"""What changed everywhere, what a break did, and who departed: on simulated figures that say so."""

from dataclasses import replace

import numpy as np
import pytest

from fadu.analyses import Made, model, simulated_panel
from fadu.errors import FaduError, RequestError

LOST = "litigation_lost_rate"
COUNT = "litigation_first_instance"
YEARS = range(2016, 2025)


@pytest.fixture(scope="module")
def made(panel):
    """Return a model of simulated rates of 40 places."""
    return model(simulated_panel(panel, made=Made(districts=40)), LOST)


def test_the_truth_of_the_simulation_lies_in_the_intervals(made):
    """A yearly step of .06 and a break of .4 on the log-odds are found within their intervals."""
    terms = {t.year or t.item.id: t for t in made.effects.terms}
    for year in (2018, 2020, 2022, 2023):
        assert terms[year].low <= np.exp(0.06 * (year - 2016)) <= terms[year].high
    broken = terms["simulated_break"]
    assert broken.low <= np.exp(0.4) <= broken.high
    assert broken.beyond_chance


def test_the_place_that_departs_is_named_and_no_other(made):
    """Of all figures only the one that was made to depart is said to, after adjustment."""
    away = [(d.district, d.year) for d in made.effects.departures if d.beyond_chance]
    assert away == [("980300", 2024)]
    assert made.departures["departs"].sum() == 1


def test_no_figure_departs_where_none_was_made_to(panel):
    """Without a departure in the truth, none is found, and the sentence says how many were tested."""
    calm = simulated_panel(panel, made=Made(districts=40, departure=0.0))
    found = model(calm, LOST)
    assert found.sentences("en")[-1] == (
        "[Simulated data] Of 304 figures none departs from the common change by more than chance (adjusted for many comparisons), which does not mean that none does: where cases are few only large departures show."
    )


def test_a_simulated_model_is_said_word_for_word(made):
    """The basis, the common change, the break and the departure, each with its interval."""
    basis, common, broken, departed = made.sentences("en")
    assert basis == (
        "[Simulated data] Lost rate of administrative litigation, 40 prefectures, 2016 to 2024, 304 figures: quasi-binomial model with effects of places and years; intervals and p-values by a wild cluster bootstrap."
    )
    assert common == (
        "[Simulated data] Common to all places: 2024 against 2016, odds ratio 1.70, 95% interval 1.50 to 1.90 (adjusted p < 0.001), the mean of the places without the break going from 12.7% to 19.6%; years that differ from 2016 by more than chance after adjustment: 2018 to 2024."
    )
    assert broken == (
        "[Simulated data] Simulated break (1 January 2022), besides the common change, in the places it concerns: odds ratio 1.62, 95% interval 1.45 to 1.84 (adjusted p < 0.001); more than chance alone would give."
    )
    assert departed == (
        "[Simulated data] Among 304 figures 1 place departs from the common change (adjusted for many comparisons): Simulated City A3 2024 (63.6%, by the common change 43.2%)."
    )
    assert made.sentences("zh")[2] == (
        "【模拟数据】2022年1月1日模拟的口径变更，在所涉地区另有变化：优势比1.62，95%区间1.45—1.84（校正后p<0.001），超出随机波动。"
    )


def test_simulated_is_on_every_output(made):
    """Tables, sentences, words and picture say simulated, and so do the names of the places."""
    assert set(made.table["data"]) == set(made.departures["data"]) == {"simulated"}
    assert all(s.startswith("【模拟数据】") for s in [*made.sentences("zh"), made.alt("zh")])
    assert "simulated data" in [t.get_text() for t in made.plot(lang="en").texts]
    assert made.departures["name_en"].str.startswith("Simulated ").all()
    assert set(made.used["source"]) == {"simulated"}


def test_effects_are_drawn_where_they_are(made):
    """A diamond for the first year, a mark for each effect, filled where beyond chance."""
    ax = made.plot(lang="en")
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    ratios = [t.ratio for t in made.effects.terms]
    assert [float(m.get_ydata()[0]) for m in marks] == ratios
    hollow = [m.get_markerfacecolor() == "white" for m in marks]
    assert hollow == [not t.beyond_chance for t in made.effects.terms]
    assert ax.get_xticklabels()[-1].get_text() == "Simulated break"


@pytest.mark.parametrize(
    ("districts", "bootstrap", "said"),
    [
        (12, True, "区间和p值用自助法（野聚类）。"),
        (130, False, "区间和p值用按地区聚类的标准误。"),
    ],
)
def test_the_inference_is_that_of_the_statistics_and_said(panel, districts, bootstrap, said):
    """Where few places carry an effect the bootstrap is used, else clustered errors."""
    found = model(simulated_panel(panel, made=Made(districts=districts)), LOST)
    assert found.effects.bootstrap == bootstrap
    assert ("wild cluster bootstrap" in found.effects.method) == bootstrap
    assert found.sentences("zh")[0].endswith(said)


def test_a_place_that_departs_is_named_once(panel):
    """One figure moves the level of its place: what else departs there is not named by itself."""
    found = model(simulated_panel(panel, made=Made(districts=130)), LOST)
    away = [(d.district, d.year) for d in found.effects.departures if d.beyond_chance]
    assert away == [("980300", 2024), ("980300", 2019)]
    said = found.sentences("en")[-1]
    assert said.endswith(
        "; 1 further figure of the same places departs as well, which may follow from it."
    )
    assert said.count("Simulated City") == 1


def test_counts_go_per_resident_where_asked(panel):
    """Events per resident: the yearly step and the break of the truth lie in the intervals."""
    found = model(
        simulated_panel(panel, COUNT, Made(districts=40)), COUNT, exposure="population"
    )
    terms = {t.year or t.item.id: t for t in found.effects.terms}
    assert terms[2022].low <= np.exp(0.36) <= terms[2022].high
    assert terms["simulated_break"].low <= np.exp(0.4) <= terms["simulated_break"].high
    assert ", per resident: quasi-Poisson model" in found.sentences("en")[0]


def test_order_of_rows_does_not_matter(panel):
    """The figures in another order give the same effects to the last digit but rounding."""
    one = simulated_panel(panel, made=Made(districts=32))
    other = replace(one, observations=one.observations.sample(frac=1, random_state=3))
    first, second = (model(p, LOST).table for p in (one, other))
    assert np.allclose(first["ratio"], second["ratio"], rtol=1e-9)


@pytest.mark.parametrize(
    ("indicator", "options", "message"),
    [
        (
            "litigation_lost_rate",
            {},
            "a model of litigation_lost_rate needs 8 places of one level with two years or more, and 3 years; at the level province there are 0 places and 0 years (figures left out: 20 of another level, 17 without counts, 10 alone in their year or place, 1 with a break inside)",
        ),
        (
            "litigation_first_instance",
            {},
            "a model of litigation_first_instance needs 8 places of one level with two years or more, and 3 years; at the level province there are 6 places and 6 years (figures left out: 51 of another level, 16 alone in their year or place, 9 on the other side of a break, 2 printed as rounded, 1 with a break inside)",
        ),
        (
            "review_not_litigated_rate",
            {"exposure": "population"},
            "exposure 'population' does not fit review_not_litigated_rate, a rate; leave it out, or give 'population' for a count",
        ),
        (
            "litigation_first_instance",
            {"family": "binomial"},
            "family for litigation_first_instance 'binomial' is not one of poisson, negative_binomial",
        ),
        (
            "litigation_first_instance",
            {"level": "village"},
            "level 'village' is not one of nation, province, prefecture, county",
        ),
        (
            "review_to_litigation_ratio",
            {},
            "indicator 'review_to_litigation_ratio' is a ratio without counts; a model needs a rate with numerator and denominator, or a count",
        ),
    ],
)
def test_what_cannot_be_modelled_is_refused_in_one_sentence(panel, indicator, options, message):
    """The bundled figures mostly cannot carry a model: the refusal says what they lack."""
    with pytest.raises(RequestError) as refused:
        model(panel, indicator, **options)
    assert str(refused.value) == message


def test_a_break_everywhere_is_crossed_only_by_name_and_then_said(panel):
    """Named, the law of 2015 lies between the provinces' years, and the first sentence says so."""
    found = model(panel, COUNT, across="litigation_law_2015")
    assert found.effects.places == 8
    assert found.sentences("en")[0] == (
        "As asked, calculated across a break (New Litigation Law and case registration, 1 May 2015): the effects of years cannot be told from the break, and those across the break may show nothing else."
    )
    assert "across a break, as asked" in found.plot(lang="en").get_title(loc="left")
    assert "across a break, as asked" in found.alt("en")


def test_only_rates_with_counts_and_counts_are_simulated(panel):
    """An amount or a stock cannot be simulated, and the refusal says what can."""
    with pytest.raises(FaduError) as refused:
        simulated_panel(panel, "review_to_litigation_ratio")
    assert str(refused.value) == (
        "indicator 'review_to_litigation_ratio' is a ratio; a rate with counts or a count is what can be simulated"
    )


def test_the_same_seed_gives_the_same_figures(panel):
    """Two simulated panels of one seed are equal, those of two seeds are not."""
    one, same = (simulated_panel(panel).observations for _ in range(2))
    other = simulated_panel(panel, made=Made(seed=2)).observations
    assert one.equals(same)
    assert not one.equals(other)
