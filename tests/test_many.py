"""Laws of many briefings: what is up to date stays, what failed is told, nothing is half-written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from distributed import LocalCluster

from fadu.briefing.manifest import MANIFEST, Entry, Manifest
from fadu.briefing.usage import Usage
from fadu.cli import main
from fadu.files import bundled

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Return a function that runs ``fadu brief`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, list[str], str]:
        code = main(["brief", *words])
        said = capfd.readouterr()
        return code, said.out.splitlines(), said.err

    return call


def test_last_entry_counts(tmp_path: Path) -> None:
    """Of several entries of a briefing the last one counts; a damaged line is passed over."""
    used = Usage((({"districts": ["110112"]}, "1f"),), {"note.txt": "ab"})
    Manifest(tmp_path).append(Entry("a", "failed", message="no"))
    with (tmp_path / MANIFEST).open("a") as file:
        file.write('{"stem": "b", "sta')
    Manifest(tmp_path).append(Entry("a", "done", used=used))
    found = Manifest(tmp_path)
    assert found.damaged == 1
    assert found.entries == {"a": Entry("a", "done", used=used)}


def test_unreachable_scheduler(run: Run) -> None:
    """A scheduler that is not there is one line and exit code 2, within seconds."""
    code, out, err = run("--scheduler", "tcp://127.0.0.1:1")
    assert (code, out) == (2, [])
    assert "--scheduler tcp://127.0.0.1:1 is not reached" in err
    assert not Path("reports").exists()


@pytest.mark.parametrize(
    "address",
    ["nonsense", "foo://bar:1", "tcp://[::1", "tcp://host", "inproc://x:1", "http://x:80", "::", "tcp://h:1/x", "tcp://h:１２"],
)  # fmt: skip
def test_what_is_no_address_of_a_scheduler(run: Run, address: str) -> None:
    """Anything but the address of a scheduler is one line with the form that is taken."""
    code, out, err = run("--scheduler", address)
    assert (code, out) == (2, [])
    assert err == (
        f"fadu: --scheduler '{address}' is no address of a scheduler; "
        "give tcp://HOST:PORT, such as tcp://127.0.0.1:8786\n"
    )
    assert not Path("reports").exists()


@pytest.mark.parametrize("address", ["tls://127.0.0.1:1", "tcp://a..b:1"])
def test_a_scheduler_that_cannot_be_reached(run: Run, address: str) -> None:
    """An address that cannot be reached for whatever reason is one line, and nothing is made."""
    code, out, err = run("--scheduler", address)
    assert (code, out, err.count("\n")) == (2, [], 1)
    assert f"--scheduler {address} is not reached: " in err
    assert not Path("reports").exists()


TWO = ("--district", "110112", "--district", "320612", "--years", "2023", "--jobs", "2")


@pytest.mark.long
def test_up_to_date_is_kept(run: Run) -> None:
    """A second run builds nothing and prints the same paths; a missing file is built again."""
    code, first, _ = run(*TWO)
    assert code == 0
    bytes_of = {path: Path(path).read_bytes() for path in first}
    code, second, err = run(*TWO)
    assert (code, sorted(second)) == (0, sorted(first))
    assert "2 up to date" in err
    Path(first[0]).write_bytes(b"damaged")
    code, _, err = run(*TWO)
    assert "1 file missing, 1 up to date" in err
    assert {path: Path(path).read_bytes() for path in first} == bytes_of
    code, _, err = run(*TWO, "--no-resume")
    assert "2 asked again" in err
    assert {path: Path(path).read_bytes() for path in first} == bytes_of


@pytest.mark.long
def test_a_changed_figure_rebuilds_what_used_it(run: Run) -> None:
    """A figure that changes rebuilds the briefing that drew on it."""
    data = Path(shutil.copytree(bundled("data"), "data"))
    wanted = ("--district", "110112", "--years", "2023")
    assert run(*wanted)[0] == 0
    table = data / "observations.csv"
    old = "110112,2023,,review_matter_coercion,value,223,"
    assert old in table.read_text(encoding="utf-8")
    table.write_text(table.read_text(encoding="utf-8").replace(old, old[:-4] + "224,"))
    before = Path("reports/district_profile_110112_2023_zh.pdf").read_bytes()
    assert run(*wanted)[0] == 0
    assert Path("reports/district_profile_110112_2023_zh.pdf").read_bytes() != before


@pytest.mark.long
def test_one_failure_stops_no_other(run: Run) -> None:
    """A notebook that fails for one district fails there alone, with cell and message."""
    Path("notebooks").mkdir()
    book = nbformat.read(bundled("notebooks") / "district_profile.ipynb", as_version=4)
    first = next(c for c in book.cells if c.cell_type == "code" and "import fadu" in c.source)
    first.source += '\nassert district != "320612", "not this one"'
    nbformat.write(book, "notebooks/picky.ipynb")
    code, out, err = run("picky", *TWO)
    assert code == 1
    assert out == ["reports/picky_110112_2023_zh.pdf"]
    assert "picky_320612_2023_zh: cell" in err
    assert "AssertionError: not this one" in err
    assert {p.name for p in Path("reports").glob("*.pdf")} == {"picky_110112_2023_zh.pdf"}
    states = [
        json.loads(line)["state"]
        for line in Path("reports", MANIFEST).read_text(encoding="utf-8").splitlines()
    ]
    assert sorted(states) == ["done", "failed"]


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")  # Dask's own, at its end
def test_cluster_gives_the_same_bytes(run: Run) -> None:
    """A real scheduler with two workers builds the same bytes as this machine alone."""
    code, here, _ = run(*TWO, "--out", "here")
    assert code == 0
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        code, there, _ = run(*TWO, "--out", "there", "--scheduler", cluster.scheduler_address)
    assert code == 0
    assert len(there) == 2
    for path in here:
        assert Path(path).read_bytes() == Path("there", Path(path).name).read_bytes()
