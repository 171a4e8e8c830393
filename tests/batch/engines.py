"""Small notebooks, and the warm engine asked one notebook at a time."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from fadu.briefing.engine.jobs import CellDone, CellsJob, Event, Failed, Finished
from fadu.briefing.engine.warm import Warm

Notebook = nbformat.NotebookNode
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def notebook(*cells: str, parameters: str = "") -> Notebook:
    """Return a notebook of these code cells; one that begins with # is prose."""
    book = new_notebook(metadata={"kernelspec": KERNEL})
    if parameters:
        book.cells.append(new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    for source in cells:
        prose = source.startswith("# ")
        book.cells.append(new_markdown_cell(source) if prose else new_code_cell(source))
    for number, cell in enumerate(book.cells):
        cell["id"] = f"cell-{number}"
    return book


class Engine:
    """The warm engine, asked one notebook at a time."""

    def __init__(self, warm: Warm) -> None:
        self.warm = warm

    def begin(self, book: Notebook, **options: Any) -> int:
        """Give a notebook to a child and return its number."""
        environment = options.pop("environment", dict(os.environ))
        cwd = str(options.pop("cwd", Path.cwd()))
        return self.warm.submit(CellsJob(nbformat.writes(book), cwd, environment, **options))

    def follow(self, number: int) -> Iterator[Event]:
        """Yield what becomes of it until it is over."""
        while True:
            for told, event in self.warm.events(60):
                if told == number:
                    yield event
                    if isinstance(event, Finished | Failed):
                        return

    def run(self, book: Notebook, **options: Any) -> tuple[list[Notebook], Event]:
        """Run a notebook; return its code cells and how it ended."""
        events = list(self.follow(self.begin(book, **options)))
        cells = [e.cell for e in events if isinstance(e, CellDone)]
        return [c for c in cells if c.cell_type == "code"], events[-1]

    def said(self, *cells: str, **options: Any) -> str:
        """Return what the last of some cells prints."""
        done, end = self.run(notebook(*cells), **options)
        assert isinstance(end, Finished), end
        return "".join(o.text for o in done[-1].outputs if o.output_type == "stream")
