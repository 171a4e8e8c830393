"""TOML that a person writes: read once, refused in one line with what comes near."""

import tomllib
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fadu.errors import DataError, FaduError, shown

LARGEST = 8 * 2**20
"""Bytes of a file of settings."""


def read_toml(
    path: Path, refusal: type[FaduError] = DataError, largest: int = LARGEST
) -> dict[str, Any]:
    """Read a file of settings; a byte order mark and CRLF are accepted.

    Parameters
    ----------
    path
        The file.
    refusal
        The kind of error that is raised.
    largest
        Bytes that it may have.

    Raises
    ------
    FaduError
        It cannot be opened, is no plain file, is large, or is not UTF-8 or not TOML.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refusal(f"{path} is no file")
        if size > largest:
            raise refusal(f"{path} has {size >> 20} MB, such a file at most {largest >> 20}")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise refusal(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except (ValueError, RecursionError) as error:  # endless numbers, brackets without end
        reason = " ".join(str(error).split())[:160]
        raise refusal(f"{path}: not readable as TOML: {reason}") from error
    except OSError as error:
        raise refusal(f"{path}: cannot be opened: {error.strerror}") from error


def strange(what: str, names: Iterable[str], allowed: Collection[str]) -> str:
    """Word the refusal of the first name that is not allowed; empty where there is none.

    Parameters
    ----------
    what
        What the names are, such as table or field.
    names
        As they were written.
    allowed
        All that may be written; the closest one is named first.
    """
    unknown = next((n for n in names if n not in allowed), None)
    if unknown is None:
        return ""
    near = get_close_matches(unknown, allowed, 1)
    hint = f"; near it: {near[0]}" if near else ""
    return f"unknown {what} {shown(unknown)}{hint}; allowed: {', '.join(allowed)}"


def explained(error: ValidationError, fields: Collection[str]) -> str:
    """Say in words what is wrong with a table.

    Parameters
    ----------
    error
        Of its model; an unknown field goes before what is wrong with a known one.
    fields
        That the table may have.
    """
    found = error.errors()
    first = next((e for e in found if e["type"] == "extra_forbidden"), found[0])
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        *above, name = map(str, first["loc"])
        where = f"{'.'.join(above)} " if above else ""
        return f"{where}has the {strange('field', [name], fields)}"
    if first["type"] == "missing":
        return f"lacks the field {place!r}"
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    return f"{place} = {shown(first['input'])}: {first['msg']}"
