"""Many briefings: build what is planned, keep account, leave to others what they have in hand."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from fadu.briefing.account import Account
from fadu.briefing.manifest import Entry
from fadu.briefing.outcome import Outcome
from fadu.briefing.plan import CURRENT, Planned, Planner

Maker = Callable[[Iterable[Planned]], Iterator[Outcome]]
"""Builds what it is given, asking for the next when there is room, in the order of endings."""
Say = Callable[[str], None]


def nothing(items: Iterable[Planned]) -> Iterator[Outcome]:
    """Build nothing: for a plan in which all is up to date."""
    del items
    yield from ()


def build_all(
    planned: Sequence[Planned],
    planner: Planner,
    account: Account,
    make: Maker,
    say: Say = lambda _: None,
) -> Iterator[Entry]:
    """Build what is planned and not up to date; give each entry when it is written.

    A briefing that another batch has in hand is left to it and looked at again when that one
    lets go of it: what it built is given as it is, what it did not build is built here.

    Parameters
    ----------
    planned
        What is wanted.
    planner
        Judges what another batch built meanwhile.
    account
        Of the output folder.
    make
        Builds.
    say
        Takes a word for the user.

    Yields
    ------
    Entry
        Of each briefing, done or failed, in the order in which they end.
    """
    batch = _Batch(planner, account, say)
    todo = [item for item in planned if not item.current]
    for items in (batch.free(todo), batch.freed()):
        for outcome in make(batch.still_open(items)):
            yield account.keep(outcome)
            account.give(outcome.item)
            yield from batch.found()
        yield from batch.found()


class _Batch:
    """What this batch builds, and what others build for it."""

    def __init__(self, planner: Planner, account: Account, say: Say) -> None:
        self._planner, self._account, self._say = planner, account, say
        self._elsewhere: list[Planned] = []
        self._found: list[Entry] = []

    def free(self, todo: Iterable[Planned]) -> Iterator[Planned]:
        """Yield what no other batch has in hand."""
        for item in todo:
            if self._account.take(item):
                yield item
            else:
                self._elsewhere.append(item)

    def freed(self) -> Iterator[Planned]:
        """Yield what others had in hand, as they let go of it."""
        if self._elsewhere:
            many = len(self._elsewhere)
            self._say(f"{many} briefings are in the hands of another batch; waiting for it")
        yield from self._account.any_of(self._elsewhere)

    def still_open(self, items: Iterable[Planned]) -> Iterator[Planned]:
        """Yield what others have not built meanwhile."""
        for item in items:
            news = self._account.news(item)
            if news is None or self._planner.reason(item.inputs, news)[0] != CURRENT:
                yield item
            else:
                self._account.give(item)
                self._found.append(news)

    def found(self) -> Iterator[Entry]:
        """Yield, once, the entries of what others built."""
        while self._found:
            yield self._found.pop()
