"""From the words of `fadu brief` to requests; what is empty, said twice or at odds is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from fadu.briefing.notebooks import Notebook
from fadu.briefing.parameters import elements
from fadu.briefing.requests import Request, request, requests
from fadu.briefing.sets import SetFile
from fadu.errors import RequestError
from fadu.panel import Panel
from fadu.panel.breaks import related
from fadu.years import as_years

MOST_JOBS = 256
FLAGSHIP = "district_profile"
Sets = list[dict[str, object]]


@dataclass(frozen=True)
class Order:
    """The words of the command line.

    Parameters
    ----------
    notebook
        Name or path; None for the one that `sets` names, or the flagship.
    districts, years, indicators, lang, settings, sets
        What is asked for.
    data, out
        Folders.
    all_districts, jobs, resume, scheduler, timeout, dry
        How it is built.
    """

    notebook: str | None
    districts: Sequence[str]
    years: str | None
    indicators: Sequence[str]
    lang: str | None
    settings: Sequence[str]
    sets: Path | None
    data: Path | None
    out: Path
    all_districts: bool
    jobs: int
    resume: bool
    scheduler: str | None
    timeout: float
    dry: bool


@dataclass(frozen=True)
class Asked:
    """What is to be built, and what is said about it once nothing is left to refuse."""

    requests: Sequence[Request]
    notices: Sequence[str]


def sensible(order: Order) -> None:
    """Refuse options that cannot be, alone or together.

    Raises
    ------
    RequestError
        With the option and what is allowed.
    """
    named = [("--years", order.years), ("--lang", order.lang), ("--scheduler", order.scheduler)]
    named += [("--district", d) for d in order.districts]
    named += [("--indicator", i) for i in order.indicators]
    for option, words in named:
        if words is not None and not words.strip():
            raise RequestError(f"{option} {words!r} is empty; give a value or leave it out")
    if not 1 <= order.jobs <= MOST_JOBS:
        raise RequestError(f"--jobs {order.jobs} is not between 1 and {MOST_JOBS}")
    if not isfinite(order.timeout) or order.timeout < 0:
        raise RequestError(
            f"--timeout {order.timeout:g} is no number of seconds; 0 is no limit"
        )
    if order.sets and (order.districts or order.indicators or order.all_districts):
        raise RequestError(
            f"--sets {order.sets} and --district, --indicator or --all-districts exclude each "
            "other; give districts and indicators as columns of the list"
        )
    if order.all_districts and order.districts:
        raise RequestError(
            f"--all-districts and --district {order.districts[0]} exclude each other"
        )


def notebook_name(order: Order, listed: SetFile | None) -> str:
    """Return the name or path of the notebook that is meant."""
    own = listed.notebook if listed else ""
    if order.notebook is not None and own and order.notebook != own:
        raise RequestError(f"{listed.path} is a list for {own}, not {order.notebook}")  # type: ignore[union-attr]
    return order.notebook if order.notebook is not None else own or FLAGSHIP


def given_for_all(order: Order, notebook: Notebook, folder: Path | None) -> dict[str, object]:
    """Return the parameters that hold for all briefings; see `asked` for the others."""
    named = {"years": order.years, "lang": order.lang}
    given: dict[str, object] = {k: v for k, v in named.items() if v is not None}
    taken = {name: f"--{name} {value}" for name, value in given.items()}
    for one, values in (("district", order.districts), ("indicator", order.indicators)):
        taken |= {name: f"--{one} {values[0]}" for name in (one, f"{one}s") if values}
    if order.all_districts:
        taken |= dict.fromkeys(("district", "districts"), "--all-districts")
    for words in order.settings:
        name, value = _setting(words, notebook)
        if name in taken:
            raise RequestError(
                f"{name} is given twice: {taken[name]} and --set {words}; keep one"
            )
        given[name], taken[name] = value, f"--set {words}"
    for name in given:
        if name not in notebook.defaults:
            raise RequestError(f"{notebook.name} has no parameter {name!r}; {_has(notebook)}")
    if folder is not None and "data" in notebook.defaults:
        given["data"] = str(folder.resolve())
    return given


def asked(
    order: Order,
    listed: SetFile | None,
    notebook: Notebook,
    given: dict[str, object],
    panel: Panel,
) -> Asked:
    """Return the requests that the command line means.

    Parameters
    ----------
    order
        The words.
    listed
        The list that ``--sets`` names.
    notebook, given
        What runs, and the parameters that hold for all.
    panel
        Its figures decide which districts there are.

    Raises
    ------
    RequestError
        A district, indicator, year or parameter that cannot be.
    """
    if listed is not None:
        return Asked(_of_list(listed, notebook, given, panel, order.out), ())
    districts, notices = order.districts, _former(panel, order.districts)
    sets = _spread(notebook, "indicator", order.indicators, [given])
    if order.all_districts:
        districts, notices = _every_district(notebook, panel, sets)
    return Asked(
        requests(notebook, _spread(notebook, "district", districts, sets), panel, order.out),
        notices,
    )


def _of_list(
    listed: SetFile, notebook: Notebook, given: Mapping[str, object], panel: Panel, out: Path
) -> list[Request]:
    fitting = listed.fitting(notebook)
    for where, one in fitting.items():
        try:
            request(notebook, {**given, **one}, panel, out)
        except RequestError as error:
            raise RequestError(f"{where}: {error}") from error
    return requests(notebook, [{**given, **one} for one in fitting.values()], panel, out)


def _setting(words: str, notebook: Notebook) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    name = name.strip()
    if not equals:
        raise RequestError(f"--set {words!r} is not NAME=VALUE; {_has(notebook)}")
    if name == "data":
        raise RequestError(f"--set {words}: give the folder of a panel with --data")
    return name, value


def _has(notebook: Notebook) -> str:
    return f"{notebook.name} has: {', '.join(notebook.defaults) or 'no parameters'}"


def _spread(notebook: Notebook, one: str, values: Sequence[str], sets: Sets) -> Sets:
    """Give each set its value of parameter `one`, or all values to the plural parameter."""
    if not values:
        return sets
    if one in notebook.defaults:
        return [{**s, one: value} for value in values for s in sets]
    if f"{one}s" in notebook.defaults:
        return [{**s, f"{one}s": list(values)} for s in sets]
    raise RequestError(f"--{one} {values[0]}: {notebook.name} takes no {one}; {_has(notebook)}")


def _every_district(
    notebook: Notebook, panel: Panel, sets: Sets
) -> tuple[list[str], tuple[str, ...]]:
    """Return the districts with a figure in the selection, and how many are left out."""
    years = sets[0].get("years", notebook.defaults.get("years"))
    part = panel.select(
        years=as_years(years) if years else None, indicators=_needed(panel, sets)
    )
    codes = sorted(part.observations["district"].unique().tolist())
    if not codes:
        raise RequestError(
            f"no district has a figure in the selection (years {years or 'all'}); "
            "`fadu show coverage` lists what there is"
        )
    left = panel.observations["district"].nunique() - len(codes)
    said = f"{len(codes)} districts have a figure in the selection; {left} have none and are left out"
    return codes, (said,)


def _needed(panel: Panel, sets: Sets) -> list[str] | None:
    """Return the indicators that are asked for with those they follow from; None for any."""
    named = [
        name
        for one in sets
        for key in ("indicator", "indicators")
        for name in elements(one.get(key))
    ]
    return sorted({i for n in named for i in related(n, panel.codebook)}) or None


def _former(panel: Panel, districts: Sequence[str]) -> tuple[str, ...]:
    """Say which code or name is one of earlier years, and what it is today."""
    known = panel.districts
    today = {d: known.resolve(d, "--district") for d in districts if known.is_former(d.strip())}
    return tuple(f"{d} is {code} {known.label(code)} today" for d, code in today.items())
