"""Edges of commands, plans and registers: what is refused, counted, built again, or left alone."""

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pydantic import ValidationError

from fadu.briefing.grounds import _looks, sha256
from fadu.briefing.house import House
from fadu.briefing.manifest import Entry
from fadu.briefing.notebooks import find_notebook
from fadu.briefing.parameters import _like, _writable
from fadu.briefing.plan import Planner, executed_path, pdf_path
from fadu.briefing.requests import request
from fadu.briefing.sets import SetFile
from fadu.cli import main
from fadu.commands.asking import Order, notebook_name
from fadu.commands.brief import _follow
from fadu.commands.lab import workspace
from fadu.errors import RequestError
from fadu.export import figures
from fadu.files import bundled, example
from fadu.panel import Panel, load
from fadu.panel.columnar import save_parquet
from fadu.workspace import own_copy

Said = pytest.CaptureFixture[str]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return the bundled data with a value that is no number."""
    data = tmp_path / "data"
    shutil.copytree(bundled("data"), data)
    table = data / "observations.csv"
    text = table.read_text(encoding="utf-8")
    first = text.splitlines()[1]
    table.write_text(
        text.replace(first, first.replace(",value,", ",valu,", 1)), encoding="utf-8"
    )
    return data


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_is_told_in_the_form_asked_for(broken: Path, form: str, capsys: Said) -> None:
    """Data that cannot be read are exit code 1, as a line of words or as JSON."""
    assert main(["check", "--data", str(broken), "--format", form]) == 1
    out = capsys.readouterr().out
    if form == "json":
        told = json.loads(out)
        assert told["findings"] == []
        (error,) = told["errors"]
    else:
        kind, error = out.rstrip("\n").split("\t")
        assert kind == "error"
    assert "observations.csv" in error
    assert "'valu'" in error


def test_a_list_counts_none_as_none(capsys: Said, panel: Panel) -> None:
    """An indicator without a figure is listed with 0, one with figures with their number."""
    assert main(["show", "indicators"]) == 0
    head, *lines = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    counts = {line[0]: int(line[head.index("figures")]) for line in lines}
    assert counts == {
        name: int((panel.observations["indicator"] == name).sum())
        for name in panel.codebook.indicators
    }
    assert 0 in counts.values()


def test_an_export_says_its_path_and_is_done(tmp_path: Path, capsys: Said) -> None:
    """Exporting gives 0 and a table with a row for each figure, whose names are its own."""
    target = tmp_path / "out.csv"
    assert main(["export", str(target)]) == 0
    table = pd.read_csv(target, dtype=str, keep_default_na=False)
    assert len(table) == 1425
    del capsys


def test_an_exported_row_bears_its_own_names(panel: Panel) -> None:
    """District and indicator of each exported row are named by the register and the codebook."""
    found = figures(panel).sample(40, random_state=3)
    for row in found.itertuples():
        assert row.district_name == panel.districts.label(row.district)
        assert row.indicator_zh == panel.codebook[row.indicator].zh
        assert row.indicator_en == panel.codebook[row.indicator].en


def test_a_place_of_one_sign_keeps_its_suffix(panel: Panel) -> None:
    """郊 is no short name of 郊区; 郊区 itself is three places, each named."""
    with pytest.raises(RequestError) as refused:
        panel.districts.resolve("郊")
    assert "140311" not in str(refused.value)
    with pytest.raises(RequestError) as refused:
        panel.districts.resolve("郊区")
    assert all(code in str(refused.value) for code in ("140311", "230811", "340711"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"formula": "review_accepted +* 2"}, "is not of the form"),
        ({"numerator": "review_corrected", "denominator": None}, "has one of numerator and"),
        ({"numerator": None, "denominator": "review_concluded"}, "has one of numerator and"),
    ],
)
def test_an_indicator_that_cannot_be_computed_is_refused(
    panel: Panel, wrong: dict[str, object], said: str
) -> None:
    """A formula that cannot be read, and half a quotient, are refused where they are written."""
    entry = panel.codebook["review_correction_rate"]
    with pytest.raises(ValidationError, match=said):
        type(entry).model_validate(entry.model_dump() | wrong)


def test_the_tier_is_asked_of_a_columnar_panel_too(tmp_path: Path, panel: Panel) -> None:
    """Figures kept as Parquet and as text give the same selection of one tier and better."""
    data = tmp_path / "data"
    shutil.copytree(bundled("data"), data)
    (data / "observations.csv").unlink()
    save_parquet(panel, data)
    wanted = {"years": range(2019, 2024), "indicators": "review_accepted", "tier": "official"}
    one, other = load(data).select(**wanted), panel.select(**wanted)
    assert (
        0
        < len(other)
        < len(panel.select(years=range(2019, 2024), indicators="review_accepted"))
    )
    columns = ["district", "year", "indicator", "value", "source", "chosen", "choice"]
    assert one.table[columns].to_dict("list") == other.table[columns].to_dict("list")


@pytest.fixture
def planned(tmp_path: Path, panel: Panel) -> Callable[..., tuple[str, str]]:
    """Return a function that asks why a briefing, which was built, is built again."""
    asked = request(find_notebook("district_profile"), {"district": "110112"}, panel, tmp_path)
    planner = Planner(panel, House(), tmp_path)
    (first,) = planner.plan([asked], {})
    assert first.reason == "new"
    pdf, executed = pdf_path(tmp_path, asked.stem), executed_path(tmp_path, asked.stem)
    executed.parent.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(b"pdf")
    executed.write_bytes(b"ipynb")
    entry = Entry(asked.stem, "done", inputs=first.inputs, pdf=sha256(b"pdf"))

    def why(change: Callable[[Path, Path], object], **told: object) -> tuple[str, str]:
        change(pdf, executed)
        (again,) = planner.plan([asked], {asked.stem: replace(entry, **told)})
        return again.reason, again.detail.replace(asked.stem, "X")

    return why


@pytest.mark.parametrize(
    ("change", "told", "reason"),
    [
        (lambda pdf, run: None, {}, ("up to date", "")),
        (lambda pdf, run: pdf.unlink(), {}, ("file missing", "X.pdf")),
        (lambda pdf, run: pdf.write_bytes(b"other"), {}, ("file missing", "X.pdf")),
        (lambda pdf, run: run.unlink(), {}, ("file missing", "X.ipynb")),
        (lambda pdf, run: run.write_bytes(b"worked on"), {}, ("up to date", "")),
        (lambda pdf, run: None, {"state": "failed", "message": "no"}, ("failed before", "no")),
    ],
)
def test_why_a_briefing_is_built_again(
    planned: Callable[..., tuple[str, str]],
    change: object,
    told: dict[str, object],
    reason: object,
) -> None:
    """A PDF that is gone or another, a notebook that is gone, and a failure are built again."""
    assert planned(change, **told) == reason


def test_a_stated_moment_is_part_of_the_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH stands in the PDF, so that another one has it built again."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    plain = _looks(House())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = _looks(House())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    assert len({plain, first, _looks(House())}) == 3


@pytest.mark.parametrize("code", [0, 0xD800, 0xDBFF, 0xDFFF])
def test_a_sign_that_no_file_can_hold_is_refused(code: int) -> None:
    """A null and each half of a pair of UTF-16, the first and the last too, fit into no file."""
    assert not _writable(f"a{chr(code)}b")


@pytest.mark.parametrize("code", [1, 0xD7FF, 0xE000, 0x10FFFF])
def test_other_signs_are_held(code: int) -> None:
    """The signs on both sides of those halves are signs like any other."""
    assert _writable(f"a{chr(code)}b")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("栾城", ["130111"]),  # a county of the neighbour was once called so
        ("正定", ["130123"]),
        ("桥西", ["130104", "130703"]),  # and 130503 only before 2020
    ],
)
def test_a_short_name_means_the_places_of_today(
    panel: Panel, name: str, codes: list[str]
) -> None:
    """Where places bear a short name today, those that bore it earlier are not meant."""
    assert panel.districts.find(name) == codes


@pytest.mark.parametrize(
    ("states", "code", "last"),
    [
        (["done"], 0, ""),
        (["failed"], 1, "fadu: why 0\n"),
        (["done", "done"], 0, "fadu: 2 built, 0 failed\n"),
        (["done", "failed"], 1, "fadu: why 1\nfadu: 1 built, 1 failed\n"),
    ],
)
def test_what_is_built_is_printed_and_what_failed_is_told(
    tmp_path: Path, capsys: Said, states: list[str], code: int, last: str
) -> None:
    """Each PDF is a line of output, each failure a line of its own; several are counted at the end."""
    entries = [
        Entry(f"s{n}", state, message="" if state == "done" else f"why {n}")
        for n, state in enumerate(states)
    ]
    assert _follow(iter(entries), tmp_path, len(states)) == code
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        str(pdf_path(tmp_path, e.stem)) for e in entries if e.state == "done"
    ]
    assert said.err == last


def test_a_laboratory_takes_no_folder_of_others(tmp_path: Path, capsys: Said) -> None:
    """A file and a folder that holds something are refused; an empty one becomes a workspace, once."""
    file, full, empty = tmp_path / "file", tmp_path / "full", tmp_path / "empty"
    file.write_text("x", encoding="utf-8")
    full.mkdir()
    (full / "x").write_text("x", encoding="utf-8")
    empty.mkdir()
    for place in (file, full):
        with pytest.raises(RequestError, match="is neither empty nor a workspace"):
            workspace(place)
    assert workspace(empty) == empty.resolve()
    assert capsys.readouterr().err.endswith("is a new workspace\n")
    assert workspace(empty) == empty.resolve()
    assert capsys.readouterr().err == ""


def test_a_copy_of_a_notebook_says_so_after_its_title() -> None:
    """The note of an own copy stands second, below the title, and the data are those of the workspace."""
    path = bundled("notebooks") / "district_profile.ipynb"
    bundle, own = json.loads(path.read_text(encoding="utf-8")), json.loads(own_copy(path))
    first, note, *rest = own["cells"]
    assert first["source"] == bundle["cells"][0]["source"]
    assert (note["id"], note["metadata"]["tags"]) == ("own-copy", ["notebook-only"])
    assert len(rest) == len(bundle["cells"]) - 1
    (told,) = [c for c in rest if "parameters" in c["metadata"].get("tags", [])]
    assert 'data = "../data"' in "".join(told["source"])


def test_nothing_between_commas_is_no_element() -> None:
    """A list in words has the parts between its commas, Chinese ones too, and no empty ones."""
    assert _like("names", "a,,b，c,", []) == ["a", "b", "c"]
    assert _like("names", "", []) == []


def test_a_list_knows_its_notebook(tmp_path: Path) -> None:
    """Without a notebook on the command line that of the list is meant, then the flagship."""
    words = dict.fromkeys(Order.__dataclass_fields__) | {"notebook": None}
    listed = SetFile(tmp_path / "list.csv", "indicator_comparison", {})
    assert notebook_name(Order(**words), listed) == "indicator_comparison"
    assert notebook_name(Order(**words), replace(listed, notebook="")) == "district_profile"
    assert notebook_name(Order(**words), None) == "district_profile"
    with pytest.raises(RequestError, match="is a list for indicator_comparison, not other"):
        notebook_name(Order(**words | {"notebook": "other"}), listed)


@pytest.mark.parametrize(
    ("words", "code"), [([], "150404"), (["--district", "320612"], "320612")]
)
def test_the_district_given_is_that_of_the_figures(
    capsys: Said, words: list[str], code: str
) -> None:
    """Figures extracted bear the district that is given, else the one that the report names."""
    assert main(["extract", str(example("report.txt")), *words]) == 0
    rows = capsys.readouterr().out.splitlines()
    table = pd.read_csv(io.StringIO("\n".join(rows)), dtype=str, keep_default_na=False)
    assert set(table.loc[table["indicator"] != "", "district"]) == {code}
