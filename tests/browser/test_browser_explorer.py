"""The explorer in JupyterLab: its controls are moved and the pictures follow."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from driving import Book
from pypdf import PdfReader

pytestmark = pytest.mark.browser

SKETCH = ".fadu-explorer .fadu-sketch"
QUICK = 0.3
"""Seconds from a choice to the picture."""


@pytest.fixture
def explorer(lab: Any, home: Path, book: Callable[[str], Book]) -> Book:
    """A notebook that opens the explorer, run."""
    source = 'import fadu\n\nexplorer = fadu.explore(fadu.load("../data"))\nexplorer'
    cell = nbformat.v4.new_code_cell(source)
    written = nbformat.v4.new_notebook(cells=[cell])
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


def test_choices_change_the_pictures(explorer: Book, pictures: Path) -> None:
    """Another indicator, other places and other sources are drawn, within 300 ms on a free machine."""
    page = explorer.page
    indicators, places = (page.locator(".fadu-explorer select").nth(n) for n in (0, 1))
    explorer.theme("JupyterLab Light")
    explorer.picture(pictures / "explorer_light.png")
    shown, times = sketches(page), []
    for words in ("行政诉讼败诉率", "行政复议直接纠错率", "人民调解员数", "行政复议受理数") * 2:
        chosen = indicators.locator("option", has_text=words).first.get_attribute("value")
        begun = time.perf_counter()
        indicators.select_option(chosen)
        shown = changed(page, shown)
        times.append(time.perf_counter() - begun)
        page.wait_for_selector(f".fadu-explorer td:text('{words}')")
    assert min(times) < QUICK, times
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
