"""Charts of comparisons: what is drawn, where, and that no name covers another."""

from itertools import combinations

import numpy as np
import pytest
from longitudinal import LOST, lost
from matplotlib.figure import Figure

from fadu import charts, wording
from fadu.analyses import compare, rank, simulated_panel
from fadu.analyses.simulated import Made
from fadu.charts.canvas import INK
from fadu.charts.tiles import GRID
from fadu.shapes.crosssection import LEVELS_OF_LIMITS


@pytest.fixture(scope="module")
def accepted(panel):
    """Accepted reconsideration cases of 2019, Shanghai in focus."""
    return compare(panel, "review_accepted", 2019, focus="310000")


def marks(ax):
    """Return the positions of single marks."""
    return {(float(line.get_xdata()[0]), float(line.get_ydata()[0])): line for line in dots(ax)}


def dots(ax):
    """Return all single marks."""
    return [line for line in ax.lines if len(np.atleast_1d(line.get_xdata())) == 1]


def names(ax):
    return [t for t in ax.texts if t.get_text() and t.get_zorder() == 5]


def overlapping(ax):
    ax.figure.draw_without_rendering()
    boxes = [(t.get_text(), t.get_window_extent()) for t in names(ax)]
    return [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)]


def test_funnel_draws_each_place_at_its_size_and_value(accepted):
    """Every place with a rate is a mark at its residents and its rate, Zhejiang a hollow one."""
    ax = accepted.plot()
    rows = accepted.section.rows.dropna(subset=["value"])
    drawn = marks(ax)
    assert set(drawn) == set(zip(rows["total"], rows["value"], strict=True))
    zhejiang = rows.set_index("district").loc["330000"]
    assert drawn[(zhejiang["total"], zhejiang["value"])].get_markerfacecolor() == "white"
    shanghai = rows.set_index("district").loc["310000"]
    assert drawn[(shanghai["total"], shanghai["value"])].get_markerfacecolor() == INK


def test_funnel_lines_are_the_limits_of_the_statistics(accepted):
    """The lines pass through the limits that the funnel gives for the places' own sizes."""
    limits, found = accepted.limits, accepted.funnel
    sizes = accepted.section.compared["total"].to_numpy()
    for column in range(len(LEVELS_OF_LIMITS)):
        drawn = np.interp(sizes, limits.size, limits.high[:, column])
        assert drawn == pytest.approx(found.high[:, column] * 100_000, rel=2e-3)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_provinces_are_named_and_no_name_covers_another(accepted, lang):
    """At 31 places every one has its name, and no two names overlap."""
    ax = accepted.plot(lang=lang)
    assert len(names(ax)) == 31
    assert overlapping(ax) == []
    marked = "浙江（不比较）" if lang == "zh" else "Zhejiang (not compared)"
    assert marked in {t.get_text() for t in names(ax)}


@pytest.mark.parametrize("districts", [6, 190])
def test_names_do_not_overlap_at_few_and_at_many_places(panel, districts):
    """With few places all are named, with many those beyond limits on both tails."""
    found = compare(
        simulated_panel(panel, made=Made(districts=districts, holes=0.0)), LOST, 2016
    )
    ax = found.plot()
    assert overlapping(ax) == []
    said = {t.get_text() for t in names(ax)}
    standing = found.standing
    far = [standing.outside(0.998, side)["label_zh"].tolist() for side in (1, -1)]
    assert {name for side in far for name in side} <= said
    inside = standing.rows[standing.rows[standing.headline] == 0]["label_zh"]
    assert (set(inside) <= said) == (districts == 6)
    if districts == 190:
        assert all(far)
        assert not set(inside) & said


def test_three_hundred_places_are_drawn_and_only_outliers_named(panel):
    """At 300 places the chart names those beyond limits alone, none over another."""
    codes = [c for c, d in panel.districts.places.items() if d.level == "county"][:300]
    draws = np.random.default_rng(7)
    totals = draws.integers(60, 900, len(codes))
    counts = draws.binomial(totals, np.where(np.arange(len(codes)) % 60 == 0, 0.5, 0.2))
    pairs = {c: [(int(k), int(n))] for c, k, n in zip(codes, counts, totals, strict=True)}
    found = compare(lost(panel, pairs), LOST, 2016)
    ax = found.plot()
    assert len(dots(ax)) == 300
    assert 0 < len(names(ax)) < 40
    assert overlapping(ax) == []


def test_drawing_twice_gives_the_same_bytes(accepted):
    """The same comparison is drawn to the same SVG."""
    svgs = {charts.drawing(accepted.plot, charts.FUNNEL) for _ in range(2)}
    assert len(svgs) == 1


def test_interval_plot_orders_places_and_marks_bounds(panel):
    """Tongzhou's bound is a hollow triangle on top, without an interval, its name in ink."""
    found = compare(panel, "disclosure_applications", 2023, focus="320612")
    ax = found.plot()
    labels = [t.get_text() for t in ax.get_yticklabels()]
    assert labels[-1] == "通州区"
    assert labels[0] == "龙游县"
    mark = marks(ax)[(800.0, 10.0)]
    assert (mark.get_marker(), mark.get_markerfacecolor()) == ("^", "white")
    assert ax.get_yticklabels()[-1].get_color() == INK
    assert len(ax.collections) == 10


def test_interval_plot_stands_the_uncompared_apart(panel):
    """The three provinces without counts stand below a line, hollow."""
    ax = compare(panel, LOST, 2022).plot()
    assert [t.get_text() for t in ax.get_yticklabels()] == [
        "山东", "福建", "新疆", "江苏", "云南", "青海",
    ]  # fmt: skip
    assert [y for x, y in marks(ax) if marks(ax)[x, y].get_markerfacecolor() == "white"] == [
        0, 1, 2,
    ]  # fmt: skip


def test_many_rows_name_the_ends_and_the_focus(panel):
    """Of many places an interval plot names the smallest, the largest and the focus."""
    made = simulated_panel(panel, made=Made(districts=120, holes=0.0))
    found = compare(made, LOST, 2016, focus="980500")
    ax = Figure(figsize=(6, 6)).subplots()
    charts.intervals(found.section, ax)
    assert len(ax.get_yticklabels()) == 3
    assert "模拟A5" in {t.get_text() for t in ax.get_yticklabels()}


def test_rank_sets_are_bars_without_points(panel):
    """Each place has a wide bar for its simultaneous and a narrow one for its marginal set."""
    found = rank(panel, "review_accepted", 2019, focus="310000")
    ax = found.plot()
    rows = found.ranks.rows
    assert len(ax.collections) == 2 * len(rows)
    assert not ax.lines
    wide = ax.collections[0].get_segments()[0]
    last = rows.iloc[-1]
    assert wide[:, 0].tolist() == [last["low"] - 0.4, last["high"] + 0.4]
    assert ax.get_yticklabels()[-1].get_text() == "上海"


def test_verdict_table_has_a_row_for_each_place_that_ever_stands_out(accepted):
    """Guangdong is beyond 99.8 % bare, beyond 95 % multiplicative, within additive."""
    ax = charts.axes_or_new(None, (4, 5))
    charts.verdicts(accepted.section, accepted.standing, ax)
    labels = [t.get_text() for t in ax.get_yticklabels()]
    assert len(labels) == 29
    assert [t.get_text() for t in ax.get_xticklabels()] == ["不作调整", "乘性", "加性"]
    height = labels.index("广东")
    cells = [marks(ax)[(float(n), float(height))] for n in range(3)]
    assert [c.get_marker() for c in cells] == ["^", "^", "."]
    assert [c.get_markerfacecolor() for c in cells[:2]] == [INK, "white"]


def test_tiles_show_every_province_once(accepted, panel):
    """The grid has a square for each province of the register but the Corps, none on another."""
    provinces = {c for c, d in panel.districts.places.items() if d.level == "province"}
    assert set(GRID) == provinces - {"660000"}
    assert len({square[:2] for square in GRID.values()}) == len(GRID)
    ax = charts.axes_or_new(None, charts.TILES)
    charts.tiles(accepted.section, ax)
    words = [t.get_text() for t in ax.texts]
    assert words[words.index("上海") + 1] == "59.8"
    assert len(ax.patches) == len(GRID)
    # Taiwan, Hong Kong and Macao have a name and no value
    assert len(words) == 2 * 31 + 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_users_own_axes_get_the_house_face(accepted, lang):
    """On axes of another style Chinese names are still drawn with a face that has them."""
    ax = Figure().subplots()
    accepted.plot(ax, lang)
    ax.figure.draw_without_rendering()
    assert names(ax)[0].get_fontfamily()[0] == "Noto Sans SC"


def test_alternative_texts_hold_the_numbers(accepted):
    """Each chart of the comparison states itself in one sentence with its numbers."""
    assert accepted.alt("zh") == (
        "漏斗图：2019年每10万常住人口的行政复议受理数，30地从新疆维吾尔自治区1.2到上海市59.8；合计13.1；99.8%限外：上海市（59.8）；上海市59.8；不比较：浙江省10.8。"
    )
    assert accepted.alt("en") == (
        "Funnel plot: administrative reconsideration cases accepted per 100,000 residents, 2019; 30 places from Xinjiang (1.2) to Shanghai (59.8); overall 13.1; beyond the 99.8% limits: Shanghai (59.8); Shanghai (59.8); not compared: Zhejiang (10.8)."
    )
    section, standing = accepted.section, accepted.standing
    assert wording.verdicts_alt(section, standing, "en").endswith(
        "; multiplicative adjustment 1 (Shanghai); additive adjustment 1 (Shanghai)."
    )
    assert wording.tiles_alt(section, "zh").startswith(
        "方格图：2019年30个地区的每10万常住人口的行政复议受理数，颜色最深的是上海市59.8、北京市42.5、辽宁省34.3；"
    )
    assert wording.rank_alt(section, accepted.ranks, "zh").startswith(
        "名次集图：2019年30地每10万常住人口的行政复议受理数，上海市（仅第1位）、北京市（仅第2位）、"
    )
