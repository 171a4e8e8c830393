"""Laws of the command line under hostile words."""

import os
from pathlib import Path

import pytest
from command_lines import OCCUPIED, command_lines
from hypothesis import HealthCheck, given, settings

from fadu.cli import main


def state(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its content, and every folder."""
    return {
        str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"folder"
        for p in sorted(folder.rglob("*"))
    }


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to stand in, but for one file."""
    inside = tmp_path / "outer" / "inner"
    inside.mkdir(parents=True)
    (inside / OCCUPIED).write_text("一、概况\n受理5件。\n", encoding="utf-8")
    monkeypatch.chdir(inside)
    return tmp_path


def held(words: list[str], room: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = state(room)
    code = main(words)
    said = capfd.readouterr()
    assert code in {0, 1, 2}, words
    assert "Traceback" not in said.err
    if code == 2:
        assert said.out == "", words
        assert said.err.startswith("fadu: "), words
        assert said.err.count("\n") == 1, (words, said.err)
        assert said.err.removesuffix("\n").isprintable(), (words, said.err)
        assert state(room) == before, words


QUIET = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@given(words=command_lines())
@settings(max_examples=int(os.environ.get("N", "250")), **QUIET)
def test_every_hostile_line_is_answered(
    words: list[str], room: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A hostile command line ends in its exit code and, where refused, in one printable line."""
    held(words, room, capfd)
