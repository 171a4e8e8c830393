"""How soon a command answers, each in a fresh process."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from fadu.benchmarks.commands import FADU, PYTHON, run
from fadu.benchmarks.tables import markdown, seconds, times

_LOADED = "import sys; print('pandas' in sys.modules)"
_HELP = "from fadu.cli import main\nmain(['--help'])\n"


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        Each once.
    """
    repeats = 1 if quick else 5
    with tempfile.TemporaryDirectory(prefix="fadu-benchmark-") as name:
        folder = Path(name)
        bare = [*PYTHON, "-c", "pass"]
        rows = [
            ("Python alone", *_took(bare, folder, repeats), "no"),
            ("`fadu --help`", *_took([*FADU, "--help"], folder, repeats), _pandas(_HELP)),
            ("`import fadu`", *_took([*PYTHON, "-c", "import fadu"], folder, repeats), _pandas("import fadu\n")),
            ("`fadu.load()`", *_took([*PYTHON, "-c", "import fadu; fadu.load()"], folder, repeats), "yes"),
            ("`fadu show indicators`", *_took([*FADU, "show", "indicators"], folder, repeats), "yes"),
            ("`fadu brief`, built", *_took([*FADU, "brief", "--no-resume"], folder, min(repeats, 3)), "yes"),
            ("`fadu brief`, up to date", *_took([*FADU, "brief"], folder, min(repeats, 3)), "yes"),
        ]  # fmt: skip
    base = float(rows[0][1])
    yield markdown(
        ("what", "seconds", "processor", "× Python alone", "imports pandas"),
        [(w, seconds(s), seconds(c), times(s / base), p) for w, s, c, p in rows],
        f"Medians of {repeats}; a briefing's of {min(repeats, 3)}.",
    )


def _took(command: Sequence[str], folder: Path, repeats: int) -> tuple[float, float]:
    ran = [run(command, cwd=folder) for _ in range(repeats)]
    return median(r.seconds for r in ran), median(r.cpu for r in ran)


def _pandas(code: str) -> str:
    """Say whether pandas is loaded once some code has run."""
    return "yes" if run([*PYTHON, "-c", code + _LOADED]).lines[-1] == "True" else "no"
