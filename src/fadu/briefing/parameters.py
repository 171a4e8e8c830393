"""The parameters that notebooks share, each held to what it may be before anything runs."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fadu.codebook import LANGUAGES
from fadu.errors import RequestError, one_of
from fadu.model import AMONG, EXPOSURES, LEVELS, TIERS
from fadu.panel import Panel
from fadu.years import as_years, written_years

_CLOSED: Mapping[str, tuple[str, ...]] = {
    "among": AMONG, "exposure": EXPOSURES, "level": LEVELS, "tier": TIERS,
}  # fmt: skip


def checked(name: str, value: object, default: object, panel: Panel) -> object:
    """Return a parameter in its one form: codes for places, ids for indicators.

    Parameters
    ----------
    name
        Of the parameter; `district`, `districts`, `indicator`, `indicators`, `years`, `year`,
        `lang`, `across`, `level`, `tier`, `among` and `exposure` mean the same everywhere.
    value
        What was given: text in which commas separate the elements of a list, or a list.
    default
        The notebook's own value; any other parameter takes its type.
    panel
        Knows the places, indicators and breaks.

    Raises
    ------
    RequestError
        With what is allowed.
    """
    if name in _CHECKS:
        return _CHECKS[name](value, default, panel)
    if name in _CLOSED and default in ("", *_CLOSED[name]):
        return value if value == default else _listed_in(name, value, _CLOSED[name])
    return _like(name, value, default)


def elements(value: Any) -> list[Any]:
    """Return the elements of a list, or of text in which commas separate them."""
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,，]", value)] if value.strip() else []
    return [] if value is None else [value]


def _listed_in(name: str, value: object, allowed: Sequence[str]) -> object:
    if value not in allowed:
        raise RequestError(one_of(name, value, allowed))
    return value


def _district(value: object, default: object, panel: Panel) -> object:
    if isinstance(value, list | tuple):
        raise RequestError(f"district takes one place, not a list of {len(value)}")
    if value in ("", None) and not default:
        return ""
    return panel.districts.resolve(value, "--district")  # type: ignore[arg-type]  # refuses others


def _districts(value: object, default: object, panel: Panel) -> object:
    del default
    return [panel.districts.resolve(v, "--district") for v in elements(value)]


def _indicator(value: object, default: object, panel: Panel) -> object:
    return "" if value in ("", None) and not default else panel.codebook[str(value)].id


def _indicators(value: object, default: object, panel: Panel) -> object:
    del default
    return [panel.codebook[str(v)].id for v in elements(value)]


def _year(value: object, default: object, panel: Panel) -> object:
    del default, panel
    if value in ("", None, 0):
        return value
    years = as_years(value, "year")
    if len(years) != 1:
        raise RequestError(f"year {value} is {len(years)} years; give one")
    return years[0]


def _writable(words: str) -> bool:
    """Whether a path, a page and a file of text can hold the words."""
    return "\x00" not in words and not any("\ud800" <= c <= "\udfff" for c in words)


def _like(name: str, value: object, default: object) -> object:
    """Bring a value into the type of its default, or refuse it."""
    if any(not _writable(str(element)) for element in elements(value)):
        raise RequestError(f"{name} {value!r} holds a character that no file can; leave it out")
    if default is None or isinstance(value, type(default)):
        return value
    words = str(value)
    if isinstance(default, bool):
        if words.lower() in {"true", "false", "1", "0", "yes", "no"}:
            return words.lower() in {"true", "1", "yes"}
        raise RequestError(f"{one_of(name, value, ('true', 'false'))}")
    if isinstance(default, list):
        return [part for part in re.split(r"[,，]", words) if part]
    try:
        return type(default)(words)  # type: ignore[call-arg]
    except (TypeError, ValueError) as error:
        kind = type(default).__name__
        raise RequestError(
            f"{name} {value!r} is no {kind}; its default is {default!r}"
        ) from error


def _across(value: object, default: object, panel: Panel) -> object:
    del default
    return [_listed_in("across", v, [b.id for b in panel.breaks]) for v in elements(value)]


def _lang(value: object, default: object, panel: Panel) -> object:
    del default, panel
    if value not in LANGUAGES:
        raise RequestError(
            f"{one_of('lang', value, LANGUAGES)}; these are the languages offered"
        )
    return value


def _years(value: object, default: object, panel: Panel) -> object:
    del default, panel
    return written_years(as_years(value)).replace("-", ":") if value else ""


_CHECKS: Mapping[str, Callable[[object, object, Panel], object]] = {
    "across": _across,
    "district": _district,
    "districts": _districts,
    "indicator": _indicator,
    "indicators": _indicators,
    "lang": _lang,
    "year": _year,
    "years": _years,
}
