"""What is known of a report: the ``.source.toml`` that ``fadu extract`` writes and a person fills."""

from collections.abc import Mapping
from pathlib import Path

import tomli_w

from fadu.errors import DataError, RequestError, one_of, shown
from fadu.model import TIERS
from fadu.schema import SOURCES
from fadu.toml import read_toml, strange

ABOUT = ("title", "publisher", "published", "tier", "url", "hash")
LARGEST = 2**20
NEEDED = ("title", "publisher", "tier")


def source_toml(about: Mapping[str, str]) -> str:
    """Return the ``.source.toml`` of a report: what is known of it, the rest empty."""
    return tomli_w.dumps({key: about.get(key, "") for key in ABOUT})


def filled_before(path: Path, digest: str) -> dict[str, str]:
    """Return what a person filled into an earlier ``.source.toml`` of the same file.

    Parameters
    ----------
    path
        Where it may stand.
    digest
        SHA-256 of the report.

    Raises
    ------
    DataError
        It is there and cannot be read.
    """
    found = _fields(path) if path.exists() else {}
    return (
        {key: value for key, value in found.items() if value}
        if found.get("hash") == digest
        else {}
    )


def read_source(path: Path, given: Mapping[str, str | None]) -> dict[str, str]:
    """Read a ``.source.toml`` and put what was given on the command line over it.

    Parameters
    ----------
    path
        The file; where there is none, everything has to be given.
    given
        By field; None or empty for what was not given.

    Returns
    -------
    dict
        Every field; the address of a secondary page is left out.

    Raises
    ------
    DataError
        Not TOML, an unknown field, or a field without text.
    RequestError
        Title, publisher or tier is empty, or a field holds what it may not.
    """
    found = _fields(path) if path.exists() else {}
    about = {key: " ".join((given.get(key) or found.get(key, "")).split()) for key in ABOUT}
    empty = [key for key in NEEDED if not about[key]]
    if empty:
        raise RequestError(
            f"{path}: {', '.join(empty)} empty; fill them there or give "
            + " ".join(f"--{key}" for key in empty),
        )
    _check(path, about)
    return about | ({"url": ""} if about["tier"] == "secondary" else {})


def _check(path: Path, about: Mapping[str, str]) -> None:
    if about["tier"] not in TIERS:
        raise RequestError(f"{path}: {one_of('tier', about['tier'], TIERS)}")
    for field in SOURCES.fields:
        if value := about.get(field.name, ""):
            field.refuse(f"{path}: {field.name}", value)


def _fields(path: Path) -> dict[str, str]:
    found = read_toml(path, largest=LARGEST)
    if said := strange("field", found, ABOUT):
        raise DataError(f"{path}: {said}")
    bad = [key for key, value in found.items() if not isinstance(value, str)]
    if bad:
        raise DataError(
            f"{path}: {bad[0]} = {shown(found[bad[0]])} is no text; put it in quotes"
        )
    return found
