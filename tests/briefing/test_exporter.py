"""Executed notebooks become briefings."""

import base64
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import papermill
import pytest
from nbconvert.exporters import Exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sample_pages import SVG, briefing, printed, reader, words_of

from fadu.briefing.exporter import BriefingExporter, notebook_page
from fadu.briefing.house import House
from fadu.briefing.outputs import WIDGET
from fadu.errors import BuildError
from fadu.page import MIME_TYPE, Attachments, Chart, Head, Heading, Paragraph, page, plain

ROOT = Path(__file__).parents[2]
PNG = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()


def shows(data=None, tags=(), metadata=None, source="shown"):
    """Return an executed code cell that shows `data`."""
    output = new_output("display_data", data=data or {}, metadata=metadata or {})
    return new_code_cell(
        source, execution_count=1, outputs=[output], metadata={"tags": list(tags)}
    )


def prints(words, name="stdout"):
    """Return an executed code cell that printed `words`."""
    return new_code_cell(
        "print()", execution_count=1, outputs=[new_output("stream", name=name, text=words)]
    )


def blocks(*cells):
    """Return the blocks of a notebook of `cells`."""
    return notebook_page(new_notebook(cells=list(cells)), "file").blocks


def bundle(shown):
    return {MIME_TYPE: shown.model_dump(mode="json"), "text/plain": "a page"}


def test_a_notebook_of_pages_is_the_page():
    """Pages shown in several cells are printed as the one page that they make up."""
    whole = briefing()
    cells = [shows(bundle(page(whole.blocks[:5]))), shows(bundle(page(whole.blocks[5:])))]
    made = notebook_page(new_notebook(cells=cells))
    assert made.blocks[:-1] == whole.blocks[:-1]
    pdf, resources = BriefingExporter().from_notebook_node(new_notebook(cells=cells))
    assert pdf == printed(made)
    assert resources["output_extension"] == ".pdf"


def test_the_attached_parameters_name_the_notebook():
    """The parameters tell which notebook it was, whatever it was asked and has shown."""
    carried = page([Attachments(data="d", sources="s", parameters='{"fadu": "1"}')])

    def told(year, code, shown=carried, **metadata):
        cells = [
            new_code_cell(f"year = {year}", metadata={"tags": ["parameters"]}),
            new_code_cell(f"year = {year + 1}", metadata={"tags": ["injected-parameters"]}),
            shows(bundle(shown), source=code),
        ]
        book = new_notebook(cells=cells, metadata=metadata)
        return json.loads(notebook_page(book).blocks[-1].parameters)

    first = told(2023, "show()")
    assert first == {"fadu": "1", "notebook": first["notebook"]}
    assert re.fullmatch(r"[0-9a-f]{64}", first["notebook"])
    assert told(2019, "show()", authors=["x"]) == first
    assert told(2023, "show(1)")["notebook"] != first["notebook"]
    with pytest.raises(BuildError, match=r"^notebook: the parameters to attach are no JSON"):
        told(2023, "show()", page([Attachments(data="", sources="", parameters="year = 1")]))


def test_what_is_for_the_notebook_only_is_left_out():
    """Code, parameters, and cells tagged notebook-only are not printed."""
    said = page([Paragraph(words=())])
    shown = blocks(
        new_markdown_cell("only here", metadata={"tags": ["notebook-only"]}),
        shows({"text/plain": "a parameter"}, tags=["parameters"]),
        shows({"text/plain": "another"}, tags=["injected-parameters"]),
        shows({"text/plain": "third"}, tags=["notebook-only"]),
        shows(bundle(said), source="secret_code()"),
    )
    assert shown == (Head(title="file", lang="en"), *said.blocks)


def test_the_first_heading_is_the_title():
    """A notebook without a head is named after its first heading."""
    shown = blocks(new_markdown_cell("# 通州区\n\n说明\n\n## 方法"))
    assert shown[0] == Head(title="通州区", lang="zh")
    assert shown[2] == Heading(words="方法", level=2)


def test_the_file_gives_the_title_where_nothing_else_does(tmp_path):
    """A notebook without head and heading is named after its file."""
    path = tmp_path / "my study.ipynb"
    nbformat.write(new_notebook(cells=[prints("x")]), path)
    pdf, _ = BriefingExporter().from_filename(str(path))
    assert reader(pdf).metadata.title == "my study"


def test_a_notebook_that_was_not_run_is_refused():
    """Without a single output there is nothing to print, and it is said what to do."""
    cells = [new_markdown_cell("# T"), new_code_cell("1 + 1"), new_code_cell("2")]
    with pytest.raises(BuildError) as refused:
        notebook_page(new_notebook(cells=cells), "study")
    assert str(refused.value) == (
        "study has not been run: none of its 2 code cells has an output; "
        "run all cells and save it, or add --execute"
    )


def test_a_failed_cell_is_refused():
    """A cell that failed is named with its message."""
    output = new_output(
        "error", ename="RequestError", evalue="\x1b[31mno such\nplace", traceback=[]
    )
    cells = [new_markdown_cell("x"), new_code_cell("y", execution_count=1, outputs=[output])]
    with pytest.raises(BuildError) as refused:
        notebook_page(new_notebook(cells=cells), "study")
    assert str(refused.value) == "study: cell 2 failed: RequestError: no such"


def test_a_page_of_another_version_is_refused():
    """A page that this version cannot read is refused with its place."""
    with pytest.raises(BuildError, match="cell 1 shows a page that this version cannot read"):
        blocks(shows({MIME_TYPE: {"blocks": [{"type": "film"}]}}))


def test_printed_lines_are_small_paragraphs():
    """What a cell prints is kept, without terminal colours; what it warns of is not."""
    shown = blocks(prints("\x1b[1mone\x1b[0m\ntwo\n"), prints("careful", name="stderr"))
    assert [plain(b.words) for b in shown[1:]] == ["one\ntwo"]
    assert shown[1].quiet


@pytest.mark.parametrize(
    "words", ["<Axes: >", "[<matplotlib.lines.Line2D at 0x7f5e>]", "<a.B object at 0x1>", " "]
)
def test_names_of_objects_are_not_printed(words):
    """The name that Python gives an object, with its address, is nothing for a reader."""
    assert blocks(shows({"text/plain": words})) == (Head(title="file", lang="en"),)


def test_widgets_are_not_printed():
    """A control that cannot be moved on paper is left out."""
    shown = blocks(shows({WIDGET: {}, "text/plain": "IntSlider(value=0)"}))
    assert shown == (Head(title="file", lang="en"),)


def test_a_picture_keeps_its_description():
    """The alternative text of a picture is the one in its metadata, else its plain text."""
    data = {"image/svg+xml": SVG.format(label="x"), "text/plain": "<Figure size 640x480>"}
    given = {"image/svg+xml": {"alt": "a line", "caption": "Line"}}
    _, named, unnamed = blocks(shows(data, metadata=given), shows(data))
    assert (named.alt, named.caption) == ("a line", "Line")
    assert unnamed.alt == "<Figure size 640x480>"


def test_pixels_are_printed():
    """A PNG is set as a picture of its size; something that is none is refused."""
    _, shown = blocks(shows({"image/png": PNG, "text/plain": "dot"}))
    assert isinstance(shown, Chart)
    assert 'viewBox="0 0 1 1"' in shown.svg
    pages = reader(printed(page([Head(title="t", lang="en"), shown]))).pages
    assert len(pages[0]["/Resources"]["/XObject"]) == 1
    with pytest.raises(BuildError, match="cell 1 shows a picture that is no PNG"):
        blocks(shows({"image/png": "eA==", "text/plain": "x"}))


def test_markdown_outputs_are_prose():
    """A cell that shows markdown is set like a markdown cell."""
    assert blocks(shows({"text/markdown": "a\n\n## b"}))[1:] == (
        *blocks(new_markdown_cell("a"))[1:],
    )


def test_the_entry_point_names_the_exporter():
    """Nbconvert and JupyterLab's menu find the exporter under the name of the entry point."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["nbconvert.exporters"]
    assert points == {"briefing": f"{BriefingExporter.__module__}:{BriefingExporter.__name__}"}
    assert issubclass(BriefingExporter, Exporter)
    assert BriefingExporter.export_from_notebook == "PDF briefing (fadu)"
    assert BriefingExporter.output_mimetype == "application/pdf"


def test_the_looks_of_a_house_reach_the_page(tmp_path):
    """A house is given as it is, or as a TOML file by nbconvert's configuration."""
    path = tmp_path / "house.toml"
    path.write_text('letterhead = "某某市司法局"\n', encoding="utf-8")
    book = new_notebook(cells=[prints("x")])
    given, _ = BriefingExporter(house=House(letterhead="某某市司法局")).from_notebook_node(book)
    read, _ = BriefingExporter(house_file=str(path)).from_notebook_node(book)
    assert given == read
    assert words_of(given).startswith("某某市司法局")


def test_the_notebook_is_not_changed():
    """Printing leaves the notebook as it was."""
    book = new_notebook(cells=[prints("x"), new_markdown_cell("# y")])
    before = nbformat.writes(book)
    BriefingExporter().from_notebook_node(book)
    assert nbformat.writes(book) == before


@pytest.mark.long
def test_from_kernel_to_command_line(tmp_path):
    """A notebook run in a real kernel is printed by `jupyter nbconvert`, tables and charts too."""
    code = (
        "from fadu.lab.displays import register; _ = register()",
        "from fadu.page import *\npage([Heading(words='Part'), Paragraph(words=text('#said'))])",
        "import pandas as pd; pd.DataFrame({'place': ['通州区'], 'rate': [24.155]})",
        "from matplotlib.figure import Figure; f = Figure(); ax = f.subplots(); ax.plot([1, 2]); ax.set_title('率 rate'); f",
    )
    cells = [new_markdown_cell("# A study"), *(new_code_cell(c) for c in code)]
    source, executed = tmp_path / "source.ipynb", tmp_path / "executed.ipynb"
    nbformat.write(new_notebook(cells=cells), source)
    papermill.execute_notebook(
        source, executed, kernel_name="python3", progress_bar=False, log_output=False
    )
    exporter = f"{BriefingExporter.__module__}.{BriefingExporter.__name__}"
    subprocess.run(
        [sys.executable, "-m", "nbconvert", "--to", exporter, str(executed)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    told = words_of((tmp_path / "executed.pdf").read_bytes())
    wanted = ("Astudy", "Part", "#said", "通州区", "24.155", "率rate")
    assert [w for w in wanted if w not in told] == [], told
