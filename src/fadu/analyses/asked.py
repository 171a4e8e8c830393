"""What an analysis over years was asked for, checked against what the panel holds."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from fadu.codebook import Indicator
from fadu.errors import RequestError, one_of
from fadu.panel import Break, Panel
from fadu.panel.asked import as_list
from fadu.years import as_years, unsaid, written_years

Name = TypeVar("Name", bound=str)
SIMULATED = "simulated"
"""Path of a layer whose figures are made up; see ``fadu.analyses.simulated``."""


def simulated(panel: Panel) -> bool:
    """Whether a panel holds simulated figures."""
    return any(layer.path == SIMULATED for layer in panel.layers)


def option(argument: str, value: Name | None, allowed: Iterable[Name]) -> Name | None:
    """Return a word of a closed list, or None where it was left open.

    Raises
    ------
    RequestError
        Another word; all that are allowed are named.
    """
    if value is None or value == "":
        return None
    if value not in allowed:
        raise RequestError(one_of(argument, value, allowed))
    return value


def codes(panel: Panel, district: str | int | Iterable[str | int]) -> list[str]:
    """Return the codes of the places asked for, each once, in their order.

    Raises
    ------
    RequestError
        An unknown or ambiguous place, or none.
    """
    asked = [] if unsaid(district) else as_list(district)
    if not asked:
        raise RequestError("district is empty; give a code or a name, or several")
    return list(dict.fromkeys(panel.districts.resolve(d) for d in asked))


def years_with(panel: Panel, indicators: Iterable[str], code: str) -> list[int]:
    """Return the full years for which a place has every one of `indicators`."""
    names = list(indicators)
    table = panel.select(districts=[code], indicators=names).observations
    mine = table[table["period"] == ""]
    mine = mine[(mine["measure"] == "value") & (mine["value"] != "")]
    sets = [set(mine.loc[mine["indicator"] == i, "year"].tolist()) for i in names]
    return sorted(set.intersection(*sets)) if sets else []


def years_known(panel: Panel, entry: Indicator, code: str) -> list[int]:
    """Return the full years for which a place has an indicator, printed or from counts."""
    own = set(years_with(panel, [entry.id], code))
    if entry.inputs:
        own |= set(years_with(panel, entry.inputs, code))
    return sorted(own)


def years_asked(
    panel: Panel, entry: Indicator, places: Sequence[str], years: object
) -> list[int]:
    """Return the years asked for, or all that the places have.

    Raises
    ------
    RequestError
        A place has no figure in them; every such place is named, with the years it has.
    """
    known = {code: years_known(panel, entry, code) for code in places}
    every = unsaid(years)
    wanted = sorted({y for have in known.values() for y in have}) if every else as_years(years)
    without = [code for code, have in known.items() if not set(have) & set(wanted)]
    if without:
        listed = "; ".join(_has(panel, code, known[code]) for code in without)
        span = "" if every else f" in {written_years(wanted)}"
        raise RequestError(f"no full year of {entry.id}{span}: {listed}")
    return wanted


def _has(panel: Panel, code: str, have: Sequence[int]) -> str:
    years = f"has {written_years(have)}" if have else "has none in any year"
    return f"{code} {panel.districts.label(code)} {years}"


def breaks_named(
    panel: Panel, entry: Indicator, places: Iterable[str], across: str | Iterable[str]
) -> tuple[Break, ...]:
    """Return the breaks that were asked to be ignored.

    Raises
    ------
    RequestError
        A name that is no break of the indicator in these places.
    """
    asked = [] if unsaid(across) else as_list(across)
    known = {b.id: b for code in places for b in panel.breaks_of(entry.id, code)}
    for name in asked:
        if name not in known:
            allowed = ", ".join(known) or "none"
            raise RequestError(
                f"across {name!r} is no break of {entry.id} in these places; allowed: {allowed}"
            )
    return tuple(known[name] for name in asked)
