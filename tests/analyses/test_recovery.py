"""What was put into simulated figures is found in them again, and they are said to be simulated."""

from dataclasses import replace

import numpy as np
import pytest
from longitudinal import LOST, figures, lost, panel_of_rows

from fadu.analyses import Made, coverage, decompose, model, simulated_panel
from fadu.analyses.asked import SIMULATED
from fadu.codebook import LANGUAGES
from fadu.panel import Layer

COUNT = "litigation_first_instance"
RATE = "people_mediation_success_rate"
SEEDS = range(20)
MARK = {"zh": "【模拟数据】", "en": "[Simulated data] "}


def as_simulated(panel):
    """Return a panel that says that its figures are made up."""
    return replace(panel, layers=(Layer(SIMULATED, len(panel), 0),))


def cities(panel, many):
    """Return the codes of as many prefectures."""
    return sorted(panel.districts.of_level("prefecture"))[:many]


def says_so(found):
    """Whether every output of a result says that it is simulated."""
    said = [(lang, s) for lang in LANGUAGES for s in [*found.sentences(lang), found.alt(lang)]]
    return all(s.startswith(MARK[lang]) for lang, s in said) and set(found.table["data"]) == {
        "simulated"
    }


@pytest.mark.parametrize(
    ("indicator", "exposure"), [(LOST, None), (COUNT, "population")], ids=["rate", "count"]
)
def test_a_model_recovers_years_and_the_break(panel, indicator, exposure):
    """Twenty seeds: intervals of a break of .4 and of a yearly .06 hold them, without bias."""
    steps, years, held = [], [], []
    for seed in SEEDS:
        made = simulated_panel(panel, indicator, Made(districts=30, seed=seed))
        found = model(made, indicator, exposure=exposure)
        terms = {t.year or t.item.id: t for t in found.effects.terms}
        step, year = terms["simulated_break"], terms[2020]
        steps.append(np.log(step.ratio))
        years.append(np.log(year.ratio))
        held += [step.low <= np.exp(0.4) <= step.high, year.low <= np.exp(0.24) <= year.high]
    # 20 estimates of the step have a standard error of about .02, of the year of .01
    assert np.mean(steps) == pytest.approx(0.4, abs=0.06)
    assert np.mean(years) == pytest.approx(0.24, abs=0.04)
    # 40 intervals at 95 % miss 2; more than 6 in one of 200 such runs
    assert held.count(False) <= 6
    assert says_so(found)


@pytest.mark.long
def test_a_model_finds_no_break_where_there_is_none(panel):
    """Twenty seeds without a step: it is called more than chance about once."""
    called = 0
    for seed in SEEDS:
        made = simulated_panel(panel, LOST, Made(districts=30, step=0.0, seed=seed))
        found = model(made, LOST)
        called += sum(t.item is not None and t.beyond_chance for t in found.effects.terms)
    assert called <= 3


def test_a_split_recovers_volume_and_rate(panel):
    """100 places go from 16 % of 400 to 24 % of 500: 20 more by volume, 36 by the rate."""
    random = np.random.default_rng(20240101)
    codes = cities(panel, 100)
    pairs = {
        c: [(random.binomial(n, p), n) for p, n in ((0.16, 400), (0.24, 500))] for c in codes
    }
    rows = as_simulated(lost(panel, pairs))
    found = [decompose(rows, LOST, c, 2016, 2017).parts for c in codes]
    volume, rate = (500 - 400) * (0.16 + 0.24) / 2, (400 + 500) / 2 * (0.24 - 0.16)
    assert np.mean([f.volume for f in found]) == pytest.approx(volume, abs=0.5)
    assert np.mean([f.rate for f in found]) == pytest.approx(
        rate, abs=4
    )  # of means of 100, 3.4 errors
    held = sum(f.low <= rate <= f.high for f in found)
    # of 100 intervals at 95 % fewer than 89 hold it once in 200 such runs
    assert held >= 89
    assert all(f.volume + f.rate == pytest.approx(f.change) for f in found)
    assert says_so(decompose(rows, LOST, codes[0], 2016, 2017))


def reported(panel, occasional, seed):
    """Return 60 places: half print every year at 90 %, half one year of three at another level."""
    random = np.random.default_rng(seed)
    rows = []
    for n, code in enumerate(cities(panel, 60)):
        steady = n % 2 == 0
        level = 90.0 if steady else occasional
        values = np.round(level + random.normal(0, 3, 6), 1)
        kept = [v if steady or year % 3 == n % 3 else None for year, v in enumerate(values)]
        rows += figures(code, RATE, kept)
    return as_simulated(panel_of_rows(panel, [r | {"unit": "%"} for r in rows]))


def test_occasional_reporters_that_print_lower_rates_are_found(panel):
    """Regular ones at 90 %, occasional ones at 84 %: the gap is found, and said in numbers."""
    found = coverage(
        reported(panel, 84.0, 7), indicators=RATE, level="prefecture", among="panel"
    )
    row = found.reporting.iloc[0]
    assert row["regular"] == pytest.approx(90, abs=1)
    assert row["occasional"] == pytest.approx(84, abs=1.5)
    assert row["adjusted"] < 0.001
    assert (row["regular_places"], row["occasional_places"]) == (30, 30)
    assert found.sentences("en")[-1].endswith("reporting goes with the value.")
    assert says_so(found)


def test_occasional_reporters_like_the_others_are_not_said_to_differ(panel):
    """Of twenty seeds without a gap about one finds one."""
    gaps = 0
    for seed in SEEDS:
        part = reported(panel, 90.0, seed)
        found = coverage(part, indicators=RATE, level="prefecture", among="panel")
        gaps += bool(found.reporting.iloc[0]["adjusted"] < 0.05)
    assert gaps <= 3
