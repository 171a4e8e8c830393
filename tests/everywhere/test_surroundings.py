"""The same request gives the same bytes, whatever the machine around it is like."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Making = Callable[..., dict[str, str]]
ROOT = Path(__file__).parents[2]


def runs(*command: str) -> bool:
    """Whether a command ends well."""
    return not subprocess.run(command, check=False, capture_output=True).returncode


SURROUNDINGS = {
    "another time zone": {"TZ": "Asia/Kathmandu"},
    "a plain locale": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"},
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "a narrow terminal": {"COLUMNS": "20", "NO_COLOR": "1", "TERM": "dumb"},
    "another backend": {"MPLBACKEND": "pdf"},
}


@pytest.mark.long
@pytest.mark.timeout(900)
def test_surroundings_leave_no_trace(make: Making) -> None:
    """Time zone, locale, hash seed, terminal and backend change no byte."""
    plain = make("plain")
    found = {name: make(name, environment) for name, environment in SURROUNDINGS.items()}
    assert found == dict.fromkeys(SURROUNDINGS, plain)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("taskset") is None, reason="no taskset here")
def test_one_core_is_enough(make: Making) -> None:
    """One core gives the bytes that several give."""
    first = min(os.sched_getaffinity(0))
    assert make("one", before=("taskset", "-c", str(first))) == make("all")


ALONE = ("unshare", "--net", "--map-root-user")


def offline() -> bool:
    """Whether a process can be given a network of its own, with nothing in it."""
    return shutil.which("unshare") is not None and runs(*ALONE, "true")


@pytest.mark.long
@pytest.mark.skipif(not offline(), reason="no network namespaces here")
def test_no_network_is_needed(make: Making) -> None:
    """Where no address can be reached, not even this machine's own, all is made the same."""
    alone = make("alone", before=ALONE)
    assert alone == make("plain")


CANDIDATES = ("3.11", "3.12", "3.13", "3.14")


def other_python() -> str | None:
    """Return another Python that fadu admits, if there is one."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    versions = Path("~/.pyenv/versions").expanduser()
    others = [v for v in reversed(CANDIDATES) if v != here]
    found = [
        str(path)
        for version in others
        for path in (
            shutil.which(f"python{version}"),
            *versions.glob(f"{version}.*/bin/python"),
        )
        if path
    ]
    return next((path for path in found if runs(path, "-c", "import ensurepip")), None)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.skipif(other_python() is None, reason="one Python alone here")
def test_another_python_gives_the_same_bytes(make: Making, tmp_path: Path) -> None:
    """Two versions of Python, with the same libraries, make the same bytes."""
    home = tmp_path / "venv"
    subprocess.run([str(other_python()), "-m", "venv", home], check=True)
    python = str(home / "bin" / "python")
    install = ["-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", ROOT]
    subprocess.run([python, *install], check=True, capture_output=True)
    there = make("there", {"PYTHONPATH": ""}, python=python, own=False)
    assert there == make("here")
