"""What has to be built, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fadu.briefing.grounds import grounds, inputs, sha256
from fadu.briefing.house import House
from fadu.briefing.manifest import Entry
from fadu.briefing.requests import Request
from fadu.briefing.usage import Ledger
from fadu.files import hash_of
from fadu.panel import Panel

CURRENT = "up to date"
EXECUTED = "executed"  # folder of the executed notebooks, inside the output folder


def pdf_path(out: Path, stem: str) -> Path:
    """Return where the PDF of a briefing lies."""
    return out / f"{stem}.pdf"


def executed_path(out: Path, stem: str) -> Path:
    """Return where the executed notebook of a briefing lies."""
    return out / EXECUTED / f"{stem}.ipynb"


@dataclass(frozen=True)
class Planned:
    """A briefing and why it is built, or that it is up to date.

    Parameters
    ----------
    request
        What is asked for.
    inputs
        Hash of each part that it rests on besides figures.
    reason
        new, failed before, changed, file missing, asked again, or up to date.
    detail
        What changed or is missing.
    """

    request: Request
    inputs: Mapping[str, str] = field(repr=False)
    reason: str
    detail: str = ""

    @property
    def current(self) -> bool:
        """Whether nothing has to be built."""
        return self.reason == CURRENT


class Planner:
    """Holds requests against what was built before.

    Parameters
    ----------
    panel
        The panel that they run on.
    house
        The looks that they are printed in.
    out
        The output folder.
    resume
        False to build all again.
    """

    def __init__(self, panel: Panel, house: House, out: Path, *, resume: bool = True) -> None:
        self._shared = grounds(panel, house)
        self._ledger = Ledger(panel)
        self._out, self._resume = out, resume
        self._hash_of = cache(hash_of)

    def plan(self, wanted: Sequence[Request], known: Mapping[str, Entry]) -> list[Planned]:
        """Return what has to be built and why.

        Parameters
        ----------
        wanted
            Checked requests.
        known
            The last entry of each briefing.
        """
        return [self._planned(item, known.get(item.stem)) for item in wanted]

    def _planned(self, item: Request, entry: Entry | None) -> Planned:
        now = inputs(item, self._shared)
        if not self._resume:
            return Planned(item, now, "asked again")
        reason, detail = self.reason(now, entry)
        return Planned(item, now, reason, detail)

    def reason(self, now: Mapping[str, str], entry: Entry | None) -> tuple[str, str]:
        """Return why a briefing has to be built, and what changed or is missing.

        Parameters
        ----------
        now
            Hash of each part that it rests on besides figures.
        entry
            Of the last time, if there was one.
        """
        if entry is None:
            return "new", ""
        if entry.state != "done":
            return "failed before", entry.message
        parts = [name for name in now if now[name] != entry.inputs.get(name)]
        if parts:
            return "changed", ", ".join(parts)
        if missing := next(self._missing(entry), ""):
            return "file missing", missing
        if detail := self._ledger.changed(entry.used, self._hash_of):
            return "changed", detail
        return CURRENT, ""

    def _missing(self, entry: Entry) -> Iterator[str]:
        """Yield what is gone: the PDF as it was written; the notebook may have been worked on."""
        pdf, executed = pdf_path(self._out, entry.stem), executed_path(self._out, entry.stem)
        if not pdf.is_file() or sha256(pdf.read_bytes()) != entry.pdf:
            yield pdf.name
        if not executed.is_file():
            yield executed.name
