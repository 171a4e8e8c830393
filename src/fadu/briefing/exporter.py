"""The exporter that nbconvert and JupyterLab know as ``briefing``: executed notebook to PDF."""

import json
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Instance, Unicode, default

from fadu.briefing.compile import compile_pdf
from fadu.briefing.grounds import sha256
from fadu.briefing.house import House, house_of, read_house
from fadu.briefing.outputs import blocks_of_outputs
from fadu.briefing.prose import blocks_of_markdown, has_chinese
from fadu.briefing.typeset import typeset
from fadu.errors import BuildError
from fadu.page import Attachments, Block, Head, Heading, Page, page

PARAMETERS = {"parameters", "injected-parameters"}
LEFT_OUT = {"notebook-only", *PARAMETERS}


class BriefingExporter(Exporter):
    """Turn an executed notebook into a briefing.

    Code is never shown.  Outputs in the form of `fadu.page.Page` are set as they are, markdown
    cells in the same nouns; pictures, frames and printed lines follow.  Cells tagged
    ``notebook-only`` and the parameters are left out.
    """

    export_from_notebook = "PDF briefing (fadu)"
    output_mimetype = "application/pdf"

    house = Instance(House, allow_none=True, help="The looks of the office that prints.")
    house_file = Unicode("", help="TOML file with these looks.").tag(config=True)

    def _looks(self, resources: Any) -> House:
        """Return the looks given, else those of the workspace that the notebook stands in."""
        if self.house is not None:
            return self.house
        if self.house_file:
            return read_house(Path(self.house_file))
        folder = resources.get("metadata", {}).get("path")
        return house_of(Path(folder) / "notebook.ipynb") if folder else House()

    @default("file_extension")
    def _file_extension(self) -> str:
        return ".pdf"

    def from_notebook_node(  # type: ignore[override]  # exporters return what they make
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """Return the PDF of an executed notebook, and nbconvert's resources.

        Parameters
        ----------
        nb
            The notebook; `resources` and `kw` are nbconvert's own.

        Raises
        ------
        BuildError
            It was not run, a cell failed, or its page cannot be set.
        """
        ready, resources = super().from_notebook_node(nb, resources, **kw)
        name = str(resources.get("metadata", {}).get("name") or "notebook")
        return compile_pdf(
            typeset(notebook_page(ready, name), self._looks(resources))
        ), resources


def notebook_page(notebook: NotebookNode, name: str = "notebook") -> Page:
    """Return the page that an executed notebook shows.

    Parameters
    ----------
    notebook
        Its outputs are read, its code is not.
    name
        Title of a notebook that has neither a head nor a heading.

    Raises
    ------
    BuildError
        It was not run, or a cell failed.
    """
    _refuse_unexecuted(notebook, name)
    shown = [
        block
        for number, cell in enumerate(notebook.cells, start=1)
        if not LEFT_OUT & set(cell.metadata.get("tags", []))
        for block in _blocks(cell, f"{name}: cell {number}")
    ]
    shown = [signed(b, notebook, name) if isinstance(b, Attachments) else b for b in shown]
    return page(shown if any(isinstance(b, Head) for b in shown) else _titled(shown, name))


def fingerprint(notebook: NotebookNode) -> str:
    """Return a hash of what a notebook does: its cells without parameters, outputs, metadata.

    Parameters
    ----------
    notebook
        Executed or not; run by whichever program, its hash is the same.

    Returns
    -------
    str
        SHA-256 in hexadecimal digits.
    """
    cells = [
        [cell.cell_type, cell.source]
        for cell in notebook.cells
        if not PARAMETERS & set(cell.metadata.get("tags", []))
    ]
    return sha256(json.dumps(cells, ensure_ascii=False).encode())


def signed(carried: Attachments, notebook: NotebookNode, name: str) -> Attachments:
    """Return attachments whose parameters tell which notebook it was: that is known here alone.

    Parameters
    ----------
    carried
        As the notebook showed them.
    notebook, name
        The notebook, and its name for a message.

    Raises
    ------
    BuildError
        The parameters are no JSON object.
    """
    try:
        about = dict(json.loads(carried.parameters))
    except (TypeError, ValueError):
        raise BuildError(
            f"{name}: the parameters to attach are no JSON object: {carried.parameters[:60]!r}; "
            "show what `fadu.pages.attached` returns",
        ) from None
    about["notebook"] = fingerprint(notebook)
    told = json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return carried.model_copy(update={"parameters": told})


def _blocks(cell: NotebookNode, where: str) -> list[Block]:
    if cell.cell_type == "markdown":
        return blocks_of_markdown(cell.source)
    return blocks_of_outputs(cell.outputs, where) if cell.cell_type == "code" else []


def _refuse_unexecuted(notebook: NotebookNode, name: str) -> None:
    code = [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]
    if code and not any(c.get("execution_count") or c.outputs for c in code):
        raise BuildError(
            f"{name} has not been run: none of its {len(code)} code cells has an output; "
            "run all cells and save it, or add --execute",
        )


def _titled(blocks: list[Block], name: str) -> list[Block]:
    """Give the page a head: its first heading, else the name of the file."""
    first = next((b for b in blocks if isinstance(b, Heading)), None)
    told = first.words if first else str(blocks)
    title, lang = first.words if first else name, "zh" if has_chinese(told) else "en"
    head = Head.model_validate({"title": title, "lang": lang})
    return [head, *(b for b in blocks if b is not first)]
