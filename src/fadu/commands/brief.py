"""`fadu brief`: from words to requests, and from requests to PDFs."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from fadu.briefing.cluster import build_on_cluster
from fadu.briefing.house import house_of
from fadu.briefing.manifest import MANIFEST, Entry
from fadu.briefing.many import build_all, plan
from fadu.briefing.notebooks import Notebook, find_notebook
from fadu.briefing.requests import requests
from fadu.briefing.run import writable
from fadu.commands.panels import announce, opened, say
from fadu.errors import RequestError
from fadu.panel import Panel
from fadu.years import as_years

MOST_JOBS = 256


def run(
    *,
    notebook: str,
    districts: Sequence[str],
    years: str | None,
    indicators: Sequence[str],
    lang: str | None,
    data: Path | None,
    out: Path,
    all_districts: bool,
    jobs: int,
    resume: bool,
    scheduler: str | None,
    settings: Sequence[str],
) -> int:
    """Build what is asked for; return 0, or 1 where a briefing failed."""
    if not 1 <= jobs <= MOST_JOBS:
        raise RequestError(f"--jobs {jobs} is not between 1 and {MOST_JOBS}")
    panel, folder = opened(data)
    found = find_notebook(notebook, folder)
    given: dict[str, object] = dict(_setting(words, found) for words in settings)
    given |= {k: v for k, v in {"years": years, "lang": lang}.items() if v is not None}
    _declared(found, given)
    if folder is not None and "data" in found.defaults:
        given["data"] = str(folder.resolve())
    if all_districts:
        districts = _all(found, panel, given, districts)
    sets = _spread(found, "district", districts, [given])
    sets = _spread(found, "indicator", indicators, sets)
    wanted = requests(found, sets, panel)
    house_of(found.path, str(given.get("data") or "")).complete()
    writable(out)
    announce(panel)
    _say_former(panel, districts)
    planned, damaged = plan(wanted, panel, out, resume=resume)
    if damaged:
        say(f"{out / MANIFEST}: {damaged} damaged lines are passed over")
    todo = [item for item in planned if not item.current]
    if len(planned) > 1:
        reasons = Counter(item.reason for item in planned)
        told = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        say(f"{len(planned)} briefings: {told}")
    for item in planned:
        if item.current:
            _print(out, item.request.stem)
    if scheduler:
        return _account(build_on_cluster(todo, panel, out, scheduler), out, len(todo))
    return _account(build_all(todo, panel, out, jobs, say), out, len(todo))


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


def _print(out: Path, stem: str) -> None:
    sys.stdout.write(f"{out / stem}.pdf\n")
    sys.stdout.flush()


def _account(entries: Iterable[Entry], out: Path, total: int) -> int:
    """Print each PDF as it is built, with progress, then what failed; return the exit code."""
    failed = []
    bar = tqdm(total=total, unit="pdf", file=sys.stderr, disable=total < 2 or not _terminal())
    with bar:
        for entry in entries:
            bar.update()
            if entry.state == "done":
                _print(out, entry.stem)
            else:
                failed.append(entry.message)
            bar.set_postfix(failed=len(failed))
    for message in failed:
        say(message)
    return 1 if failed else 0


def _terminal() -> bool:
    return sys.stderr.isatty()
