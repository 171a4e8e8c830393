"""Laws of drawings: all that is written finds room, and is measured once."""

import numpy as np
import pytest
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from fadu.charts import canvas
from fadu.charts.canvas import HALF, STYLE, drawing
from fadu.charts.fitting import PAD


def short(ax: Axes) -> None:
    """Years and percentages, as most charts have them."""
    ax.plot([2019, 2024], [10, 40])


def long_names(ax: Axes) -> None:
    """Names of places that take a third of the width."""
    ax.set_yticks([0, 1], ["内蒙古自治区呼和浩特市", "新疆维吾尔自治区伊犁哈萨克自治州"])
    ax.set_title("件/万人", loc="left")


def standing_out(ax: Axes) -> None:
    """Words that begin within the axes and end outside."""
    ax.plot([0, 1], [0, 1])
    ax.annotate("1,234,567件", (1, 1), xytext=(4, 4), textcoords="offset points")
    ax.set_xlabel("年")


def square(ax: Axes) -> None:
    """Axes of a fixed shape."""
    ax.set_aspect("equal")
    ax.set_xlabel("年")


CHARTS = [short, long_names, standing_out, square]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[canvas._Canvas]:
    """The canvases of this test, kept after drawing."""
    kept: list[canvas._Canvas] = []
    usual = canvas._Canvas.drawn
    monkeypatch.setattr(
        canvas._Canvas, "drawn", lambda self: (kept.append(self), usual(self))[1]
    )
    return kept


@pytest.mark.parametrize("chart", CHARTS, ids=lambda c: c.__name__)
def test_all_that_is_written_stands_inside(chart, drawn) -> None:
    """Nothing that belongs to a chart stands nearer to an edge of its drawing than allowed."""
    drawing(chart)
    (axes,) = drawn[0].figure.axes
    written = axes.get_tightbbox(drawn[0].renderer).extents
    whole = drawn[0].figure.bbox.extents
    room = np.array([1, 1, -1, -1]) * (written - whole)
    assert (room > PAD - 0.75).all()


@pytest.mark.parametrize("chart", CHARTS, ids=lambda c: c.__name__)
def test_axes_stand_where_constrained_layout_puts_them(chart, drawn) -> None:
    """The axes are as large as with matplotlib's own layout, within a point."""
    drawing(chart)
    with style.context(STYLE):
        figure = Figure(figsize=HALF, dpi=72)
        chart(figure.subplots())
        figure.draw_without_rendering()
    (axes,), (usual,) = drawn[0].figure.axes, figure.axes
    away = (axes.get_position().extents - usual.get_position().extents) * [*HALF, *HALF] * 72
    assert (np.abs(away) < 1).all()


def test_a_drawing_is_the_same_whatever_was_measured_before() -> None:
    """Words measured in an earlier drawing change no byte of a later one."""
    canvas._extent.cache_clear()
    alone = drawing(long_names)
    for chart in CHARTS:
        drawing(chart)
    assert drawing(long_names) == alone
