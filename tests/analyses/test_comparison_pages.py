"""Pages of comparisons and of data quality: every part builds, every figure cites its source."""

import json
from pathlib import Path

import pytest

import fadu
from fadu.analyses import compare, coverage, simulated_panel
from fadu.analyses.simulated import Made
from fadu.page import Beside, Chart, Heading, Points, Sources, Table, plain
from fadu.pages import comparison, quality

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
COMPARISON = ("head", "key_points", "chart", "standing", "tiles", "tables", "method", "sources")
QUALITY = ("head", "key_points", "chart", "bounds", "self_check", "method", "sources")
CASES = {
    "funnel": ("review_accepted", 2019, "310000"),
    "outside the limits": ("review_accepted", 2019, "330000"),
    "counts": ("litigation_first_instance", 2022, None),
    "bound": ("disclosure_applications", 2023, "320612"),
    "alone": ("mediation_success_rate", 2023, "320612"),
    "few": ("litigation_lost_rate", 2022, None),
}


def flat(blocks):
    for block in blocks:
        if isinstance(block, Beside):
            yield from flat([block.left, block.right])
        else:
            yield block


def built(module, parts, result, lang):
    return list(flat(b for part in parts for b in getattr(module, part)(result, lang).blocks))


def cites(block):
    spans = []
    if isinstance(block, Table):
        spans = [s for row in block.rows for cell in row for s in cell]
    elif isinstance(block, Chart):
        spans = list(block.source)
    elif isinstance(block, Points):
        spans = [s for point in block.points for s in point]
    return {s.cite for s in spans if s.cite}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_every_part_builds_and_cites_what_it_shows(panel, case, lang):
    """Whatever can be asked gives pages whose tables and charts lead to listed sources."""
    indicator, year, focus = CASES[case]
    found = compare(panel, indicator, year, focus=focus)
    blocks = built(comparison, COMPARISON, found, lang)
    (listed,) = [b for b in blocks if isinstance(b, Sources)]
    known = {entry.id for entry in listed.entries}
    for block in blocks:
        assert cites(block) <= known
        if isinstance(block, Chart):
            assert cites(block)
            assert block.alt.endswith("。" if lang == "zh" else ".")
        if isinstance(block, Table):
            assert all(row[-1] for row in block.rows)


def test_funnel_page_has_four_charts_and_two_tables(panel):
    """The provinces of 2019 have funnel, verdicts, rank sets and map; places and left out."""
    blocks = built(comparison, COMPARISON, compare(panel, "review_accepted", 2019), "zh")
    assert sum(isinstance(b, Chart) for b in blocks) == 4
    places, gone = (b for b in blocks if isinstance(b, Table))
    assert [len(places.rows), len(gone.rows)] == [32, 4]
    first = [plain(cell) for cell in places.rows[0]]
    assert first[:7] == ["上海市", "14,847", "2,481", "59.8", "58.9—60.8", "1", "高于99.8%限"]
    heads = [b.words for b in blocks if isinstance(b, Heading)]
    assert heads == [
        "各地", "判断与名次集", "各省级地区", "未纳入比较", "方法与限度", "数据与来源",
    ]  # fmt: skip


def test_page_without_verdict_draws_no_funnel(panel):
    """Plain counts have an interval plot and no word on limits or ranks."""
    found = compare(panel, "review_received", 2014)
    blocks = built(comparison, COMPARISON, found, "en")
    assert sum(isinstance(b, Chart) for b in blocks) == 1
    assert "Rank sets" not in {b.words for b in blocks if isinstance(b, Heading)}


def test_simulated_pages_say_so_in_every_block(panel):
    """Title, captions, alternative texts and key points of simulated figures name them."""
    made = simulated_panel(panel, made=Made(districts=60))
    blocks = built(comparison, COMPARISON, compare(made, "litigation_lost_rate", 2016), "en")
    assert blocks[0].title.startswith("[Simulated data] ")
    charts = [b for b in blocks if isinstance(b, Chart)]
    assert len(charts) == 3
    for chart in charts:
        assert chart.alt.startswith("[Simulated data] ")
        assert chart.caption.startswith("[Simulated data] ")
    assert all(plain(p).startswith("[Simulated data] ") for p in blocks[1].points)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_quality_pages_cite_what_they_show(panel, lang):
    """Bounds and contradictions lead to listed sources; the map names how many are attached."""
    blocks = built(quality, QUALITY, coverage(panel), lang)
    (listed,) = [b for b in blocks if isinstance(b, Sources)]
    known = {entry.id for entry in listed.entries}
    assert known == {c for b in blocks for c in cites(b)}
    (chart,) = [b for b in blocks if isinstance(b, Chart)]
    assert "sources.csv" in plain(chart.source)
    (table,) = [b for b in blocks if isinstance(b, Table)]
    assert len(table.rows) == quality.MOST_BOUNDS


def test_quality_of_a_small_selection_builds(panel):
    """One indicator of one year has pages, without a table of bounds."""
    found = coverage(panel, indicators="review_received", years=2014)
    blocks = built(quality, QUALITY, found, "zh")
    assert not [b for b in blocks if isinstance(b, Table)]


@pytest.mark.parametrize("name", ["indicator_comparison", "data_quality"])
def test_notebook_is_thin_and_runs(name):
    """The notebook has one parameters cell, no function, no output, and its cells run."""
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = [c for c in cells if c["cell_type"] == "code"]
    assert [c["metadata"].get("tags") for c in code].count(["parameters"]) == 1
    assert cells[0]["metadata"]["tags"] == cells[-1]["metadata"]["tags"] == ["notebook-only"]
    room: dict[str, object] = {}
    for cell in code:
        assert len(cell["source"]) <= 15
        assert not cell["outputs"]
        exec("".join(cell["source"]), room)  # noqa: S102
    assert room["fadu"] is fadu
