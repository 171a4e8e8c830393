"""The explorer in JupyterLab: its controls are moved and the pictures follow."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import pytest
from driving import Book
from pypdf import PdfReader

pytestmark = pytest.mark.browser

SKETCH = ".fadu-explorer .fadu-sketch"
QUICK = 0.3
"""Seconds from a choice to the picture, on a free machine."""
TRIPS = 10
"""As a multiple of a choice that draws nothing, which slows as the machine does."""
ECHO = """
import ipywidgets

asked, answered = ipywidgets.Dropdown(options=list("abcdefgh")), ipywidgets.HTML("a")
asked.observe(lambda change: setattr(answered, "value", change.new), "value")
asked.add_class("echo-asked"), answered.add_class("echo-answered")
display(asked, answered)
"""


@pytest.fixture
def explorer(lab: Any, home: Path, book: Callable[[str], Book]) -> Book:
    """A notebook that opens the explorer, run."""
    source = 'import fadu\n\nexplorer = fadu.explore(fadu.load("../data"))\nexplorer'
    cells = [nbformat.v4.new_code_cell(text) for text in (source, ECHO)]
    written = nbformat.v4.new_notebook(cells=cells)
    written.metadata["kernelspec"] = {
        "name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python",
    }  # fmt: skip
    nbformat.write(written, home / "notebooks" / "explorer.ipynb")
    opened = book("explorer")
    opened.run()
    opened.page.wait_for_selector(SKETCH)
    return opened


def sketches(page: Any) -> list[str]:
    """Return the pictures that are shown."""
    return page.locator(SKETCH).evaluate_all("shown => shown.map(s => s.outerHTML)")


def changed(page: Any, before: list[str]) -> list[str]:
    """Wait until the first picture is another one and return the pictures."""
    page.wait_for_function(
        "([where, old]) => { const now = document.querySelector(where); return now && now.outerHTML !== old }",
        arg=[SKETCH, before[0]],
        polling="raf",
    )
    return sketches(page)


def echoed(page: Any, letter: str) -> float:
    """Return the seconds from a choice to an answer that draws nothing."""
    begun = time.perf_counter()
    page.locator(".echo-asked select").select_option(letter)
    page.wait_for_function(
        "letter => document.querySelector('.echo-answered').textContent.trim() === letter",
        arg=letter,
        polling="raf",
    )
    return time.perf_counter() - begun


def test_choices_change_the_pictures(explorer: Book, pictures: Path) -> None:
    """Another indicator, other places and other sources are drawn, within 300 ms on a free machine."""
    page = explorer.page
    indicators, places = (page.locator(".fadu-explorer select").nth(n) for n in (0, 1))
    explorer.theme("JupyterLab Light")
    explorer.picture(pictures / "explorer_light.png")
    shown, times, bare = sketches(page), [], []
    choices = ("行政诉讼败诉率", "行政复议直接纠错率", "人民调解员数", "行政复议受理数")
    for words, letter in zip(choices * 2, "bcdefgha", strict=True):
        bare.append(echoed(page, letter))
        chosen = indicators.locator("option", has_text=words).first.get_attribute("value")
        begun = time.perf_counter()
        indicators.select_option(chosen)
        shown = changed(page, shown)
        times.append(time.perf_counter() - begun)
        page.wait_for_selector(f".fadu-explorer td:text('{words}')")
    assert min(times) < QUICK, times
    assert median(times) < max(QUICK, TRIPS * median(bare)), (times, bare)
    places.select_option(index=[1, 2])
    shown = changed(page, shown)
    assert len(page.locator(".fadu-explorer .fadu-sketch").first.locator("circle").all()) > 2
    page.locator(".fadu-explorer select").nth(2).select_option(label="官方")
    explorer.theme("JupyterLab Dark")
    explorer.picture(pictures / "explorer_dark.png")


def test_homonyms_are_found_with_their_parents(explorer: Book, pictures: Path) -> None:
    """A name that two places share offers both, each with its parents and code."""
    page = explorer.page
    page.locator(".fadu-explorer input[type=text]").nth(1).fill("通州区")
    offered = page.locator(".fadu-explorer select").nth(1).locator("option")
    page.wait_for_function(
        "() => document.querySelectorAll('.fadu-explorer select')[1].options.length == 2"
    )
    assert [o.split("（")[0] for o in offered.all_inner_texts()] == [
        "北京市通州区　110112",
        "江苏省南通市通州区　320612",
    ]
    explorer.picture(pictures / "explorer_homonyms.png")


def test_a_briefing_is_written_and_built(explorer: Book, home: Path, pictures: Path) -> None:
    """The buttons write the parameters of a briefing and build it into the workspace."""
    page = explorer.page
    page.click(".fadu-explorer button:text-is('写出参数')")
    page.wait_for_selector(".fadu-explorer pre:has-text('fadu brief district_profile')")
    explorer.picture(pictures / "explorer_parameters.png")
    page.click(".fadu-explorer button:text-is('生成简报')")
    page.wait_for_selector(".fadu-explorer button[disabled]:text-is('生成简报')")
    explorer.picture(pictures / "explorer_building.png")
    page.wait_for_selector(
        ".fadu-explorer button:not([disabled]):text-is('生成简报')", timeout=180_000
    )
    explorer.picture(pictures / "explorer_built.png")
    built = page.locator(".fadu-explorer pre").last.inner_text()
    assert Path(built).parent == home / "reports"
    assert "通州区" in PdfReader(built).pages[0].extract_text()
