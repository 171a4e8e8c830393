"""JupyterLab as `fadu lab` starts it, a page of it, and a folder for pictures."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from driving import Book, Lab


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots are kept: FADU_ARTEFACTS, else a temporary folder."""
    given = os.environ.get("FADU_ARTEFACTS")
    folder = Path(given).resolve() if given else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


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


@pytest.fixture(scope="session")
def unchanged(lab: Lab, home: Path) -> Mapping[str, bytes]:
    """The notebooks of the workspace as `fadu lab` made them: JupyterLab saves what a test sets."""
    return {path.stem: path.read_bytes() for path in (home / "notebooks").glob("*.ipynb")}


@pytest.fixture
def book(
    page: Any, lab: Lab, home: Path, unchanged: Mapping[str, bytes]
) -> Iterator[Callable[[str], Book]]:
    """Open a notebook of the workspace by its name, as it was made."""

    def opened(name: str) -> Book:
        if name in unchanged:
            (home / "notebooks" / f"{name}.ipynb").write_bytes(unchanged[name])
        return Book(page, lab, home, name)

    yield opened
    lab.forget()
