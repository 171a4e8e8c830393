"""Laws of the parameters that a notebook declares: plain values, or one line that says otherwise."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from fadu.briefing.notebooks import read_notebook
from fadu.errors import RequestError


def written(path: Path, source: str) -> Path:
    cell = new_code_cell(source, metadata={"tags": ["parameters"]}, id="parameters")
    nbformat.write(new_notebook(cells=[cell]), path)
    return path


def test_plain_values_are_defaults(tmp_path: Path) -> None:
    """Names and plain values are parameters, in their order."""
    source = "district = '320612'\nyears: str = ''\nindicators = ['a']  # more\nmost = -1.5"
    found = read_notebook(written(tmp_path / "a.ipynb", source)).defaults
    assert list(found.items()) == [
        ("district", "320612"), ("years", ""), ("indicators", ["a"]), ("most", -1.5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "x = {[]: 1}", "x = {{}: 1}", "x = " + "-" * 9000 + "1", "x = " + "1 + " * 9000 + "1", "x = " + "[" * 900, "x = 1_", "x = 9a",
        "x = open('a')", "x = \x00", "%matplotlib inline", "x = 9" + "9" * 9000,
    ],
    ids=lambda source: source[:12],
)  # fmt: skip
def test_what_is_no_plain_value_is_refused(tmp_path: Path, source: str) -> None:
    """A cell that no reader of plain values takes is refused in one line, without a warning."""
    with pytest.raises(RequestError) as refused:
        read_notebook(written(tmp_path / "a.ipynb", source))
    said = str(refused.value)
    assert "a.ipynb: the parameters cell holds more than names and plain values: " in said
    assert len(said) < 400


@pytest.mark.parametrize(
    "change",
    [{"metadata": {"tags": None}}, {"source": 5}, {"source": {}}, {"cell_type": []}],
    ids=str,
)
def test_a_notebook_of_another_form_is_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    """A field of another type than notebooks have is refused in one line."""
    path = written(tmp_path / "a.ipynb", "x = 1")
    book = json.loads(path.read_text(encoding="utf-8"))
    book["cells"][0] |= change
    path.write_text(json.dumps(book), encoding="utf-8")
    with pytest.raises(RequestError, match=r"a\.ipynb cannot be read as a notebook: .+"):
        read_notebook(path)
