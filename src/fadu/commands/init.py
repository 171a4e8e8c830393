"""`fadu init`: a workspace of one's own."""

import sys
from pathlib import Path

from fadu.workspace import make_workspace


def run(*, folder: Path) -> int:
    """Make the workspace and print its path; return 0."""
    sys.stdout.write(f"{make_workspace(folder)}\n")
    return 0
