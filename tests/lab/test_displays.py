"""What a notebook shows, and what a briefing takes from it."""

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure

from fadu.lab import displays
from fadu.page import (
    MIME_TYPE,
    Heading,
    Page,
    Paragraph,
    Points,
    Table,
    page,
    plain,
    text,
)


@pytest.fixture
def shell(monkeypatch):
    """An IPython shell in which the displays are registered."""
    made = InteractiveShell.instance()
    monkeypatch.setattr(displays, "get_ipython", lambda: made)
    yield made
    InteractiveShell.clear_instance()


def test_without_a_shell_nothing_is_registered(monkeypatch):
    """A script that imports the package is left alone."""
    monkeypatch.setattr(displays, "get_ipython", lambda: None)
    assert displays.register() is False


@pytest.mark.parametrize("shown", [Heading(words="H"), page([Heading(words="H")])])
def test_pages_and_blocks_show_themselves(shell, shown):
    """A page, or a block alone, is shown as HTML, as text, and travels as itself."""
    assert displays.register() is True
    data, _ = shell.display_formatter.format(shown)
    assert set(data) == {"text/plain", "text/html", MIME_TYPE}
    assert Page.model_validate(data[MIME_TYPE]) == page([Heading(words="H")])


def test_every_noun_is_registered(shell):
    """No noun of a page is shown as Python shows it."""
    displays.register()
    formatter = shell.display_formatter.mimebundle_formatter
    nouns = {noun for noun in displays.BLOCKS if formatter.lookup_by_type(noun)}
    assert {Heading, Paragraph, Points, Table} <= nouns
    assert len(nouns) == 9


def test_frames_stay_as_they_are_on_screen(shell):
    """A frame keeps its own HTML and is handed to the briefing as a table."""
    displays.register()
    frame = pd.DataFrame({"place": ["通州区"], "n": [3]})
    data, _ = shell.display_formatter.format(frame)
    assert data["text/html"] == frame._repr_html_()
    assert data["text/plain"] == repr(frame)
    assert Page.model_validate(data[MIME_TYPE]) == page([displays.frame_table(frame)])


def test_figures_are_charts(shell):
    """A figure is handed over as a drawing whose text is text, the same each time."""
    displays.register()
    figure = Figure()
    axes = figure.subplots()
    axes.plot([1, 2], label="通州")
    axes.set(title="率", ylabel="%")
    before = displays.figure_chart(figure)
    data, _ = shell.display_formatter.format(figure)
    assert data[MIME_TYPE]["blocks"][0]["svg"] == before.svg
    assert ">率</text>" in before.svg
    assert before.alt == "率; %; 通州"
    figure.set_label("The rate doubles.")
    assert displays.figure_chart(figure).alt == "The rate doubles."


def test_a_figure_without_words_says_what_it_is():
    """A figure without a single word still has a description."""
    assert displays.figure_chart(Figure()).alt == "<Figure size 640x480 with 0 Axes>"


def _cells(table):
    return [[plain(cell) for cell in row] for row in table.rows]


def test_frame_to_table():
    """Numbers stand right, what is missing is empty, an index that says something is kept."""
    frame = pd.DataFrame(
        {"n": [1.5, None, 1234567.0, 24.155], "who": ["a", None, "c", "d"]},
        index=pd.Index([2019, 2020, 2021, 2022], name="year"),
    )
    before = frame.copy()
    table = displays.frame_table(frame)
    assert [(c.name, c.align) for c in table.columns] == [
        ("year", "right"),
        ("n", "right"),
        ("who", "left"),
    ]
    assert _cells(table) == [
        ["2019", "1.5", "a"],
        ["2020", "", ""],
        ["2021", "1,234,567", "c"],
        ["2022", "24.155", "d"],
    ]
    pd.testing.assert_frame_equal(frame, before)


def test_two_levels_of_names():
    """Names of several levels are joined."""
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("c", "")]))
    assert [c.name for c in displays.frame_table(frame).columns] == ["a b", "c"]


def test_a_large_frame_says_what_is_left_out():
    """Of a large frame the first rows and columns are taken, and the notes say so."""
    frame = pd.DataFrame({f"c{n}": range(1200) for n in range(12)})
    table = displays.frame_table(frame)
    assert (len(table.rows), len(table.columns)) == (60, 10)
    assert table.notes == ("1–60 / 1,200", "+ c10, c11")


def test_a_table_is_what_it_is():
    """Text of a frame is text, whatever it holds."""
    table = displays.frame_table(pd.DataFrame({"a": ["#x $y$"]}))
    assert table.rows == ((text("#x $y$"),),)
