"""The set of notebooks: what each is made of, and what it says of whatever it is asked."""

import ast
from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill
import pytest
from pypdf import PdfReader

from fadu.briefing.exporter import BriefingExporter
from fadu.files import bundled
from fadu.workspace import make_workspace

NOTEBOOKS = {path.stem: path for path in sorted(bundled("notebooks").glob("*.ipynb"))}
MOST_LINES = 15
PART = "210106"  # its one figure is of eleven months of 2025: people's mediation
ONE = "120101"  # its one figure is of 2023: items of information published
Parameters = Mapping[str, object]


def test_there_are_notebooks() -> None:
    """The set is not empty, and holds what the README names."""
    assert set(NOTEBOOKS) == set(CASES) != set()


def cells(name: str, kind: str) -> list[nbformat.NotebookNode]:
    book = nbformat.read(NOTEBOOKS[name], as_version=4)
    return [cell for cell in book.cells if cell.cell_type == kind]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_are_thin_and_clean(name: str) -> None:
    """Cells are short and hold no function; nothing that a run left behind is stored."""
    for cell in cells(name, "code"):
        assert len(cell.source.splitlines()) <= MOST_LINES
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef}
        assert (cell.outputs, cell.execution_count) == ([], None)
    tags = [tag for cell in cells(name, "code") for tag in cell.metadata.get("tags", [])]
    assert tags.count("parameters") == 1


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_say_what_for_and_what_next(name: str) -> None:
    """A notebook begins with one paragraph of what it answers and for whom, and ends with what next."""
    book = nbformat.read(NOTEBOOKS[name], as_version=4)
    first, last = book.cells[0], book.cells[-1]
    assert first.cell_type == last.cell_type == "markdown"
    title, paragraph = first.source.split("\n\n")
    assert title.startswith("# ")
    assert "?" in paragraph
    assert " For " in paragraph
    assert last.source.startswith("## What to try next\n\n- ")


CASES: Mapping[str, Mapping[str, tuple[Parameters, str]]] = {
    "data_quality": {
        "English": ({"level": "province", "lang": "en"}, "Who reports what when"),
        "one indicator": ({"indicators": ["review_received"], "among": "panel"}, "行政复议收到申请数"),
        "one figure": (
            {"indicators": ["people_mediation_succeeded"], "years": "2025", "level": "county"},
            "没有发现互不相符的公布值。",
        ),
    },
    "district_profile": {
        "one report": ({"district": "320612", "years": "2023"}, "16.0%（21/131）"),
        "English": ({"district": "370000", "lang": "en"}, "Shandong"),
        "one figure": ({"district": ONE, "years": ""}, "3,845"),
        "a part of a year": ({"district": PART, "years": "", "lang": "en"}, "8,000"),
        "nothing": (
            {"district": "320612", "indicators": ["litigation_lost_rate"]},
            "没有可用的行政诉讼败诉率公布值",
        ),
    },
    "extending": {
        "English": ({"lang": "en"}, "Seven ways"),
        "without the counts": ({"district": "320612"}, "没有可用的复议申请不予受理比例公布值"),
        "one figure": ({"district": ONE, "lang": "en"}, "has no usable figure in the years chosen"),
    },
    "indicator_comparison": {
        "counts": ({"indicator": "litigation_first_instance", "years": "2022"}, "一审行政诉讼收案数"),
        "English": (
            {"indicator": "review_correction_rate", "years": "2023", "district": "110112", "lang": "en"},
            "Tongzhou District, Beijing",
        ),
        "one figure": (
            {"indicator": "information_items_published", "years": "2023", "district": ONE},
            "主动公开信息条数",
        ),
        "nothing to compare": (
            {"indicator": "people_mediation_succeeded", "years": "2025", "district": PART, "lang": "en"},
            "nothing can be compared among counties",
        ),
    },
    "multi_year_trend": {
        "English": (
            {"indicator": "review_correction_rate", "districts": ["110112"], "lang": "en"},
            "Tongzhou District, Beijing",
        ),
        "counts": ({"indicator": "review_received", "districts": ["110112", "320612"]}, "不足5个"),
        "one figure": (
            {"indicator": "information_items_published", "districts": [ONE], "lang": "en"},
            "a trend needs five, so none is calculated",
        ),
        "a part of a year": (
            {"indicator": "people_mediation_succeeded", "districts": [PART]},
            "没有人民调解成功数的全年数值",
        ),
    },
    "panel_model": {
        "real figures": ({"simulate": False}, "不足以估计模型"),
        "English": (
            {"indicator": "review_received", "exposure": "population", "simulate": False, "lang": "en"},
            "cannot carry a model",
        ),
        "one figure": (
            {"indicator": "information_items_published", "districts": [ONE]}, "不足以估计模型"
        ),
        "a part of a year": (
            {"indicator": "people_mediation_succeeded", "districts": [PART], "lang": "en"},
            "of a part of a year: 1",
        ),
    },
    "report_intake": {
        "English": ({"lang": "en"}, "Numbers with an indicator"),
        "another report": ({"file": "report.txt", "year": "2022"}, "直接纠错"),
        "no number": ({"file": "words.txt", "lang": "en"}, "There are none."),
    },
}  # fmt: skip
"""For each notebook, what it is asked besides its defaults, and words of what it then prints."""
REPORTS = {
    "report.txt": "2022年，北京市通州区收到行政复议申请558件，受理500件，直接纠错60件。\n",
    "words.txt": "全区法治建设稳步推进。\n",
}


def printed(name: str, parameters: Parameters, folder: Path, engine: str | None) -> str:
    """Run a notebook by papermill, print it, and return the words of the PDF."""
    done, pdf = folder / "done.ipynb", folder / "done.pdf"
    papermill.execute_notebook(
        NOTEBOOKS[name], done, parameters=dict(parameters), kernel_name="python3",
        engine_name=engine, progress_bar=False, log_output=False,
    )  # fmt: skip
    executed = nbformat.read(done, as_version=4)
    shown = [out for cell in executed.cells for out in cell.get("outputs", [])]
    assert [out for out in shown if out.get("name") == "stderr"] == []
    pdf.write_bytes(BriefingExporter().from_notebook_node(executed)[0])
    read = PdfReader(pdf)
    claims = read.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1" in claims
    return "".join("".join(page.extract_text() for page in read.pages).split())


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_defaults_under_stock_papermill(name: str, tmp_path: Path) -> None:
    """Stock papermill runs a notebook as it stands, and it prints."""
    assert len(printed(name, {}, tmp_path, None)) > 200


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "case"), [(name, case) for name, cases in CASES.items() for case in cases]
)
def test_other_parameters(name: str, case: str, tmp_path: Path) -> None:
    """Whatever it is asked of the panel, a notebook answers, or says that nothing can be said."""
    parameters, words = CASES[name][case]
    for file, text in REPORTS.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    if "file" in parameters:
        parameters = {**parameters, "file": str(tmp_path / str(parameters["file"]))}
    assert "".join(words.split()) in printed(name, parameters, tmp_path, "fadu")


@pytest.mark.long
@pytest.mark.parametrize("name", [n for n in CASES if n != "extending"])
def test_a_workspace_without_data(name: str, tmp_path: Path) -> None:
    """Over a workspace that holds nothing yet, a notebook prints what it prints without one."""
    home = make_workspace(tmp_path / "study")
    alone = printed(name, {}, tmp_path, "fadu")
    assert printed(name, {"data": str(home / "data")}, tmp_path, "fadu") == alone
