"""Laws of exports: reading each back gives the same figures; nothing in them runs."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from fadu.errors import RequestError
from fadu.export import write_export
from fadu.panel import Panel
from fadu.schema import OBSERVATIONS
from fadu.tables import read_table

READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": lambda p: read_table(p, replace(OBSERVATIONS)).assign(),
    ".xlsx": lambda p: pd.read_excel(p, dtype={"district": "str"}),
    ".parquet": pd.read_parquet,
    ".dta": pd.read_stata,
    ".json": lambda p: pd.DataFrame(json.loads(p.read_text(encoding="utf-8"))["figures"]),
}


@pytest.mark.parametrize("suffix", READERS)
def test_round_trip(panel: Panel, tmp_path: Path, suffix: str) -> None:
    """Every form holds every figure with its place, year, indicator, value and source."""
    path = write_export(panel, tmp_path / f"panel{suffix}")
    again = READERS[suffix](path)
    keys = ["district", "year", "indicator", "measure", "qualifier", "source"]
    one, other = (
        OBSERVATIONS.sort(frame.assign(period=frame["period"].fillna("").astype("str")))
        if suffix == ".csv"
        else frame
        for frame in (panel.observations, again)
    )
    assert len(one) == len(other)
    for key in keys:
        assert sorted(one[key].astype("str")) == sorted(other[key].astype("str")), key
    assert sorted(one["value"].astype("float")) == sorted(other["value"].astype("float"))


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
    assert all(len(name) <= 32 and name.isidentifier() for name in labels)
    assert all(labels.values())


def test_other_suffix(panel: Panel, tmp_path: Path) -> None:
    """Another suffix is refused with those that there are."""
    with pytest.raises(RequestError, match=r"write a file that ends in .csv, .xlsx, .parquet"):
        write_export(panel, tmp_path / "panel.doc")
