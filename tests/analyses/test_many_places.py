"""Three hundred places: charts name few, pages stay short, words stay one sentence."""

import itertools

import pytest
from matplotlib.colors import to_rgb

from fadu import charts, wording
from fadu.analyses import compare, simulated_panel, trend
from fadu.analyses.simulated import Made
from fadu.charts.canvas import INK
from fadu.charts.rank_sets import _ticks
from fadu.charts.tiles import colours, contrast, readable
from fadu.page import Chart, Table, plain
from fadu.pages import comparison
from fadu.pages import trend as trend_page

LOST = "litigation_lost_rate"


@pytest.fixture(scope="module")
def many(panel):
    """A comparison of three hundred simulated places, as many more on the other side."""
    made = Made(districts=600, years=range(2022, 2025), holes=0.0)
    return compare(simulated_panel(panel, made=made), LOST, 2024, focus="980200")


@pytest.fixture(scope="module")
def courses(panel):
    """Trends of forty simulated places."""
    made = simulated_panel(panel, made=Made(districts=40, holes=0.0))
    codes = [p.code for p in made.districts.places.values() if p.level == "prefecture"]
    return trend_page.ask(made, LOST, codes)


def test_of_three_hundred_only_outliers_and_the_focus_are_named(many):
    """Names stand at places beyond the outer limits and at the focus, nowhere else."""
    out = set(many.standing.rows.loc[many.standing.rows["additive"].abs() > 0.99, "district"])
    rows = many.section.rows.set_index("district")
    allowed = {rows["label_en"][d] for d in out | {"980200"}}
    said = {t.get_text() for t in many.plot(lang="en").texts}
    named = {s for s in said if s.startswith("Simulated City")}
    assert named <= allowed
    assert rows["label_en"]["980200"] in named


def test_names_in_a_funnel_do_not_touch(many):
    """No two names of a chart overlap."""
    ax = many.plot(lang="zh")
    ax.get_figure().draw_without_rendering()
    boxes = [t.get_window_extent() for t in ax.texts if t.get_text().startswith("模拟")]
    assert len(boxes) > 2
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


def test_a_page_of_three_hundred_lists_the_ends_and_says_so(many):
    """The table holds both ends, the outliers and the focus, and how many it leaves out."""
    table = comparison.tables(many, "en").blocks[0]
    assert isinstance(table, Table)
    assert 30 <= len(table.rows) < 120
    left = len(many.table) - len(table.rows)
    assert table.notes[-1].startswith(f"{left} more places are not listed")
    assert len(table.strong_rows) == 1


def test_words_for_a_chart_stay_one_sentence(many, courses):
    """However many places, the words for those who cannot see a chart stay short."""
    assert all(len(many.alt(lang)) < 900 for lang in ("zh", "en"))
    assert "另有28地" in courses.result.alt("zh")
    assert "28 more places" in courses.result.ends_alt("en")


def test_left_out_is_said_reason_by_reason(many):
    """Three hundred places that share a reason are four names and a number."""
    said = many.sentences("zh")[-1]
    assert said.count("口径不同") == 1
    assert "等300地，口径不同（2024年1月1日模拟的口径变更）" in said


def test_a_page_of_forty_trends_has_one_table_of_years(courses):
    """Every figure stands in the one table with the mark of its source; few sentences follow."""
    blocks = trend_page.courses(courses, "en").blocks
    tables = [b for b in blocks if isinstance(b, Table)]
    assert [len(t.rows) for t in tables[1:]] == [40, 40]  # nine years, eight to a table
    cells = [c for t in tables[1:] for row in t.rows for c in row[1:]]
    assert all(plain(c).endswith("[1]") for c in cells if c and plain(c))


def test_two_years_of_forty_places_say_what_chance_gives(courses):
    """Only those that moved farthest are told, and how many chance alone would move."""
    blocks = trend_page.ends(courses, "en").blocks
    chart = next(b for b in blocks if isinstance(b, Chart))
    assert "the 30 of 40 places that moved farthest" in chart.svg.replace("\n", "")
    assert plain(blocks[-1].words).startswith("Of 40 places with two years to compare, ")
    assert len(blocks) == 2 + 5 + 1


def test_a_dumbbell_chart_is_never_longer_than_a_page(courses):
    """However many places, the chart is at most eight inches high."""
    assert charts.slope_size(courses.result.courses * 10)[1] < 8


@pytest.mark.parametrize("places", [1, 2, 3, 8, 9, 30, 31, 300, 3000])
def test_an_axis_of_ranks_begins_with_one_and_ends_with_the_last(places):
    """Ticks are ranks: 1, round ones, and the last; at most a dozen."""
    ticks = _ticks(places)
    assert (ticks[0], ticks[-1]) == (1, places)
    assert ticks == sorted(set(ticks))
    assert len(ticks) <= 12


def test_words_on_a_shade_havecontrast():
    """On every shade the words have a contrast of 3.4 to 1 at least, light or dark."""
    for step in range(101):
        ink = readable(step / 100)
        assert ink in {"white", INK}
        assert contrast(to_rgb(ink), colours()(step / 100)[:3]) >= 3.4


def test_three_places_are_an_interval_plot_without_limits(panel):
    """With fewer than five places there is no funnel, and each name stands at its row."""
    made = simulated_panel(panel, made=Made(districts=6, holes=0.0))
    found = compare(made, LOST, 2024)
    names = [t.get_text() for t in found.plot(lang="zh").get_yticklabels()]
    assert found.limits is None
    assert len(names) == 6


def test_a_trend_of_one_place_has_the_series_chart(panel):
    """One place is drawn as a series, with its values as words."""
    made = simulated_panel(panel, made=Made(districts=8, holes=0.0))
    drawn = {t.get_text() for t in trend(made, LOST, "980100").plot().texts}
    assert any(t.endswith("%") for t in drawn)


def test_a_comparison_without_places_has_no_empty_table(panel):
    """Only parts of years were printed: the page lists those left out and draws nothing."""
    found = compare(panel, "admin_mediation_accepted", 2025)
    blocks = comparison.tables(found, "zh").blocks
    assert [len(b.rows) for b in blocks if isinstance(b, Table)] == [2]
    assert not comparison.chart(found, "zh").blocks


def test_a_table_has_no_column_without_a_word(panel):
    """Plain counts, all of them compared, need no column of notes; stocks have no intervals."""
    found = compare(panel, "review_received", 2014)
    table = comparison.tables(found, "en").blocks[0]
    assert [c.name for c in table.columns] == ["Place", "Value", "95% interval", "Source"]
    stock = compare(panel, "people_mediation_committees", 2020)
    assert comparison.chart(stock, "en").blocks[1].caption.endswith(": places side by side")


def test_a_map_is_told_by_its_ends_and_what_stands_apart(panel):
    """The largest three, the smallest three, and Zhejiang, which is not compared: one sentence."""
    section = compare(panel, "review_accepted", 2019).section
    assert wording.tiles_alt(section, "zh") == (
        "方格图：2019年30个地区的每10万常住人口的行政复议受理数，颜色最深的是上海市59.8、北京市42.5、辽宁省34.3；最浅的是云南省3.3、西藏自治区1.2、新疆维吾尔自治区1.2；红框不作比较的是浙江省10.8。"
    )
    assert wording.tiles_alt(section, "en").endswith(
        "the lightest are Yunnan (3.3), Tibet (1.2) and Xinjiang (1.2); not compared and framed in red: Zhejiang (10.8)."
    )
