"""The same plan on a Dask scheduler: beside each worker stands a warm parent of its own."""

import asyncio
import atexit
import importlib
import queue
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from fadu.briefing.grounds import program
from fadu.briefing.house import House
from fadu.briefing.line import Line
from fadu.briefing.outcome import Outcome
from fadu.briefing.plan import Planned
from fadu.errors import RequestError, shown

_PATIENCE = 10  # seconds to reach the scheduler
_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):[0-9]{1,5}")
_AHEAD = 2  # briefings that wait for each thread of a worker
RETRIES = 3
"""So often a briefing is begun again whose worker dies."""


def reach(address: str) -> None:
    """Ask a scheduler for its workers, before anything is begun.

    Parameters
    ----------
    address
        Such as ``tcp://127.0.0.1:8786``.

    Raises
    ------
    RequestError
        It is no address, Dask is not installed, the scheduler is not reached, or it has no
        worker.
    """
    if not _ADDRESS.fullmatch(address):
        raise RequestError(
            f"--scheduler {shown(address)} is no address of a scheduler; "
            "give tcp://HOST:PORT, such as tcp://127.0.0.1:8786"
        )
    try:
        about = asyncio.run(_identity(_distributed(), address))
    except (OSError, ValueError, TypeError, TimeoutError) as error:
        why = str(error) or type(error).__name__
        raise RequestError(f"--scheduler {address} is not reached: {why}") from error
    if not about.get("workers"):
        raise RequestError(
            f"--scheduler {address} has no worker; start one: dask worker {address}"
        )


async def _identity(distributed: Any, address: str) -> Mapping[str, Any]:
    """Return what a scheduler says of itself."""
    secured = distributed.Security().get_connection_args("client")
    async with distributed.rpc(address, timeout=_PATIENCE, connection_args=secured) as remote:
        found: Mapping[str, Any] = await asyncio.wait_for(remote.identity(), _PATIENCE)
    return found


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

    """

    def __init__(self, address: str, data: str, house: House, timeout: float | None) -> None:
        self._distributed = _distributed()
        self._order = (data, house, timeout)
        self._client = self._distributed.Client(
            address, timeout=_PATIENCE, set_as_default=False
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
