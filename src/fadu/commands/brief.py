"""`fadu brief`: from words to requests, and from requests to PDFs."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from fadu.briefing.account import Account
from fadu.briefing.cluster import reach
from fadu.briefing.house import house_of
from fadu.briefing.makers import maker
from fadu.briefing.manifest import Entry, Manifest
from fadu.briefing.many import build_all, nothing
from fadu.briefing.notebooks import find_notebook
from fadu.briefing.plan import Planned, Planner, pdf_path
from fadu.briefing.requests import writable
from fadu.briefing.sets import read_sets
from fadu.commands.asking import Asked, Order, asked, given_for_all, notebook_name, sensible
from fadu.commands.panels import announce, opened, say
from fadu.commands.progress import Progress
from fadu.panel import Panel

MOST_DETAILS = 3  # of what changed, in one line


def run(**words: object) -> int:
    """Build what is asked for; return 0, or 1 where a briefing failed."""
    order = Order(**words)  # type: ignore[arg-type]  # the command line has typed them
    sensible(order)
    listed = read_sets(order.sets) if order.sets else None
    panel, folder = opened(order.data)
    found = find_notebook(notebook_name(order, listed), folder)
    given = given_for_all(order, found, folder)
    wanted = asked(order, listed, found, given, panel)
    place = str(given.get("data") or "")
    house = house_of(found.path, place).complete()
    if not order.dry:
        if order.scheduler:
            reach(order.scheduler)
        writable(order.out)
    planner = Planner(panel, house, order.out, resume=order.resume)
    if order.dry:
        known = Manifest(order.out).entries
        _say_first(panel, wanted)
        return _dry(planner.plan(wanted.requests, known), order.out)
    with Account(order.out) as account:
        _say_first(panel, wanted)
        planned = planner.plan(wanted.requests, account.manifest.entries)
        _announce_plan(planned, account)
        todo = sum(not item.current for item in planned)
        building = maker(
            panel, house, place, jobs=order.jobs, scheduler=order.scheduler or "",
            timeout=order.timeout or None, say=say,
        )  # fmt: skip
        with _indexed(account), building if todo else nullcontext(nothing) as make:
            return _follow(build_all(planned, planner, account, make, say), order.out, todo)


def _say_first(panel: Panel, wanted: Asked) -> None:
    """Say what the panel is made of, once nothing is left to refuse."""
    announce(panel)
    for notice in wanted.notices:
        say(notice)


@contextmanager
def _indexed(account: Account) -> Iterator[None]:
    """Write the index page at the end, however it comes."""
    try:
        yield
    finally:
        account.index()


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
