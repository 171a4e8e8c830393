"""The same plan on a Dask scheduler: beside each worker stands a warm parent of its own."""

import atexit
import importlib
import queue
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from fadu.briefing.grounds import program
from fadu.briefing.house import House
from fadu.briefing.line import Line
from fadu.briefing.outcome import Outcome
from fadu.briefing.plan import Planned
from fadu.errors import RequestError

_PATIENCE = "10s"  # to reach the scheduler
_AHEAD = 2  # briefings that wait for each thread of a worker
RETRIES = 3
"""So often a briefing is begun again whose worker dies."""


class Cluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://127.0.0.1:8786``.
    data
        Folder of a panel of one's own, or empty; workers read it under the same path.
    house
        The looks that are printed.
    timeout
        Seconds that one notebook may take; None for no limit.

    Raises
    ------
    RequestError
        Dask is not installed, the scheduler is not reached, or it has no worker.
    """

    def __init__(self, address: str, data: str, house: House, timeout: float | None) -> None:
        self._distributed = _distributed()
        self._order = (data, house, timeout)
        try:
            self._client = self._distributed.Client(
                address, timeout=_PATIENCE, set_as_default=False
            )
        except (OSError, ValueError, TimeoutError) as error:
            why = str(error) or type(error).__name__
            raise RequestError(f"--scheduler {address} is not reached: {why}") from error
        if not self.threads:
            self._client.close()
            raise RequestError(
                f"--scheduler {address} has no worker; start one: dask worker {address}"
            )

    @property
    def threads(self) -> int:
        """Briefings that the workers can have in hand at once."""
        return int(sum(self._client.nthreads().values()))

    def results(self, todo: Iterable[Planned]) -> Iterator[Outcome]:
        """Build what is planned, and give each outcome in the order in which they end.

        Parameters
        ----------
        todo
            Asked for the next briefing when there is room for it.
        """
        left = iter(todo)
        given: dict[Any, Planned] = {}
        ended = self._distributed.as_completed(loop=self._client.loop)
        while True:
            while len(given) < _AHEAD * self.threads and (item := next(left, None)) is not None:
                future = self._submit(item)
                given[future] = item
                ended.add(future)
            if not given:
                return
            future = next(ended)
            yield _outcome(future, given.pop(future))
            future.release()

    def _submit(self, item: Planned) -> Any:
        return self._client.submit(
            _on_worker, item, program(), *self._order, retries=RETRIES, pure=False
        )

    def close(self) -> None:
        """Leave the scheduler; what is still in hand there is given up."""
        self._client.close()


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise RequestError("--scheduler needs Dask: pip install 'fadu[cluster]'") from error


def _outcome(future: Any, item: Planned) -> Outcome:
    try:
        found: Outcome = future.result()
    except Exception as error:  # noqa: BLE001  # whatever ended the worker fails one briefing
        return Outcome(item, None, f"the worker failed: {type(error).__name__}: {error}")
    return found


def _on_worker(
    item: Planned, wanted: str, data: str, house: House, timeout: float | None
) -> Outcome:
    """Build one briefing beside a worker."""
    if program() != wanted:
        return Outcome(item, None, f"the worker has fadu {program()}, the plan {wanted}")
    spare = _spare(data, house, timeout)
    try:
        line = spare.get_nowait()
    except queue.Empty:
        line = Line(1, data, house, timeout)
        atexit.register(line.close)
    outcome = next(line.results([item]))
    spare.put(line)
    return outcome


@cache
def _spare(data: str, house: House, timeout: float | None) -> "queue.SimpleQueue[Line]":
    """Return the lines of this worker that have nothing in hand: one for each of its threads."""
    del data, house, timeout
    return queue.SimpleQueue()
