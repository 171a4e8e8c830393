"""A workspace: data, notebooks and reports of one's own, layered over the bundled ones."""

import json
from pathlib import Path

import nbformat

from fadu.errors import RequestError
from fadu.files import bundled, write_text
from fadu.schema import PANEL_TABLES, package_descriptor
from fadu.tables import write_table

_README = """\
# A fadu workspace

- `data/` holds your own figures, sources and breaks; they add to or override the bundled ones.
  `fadu extract report.html --out figures.csv`, review the table, then
  `fadu add figures.csv --data data`. `fadu check --data data` tells what does not fit.
- `data/codebook/own.toml` holds your own indicators: one TOML table each.
- `data/decisions.toml` (optional) records which of several printed values is used, and why.
- `notebooks/` holds copies of the bundled notebooks to change; `fadu brief NAME` finds them first.
- `reports/` is where `fadu brief` prints to.
"""
_CODEBOOK = """\
# Your own indicators, one table each; `fadu show indicators --data data` lists them with the
# bundled ones. For example (take the # away):
#
# [village_adviser_visits]
# zh = "村居法律顾问走访次数"
# en = "visits of village legal advisers"
# unit = "次"
# kind = "count"
# polarity = "neither"
# domain = "capacity"
# definition_zh = "村（社区）法律顾问当年到村居走访的次数。"
# definition_en = "Visits that legal advisers of villages and communities paid in the year."
"""
_NOTE = (
    "> Your own copy: change the parameters cell, then run all cells. `fadu brief {name}` prints "
    "this notebook from the workspace folder. The bundled original stays as it is."
)


def make_workspace(folder: Path) -> Path:
    """Make a workspace in a new or empty folder and return its path.

    Parameters
    ----------
    folder
        Where; ``data/``, ``notebooks/`` and ``reports/`` are made in it.

    Raises
    ------
    RequestError
        The folder holds something, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(f"{folder} exists and is not an empty folder; name a new one")
    data = folder / "data"
    for schema in PANEL_TABLES:
        write_table(schema.empty(), schema, data)
    descriptor = package_descriptor(PANEL_TABLES, name="own-panel")
    write_text(
        data / "datapackage.json", json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    )
    write_text(data / "codebook" / "own.toml", _CODEBOOK)
    write_text(folder / "README.md", _README)
    for path in sorted(bundled("notebooks").glob("*.ipynb")):
        write_text(folder / "notebooks" / path.name, own_copy(path))
    (folder / "reports").mkdir()
    return folder


def own_copy(path: Path) -> str:
    """Return a bundled notebook with a first cell that says what to change."""
    book = nbformat.read(path, as_version=4)
    note = nbformat.v4.new_markdown_cell(_NOTE.format(name=path.stem))
    note["id"] = "own-copy"
    note.metadata["tags"] = ["notebook-only"]
    parameters = [c for c in book.cells if "parameters" in c.metadata.get("tags", [])]
    for cell in parameters:
        cell.source = cell.source.replace('data = ""', 'data = "../data"')
    book.cells.insert(1, note)
    return nbformat.writes(book, indent=1) + "\n"
