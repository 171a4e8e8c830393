"""Laws of a cluster: workers build what this machine builds, and a lost one costs nothing."""

import hashlib
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from faults import Cluster, descendants

from fadu.briefing.manifest import Manifest

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]
WORDS = (
    sys.executable,
    "-m",
    "fadu.cli",
    "brief",
    "--all-districts",
    "--years",
    "2023",
    "--jobs",
    "2",
)


def brief(home: Path, out: str, *more: str) -> subprocess.CompletedProcess[str]:
    words = [*WORDS, "--out", out, *more]
    return subprocess.run(words, cwd=home, capture_output=True, text=True, check=False)


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for ending in ("*.pdf", "executed/*.ipynb")
        for p in folder.glob(ending)
    }


def test_fifty_briefings_on_two_workers(tmp_path: Path) -> None:
    """Two workers, one killed on the way, build the bytes of a local run, and all are accounted for."""
    here = brief(tmp_path, "here")
    assert here.returncode == 0, here.stderr
    with Cluster(2) as cluster:
        loss = threading.Timer(15, cluster.lose)
        loss.start()
        there = brief(tmp_path, "there", "--scheduler", cluster.address)
        loss.join()
    assert there.returncode == 0, there.stderr
    local, remote = hashes(tmp_path / "here"), hashes(tmp_path / "there")
    assert local == remote
    assert len([name for name in remote if name.endswith(".pdf")]) >= 50
    accounts = [Manifest(tmp_path / out).entries for out in ("here", "there")]
    assert {s: (e.state, e.pdf, e.used, e.inputs) for s, e in accounts[0].items()} == {
        s: (e.state, e.pdf, e.used, e.inputs) for s, e in accounts[1].items()
    }


def test_a_scheduler_without_workers_is_refused(tmp_path: Path) -> None:
    """A scheduler that has no worker is refused with the command that starts one."""
    with Cluster(0) as cluster:
        done = brief(tmp_path, "out", "--scheduler", cluster.address)
    assert done.returncode == 2
    assert f"has no worker; start one: dask worker {cluster.address}" in done.stderr


def test_the_warm_parent_is_a_process_of_its_own(tmp_path: Path) -> None:
    """Beside a worker stands a warm parent, forking children; it ends with the worker."""
    words = [*WORDS[:4], "--district", "110112", "--years", "2023", "--out", "out"]
    with Cluster(1) as cluster:
        done = subprocess.run(
            [*words, "--scheduler", cluster.address], cwd=tmp_path, check=False
        )
        assert done.returncode == 0
        below = descendants(cluster.processes[-1].pid)
        commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in below]
        assert sum(b"fadu.briefing.engine.parent" in command for command in commands) == 1
        cluster.lose()  # and nothing is left of it
