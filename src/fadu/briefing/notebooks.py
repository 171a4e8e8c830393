"""Notebooks that can become briefings: where they are, which parameters they declare."""

import ast
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from fadu.errors import RequestError
from fadu.files import bundled, small_file

PARAMETERS_TAG = "parameters"


@dataclass(frozen=True)
class Notebook:
    """A notebook with the parameters that its tagged cell declares.

    Parameters
    ----------
    path
        The file.
    defaults
        Name → default value, in the order of the cell.
    title
        Its first heading, or its name.
    text
        What the file holds, read once.
    """

    path: Path
    defaults: Mapping[str, object]
    title: str
    text: str = field(repr=False)

    @property
    def name(self) -> str:
        """Name of the file without its ending."""
        return self.path.stem


def notebook_folders(beside: Path | None = None) -> list[Path]:
    """Return the folders searched for a notebook, one's own first.

    Parameters
    ----------
    beside
        The data folder in use; a ``notebooks`` folder beside it is searched too.
    """
    own = [Path("notebooks")] + ([beside.resolve().parent / "notebooks"] if beside else [])
    found = [folder for folder in own if folder.is_dir()]
    return [*dict.fromkeys(found), bundled("notebooks")]


def list_notebooks(beside: Path | None = None) -> dict[str, Path]:
    """Return every notebook by name; one's own stands before a bundled one."""
    found: dict[str, Path] = {}
    for folder in notebook_folders(beside):
        for path in sorted(folder.glob("*.ipynb")):
            found.setdefault(path.stem, path)
    return found


def find_notebook(name: str, beside: Path | None = None) -> Notebook:
    """Return the notebook that `name` (a file, or a name without ending) means.

    Raises
    ------
    RequestError
        There is none; those that exist are named.
    """
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        return read_notebook(path)
    known = list_notebooks(beside)
    if name in known:
        return read_notebook(known[name])
    raise RequestError(
        f"notebook {name!r} does not exist; there are: {', '.join(known)}; "
        "or give the path of an .ipynb file",
    )


def read_notebook(path: Path) -> Notebook:
    """Read a notebook file and the parameters that it declares.

    Raises
    ------
    RequestError
        Not a notebook, or a parameter whose default is not a plain value.
    """
    content = small_file(path)
    try:
        text = content.decode("utf-8")
        book = nbformat.reads(text, as_version=4)
        nbformat.validate(book)
    except Exception as error:
        reason = str(error).partition("\n")[0]
        raise RequestError(f"{path} cannot be read as a notebook: {reason}") from error
    cells = [c for c in book.cells if PARAMETERS_TAG in c.metadata.get("tags", [])]
    source = cells[0].source if cells else ""
    headings = (
        line.lstrip("# ").strip()
        for cell in book.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    )
    return Notebook(path, _defaults(path, source), next(headings, path.stem), text)


def _defaults(path: Path, source: str) -> dict[str, object]:
    found: dict[str, object] = {}
    try:
        for node in _statements(source):
            name, value = _assignment(node)
            if name and value is not None:
                found[name] = ast.literal_eval(value)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError) as error:
        reason = str(error)[:160] or "it is too deep"
        raise RequestError(
            f"{path}: the parameters cell holds more than names and plain values: {reason}",
        ) from error
    return found


def _statements(source: str) -> list[ast.stmt]:
    with warnings.catch_warnings(action="ignore"):  # of what is refused in a moment
        return ast.parse(source).body


def _assignment(node: ast.stmt) -> tuple[str, ast.expr | None]:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id, node.value
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id, node.value
    return "", None
