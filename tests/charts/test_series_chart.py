"""Laws of the chart of one series: what is written on it can be read."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from fadu import charts, profile
from fadu.charts import figured, flags
from fadu.charts.canvas import ALERT, HALF, INK, QUIET, STYLE
from fadu.panel import Panel

LABELS = (
    "新行政复议法施行",
    "北京复议职责集中",
    "Beijing concentrates reconsideration",
    "New Law",
)


@pytest.fixture(scope="module", autouse=True)
def house_style() -> Iterator[None]:
    with style.context(STYLE):
        yield


def fresh() -> Axes:
    figure = Figure(figsize=HALF, layout="none")
    FigureCanvasSVG(figure)
    return figure.add_axes((0.11, 0.12, 0.86, 0.82))


def boxes(ax: Axes, colour: str) -> list[Bbox]:
    ax.get_figure(root=True).draw_without_rendering()
    written = [t for t in ax.texts if isinstance(t, Annotation) and t.get_text() != "≈"]
    return [t.get_window_extent() for t in written if t.get_color() == colour]


def lines(ax: Axes) -> list[Bbox]:
    """Return where the upright lines of breaks run."""
    drawn = [c for c in ax.collections if isinstance(c, LineCollection)]
    broken = [c for c in drawn if same_color(c.get_color()[0], ALERT)]
    across = ax.get_xaxis_transform()
    return [Bbox.union([Bbox(across.transform(s)) for s in c.get_segments()]) for c in broken]


def apart(found: list[Bbox]) -> bool:
    """Whether no two boxes share more than the hairline that rounding leaves."""
    return all(
        min(a.x1, b.x1) - max(a.x0, b.x0) < 0.5 or min(a.y1, b.y1) - max(a.y0, b.y0) < 0.5
        for a, b in combinations(found, 2)
    )


def free(words: list[Bbox], drawn: list[Bbox]) -> bool:
    """Whether no line runs through words."""
    return not any(
        box.x0 < line.x0 < box.x1 and line.y1 > box.y0 + 0.5 for box in words for line in drawn
    )


@given(
    places=st.lists(
        st.integers(min_value=0, max_value=40), min_size=1, max_size=3, unique=True
    ).map(sorted),
    words=st.lists(st.sampled_from(LABELS), min_size=3, max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_breaks_stand_apart(places: list[int], words: list[str]) -> None:
    """No line of a break runs through the words of another, and no words stand over others."""
    ax = fresh()
    ax.set_xlim(2018.4, 2024.6)
    shown = [
        (2018.6 + at * 0.145, "2022-07-01", label)
        for at, label in zip(places, words, strict=False)
    ]
    found = flags.arranged(shown, ax)
    flags.draw(found, ax)
    written = boxes(ax, ALERT)
    assert len(written) == len(places)
    assert apart(written)
    assert len(lines(ax)) == len(places)
    assert free(written, lines(ax))
    frame = ax.get_window_extent()
    assert all(frame.x0 - 1 <= b.x0 and b.x1 <= frame.x1 + 1 for b in written)
    assert 0 < flags.share(found, ax) < 0.5


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("district", ["110112", "000000", "370000", "500000"])
def test_real_series_can_be_read(panel: Panel, district: str, lang: str) -> None:
    """On the charts of real series no number, year or break stands over another."""
    for part in profile(panel, district).parts:
        ax = charts.series(part.series, fresh(), lang)
        numbers, breaks = boxes(ax, INK) + boxes(ax, QUIET), boxes(ax, ALERT)
        years = [t.get_window_extent() for t in ax.get_xticklabels()]
        assert apart(numbers), part.series.indicator.id
        assert apart([*breaks, *numbers]), part.series.indicator.id
        assert apart(years), part.series.indicator.id
        assert free(breaks, lines(ax))


def test_years_without_room_are_left_out() -> None:
    """Every year is written where there is room, else those with a figure, the latest surely."""
    assert figured.fitting_years([2019, 2024], 40, 25) == list(range(2019, 2025))
    assert figured.fitting_years([1980, 2009, 2021, 2022], 5, 25) == [1980, 2009, 2022]


def test_ends_of_a_series_are_told_first() -> None:
    """Where numbers have no room, the last and the first are those that are written."""
    ax = fresh()
    ax.set_xlim(2000, 2040)
    ax.set_ylim(0, 10)
    marks = [figured.Mark(y, 5.0, 5.0, 5.0, f"{y}.5555", INK) for y in (2003, 2001, 2002)]
    figured.write(marks, ax)
    assert [t.get_text() for t in ax.texts] == ["2003.5555", "2001.5555"]
