"""Laws of exports: reading each back gives the same figures; nothing in them runs."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from fadu.cli import main
from fadu.errors import RequestError
from fadu.export import write_export
from fadu.panel import Panel
from fadu.schema import OBSERVATIONS

TEXTS: Any = {"dtype": "str", "keep_default_na": False}
READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": lambda p: pd.read_csv(p, **TEXTS),
    ".xlsx": lambda p: pd.read_excel(p, **TEXTS),
    ".parquet": pd.read_parquet,
    ".dta": lambda p: pd.read_stata(p).rename(
        columns={"start_char": "start", "end_char": "end"}
    ),
    ".json": lambda p: pd.DataFrame(json.loads(p.read_text(encoding="utf-8"))["figures"]),
}


def as_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the panel's columns as texts, a number in its shortest form, what is missing as empty."""

    def text(cell: Any) -> str:
        if pd.isna(cell) or cell == "":
            return ""
        try:
            return f"{float(cell):.12g}"
        except ValueError:
            return str(cell)

    return pd.DataFrame({name: frame[name].map(text) for name in OBSERVATIONS.columns})


@pytest.mark.parametrize("suffix", READERS)
def test_round_trip(panel: Panel, tmp_path: Path, suffix: str) -> None:
    """Read back, every form holds every cell of every figure of the bundled panel."""
    again = READERS[suffix](write_export(panel, tmp_path / f"panel{suffix}"))
    before = OBSERVATIONS.sort(panel.observations).reset_index(drop=True)
    pd.testing.assert_frame_equal(as_texts(again), as_texts(before))


@pytest.mark.parametrize("suffix", READERS)
def test_long_texts_come_back(panel: Panel, tmp_path: Path, suffix: str) -> None:
    """A heading of thousands of characters is neither cut nor refused."""
    heading = "第一部分，" * 1200
    observations = panel.observations.assign(section=heading)
    again = READERS[suffix](
        write_export(replace(panel, observations=observations), tmp_path / f"p{suffix}")
    )
    assert set(again["section"]) == {heading}


def test_what_excel_cannot_hold_is_refused(panel: Panel, tmp_path: Path) -> None:
    """A text that Excel would cut is refused with what to do; nothing is written."""
    observations = panel.observations.assign(section="字" * 32_768)
    with pytest.raises(RequestError) as refused:
        write_export(replace(panel, observations=observations), tmp_path / "p.xlsx")
    assert str(refused.value) == (
        "a text in the column section of the sheet figures has 32768 characters; Excel holds "
        "32767 in a cell, so write .csv, .parquet or .json"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", READERS)
def test_same_bytes(panel: Panel, tmp_path: Path, suffix: str) -> None:
    """The same panel gives the same bytes."""
    first, second = (write_export(panel, tmp_path / n / f"p{suffix}") for n in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_excel_runs_nothing(panel: Panel, tmp_path: Path) -> None:
    """Text that starts like a formula stays text; the head row is frozen."""
    sources = panel.sources.assign(title='=HYPERLINK("http://x","y")')
    path = write_export(replace(panel, sources=sources), tmp_path / "p.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["figures", "codebook", "sources"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert {c.data_type for c in cells} <= {"s", "n", "b"}


def test_stata_labels(panel: Panel, tmp_path: Path) -> None:
    """Stata names are within its rules and carry labels."""
    path = write_export(panel, tmp_path / "p.dta")
    with pd.io.stata.StataReader(path) as reader:
        labels = reader.variable_labels()
        values = reader.value_labels()
    assert all(len(name) <= 32 and name.isidentifier() for name in labels)
    assert all(0 < len(label) <= 80 for label in labels.values())
    assert set(values["indicator_no"].values()) == {
        entry.zh for entry in panel.codebook.indicators.values()
    }


def test_other_suffix(panel: Panel, tmp_path: Path) -> None:
    """Another suffix is refused with those that there are."""
    with pytest.raises(RequestError) as refused:
        write_export(panel, tmp_path / "panel.doc")
    assert str(refused.value) == (
        f"{tmp_path / 'panel.doc'} ends in '.doc'; write a file that ends in "
        ".csv, .xlsx, .parquet, .dta, .json"
    )


@pytest.mark.parametrize("suffix", READERS)
def test_an_unwritable_path(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
) -> None:
    """A path that cannot be written is one line and exit code 2; what stood there stays."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"panel{suffix}").mkdir()
    for path in (tmp_path / f"panel{suffix}", tmp_path / "file" / f"p{suffix}"):
        (tmp_path / "file").write_text("mine")
        assert main(["export", str(path)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("fadu: cannot write ")
        assert said.err.count("\n") == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", f"panel{suffix}"]
    assert (tmp_path / "file").read_text() == "mine"
