"""Try malformed inputs and print what became of them: ``python -m tests.malformed``."""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

from tests.malformed.briefings import briefings
from tests.malformed.reports import reports
from tests.malformed.trying import SECONDS, Outcome, tried
from tests.malformed.workspaces import sound, workspaces

LINE = "{:34}{:>7}{:>8}{:>9}{:>6}{:>9}{:>9}\n"
COLUMNS = ("tried", "proper", "refused", "else", "slowest", "memory")
SLOW = 5
"""Seconds from which on an input is named, though it ended well."""


def main() -> int:
    """Run the command; return 1 where an input ended in anything but its result or one line."""
    parser = argparse.ArgumentParser(prog="python -m tests.malformed", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try one case in so many")
    parser.add_argument("--kind", default="", help="try kinds that begin so")
    parser.add_argument("--jobs", type=int, default=2, help="inputs tried at once")
    given = parser.parse_args()
    cases = [
        c
        for c in chain(reports(), workspaces(), briefings())
        if c.kind.startswith(tuple(given.kind.split("|")))
    ]
    cases = cases[:: given.every]
    folder = Path(tempfile.mkdtemp(prefix="malformed-"))
    start = time.monotonic()
    try:
        sound()
        outcomes = list(tried(cases, folder, given.jobs))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(sound(), ignore_errors=True)
    return _print(outcomes, time.monotonic() - start)


def _print(outcomes: list[Outcome], seconds: float) -> int:
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.case.kind.split(",")[0]].append(outcome)
    sys.stdout.write(LINE.format("kind of input", *COLUMNS))
    for kind, found in (*sorted(kinds.items()), ("all", outcomes)):
        results = Counter(o.result for o in found)
        proper, refused = results["proper"], results["refused"]
        slowest = f"{max(o.seconds for o in found):.1f} s"
        most = f"{max(o.megabytes for o in found):.0f} MB"
        other = len(found) - proper - refused
        sys.stdout.write(LINE.format(kind, len(found), proper, refused, other, slowest, most))
    wrong = [o for o in outcomes if o.result not in ("proper", "refused")]
    for outcome in wrong:
        sys.stdout.write(f"{outcome.case.kind}: {outcome.case.name}: {outcome.result}\n")
    for outcome in (o for o in outcomes if o.seconds > SLOW):
        case = outcome.case
        sys.stdout.write(f"{case.kind}: {case.name}: {outcome.seconds:.0f} seconds\n")
    sys.stdout.write(f"in {seconds:.0f} seconds; at most {SECONDS} for one\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
