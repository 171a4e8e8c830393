"""`fadu add`: reviewed figures into a workspace, all or nothing."""

import sys
from collections.abc import Mapping
from pathlib import Path

from fadu.errors import RequestError
from fadu.intake.about import read_source
from fadu.intake.adding import add_figures
from fadu.model import span
from fadu.panel import data_folder, load


def run(
    *,
    figures: Path,
    data: Path,
    source: Path | None,
    about: Mapping[str, str | None],
    period: str | None,
) -> int:
    """Write the figures and say what changed; return 0."""
    folder = data_folder(data)
    if not figures.is_file():
        raise RequestError(
            f"{figures} is no file; `fadu extract REPORT --out FILE.csv` makes one"
        )
    if period:
        span(period)
    beside = source or figures.with_suffix(".source.toml")
    if source is not None and not source.is_file():
        raise RequestError(f"--source {source} is no file")
    done = add_figures(load(folder), folder, figures, read_source(beside, about), period or "")
    for change in done.changed:
        sys.stdout.write(f"changed\t{change}\n")
    sys.stdout.write(
        f"source {done.source}: {done.added} figures added, {len(done.changed)} changed, "
        f"{done.unchanged} unchanged, {done.left_out} without indicator left out"
        f"{f', {done.repeated} printed again' if done.repeated else ''}\n"
    )
    return 0
