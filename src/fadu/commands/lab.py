"""`fadu lab`: JupyterLab in a workspace, on this machine alone."""

import contextlib
import os
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from ipykernel.kernelspec import KERNEL_NAME, write_kernel_spec
from jupyterlab.labapp import LabApp

from fadu.commands.panels import say
from fadu.errors import RequestError
from fadu.panel import DESCRIPTOR
from fadu.workspace import make_workspace

FIRST = "district_profile.ipynb"


def run(*, folder: Path, browser: bool = True, port: int = 8888) -> int:
    """Start JupyterLab and stay until it is stopped; return 0."""
    home = workspace(folder)
    with tempfile.TemporaryDirectory(prefix="fadu-") as own:
        _prepare(Path(own))
        server = LabApp.initialize_server(argv=options(home, browser=browser, port=port))
        if not server.identity_provider.auth_enabled:
            raise RequestError(
                "JupyterLab is set to run without a token (IdentityProvider.token is empty in "
                "its configuration); take that setting out",
            )
        say(f"JupyterLab in {home}; Ctrl-C ends it")
        with contextlib.suppress(KeyboardInterrupt):  # it came before the server listens for it
            server.start()
    return 0


def _prepare(own: Path) -> None:
    """Put a kernel of this interpreter, and the settings of this package, before all others."""
    write_kernel_spec(own / "kernels" / KERNEL_NAME)
    _before("JUPYTER_PATH", own)
    _before("JUPYTER_CONFIG_PATH", Path(str(files("fadu.lab") / "jupyter")))


def _before(variable: str, path: Path) -> None:
    os.environ[variable] = os.pathsep.join(filter(None, (str(path), os.environ.get(variable))))


def workspace(folder: Path) -> Path:
    """Return the workspace in `folder`; a new or empty folder is made one.

    Raises
    ------
    RequestError
        A folder that holds something and is no workspace.
    """
    if (folder / "data" / DESCRIPTOR).is_file():
        return folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(
            f"{folder.resolve()} is neither empty nor a workspace (no data/{DESCRIPTOR} in it); "
            "name a new folder, such as `fadu lab my-study`",
        )
    make_workspace(folder)
    say(f"{folder.resolve()} is a new workspace")
    return folder.resolve()


def options(home: Path, *, browser: bool, port: int) -> list[str]:
    """Return JupyterLab's words: this machine alone, nothing fetched; the token is its own.

    Parameters
    ----------
    home
        The workspace.
    browser
        Whether a browser is opened.
    port
        The first port that is tried.
    """
    first = home / "notebooks" / FIRST
    start = f"/lab/tree/{quote(f'notebooks/{FIRST}')}" if first.is_file() else "/lab"
    return [
        f"--ServerApp.root_dir={home}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.allow_remote_access=False",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url={start}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--ServerApp.answer_yes=True",  # Ctrl-C ends it, without a question
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        *(["--allow-root"] if _is_root() else []),
    ]


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
