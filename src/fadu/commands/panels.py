"""The panel of a command: `--data`, else ./data where it is one, else the bundled one."""

import sys
from pathlib import Path

from fadu.errors import one_line
from fadu.extensions import FOLDER, load_extensions
from fadu.files import bundled, same_files
from fadu.panel import DESCRIPTOR, Panel, data_folder, load

DEFAULT = Path("data")


def chosen(data: Path | None) -> Path | None:
    """Return the folder of one's own panel, or None for the bundled one alone.

    In a checkout ``./data`` is what the package carries, or a copy of it: nothing of one's own.
    """
    if data is not None:
        return data_folder(data)
    own = (DEFAULT / DESCRIPTOR).is_file() and not same_files(DEFAULT, bundled("data"))
    return DEFAULT if own else None


def opened(data: Path | None) -> tuple[Panel, Path | None]:
    """Load the panel of a command; return it with the folder of one's own, if there is one."""
    folder = chosen(data)
    return load(folder), folder


def announce(panel: Panel) -> None:
    """Say on standard error of which layers a panel is made, if there are several."""
    for layer in panel.layers[1:]:
        say(
            f"{layer.path} is layered over the bundled panel: "
            f"{layer.added} figures added, {layer.overridden} replaced",
        )


def with_extensions(folder: Path | None) -> None:
    """Run the extensions of the workspace that one stands in; those of another are named only."""
    home = folder.resolve().parent if folder is not None else None
    if home is None or not (home / FOLDER).is_dir():
        return
    if home != Path.cwd().resolve():
        say(f"{home / FOLDER} is not run from elsewhere; change into {home} to have it run")
        return
    own = load_extensions(home)
    say(f"{FOLDER}: {len(own.files)} files run, checks: {', '.join(own.checks) or 'none'}")


def say(words: str) -> None:
    """Say something on standard error, where progress goes."""
    sys.stderr.write(f"fadu: {one_line(words)}\n")
    sys.stderr.flush()
