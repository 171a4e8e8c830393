"""Run one notebook with its parameters and print its briefing."""

import logging
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from fadu.briefing.exporter import BriefingExporter
from fadu.briefing.house import house_of
from fadu.briefing.notebooks import find_notebook
from fadu.briefing.requests import Request, request
from fadu.errors import BuildError, RequestError
from fadu.files import write_bytes, write_text
from fadu.panel import load

EXECUTED = "executed"  # folder of the executed notebooks, inside the output folder
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def execute(wanted: Request, engine: str | None = None) -> nbformat.NotebookNode:
    """Run the notebook of a request in a kernel of its own.

    Parameters
    ----------
    wanted
        The request.
    engine
        A papermill engine by name; None for the stock one.

    Returns
    -------
    nbformat.NotebookNode
        The executed notebook.

    Raises
    ------
    BuildError
        A cell failed; its number and message are named.
    """
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="fadu-") as folder:
        out = Path(folder) / "executed.ipynb"
        try:
            papermill.execute_notebook(
                str(wanted.notebook.path),
                str(out),
                parameters=dict(wanted.parameters),
                kernel_name="python3",
                engine_name=engine,
                progress_bar=False,
                log_output=False,
            )
        except PapermillExecutionError as error:
            said = _ESCAPES.sub("", f"{error.ename}: {error.evalue}").splitlines()[0]
            raise BuildError(
                f"{wanted.stem}: cell {error.exec_count} failed: {said}",
            ) from error
        return nbformat.read(out, as_version=4)


def build(wanted: Request, out: Path, engine: str | None = None) -> Path:
    """Build one briefing into `out`: the PDF, and the executed notebook in ``executed/``.

    Raises
    ------
    BuildError
        A cell or the typesetting failed; nothing is left half-written.
    """
    pdf, executed = build_bytes(wanted, engine)
    write_text(out / EXECUTED / f"{wanted.stem}.ipynb", executed)
    return write_bytes(out / f"{wanted.stem}.pdf", pdf)


def build_bytes(wanted: Request, engine: str | None = None) -> tuple[bytes, str]:
    """Return the PDF of one briefing, and its executed notebook as JSON.

    Raises
    ------
    BuildError
        A cell or the typesetting failed.
    """
    book = execute(wanted, engine)
    looks = house_of(wanted.notebook.path, str(wanted.parameters.get("data") or ""))
    pdf, _ = BriefingExporter(house=looks).from_notebook_node(book)
    return pdf, str(nbformat.writes(book))


def brief(
    notebook: str = "district_profile",
    parameters: Mapping[str, object] | None = None,
    out: str | Path = "reports",
    *,
    data: str | Path | None = None,
) -> Path:
    """Build one briefing and return the path of its PDF.

    Parameters
    ----------
    notebook
        Name of a notebook, or the path of an ``.ipynb`` file.
    parameters
        Those that differ from the notebook's defaults.
    out
        Folder for the PDF.
    data
        Folder of a panel of one's own, layered over the bundled one.

    Raises
    ------
    RequestError
        An unknown notebook, parameter, district or indicator; years without a figure.
    BuildError
        The notebook failed.
    """
    given = dict(parameters or {})
    own = data or given.get("data") or None
    panel = load(str(own) if own else None)
    found = find_notebook(str(notebook), Path(str(own)) if own else None)
    if own and "data" in found.defaults:
        given["data"] = str(Path(str(own)).resolve())
    folder = Path(out)
    writable(folder)
    return build(request(found, given, panel), folder)


def writable(folder: Path) -> None:
    """Refuse an output folder that cannot be made or written.

    Raises
    ------
    RequestError
        With the reason.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise RequestError(f"--out {folder} cannot be written: {error.strerror}") from error
