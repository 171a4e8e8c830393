"""The line: notebooks run in warm children, pages are set by presses, several at once.

One thread waits for all of them, so nothing here blocks and nothing has to be locked.
"""

import os
import select
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from fadu.briefing.engine.jobs import STAGES, BriefingJob, Failed, Made
from fadu.briefing.engine.press import Press
from fadu.briefing.engine.warm import ParentDiedError, Warm
from fadu.briefing.house import House
from fadu.briefing.outcome import Built, Outcome
from fadu.briefing.plan import Planned

TRIES = 3
"""So often a briefing is begun whose warm parent or press dies under it."""
TIMEOUT = 600.0
"""Seconds that one notebook may take."""


@dataclass(eq=False)
class Work:
    """A briefing in hand.

    Parameters
    ----------
    item
        What was planned.
    begun
        When, by the monotonic clock.
    tries
        How often it was begun.
    made
        What its notebook made, once it has run.
    """

    item: Planned
    begun: float = field(default_factory=time.monotonic)
    tries: int = 0
    made: Made | None = None

    def done(self, pdf: bytes) -> Outcome:
        """Return what became of it."""
        seconds = time.monotonic() - self.begun
        if self.made is None:
            raise ValueError(f"{self.item.request.stem} is printed before it was made")
        made = self.made
        stages = {**made.seconds, "print": seconds - sum(made.seconds[s] for s in STAGES)}
        built = Built(pdf, made.executed, made.used, made.shows, stages)
        return Outcome(self.item, built, seconds=seconds)

    def failed(self, why: str) -> Outcome:
        """Return that it failed."""
        return Outcome(self.item, None, why, time.monotonic() - self.begun)


class Line:
    """Builds briefings with one warm parent and as many presses as are needed.

    Parameters
    ----------
    jobs
        Briefings in hand at once.
    data
        Folder of a panel of one's own, or empty.
    house
        The looks that are printed.
    timeout
        Seconds that one notebook may take; None for no limit.
    """

    def __init__(
        self,
        jobs: int = 1,
        data: str = "",
        house: House | None = None,
        timeout: float | None = TIMEOUT,
    ) -> None:
        self._jobs, self._data, self._timeout = jobs, data, timeout
        self._house = house or House()
        self._warm: Warm | None = None
        self._running: dict[int, Work] = {}
        self._waiting: deque[Work] = deque()  # for a press
        self._presses = [Press() for _ in range((jobs + 1) // 2)]
        self._printing: dict[Press, Work] = {}

    def results(self, todo: Iterable[Planned]) -> Iterator[Outcome]:
        """Build what is planned, and give each outcome in the order in which they end.

        Parameters
        ----------
        todo
            Asked for the next briefing when there is room for it.
        """
        left = iter(todo)
        more = True
        while more or self._in_hand:
            while more and self._room:
                item = next(left, None)
                more = item is not None
                if item is not None:
                    yield from self._begin(Work(item))
            if self._in_hand:
                yield from self._turn()

    @property
    def _in_hand(self) -> int:
        return len(self._running) + len(self._printing) + len(self._waiting)

    @property
    def _room(self) -> bool:
        busy = len(self._running) + len(self._printing)
        return busy < self._jobs and len(self._waiting) < self._jobs

    def _begin(self, work: Work) -> Iterator[Outcome]:
        """Run the notebook in a child of a warm parent that lives."""
        why = ""
        while work.tries < TRIES:
            work.tries += 1
            try:
                if self._warm is None:
                    self._warm = Warm(self._data)
                    for press in self._presses:
                        press.start()  # while the parent grows warm
                self._running[self._warm.submit(self._job(work.item))] = work
            except ParentDiedError as error:
                why = str(error)
                yield from self._again()
            else:
                return
        yield work.failed(f"{why} (tried {TRIES} times)")

    def _job(self, item: Planned) -> BriefingJob:
        request = item.request
        return BriefingJob(
            request.notebook.text,
            request.notebook.path.name,
            request.stem,
            dict(request.parameters),
            os.getcwd(),  # noqa: PTH109 - what a stock kernel gets
            dict(os.environ),
            timeout=self._timeout,
            data=self._data,
            house=self._house,
        )

    def _again(self) -> Iterator[Outcome]:
        """Begin anew what a dead parent had in hand."""
        lost, self._running = list(self._running.values()), {}
        if self._warm is not None:
            self._warm.close()
            self._warm = None
        for work in lost:
            yield from self._begin(work)

    def _turn(self) -> Iterator[Outcome]:
        """Wait until something happens, and deal with it."""
        for source in self._ready():
            if isinstance(source, Press):
                yield from self._printed(source)
            else:
                yield from self._heard(source)
        self._print()

    def _ready(self) -> list[Warm | Press]:
        sources: list[Warm | Press] = list(self._printing)
        if self._running and self._warm is not None:
            sources.append(self._warm)
            if self._warm.pending:
                return [self._warm]
        ready, _, _ = select.select(sources, [], [])
        return ready

    def _heard(self, warm: Warm) -> Iterator[Outcome]:
        try:
            events = warm.events(0)
        except ParentDiedError:
            yield from self._again()
            return
        for number, event in events:
            if isinstance(event, Made):
                work = self._running.pop(number)
                work.made, work.tries = event, 0
                self._waiting.append(work)
            elif isinstance(event, Failed):
                work = self._running.pop(number)
                yield work.failed(event.sentence())

    def _print(self) -> None:
        """Give each free press a page that waits."""
        for press in self._presses:
            if self._waiting and press not in self._printing:
                work = self._waiting.popleft()
                if work.made is not None:
                    press.submit(work.made.typesetting)
                    self._printing[press] = work

    def _printed(self, press: Press) -> Iterator[Outcome]:
        said = press.answer()
        if said is None:
            return
        work = self._printing.pop(press)
        work.tries += 1
        if isinstance(said, bytes):
            yield work.done(said)
        elif press.died and work.tries < TRIES:
            self._waiting.appendleft(work)
        else:
            yield work.failed(said)

    def close(self) -> None:
        """End all processes; what was in hand is lost."""
        for press in self._presses:
            press.close()
        if self._warm is not None:
            self._warm.close()
        self._warm = None
        self._running, self._printing = {}, {}
        self._waiting.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
