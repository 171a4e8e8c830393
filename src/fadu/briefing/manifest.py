"""The manifest of an output folder: one JSON line for each briefing that was built or failed."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MANIFEST = "manifest.jsonl"


@dataclass(frozen=True)
class Entry:
    """What became of one briefing.

    Parameters
    ----------
    stem
        Name of its files.
    state
        done or failed.
    inputs
        Hash of notebook, parameters, version and everything but figures that it rests on.
    districts, indicators
        Of the figures that it used.
    figures
        Hash of all figures of these districts and of these indicators.
    pdf
        SHA-256 of the PDF; empty where it failed.
    parameters
        As they were, without paths.
    message
        Why it failed.
    seconds
        How long it took.
    finished
        When, ISO 8601 in UTC.
    versions
        Of Python and of the libraries that shape the output.
    """

    stem: str
    state: str
    inputs: str
    districts: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    figures: str = ""
    pdf: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    seconds: float = 0.0
    finished: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


def read_manifest(folder: Path) -> tuple[dict[str, Entry], int]:
    """Return the last entry of each briefing, and how many lines could not be read.

    Parameters
    ----------
    folder
        The output folder; without a manifest there are no entries.
    """
    path = folder / MANIFEST
    if not path.exists():
        return {}, 0
    found: dict[str, Entry] = {}
    damaged = 0
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            told = json.loads(line)
            told |= {k: tuple(told[k]) for k in ("districts", "indicators")}
            found[told["stem"]] = Entry(**told)
        except (ValueError, TypeError, KeyError):
            damaged += 1
    return found, damaged


def append_entry(folder: Path, entry: Entry) -> None:
    """Add one line in one write, so that two batches never mix their lines."""
    line = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True, default=str) + "\n"
    path = folder / MANIFEST
    # A line that a killed process left half-written is closed, not continued.
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else "\n" + line
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(content: bytes) -> str:
    """Return a hash in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
