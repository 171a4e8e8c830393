"""Which files a notebook reads itself: a briefing rests on them as it does on figures."""

import hashlib
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl

from fadu.files import bundled

_MOST = 1000  # files that a run may read before they are no longer listed


class Opened:
    """Lists the files that are opened for reading, those of programs and caches apart.

    Parameters
    ----------
    known
        Folders whose files are accounted for otherwise, such as the panel's.
    """

    def __init__(self, known: Iterable[Path] = ()) -> None:
        places: list[str | Path] = [
            sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *site.getsitepackages(),
            Path(__file__).parents[2], bundled("data"), tempfile.gettempdir(), *known,
            mpl.get_configdir(), mpl.get_cachedir(), "/proc", "/sys", "/dev", "/etc", "/usr",
        ]  # fmt: skip
        self._apart = tuple({f"{Path(place).resolve()}/" for place in places})
        self._read: set[str] = set()
        self._written: set[str] = set()
        self._watching = False

    def start(self) -> None:
        """Watch from now on; Python's audit hooks end with the process only."""
        self._watching = True
        sys.addaudithook(self._hear)

    def _hear(self, event: str, told: tuple[object, ...]) -> None:
        if event != "open" or not self._watching:
            return
        path, mode, _ = told
        if not isinstance(path, str | Path):
            return
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        kept = self._written if writes else self._read
        if len(kept) < _MOST:
            kept.add(str(path))

    def files(self) -> dict[str, str]:
        """Stop watching, and return path and SHA-256 of each file that was only read."""
        self._watching = False
        written = {Path(p).resolve() for p in self._written}
        paths = {Path(p).resolve() for p in self._read} - written
        mine = [p for p in paths if p.is_file() and not f"{p}".startswith(self._apart)]
        return {str(p): hash_of(p) for p in sorted(mine)}


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
