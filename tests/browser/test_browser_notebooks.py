"""Each notebook of the set in JupyterLab: run to its end, changed, run again, printed."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from driving import Book
from pypdf import PdfReader

from fadu.briefing.notebooks import list_notebooks

pytestmark = pytest.mark.browser
Open = Callable[[str], Book]

NAMES = sorted(list_notebooks())
CHANGED: Mapping[str, tuple[Mapping[str, object], str]] = {
    "data_quality": ({"level": "province", "lang": "en"}, "province"),
    "district_profile": (
        {"district": "320612", "years": "2023"},
        "江苏省南通市通州区（2023年）",
    ),
    "extending": ({"lang": "en"}, "Seven ways"),
    "indicator_comparison": ({"district": "310000", "lang": "en"}, "Shanghai"),
    "multi_year_trend": ({"districts": ["110112"], "lang": "en"}, "Tongzhou"),
    "panel_model": ({"simulate": False, "lang": "en"}, "clustered"),
    "report_intake": ({"lang": "en"}, "The report"),
}
"""For each notebook: what is changed in its parameters cell, and what it then says."""


def test_every_notebook_is_changed() -> None:
    """The list of changes names every notebook of the set."""
    assert set(CHANGED) == set(NAMES) != set()


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_runs_again_changed(name: str, book: Open, pictures: Path) -> None:
    """A notebook runs to its end without an error; changed, it says something else."""
    opened = book(name)
    opened.theme("JupyterLab Light")
    opened.run()
    opened.picture(pictures / f"{name}_light.png")
    assert opened.complaints() == []
    first = opened.said()
    changed, words = CHANGED[name]
    assert words not in first
    opened.theme("JupyterLab Dark")
    opened.set(**changed)
    opened.run()
    opened.picture(pictures / f"{name}_changed_dark.png")
    assert opened.complaints() == []
    assert words in opened.said()


def test_a_notebook_is_printed_from_the_menu(
    book: Open, downloads: Path, pictures: Path
) -> None:
    """The menu of JupyterLab saves an executed notebook as the PDF of its briefing."""
    opened = book("district_profile")
    opened.set(district="320612", years="2023")
    opened.run()
    pdf = opened.printed(downloads)
    (pictures / "from_the_menu.pdf").write_bytes(pdf)
    read = PdfReader(io.BytesIO(pdf))
    assert read.metadata.title == "江苏省南通市通州区（2023年）"
    assert set(read.attachments) == {"data.csv", "sources.csv", "parameters.json"}
