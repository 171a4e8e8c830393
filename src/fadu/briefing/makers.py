"""Who builds: a scheduler's workers, a line on this machine, or kernels of their own."""

import contextlib
import importlib
from collections.abc import Callable, Iterator

from fadu.briefing.cluster import Cluster
from fadu.briefing.engine.warm import CAN_FORK
from fadu.briefing.house import House
from fadu.briefing.line import TIMEOUT, Line
from fadu.briefing.many import Maker
from fadu.panel import Panel


@contextlib.contextmanager
def maker(
    panel: Panel,
    house: House,
    data: str = "",
    *,
    jobs: int = 1,
    scheduler: str = "",
    timeout: float | None = TIMEOUT,
    say: Callable[[str], None] = lambda _: None,
) -> Iterator[Maker]:
    """Give what builds briefings, and end its processes afterwards.

    Parameters
    ----------
    panel
        The panel that they run on.
    house
        The looks that they are printed in.
    data
        Folder of the panel, or empty for the bundled one.
    jobs
        Briefings at once, on this machine.
    scheduler
        Address of a Dask scheduler that was reached, or empty for this machine.
    timeout
        Seconds that one notebook may take; None for no limit.
    say
        Takes a word for the user.
    """
    if scheduler:
        with contextlib.closing(Cluster(scheduler, data, house, timeout)) as cluster:
            yield cluster.results
    elif CAN_FORK:
        with Line(jobs, data, house, timeout) as line:
            yield line.results
    else:
        say(
            "processes cannot be forked here: each briefing gets a kernel of its own, rests on "
            "the whole panel, and files that its notebook reads itself are not watched"
        )
        stock = importlib.import_module("fadu.briefing.stock")  # heavy, and seldom needed
        yield stock.StockLine(jobs, panel, timeout).results
