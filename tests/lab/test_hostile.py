"""Text of data in displays is text, whatever it holds."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import fadu
from fadu.lab.html import page_html
from fadu.lab.plain import page_text
from fadu.page import Page
from fadu.panel import Panel

SCRIPT = "<script>alert(1)</script>"
EVIL = f'{SCRIPT}"><img src=x onerror=alert(2)>&lt;b&gt;'
ADDRESSES = ("javascript:alert(3)", " JavaScript:alert(3)", "data:text/html,<script>x</script>")


class Seen(HTMLParser):
    """The tags and the attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes += [(name, str(value)) for name, value in attrs]


@pytest.fixture(params=ADDRESSES)
def hostile(panel: Panel, request: pytest.FixtureRequest) -> Panel:
    """The bundled panel with the words of an attacker in every title, publisher and heading."""
    sources = panel.sources.assign(title=EVIL, publisher=EVIL, url=request.param)
    sources["tier"] = "official"
    return replace(panel, sources=sources, observations=panel.observations.assign(section=EVIL))


SHOWN: dict[str, Callable[[Panel], object]] = {
    "panel": lambda p: p.select(districts="110112"),
    "profile": lambda p: fadu.profile(p, "110112", years="2019:2021"),
    "comparison": lambda p: fadu.compare(p, "review_accepted", 2019),
    "trend": lambda p: fadu.trend(p, "litigation_lost_rate", "370000"),
    "findings": lambda p: fadu.audit(p, districts=["110112"]),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_words_of_a_source_never_act(kind: str, hostile: Panel) -> None:
    """Titles, publishers, headings and addresses of sources are words; no other tag, no script."""
    shown: Page = fadu.show(SHOWN[kind](hostile))
    html = page_html(shown)
    seen = Seen(html)
    assert "script" not in seen.tags
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    links = [value for name, value in seen.attributes if name in {"href", "src"}]
    assert not [v for v in links if not v.startswith(("#fadu-source-", "data:image/svg+xml"))]
    assert SCRIPT in page_text(shown)


def test_a_report_is_shown_as_its_words(tmp_path, panel: Panel) -> None:
    """A report that holds HTML as text is shown as that text."""
    path = tmp_path / "r.txt"
    path.write_text(f"2023年收到行政复议申请12件，{EVIL}。\n", encoding="utf-8")
    report = fadu.read_report(path)
    seen = Seen(page_html(fadu.show(report)))
    assert not {"script", "img", "b"} & seen.tags
