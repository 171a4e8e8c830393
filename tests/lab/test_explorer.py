"""The explorer without a browser: what it offers, what it draws, what it orders."""

import time
from pathlib import Path

import pytest

import fadu
from fadu.briefing.notebooks import find_notebook
from fadu.errors import RequestError
from fadu.lab.choices import MOST_PLACES, Choice, Choices
from fadu.lab.explorer import Explorer
from fadu.lab.orders import NOTEBOOKS, order
from fadu.lab.sketch import Line, Mark, Row, places_picture, years_picture
from fadu.panel import Panel

BEIJING, NANTONG = "110112", "320612"


@pytest.fixture(scope="module")
def choices(panel: Panel) -> Choices:
    return Choices(panel)


@pytest.fixture
def explorer(panel: Panel) -> Explorer:
    return fadu.explore(panel, builder=lambda *_, **__: Path("built.pdf"))


def test_homonyms_are_offered_with_their_parents(choices: Choices) -> None:
    """A name that two places share finds both, each by its whole name, code and number of figures."""
    assert choices.places("review_received", None, "通州区") == [
        ("北京市通州区　110112（6）", BEIJING),
        ("江苏省南通市通州区　320612（1）", NANTONG),
    ]
    assert [c for _, c in choices.places("review_received", None, "tongzhou nantong")] == [
        NANTONG
    ]


def test_a_place_without_a_figure_is_named(choices: Choices) -> None:
    """A place that exists and has no figure of the indicator is told from one that does not exist."""
    assert choices.without("通州区", "litigation_lost_rate", None) == (
        "没有这项指标的数：110112 北京市通州区、320612 江苏省南通市通州区"
    )
    assert choices.without("没有的地方", "litigation_lost_rate", None) == ""


def test_homonyms_in_a_picture_bear_their_parents(choices: Choices) -> None:
    """Two places of one name in a picture are told apart."""
    drawn = choices.comparison(Choice("review_received", (BEIJING,), 2019, 2023))
    assert ">北京市通州区<" in drawn
    assert ">南通市通州区 2023<" in drawn


def test_indicators_are_found_in_both_languages(choices: Choices) -> None:
    """Every word that is looked for stands in the name, in either language, or in the id."""
    for words in ("行政诉讼败诉率", "lost rate LITIGATION", "litigation_lost_rate"):
        assert "litigation_lost_rate" in {i for _, i in choices.find_indicators(words)}
    assert choices.find_indicators("败诉率 复议") == []


def test_no_figure_is_said(choices: Choices) -> None:
    """Where a choice holds nothing, each view says so instead of drawing nothing."""
    empty = Choice("review_received", (BEIJING,), 1990, 1991)
    for name, view in choices.views.items():
        assert "没有" in view(empty), name
        assert "<svg" not in view(empty)


def test_a_tier_leaves_weaker_sources_out(choices: Choices) -> None:
    """Under official sources alone no figure of a weaker tier is offered or listed."""
    every = choices.rows("mediation_success_rate", None)
    assert 0 < len(choices.rows("mediation_success_rate", "official")) < len(every)


def test_choices_are_drawn_at_once(explorer: Explorer) -> None:
    """Each control that is moved changes what is shown."""
    shown = [explorer.shown["series"].value]
    explorer.indicator.value = "litigation_lost_rate"
    shown.append(explorer.shown["series"].value)
    explorer.places.value = tuple(c for _, c in explorer.places.options[1:3])
    shown.append(explorer.shown["series"].value)
    explorer.years.value = (2020, 2022)
    shown.append(explorer.shown["series"].value)
    assert len(set(shown)) == 4


def test_a_search_keeps_what_is_chosen(explorer: Explorer) -> None:
    """What is looked for narrows the list; a chosen place that fits stays chosen."""
    explorer.places.value = (NANTONG,)
    explorer.find_place.value = "通州区"
    assert explorer.places.value == (NANTONG,)
    explorer.find_place.value = "没有的地方"
    assert (explorer.places.value, explorer.hint.value) == ((), "没有符合的选项")
    explorer.find_indicator.value = "败诉率"
    assert explorer.indicator.value == "litigation_lost_rate"
    explorer.find_indicator.value = "没有的指标"
    assert explorer.indicator.value == "litigation_lost_rate"


def test_the_seventh_place_is_not_drawn_and_it_is_said(explorer: Explorer) -> None:
    """More places than colours are refused in words."""
    explorer.places.value = tuple(c for _, c in explorer.places.options[: MOST_PLACES + 1])
    assert explorer.hint.value == "最多同时画6地；按住Ctrl可选多个，首个为主。"


def test_the_button_writes_what_it_would_build(explorer: Explorer) -> None:
    """The parameters are written as a command and as TOML, and built with a count of what is done."""
    explorer.write.click()
    assert (
        "fadu brief district_profile --district 110112 --years 2005:2025"
        in explorer.ordered.value
    )
    assert "notebook = &quot;district_profile&quot;" in explorer.ordered.value
    explorer.places.value = (BEIJING, NANTONG)
    explorer.build.click()
    until = time.monotonic() + 30
    while explorer.build.disabled and time.monotonic() < until:
        time.sleep(0.01)
    assert (explorer.progress.value, explorer.progress.max, explorer.built.value) == (
        2,
        2,
        "2 / 2",
    )
    assert explorer.ordered.value.count("built.pdf") == 2


def test_what_cannot_be_built_is_told(panel: Panel) -> None:
    """A briefing that is refused leaves its sentence, and the next one is built."""

    def build(_: str, parameters: dict[str, object], __: str) -> Path:
        if parameters["district"] == BEIJING:
            raise RequestError("no")
        return Path("done.pdf")

    wanted = order(
        "district_profile", Choice("review_received", (BEIJING, NANTONG), 2019, 2024), "zh"
    )
    assert list(wanted.build(build, "out")) == ["fadu: no", "done.pdf"]


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_orders_name_parameters_that_their_notebooks_declare(notebook: str) -> None:
    """Every parameter that an order sets is one that the notebook has."""
    declared = set(find_notebook(notebook).defaults)
    wanted = order(notebook, Choice("review_received", (BEIJING,), 2019, 2024), "zh", "my data")
    for parameters in wanted.briefings:
        assert set(parameters) <= declared
    assert wanted.words().endswith("--data 'my data'")


def test_reports_go_to_the_workspace(tmp_path: Path, monkeypatch, panel: Panel) -> None:
    """From the folder of notebooks, briefings go to the workspace's reports."""
    home = fadu.make_workspace(tmp_path / "study")
    monkeypatch.chdir(home / "notebooks")
    assert fadu.explore(panel).out == str(home / "reports")
    assert fadu.explore(panel, out="elsewhere").out == "elsewhere"


def test_an_empty_panel_is_refused(panel: Panel) -> None:
    """There is nothing to explore in a panel without figures, nor in a third language."""
    with pytest.raises(RequestError, match="the panel holds no figure"):
        fadu.explore(panel.select(years=1949))
    with pytest.raises(RequestError, match="lang 'fr' is not one of zh, en"):
        fadu.explore(panel, "fr")  # type: ignore[arg-type]


def test_hostile_names_stay_text() -> None:
    """Names and sentences that look like HTML are drawn as what they are."""
    evil = "<script>alert(1)</script>"
    mark = Mark(2020, 1, 0.5, 2, solid=True, side="", said=evil)
    for drawn in (
        years_picture([Line(evil, (mark,))], [(2020.0, evil)], evil, evil),
        places_picture([Row(evil, mark, "focus")], evil, evil),
    ):
        assert "<script" not in drawn
        assert "&lt;script&gt;" in drawn


def test_no_line_crosses_a_break_or_a_gap() -> None:
    """Marks are joined within one side of a break, from one year to the next, and nowhere else."""

    def mark(year: int, side: str) -> Mark:
        return Mark(year, 1, 1, 1, solid=True, side=side, said="")

    sides = {"joined": ("a", "a"), "a break": ("a", "b")}
    lines = {
        case: years_picture([Line("x", (mark(2020, a), mark(2021, b)))], [], "", "")
        for case, (a, b) in sides.items()
    }
    lines["a gap"] = years_picture([Line("x", (mark(2020, "a"), mark(2022, "a")))], [], "", "")
    joined = {case for case, drawn in lines.items() if 'stroke-width="1.6"' in drawn}
    assert joined == {"joined"}
