"""Lists of parameter sets: a row of a CSV file, or a table of a TOML file, is one briefing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fadu.briefing.notebooks import Notebook
from fadu.errors import RequestError, one_of
from fadu.tables import csv_rows
from fadu.toml import read_toml, strange

KINDS = (".csv", ".toml")
_BETWEEN = re.compile(r"[;,，；、]")
Sets = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class SetFile:
    """A list of parameter sets as its file holds it.

    Parameters
    ----------
    path
        The file.
    notebook
        Name of the notebook that it names; empty where it names none.
    sets
        The parameters by where in the file they stand.
    """

    path: Path
    notebook: str
    sets: Sets

    def fitting(self, notebook: Notebook) -> Sets:
        """Return the sets in the form that a notebook takes; what is left empty is its default.

        Raises
        ------
        RequestError
            A name that the notebook does not declare.
        """
        return {
            where: {k: self._value(where, k, v, notebook) for k, v in given.items() if v != ""}
            for where, given in self.sets.items()
        }

    def _value(self, where: str, name: str, value: object, notebook: Notebook) -> object:
        if name == "data":
            raise RequestError(
                f"{where}: give the folder of a panel with --data, not in a list"
            )
        if name not in notebook.defaults:
            known = ", ".join(notebook.defaults) or "none"
            raise RequestError(
                f"{where}: {notebook.name} has no parameter {name!r}; it has: {known}"
            )
        if isinstance(notebook.defaults[name], list) and isinstance(value, str):
            return [part.strip() for part in _BETWEEN.split(value) if part.strip()]
        return value


def read_sets(path: Path) -> SetFile:
    """Read a list of parameter sets.

    Parameters
    ----------
    path
        A ``.csv`` file whose columns are parameters, or a ``.toml`` file with a table
        ``[[briefing]]`` for each and, if wanted, ``notebook``.

    Returns
    -------
    SetFile

    Raises
    ------
    RequestError
        The file cannot be read or holds no set.
    """
    if path.suffix.lower() not in KINDS:
        raise RequestError(one_of("ending of --sets", path.suffix, KINDS))
    found = _of_toml(path) if path.suffix.lower() == ".toml" else _of_csv(path)
    if not found.sets:
        raise RequestError(f"--sets {path} holds no set; give one row or [[briefing]] for each")
    return found


def _of_csv(path: Path) -> SetFile:
    rows = list(csv_rows(path))
    names = [name.strip() for name in rows[0]] if rows else []
    if not all(names) or len(set(names)) < len(names):
        raise RequestError(f"--sets {path}: columns {names} are not names, each once")
    return SetFile(path, "", dict(_numbered(path, names, rows[1:])))


def _numbered(
    path: Path, names: list[str], rows: list[list[str]]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            raise RequestError(
                f"--sets {path} row {number} has {len(row)} cells; its head has {len(names)}"
            )
        cells = (cell.strip() for cell in row)
        yield f"--sets {path} row {number}", dict(zip(names, cells, strict=True))


def _of_toml(path: Path) -> SetFile:
    told = read_toml(path)
    if said := strange("key", told, ("notebook", "briefing")):
        raise RequestError(f"--sets {path}: {said}")
    notebook, tables = told.get("notebook", ""), told.get("briefing", [])
    if not isinstance(notebook, str) or not _are_tables(tables):
        raise RequestError(
            f'--sets {path} needs notebook = "NAME" or none, and a table [[briefing]] for each'
        )
    found = {f"--sets {path} [[briefing]] {n}": t for n, t in enumerate(tables, start=1)}
    return SetFile(path, notebook, found)


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(t, dict) for t in value)
