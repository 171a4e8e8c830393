"""Laws of benchmarks: each works and prints its columns; what they measure by is the same work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fadu.benchmarks.__main__ import NAMES, main
from fadu.benchmarks.commands import FADU, PYTHON, run
from fadu.benchmarks.lists import mixed, richest, write_sets
from fadu.benchmarks.machine import family, held, machine
from fadu.benchmarks.tables import markdown
from fadu.briefing.house import House
from fadu.briefing.line import Line
from fadu.briefing.notebooks import find_notebook
from fadu.briefing.plan import Planner
from fadu.briefing.requests import requests
from fadu.errors import BuildError
from fadu.panel import load

COLUMNS = {
    "briefings": ("a minute", "× stock", "× floor", "floor: the cells as a plain loop"),
    "workers": ("workers", "× one", "MB each further"),
    "growth": ("briefings", "each", "again, nothing to do"),
    "profile": ("part", "share", "page.indicators(profile, lang)", "PDF: Typst", "**whole**"),
    "national": ("× raw read", "× Arrow table", "simulated data, of no real place"),
    "intake": ("reports a second", "quantities a second", "× plain search"),
    "startup": ("imports pandas", "`fadu --help`", "`fadu brief`, up to date"),
    "explorer": ("milliseconds", "a choice, median"),
}


def test_every_benchmark_is_tried_here() -> None:
    """A benchmark that is listed has its columns in this file."""
    assert set(COLUMNS) == set(NAMES)


@pytest.mark.long
@pytest.mark.parametrize("name", [n for n in NAMES if n != "briefings"])
def test_a_quick_run_prints_its_table(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Each benchmark runs, says what it ran on, and prints its columns; no path of the machine."""
    assert main([name, "--quick"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert "cores" in out
    assert not [word for word in COLUMNS[name] if word not in out]
    assert str(Path.home()) not in out
    assert sys.prefix not in out


@pytest.mark.long
def test_no_part_of_a_profile_is_counted_twice(tmp_path: Path) -> None:
    """The stages of a briefing take no less than no time, and together all of it."""
    notebook, panel = find_notebook("district_profile"), load()
    planned = Planner(panel, House(), tmp_path).plan(requests(notebook, richest(1), panel), {})
    with Line() as line:
        [outcome] = line.results(planned)
    assert outcome.built is not None
    stages = dict(outcome.built.stages)
    cells = [stages.pop(name) for name in list(stages) if name.startswith("cell ")]
    assert min(stages.values()) > 0
    assert sum(cells) <= stages["cells"]
    assert sum(stages.values()) == pytest.approx(outcome.seconds)


@pytest.mark.browser
@pytest.mark.long
def test_the_stock_tools_are_measured_too(capfd: pytest.CaptureFixture[str]) -> None:
    """The comparison with papermill, nbconvert and Chromium runs and prints its columns."""
    assert main(["briefings", "--quick"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert not [word for word in COLUMNS["briefings"] if word not in out]


@pytest.mark.long
def test_the_floor_prints_the_same_briefing(tmp_path: Path) -> None:
    """The plain loop that a batch is measured by prints the batch's PDF, byte for byte."""
    sets = write_sets(tmp_path / "sets.csv", richest(2))
    words = ["brief", "district_profile", "--sets", str(sets), "--out", "engine"]
    built = run([*FADU, *words], cwd=tmp_path)
    run([*PYTHON, "-m", "fadu.benchmarks.floor", str(sets), "floor"], cwd=tmp_path)
    assert len(built.lines) == 2
    for line in built.lines:
        path = tmp_path / line
        assert path.read_bytes() == (tmp_path / "floor" / path.name).read_bytes()


def test_a_command_that_fails_is_told() -> None:
    """A command that is not there, or fails, is refused by name with what it said last."""
    with pytest.raises(BuildError, match="no-such-command cannot be run: No such file"):
        run(["no-such-command"])
    with pytest.raises(BuildError, match="ended with exit code 3: not today"):
        run([*PYTHON, "-c", "import sys; sys.stderr.write('not today'); sys.exit(3)"])


def test_what_a_command_took() -> None:
    """Each line is stamped as it is printed, and processor time is that of the command alone."""
    code = "import time; print(1, flush=True); time.sleep(0.3); print(2)"
    ran = run([*PYTHON, "-c", code], weigh=True)
    assert ran.lines == ("1", "2")
    assert ran.stamps[1] - ran.stamps[0] >= 0.25
    assert ran.seconds >= ran.stamps[1]
    assert 0 < ran.cpu < ran.seconds
    assert ran.peak == 0 or ran.peak > 1_000_000


def test_lists_are_the_same_each_time() -> None:
    """The districts that are measured depend on the panel alone, and part of a list is its start."""
    assert richest(3) == richest(5)[:3]
    assert mixed(10) == mixed(40)[:10]
    assert len({tuple(s.values()) for s in mixed(400)}) == 400


def test_words_of_the_machine() -> None:
    """A measurement says cores and versions, and this process is its own family."""
    assert "cores" in machine()
    assert held() >= 0
    assert markdown(("a", "b"), [("x", "1")]) == "| a | b |\n| --- | ---: |\n| x | 1 |"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
def test_the_family_of_a_process() -> None:
    """All that descend from a process are found, and no others."""
    with subprocess.Popen([*PYTHON, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in family(os.getpid())
        assert os.getpid() not in family(child.pid)
        child.communicate(b"\n")
