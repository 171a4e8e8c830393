"""Laws of the warm engine: nothing leaks, nothing hangs, a lost child is a clear failure."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from engines import Engine, notebook

from fadu.briefing.engine.jobs import CellDone, Failed, Finished, Started
from fadu.briefing.engine.warm import ParentDiedError, Warm

POISON = """
import builtins, decimal, gc, locale, logging, os, random, signal, sys, threading, types, warnings
import matplotlib, numpy as np, pandas as pd, fadu
matplotlib.rcParams["font.size"] = 99
matplotlib.use("svg")
np.random.seed(1), random.seed(1), np.seterr(all="raise")
pd.DataFrame.sum = lambda *a, **k: "poisoned"
pd.set_option("display.precision", 1)
sys.modules["json"] = types.ModuleType("json")
sys.modules["poison"] = types.ModuleType("poison")
sys.path.insert(0, "/poison")
sys.setrecursionlimit(5000)
os.environ["POISON"] = "1"
os.environ.pop("PATH", None)
os.chdir("/")
os.umask(0o077)
warnings.simplefilter("error")
logging.getLogger().setLevel(1)
decimal.getcontext().prec = 2
builtins.poison = 13
signal.signal(signal.SIGTERM, signal.SIG_IGN)
threading.Thread(target=threading.Event().wait, daemon=True).start()
panel = fadu.load()
panel.table.loc[:, "value"] = -1.0
panel.observations.loc[:, "value"] = "-1"
fadu.profile = fadu.compare = None
poisoned = get_ipython().user_ns["poisoned"] = True
get_ipython().run_line_magic("config", "InlineBackend.figure_formats = ['png']")
"""
LOOK = """
import builtins, decimal, json, locale, logging, os, random, signal, sys, threading, warnings
import matplotlib, numpy as np, pandas as pd, fadu
mask = os.umask(0); os.umask(mask)
panel = fadu.load()
seen = {
    "rc": sorted((k, str(v)) for k, v in matplotlib.rcParams.items() if k != "backend"),
    "backend": matplotlib.get_backend(),
    "sum": str(pd.DataFrame({"a": [1, 2]}).sum()["a"]),
    "precision": pd.get_option("display.precision"),
    "modules": "poison" in sys.modules, "json": json.dumps([1]), "path": sys.path[:1],
    "depth": sys.getrecursionlimit(),
    "environment": [os.environ.get("POISON"), os.environ.get("PATH")],
    "folder": os.getcwd(), "mask": mask, "filters": repr(warnings.filters),
    "level": logging.getLogger().level, "decimals": decimal.getcontext().prec,
    "builtin": hasattr(builtins, "poison"), "signal": repr(signal.getsignal(signal.SIGTERM)),
    "threads": [t.name for t in threading.enumerate() if not t.daemon],
    "errors": np.geterr(), "figures": panel.observations["value"].tolist()[:50],
    "table": panel.table["value"].tolist()[:50],
    "words": fadu.profile(panel, "110112", "2023").sentences(),
    "names": "poisoned" in globals(),
    "formats": sorted(get_ipython().run_line_magic("config", "InlineBackend.figure_formats") or []),
}
print(json.dumps(seen, ensure_ascii=False, default=str))
"""
CHANCE = "import random, numpy\nprint(random.random(), numpy.random.rand())"


def test_nothing_leaks_into_the_next_run(engine: Engine, tmp_path: Path) -> None:
    """After a run that turns everything upside down, the next one finds all as before."""
    before = engine.said(LOOK, cwd=tmp_path)
    done, end = engine.run(notebook(POISON, "print(poisoned, poison)"), cwd=tmp_path)
    assert isinstance(end, Finished)
    assert done[-1].outputs[0].text == "True 13\n"
    assert engine.said(LOOK, cwd=tmp_path) == before


def test_each_run_has_chance_of_its_own(engine: Engine) -> None:
    """Random numbers are not those of the run before, as in kernels of their own."""
    assert engine.said(CHANCE) != engine.said(CHANCE)


def test_parent_has_one_thread_before_each_fork(engine: Engine) -> None:
    """The parent has one thread when it is warm, and when it has forked children."""
    assert engine.warm.threads == 1
    engine.said("print(1)")
    tasks = Path(f"/proc/{engine.warm.pid}/task")
    assert len(list(tasks.iterdir())) == 1


def test_a_second_thread_forbids_a_fork(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A parent that has two threads forks no more, and says so."""
    code = "import threading, time\nthreading.Thread(target=time.sleep, args=(90,), daemon=True).start()\n"
    (tmp_path / "sitecustomize.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    with Warm() as warm:
        _, end = Engine(warm).run(notebook("1"))
    assert isinstance(end, Failed)
    assert end.message == "the warm parent has 2 threads; a fork could hang"


def test_parent_compiles_nothing(engine: Engine) -> None:
    """Typst is loaded in the parent and has not run there: a compile starts threads."""
    found = engine.said(
        "import sys, threading\nprint('typst' in sys.modules, threading.active_count())"
    )
    assert found.split()[0] == "True"


def test_no_socket_is_opened(engine: Engine, tmp_path: Path) -> None:
    """Neither the parent nor a child that builds a briefing holds a socket, nor makes one."""
    watch = (
        "import sys\nseen = []\n"
        "sys.addaudithook(lambda e, a: seen.append(e) if e.startswith('socket.') else None)"
    )
    use = (
        "import fadu, os\nfadu.profile(fadu.load(), '110112', '2023').plot()\n"
        "held = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')]\n"
        "print(seen, [h for h in held if 'socket' in h])"
    )
    assert engine.said(watch, use) == "[] []\n"
    folder = Path(f"/proc/{engine.warm.pid}/fd")
    assert not [n for n in folder.iterdir() if "socket" in str(n.readlink())]


def test_timeout_names_the_cell(engine: Engine) -> None:
    """A cell that does not end is ended, and said to have taken too long."""
    done, end = engine.run(notebook("1", "while True: pass", "2"), cell_timeout=1)
    assert [c.execution_count for c in done] == [1]
    assert end == Failed("was not done after 1 seconds", 2, "timeout", 1)
    assert end.sentence() == "cell 2 was not done after 1 seconds"


def test_timeout_of_the_whole(engine: Engine) -> None:
    """The limit of a whole notebook counts over its cells, prose between them not."""
    cells = ("# Prose", *["import time; time.sleep(0.5)"] * 20)
    begun = time.monotonic()
    _, end = engine.run(notebook(*cells), timeout=1)
    assert (end.message, end.kind) == ("was not done after 1 seconds", "timeout")
    assert time.monotonic() - begun < 8


def test_what_a_notebook_starts_ends_with_it(engine: Engine, tmp_path: Path) -> None:
    """A program that a cell started does not outlive a notebook that is ended."""
    mark = tmp_path / "pid"
    start = f"import subprocess\np = subprocess.Popen(['sleep', '300'])\nopen({str(mark)!r}, 'w').write(str(p.pid))"
    engine.run(notebook(start, "while True: pass"), cell_timeout=1)
    pid = int(mark.read_text())
    for _ in range(100):
        if gone(pid):
            return
        time.sleep(0.05)
    raise AssertionError(f"sleep {pid} still runs")


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "its process was ended by SIGKILL; out of memory, or killed from outside"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "its process was ended by SIGSEGV"),
        ("import os; os._exit(3)", "its process ended by itself with exit code 3"),
        ("import os; os._exit(0)", "its process ended by itself with exit code 0"),
    ],
)  # fmt: skip
def test_a_killed_child_is_told(cell: str, told: str, engine: Engine) -> None:
    """A child that is killed, crashes or leaves fails with its cell; the parent goes on."""
    _, end = engine.run(notebook("1", cell))
    assert (end.message, end.cell, end.kind) == (told, 2, "killed")
    assert engine.said("print('on')") == "on\n"


def test_a_child_out_of_its_mind_is_told(engine: Engine) -> None:
    """A cell that breaks the very words of the engine fails alone; the parent goes on."""
    _, end = engine.run(notebook("import builtins; builtins.len = lambda _: 13", "1"))
    assert end.kind in {"killed", "engine"}
    assert engine.said("print('on')") == "on\n"


def test_out_of_memory_is_told(engine: Engine) -> None:
    """A cell that asks for more memory than it may have fails alone."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))"
    done, end = engine.run(notebook(limit, "held = bytearray(8 << 30)"))
    assert isinstance(end, Finished)
    assert done[-1].outputs[-1].ename == "MemoryError"
    assert engine.said("print('on')") == "on\n"


def test_cancel_ends_a_child(engine: Engine) -> None:
    """A job that is given up is ended at once, and said to be interrupted."""
    number = engine.begin(notebook("import time; time.sleep(300)"))
    events = engine.follow(number)
    assert isinstance(next(events), Started)
    begun = time.monotonic()
    engine.warm.cancel(number)
    *_, end = events
    assert (end.kind, end.sentence()) == ("interrupted", "cell 1 was interrupted")
    assert time.monotonic() - begun < 5


def test_children_run_side_by_side(engine: Engine) -> None:
    """Two children of one parent run at once, and each event tells whose it is."""
    wait = notebook("import time; time.sleep(1.5)", "print('over')")
    begun = time.monotonic()
    numbers = {engine.begin(wait), engine.begin(wait)}
    ended: set[int] = set()
    while ended != numbers:
        for told, event in engine.warm.events(60):
            if isinstance(event, Finished):
                ended.add(told)
    assert time.monotonic() - begun < 2.9


def test_large_jobs_do_not_block(engine: Engine) -> None:
    """Notebooks larger than a pipe go in while outputs larger than a pipe come out."""
    cell = "print('x' * 3_000_000)"
    book = notebook(cell, f"held = {'y' * 2_000_000!r}")
    numbers = {engine.begin(book) for _ in range(4)}
    shown = 0
    while numbers:
        for told, event in engine.warm.events(60):
            if isinstance(event, CellDone) and event.cell.outputs:
                shown += len(event.cell.outputs[0].text)
            if isinstance(event, Finished):
                numbers.discard(told)
    assert shown == 4 * 3_000_001


def test_parent_ends_with_its_client() -> None:
    """Parent and child end when the process that started them is killed."""
    code = (
        "import os, time, nbformat\n"
        "from fadu.briefing.engine.jobs import CellsJob\n"
        "from fadu.briefing.engine.warm import Warm\n"
        "from nbformat.v4 import new_code_cell, new_notebook\n"
        "book = new_notebook(cells=[new_code_cell('import os, time; print(os.getpid(), flush=True)'), new_code_cell('time.sleep(300)')])\n"
        "warm = Warm(); warm.submit(CellsJob(nbformat.writes(book), os.getcwd(), dict(os.environ)))\n"
        "while True:\n"
        "    for _, event in warm.events():\n"
        "        if type(event).__name__ == 'CellDone':\n"
        "            print(warm.pid, event.cell.outputs[0].text.strip(), flush=True)\n"
    )
    client = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert client.stdout is not None
    parent, child = map(int, client.stdout.readline().split())
    client.send_signal(signal.SIGKILL)
    client.wait()
    client.stdout.close()
    for _ in range(200):
        if gone(parent) and gone(child):
            return
        time.sleep(0.05)
    raise AssertionError("a process outlives its client")


def test_a_dead_parent_is_told() -> None:
    """A parent that is killed is told as such, and no call hangs."""
    with Warm() as warm:
        engine = Engine(warm)
        number = engine.begin(notebook("import time; time.sleep(300)"))
        assert isinstance(next(engine.follow(number)), Started)
        os.kill(warm.pid, signal.SIGKILL)
        with pytest.raises(
            ParentDiedError, match="the warm parent process ended: exit code -9"
        ):
            list(engine.follow(number))
        assert not warm.alive


def test_a_kernel_that_is_left_is_told(engine: Engine) -> None:
    """A notebook that ends its own kernel fails before the next cell, with its number."""
    _, end = engine.run(notebook("1", "exit()", "3"))
    assert end == Failed("Kernel died", 3, "killed", 2)
