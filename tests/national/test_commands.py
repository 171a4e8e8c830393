"""Laws of commands on a panel in Parquet: each works as on a CSV, or refuses in one line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from fadu.briefing.engine import warm
from fadu.cli import main
from fadu.files import bundled
from fadu.panel import columnar, load
from fadu.panel.national import Size, write_national
from fadu.schema import OBSERVATIONS

PLACE = "900101"
FIGURES = (
    "start,end,surface,value,unit,qualifier,indicator,measure,year,district,section,note,period\n"
    f"1,4,120,120,件,exact,review_received,value,2023,{PLACE},,,\n"
)
ABOUT = ("--title", "t", "--publisher", "p", "--tier", "official", "--published", "2024-02-01")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small simulated panel in Parquet, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    write_national(tmp_path / "simulated", Size(districts=12, years=3, indicators=6, seed=3))
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return tmp_path / "simulated"


def fadu(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command; return its exit code and what it printed."""
    code = main([*words, "--data", "simulated"])
    said = capfd.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("what", ["districts", "indicators", "sources", "coverage"])
def test_show(data: Path, capfd: pytest.CaptureFixture[str], what: str) -> None:
    """Lists of a Parquet panel hold its places and figures, and say that it is simulated."""
    code, out, err = fadu(capfd, "show", what)
    assert code == 0
    assert len(out.splitlines()) > 10
    assert "simulated is layered over the bundled panel" in err


def test_check_and_export(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A Parquet panel keeps its schema, and its export holds every figure of it."""
    code, _, err = fadu(capfd, "check")
    assert (code, "0 errors" in err) == (0, True)
    assert fadu(capfd, "export", "out.csv")[0] == 0
    written = pd.read_csv("out.csv", dtype="str")
    assert len(written) == len(load(data))
    assert PLACE in set(written["district"])


def test_add(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Figures are added to the Parquet file; adding them again changes no byte of it."""
    code, out, _ = fadu(capfd, "add", "figures.csv", *ABOUT)
    assert (code, "1 figures added" in out) == (0, True)
    assert not (data / OBSERVATIONS.file).exists()
    own = load(data).observations
    assert own.loc[own["source"].str.startswith("r"), "value"].tolist() == ["120"]
    before = (data / columnar.FILE).read_bytes()
    code, out, _ = fadu(capfd, "add", "figures.csv", *ABOUT)
    assert (code, "0 figures added" in out) == (0, True)
    assert (data / columnar.FILE).read_bytes() == before


@pytest.mark.parametrize("kept", [0, 100, 3000])
@pytest.mark.parametrize(
    "words",
    [
        ("show", "districts"),
        ("export", "out.csv"),
        ("add", "figures.csv", *ABOUT),
        ("brief", "--district", PLACE, "--years", "2023"),
    ],
    ids=lambda words: words[0],
)
def test_a_file_cut_short(
    data: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], kept: int
) -> None:
    """A Parquet file that was cut short is refused by name in one line; nothing is written."""
    path = data / columnar.FILE
    assert path.stat().st_size > kept
    path.write_bytes(path.read_bytes()[:kept])
    files = {p: p.read_bytes() for p in data.iterdir()}
    code, out, err = fadu(capfd, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"fadu: {data.name}/{columnar.FILE}: not readable as Parquet")
    assert {p: p.read_bytes() for p in data.iterdir()} == files
    assert not Path("reports").exists()
    assert not Path("out.csv").exists()


def test_a_cut_file_is_an_error_of_check(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`fadu check` lists the damaged file as an error."""
    (data / columnar.FILE).write_bytes(b"PAR1")
    code, out, _ = fadu(capfd, "check")
    assert code == 1
    assert f"error\tsimulated/{columnar.FILE}: not readable as Parquet" in out


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc here")
def test_one_core_starts_no_thread(data: Path) -> None:
    """In the surroundings of a process that will be forked, loading Parquet starts no thread."""
    code = (
        "import os, fadu; from fadu.panel import load; panel = load('simulated'); panel.table; "
        "fadu.compare(panel, 'review_correction_rate', 2023); "
        "print(len(os.listdir('/proc/self/task')))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        check=True, capture_output=True, text=True, env={**os.environ, **warm._QUIET},
    )  # fmt: skip
    assert done.stdout.strip() == "1"


@pytest.mark.long
def test_a_briefing_of_parquet_is_that_of_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The same figures give the same briefing, byte for byte, from CSV and from Parquet."""
    built = []
    for kind in ("csv", "parquet"):
        folder = tmp_path / kind
        folder.mkdir()
        monkeypatch.chdir(folder)
        shutil.copytree(bundled("data"), "data")
        if kind == "parquet":
            columnar.save_parquet(load(), Path("data"))
            Path("data", OBSERVATIONS.file).unlink()
        assert main(["brief", "--district", "110112", "--years", "2023"]) == 0
        built.append(Path(capfd.readouterr().out.strip()).read_bytes())
    assert built[0] == built[1]
