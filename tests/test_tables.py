"""Laws of tables on disk."""

from pathlib import Path

import pandas as pd
import pytest

from fadu.errors import DataError
from fadu.tables import Field, Schema, read_table, to_csv, write_table

SMALL = Schema(
    "small",
    "A small table",
    (
        Field("code", "a code", pattern="[0-9]{6}"),
        Field("year", "a year", "integer"),
        Field("value", "a number", "number", required=False),
        Field("kind", "a kind", enum=("old", "new")),
    ),
    ("code", "year"),
)


def written(folder: Path, text: str) -> Path:
    path = folder / "small.csv"
    path.write_bytes(text.encode())
    return path


def test_round_trip(tmp_path: Path) -> None:
    """A table that is written and read again is the same, to the byte."""
    path = written(tmp_path, "code,year,value,kind\n110112,2020,38.50,old\n110112,2021,,new\n")
    frame = read_table(path, SMALL)
    write_table(frame, SMALL, tmp_path / "again")
    assert (tmp_path / "again" / "small.csv").read_bytes() == path.read_bytes()


def test_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    """The written form is sorted by the key, whatever the order of the rows."""
    path = written(tmp_path, "code,year,value,kind\n110112,2021,1,old\n110111,2022,2,new\n")
    frame = read_table(path, SMALL)
    assert to_csv(frame.iloc[::-1], SMALL) == to_csv(frame, SMALL)


def test_mark_and_line_ends(tmp_path: Path) -> None:
    """A byte order mark and CRLF are accepted and not kept."""
    path = written(tmp_path, "\ufeffcode,year,value,kind\r\n110112,2020,1,old\r\n")
    assert "\r" not in to_csv(read_table(path, SMALL), SMALL)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "row 1 has the columns ''; needed: code,year,value,kind"),
        ("code,year\n", "row 1 has the columns 'code,year'; needed: code,year,value,kind"),
        (
            "code,year,value,kind\n110112,2020,1\n",
            "row 2 has 3 cells; needed: 4",
        ),
        (
            "code,year,value,kind\n110112,20x0,1,old\n",
            "row 2, column year: '20x0'; allowed: integer",
        ),
        (
            "code,year,value,kind\n110112,2020,1,old\n110112,2021,1e5,old\n",
            "row 3, column value: '1e5'; allowed: number, or empty",
        ),
        (
            "code,year,value,kind\n110112,2020,1,odd\n",
            "row 2, column kind: 'odd'; allowed: one of old, new",
        ),
        (
            "code,year,value,kind\n110112,2020,1,old\n110112,2020,2,new\n",
            "row 3 repeats the key 110112, 2020; keep one of the rows",
        ),
        (
            'code,year,value,kind\n110112,2020,1,"old\n',
            "row 2: unexpected end of data",
        ),
    ],
)
def test_damage_is_placed(tmp_path: Path, text: str, message: str) -> None:
    """Damage is refused with file, row and column, and with what is allowed."""
    path = written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_table(path, SMALL)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_wrong_encoding(tmp_path: Path) -> None:
    """A file in another encoding is refused with the byte where it stops being UTF-8."""
    path = tmp_path / "small.csv"
    path.write_bytes("code,year,value,kind\n通州".encode("gb18030"))
    with pytest.raises(DataError, match="not UTF-8 at byte 23; save it as UTF-8"):
        read_table(path, SMALL)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(DataError, match=r"none\.csv: No such file"):
        read_table(tmp_path / "none.csv", SMALL)


def test_input_is_untouched(tmp_path: Path) -> None:
    """Writing a frame does not change it."""
    frame = read_table(written(tmp_path, "code,year,value,kind\n110112,2020,1,old\n"), SMALL)
    before = frame.copy(deep=True)
    write_table(frame, SMALL, tmp_path)
    pd.testing.assert_frame_equal(frame, before)
