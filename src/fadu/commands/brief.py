"""`fadu brief`: from words to requests, and from requests to PDFs."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fadu.briefing.account import Account
from fadu.briefing.house import house_of
from fadu.briefing.makers import maker
from fadu.briefing.manifest import Entry, Manifest
from fadu.briefing.many import build_all
from fadu.briefing.notebooks import Notebook, find_notebook
from fadu.briefing.plan import Planned, Planner, pdf_path
from fadu.briefing.requests import Request, request, requests, writable
from fadu.briefing.sets import SetFile, read_sets
from fadu.commands.panels import announce, opened, say
from fadu.commands.progress import Progress
from fadu.errors import RequestError
from fadu.panel import Panel
from fadu.years import as_years

MOST_JOBS = 256
MOST_DETAILS = 3  # of what changed, in one line
FLAGSHIP = "district_profile"


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


def run(**words: object) -> int:
    """Build what is asked for; return 0, or 1 where a briefing failed."""
    order = Order(**words)  # type: ignore[arg-type]  # the command line has typed them
    _sensible(order)
    listed = read_sets(order.sets) if order.sets else None
    panel, folder = opened(order.data)
    found = find_notebook(_named(order, listed), folder)
    given = _given(order, found, folder)
    wanted = _wanted(order, listed, found, given, panel)
    place = str(given.get("data") or "")
    house = house_of(found.path, place).complete()
    announce(panel)
    _say_former(panel, order.districts)
    planner = Planner(panel, house, order.out, resume=order.resume)
    if order.dry:
        return _dry(planner.plan(wanted, Manifest(order.out).entries), order.out)
    writable(order.out)
    with Account(order.out) as account:
        planned = planner.plan(wanted, account.manifest.entries)
        _announce_plan(planned, account)
        todo = sum(not item.current for item in planned)
        if not todo:
            return 0
        building = maker(
            panel, house, place, jobs=order.jobs, scheduler=order.scheduler or "",
            timeout=order.timeout or None, say=say,
        )  # fmt: skip
        with building as make:
            return _follow(build_all(planned, planner, account, make, say), order.out, todo)


def _sensible(order: Order) -> None:
    if not 1 <= order.jobs <= MOST_JOBS:
        raise RequestError(f"--jobs {order.jobs} is not between 1 and {MOST_JOBS}")
    if order.timeout < 0:
        raise RequestError(f"--timeout {order.timeout:g} is negative; 0 is no limit")
    if order.sets and (order.districts or order.indicators or order.all_districts):
        raise RequestError(
            f"--sets {order.sets} and --district, --indicator or --all-districts exclude each "
            "other; give districts and indicators as columns of the list"
        )


def _named(order: Order, listed: SetFile | None) -> str:
    own = listed.notebook if listed else ""
    if order.notebook and own and order.notebook != own:
        raise RequestError(f"{listed.path} is a list for {own}, not {order.notebook}")  # type: ignore[union-attr]
    return order.notebook or own or FLAGSHIP


def _given(order: Order, notebook: Notebook, folder: Path | None) -> dict[str, object]:
    """Return the parameters that hold for all briefings."""
    given: dict[str, object] = dict(_setting(words, notebook) for words in order.settings)
    named = {"years": order.years, "lang": order.lang}
    given |= {k: v for k, v in named.items() if v is not None}
    _declared(notebook, given)
    if folder is not None and "data" in notebook.defaults:
        given["data"] = str(folder.resolve())
    return given


def _wanted(
    order: Order,
    listed: SetFile | None,
    notebook: Notebook,
    given: dict[str, object],
    panel: Panel,
) -> list[Request]:
    if listed is None:
        districts = order.districts
        if order.all_districts:
            districts = _all(notebook, panel, given, districts)
        sets = _spread(notebook, "district", districts, [given])
        return requests(notebook, _spread(notebook, "indicator", order.indicators, sets), panel)
    fitting = listed.fitting(notebook)
    for where, one in fitting.items():
        try:
            request(notebook, {**given, **one}, panel)
        except RequestError as error:
            raise RequestError(f"{where}: {error}") from error
    return requests(notebook, [{**given, **one} for one in fitting.values()], panel)


def _setting(words: str, notebook: Notebook) -> tuple[str, object]:
    name, equals, value = words.partition("=")
    if not equals:
        raise RequestError(f"--set {words!r} is not NAME=VALUE; {_has(notebook)}")
    return name.strip(), value


def _has(notebook: Notebook) -> str:
    return f"{notebook.name} has: {', '.join(notebook.defaults) or 'no parameters'}"


def _declared(notebook: Notebook, given: Mapping[str, object]) -> None:
    for name in given:
        if name not in notebook.defaults:
            raise RequestError(f"{notebook.name} has no parameter {name!r}; {_has(notebook)}")


def _spread(
    notebook: Notebook, one: str, values: Sequence[str], sets: list[dict[str, object]]
) -> list[dict[str, object]]:
    """Give each set its value of parameter `one`, or all values to the plural parameter."""
    if not values:
        return sets
    if one in notebook.defaults:
        return [{**s, one: value} for s in sets for value in values]
    if f"{one}s" in notebook.defaults:
        return [{**s, f"{one}s": list(values)} for s in sets]
    raise RequestError(f"--{one} {values[0]}: {notebook.name} takes no {one}; {_has(notebook)}")


def _all(
    notebook: Notebook, panel: Panel, given: Mapping[str, object], named: Sequence[str]
) -> list[str]:
    if named:
        raise RequestError(f"--all-districts and --district {named[0]} exclude each other")
    years = given.get("years", notebook.defaults.get("years"))
    part = panel.select(years=as_years(years) if years else None)
    codes = sorted(part.observations["district"].unique().tolist())
    if not codes:
        raise RequestError(f"no district has a figure in years {years}")
    left = panel.observations["district"].nunique() - len(codes)
    say(
        f"{len(codes)} districts have a figure in the selection; {left} have none and are left out"
    )
    return codes


def _say_former(panel: Panel, districts: Sequence[str]) -> None:
    for name in districts:
        if name.isdecimal() and name not in panel.districts:
            code = panel.districts.former(name)
            if code:
                say(f"code {name} is {code} {panel.districts.label(code)} today")


def _dry(planned: Sequence[Planned], out: Path) -> int:
    """Print what would be done, and do nothing."""
    _say_counts(planned)
    for item in planned:
        why = f"{item.reason}: {item.detail}" if item.detail else item.reason
        sys.stdout.write(f"{pdf_path(out, item.request.stem)}\t{why}\n")
    return 0


def _announce_plan(planned: Sequence[Planned], account: Account) -> None:
    manifest = account.manifest
    if manifest.damaged:
        many = (
            "1 damaged line is"
            if manifest.damaged == 1
            else f"{manifest.damaged} damaged lines are"
        )
        say(f"{manifest.path}: {many} passed over")
    if len(planned) > 1:
        _say_counts(planned)
    for item in planned:
        if item.current:
            _print(account.out, item.request.stem)


def _say_counts(planned: Sequence[Planned]) -> None:
    reasons = Counter(item.reason for item in planned)
    told = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    what = Counter(item.detail for item in planned if item.reason == "changed")
    shown = "; ".join(detail for detail, _ in what.most_common(MOST_DETAILS))
    more = f"; {len(what) - MOST_DETAILS} more" if len(what) > MOST_DETAILS else ""
    many = "1 briefing" if len(planned) == 1 else f"{len(planned)} briefings"
    say(f"{many}: {told}" + (f" ({shown}{more})" if shown else ""))


def _print(out: Path, stem: str) -> None:
    sys.stdout.write(f"{pdf_path(out, stem)}\n")
    sys.stdout.flush()


def _follow(entries: Iterable[Entry], out: Path, total: int) -> int:
    """Print each PDF as it is built, with progress, then what failed; return the exit code."""
    failed = []
    with Progress(total) as progress:
        for entry in entries:
            progress.take(entry)
            if entry.state == "done":
                _print(out, entry.stem)
            else:
                failed.append(entry.message)
    for message in failed:
        say(message)
    if total > 1:
        say(f"{progress.states['done']} built, {len(failed)} failed")
    return 1 if failed else 0
