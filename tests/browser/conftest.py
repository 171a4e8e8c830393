"""The system's Chromium, JupyterLab as `fadu lab` starts it, and a folder for pictures."""

import os
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from driving import Book, Lab

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots are kept: FADU_ARTEFACTS, else a temporary folder."""
    given = os.environ.get("FADU_ARTEFACTS")
    folder = Path(given).resolve() if given else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser saves files, until their window is closed."""
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def browser(downloads: Path) -> Iterator[Any]:
    """The system's Chromium; Playwright's own download is never used."""
    with import_module("playwright.sync_api").sync_playwright() as play:
        found = play.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, downloads_path=downloads
        )
        yield found
        found.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `fadu lab` makes its workspace."""
    return tmp_path_factory.mktemp("lab") / "study"


@pytest.fixture(scope="session")
def lab(home: Path) -> Iterator[Lab]:
    """JupyterLab, started by `fadu lab study` in an empty folder."""
    running = Lab(home.parent)
    yield running
    running.interrupt()


@pytest.fixture
def page(browser: Any, pictures: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a fresh browser profile; a picture of how it was left is kept."""
    context = browser.new_context(
        viewport={"width": 1360, "height": 900}, locale="en-GB", accept_downloads=True
    )
    context.set_default_timeout(60_000)
    opened = context.new_page()
    yield opened
    name = re.sub(r"\W+", "_", request.node.name).strip("_")
    opened.screenshot(path=pictures / "left" / f"{name}.png")
    context.close()


@pytest.fixture
def book(page: Any, lab: Lab, home: Path) -> Iterator[Callable[[str], Book]]:
    """Open a notebook of the workspace by its name."""
    yield lambda name: Book(page, lab, home, name)
    lab.forget()
