"""Where processes cannot be forked: each briefing in a kernel of its own, by papermill."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from fadu.briefing.outcome import Built, Outcome
from fadu.briefing.plan import Planned
from fadu.briefing.run import execute, printed
from fadu.briefing.shows import shown
from fadu.briefing.usage import Ledger
from fadu.errors import FaduError
from fadu.panel import Panel
from fadu.panel.seen import Scope


class StockLine:
    """Builds briefings with papermill's stock engine, several at once.

    What a notebook looks at is not known here, so a briefing counts as resting on the whole
    panel; files that it reads besides are not known.

    Parameters
    ----------
    jobs
        Briefings at once.
    panel
        The panel that they run on.
    timeout
        Seconds that one cell may take; None for no limit.
    """

    def __init__(self, jobs: int, panel: Panel, timeout: float | None) -> None:
        self._jobs, self._panel, self._timeout = jobs, panel, timeout
        self._used = Ledger(panel).usage([Scope()])

    def results(self, todo: Iterable[Planned]) -> Iterator[Outcome]:
        """Build what is planned, and give each outcome in the order in which they end."""
        left = iter(todo)
        running: set[Future[Outcome]] = set()
        with ThreadPoolExecutor(self._jobs) as pool:
            while True:
                while len(running) < self._jobs and (item := next(left, None)) is not None:
                    running.add(pool.submit(self._one, item))
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)

    def _one(self, item: Planned) -> Outcome:
        begun = time.monotonic()
        try:
            book = execute(item.request, timeout=self._timeout)
            page, pdf, executed = printed(item.request, book)
        except FaduError as error:
            return Outcome(item, None, str(error), time.monotonic() - begun)
        told = shown(page, self._panel, item.request.parameters)
        seconds = time.monotonic() - begun
        return Outcome(item, Built(pdf, executed, self._used, told, {}), "", seconds)
