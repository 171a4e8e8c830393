"""What the tests of many briefings share: one warm parent, and the command line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from engines import Engine

from fadu.briefing.engine.warm import Warm
from fadu.cli import main

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One warm parent for all tests of a worker."""
    with Warm() as warm:
        warm.wait_until_warm(180)
        yield Engine(warm)


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Return a function that runs ``fadu brief`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, list[str], str]:
        code = main(["brief", *words])
        said = capfd.readouterr()
        return code, said.out.splitlines(), said.err

    return call
