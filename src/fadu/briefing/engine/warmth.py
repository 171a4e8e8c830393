"""What the warm parent loads once, so that no child has to."""

import contextlib
import gc
import importlib
import threading
from pathlib import Path

from ipykernel.ipkernel import IPythonKernel
from matplotlib.axes import Axes

from fadu.analyses.estimates import estimates
from fadu.briefing.engine.kernel import make_kernel
from fadu.briefing.engine.making import ledger
from fadu.briefing.house import House
from fadu.charts import drawing
from fadu.errors import FaduError
from fadu.lab.pictures import on_screen
from fadu.panel import load, state
from fadu.panel.seen import Scope

MODULES = (
    "numpy", "pandas", "scipy.stats", "scipy.optimize", "statsmodels.api", "matplotlib.pyplot",
    "matplotlib.backends.backend_svg", "matplotlib.backends.backend_agg", "adjustText",
    "pyarrow.compute", "nbclient", "nbformat", "nbconvert", "papermill", "typst",
    "fadu", "fadu.analyses", "fadu.pages", "fadu.stats", "fadu.charts", "fadu.wording",
    "fadu.checks", "fadu.briefing.exporter", "fadu.lab.displays",
)  # fmt: skip
"""matplotlib's notebook backend is not among them: it looks for its shell when it is imported."""


def warm_up(data: str = "") -> IPythonKernel:
    """Import, load and look up what every briefing needs; return a kernel that ran nothing.

    Parameters
    ----------
    data
        Folder of a panel of one's own that will be used, or empty.
    """
    for name in MODULES:
        importlib.import_module(name)
    with contextlib.suppress(FaduError):  # a damaged panel is the notebook's to report
        panel = load(data or None)
        panel.ready()
        whole = ledger(data, state(data))
        whole.standing(Scope())
        for indicator in panel.codebook.headlines():
            estimates(panel, indicator)
    House().characters()
    _rehearse()
    kernel = make_kernel()
    gc.collect()
    gc.freeze()
    return kernel


def _rehearse() -> None:
    """Draw and show a small chart, so that faces are found and measured once."""

    def words(ax: Axes) -> None:
        ax.set_title("2024年 1,234.5%")
        ax.plot((0, 1), (0, 1))

    on_screen(drawing(words))


def threads() -> int:
    """Return how many threads this process has, those of C libraries too where they can be seen."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()
