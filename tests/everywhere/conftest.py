"""What the command line makes in surroundings of all kinds, as bytes."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import fadu

SOURCE = Path(fadu.__file__).parents[1]
BRIEFING = ("brief", "--district", "320612", "--years", "2023", "--out")
TABLES = ("panel.csv", "panel.json")

Making = Callable[..., dict[str, str]]


@pytest.fixture
def make(tmp_path: Path) -> Making:
    """Return a function that prints a briefing and two exports, and gives their hashes."""

    def made(
        name: str,
        environment: Mapping[str, str] | None = None,
        before: tuple[str, ...] = (),
        python: str = sys.executable,
        *,
        own: bool = True,
    ) -> dict[str, str]:
        folder = tmp_path / name
        folder.mkdir()
        surroundings = os.environ | dict(environment or {})
        surroundings.pop("SOURCE_DATE_EPOCH", None)
        if own:
            paths = [str(SOURCE), os.environ.get("PYTHONPATH", "")]
            surroundings["PYTHONPATH"] = os.pathsep.join(p for p in paths if p)
        calls = [(*BRIEFING, "out"), *(("export", table) for table in TABLES)]
        for words in calls:
            done = subprocess.run(
                [*before, python, "-m", "fadu.cli", *words], cwd=folder, env=surroundings,
                check=False, capture_output=True, text=True, timeout=280,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        files = [*folder.glob("out/*.pdf"), *(folder / table for table in TABLES)]
        assert len(files) == 3
        return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    return made
