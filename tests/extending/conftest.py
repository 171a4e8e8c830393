"""A fresh workspace, and the real command line in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import fadu
from fadu.checks.register import _ADOPTED, laws

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace as `fadu init` makes it."""
    folder = tmp_path_factory.mktemp("made") / "study"
    code, _, err = fadu_in(folder.parent, "init", "study")
    assert code == 0, err
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A fresh copy of that workspace."""
    return Path(shutil.copytree(made, tmp_path / "study"))


@pytest.fixture
def run(study: Path) -> Run:
    """Run the command line in the workspace."""
    return lambda *words, **environment: fadu_in(study, *words, **environment)


@pytest.fixture
def call() -> Run:
    """Run the command line in a folder."""
    return fadu_in


@pytest.fixture
def put(study: Path) -> Callable[[str, str], Path]:
    """Copy an example into a folder of the workspace."""

    def copied(name: str, folder: str) -> Path:
        (study / folder).mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(fadu.example(name), study / folder))

    return copied


@pytest.fixture
def own_laws():
    """Forget, afterwards, the laws that a test adopted."""
    yield
    _ADOPTED.clear()
    laws.cache_clear()


def fadu_in(folder: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    """Run ``fadu`` as a process of its own."""
    source = str(Path(fadu.__file__).parents[1])
    before = os.environ.get("PYTHONPATH", "")
    paths = os.pathsep.join(p for p in (environment.pop("extra", ""), source, before) if p)
    done = subprocess.run(
        [sys.executable, "-m", "fadu.cli", *words],
        cwd=folder, env=os.environ | {"PYTHONPATH": paths} | environment, check=False,
        capture_output=True, text=True, encoding="utf-8", timeout=280,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr
