"""Malformed inputs and faults, both tables in Markdown: ``python -m tests.hardening --kills 50``."""

import argparse
import datetime as dt
import sys

from tests.batch import faults
from tests.malformed.table import account


def main() -> int:
    """Run the command; return 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.hardening", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="SIGKILLs at random moments")
    parser.add_argument("--rounds", type=int, default=1, help="of every other fault")
    parser.add_argument("--every", type=int, default=1, help="try one input in so many")
    parser.add_argument("--jobs", type=int, default=2, help="inputs tried at once")
    given = parser.parse_args()
    inputs = account(given.every, jobs=given.jobs)
    many = len(inputs.outcomes)
    sys.stdout.write(f"{_today()}: {many:,} malformed inputs. {inputs.limits()}\n\n")
    sys.stdout.write(f"{inputs.table()}\n")
    sys.stdout.flush()
    sys.stderr.write(inputs.notes())
    counts = faults.counted(given.kills, given.rounds)
    tried = sum(number for number, _ in counts.values())
    sys.stdout.write(f"{_today()}: {tried} faults of {len(counts)} kinds.\n\n")
    sys.stdout.write(faults.table(counts))
    return 1 if inputs.failed or not faults.all_survived(counts) else 0


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


if __name__ == "__main__":
    sys.exit(main())
