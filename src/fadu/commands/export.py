"""`fadu export`: the panel in another form, by the suffix of the file."""

import sys
from pathlib import Path

from fadu.commands.panels import announce, opened
from fadu.export import write_export


def run(*, file: Path, data: Path | None) -> int:
    """Write the panel and print the path; return 0."""
    panel, _ = opened(data)
    written = write_export(panel, file)
    announce(panel)
    sys.stdout.write(f"{written}\n")
    return 0
