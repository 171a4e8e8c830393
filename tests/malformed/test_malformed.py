"""Malformed inputs in short: a few of each kind; ``python -m tests.malformed`` tries all."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EVERY = "61"


def test_a_malformed_input_ends_in_its_result_or_in_one_line() -> None:
    """No traceback, nothing half-written, nothing accepted in silence, nothing without end."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.malformed", "--every", EVERY],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.partition("| all | ")[2].split(" |")[0].replace(",", "")) > 40
