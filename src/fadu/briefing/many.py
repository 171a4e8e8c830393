"""Many briefings: plan, skip what is up to date, build in warm children, keep account."""

import datetime as dt
import io
import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from fadu.briefing.compile import compile_pdf
from fadu.briefing.engine.jobs import BriefingJob, Failed, Made
from fadu.briefing.engine.warm import CAN_FORK, ParentDiedError, Warm
from fadu.briefing.exporter import notebook_page
from fadu.briefing.house import House, house_of
from fadu.briefing.manifest import Entry, append_entry, read_manifest, sha256
from fadu.briefing.requests import Request, places_of
from fadu.briefing.run import EXECUTED, build_bytes
from fadu.briefing.typeset import typeset
from fadu.errors import BuildError, FaduError
from fadu.files import write_bytes, write_text
from fadu.page import MIME_TYPE
from fadu.panel import Panel
from fadu.schema import OBSERVATIONS
from fadu.version import VERSION

Say = Callable[[str], None]
_LIBRARIES = ("pandas", "numpy", "matplotlib", "statsmodels", "typst", "papermill")
_STARTS = 3  # a parent that dies is started again this often


@dataclass(frozen=True)
class Planned:
    """A briefing and why it is built, or that it is up to date.

    Parameters
    ----------
    request
        What is asked for.
    inputs
        Hash of what it rests on besides figures.
    reason
        new, failed before, changed, file missing, asked again, or up to date.
    """

    request: Request
    inputs: str
    reason: str

    @property
    def current(self) -> bool:
        """Whether nothing has to be built."""
        return self.reason == "up to date"


def plan(
    wanted: Sequence[Request], panel: Panel, out: Path, *, resume: bool = True
) -> tuple[list[Planned], int]:
    """Return what has to be built and why, and how many manifest lines are damaged.

    Parameters
    ----------
    wanted
        Checked requests.
    panel
        The panel that they run on.
    out
        The output folder with its manifest.
    resume
        False to build all again.
    """
    known, damaged = read_manifest(out)
    ground = _ground(panel)
    planned = []
    for item in wanted:
        inputs = _inputs(item, ground)
        reason = _reason(item, inputs, known.get(item.stem), panel, out)
        planned.append(Planned(item, inputs, reason if resume else "asked again"))
    return planned, damaged


def _reason(item: Request, inputs: str, entry: Entry | None, panel: Panel, out: Path) -> str:
    if entry is None:
        return "new"
    if entry.state != "done":
        return "failed before"
    if entry.inputs != inputs:
        return "changed"
    path = out / f"{item.stem}.pdf"
    if not path.is_file() or sha256(path.read_bytes()) != entry.pdf:
        return "file missing"
    same = entry.figures == figures_hash(panel, entry.districts, entry.indicators)
    return "up to date" if same else "changed"


def _ground(panel: Panel) -> str:
    """Return a hash of everything but figures that a briefing may rest on."""
    told = (
        VERSION, panel.codebook, panel.breaks, panel.decisions, panel.sources.to_csv(),
        panel.population.to_csv(), sorted(panel.districts.places),
        [version(name) for name in (*_LIBRARIES, "pylopdf-fonts-zh-cn")],
    )  # fmt: skip
    return sha256(repr(told).encode())


def _inputs(item: Request, ground: str) -> str:
    parameters = {k: v for k, v in item.parameters.items() if k != "data"}
    written = json.dumps(parameters, sort_keys=True, default=str)
    return sha256(item.notebook.path.read_bytes() + written.encode() + ground.encode())


def figures_hash(panel: Panel, districts: Sequence[str], indicators: Sequence[str]) -> str:
    """Return a hash of every figure of `districts` and every figure of `indicators`.

    A briefing of a district is set beside others, so a figure of one of its indicators counts
    wherever it is.
    """
    figures = panel.observations
    mine = figures["district"].isin(districts) | figures["indicator"].isin(indicators)
    kept = figures.loc[mine, OBSERVATIONS.columns]
    return sha256(kept.sort_values(list(OBSERVATIONS.key)).to_csv(index=False).encode())


def build_all(
    planned: Sequence[Planned], panel: Panel, out: Path, jobs: int, say: Say
) -> Iterator[Entry]:
    """Build what is planned, `jobs` at a time, and give each entry when it is written.

    Parameters
    ----------
    planned
        What is to be built.
    panel
        The panel, for the account of figures.
    out
        The output folder.
    jobs
        Briefings at once.
    say
        Takes a word for the user.

    Yields
    ------
    Entry
        Of each briefing, done or failed, in the order in which they end.
    """
    make = _stock if not CAN_FORK else _warm
    if not CAN_FORK:
        say("processes cannot be forked here: each briefing gets a kernel of its own")
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running: set[Future[Entry]] = set()
        waiting = list(planned)
        line = _Line(make, panel, out)
        try:
            while waiting or running:
                while waiting and len(running) < jobs:
                    running.add(pool.submit(line.one, waiting.pop(0)))
                done, running = wait(running, return_when="FIRST_COMPLETED")
                yield from (future.result() for future in done)
        finally:
            line.close()


class _Line:
    """Builds one briefing after the other; each thread has a warm parent of its own."""

    def __init__(self, make: "Make", panel: Panel, out: Path) -> None:
        self._make, self._panel, self._out = make, panel, out
        self._parents: list[Warm] = []
        self._free: list[Warm] = []

    def one(self, item: Planned) -> Entry:
        """Build one briefing, write it, and return its entry."""
        begun = time.monotonic()
        try:
            pdf, executed, message = *self._make(item.request, self), ""
        except FaduError as error:
            pdf, executed, message = b"", "", str(error)
        seconds = time.monotonic() - begun
        return kept_entry(item, self._panel, self._out, pdf, executed, message, seconds)

    def parent(self, data: str) -> Warm:
        """Take a warm parent that is free, or start one."""
        while self._free:
            parent = self._free.pop()
            if parent.alive:
                return parent
        parent = Warm(data)
        self._parents.append(parent)
        return parent

    def give_back(self, parent: Warm) -> None:
        """Let another briefing have the parent."""
        self._free.append(parent)

    def close(self) -> None:
        """End all parents."""
        for parent in self._parents:
            parent.close()


Make = Callable[[Request, _Line], tuple[bytes, str]]


def _stock(request: Request, line: _Line) -> tuple[bytes, str]:
    del line
    return build_bytes(request)


def _warm(request: Request, line: _Line) -> tuple[bytes, str]:
    job = briefing_job(request)
    for attempt in range(_STARTS):
        parent = line.parent(job.data)
        try:
            made = made_by(parent, job)
        except ParentDiedError:
            if attempt == _STARTS - 1:
                raise
            continue
        line.give_back(parent)
        return pdf_of(request, made), made.executed
    raise BuildError(f"{request.stem}: no warm parent could be kept")


def pdf_of(request: Request, made: Made) -> bytes:
    """Return the PDF of a page, in the looks of the office that prints, if it has its own."""
    looks = house_of(request.notebook.path, str(request.parameters.get("data") or ""))
    if looks == House():
        return compile_pdf(made.typesetting)
    book = nbformat.reads(made.executed, as_version=4)
    return compile_pdf(typeset(notebook_page(book, request.notebook.path.name), looks))


def kept_entry(
    item: Planned,
    panel: Panel,
    out: Path,
    pdf: bytes,
    executed: str,
    message: str,
    seconds: float = 0.0,
) -> Entry:
    """Write what was built, note it in the manifest, and return its entry.

    Parameters
    ----------
    item
        What was planned.
    panel, out
        For the account of figures; where the files go.
    pdf, executed
        What was made; empty where it failed.
    message
        Why it failed; empty where it did not.
    seconds
        How long it took.
    """
    stem = item.request.stem
    entry = Entry(stem, "failed", item.inputs, message=message)
    if not message:
        districts, indicators = used_of(executed)
        districts = places_of(item.request.parameters) or districts
        figures = figures_hash(panel, districts, indicators)
        write_text(out / EXECUTED / f"{stem}.ipynb", executed)
        write_bytes(out / f"{stem}.pdf", pdf)
        entry = Entry(stem, "done", item.inputs, districts, indicators, figures, sha256(pdf))
    entry = _stamped(entry, item.request, seconds)
    append_entry(out, entry)
    return entry


def briefing_job(request: Request) -> BriefingJob:
    """Return what the warm engine is asked for."""
    path = request.notebook.path
    return BriefingJob(
        path.read_text(encoding="utf-8"),
        path.name,
        request.stem,
        dict(request.parameters),
        os.getcwd(),  # noqa: PTH109 - what a stock kernel gets
        dict(os.environ),
        data=str(request.parameters.get("data") or ""),
    )


def made_by(parent: Warm, job: BriefingJob) -> Made:
    """Run a job in a child of `parent` and return what it made.

    Raises
    ------
    BuildError
        A cell or the page failed, or the child was killed.
    """
    number = parent.submit(job)
    while True:
        for told, event in parent.events(None):
            if told == number and isinstance(event, Made):
                return event
            if told == number and isinstance(event, Failed):
                cell = f"cell {event.cell} failed: " if event.cell is not None else ""
                raise BuildError(f"{job.stem}: {cell}{event.message}")


def used_of(executed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the districts and indicators of the figures that an executed notebook used."""
    rows = pd.concat(
        [pd.read_csv(io.StringIO(text), dtype="str") for text in _attached(executed)]
        or [pd.DataFrame({"district": [], "indicator": []})]
    )
    return tuple(sorted(set(rows["district"]))), tuple(sorted(set(rows["indicator"])))


def _attached(executed: str) -> Iterator[str]:
    for cell in json.loads(executed)["cells"]:
        for output in cell.get("outputs", []):
            page: Any = output.get("data", {}).get(MIME_TYPE, {})
            for block in page.get("blocks", []):
                if block["type"] == "attachments":
                    yield block["data"]


def _stamped(entry: Entry, request: Request, seconds: float) -> Entry:
    parameters = {k: v for k, v in request.parameters.items() if k != "data"}
    versions = {"python": platform.python_version(), "fadu": VERSION}
    versions |= {name: version(name) for name in _LIBRARIES}
    finished = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return replace(
        entry,
        parameters=parameters,
        seconds=round(seconds, 3),
        finished=finished,
        versions=versions,
    )
