"""Laws of lists of parameter sets: a row is a briefing, a fault is named with its place."""

from pathlib import Path

import nbformat
import pytest
from engines import notebook

from fadu.briefing.notebooks import read_notebook
from fadu.briefing.sets import read_sets
from fadu.errors import FaduError, RequestError


@pytest.fixture
def book(tmp_path: Path):
    """A notebook with a text, a list and a number among its parameters."""
    nbformat.write(
        notebook("1", parameters="district = ''\nindicators = []\ntop = 3"),
        tmp_path / "n.ipynb",
    )
    return read_notebook(tmp_path / "n.ipynb")


def test_rows_of_a_csv(book, tmp_path: Path) -> None:
    """Columns are parameters; an empty cell is the default; a list is separated within its cell."""
    path = tmp_path / "s.csv"
    path.write_bytes("\ufeffdistrict,indicators\r\n110112,a; b\r\n\r\n320612,\r\n".encode())
    found = read_sets(path).fitting(book)
    assert found == {
        f"--sets {path} row 2": {"district": "110112", "indicators": ["a", "b"]},
        f"--sets {path} row 4": {"district": "320612"},
    }


def test_tables_of_a_toml(book, tmp_path: Path) -> None:
    """A TOML list names its notebook and keeps the types of its values."""
    path = tmp_path / "s.toml"
    path.write_text(
        'notebook = "n"\n[[briefing]]\ndistrict = "110112"\nindicators = ["a"]\ntop = 5\n'
    )
    found = read_sets(path)
    assert found.notebook == "n"
    assert [*found.fitting(book).values()] == [
        {"district": "110112", "indicators": ["a"], "top": 5}
    ]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("s.csv", b"", "holds no set"),
        ("s.csv", b"district\n", "holds no set"),
        ("s.csv", b"district,\n1,2\n", "are not names, each once"),
        ("s.csv", b"district,district\n1,2\n", "are not names, each once"),
        ("s.csv", b"district\n1,2\n", "row 2 has 2 cells; its head has 1"),
        ("s.csv", b'district\n"1\n', "row 2: unexpected end of data"),
        ("s.csv", b"district\n\xff\n", "not UTF-8 at byte 9; save it as UTF-8"),
        ("s.toml", b"a = ", "not readable as TOML: Invalid value"),
        (
            "s.toml",
            b"briefings = []",
            "unknown key 'briefings'; near it: briefing; allowed: notebook, briefing",
        ),
        ("s.toml", b"briefing = 3", "a table [[briefing]] for each"),
        ("s.xlsx", b"", "ending of --sets '.xlsx' is not one of .csv, .toml"),
        ("gone.csv", None, "gone.csv: No such file or directory"),
    ],
)
def test_a_list_that_cannot_be(
    name: str, text: bytes | None, told: str, tmp_path: Path
) -> None:
    """A list that cannot be read, or holds nothing, is refused with file and place."""
    if text is not None:
        (tmp_path / name).write_bytes(text)
    with pytest.raises(FaduError) as refused:
        read_sets(tmp_path / name)
    assert told in str(refused.value)


def test_a_panel_is_not_given_in_a_list(book, tmp_path: Path) -> None:
    """A list cannot put another panel below a briefing than the one it was checked against."""
    (tmp_path / "s.csv").write_text("data\n/elsewhere\n")
    with pytest.raises(RequestError, match="row 2: give the folder of a panel with --data"):
        read_sets(tmp_path / "s.csv").fitting(book)


def test_a_name_that_is_no_parameter(book, tmp_path: Path) -> None:
    """An unknown column is refused with those that the notebook has."""
    (tmp_path / "s.csv").write_text("distirct\n110112\n")
    with pytest.raises(
        RequestError,
        match="row 2: n has no parameter 'distirct'; it has: district, indicators, top",
    ):
        read_sets(tmp_path / "s.csv").fitting(book)


def test_a_fault_in_a_row_is_named(run, tmp_path: Path) -> None:
    """A value that cannot be is refused with its row, before anything is built."""
    Path("s.csv").write_text("district,years\n110112,2023\n通州区,2023\n", encoding="utf-8")
    code, out, err = run("--sets", "s.csv")
    assert (code, out) == (2, [])
    assert "--sets s.csv row 3: " in err
    assert not Path("reports").exists()


def test_a_list_and_districts_exclude_each_other(run) -> None:
    """Districts are named in the list or on the command line, not in both."""
    Path("s.csv").write_text("district\n110112\n")
    code, _, err = run("--sets", "s.csv", "--district", "320612")
    assert code == 2
    assert "exclude" in err


def test_dry_run_tells_and_does_nothing(run) -> None:
    """A dry run prints each briefing with its reason, and leaves nothing behind."""
    Path("s.csv").write_text("district,years\n110112,2023\n320612,2023\n")
    code, out, err = run("--sets", "s.csv", "--dry-run")
    assert code == 0
    assert [line.split("\t") for line in out] == [
        ["reports/district_profile_110112_2023_zh.pdf", "new"],
        ["reports/district_profile_320612_2023_zh.pdf", "new"],
    ]
    assert "2 briefings: 2 new" in err
    assert not Path("reports").exists()
