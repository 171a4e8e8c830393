"""Data folders: where they are, what state they are in, what they call themselves."""

import json
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from fadu.errors import DataError

DESCRIPTOR = "datapackage.json"
_NEAR = 0.85  # decision.toml, Observations.csv; not observations.xlsx
_MEND = "`fadu init DIR` makes one to copy"
SIMULATED = "simulated"
"""A descriptor that holds this word as true makes a layer of this name: its figures are made up."""


def data_folder(path: Path) -> Path:
    """Return `path` or its ``data``, whichever holds ``datapackage.json``.

    Raises
    ------
    DataError
        Neither does.
    """
    try:
        for folder in (path, path / "data"):
            if (folder / DESCRIPTOR).is_file():
                return folder
    except (OSError, UnicodeEncodeError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None)
        raise DataError(f"--data {path} cannot be looked into: {reason}") from error
    what = "is empty" if path.is_dir() and not any(path.iterdir()) else "is no panel"
    what = what if path.is_dir() else "is no folder" if path.exists() else "does not exist"
    raise DataError(
        f"--data {path} {what}: no {DESCRIPTOR} in it; `fadu init DIR` makes a workspace",
    )


def check_names(folder: Path, known: Collection[str]) -> None:
    """Refuse a file whose name is that of a table but for a slip; it would not be read.

    Parameters
    ----------
    folder
        Of the tables; other files in it are left alone.
    known
        Names of the files that are read.

    Raises
    ------
    DataError
        A table is not there, and a file of a name that comes near is.
    """
    found = {p.name for p in folder.iterdir()}
    for name in sorted(found - set(known)):
        near = get_close_matches(name.lower(), known, 1, _NEAR)
        if near and near[0] not in found:
            raise DataError(
                f"{folder / name} is not read; rename it {near[0]}, or move it away"
            )


def state_of(folder: Path) -> tuple[object, ...]:
    """Return what tells one state of a data folder from another."""
    about = sorted((str(p), p.stat()) for p in folder.rglob("*") if p.is_file())
    return tuple((path, s.st_mtime_ns, s.st_size, s.st_ino) for path, s in about)


def layer_name(folder: Path) -> str:
    """Return the word simulated for a folder that says so of itself, else its path.

    Raises
    ------
    DataError
        The descriptor is not readable, or no object in JSON.
    """
    path = folder / DESCRIPTOR
    try:
        about = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:160]
        raise DataError(f"{path}: not readable as JSON: {reason}; {_MEND}") from error
    if not isinstance(about, dict):
        raise DataError(f"{path} is no object in JSON; {_MEND}")
    return SIMULATED if about.get(SIMULATED) is True else str(folder)
