"""The floor: a notebook's cells as a plain loop in one warm process, and Typst.

No kernel, no process for each briefing, no account of what was used, no file written but the
PDF.  What it prints is, byte for byte, what ``fadu brief`` prints.
"""

import argparse
import ast
import csv
import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from fadu.briefing.compile import compile_pdf
from fadu.briefing.exporter import LEFT_OUT, signed
from fadu.briefing.notebooks import Notebook, find_notebook
from fadu.briefing.requests import requests
from fadu.briefing.typeset import typeset
from fadu.page import Attachments, Page, page
from fadu.panel import load


def shown(notebook: Notebook, parameters: Mapping[str, object]) -> Page:
    """Run the cells of a notebook in one namespace and return the page that they show.

    Parameters
    ----------
    notebook
        Its code cells end with what they show.
    parameters
        All of them, checked.
    """
    names: dict[str, Any] = {}
    blocks: list[object] = []
    book = nbformat.reads(notebook.text, as_version=4)
    for source, tags in _code(book):
        if "parameters" in tags:
            names |= parameters
            continue
        value = _value(source, names)
        if isinstance(value, Page) and not LEFT_OUT & tags:
            blocks += [
                signed(block, book, notebook.path.name)
                if isinstance(block, Attachments)
                else block
                for block in value.blocks
            ]
    return page(blocks)


def _code(book: NotebookNode) -> Iterator[tuple[str, set[str]]]:
    for cell in book.cells:
        if cell.cell_type == "code":
            yield cell.source, set(cell.metadata.get("tags", []))


def _value(source: str, names: dict[str, Any]) -> object:
    """Run a cell and return the value of its last line; None where that has none."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)  # noqa: S102  # the notebook's own code
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307


def main(given: list[str] | None = None) -> int:
    """Build each briefing of a list and print what each took, as JSON lines.

    Parameters
    ----------
    given
        The list and the folder for the PDFs; by default the words of the process.
    """
    words = argparse.ArgumentParser(prog="python -m fadu.benchmarks.floor", description=__doc__)
    words.add_argument("sets", type=Path, help="a .csv whose columns are parameters")
    words.add_argument("out", type=Path, help="folder for the PDFs")
    asked = words.parse_args(given)
    notebook = find_notebook("district_profile")
    with asked.sets.open(encoding="utf-8", newline="") as file:
        wanted = requests(notebook, list(csv.DictReader(file)), load())
    asked.out.mkdir(parents=True, exist_ok=True)
    for item in wanted:
        begun, used = time.perf_counter(), time.process_time()
        made = typeset(shown(notebook, item.parameters))
        ran = time.perf_counter()
        (asked.out / f"{item.stem}.pdf").write_bytes(compile_pdf(made))
        took = {
            "seconds": time.perf_counter() - begun,
            "cells": ran - begun,
            "cpu": time.process_time() - used,
        }
        sys.stdout.write(json.dumps(took) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
