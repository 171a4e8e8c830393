"""Laws of the account: whole lines, claims that end with their process, drafts swept."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from fadu.briefing.claims import Claims
from fadu.briefing.manifest import MANIFEST, Entry, Manifest
from fadu.errors import BuildError, RequestError
from fadu.files import sweep_drafts

HOLD = (
    "import sys\nfrom pathlib import Path\nfrom fadu.briefing.claims import Claims\n"
    "claims = Claims(Path(sys.argv[1]))\nprint(claims.alone(), claims.take('a'), flush=True)\nsys.stdin.read()\n"
)


def test_a_claim_ends_with_its_process(tmp_path: Path) -> None:
    """What another process has in hand is not taken, until that process is killed."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "True True\n"
    mine = Claims(tmp_path)
    assert (mine.alone(), mine.take("a"), mine.take("b")) == (False, False, True)
    other.kill()
    other.communicate()
    assert mine.take("a")
    mine.close()
    assert Claims(tmp_path).alone()


def test_entries_of_others_are_taken_in(tmp_path: Path) -> None:
    """Lines that another process adds are found by the next look, each once."""
    mine, other = Manifest(tmp_path), Manifest(tmp_path)
    other.append(Entry("a", "failed", message="1"))
    mine.append(Entry("b", "done"))
    assert set(mine.entries) == {"a", "b"}
    assert set(Manifest(tmp_path).entries) == {"a", "b"}


@pytest.mark.parametrize(
    "line",
    [
        b"{", b"[]", b"1", b"\x00\xff", b'{"stem": "x"}', b'{"stem": "../x", "state": "done", "used": {"scopes": [], "files": {}}}',
        b'{"stem": 3, "state": "done", "used": {"scopes": [], "files": {}}}', b'{"stem": "x", "state": "?", "used": {"scopes": [], "files": {}}}',
        b'{"stem": "x", "state": "done", "used": 1}', b'{"stem": "x", "state": "done", "inputs": 1, "used": {"scopes": [], "files": {}}}', b"[" * 5000,
        b'{"stem": "x", "state": "done", "finished": 5}', b'{"stem": "x", "state": "done", "notebook": null}', b'{"stem": "x", "state": "done", "inputs": {"a": 1}}',
        b'{"stem": "x", "state": "done", "used": {"scopes": [[{"places": []}, "1"]]}}', b'{"stem": "x", "state": "done", "used": {"scopes": [[{"years": 5}, "1"]]}}',
        b'{"stem": "x", "state": "done", "shows": {"runs": [[[2022, 1e308]]]}}', b'{"stem": "x", "state": "done", "shows": {"runs": [[[2022, NaN]]]}}', b'{"stem": "x", "state": "done", "shows": {"place": "x"}}',
    ],
)  # fmt: skip
def test_a_damaged_line_is_passed_over(line: bytes, tmp_path: Path) -> None:
    """Whatever stands in a line, it costs that line alone, and is counted."""
    Manifest(tmp_path).append(Entry("a", "done"))
    with (tmp_path / MANIFEST).open("ab") as file:
        file.write(line + b"\n")
    Manifest(tmp_path).append(Entry("b", "done", message="\u2028\x85"))
    found = Manifest(tmp_path)
    assert (set(found.entries), found.damaged) == ({"a", "b"}, 1)


def test_a_line_of_a_later_version_is_read(tmp_path: Path) -> None:
    """Fields that are not known are passed over, not the line."""
    line = '{"stem": "a", "state": "done", "later": 1, "used": {"scopes": [], "files": {}}}\n'
    (tmp_path / MANIFEST).write_text(line)
    assert Manifest(tmp_path).entries == {"a": Entry("a", "done")}


def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    """Where a line cannot be written whole, nothing of it stays, and the reason is told."""
    code = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from fadu.briefing.manifest import Entry, Manifest\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "found = Manifest(Path(sys.argv[1])); found.append(Entry('a', 'done'))\n"
        "size = found.path.stat().st_size\nresource.setrlimit(resource.RLIMIT_FSIZE, (size + 50, size + 50))\n"
        "try:\n    found.append(Entry('b', 'done', message='x' * 500))\nexcept Exception as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"cannot write {tmp_path / MANIFEST}: File too large\n"
    assert (set(Manifest(tmp_path).entries), Manifest(tmp_path).damaged) == ({"a"}, 0)


def test_lines_of_many_writers_stay_apart(tmp_path: Path) -> None:
    """Eight writers at once leave every line whole."""

    def write(name: str) -> None:
        for number in range(20):
            Manifest(tmp_path).append(Entry(f"{name}{number}", "done", message="y" * 3000))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = Manifest(tmp_path)
    assert (len(found.entries), found.damaged) == (160, 0)


def test_a_manifest_that_is_a_folder(tmp_path: Path) -> None:
    """A manifest that cannot be written is told, not overwritten."""
    found = Manifest(tmp_path)
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(BuildError, match=f"cannot write .*{MANIFEST}"):
        found.append(Entry("a", "done"))


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo, lambda p: p.symlink_to(p.name)])
def test_a_manifest_that_is_no_file_is_refused(
    put: Callable[[Path], object], tmp_path: Path
) -> None:
    """A folder, a pipe or a link to itself is not read as an empty manifest."""
    put(tmp_path / MANIFEST)
    with pytest.raises(RequestError, match=f"{MANIFEST} is no file; move it away"):
        Manifest(tmp_path)


def test_drafts_are_swept(tmp_path: Path) -> None:
    """What a killed process left half-written goes; all else stays."""
    for name in (".x.abc.draft", "x.draft", ".keep", "x.pdf"):
        (tmp_path / name).write_bytes(b"")
    sweep_drafts(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".keep", "x.draft", "x.pdf"]
