"""Files are written whole or not at all; settings are read once and refused in one line."""

import hashlib
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fadu.errors import LONGEST, DataError, RequestError, one_line, one_of, shown
from fadu.files import (
    alone_in,
    example,
    hash_of,
    same_files,
    sweep_drafts,
    there,
    whole_file,
    write_text,
    write_together,
)
from fadu.toml import explained, read_toml, strange


def tree(folder: Path) -> dict[str, str]:
    """Return every file of a folder with its text."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    return {str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in files}


def test_a_file_takes_the_place_of_another(tmp_path: Path) -> None:
    """A file is written with its folders, readable by all, and leaves no draft."""
    path = tmp_path / "a" / "b" / "c.txt"
    assert write_text(path, "一\r\n") == path
    assert write_text(path, "二\n") == path
    assert tree(tmp_path) == {"a/b/c.txt": "二\n"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert path.read_bytes() == "二\n".encode()


def test_what_fails_midway_leaves_the_old_file(tmp_path: Path) -> None:
    """An error while a file is written is passed on, and what stood there stays."""
    path = write_text(tmp_path / "c.txt", "old")

    def fail() -> None:
        with whole_file(path) as draft:
            draft.write_text("new")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert tree(tmp_path) == {"c.txt": "old"}


def test_several_files_are_written_together_or_not(tmp_path: Path) -> None:
    """Where one of several files cannot be written, none is."""
    one, other = tmp_path / "one", tmp_path / "two"
    write_together({one: "1", other: "2"})
    (tmp_path / "file").write_text("x")
    with pytest.raises(RequestError, match="cannot write into"):
        write_together({one: "3", tmp_path / "file" / "two": "4"})
    assert tree(tmp_path) == {"one": "1", "two": "2", "file": "x"}


CHANGES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "nothing": (lambda p: None, True),
    "one byte of the same size": (lambda p: (p / "d" / "x").write_text("2"), False),
    "a file more": (lambda p: (p / "y").write_text(""), False),
    "a file less": (lambda p: (p / "d" / "x").unlink(), False),
    "another name": (lambda p: (p / "d" / "x").rename(p / "d" / "z"), False),
    "an empty folder": (lambda p: (p / "e").mkdir(), True),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_folders_are_the_same_by_their_bytes(tmp_path: Path, kind: str) -> None:
    """Two folders are the same where every file has its like, names and bytes."""
    for name in "ab":
        write_text(tmp_path / name / "d" / "x", "1")
        write_text(tmp_path / name / "w", "0")
    change, same = CHANGES[kind]
    change(tmp_path / "b")
    assert same_files(tmp_path / "a", tmp_path / "b") is same
    assert same_files(tmp_path / "b", tmp_path / "a") is same
    assert same_files(tmp_path / "a", tmp_path / "b" / ".." / "a")


def test_drafts_alone_are_swept(tmp_path: Path) -> None:
    """Only what a killed process left half-written goes."""
    for name in (".a.txt.x.draft", "a.draft", ".hidden", "a.txt"):
        (tmp_path / name).write_text(name)
    sweep_drafts(tmp_path)
    assert sorted(tree(tmp_path)) == [".hidden", "a.draft", "a.txt"]


def test_names_and_hashes(tmp_path: Path) -> None:
    """A link that leads nowhere bears its name; what cannot be read has no hash."""
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "f").write_bytes(b"abc")
    assert [there(tmp_path / n) for n in ("link", "f", "none")] == [True, True, False]
    assert hash_of(str(tmp_path / "f")) == hashlib.sha256(b"abc").hexdigest()
    assert [hash_of(str(tmp_path / n)) for n in ("link", "none", ".")] == ["", "", ""]
    with pytest.raises(RequestError, match=r"cannot open .*none: No such file"), alone_in(tmp_path / "none"):  # fmt: skip
        pass


def test_an_example_is_one_of_those_there_are() -> None:
    """Every example that a refusal names can be read; the package's own marker is none."""
    with pytest.raises(RequestError) as refused:
        example("__init__.py")
    known = str(refused.value).partition(" is not one of ")[2].split(", ")
    assert {"own.toml", "own_check.py", "report.txt"} <= set(known)
    assert all(example(name).read_bytes() for name in known)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xef\xbb\xbfa = 1\r\nb = '\xe4\xb8\x80'\r\n", None),
        (b"a = 1 #" + b"x" * 24, None),  # as large as may be
        (b"a = 1 #" + b"x" * 26, " has 0 MB, such a file at most 0"),
        (b"a = '\xff'", ": not UTF-8 at byte 5; save it as UTF-8"),
        (b"a = ", ": not readable as TOML: Invalid value (at end of document)"),
        (
            b"a = 1\na = 2",
            ": not readable as TOML: Cannot overwrite a value (at end of document)",
        ),
    ],
    ids=["mark and CRLF", "largest", "larger", "bytes", "half", "twice"],
)
def test_settings_are_read_or_refused(tmp_path: Path, content: bytes, said: str | None) -> None:
    """A byte order mark and CRLF are accepted; what is large, no UTF-8 or no TOML is refused."""
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    largest = 32 if b"#" in content else 100
    if said is None:
        assert read_toml(path, largest=largest)["a"] == 1
        return
    with pytest.raises(DataError) as refused:
        read_toml(path, largest=largest)
    assert str(refused.value) == f"{path}{said}"


def test_settings_that_are_no_file(tmp_path: Path) -> None:
    """A folder and a name that nothing bears are refused in the kind of error that is asked for."""
    with pytest.raises(RequestError, match=r" is no file$"):
        read_toml(tmp_path, RequestError)
    with pytest.raises(DataError, match=r": cannot be opened: No such file or directory$"):
        read_toml(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["colour"], ""),
        ([], ""),
        (["colour", "colors", "zzz"], "unknown field 'colors'; near it: colour; allowed: colour, logo"),
        (["zzz"], "unknown field 'zzz'; allowed: colour, logo"),
    ],
)  # fmt: skip
def test_a_strange_name_is_told_with_its_neighbour(names: list[str], said: str) -> None:
    """The first name that is not allowed is told, with the one that comes near and all that are."""
    assert strange("field", names, ["colour", "logo"]) == said


def test_a_value_is_shown_up_to_its_limit() -> None:
    """A value that fits is shown whole, a longer one ends in a mark."""
    whole = "x" * (LONGEST - 2)
    assert shown(whole) == f"'{whole}'"
    assert shown(whole + "x") == f"'{whole}x"[: LONGEST - 1] + "…"
    assert one_of("lang", "fr", ("zh", "en")) == "lang 'fr' is not one of zh, en"
    assert one_line("a\u202eb\n\tc\ud800\U000e0001") == r"a\u202eb c\ud800\U000e0001"


class Looks(BaseModel):
    """A table of settings."""

    model_config = ConfigDict(extra="forbid")
    colour: str
    size: int = Field(default=1, ge=1)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"size": 0, "colour": "x", "colur": "y"}, "has the unknown field 'colur'; near it: colour; allowed: colour, size"),
        ({"size": 2}, "lacks the field 'colour'"),
        ({"size": 0, "colour": "x"}, "size = 0: Input should be greater than or equal to 1"),
    ],
    ids=["an unknown field first", "one that lacks", "a wrong value"],
)  # fmt: skip
def test_a_wrong_table_is_explained(table: dict[str, object], said: str) -> None:
    """What is wrong with a table is said in words, an unknown field before all else."""
    with pytest.raises(ValidationError) as refused:
        Looks.model_validate(table)
    assert explained(refused.value, ["colour", "size"]) == said
