"""Laws of the pages of a district profile: nothing is lost, nothing more is said than is known."""

from collections.abc import Callable
from typing import Any

import pytest

from fadu import profile
from fadu.analyses.neighbours import MOST_BESIDE, neighbours
from fadu.analyses.profile import Profile
from fadu.codebook import LANGUAGES, Language
from fadu.page import Beside, Block, Chart, Page, Table, plain
from fadu.pages import profile as pages
from fadu.panel import Panel
from fadu.rounding import as_given, number

Make = Callable[[list[dict[str, Any]], list[dict[str, Any]]], Panel]
A = [{"id": "a", "published": "2024"}]


def blocks(shown: Page) -> list[Block]:
    found: list[Block] = []
    for block in shown.blocks:
        found += [block.left, block.right] if isinstance(block, Beside) else [block]
    return found


def cells(made: Profile, lang: Language) -> str:
    shown = [*blocks(pages.indicators(made, lang)), *blocks(pages.rest(made, lang))]
    tables = [block for block in shown if isinstance(block, Table)]
    return " ".join(plain(cell) for t in tables for row in t.rows for cell in row)


@pytest.mark.parametrize(
    "district", ["110112", "320612", "000000", "110000", "310000", "660000"]
)
def test_every_figure_of_the_place_is_on_the_page(panel: Panel, district: str) -> None:
    """Each figure printed about the place stands in a table, also a count without its pair."""
    made = profile(panel, district)
    told = cells(made, "zh").replace("亿", "万")
    for row in made.own.itertuples():
        entry = panel.codebook[row.indicator]
        forms = {as_given(abs(row.value)), number(abs(row.value))}
        forms |= {as_given(row.value / 1e4), as_given(row.value / 1e8)} & {
            form
            for form in (as_given(row.value / 1e4), as_given(row.value / 1e8))
            if entry.kind == "amount"
        }
        assert any(form in told for form in forms), (row.indicator, row.year, row.printed)


def test_a_count_without_its_pair_is_among_the_rest(panel_of: Make) -> None:
    """Where only one of a rate's counts is printed, it stands among the other figures."""
    rows = [
        {"indicator": "review_concluded", "district": "110112", "year": 2019, "value": "100"},
        {"indicator": "review_corrected", "district": "110112", "year": 2019, "value": "20"},
        {"indicator": "review_concluded", "district": "110112", "year": 2020, "value": "777"},
    ]
    made = profile(panel_of(rows, A), "110112")
    assert made.rest["printed"].tolist() == ["777"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_silence_is_printed_with_its_reason(panel_of: Make, lang: Language) -> None:
    """A figure that a source says it withholds stands in the table by its reason."""
    rows = [
        {"indicator": "review_received", "district": "110112", "year": 2019, "value": "9"},
        {
            "indicator": "review_rejected",
            "district": "110112",
            "year": 2019,
            "status": "withheld",
        },
    ]
    told = cells(profile(panel_of(rows, A), "110112"), lang)
    assert {"zh": "不予公布", "en": "withheld"}[lang] in told
    assert "nan" not in told


def test_a_change_has_a_row_of_its_own(panel: Panel) -> None:
    """A printed growth stands under its own name, behind the figure itself."""
    (table,) = [
        b for b in pages.rest(profile(panel, "320612"), "en").blocks if isinstance(b, Table)
    ]
    names = [plain(row[0]) for row in table.rows]
    at = names.index("cases handled on commitment")
    assert names[at + 1] == "cases handled on commitment, change on the year"
    assert plain(table.rows[at + 1][1]).startswith("+23.7%[")


def provinces(panel_of: Make, many: int, first: int = 110000) -> Panel:
    codes = [f"{code:06d}" for code in range(first, 660000, 10000)]
    known = panel_of([], A).districts
    held = [c for c in codes if c in known and known[c].level == "province"][:many]
    rows = [
        {"indicator": "review_accepted", "district": c, "year": 2018, "value": str(100 + n)}
        for n, c in enumerate(held)
    ]
    return panel_of(rows, A)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("many", "charts"), [(1, 0), (3, 0), (4, 1)])
def test_places_are_charted_where_there_are_enough(
    panel_of: Make, many: int, charts: int, lang: Language
) -> None:
    """Three others that may be compared are drawn; fewer are listed and called too few."""
    shown = pages.indicators(profile(provinces(panel_of, many), "110000"), lang)
    drawn = [b for b in shown.blocks if isinstance(b, Chart)]
    assert len(drawn) == charts
    assert all(f"{many}" in chart.alt for chart in drawn)


def test_many_places_are_cut_and_counted(panel: Panel, panel_of: Make) -> None:
    """Of very many places those nearest by area have a row, and the others are counted."""
    counties = [c for c, d in panel.districts.places.items() if d.level == "county"][:300]
    rows = [
        {"indicator": "review_accepted", "district": c, "year": 2018, "value": "5"}
        for c in counties
    ]
    found = neighbours(panel_of(rows, A), "review_accepted", counties[200], 2018)
    assert len(found.rows) == MOST_BESIDE + 1
    assert found.unshown == 300 - MOST_BESIDE - 1
    home = panel.districts[counties[200]].parent
    siblings = [c for c in counties if panel.districts[c].parent == home]
    assert set(siblings[:MOST_BESIDE]) <= set(found.rows["district"])


def test_disagreement_says_which_figure_each_number_rests_on(panel: Panel) -> None:
    """The count's later figure and the rate's own pair are told apart, word for word."""
    assert profile(panel, "110112", years="2019:2024").disagreements("zh") == [
        (
            "2022年行政复议直接纠错数各来源不一致（51件、60件）：采用较晚公布的60件；"
            "行政复议直接纠错率的分子与分母取自同一来源，用51/476；各值均列出。"
        )
    ]
    assert profile(panel, "000000", years=2023).disagreements("en")[-1] == (
        "Settlement rate of administrative reconsideration, 2023: sources disagree (12.6% and "
        "25%); a recorded decision takes 25%; all are shown."
    )


def test_a_place_with_one_plain_count_has_a_key_point(panel: Panel) -> None:
    """Where nothing can be compared or tested, the figure itself is the key point."""
    assert profile(panel, "660000").sentences("en") == [
        (
            "Administrative reconsideration cases accepted in Xinjiang Production and Construction "
            "Corps, 2019: 146 cases."
        )
    ]


def test_many_stretches_of_years_are_a_span_in_the_title(panel: Panel) -> None:
    """A title names a few stretches of years, else the span and how many years there are."""
    title = pages.head(profile(panel, "000000"), "zh").blocks[0].title
    assert title == "全国（1980—2025年间19年）"
    assert pages.head(profile(panel, "110112"), "en").blocks[0].title.endswith(", 2019 to 2024")
