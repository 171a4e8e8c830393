"""Laws of parts and layers: the order of choices is nothing, and a layer laid twice is laid once."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fadu.codebook import Codebook, read_codebook
from fadu.errors import RequestError
from fadu.files import bundled
from fadu.model import TIERS
from fadu.panel import Panel, load
from fadu.schema import OBSERVATIONS, PANEL_TABLES
from fadu.workspace import make_workspace, workspace_of

PLACES = ["000000", "110112", "320612", "370000", "330000", "440300", "北京市"]
INDICATORS = ["review_received", "review_corrected", "review_concluded", "litigation_lost_rate"]
CHOICES: dict[str, st.SearchStrategy[object]] = {
    "districts": st.lists(st.sampled_from(PLACES), min_size=1, max_size=5),
    "years": st.lists(st.integers(2010, 2024), min_size=1, max_size=8),
    "indicators": st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=4),
    "tier": st.sampled_from(TIERS),
}
QUICK = settings(max_examples=20, deadline=None)


def same(one: Panel, other: Panel) -> None:
    """Hold two panels to the same figures with the same choices."""
    pd.testing.assert_frame_equal(one.observations, other.observations)
    pd.testing.assert_frame_equal(one.table, other.table)


@QUICK
@given(asked=st.fixed_dictionaries({}, optional=CHOICES), turned=st.permutations([*CHOICES]))
def test_the_order_of_choices_is_nothing(
    panel: Panel, asked: dict[str, object], turned: list[str]
) -> None:
    """Chosen at once, one by one, in any order or twice, the figures are the same."""
    at_once = panel.select(**asked)
    one_by_one = panel
    for name in turned:
        if name in asked:
            one_by_one = one_by_one.select(**{name: asked[name]})
    same(one_by_one, at_once)
    same(at_once.select(**asked), at_once)


@QUICK
@given(st.lists(st.integers(2015, 2024), min_size=1, max_size=6, unique=True))
def test_parts_make_the_whole(panel: Panel, years: list[int]) -> None:
    """Every figure of some years is a figure of one of them, and of no other."""
    parts = [panel.select(years=year) for year in sorted(years)]
    together = pd.concat([part.observations for part in parts])
    together = together.sort_values(list(OBSERVATIONS.key), ignore_index=True)
    pd.testing.assert_frame_equal(together, panel.select(years=years).observations)
    assert sum(map(len, parts)) == len(panel.select(years=years))


def test_a_weaker_tier_admits_more(panel: Panel) -> None:
    """Each tier admits the figures of those above it, and the weakest admits all."""
    sizes = [len(panel.select(tier=tier)) for tier in TIERS]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1] == len(panel)
    official = panel.select(tier="official").observations["source"]
    tiers = panel.sources.set_index("id")["tier"]
    assert set(tiers[official]) == {"official"}


def lines(book: Codebook) -> list[tuple[str, object]]:
    """Return the entries of a codebook in their order."""
    return [(name, entry.model_dump()) for name, entry in book.indicators.items()]


def test_a_codebook_laid_over_itself_is_itself(panel: Panel) -> None:
    """To lay a codebook over itself changes neither entries nor their order."""
    again = panel.codebook.layered(panel.codebook)
    assert lines(again) == lines(panel.codebook)
    assert [*again.units.items()] == [*panel.codebook.units.items()]
    empty = Codebook({}, {}, {}, {})
    assert lines(empty.layered(again)) == lines(again) == lines(again.layered(empty))


OWN = """[own_visits]
zh = "走访"
en = "visits"
unit = "次"
kind = "count"
polarity = "neither"
domain = "capacity"
definition_zh = "走访的次数。"
definition_en = "Visits paid."
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A workspace with a figure, a source and an indicator of its own."""
    data = make_workspace(tmp_path / "study") / "data"
    (data / "codebook" / "own.toml").write_text(OWN, encoding="utf-8")
    for name, row in (
        ("sources", "own1,Report,Office,2023-02,official,,"),
        ("observations", "320612,2022,,own_visits,value,12,次,exact,1,,own1,一、开头,3,5"),
    ):
        with (data / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
    return data


def test_a_layer_laid_twice_is_laid_once(study: Path, panel: Panel) -> None:
    """A codebook of one's own read over itself is the same; its entry stands in its domain."""
    once = load(study).codebook
    twice = read_codebook(study / "codebook", once)
    assert lines(twice) == lines(once)
    assert len(once.indicators) == len(panel.codebook.indicators) + 1
    domains = [entry.domain for entry in once.indicators.values()]
    order = [*once.domains]
    assert domains == sorted(domains, key=order.index)


def test_only_the_own_layer_is_added(study: Path, panel: Panel) -> None:
    """A workspace's panel is the bundled one and its own rows, none of them changed."""
    own = load(study)
    assert (own.layers[-1].added, own.layers[-1].overridden) == (1, 0)
    mine = own.observations["source"] == "own1"
    rest = own.observations[~mine].reset_index(drop=True)
    pd.testing.assert_frame_equal(rest, panel.observations.reset_index(drop=True))
    (row,) = own.observations[mine].to_dict("records")
    told = {"value": "12", "section": "一、开头", "start": 3, "end": 5, "resolution": "1"}
    assert {name: row[name] for name in told} == told
    assert own.sources["id"].tolist() == sorted([*panel.sources["id"], "own1"])


def test_a_new_workspace_adds_nothing(tmp_path: Path, panel: Panel) -> None:
    """The tables of a new workspace are empty, and its panel is the bundled one."""
    folder = make_workspace(tmp_path / "new")
    same(load(folder), panel)
    assert lines(load(folder).codebook) == lines(panel.codebook)
    tables = {schema.file for schema in PANEL_TABLES}
    assert tables < {path.name for path in (folder / "data").iterdir()}


def test_own_copies_of_notebooks_read_own_data(tmp_path: Path) -> None:
    """Every bundled notebook has a copy that says so; where it takes data it is given one's own."""
    folder = make_workspace(tmp_path / "new") / "notebooks"
    originals = {
        p.name: p.read_text(encoding="utf-8") for p in bundled("notebooks").glob("*.ipynb")
    }
    assert {p.name for p in folder.iterdir()} == set(originals)
    given_data = 0
    for name, original in originals.items():
        copy = (folder / name).read_text(encoding="utf-8")
        assert f"`fadu brief {name.removesuffix('.ipynb')}` prints" in copy
        assert 'data = \\"\\"' not in copy
        assert copy.count('data = \\"../data\\"') == original.count('data = \\"\\"')
        given_data += original.count('data = \\"\\"')
    assert given_data > 5


@pytest.mark.parametrize("within", [".", "data", "notebooks", "reports"])
def test_a_workspace_is_found_from_within(tmp_path: Path, within: str) -> None:
    """From any folder of a workspace its own is found, and outside of one none."""
    folder = make_workspace(tmp_path / "new")
    assert workspace_of(folder / within) == folder
    assert workspace_of(tmp_path) is None
    assert workspace_of(folder / "not" / "yet") == folder


REFUSED: dict[str, Callable[[Path], object]] = {
    "a file": lambda p: p.write_text("mine"),
    "a folder with a file": lambda p: (p.mkdir(), (p / "x").write_text("mine")),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_workspace_takes_no_place_of_another_thing(tmp_path: Path, kind: str) -> None:
    """Where something lies no workspace is made, and it stays as it was."""
    place = tmp_path / "study"
    REFUSED[kind](place)
    before = {p: p.read_text() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(RequestError, match="exists and is not an empty folder; name a new one"):
        make_workspace(place)
    assert {p: p.read_text() for p in tmp_path.rglob("*") if p.is_file()} == before
