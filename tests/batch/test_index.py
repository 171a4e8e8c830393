"""Laws of the index page: all briefings, every text escaped, nothing fetched, usable by all."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fadu.briefing.index import index_page, write_index
from fadu.briefing.index.spark import spark
from fadu.briefing.manifest import Entry
from fadu.briefing.plan import executed_path, pdf_path

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;</style>${x}$"


def entry(stem: str, state: str = "done", **told: Any) -> Entry:
    shows = {
        "title": f"title {stem}", "lang": told.pop("lang", "zh"), "unit": "件",
        "place": {"zh": told.pop("place", "北京市通州区"), "en": "Tongzhou"},
        "indicator": {"zh": "收案", "en": "received"},
        "runs": told.pop("runs", [[[2019, 5.0], [2020, 7.5]], [[2022, 4.0]]]),
    }  # fmt: skip
    parameters = {
        "district": told.pop("district", "110112"),
        "years": told.pop("years", "2019:2024"),
    }
    return Entry(
        stem,
        state,
        "profile",
        parameters,
        shows=shows,
        finished="2026-01-02T03:04:05+00:00",
        **told,
    )


def put(out: Path, *entries: Entry) -> dict[str, Entry]:
    for one in entries:
        for path in (pdf_path(out, one.stem), executed_path(out, one.stem)):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"x")
    return {one.stem: one for one in entries}


class Tags(HTMLParser):
    """Every tag with its attributes, and all text outside of style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.words.append(data)


def test_every_text_is_escaped(tmp_path: Path) -> None:
    """Markup in any field of a manifest is shown as it stands and adds no tag or attribute."""
    plain = put(tmp_path, entry("a"), entry("b", "failed", message="why"))
    evil = put(
        tmp_path,
        entry("a", place=EVIL, district=EVIL, years=EVIL),
        entry("b", "failed", message=EVIL, district=EVIL),
    )
    evil["a"].shows["title"] = evil["a"].shows["unit"] = evil["a"].shows["indicator"]["zh"] = (
        EVIL  # type: ignore[index]
    )
    found = [Tags(index_page(tmp_path, told.values())) for told in (plain, evil)]
    kinds = [
        sorted((tag, tuple(attrs)) for tag, attrs in f.tags if tag != "small") for f in found
    ]
    assert kinds[0] == kinds[1]
    assert EVIL in "".join(found[1].words)


def test_a_stem_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    """Links are relative to the page, with every special character of a name encoded."""
    stem = "javascript:x#?%2e 通"
    (tmp_path / "executed").mkdir()
    told = put(tmp_path, entry(stem))
    hrefs = [
        a["href"] for tag, a in Tags(index_page(tmp_path, told.values())).tags if tag == "a"
    ]
    assert hrefs == [
        "./javascript%3Ax%23%3F%252e%20%E9%80%9A.pdf",
        "./executed/javascript%3Ax%23%3F%252e%20%E9%80%9A.ipynb",
    ]


def test_states_are_told_in_words(tmp_path: Path) -> None:
    """Done, failed with its message, and a file that is gone are told in words, and counted."""
    told = put(tmp_path, entry("a"), entry("c")) | {
        "b": entry("b", "failed", message="b: cell 3")
    }
    pdf_path(tmp_path, "c").unlink()
    words = "".join(Tags(index_page(tmp_path, told.values())).words)
    assert "共3份：1份已生成，1份失败，1份文件缺失。" in words
    assert "b: cell 3" in words


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """No tag of the page loads anything, and its policy forbids that."""
    html = write_index(tmp_path, put(tmp_path, entry("a"))).read_text(encoding="utf-8")
    loading = {"src", "srcset", "data", "action", "background", "poster"}
    tags = Tags(html).tags
    assert not [
        t for t, a in tags if t in {"link", "img", "iframe", "object"} or loading & set(a)
    ]
    assert "default-src 'none'" in html
    assert "http" not in html.replace("http-equiv", "")


def test_same_manifest_same_page(tmp_path: Path) -> None:
    """The order of entries and the time of day change nothing."""
    told = put(tmp_path, entry("a"), entry("b", district="320612"))
    assert index_page(tmp_path, told.values()) == index_page(tmp_path, [*told.values()][::-1])


def test_language_is_that_of_most_briefings(tmp_path: Path) -> None:
    """A folder of English briefings has an English page."""
    page = index_page(tmp_path, put(tmp_path, entry("a", lang="en")).values())
    assert '<html lang="en">' in page
    assert "1 in all: 1 built, 0 failed, 0 with a file missing." in page


def test_an_empty_folder_has_a_page(tmp_path: Path) -> None:
    """A folder without entries has a page that says none."""
    assert "共0份" in index_page(tmp_path, [])


@pytest.mark.parametrize("runs", [None, [], "x", [[["a", 1]]], [[[1]]], 5, [[[2019, None]]]])
def test_a_damaged_series_has_no_spark(runs: object, tmp_path: Path) -> None:
    """What is no series in a manifest is left out; the briefing stays in the list."""
    page = index_page(tmp_path, put(tmp_path, entry("a", runs=runs)).values())
    assert "<svg" not in page
    assert "title a" in page


def test_spark_joins_only_what_may_be_compared() -> None:
    """Each run is one line; a run of one point is a dot; the numbers stand in its label."""
    drawn = spark([[(2019, 5.0), (2020, 7.5)], [(2022, 4.0)]], "收案 (件)")
    assert drawn.count("<path") == 1
    assert drawn.count("<circle") == 1
    assert "aria-label='收案 (件): 2019: 5, 2020: 7.5, 2022: 4'" in drawn
    assert "M3.5 15.6L33.2 3.5" in drawn  # 2019 of 2019..2022 at the left edge, 7.5 at the top


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """The index page of five briefings in Chromium; any request beyond the file is a failure."""
    told = put(
        tmp_path,
        entry("a", place="北京市通州区", district="110112"),
        entry("b", place="南通市通州区", district="320612", years="2023"),
        entry("c", place="全国", district="000000"),
    ) | {
        "d": entry(
            "d",
            "failed",
            place="青海省",
            district="630000",
            message=f"d: cell 2 failed: {EVIL}",
        )
    }
    write_index(tmp_path, told)
    context = browser.new_context()
    shown = context.new_page()
    shown.asked, shown.said = [], []
    shown.on("request", lambda r: shown.asked.append(r.url))
    shown.on("console", lambda m: shown.said.append(m.text))
    shown.on("dialog", lambda d: shown.said.append(d.message) or d.dismiss())
    shown.goto((tmp_path / "index.html").as_uri())
    yield shown
    context.close()


def places(page: Any) -> list[str]:
    return page.eval_on_selector_all(
        "tbody tr",
        "rows => rows.filter(r => !r.hidden).map(r => r.cells[0].firstChild.textContent)",
    )


@pytest.mark.browser
def test_search_and_state(page: Any) -> None:
    """Words and state narrow the list together; the number shown is announced."""
    page.fill("#words", "通州 3206")
    assert places(page) == ["南通市通州区"]
    assert page.inner_text("[role=status]") == "显示1份，共4份"
    page.fill("#words", "")
    page.select_option("#state", "failed")
    assert places(page) == ["青海省"]
    assert (page.said, len(page.asked)) == ([], 1)


@pytest.mark.browser
def test_sort_by_keyboard(page: Any) -> None:
    """Tab reaches the columns, Enter sorts up and down, and aria-sort tells which."""
    page.focus("#state")
    page.keyboard.press("Tab")  # the table's region
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert places(page) == ["青海省", "南通市通州区", "北京市通州区", "全国"]
    sorted_ = "heads => heads.map(h => h.getAttribute('aria-sort'))"
    assert page.eval_on_selector_all("thead th", sorted_)[0] == "descending"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.eval_on_selector_all("thead th", sorted_)[:2] == [None, "ascending"]


@pytest.mark.browser
def test_a_screen_reader_finds_its_way(page: Any) -> None:
    """The tree for assistive programs names the table, its columns, the search and each link."""
    tree = page.locator("body").aria_snapshot()
    for told in (
        'heading "法度简报目录" [level=1]', 'searchbox "查找"', 'combobox "状态"', "status",
        'region "按地区与年份列出；点列名可排序"', 'columnheader "地区"', "rowheader",
        'link "PDF · title a"', 'link "笔记本 · title a"', 'img "收案 (件): 2019: 5',
    ):  # fmt: skip
        assert told in tree, told


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(page: Any, scheme: str) -> None:
    """Every text stands off its ground by 4.5 to 1 (WCAG 2.2 AA), light and dark."""
    page.emulate_media(color_scheme=scheme)
    worst = page.evaluate("""() => {
      const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
      const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
      const ground = (e) => { const c = rgb(getComputedStyle(e).backgroundColor); return c[3] === 0 ? ground(e.parentElement) : c; };
      const ratio = (e) => { const [a, b] = [rgb(getComputedStyle(e).color), ground(e)].map(light).sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
      return Math.min(...[...document.querySelectorAll("h1, p, label, input, select, caption, th, td, small, a, button")].map(ratio));
    }""")
    assert worst >= 4.5


@pytest.mark.browser
def test_links_lead_to_the_files(page: Any) -> None:
    """Each link of a built briefing leads to a file that is there."""
    links = json.loads(page.evaluate("JSON.stringify([...document.links].map(a => a.href))"))
    assert len(links) == 6
    assert all(Path(link.removeprefix("file://")).is_file() for link in links)
