"""What all results have in common, whichever question they answer."""

import inspect

import pandas as pd
import pytest
from longitudinal import LOST, lost
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import fadu
from fadu import analyses
from fadu.analyses import Answer, Made, simulated_panel
from fadu.codebook import LANGUAGES
from fadu.errors import RequestError

RATE = "review_correction_rate"
CITIES = ("370100", "370200", "370300", "370400", "370500", "370600")
EVERY = {
    "audit": fadu.audit,
    "audit, nothing found": lambda p: fadu.audit(p, districts="370000", years=2018),
    "compare": lambda p: fadu.compare(p, "review_accepted", year=2019),
    "compare, without chance": lambda p: fadu.compare(p, "review_accepted", 2019, exposure=None),
    "compare, percentages": lambda p: fadu.compare(p, LOST, 2022),
    "coverage": fadu.coverage,
    "decompose": lambda p: fadu.decompose(p, RATE, "110112", 2019, 2021),
    "model": lambda p: fadu.model(simulated_panel(p, made=Made(districts=12)), LOST),
    "profile": lambda p: fadu.profile(p, "110112", years=range(2019, 2025)),
    "rank": lambda p: fadu.rank(p, "review_accepted", 2019),
    "trend": lambda p: fadu.trend(p, LOST, district="370000"),
    "trend, many places": lambda p: fadu.trend(
        lost(p, {c: [(9, 90), (8, 95), (7, 80), (9, 70), (6, 99)] for c in CITIES}), LOST, CITIES
    ),
    "answer": lambda p: Answer(
        p,
        {"zh": "问", "en": "asked"},
        pd.DataFrame({"n": [1]}),
        {"zh": ["一"], "en": ["one"]},
        lambda ax, lang: ax.set_title(lang),
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=EVERY)
def found(panel, request):
    """Return the result of every analysis in turn."""
    return EVERY[request.param](panel)


def test_every_analysis_at_the_front_door_is_here():
    """No analysis of the package is left out of this file."""
    asked = {name.partition(",")[0] for name in EVERY}
    made_of_numbers = {
        name
        for name in analyses.__all__
        if inspect.isfunction(getattr(analyses, name)) and name != "simulated_panel"
    }
    assert asked - {"answer"} == made_of_numbers
    assert all(name in fadu.__all__ for name in made_of_numbers)


def test_every_result_has_a_table_sentences_and_words_for_its_chart(found):
    """A frame, lists of sentences that end, and one text for who cannot see the chart."""
    assert isinstance(found.table, pd.DataFrame)
    for lang in LANGUAGES:
        said = found.sentences(lang)
        assert all(isinstance(s, str) and s for s in said)
        assert found.alt(lang).strip()
        assert not any("nan" in s.split() for s in [*said, found.alt(lang)])
    assert found.sentences() == found.sentences("zh")


def test_every_result_draws_on_axes_given_or_its_own(found):
    """`plot()` makes axes; `plot(ax=...)` draws on those and returns them."""
    assert isinstance(found.plot(), Axes)
    given = Figure().subplots()
    for lang in LANGUAGES:
        assert found.plot(ax=given, lang=lang) is given


def test_every_chart_has_its_characters_on_axes_of_a_user(found):
    """On plain matplotlib axes every Chinese character is drawn: a missing one is a warning."""
    for lang in LANGUAGES:
        given = Figure().subplots()
        found.plot(given, lang)
        FigureCanvasAgg(given.figure).draw()


@pytest.mark.parametrize("lang", ["fr", "ZH", "", None, 1, ["zh"]])
def test_every_result_refuses_another_language(found, lang):
    """One error for all: the argument, what came, and what there is."""
    for ask in (found.sentences, found.alt, lambda one: found.plot(lang=one)):
        with pytest.raises(RequestError) as refused:
            ask(lang)
        assert str(refused.value) == f"lang {lang!r} is not one of zh, en"


def test_findings_are_drawn_where_and_when_they_are(panel):
    """A mark for each place and year: filled where figures cannot all be right."""
    found = fadu.audit(panel)
    marks = [line for line in found.plot().lines if line.get_marker() == "o"]
    cells = {(f.district, f.year) for f in found}
    grave = {(f.district, f.year) for f in found if f.severity == "contradiction"}
    assert len(marks) == len(cells)
    assert sorted(int(m.get_xdata()[0]) for m in marks) == sorted(y for _, y in cells)
    assert sum(m.get_markerfacecolor() != "white" for m in marks) == len(grave)
    assert set(found.used["source"]) == {s for f in found for s in f.sources}


def test_no_findings_are_said_to_be_none(panel):
    """An audit without findings has an empty table and a chart that says so."""
    none = fadu.audit(panel, districts="370000", years=2018)
    assert (len(none), len(none.table), none.sentences()) == (0, 0, [])
    assert "nothing found" in [t.get_text() for t in none.plot(lang="en").texts]
    assert none.alt("en") == "No figures that disagree."
