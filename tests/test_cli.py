"""Laws of the command line: exit codes, one line for each refusal, nothing half-written."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fadu.cli import main
from fadu.files import bundled

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Return a function that runs the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        said = capfd.readouterr()
        return code, said.out, said.err

    return call


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("brief --district 通州区", ("通州区", "110112", "320612", "give the code")),
        ("brief --district 999999", ("999999", "six-digit")),
        ("brief --district 火星区", ("火星区", "six-digit")),
        ("brief --indicator review_corected", ("review_corected", "review_corrected")),
        ("brief --years 1960", ("1960", "110112", "2019-2024")),
        ("brief --years 2025:2019", ("2025:2019", "2019:2025")),
        ("brief --years soon", ("soon", "2019:2023")),
        (
            "brief --district 320612 --district 110112 --years 2010",
            ("2010", "320612", "2023", "110112", "2019-2024"),
        ),
        ("brief --data nowhere", ("nowhere", "datapackage.json", "fadu init")),
        ("brief --set colour=red", ("colour", "district, years, indicators")),
        ("brief --set colour", ("colour", "NAME=VALUE")),
        ("brief --lang fr", ("fr", "zh, en")),
        ("brief my_notebook", ("my_notebook", "district_profile")),
        ("brief --out /proc/none", ("/proc/none", "cannot be written")),
        ("brief --jobs 0", ("--jobs", "0")),
        ("brief --jobs many", ("--jobs", "many")),
        ("brief --bogus", ("--bogus", "--help")),
        ("brief --all-districts --district 110112", ("--all-districts", "110112")),
        ("brief --set years=2023 --years 2024", ("years is given twice", "--years 2024")),
        ("brief --set lang=zh --set lang=en", ("lang is given twice", "--set lang=en")),
        ("brief --set data=study", ("--set data=study", "--data")),
        ("brief --set district=", ("--district ''", "six-digit")),
        ("brief --years=", ("--years ''", "is empty")),
        ("brief --indicator=", ("--indicator ''", "is empty")),
        ("brief --data=", ("--data", "is empty")),
        ("brief --timeout inf", ("--timeout inf", "0 is no limit")),
        ("brief --all-districts --years 1950", ("1950", "fadu show coverage")),
        (
            "brief multi_year_trend --set across=war",
            ("across 'war'", "reconsideration_law_2024"),
        ),
        ("brief indicator_comparison --set level=town", ("level 'town'", "province")),
        ("show everything", ("everything", "districts", "notebooks")),
        ("export panel.doc", (".doc", ".xlsx")),
        ("check --format xml", ("xml", "json")),
        ("bogus", ("bogus", "--help")),
    ],
)
def test_bad_requests(run: Run, tmp_path: Path, words: str, names: tuple[str, ...]) -> None:
    """A wrong request is one line that names the value and what is allowed, and writes nothing."""
    code, out, err = run(*words.split())
    assert (code, out) == (2, "")
    assert err.startswith("fadu: ")
    assert err.count("\n") == 1
    assert [name for name in names if name not in err] == []
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(
    ("out", "said"),
    [
        (".", "--out . is a folder; name a file, such as figures.csv"),
        ("x/..", "--out x/.. is a folder; name a file, such as figures.csv"),
        ("report.txt", "--out report.txt is the report itself; name another file"),
        (f"{'x' * 300}/a.csv", "File name too long"),
    ],
)
def test_a_table_that_cannot_be_written(run: Run, tmp_path: Path, out: str, said: str) -> None:
    """What extract is told to write into is refused in one line, and nothing else is said."""
    (tmp_path / "x").mkdir()
    (tmp_path / "report.txt").write_text("一、概况\n受理5件。\n", encoding="utf-8")
    code, printed, err = run("extract", "report.txt", "--out", out)
    assert (code, printed, err.count("\n")) == (2, "", 1)
    assert said in err
    assert len(list(tmp_path.iterdir())) == 2


def damaged(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "names"),
    [
        (
            "observations.csv",
            "review_received",
            "review_recieved",
            ("review_recieved", "codebook"),
        ),
        ("observations.csv", ",2030,", ",2O30,", ("observations.csv: row 2", "year", "2O30")),
        (
            "codebook/own.toml",
            "# [",
            "[odd]\ncolour = 'red'\n# [",
            ("own.toml", "odd", "colour"),
        ),
        ("sources.csv", "official", "oficial", ("sources.csv: row 2", "tier", "official")),
    ],
)
def test_damaged_workspace(
    run: Run, tmp_path: Path, file: str, old: str, new: str, names: tuple[str, ...]
) -> None:
    """A damaged table or codebook is one line with file, row and column; exit code 2, or 1 of check."""
    assert run("init", "study")[0] == 0
    data = tmp_path / "study" / "data"
    with (data / "observations.csv").open("a", encoding="utf-8") as table:
        table.write("110112,2030,,review_received,value,9,件,exact,,,own1,,,\n")
    with (data / "sources.csv").open("a", encoding="utf-8") as table:
        table.write("own1,A report,An office,2031,official,,\n")
    assert run("check", "--data", str(data))[0] == 0
    damaged(data, file, old, new)
    code, out, err = run("brief", "--data", str(data), "--years", "2030")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert [name for name in names if name not in err] == []
    code, out, _ = run("check", "--data", str(data))
    assert code == 1
    assert [name for name in names if name not in out] == []


def test_show(run: Run) -> None:
    """Each list has a head and its rows on standard output, and nothing else."""
    for what in ("districts", "indicators", "sources", "coverage", "notebooks"):
        code, out, err = run("show", what)
        assert (code, err) == (0, "")
        assert len({line.count("\t") for line in out.splitlines()}) == 1, what
    assert "district_profile" in out


def test_check_lists_findings(run: Run) -> None:
    """Publications that contradict themselves are listed; only --strict makes them a failure."""
    code, out, err = run("check", "--format", "json")
    found = json.loads(out)
    assert (code, err, found["errors"]) == (0, "", [])
    assert {"110112", "510000", "442000"} & {f["district"] for f in found["findings"]}
    assert run("check", "--strict")[0] == 1


def test_version_and_help(run: Run) -> None:
    """Every command has a help with an example."""
    assert run("--version")[1].startswith("fadu ")
    for name in ("brief", "extract", "add", "check", "show", "export", "init", "lab"):
        code, out, _ = run(name, "--help")
        assert code == 0
        assert f"Example: fadu {name}" in out


def test_workspace_is_made_once(run: Run, tmp_path: Path) -> None:
    """A workspace is made in a new folder, is valid, and is never made over another."""
    assert run("init", "study") == (0, "study\n", "")
    names = {p.name for p in (tmp_path / "study").iterdir()}
    assert {"README.md", "data", "notebooks", "reports"} <= names
    os.chdir(tmp_path / "study")
    code, _, err = run("show", "districts")
    assert code == 0
    assert "0 figures added, 0 replaced" in err
    code, _, err = run("init", ".")
    assert code == 2
    assert "not an empty folder" in err


def test_the_bundled_data_are_nothing_of_ones_own(run: Run) -> None:
    """In a folder whose data are a copy of the bundled ones, nothing is said of a layer."""
    shutil.copytree(bundled("data"), "data")
    assert run("show", "notebooks")[2] == ""
    with Path("data/decisions.toml").open("a") as file:
        file.write("\n# changed\n")
    assert run("show", "notebooks")[2] == (
        "fadu: data is layered over the bundled panel: 0 figures added, 0 replaced\n"
    )


def test_without_a_word_the_help_is_shown(run: Run) -> None:
    """`fadu` alone shows its help as it is written, line by line."""
    code, out, err = run()
    assert (code, err) == (2, "")
    assert out.splitlines()[0] == "Usage: fadu [OPTIONS] COMMAND [ARGS]..."
    assert (
        "  brief    Build briefings; each PDF is one path on standard output."
        in out.splitlines()
    )


def test_a_refusal_names_the_help_of_its_command(run: Run) -> None:
    """An option without its value leads to the help of the command it was given to."""
    assert run("brief", "--lang") == (
        2,
        "",
        "fadu: Option '--lang' requires an argument; `fadu brief --help` shows what is allowed\n",
    )
