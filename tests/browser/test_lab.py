"""`fadu lab` itself: a workspace on first use, this machine alone, ended by Ctrl-C."""

import http.client
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Book, Lab

from fadu.files import bundled
from fadu.panel import load

pytestmark = pytest.mark.browser


def test_a_workspace_is_made_and_opened(
    lab: Lab, home: Path, book: Callable[[str], Book], pictures: Path
) -> None:
    """In an empty folder a workspace is made; its first notebook opens with a kernel ready."""
    assert f"fadu: {home} is a new workspace\n" in lab.said
    assert load(home).layers[1].path == str(home / "data")
    shown = {p.name for p in (home / "notebooks").glob("*.ipynb")}
    assert shown >= {p.name for p in bundled("notebooks").glob("*.ipynb")}
    opened = book("district_profile")
    assert opened.page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    opened.picture(pictures / "lab.png")


def test_without_the_token_nothing_is_served(lab: Lab) -> None:
    """The server listens on the loopback address, and answers nobody without its token."""
    assert lab.address.startswith("http://127.0.0.1:")
    connection = http.client.HTTPConnection(lab.address.removeprefix("http://"), timeout=30)
    connection.request("GET", "/api/contents")
    assert connection.getresponse().status == 403
    connection.close()


def test_ctrl_c_ends_it(lab: Lab, home: Path) -> None:
    """A second one opens the same workspace beside the first; one Ctrl-C ends it, with 0."""
    second = Lab(home.parent)
    assert second.address != lab.address
    assert not any("new workspace" in line for line in second.said)
    assert second.interrupt() == 0
