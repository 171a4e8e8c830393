"""Faults in short: a few of each kind; ``python -m tests.batch.faults`` tries many."""

import random
from pathlib import Path

import pytest
from faults import Place, State, trials, undisturbed, workspace

TRIALS = trials(3, 1, random.Random(7), 8.0)  # noqa: S311  # moments, not secrets
pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> State:
    """The files of a run without a fault."""
    return undisturbed(tmp_path_factory.mktemp("faults"))[0]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with a small notebook."""
    return workspace(tmp_path / "home")


@pytest.mark.parametrize(("name", "fault"), TRIALS, ids=[name for name, _ in TRIALS])
def test_the_next_run_makes_good(name: str, fault, place: Place, wanted: State) -> None:
    """After a fault the next run ends with exactly the files of an undisturbed one."""
    fault(place, wanted)
