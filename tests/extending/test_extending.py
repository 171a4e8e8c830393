"""Each thing of one's own is added in one place, in a fresh workspace, by the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

import fadu
from fadu.checks.register import laws
from fadu.errors import RequestError

Run = Callable[..., tuple[int, str, str]]
Put = Callable[[str, str], Path]


def pdf_text(path: Path) -> str:
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    return "".join(text.split())


def test_figures_of_a_report(run: Run, study: Path) -> None:
    """A reviewed report is in the panel of the workspace after `fadu add`, and nowhere else."""
    assert run("extract", str(fadu.example("report.txt")), "--out", "figures.csv")[0] == 0
    about = ("--title", "示例", "--publisher", "松山区政府", "--tier", "official")
    assert run("add", "figures.csv", "--data", "data", *about)[0] == 0
    own = fadu.load(study).select(districts=["150404"]).table
    assert set(own.loc[own["indicator"] == "review_received", "value"]) == {120}
    assert fadu.load().select(districts=["150404"]).table.empty


def test_an_indicator(run: Run, put: Put) -> None:
    """A TOML table in data/codebook is an indicator that reports are read for."""
    put("own.toml", "data/codebook")
    code, out, _ = run("show", "indicators")
    assert code == 0
    assert "village_adviser_visits\tcapacity\t次\tcount\t0\t村居法律顾问走访次数" in out
    read = run("extract", str(fadu.example("report.txt")))[1]
    assert '224,229,"1,260",1260,次,exact,village_adviser_visits,value,2023' in read


def test_a_wording_of_a_bundled_indicator(run: Run, study: Path) -> None:
    """One table in a workspace adds a wording; the entry and its other wordings stay."""
    report = study / "r.txt"
    report.write_text(
        "松山区2023年法治政府建设年度报告\n全年复议窗口揽案318件，收到申请300件。\n", "utf-8"
    )
    before = run("extract", str(report))[1]
    assert "318,件,exact,," in before
    (study / "data/codebook").mkdir(exist_ok=True)
    (study / "data/codebook/words.toml").write_text(
        '[[review_handled.match]]\ntopic = ["review"]\nbefore = ["揽案"]\n', "utf-8"
    )
    after = run("extract", str(report))[1]
    assert "318,件,exact,review_handled,value,2023" in after
    assert "300,件,exact,review_received,value,2023" in after
    book, bundled = fadu.load(study).codebook, fadu.load().codebook
    assert len(book["review_handled"].match) == len(bundled["review_handled"].match) + 1
    assert book["review_handled"].zh == bundled["review_handled"].zh


def test_a_derived_indicator(put: Put, study: Path) -> None:
    """A share with a formula follows from counts of one source and keeps its interval."""
    put("own.toml", "data/codebook")
    panel = fadu.load(study)
    found = fadu.profile(panel, "110112", years=2019, indicators=["own_rejected_share"])
    row = found.table.iloc[0]
    assert (row["count"], row["total"], row["basis"]) == (15, 176, "counts")
    interval = fadu.stats.proportion(15, 176)
    assert row["low"] == pytest.approx(100 * float(interval.low))
    assert row["high"] == pytest.approx(100 * float(interval.high))
    assert found.sentences("zh")[0] == (
        "2019年，北京市通州区复议申请不予受理比例为8.5%（15/176），95%区间5.2%—13.6%。"
    )


def test_a_check(run: Run, put: Put) -> None:
    """A check in extensions/ is kept by `fadu check` in the workspace."""
    put("own_check.py", "extensions")
    code, out, err = run("check", "--format", "json")
    found = [f for f in json.loads(out)["findings"] if f["code"] == "own-jump"]
    assert code == 0
    assert "extensions: 1 files run, checks: own-jump" in err
    assert "北京市通州区2021年收到281件申请，比上年的172件多一半以上，报告应写明原因。" in [
        f["sentence_zh"] for f in found
    ]


def test_data_runs_no_code(
    run: Run, call: Run, put: Put, study: Path, tmp_path: Path, own_laws: None
) -> None:
    """Neither loading data, nor a command that is called elsewhere, runs a workspace's files."""
    ran = tmp_path / "ran"
    path = put("own_check.py", "extensions")
    touch = f"from pathlib import Path\nPath({str(ran)!r}).touch()\nCHECKS = []\n"
    path.write_text(touch, encoding="utf-8")
    fadu.load(study)
    assert run("show", "notebooks")[0] == 0
    _, _, err = call(tmp_path, "check", "--data", "study/data")
    folder = study / "extensions"
    assert (
        f"fadu: {folder} is not run from elsewhere; change into {study} to have it run" in err
    )
    assert not ran.exists()
    fadu.load_extensions(study)
    assert ran.exists()


def test_a_check_of_another_package(run: Run, tmp_path: Path) -> None:
    """An installed package brings laws and analyses by its entry points."""
    site = tmp_path / "site"
    info = site / "lawful-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lawful\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[fadu.checks]\nlawful = lawful:CHECKS\n[fadu.analyses]\nloudest = lawful_too:loudest\n"
    )
    for name, example in (("lawful", "own_check.py"), ("lawful_too", "own_analysis.py")):
        (site / f"{name}.py").write_bytes(fadu.example(example).read_bytes())
    assert "own-jump" in run("check", extra=str(site))[1]


def test_an_analysis(put: Put, study: Path, own_laws: None) -> None:
    """A function in extensions/ is called by its name; table, sentences and chart agree."""
    put("own_analysis.py", "extensions")
    own = fadu.load_extensions(study)
    found = own.loudest(fadu.load(study), most=3)
    assert found.sentences("zh") == ["江苏省南通市通州区公布得最多，有95个公布值。"]
    assert found.table["figures"].tolist() == [95, 84, 67]
    assert [bar.get_width() for bar in found.plot(lang="en").patches] == [67, 84, 95]


def test_one_workspace_at_a_time(put: Put, study: Path, tmp_path: Path, own_laws: None) -> None:
    """Laws stand as long as their workspace is the last one whose extensions were run."""
    put("own_check.py", "extensions")
    other = Path(shutil.copytree(study, tmp_path / "other"))
    assert [fadu.load_extensions(home).checks for home in (study, study, other)] == (
        [("own-jump",)] * 3
    )
    (other / "extensions" / "own_check.py").unlink()
    assert fadu.load_extensions(other).checks == ()
    assert "own-jump" not in {law.code for law in laws()}


REFUSED = {
    "a slip in Python": ("x = 1 +", ", line 1: SyntaxError: invalid syntax (own.py, line 1)"),
    "an error when it runs": ("\n1 / 0", ", line 2: ZeroDivisionError: division by zero"),
    "no list": (
        "x = 1",
        (
            " lists neither CHECKS nor ANALYSES; end it with CHECKS = [...] (laws) or "
            "ANALYSES = [...] (functions that take a panel)"
        ),
    ),
    "another thing": (
        "CHECKS = [1]",
        ": CHECKS holds 1, which is not a fadu.checks.Law",
    ),
    "a code that is taken": (
        "from fadu.checks import LAWS\nCHECKS = [LAWS[0]]",
        ": the code 'rate-counts' is taken by another law; rename it",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_file_is_refused_in_one_line(case: str, study: Path, own_laws: None) -> None:
    """A file that cannot be used is refused by its name, its line and what to do."""
    source, said = REFUSED[case]
    (study / "extensions").mkdir()
    path = study / "extensions" / "own.py"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(RequestError) as refused:
        fadu.load_extensions(study)
    assert str(refused.value) == f"{path}{said}"


def test_an_unknown_analysis_is_refused(put: Put, study: Path, own_laws: None) -> None:
    """A name that nothing brought is refused with those that there are."""
    put("own_analysis.py", "extensions")
    with pytest.raises(
        AttributeError, match="no analysis 'loud' was brought; there are: loudest"
    ):
        fadu.load_extensions(study).loud  # noqa: B018


def test_an_answer_speaks_both_languages() -> None:
    """An answer that lacks a language is refused."""
    with pytest.raises(RequestError) as refused:
        fadu.Answer(fadu.load(), {"zh": "问"}, fadu.load().table, {"zh": [], "en": []})
    assert str(refused.value) == "title of an answer lacks en; give zh and en"


def test_an_unknown_example_is_refused() -> None:
    """An example that does not exist is refused with those that do."""
    with pytest.raises(RequestError) as refused:
        fadu.example("own.csv")
    assert str(refused.value) == (
        "example 'own.csv' is not one of house.toml, own.toml, own_analysis.py, own_check.py, "
        "report.txt, style.typ"
    )


@pytest.mark.long
def test_a_notebook(run: Run, put: Put, study: Path) -> None:
    """A notebook in notebooks/ is found by its name and sees the workspace's own things."""
    put("own_analysis.py", "extensions")
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    parameters = nbformat.v4.new_code_cell('lang = "zh"\ndata = "../data"')
    parameters.metadata["tags"] = ["parameters"]
    source = (
        "import fadu\nown = fadu.load_extensions(data)\n"
        "fadu.show(own.loudest(fadu.load(data)), lang)"
    )
    book.cells = [parameters, nbformat.v4.new_code_cell(source)]
    nbformat.write(book, study / "notebooks" / "my_notebook.ipynb")
    code, out, err = run("brief", "my_notebook", "--lang", "en")
    assert code == 0, err
    assert "Tongzhou District, Nantong, Jiangsu prints most: 95 figures.".replace(" ", "") in (
        pdf_text(study / out.strip())
    )


@pytest.mark.long
def test_the_looks_of_an_office(run: Run, put: Put, study: Path) -> None:
    """Letterhead, colour and rules of house.toml reach the briefing; a slip in it is refused."""
    put("house.toml", ".")
    put("style.typ", ".")
    code, out, err = run("brief", "district_profile", "--years", "2023")
    assert code == 0, err
    assert pdf_text(study / out.strip()).startswith("示例区司法局")
    (study / "house.toml").write_text("color = 'red'", encoding="utf-8")
    code, out, err = run("brief", "district_profile", "--years", "2022")
    assert (code, out) == (2, "")
    assert "has the unknown field 'color'; near it: colour" in err
