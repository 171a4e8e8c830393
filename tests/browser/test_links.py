"""A link from a figure to its place in a report, followed in the browser."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from fadu.pages.locating import at_span, at_words, spellings

pytestmark = pytest.mark.browser

TEXT = "\n".join(
    [*(f"第{n}段，办理事项{n}项。" for n in range(200)), "审结案件1,824件，纠正21件。"]
)


@pytest.fixture
def address() -> Iterator[str]:
    """Where a long report is served, its last figures far below."""
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())

    class Report(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><meta charset=utf-8>{body}".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Report)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/r.html"
    server.shutdown()
    server.server_close()


def test_the_browser_goes_to_the_figure(page: Any, address: str) -> None:
    """A page opens where the figure is printed, and at its top where it is not printed."""
    at = TEXT.index("21件")
    for href, seen in {
        at_words(address, spellings(1824, "件")): True,
        at_span(address, TEXT, at, at + 2): True,
        at_words(address, spellings(1825, "件")): False,
    }.items():
        page.goto("about:blank")
        page.goto(href)
        page.wait_for_timeout(500)
        assert (page.evaluate("window.scrollY") > 1000) is seen, href
