"""The manifest of an output folder: one JSON line for each briefing that was built or failed."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from fadu.briefing.usage import Usage
from fadu.errors import BuildError, RequestError
from fadu.files import there
from fadu.model import Level

MANIFEST = "manifest.jsonl"
STATES = ("done", "failed")


@dataclass(frozen=True)
class Entry:
    """What became of one briefing.

    Parameters
    ----------
    stem
        Name of its files.
    state
        done or failed.
    notebook
        Name of the notebook.
    parameters
        As they were, without paths.
    inputs
        Hash of each part that it rests on besides figures; see `fadu.briefing.grounds`.
    used
        The figures that it looked at, and the files that the notebook read.
    pdf, executed
        SHA-256 of the PDF and of the executed notebook; empty where it failed.
    shows
        What the index page tells of it; see `fadu.briefing.shows`.
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
    notebook: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    used: Usage = field(default_factory=Usage)
    pdf: str = ""
    executed: str = ""
    shows: Mapping[str, Any] = field(default_factory=dict)
    message: str = ""
    seconds: float = 0.0
    finished: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


class _Seen(BaseModel):
    """Where a run looked, as a line tells it."""

    model_config = ConfigDict(strict=True, extra="forbid")

    level: Level | None = None
    districts: list[str] = []
    years: list[int] = []
    indicators: list[str] = []


_Names = dict[str, str]
_Number = Annotated[float, Field(gt=-(10**24), lt=10**24)]  # as a figure of the panel


class _Shown(BaseModel):
    """What the index page is told."""

    title: str = ""
    lang: str = ""
    place: _Names = {}
    indicator: _Names = {}
    unit: str = ""
    runs: list[list[tuple[int, _Number]]] = []


_ENTRY = TypeAdapter(Entry)


class Manifest:
    """The entries of an output folder; other processes may add theirs at any time.

    Parameters
    ----------
    folder
        The output folder; without a manifest there are no entries.

    Raises
    ------
    RequestError
        The manifest is a folder, a pipe or a device.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / MANIFEST
        self.entries: dict[str, Entry] = {}
        self.damaged = 0
        self._read = 0  # bytes
        if there(self.path) and not self.path.is_file():
            raise RequestError(f"{self.path} is no file; move it away or choose another --out")
        self.refresh()
        if self._tail():
            self.damaged += 1

    def refresh(self) -> None:
        """Take in the whole lines that were added since; the last entry of a briefing counts."""
        size = self.path.stat().st_size if self.path.exists() else 0
        if size < self._read:  # another file than the one known
            self.entries, self.damaged, self._read = {}, 0, 0
        if size == self._read:
            return
        with self.path.open("rb") as file:
            file.seek(self._read)
            whole, _, _ = file.read(size - self._read).rpartition(b"\n")
        for line in whole.split(b"\n") if whole else []:
            self._take(line)
        self._read += len(whole) + 1 if whole else 0

    def append(self, entry: Entry) -> None:
        """Add one line, whole or not at all; the folder's lock keeps other processes waiting.

        Raises
        ------
        BuildError
            It cannot be written.
        """
        line = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True, default=str)
        try:
            _append(self.path, line.encode() + b"\n")
        except OSError as error:
            raise BuildError(f"cannot write {self.path}: {error.strerror}") from error
        self.refresh()

    def _take(self, line: bytes) -> None:
        entry = _entry(line)
        if entry is not None:
            self.entries[entry.stem] = entry
        elif line.strip():
            self.damaged += 1

    def _tail(self) -> bool:
        return self.path.exists() and self.path.stat().st_size > self._read


def _append(path: Path, line: bytes) -> None:
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(handle).st_size
        # A line that a killed process left half-written is closed, not continued.
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line
        try:
            left = memoryview(line)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def _entry(line: bytes) -> Entry | None:
    """Return the entry of a line; None where it is damaged or names no file of the folder."""
    try:
        entry = _ENTRY.validate_json(line, strict=True)
        for scope, _ in entry.used.scopes:
            _Seen.model_validate(scope)
        _Shown.model_validate(entry.shows)
    except ValueError:
        return None
    named = entry.stem and not set(entry.stem) & set("/\\\0") and entry.stem[0] != "."
    return entry if named and entry.state in STATES else None
