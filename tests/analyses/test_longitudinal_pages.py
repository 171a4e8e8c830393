"""Pages and pictures of trends and models: what is drawn, what is cited, what is said of gaps."""

import json
from pathlib import Path

import pytest
from longitudinal import LOST, lost

from fadu import charts
from fadu.analyses import trend
from fadu.page import Beside, Chart, Points, Table, plain
from fadu.pages import model as model_page
from fadu.pages import trend as trend_page

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
THREE = ["370000", "440000", "530000"]
TREND_PARTS = ("head", "key_points", "courses", "ends", "decomposition", "method", "sources")
MODEL_PARTS = ("head", "key_points", "effects", "departures", "method", "sources")


def blocks(page, kind):
    """Return the blocks of a kind, those set side by side among them."""
    flat = [
        b
        for block in page.blocks
        for b in ((block.left, block.right) if isinstance(block, Beside) else (block,))
    ]
    return [b for b in flat if isinstance(b, kind)]


def test_small_multiples_hold_a_panel_for_each_place(panel):
    """Three places are three panels of one scale, each with its name, verdict and break."""
    found = trend(panel, LOST, THREE)
    ax = found.plot(lang="en")
    panels = ax.child_axes
    assert len(panels) == 3
    assert len({p.get_xlim() + p.get_ylim() for p in panels}) == 1
    words = [[t.get_text() for t in p.texts] for p in panels]
    assert [w[-2:] for w in words] == [
        ["Shandong", "not decidable"],
        ["Guangdong", "cannot be calculated"],
        ["Yunnan", "cannot be calculated"],
    ]
    assert words[0][:2] == ["7.4", "6.9"]


def test_no_line_crosses_a_break(panel):
    """Every drawn line between years lies on one side of 2015."""
    found = trend(panel, "litigation_first_instance", ["370000", "440000"])
    for one in found.plot().child_axes:
        spans = [tuple(line.get_xdata()) for line in one.lines if len(line.get_xdata()) == 2]
        years = [s for s in spans if s[1] - s[0] == 1]
        assert years
        assert not any(s[0] <= 2014 < s[1] for s in years)


def test_a_line_is_drawn_for_a_trend_alone(panel):
    """A rise has its line from the first to the last valid year; no trend has none."""
    rise = [(100, 1000), (120, 1000), (140, 1000), (160, 1000), (180, 1000)]
    flat = [(100, 1000), (104, 1000), (98, 1000), (103, 1000), (101, 1000)]
    found = trend(lost(panel, {"370000": rise, "440000": flat}), LOST, ["370000", "440000"])
    lines = [
        [
            list(x.get_ydata())
            for x in p.lines
            if x.get_linestyle() == "--" and len(x.get_xdata()) == 2
        ]
        for p in found.plot().child_axes
    ]
    drawn = [[y for y in each if y != [0, 1]] for each in lines]
    assert drawn == [[pytest.approx([10.0, 18.0])], []]


def test_the_dumbbell_puts_the_largest_last_value_on_top(panel):
    """Places stand by their last value, hollow for the first year and filled for the last."""
    found = trend(panel, LOST, THREE)
    ax = found.plot_ends(lang="en")
    names = [t.get_text() for t in ax.get_yticklabels()]
    assert names == ["Shandong 2018→2022", "Guangdong 2018→2020", "Yunnan 2018→2022"]
    marks = [x for x in ax.lines if x.get_marker() == "o"]
    assert [m.get_markerfacecolor() == "white" for m in marks] == [True, False] * 3
    assert found.ends_alt("en") == (
        "Lost rate of administrative litigation, first and last year: Shandong from 16.4% in 2018 to 6.88% in 2022; Guangdong from 4.2% in 2018 to 13.8% in 2020; Yunnan from 18.3% in 2018 to 17.9% in 2022."
    )


def test_many_places_are_drawn_up_to_a_number_and_the_rest_is_counted(panel):
    """Of thirty places twenty-four have a panel, and the line above says how many have not."""
    codes = [c for c, d in panel.districts.places.items() if d.level == "province"][:30]
    pairs = [(100, 1000), (104, 1000), (98, 1000)]
    found = trend(lost(panel, dict.fromkeys(codes, pairs)), LOST, codes)
    ax = found.plot(lang="en")
    assert len(ax.child_axes) == 24
    assert "6 more places in the table" in ax.get_title(loc="left")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_of_a_trend_page_cites_its_source(panel, lang):
    """Each chart has a source line and words, and every row of figures leads to an entry."""
    answer = trend_page.ask(panel, LOST, THREE)
    whole = [getattr(trend_page, part)(answer, lang) for part in TREND_PARTS]
    listed = {e.id for b in whole[-1].blocks if hasattr(b, "entries") for e in b.entries}
    drawn = [c for p in whole for c in blocks(p, Chart)]
    assert len(drawn) == 4
    for chart in drawn:
        assert {s.cite for s in chart.source} <= listed
        assert chart.source
        assert chart.alt
    years = [t for t in blocks(whole[2], Table) if t.columns[-1].name in {"来源", "Source"}]
    assert len(years) == 3
    assert all({s.cite for s in row[-1]} <= listed and row[-1] for t in years for row in t.rows)


def test_key_points_are_five_at_most_and_not_said_again(panel):
    """The box holds up to five sentences; the pages below repeat none of them."""
    answer = trend_page.ask(panel, "litigation_first_instance", [*THREE, "310000", "320000"])
    (box,) = blocks(trend_page.key_points(answer, "en"), Points)
    said = [plain(p) for p in box.points]
    assert 1 <= len(said) <= 5
    below = [
        plain(b.words)
        for b in trend_page.courses(answer, "en").blocks
        if hasattr(b, "words") and not isinstance(b.words, str)
    ]
    assert not set(said) & set(below)


def test_a_place_without_figures_is_named_and_the_page_still_stands(panel):
    """Asked for together, the silent place is named with its years and the others are shown."""
    answer = trend_page.ask(panel, LOST, ["370000", "110112"], "2018:2022")
    (box,) = blocks(trend_page.key_points(answer, "en"), Points)
    assert plain(box.points[-1]) == (
        "Lost rate of administrative litigation: Tongzhou District, Beijing has no full year in the years chosen, nor in any other year."
    )
    silent = trend_page.ask(panel, LOST, ["110112"])
    assert silent.result is None
    parts = [getattr(trend_page, part)(silent, "zh") for part in TREND_PARTS]
    assert [len(p.blocks) for p in parts] == [1, 1, 0, 0, 0, len(parts[5].blocks), 0]


def test_real_figures_that_carry_no_model_make_a_page_that_says_so(panel):
    """The refusal stands in the box, in the language of the page, with what is missing."""
    answer = model_page.ask(panel, LOST)
    (box,) = blocks(model_page.key_points(answer, "zh"), Points)
    assert plain(box.points[0]) == (
        "行政诉讼败诉率的公布值不足以估计模型：需要同一层级、至少两年的地区8个和3个年份，省级地区只有0个地区、0个年份（不能用的数：层级不同20个、没有可用的件数17个、该地区或该年仅此一个10个、当年有口径变更1个）。"
    )
    assert answer.used.empty


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_of_a_simulated_page_says_simulated(panel, lang):
    """Head, points, picture, tables, method and sources of simulated figures all say so."""
    answer = model_page.ask(panel, LOST, simulate=True)
    word = "模拟" if lang == "zh" else "simulated"
    for part in MODEL_PARTS:
        page = getattr(model_page, part)(answer, lang)
        assert word in page.model_dump_json().lower(), part


def test_named_places_are_never_simulated(panel):
    """Whoever names places gets their own figures, or the reason why there is no model."""
    answer = model_page.ask(panel, LOST, THREE, simulate=True)
    assert answer.panel is panel
    assert answer.result is None


@pytest.mark.parametrize("name", ["multi_year_trend", "panel_model"])
def test_notebooks_are_thin_and_clean(name):
    """One parameters cell, no outputs, no functions, at most fifteen lines, only the front door."""
    book = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    code = [c for c in book["cells"] if c["cell_type"] == "code"]
    tagged = [c for c in code if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert all(not c["outputs"] and c["execution_count"] is None for c in code)
    assert all(len(c["source"]) <= 15 for c in book["cells"])
    text = "\n".join("".join(c["source"]) for c in code)
    assert "def " not in text
    assert [x for x in text.splitlines() if x.startswith(("import", "from"))] == ["import fadu"]
    assert [book["cells"][n]["metadata"]["tags"] for n in (0, -1)] == [["notebook-only"]] * 2


def test_the_same_picture_has_the_same_bytes(panel):
    """Drawn twice, a chart of several places is the same SVG."""
    found = trend(panel, LOST, THREE)
    size = charts.multiples_size(found.courses)
    one, two = (charts.drawing(found.plot, size) for _ in range(2))
    assert one == two
