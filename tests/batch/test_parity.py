"""Laws of parity: a notebook run by the warm engine is, cell by cell, what the stock engine makes."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from engines import notebook
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from fadu.files import bundled

NOTEBOOKS = sorted(bundled("notebooks").glob("*.ipynb"))
TIMES = ("start_time", "end_time", "duration", "output_path", "input_path")
AT = re.compile(
    r"0x[0-9a-f]{6,}|\b[0-9a-f]{32}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|ipykernel_\d+/\d+\.py|/tmp/\S+"
)
"""What differs from run to run: addresses, names of widgets, times, names of temporary files."""
BEHAVIOURS = {
    "words": (
        "import sys\nprint('a', end='')\nprint('b', file=sys.stderr)\nprint('c')",
        "sys.stdout.write('x\\ny'), sys.stderr.write('z')",
        "!echo shell",
        "print('\\r10%\\r20%\\n', end=''); print('\\x1b[31mred\\x1b[0m')",
    ),
    "values": (
        "1 + 1", "_ + 1", "Out[1], In[2]", "x = 3; x", "x;", "None", "'é好😀'", "[*range(2000)]",
        "# Prose", "", "   ", "# only a comment in code\n",
        "import pandas as pd; pd.DataFrame({'a': [1, 2]})", "{1: {2: 3}}", "object",
    ),
    "displays": (
        "from IPython.display import *\ndisplay(HTML('<b>x</b>'), {'a': 1})",
        "h = display('one', display_id='d'); h.update('two')",
        "display('first', display_id='e')", "update_display('second', display_id='e')",
        "print('gone'); clear_output(); print('stays')",
        "print('gone'); clear_output(wait=True); print('kept')",
        "clear_output(wait=True)", "Markdown('*x*')", "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
        "display({'text/plain': 'raw', 'application/json': {'a': 1}}, raw=True)",
        "JSON({'a': [1]})", "display(metadata={'a': 1}, raw=True, *[{'text/plain': 'm'}])",
    ),
    "pictures": (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])", "fig, ax = plt.subplots(figsize=(2, 1)); ax.bar([1], [2])",
        "plt.rcParams['figure.dpi'], plt.rcParams['font.size']", "plt.gcf()",
        "%config InlineBackend.figure_formats = ['svg']\nplt.figure(figsize=(1, 1)).text(0, 0, 'x')",
        "import matplotlib; matplotlib.get_backend()",
    ),
    "magics": (
        "%%capture held\nprint('caught')", "held.stdout", "%pwd", "%who_ls", "%alias_magic t time",
        "%%bash\necho from bash; echo err >&2", "%precision 3\n0.123456", "get_ipython().__class__.__name__",
        "%env NOTHING_HERE", "?print", "import sys; sys.argv[1:], sys.flags.optimize, __name__",
    ),
    "errors": (
        "import warnings; warnings.warn('told')", "import logging; logging.warning('logged')",
        "def f():\n    raise ValueError('deep')", "f()",
    ),
    "syntax": ("1", "1 +"),
    "refusal": ("import fadu", "fadu.load('/nowhere')"),
    "awaiting": ("import asyncio\nawait asyncio.sleep(0.01)\nprint('over')", "async def g():\n    return 5", "await g()"),
    "asking": ("input('name?')",),
    "surroundings": (
        "import os, sys; sorted(k for k in os.environ if k.startswith(('MPL', 'PAGER', 'CLI', 'FORCE', 'TERM', 'GIT_P')))",
        "os.environ.get('TERM'), os.environ.get('MPLBACKEND'), os.getcwd() == os.path.realpath('.')",
        "sys.stdout.isatty(), sys.stdin is None, sys.stdout.encoding", "sys.path, __builtins__.__name__", "import beside; beside.WORD",
        "import threading; threading.current_thread() is threading.main_thread()",
        "import signal; signal.getsignal(signal.SIGINT)", "sorted(k for k in globals() if not k.startswith('_'))",
        "import pandas as pd; pd.get_option('display.max_rows')", "import fadu; fadu.load().select(districts='110112', years=2023)",
    ),
}  # fmt: skip


def ran(book: Any, out: Path, engine: str | None, parameters: dict[str, object]) -> Any:
    """Return a notebook as papermill leaves it on disk."""
    given = out / "in.ipynb"
    nbformat.write(book, given)
    try:
        # A kernel that is told of a test does not show what programs write.
        with pytest.MonkeyPatch.context() as usual:
            usual.delenv("PYTEST_CURRENT_TEST", raising=False)
            papermill.execute_notebook(
                given, out / f"{engine}.ipynb", parameters=parameters, engine_name=engine,
                progress_bar=False, cwd=str(out),
            )  # fmt: skip
    except (PapermillExecutionError, DeadKernelError) as error:
        (out / f"{engine}.ended").write_text(type(error).__name__)
    return nbformat.read(out / f"{engine}.ipynb", as_version=4)


def plain(value: Any) -> Any:
    """Return what does not differ between two runs of one engine."""
    if isinstance(value, dict):
        # Names made anew in each run become one name: what they stand for is kept side by side.
        told = [(AT.sub("…", k), plain(v)) for k, v in value.items() if k not in {*TIMES, "id"}]
        return sorted(told, key=repr)
    if isinstance(value, list):
        return [plain(v) for v in value]
    return AT.sub("…", value) if isinstance(value, str) else value


def same(stock: Any, warm: Any) -> None:
    """Hold two executed notebooks against each other, cell by cell."""
    assert len(stock.cells) == len(warm.cells)
    for number, (one, other) in enumerate(zip(stock.cells, warm.cells, strict=True)):
        assert plain(other) == plain(one), f"cell {number}: {one.source[:80]}"
    assert plain(warm.metadata) == plain(stock.metadata)


@pytest.mark.long
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_notebook_is_as_with_the_stock_engine(path: Path, tmp_path: Path) -> None:
    """Outputs, streams, counts and papermill's metadata of each notebook are the stock engine's."""
    book = nbformat.read(path, as_version=4)
    same(ran(book, tmp_path, None, {}), ran(book, tmp_path, "fadu", {}))


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")  # of the notebook's own making, in this process
@pytest.mark.parametrize("name", BEHAVIOURS)
def test_every_behaviour_is_as_with_the_stock_engine(name: str, tmp_path: Path) -> None:
    """What cells may do, from streams to widgets and errors, is shown as the stock engine shows it."""
    book = notebook(*BEHAVIOURS[name])
    (tmp_path / "beside.py").write_text("WORD = 'beside'")
    same(ran(book, tmp_path, None, {}), ran(book, tmp_path, "fadu", {}))
    ended = [tmp_path / f"{engine}.ended" for engine in (None, "fadu")]
    assert len({path.read_text() if path.exists() else "" for path in ended}) == 1


@pytest.mark.long
def test_parameters_and_tags_are_as_with_the_stock_engine(tmp_path: Path) -> None:
    """Injected parameters, skipped cells and allowed errors are those of the stock engine."""
    book = notebook("n + 1", "1 / 0", "print('after')", parameters="n = 1\nname = ''")
    book.cells[2].metadata["tags"] = ["raises-exception"]
    given = {"n": 41, "name": "通州区 \"x\" 'y' \\"}
    stock, warm = ran(book, tmp_path, None, given), ran(book, tmp_path, "fadu", given)
    same(stock, warm)
    shown = next(c for c in warm.cells if c.source == "n + 1")
    assert shown.outputs[0].data["text/plain"] == "42"


@pytest.mark.long
def test_papermill_knows_the_engine(tmp_path: Path) -> None:
    """``papermill --engine fadu`` runs a notebook, and ends with 1 where a cell fails."""
    nbformat.write(notebook("print(n)", parameters="n = 1"), tmp_path / "in.ipynb")
    words = [sys.executable, "-m", "papermill", "--engine", "fadu", "in.ipynb", "out.ipynb"]
    done = subprocess.run(
        [*words, "-p", "n", "5"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[2].outputs[0].text == "5\n"
    nbformat.write(notebook("1 / 0"), tmp_path / "in.ipynb")
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"ZeroDivisionError" in done.stderr
