"""A workspace: data, notebooks and reports of one's own, layered over the bundled ones."""

import json
from pathlib import Path

import nbformat

from fadu.errors import RequestError
from fadu.files import bundled, whole_folder, write_text
from fadu.panel import DESCRIPTOR
from fadu.schema import PANEL_TABLES, package_descriptor
from fadu.tables import write_table

_README = """\
# A fadu workspace

`fadu lab` in this folder opens JupyterLab; `fadu brief` prints a briefing into `reports/`.

- `data/` holds your own figures, sources and breaks; they add to or override the bundled ones.
  `fadu extract report.html --out figures.csv`, review the table, then
  `fadu add figures.csv --data data`. `fadu check --data data` tells what does not fit.
- `data/codebook/own.toml` holds your own indicators, one TOML table each; a derived one has a
  `formula`.
- `data/decisions.toml` (optional) records which of several printed values is used, and why.
- `notebooks/` holds copies of the bundled notebooks to change; `fadu brief NAME` finds them
  first. The notebook `extending` shows each way to add something of your own. They read
  `../data`, as seen from their folder; under papermill say where the workspace is, and they run
  from anywhere: `papermill notebooks/district_profile.ipynb out.ipynb -p data . -p district 320612`.
- `extensions/` (optional) holds Python files with checks and analyses of your own. They run in
  a notebook that calls `fadu.load_extensions(data)`, and in `fadu check` when you stand in this
  folder; to load data never runs them.
- `house.toml` sets colour, fonts, letterhead and style of the printed pages.
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
#
# A derived indicator follows from others; one of the form 100 * a / b keeps its interval:
#
# [own_settled_share]
# zh = "调解和终止占审结的比例"
# en = "share settled or ended among concluded"
# unit = "%"
# kind = "rate"
# polarity = "neither"
# domain = "reconsideration"
# definition_zh = "调解、终止的案件占审结案件的比例。"
# definition_en = "Cases settled or ended, as a share of those concluded."
# formula = "100 * (review_settled + review_terminated) / review_concluded"
"""
_HOUSE = """\
# The looks of your own office; `fadu brief` in this folder and the menu of JupyterLab read it.
# Paths are relative to this file (take the # away):
#
# letterhead = "某某区司法局"
# author = "某某区司法局"
# colour = "#7a1f1f"
# logo = "seal.svg"
# logo_alt = "区徽"
# font_paths = ["fonts"]           # folders with fonts of your own
# heading_font = "Noto Sans SC"
# text_font = "Noto Serif SC"
# style = "style.typ"              # rules in Typst, such as: #set par(leading: 1em)
"""
_NOTE = (
    "> Your own copy: change the parameters cell, then run all cells. `fadu brief {name}` prints "
    "this notebook from the workspace folder. The bundled original stays as it is."
)


def make_workspace(folder: Path) -> Path:
    """Make a workspace in a new or empty folder, whole or not at all, and return its path.

    Parameters
    ----------
    folder
        Where; ``data/``, ``notebooks/`` and ``reports/`` are made in it.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    RequestError
        The folder holds something, or cannot be written.
    """
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise RequestError(f"{folder} cannot be looked into: {error.strerror}") from error
    if taken:
        raise RequestError(f"{folder} exists and is not an empty folder; name a new one")
    with whole_folder(folder) as draft:
        _fill(draft)
    return folder


def _fill(folder: Path) -> None:
    data = folder / "data"
    for schema in PANEL_TABLES:
        write_table(schema.empty(), schema, data)
    descriptor = package_descriptor(PANEL_TABLES, name="own-panel")
    write_text(data / DESCRIPTOR, json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n")
    write_text(data / "codebook" / "own.toml", _CODEBOOK)
    write_text(folder / "README.md", _README)
    write_text(folder / "house.toml", _HOUSE)
    for path in sorted(bundled("notebooks").glob("*.ipynb")):
        write_text(folder / "notebooks" / path.name, own_copy(path))
    (folder / "reports").mkdir()


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


def workspace_of(folder: Path) -> Path | None:
    """Return the workspace that `folder` is or lies in, or None."""
    whole = folder.resolve()
    found = (home for home in (whole, *whole.parents) if (home / "data" / DESCRIPTOR).is_file())
    return next(found, None)
