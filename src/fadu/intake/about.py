"""What is known of a report: the ``.source.toml`` that ``fadu extract`` writes and a person fills."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from fadu.errors import DataError, RequestError, one_of
from fadu.model import TIERS, days
from fadu.schema import SOURCES

ABOUT = ("title", "publisher", "published", "tier", "url", "hash")
NEEDED = ("title", "publisher", "tier")
LARGEST = 2**20


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
        value = about.get(field.name, "")
        if value and not re.fullmatch(field.form(), value):
            raise RequestError(
                f"{path}: {field.name} {value[:80]!r}; allowed: {field.allowed()}"
            )
    if about["published"]:
        days(about["published"])


def _fields(path: Path) -> dict[str, str]:
    found = _toml(path)
    strange = [key for key in found if key not in ABOUT]
    if strange:
        raise DataError(f"{path}: {one_of('field', strange[0], ABOUT)}")
    bad = [key for key, value in found.items() if not isinstance(value, str)]
    if bad:
        raise DataError(f"{path}: {bad[0]} = {found[bad[0]]!r} is no text; put it in quotes")
    return found


def _toml(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise DataError(f"{path} is no .source.toml: it is no small file")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:160]
        raise DataError(f"{path}: not readable as TOML: {reason}") from error
