"""The licences of everything that an installed fadu stands on: ``python tests/practice/licences.py``."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

COMPATIBLE = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC",
    "MIT", "MIT-0", "MIT-CMU", "MPL-1.1", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib",
}  # fmt: skip
"""Licences that an MIT project may build on: permissive ones, and those that bind their own files alone."""

_SPELLINGS = (
    (r"apache", "Apache-2.0"), (r"mozilla.*2\.0|mpl-2", "MPL-2.0"), (r"isc", "ISC"),
    (r"python software foundation|psf", "PSF-2.0"), (r"sil open font", "OFL-1.1"),
    (r"^mit license$", "MIT"), (r"^bsd( license)?$", "BSD"),
)  # fmt: skip


def needed(root: str) -> dict[str, Distribution]:
    """Return all that an installed package needs, by name, itself apart."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [(root, frozenset[str]())]
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # a marker's other side, such as another system
            continue
        waiting += list(_requirements(found[name], extras))
    del found[root]
    return dict(sorted(found.items()))


def _requirements(
    what: Distribution, extras: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    for text in what.requires or []:
        told = Requirement(text)
        wanted = told.marker is None or any(
            told.marker.evaluate({"extra": extra}) for extra in {"", *extras}
        )
        if wanted:
            name = re.sub(r"[-_.]+", "-", told.name).lower()
            yield name, frozenset(told.extras)


def licence(what: Distribution) -> str:
    """Return the licence of a package as an SPDX expression, as far as it says one."""
    told = what.metadata
    classified = [
        _spdx(c.rsplit(" :: ", 1)[-1])
        for c in told.get_all("Classifier") or []
        if c.startswith("License :: ")
    ]
    said = (
        told.get("License-Expression") or " AND ".join(classified) or told.get("License") or ""
    )
    return _spdx(said.splitlines()[0] if said else "not said")


def _spdx(first: str) -> str:
    for pattern, spdx in _SPELLINGS:
        if re.search(pattern, first.lower()) and not re.search(
            r"\b(AND|OR)\b|, [A-Z][a-z]+-", first
        ):
            return spdx
    return re.sub(r" license(?=,|$)", "", first.replace(", dependency licenses", ""))


def compatible(expression: str) -> bool:
    """Return whether one side of every choice is compatible, and all parts of every sum."""
    return all(
        any(one.strip(" ()") in COMPATIBLE for one in part.split(" OR "))
        for part in re.split(r" AND |, ", expression)
    )


def table() -> str:
    """Return the licences, each with the packages that are under it, as Markdown."""
    by_licence: dict[str, list[str]] = {}
    for name, what in needed("fadu").items():
        by_licence.setdefault(licence(what), []).append(name)
    rows = [f"| {one} | {', '.join(names)} |" for one, names in sorted(by_licence.items())]
    return "\n".join(["| licence | packages |", "| --- | --- |", *rows])


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
