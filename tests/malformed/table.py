"""What became of malformed inputs, as a table in Markdown."""

import shutil
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests.malformed.briefings import briefings
from tests.malformed.lines import command_lines
from tests.malformed.reports import reports
from tests.malformed.trying import MEMORY, SECONDS, Outcome, tried
from tests.malformed.workspaces import sound, workspaces

HEAD = ("kind of input", "tried", "proper result", "refused in one line", "failed", "slowest", "memory")  # fmt: skip
SLOW = 10
"""Seconds from which on an input is named, though it ended well."""


@dataclass(frozen=True)
class Account:
    """What became of all inputs.

    Parameters
    ----------
    outcomes
        One for each input.
    seconds
        What all took.
    """

    outcomes: Sequence[Outcome]
    seconds: float

    @property
    def failed(self) -> list[Outcome]:
        """Those that ended in anything but their result or one line."""
        return [o for o in self.outcomes if o.result not in ("proper", "refused")]

    def table(self) -> str:
        """Return a row for each kind, and one for all."""
        kinds: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes:
            kinds[outcome.case.kind.split(",")[0]].append(outcome)
        rows = [HEAD, ("---",) * len(HEAD), *(_row(*kind) for kind in sorted(kinds.items()))]
        rows += [_row("all", self.outcomes)]
        return "".join(f"| {' | '.join(row)} |\n" for row in rows)

    def limits(self) -> str:
        """Say what every input was held to."""
        return (
            f"Each input in a process of its own, held to {SECONDS} seconds and "
            f"{MEMORY >> 30} GiB; all in {self.seconds:.0f} seconds."
        )

    def notes(self) -> str:
        """Name what failed and what took long, a line each."""
        said = [f"{o.case.kind}: {o.case.name}: {o.result}\n" for o in self.failed]
        slow = [o for o in self.outcomes if o.seconds > SLOW]
        said += [f"{o.case.kind}: {o.case.name}: {o.seconds:.0f} seconds\n" for o in slow]
        return "".join(said)


def _row(kind: str, found: Sequence[Outcome]) -> tuple[str, ...]:
    results = Counter(o.result for o in found)
    proper, refused = results["proper"], results["refused"]
    counts = (len(found), proper, refused, len(found) - proper - refused)
    slowest, most = max(o.seconds for o in found), max(o.megabytes for o in found)
    return (kind, *(f"{n:,}" for n in counts), f"{slowest:.1f} s", f"{most:.0f} MB")


def account(every: int = 1, kinds: str = "", jobs: int = 2) -> Account:
    """Try malformed inputs and return what became of them.

    Parameters
    ----------
    every
        One case in so many is tried.
    kinds
        How the kinds begin that are tried, separated by ``|``.
    jobs
        Inputs tried at once.
    """
    folder = Path(tempfile.mkdtemp(prefix="malformed-"))
    try:
        sound()
        found = chain(reports(), workspaces(), briefings(), command_lines())
        cases = [c for c in found if c.kind.startswith(tuple(kinds.split("|")))]
        start = time.monotonic()
        outcomes = list(tried(cases[::every], folder, jobs))
        return Account(outcomes, time.monotonic() - start)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(sound(), ignore_errors=True)
