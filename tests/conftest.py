"""What many tests share: the bundled panel, small panels made of rows, and a browser."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from fadu.panel import Panel, load
from fadu.schema import OBSERVATIONS, SOURCES
from fadu.tables import check_cells

Rows = list[dict[str, object]]
CHROMIUM = "/usr/bin/chromium"  # Playwright's own download is never used
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def panel() -> Panel:
    """The bundled panel."""
    return load()


@pytest.fixture
def panel_of(panel: Panel) -> Callable[[Rows, Rows], Panel]:
    """Return a function that makes a panel of figures and sources given as rows."""

    def make(figures: Rows, sources: Rows) -> Panel:
        blank = dict.fromkeys(OBSERVATIONS.columns, "")
        usual = {"measure": "value", "unit": "件", "qualifier": "exact", "source": "a"}
        rows = pd.DataFrame([blank | usual | f for f in figures], columns=OBSERVATIONS.columns)
        known = [
            dict.fromkeys(SOURCES.columns, "") | {"title": "t", "tier": "official"} | s
            for s in sources
        ]
        texts = pd.DataFrame(known, columns=SOURCES.columns).astype("str")
        check_cells(rows.astype("str"), OBSERVATIONS, "observations.csv")
        typed = OBSERVATIONS.typed(rows.astype("str"))
        return replace(panel, observations=typed, sources=texts, decisions=())

    return make


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser saves files, until their window is closed."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[Any]:
    """The system's Chromium, for one module: while it is open an event loop runs in this thread."""
    with import_module("playwright.sync_api").sync_playwright() as play:
        found = play.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, downloads_path=downloads
        )
        yield found
        found.close()
