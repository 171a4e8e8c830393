"""The command: ``python -m fadu.benchmarks NAME``; ``--help`` lists the names."""

import argparse
import importlib
import sys

from fadu.benchmarks.machine import machine
from fadu.errors import FaduError

NAMES = {
    "briefings": "one worker against the stock tools and against a plain loop",
    "workers": "one worker and two: time, and the memory of the second",
    "growth": "from 10 to 300 briefings",
    "profile": "where the time of one briefing goes",
    "national": "a simulated national panel against a raw Arrow read",
    "intake": "reports read, against a plain search for numbers",
    "startup": "how soon a command answers",
    "explorer": "the explorer, from a choice to the picture",
}


def main(given: list[str] | None = None) -> int:
    """Run the benchmark that is named and print its tables.

    Parameters
    ----------
    given
        The words after the command; by default those of the process.
    """
    words = argparse.ArgumentParser(
        prog="python -m fadu.benchmarks",
        description="How long things take: prints tables in Markdown.",
        epilog="; ".join(f"{name}: {says}" for name, says in NAMES.items()),
    )
    words.add_argument("name", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    words.add_argument("--quick", action="store_true", help="fewer and smaller: does it work?")
    asked = words.parse_args(given)
    work = importlib.import_module(f"fadu.benchmarks.{asked.name}")
    sys.stdout.write(f"### {NAMES[asked.name]}\n\n{machine()}\n\n")
    try:
        for table in work.tables(quick=asked.quick):
            sys.stdout.write(f"{table}\n\n")
            sys.stdout.flush()
    except FaduError as error:
        sys.stderr.write(f"fadu: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
