"""Which files a notebook reads itself: a briefing rests on them as it does on figures."""

import importlib.util
import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl
from IPython.paths import get_ipython_dir

from fadu.briefing.usage import UNKNOWN
from fadu.files import bundled, hash_of

_MOST = 1000  # files that a run may read before they are no longer listed
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
State = tuple[int, int, int]


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
            Path(__file__).parents[2], bundled("data"), *known, get_ipython_dir(),
            mpl.get_configdir(), mpl.get_cachedir(), "/proc", "/sys", "/dev", "/etc", "/usr",
        ]  # fmt: skip
        self._apart = tuple({f"{Path(place).resolve()}/" for place in places})
        self._read: dict[str, State] = {}
        self._written: set[str] = set()
        self._made: set[str] = set()  # folders
        self._watching = False

    def start(self) -> None:
        """Watch from now on; Python's audit hooks end with the process only."""
        self._watching = True
        sys.addaudithook(self._hear)

    def _hear(self, event: str, told: tuple[object, ...]) -> None:
        if not self._watching or event not in {"open", "os.rename", "os.mkdir"}:
            return
        path = told[1] if event == "os.rename" else told[0]
        if not isinstance(path, str | bytes | os.PathLike):
            return
        where = _source(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100  # for every file
        if event == "os.mkdir":
            if not os.path.exists(where):  # noqa: PTH110  # it is told before it is done
                self._made.add(where)
        elif event == "os.rename" or _writes(*told[1:]):
            self._written.add(where)
        elif where not in self._read and len(self._read) < _MOST:
            state = _state(where)
            if state is not None:
                self._read[where] = state

    def files(self) -> dict[str, str]:
        """Stop watching, and return path and SHA-256 of each file that was only read.

        The hash of a file that was replaced since it was opened is not known.
        """
        self._watching = False
        return {
            path: hash_of(path) if _state(path) == state else UNKNOWN
            for path, state in sorted(self._read.items())
            if self._counts(path)
        }

    def _counts(self, path: str) -> bool:
        if path in self._written or not Path(path).is_file():
            return False
        if self._made.intersection(map(str, Path(path).parents)):
            return False
        return not str(Path(path).resolve()).startswith(self._apart)


def _writes(mode: object, flags: object = 0) -> bool:
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return isinstance(flags, int) and bool(flags & _WRITES)


def _state(path: str) -> State | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # called for every file
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _source(path: str) -> str:
    """Return the module that a compiled one was made from; any other path as it is."""
    return importlib.util.source_from_cache(path) if path.endswith(".pyc") else path
