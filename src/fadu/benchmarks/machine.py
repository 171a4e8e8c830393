"""What a measurement was made on, in words that name no place on the machine."""

import os
import platform
from pathlib import Path

from fadu.version import VERSION

_GIB = 2**30


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def machine() -> str:
    """Return cores, memory, system and versions, and how busy the machine was before."""
    parts = [f"{cores()} cores ({platform.machine()})", *_memory(), platform.system()]
    parts += [f"Python {platform.python_version()}", f"fadu {VERSION}", *_busy()]
    return ", ".join(parts) + "."


def _memory() -> list[str]:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return []
    return [f"{size / _GIB:.0f} GiB"]


def _busy() -> list[str]:
    """Say how many processes wanted a core before the benchmark began."""
    try:
        load = os.getloadavg()[0]
    except (AttributeError, OSError):
        return []
    if load < 0.5:
        return ["nothing else running"]
    return [f"{load:.1f} other processes at work: read the ratios, not the seconds"]


def held(pid: int | str = "self", name: str = "VmHWM") -> int:
    """Return memory of a process in bytes; 0 where the system does not tell.

    Parameters
    ----------
    pid
        Of the process.
    name
        VmHWM for the most so far, VmRSS for what is held now.
    """
    return _kilobytes(Path(f"/proc/{pid}/status"), name)


def proportional(pid: int) -> int:
    """Return a process's share of memory in bytes: what it has in common counts in part."""
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _kilobytes(path: Path, name: str) -> int:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name)), 0)


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it; the process alone where none is seen."""
    above: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        above.setdefault(int(told[1]), []).append(int(path.parent.name))
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        left += above.get(found[-1], [])
    return found
