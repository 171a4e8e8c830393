"""The same plan on a Dask scheduler: each worker keeps a warm parent of its own."""

import atexit
import importlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fadu.briefing.engine.jobs import BriefingJob
from fadu.briefing.engine.warm import ParentDiedError, Warm
from fadu.briefing.manifest import Entry
from fadu.briefing.many import Planned, briefing_job, kept_entry, made_by, pdf_of
from fadu.briefing.requests import Request
from fadu.errors import FaduError, RequestError
from fadu.panel import Panel

_PATIENCE = "10s"  # to reach the scheduler
_RETRIES = 3  # of a briefing whose worker dies


def build_on_cluster(
    planned: Sequence[Planned], panel: Panel, out: Path, address: str
) -> Iterator[Entry]:
    """Build what is planned on the workers of a scheduler, and write it here.

    Parameters
    ----------
    planned
        What is to be built.
    panel
        The panel, for the account of figures.
    out
        The output folder, on this machine.
    address
        Of the scheduler, such as ``tcp://127.0.0.1:8786``.

    Yields
    ------
    Entry
        Of each briefing in the order in which they end.

    Raises
    ------
    RequestError
        Dask is not installed, or the scheduler is not reached.
    """
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise RequestError(
            f"--scheduler {address} is not reached: {str(error) or type(error).__name__}"
        ) from error
    with client:
        jobs = {
            client.submit(
                _on_worker,
                briefing_job(item.request),
                item.request,
                retries=_RETRIES,
                pure=False,
            ): item
            for item in planned
        }
        for future in distributed.as_completed(jobs, loop=client.loop):
            yield kept_entry(jobs[future], panel, out, *_result(future))
            future.release()


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise RequestError("--scheduler needs Dask: pip install 'fadu[cluster]'") from error


def _result(future: Any) -> tuple[bytes, str, str]:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  # whatever ended the worker fails one briefing
        return b"", "", f"the worker failed: {type(error).__name__}: {error}"


def _on_worker(job: BriefingJob, request: Request) -> tuple[bytes, str, str]:
    """Build one briefing beside a worker; return PDF, executed notebook, message of failure."""
    try:
        parent = _parent(job.data)
        try:
            made = made_by(parent, job)
        except ParentDiedError:
            _parent.cache_clear()
            made = made_by(_parent(job.data), job)
        return pdf_of(request, made), made.executed, ""
    except FaduError as error:
        return b"", "", str(error)


@cache
def _parent(data: str) -> Warm:
    parent = Warm(data)
    atexit.register(parent.close)
    return parent
