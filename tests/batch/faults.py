"""Faults of many kinds, against the real command: ``python -m tests.batch.faults --kills 50``.

After each fault the same command is run again, and the folder must then hold exactly the files
of an undisturbed run.  What was tried and what was survived is printed as a table.
"""

import argparse
import ctypes
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

DISTRICTS = ("110112", "320612", "370000", "440000", "630000", "110000")
NAME = "small"
PARAMETERS = 'district = "110112"\nyears = "2023"\nlang = "zh"\ndata = ""'
TRAP = """import os, time
fault, _, where = os.environ.get("FAULT", "").partition(":")
if where in (district, "all") and fault == "fail":
    raise ValueError("not this one")
if where in (district, "all") and fault == "hang":
    while True:
        time.sleep(1)
if where in (district, "all") and fault == "memory":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    held = bytearray(16 << 30)"""
SHOW = 'import fadu\nfadu.load(data).select(districts=[district], years=years).table[["indicator", "year", "value"]]'
JUMPS = """import random, time
_real, _random = time.time, random.Random()
time.time = lambda: _real() + _random.choice((0, 0, 86400, -86400, 3e8, -3e8))
"""
PATIENCE = 180.0
State = Mapping[str, str]


class Lost(AssertionError):  # noqa: N818  # it reads as what became of the work
    """A fault was not survived."""


def hold(true: object, told: str) -> None:
    """Refuse what is not true."""
    if not true:
        raise Lost(told)


@dataclass
class Place:
    """A folder with a notebook, in which the command is run.

    Parameters
    ----------
    home
        The folder.
    out
        The output folder.
    data
        Folder of a panel, or None for the bundled one.
    """

    home: Path
    out: str = "reports"
    data: str | None = None
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def temporary(self) -> Path:
        """The folder for temporary files."""
        return self.home / "tmp"

    def words(self, *more: str) -> list[str]:
        """Return the command."""
        asked = [w for d in DISTRICTS for w in ("--district", d)]
        own = ["--data", self.data] if self.data else []
        return [
            sys.executable, "-m", "fadu.cli", "brief", NAME, *asked, "--years", "2019:2024",
            "--jobs", "2", "--out", self.out, *own, *more,
        ]  # fmt: skip

    def start(
        self, *more: str, fault: str = "", before: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]:
        """Start the command in a session of its own."""
        return subprocess.Popen(
            self.words(*more), cwd=self.home, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=before,  # noqa: PLW1509
            env={**os.environ, "TMPDIR": str(self.temporary), **self.environment, "FAULT": fault},
        )  # fmt: skip

    def run(
        self, *more: str, fault: str = "", before: Callable[[], None] | None = None
    ) -> tuple[int, str, str]:
        """Run the command; return exit code and what it said."""
        process = self.start(*more, fault=fault, before=before)
        out, err = process.communicate(timeout=PATIENCE)
        hold("Traceback" not in err, f"a traceback: {err}")
        return process.returncode, out, err

    def state(self) -> State:
        """Return every file of the output folder and its hash, the account of times apart."""
        folder = self.home / self.out
        apart = {"manifest.jsonl", "index.html", ".fadu.lock"}
        return {
            str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*"))
            if p.is_file() and p.name not in apart
        }

    def whole(self, wanted: State, told: str) -> None:
        """Run again, and hold the folder to that of an undisturbed run."""
        shutil.rmtree(self.temporary)
        self.temporary.mkdir()
        code, _, err = self.run()
        hold(code == 0, f"{told}: the next run ended with {code}: {err}")
        left = sorted(p.name for p in self.temporary.iterdir())
        hold(not left, f"{told}: the next run left temporary files: {left}")
        found = self.state()
        differing = sorted(set(found.items()) ^ set(wanted.items()))
        hold(not differing, f"{told}: these files differ: {differing}")
        hold((self.home / self.out / "index.html").is_file(), f"{told}: there is no index page")


def workspace(home: Path) -> Place:
    """Make a folder with the small notebook in it."""
    (home / "notebooks").mkdir(parents=True)
    (home / "tmp").mkdir()
    book = new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    book.cells = [
        new_markdown_cell("# 小简报"),
        new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        new_code_cell(TRAP),
        new_code_cell(SHOW),
    ]
    for number, cell in enumerate(book.cells):
        cell["id"] = f"cell-{number}"
    nbformat.write(book, home / "notebooks" / f"{NAME}.ipynb")
    return Place(home)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, with theirs."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            above = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            below.setdefault(above, []).append(int(folder.name))
    found, left = [], [pid]
    while left:
        children = below.get(left.pop(), [])
        found += children
        left += children
    return found


def running(pid: int) -> bool:
    """Whether a process is still at work."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def none_left(pids: list[int]) -> None:
    """Hold that processes end by themselves within some seconds."""
    end = time.monotonic() + 20
    while any(map(running, pids)):
        hold(time.monotonic() < end, f"processes outlive the command: {pids}")
        time.sleep(0.05)


def killed(place: Place, wanted: State, whom: str, after: float, rng: random.Random) -> None:
    """Kill the command, one of its processes, or all of them, some seconds after its start."""
    process = place.start()
    time.sleep(after)
    known = descendants(process.pid)
    victims = {"command": [process.pid], "one process": known and [rng.choice(known)],
               "all": [process.pid, *known]}[whom]  # fmt: skip
    for pid in victims:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    _, err = process.communicate(timeout=PATIENCE)
    hold("Traceback" not in err, f"a traceback: {err}")
    none_left(known)
    if whom != "all":  # who lives tidies up
        left = sorted(p.name for p in place.temporary.iterdir())
        hold(not left, f"{whom} killed after {after:.2f} s: left behind: {left}")
    place.whole(wanted, f"{whom} killed after {after:.2f} s")


def interrupted(place: Place, wanted: State, after: float) -> None:
    """Interrupt the command as Ctrl-C does."""
    process = place.start()
    time.sleep(after)
    known, begun = descendants(process.pid), time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    hold(time.monotonic() - begun < 15, "an interrupt takes long")
    hold("Traceback" not in err, f"a traceback: {err}")
    hold(process.returncode in {0, 1, 130, -signal.SIGINT}, f"ended with {process.returncode}")
    none_left(known)
    place.whole(wanted, f"interrupted after {after:.2f} s")


def full_disk(place: Place, wanted: State) -> None:
    """Fill the disk: a small file system where one may be mounted, else a limit of file size."""
    out = place.home / place.out
    out.mkdir()
    mounted = _mount(out, "size=150k")
    try:
        code, _, err = place.run(before=None if mounted else _small_files)
        hold(code == 1, f"a full disk ended with {code}: {err}")
        said = ("No space left on device", "File too large")
        hold(any(words in err for words in said), f"a full disk is not named: {err}")
        if mounted:
            subprocess.run(["mount", "-o", "remount,size=64m", str(out)], check=True)
        place.whole(wanted, "a full disk")
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(out)], check=True)


def _mount(folder: Path, options: str) -> bool:
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


def _small_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))


def read_only(place: Place, wanted: State) -> None:
    """Write into a folder that may only be read."""
    out = place.home / place.out
    out.mkdir()
    out.chmod(0o555)
    code, printed, err = place.run(before=_without_privilege)
    hold((code, printed) == (2, ""), f"a read-only folder ended with {code}: {err}")
    hold("cannot be written: Permission denied" in err, f"not named: {err}")
    hold(not list(out.iterdir()), "something was written into a read-only folder")
    out.chmod(0o755)
    place.whole(wanted, "a read-only folder")


def _without_privilege() -> None:
    """Let permissions hold for root too: drop CAP_DAC_OVERRIDE for the program that follows."""
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def damaged_manifest(place: Place, wanted: State, rng: random.Random) -> None:
    """Cut a line of the manifest short, or write noise over it."""
    place.run()
    path = place.home / place.out / "manifest.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    at = rng.randrange(len(lines))
    cut = rng.randrange(1, len(lines[at]) - 1)
    noise = rng.choice([b"", b"\n", bytes(rng.randrange(256) for _ in range(40)) + b"\n"])
    lines[at] = lines[at][:cut] + noise
    path.write_bytes(b"".join(lines))
    place.whole(wanted, "a damaged line")


def failing(place: Place, wanted: State, fault: str, told: str) -> None:
    """Let the notebook fail for one district in one way; the others are built."""
    bad = DISTRICTS[1]
    code, out, err = place.run("--timeout", "15", fault=f"{fault}:{bad}")
    hold(code == 1, f"{fault} ended with {code}: {err}")
    built = {line.split("_")[1] for line in out.split()}
    hold(built == set(DISTRICTS) - {bad}, f"{fault} stopped others: {built}")
    hold(f"{NAME}_{bad}_" in err and "cell 3" in err and told in err, f"not named: {err}")
    place.whole(wanted, fault)


def jumping_clock(place: Place, wanted: State) -> None:
    """Let the clock jump by days and years, back and forth, in every process."""
    (place.home / "sitecustomize.py").write_text(JUMPS)
    path = os.pathsep.join([str(place.home), os.environ.get("PYTHONPATH", "")])
    place.environment["PYTHONPATH"] = path
    code, _, err = place.run()
    hold(code == 0, f"a jumping clock ended with {code}: {err}")
    place.environment.clear()
    place.whole(wanted, "a jumping clock")


def replaced(place: Place, _: State, after: float) -> None:
    """Replace the figures while they are read; the next run holds those of the end."""
    data = place.home / "own"
    bundled = Path(__file__).parents[2] / "data"
    shutil.copytree(bundled, data)
    place.data = "own"
    other = (
        (data / "observations.csv")
        .read_text(encoding="utf-8")
        .replace(
            "110112,2023,,review_matter_coercion,value,223,",
            "110112,2023,,review_matter_coercion,value,224,",
        )
    )
    process = place.start()
    time.sleep(after)
    (data / "new.csv").write_text(other, encoding="utf-8")
    (data / "new.csv").replace(data / "observations.csv")
    process.communicate(timeout=PATIENCE)
    place.run()
    undisturbed = Place(place.home, "elsewhere", "own")
    undisturbed.run()
    place.whole(undisturbed.state(), f"figures replaced after {after:.2f} s")


def two_at_once(place: Place, wanted: State) -> None:
    """Run two batches in one folder at once: each briefing is built once."""
    both = [place.start() for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=PATIENCE)
        hold(process.returncode == 0, f"one of two ended with {process.returncode}: {err}")
        hold(len(out.split()) == len(DISTRICTS), f"one of two printed {out}")
    lines = (place.home / place.out / "manifest.jsonl").read_bytes().count(b"\n")
    hold(lines == len(DISTRICTS), f"{lines} briefings were built for {len(DISTRICTS)}")
    place.whole(wanted, "two at once")


def lost_worker(place: Place, wanted: State, after: float) -> None:
    """Kill one of two workers of a scheduler while it builds."""
    with Cluster(2) as cluster:
        process = place.start("--scheduler", cluster.address)
        time.sleep(after)
        cluster.lose()
        _, err = process.communicate(timeout=PATIENCE)
        hold(process.returncode == 0, f"a lost worker ended with {process.returncode}: {err}")
    place.whole(wanted, f"a worker lost after {after:.2f} s")


class Cluster:
    """A Dask scheduler and workers on this machine, each a process of its own.

    Parameters
    ----------
    workers
        How many.
    """

    def __init__(self, workers: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fadu-dask-")
        quiet = {
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.DEVNULL,
            "cwd": self._folder.name,
        }
        known = Path(self._folder.name) / "scheduler.json"
        self.processes = [
            subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(known)], **quiet)  # type: ignore[call-overload]
        ]  # fmt: skip
        _wait(known.exists)
        told = known.read_text()
        self.address = told.split('"address": "')[1].split('"')[0]
        for _ in range(workers):
            words = [sys.executable, "-m", "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1"]  # fmt: skip
            self.processes.append(subprocess.Popen(words, **quiet))  # type: ignore[call-overload]
        from distributed import Client  # noqa: PLC0415  # asked for only where a cluster is

        with Client(self.address, set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=60)

    def lose(self) -> None:
        """Kill the last worker."""
        below = descendants(self.processes[-1].pid)
        self.processes[-1].kill()
        self.processes[-1].wait()
        none_left(below)

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        self._folder.cleanup()


def _wait(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not ready():
        hold(time.monotonic() < end, "a scheduler does not start")
        time.sleep(0.1)


def trials(
    kills: int, rounds: int, rng: random.Random, span: float
) -> list[tuple[str, Callable[[Place, State], None]]]:
    """Return each fault with its name."""
    found: list[tuple[str, Callable[[Place, State], None]]] = []
    for number in range(kills):
        whom = ("command", "one process", "all")[number % 3]
        after = rng.uniform(0.1, span)
        found.append(
            (f"SIGKILL, {whom}", lambda p, w, k=whom, a=after: killed(p, w, k, a, rng))
        )  # type: ignore[misc]
    for _ in range(rounds):
        after = rng.uniform(0.3 * span, span)
        found += [
            ("Ctrl-C", lambda p, w, a=after: interrupted(p, w, a)),  # type: ignore[misc]
            ("full disk", full_disk),
            ("read-only folder", read_only),
            ("damaged line of the manifest", lambda p, w: damaged_manifest(p, w, rng)),
            ("notebook fails for one district", lambda p, w: failing(p, w, "fail", "ValueError: not this one")),
            ("notebook never ends", lambda p, w: failing(p, w, "hang", "was not done after 15 seconds")),
            ("out of memory", lambda p, w: failing(p, w, "memory", "MemoryError")),
            ("jumping clock", jumping_clock),
            ("figures replaced while read", lambda p, w, a=after: replaced(p, w, a)),  # type: ignore[misc]
            ("two batches in one folder", two_at_once),
            ("worker lost", lambda p, w, a=after: lost_worker(p, w, a)),  # type: ignore[misc]
        ]  # fmt: skip
    return found


def undisturbed(base: Path) -> tuple[State, float]:
    """Return the files of a run without a fault, and how long it takes."""
    place, begun = workspace(base / "undisturbed"), time.monotonic()
    code, _, err = place.run()
    hold(code == 0, f"the undisturbed run ended with {code}: {err}")
    return place.state(), time.monotonic() - begun


Counts = Mapping[str, tuple[int, int]]


def counted(kills: int = 50, rounds: int = 1, seed: int = 1) -> Counts:
    """Try every fault and return how often each was tried and survived; what was not is said.

    Parameters
    ----------
    kills
        SIGKILLs at random moments.
    rounds
        How often every other fault is tried.
    seed
        Of the moments.
    """
    rng = random.Random(seed)  # noqa: S311  # moments, not secrets
    counts: dict[str, tuple[int, int]] = {}
    with tempfile.TemporaryDirectory(
        prefix="fadu-faults-", ignore_cleanup_errors=True
    ) as folder:
        base = Path(folder)
        wanted, span = undisturbed(base)
        for number, (name, fault) in enumerate(trials(kills, rounds, rng, span)):
            tried, survived = counts.get(name, (0, 0))
            place = workspace(base / f"{number}")
            try:
                fault(place, wanted)
                survived += 1
            except (Lost, subprocess.TimeoutExpired) as lost:
                sys.stderr.write(f"{name}: {lost}\n")
            counts[name] = (tried + 1, survived)
            shutil.rmtree(place.home, ignore_errors=True)
    return counts


def all_survived(counts: Counts) -> bool:
    """Whether every fault that was tried was survived."""
    return all(tried == survived for tried, survived in counts.values())


def table(counts: Counts) -> str:
    """Return the counts as a table in Markdown, with a row for all."""
    whole = [sum(column) for column in zip(*counts.values(), strict=True)]
    rows = [("fault", "tried", "survived"), ("---",) * 3]
    rows += [(name, *numbers) for name, numbers in {**counts, "all": whole}.items()]
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)


def main() -> int:
    """Try every fault and print the table; return 1 where one was not survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=1, help="of every other fault")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = counted(options.kills, options.rounds, options.seed)
    sys.stdout.write(table(counts))
    return 0 if all_survived(counts) else 1


if __name__ == "__main__":
    sys.exit(main())
