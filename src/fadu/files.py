"""Files that are written whole or not at all, and where the bundled ones lie."""

import contextlib
import filecmp
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from fadu.errors import RequestError

if sys.platform == "win32":  # no locks of this kind: two processes are not kept apart
    fcntl = None
else:
    import fcntl

_DRAFT = ".draft"
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def bundled(name: str) -> Path:
    """Return the folder ``data`` or ``notebooks`` that came with the package.

    An installed package carries them within itself; a checkout has them at its top level.
    """
    inside = _PACKAGE / "_bundle" / name
    return inside if inside.is_dir() else _CHECKOUT / name


def example(name: str) -> Path:
    """Return the path of a small file to begin one's own from.

    Parameters
    ----------
    name
        Such as ``own.toml``, ``own_check.py``, ``own_analysis.py``, ``house.toml``,
        ``style.typ`` or ``report.txt``.

    Returns
    -------
    Path
        The file, inside the package.

    Raises
    ------
    RequestError
        There is none of that name; those that exist are listed.
    """
    path = _PACKAGE / "examples" / name
    known = sorted(p.name for p in path.parent.glob("[!_]*.*"))
    if name not in known:
        raise RequestError(f"example {name!r} is not one of {', '.join(known)}")
    return path


def same_files(one: Path, other: Path) -> bool:
    """Return whether two folders are one, or hold the same files with the same bytes."""
    if one.samefile(other):
        return True
    held = [{p.relative_to(f): p for p in f.rglob("*") if p.is_file()} for f in (one, other)]
    return held[0].keys() == held[1].keys() and all(
        filecmp.cmp(path, held[1][name], shallow=False) for name, path in held[0].items()
    )


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; on success it is renamed to `path`.

    Raises
    ------
    RequestError
        The folder cannot be made or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(_DRAFT, f".{path.stem[:40]}.", path.parent)
    except OSError as error:
        raise RequestError(f"cannot write into {path.parent}: {error.strerror}") from error
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o644)
        draft.replace(path)
    except OSError as error:
        raise RequestError(f"cannot write {path}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a temporary folder beside `folder`, new or empty; on success it takes its place.

    A folder that cannot be replaced (the process stands in it, it is a mount, the one above may
    not be written) is filled from within instead, its entry ``data`` last.  What a killed
    process left is removed by the next.

    Raises
    ------
    RequestError
        The folder cannot be made or written.
    """
    place = folder.absolute()
    within = place if place.is_dir() and not _replaceable(place) else place.parent
    try:
        within.mkdir(parents=True, exist_ok=True)
        with alone_in(within):
            for left in within.glob(f".{place.name[:40]}.*{_DRAFT}"):
                shutil.rmtree(left, ignore_errors=True)
            draft = Path(tempfile.mkdtemp(_DRAFT, f".{place.name[:40]}.", within))
            try:
                yield draft
                _settle(draft, place)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise RequestError(f"cannot write {folder}: {error.strerror}") from error


def _replaceable(place: Path) -> bool:
    here = Path.cwd().resolve()
    stood_in = place.resolve() in (here, *here.parents)
    return not (stood_in or place.is_mount()) and os.access(place.parent, os.W_OK)


def _settle(draft: Path, place: Path) -> None:
    if draft.parent == place:
        for entry in sorted(draft.iterdir(), key=lambda e: e.name == "data"):
            entry.rename(place / entry.name)
        return
    draft.chmod(place.stat().st_mode & 0o7777 if place.exists() else 0o755)
    if (
        place.exists() and sys.platform == "win32"
    ):  # it replaces no folder, not even an empty one
        place.rmdir()
    draft.replace(place)


def write_together(contents: Mapping[Path, str]) -> None:
    """Write several files as UTF-8: none, where one of them cannot be written.

    Parameters
    ----------
    contents
        By path.  They are named one after the other once all are on disk, so that a process
        killed in that moment leaves the first of them new and the last one as it was.

    Raises
    ------
    RequestError
        A folder cannot be written.
    """
    with contextlib.ExitStack() as held:
        for path, content in reversed(list(contents.items())):
            draft = held.enter_context(whole_file(path))
            with draft.open("wb") as file:
                file.write(content.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process writes into `folder`, and keep others waiting meanwhile.

    Raises
    ------
    RequestError
        The folder cannot be opened.
    """
    if fcntl is None:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise RequestError(f"cannot open {folder}: {error.strerror}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep_drafts(folder: Path) -> None:
    """Remove what killed processes left half-written; only where no other is at work."""
    for draft in folder.glob(f".*{_DRAFT}"):
        draft.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> Path:
    """Write `content` to `path`, whole or not at all, and return `path`."""
    with whole_file(path) as draft, draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return path


def write_text(path: Path, content: str) -> Path:
    """Write `content` to `path` as UTF-8 with plain line feeds, whole or not at all."""
    return write_bytes(path, content.encode("utf-8"))


def there(path: Path) -> bool:
    """Whether anything bears this name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def small_file(path: Path, called: str = "", largest: int = 32 * 2**20) -> bytes:
    """Return what a file holds that is read whole.

    Parameters
    ----------
    path
        The file.
    called
        What it is, for the message.
    largest
        Bytes that it may have.

    Raises
    ------
    RequestError
        It cannot be read, is larger, or is a folder, a pipe or a device.
    """
    name = f"{called} {path}".strip()
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise RequestError(f"{name} is no file")
        if size > largest:
            raise RequestError(f"{name} has {size >> 20} MB; at most {largest >> 20} are read")
        return path.read_bytes()
    except OSError as error:
        raise RequestError(f"{name} cannot be read: {error.strerror}") from error


def hash_of(path: str) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
