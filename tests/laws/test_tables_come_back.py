"""What is written comes back: tables, exports, texts in cells, under texts that nobody would type."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fadu.export import write_export
from fadu.panel import Panel
from fadu.schema import OBSERVATIONS, SOURCES
from fadu.tables import (
    Field,
    Schema,
    read_table,
    spreadsheet_plain,
    spreadsheet_safe,
    to_csv,
    write_table,
)

FOLDER = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FEW = settings(FOLDER, max_examples=6)
MARKS = st.sampled_from(
    [*"'=+-@\t\r\n,;\"＝＋－＠ %#|0１零年", "\r\n", '""', "''", "=1+1", "-5"]
)
CELL = st.one_of(
    st.lists(MARKS, max_size=6).map("".join),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
)
NUMBER = st.decimals(-(10**12), 10**12, allow_nan=False, places=3).map(lambda d: f"{d:f}")
WORDS = Schema(
    "words",
    "Words of publications",
    (
        Field("id", "a key", "integer"),
        Field("words", "as printed", required=False, free=True),
        Field("plain", "as printed too", required=False),
        Field("value", "a number", "number", required=False),
        Field("place", "where it stands", "integer", required=False),
    ),
    ("id",),
)


@given(CELL)
def test_a_text_made_safe_comes_back(cell: str) -> None:
    """No safe text begins as a formula does, and each gives its own text back."""
    safe = spreadsheet_safe(cell)
    assert not safe.lstrip(" ").startswith(tuple("=+-@\t\r＝＋－＠"))
    assert spreadsheet_plain(safe) == cell


@FOLDER
@given(rows=st.lists(st.tuples(CELL, CELL, NUMBER | st.just(""), st.integers(0, 9) | st.none()), max_size=5))  # fmt: skip
@example(rows=[("a\rb", "\r", "1", None), ("\r\n", "a,b\r", "", 3), ("x", "", "", None)])
def test_a_table_comes_back(tmp_path: Path, rows: list[tuple[Any, ...]]) -> None:
    """Whatever its texts, a table that is written reads back the same and is written the same."""
    columns = [*zip(*rows, strict=True)] or [()] * 4
    frame = pd.DataFrame(
        {
            "id": pd.Series(range(len(rows)), dtype="int64"),
            **{
                name: pd.Series([*cells], dtype="str")
                for name, cells in zip(("words", "plain", "value"), columns, strict=False)
            },
            "place": pd.Series([*columns[3]], dtype="Int64"),
        }
    )
    written = write_table(frame.iloc[::-1], WORDS, tmp_path)
    again = read_table(written, WORDS)
    pd.testing.assert_frame_equal(again, frame)
    assert to_csv(again, WORDS).encode() == written.read_bytes()


def read_json(path: Path) -> pd.DataFrame:
    return pd.DataFrame(json.loads(path.read_text(encoding="utf-8"))["sources"])


TEXTS: Any = {"dtype": "str", "keep_default_na": False}
SOURCE_READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".json": read_json,
    ".xlsx": lambda path: pd.read_excel(path, sheet_name="sources", **TEXTS),
}
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@pytest.mark.parametrize("suffix", SOURCE_READERS)
@FEW
@given(words=PRINTABLE | st.sampled_from(["=1+1", "+5", "'x", "http://x/?a=1&b=2", "007", "1e5", "TRUE"]))  # fmt: skip
def test_a_title_is_exported_as_it_is(
    panel: Panel, tmp_path: Path, suffix: str, words: str
) -> None:
    """A title that looks like a formula, an address or a number stays the text that it is."""
    few = panel.select("320612", 2023)
    titled = replace(few, sources=panel.sources.assign(title=words))
    again = SOURCE_READERS[suffix](write_export(titled, tmp_path / f"p{suffix}"))
    assert set(again["title"]) == {words}
    assert again["id"].tolist() == panel.sources["id"].tolist()


SECTION_READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".csv": lambda path: read_table(path, OBSERVATIONS),
    ".parquet": pd.read_parquet,
    ".dta": pd.read_stata,
    ".json": lambda p: pd.DataFrame(json.loads(p.read_text(encoding="utf-8"))["figures"]),
    ".xlsx": lambda path: pd.read_excel(path, **TEXTS),
}


@pytest.mark.parametrize("suffix", SECTION_READERS)
@FEW
@given(words=PRINTABLE | st.sampled_from(["=1+1", "-5", "'=x", "007", "NA"]))
def test_a_heading_is_exported_as_it_is(
    panel: Panel, tmp_path: Path, suffix: str, words: str
) -> None:
    """The heading of a figure comes back from every form as it stands in the report."""
    few = panel.select("320612", 2023)
    headed = replace(few, observations=few.observations.assign(section=words))
    again = SECTION_READERS[suffix](write_export(headed, tmp_path / f"p{suffix}"))
    assert len(again) == len(few)
    assert set(again["section"]) == {words}


def test_tables_without_rows_come_back(tmp_path: Path) -> None:
    """A table without rows keeps its columns and their types."""
    for schema in (OBSERVATIONS, SOURCES, WORDS):
        again = read_table(write_table(schema.empty(), schema, tmp_path), schema)
        pd.testing.assert_frame_equal(again, schema.empty())
