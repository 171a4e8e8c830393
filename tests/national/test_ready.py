"""A large panel that was made ready for many selections answers as one that was not."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from fadu.analyses.estimates import estimates
from fadu.briefing.usage import Ledger
from fadu.panel import Panel, load, store
from fadu.panel.coded import Rows
from fadu.panel.national import Size, write_national
from fadu.panel.seen import Scope, recorded

INDICATOR = "review_concluded"
WANTED = [
    {"districts": "900101"},
    {"indicators": INDICATOR},
    {"districts": ["900101", "320000"], "indicators": INDICATOR, "years": 2023},
    {"districts": "110112", "indicators": [INDICATOR, "review_corrected"]},
    {"districts": []},
    {"years": "2021:2022"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated panel on disk."""
    made = tmp_path_factory.mktemp("ready")
    write_national(made, Size(districts=40, years=4, indicators=12, seed=3))
    return made


@pytest.fixture
def small(folder: Path) -> Panel:
    """A panel whose figures are a frame."""
    return load(folder)


@pytest.fixture
def large(folder: Path, small: Panel, monkeypatch: pytest.MonkeyPatch) -> Iterator[Panel]:
    """The same, held as one of national size."""
    del small  # it is read before the bound is lowered
    monkeypatch.setattr("fadu.panel.store.SHARED", 0)
    monkeypatch.setattr("fadu.panel.panel.SHARED", 0)
    store._loaded.cache_clear()
    yield load(folder)
    store._loaded.cache_clear()


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_an_index_finds_what_a_look_at_all_finds(
    large: Panel, wanted: dict[str, object]
) -> None:
    """The same rows in the same order, whichever way they are found."""
    before = large.select(**wanted)
    large.ready()
    after = large.select(**wanted)
    pd.testing.assert_frame_equal(after.observations, before.observations)
    assert after.scope == before.scope


def test_what_is_kept_is_what_would_be_computed(small: Panel, large: Panel) -> None:
    """Estimates of a part, cut from those of all, are those of the part; so is what was looked at."""
    assert not large.for_many
    with recorded() as looked:
        before = estimates(large, INDICATOR, ["900101"], [2021, 2023])
    large.ready()
    assert large.for_many
    assert large.alike().identity is large.identity
    with recorded() as seen:
        after = estimates(large, INDICATOR, ["900101"], [2021, 2023])
    pd.testing.assert_frame_equal(after, before)
    pd.testing.assert_frame_equal(after, estimates(small, INDICATOR, ["900101"], [2021, 2023]))
    assert set(seen.scopes) <= set(looked.scopes)
    assert isinstance(vars(large)["observations"], Rows)


def test_years_are_found_without_a_frame(small: Panel, large: Panel) -> None:
    """Thousands of places are asked for their years before a batch: no frame is made for that."""
    for district in ("900101", "110112", "no such place"):
        assert large.years_of(district) == small.years_of(district)
    assert isinstance(vars(large)["observations"], Rows)


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(districts=frozenset({"900101"})),
        Scope(years=frozenset({2023}), indicators=frozenset({INDICATOR})),
        Scope(districts=frozenset({"no such place"})),
    ],
    ids=str,
)
def test_a_ledger_does_not_depend_on_how_figures_are_held(
    small: Panel, large: Panel, scope: Scope
) -> None:
    """A briefing is up to date by its figures, not by the form in which a panel holds them."""
    assert Ledger(large).standing(scope) == Ledger(small).standing(scope)
    large.ready()
    assert Ledger(large).standing(scope) == Ledger(small).standing(scope)
