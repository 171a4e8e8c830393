"""Try malformed inputs and print what became of them: ``python -m tests.malformed``."""

import argparse
import sys

from tests.malformed.table import account


def main() -> int:
    """Run the command; return 1 where an input ended in anything but its result or one line."""
    parser = argparse.ArgumentParser(prog="python -m tests.malformed", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try one case in so many")
    parser.add_argument("--kind", default="", help="try kinds that begin so")
    parser.add_argument("--jobs", type=int, default=2, help="inputs tried at once")
    given = parser.parse_args()
    done = account(given.every, given.kind, given.jobs)
    sys.stdout.write(f"{done.table()}\n{done.limits()}\n{done.notes()}")
    return 1 if done.failed else 0


if __name__ == "__main__":
    sys.exit(main())
