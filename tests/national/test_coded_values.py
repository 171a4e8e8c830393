"""Values of coded tables: what stands in no row is not looked at, however it is stored."""

import pyarrow as pa
import pytest

from fadu.panel.coded import faulty


@pytest.mark.parametrize(("rows", "found"), [([0, 0], []), ([0, 1], ["bad"]), ([], [])])
def test_a_fault_is_found_where_it_stands_in_a_row(rows: list[int], found: list[str]) -> None:
    """A text that is stored and stands in no row is no fault."""
    texts = pa.DictionaryArray.from_arrays(pa.array(rows, pa.int32()), ["good", "bad"])
    table = pa.table({"name": texts})
    assert faulty(table, "name", lambda text: "wrong" if text == "bad" else None) == found


def test_numbers_are_looked_at_too() -> None:
    """A column of numbers has no stored texts: each different number is looked at."""
    table = pa.table({"year": pa.array([2023, 1, 2023], pa.int64())})
    assert faulty(table, "year", lambda year: "early" if year < 1900 else None) == [1]
