"""`fadu lab`: JupyterLab in a workspace, on this machine alone."""

import os
import sys
from pathlib import Path
from urllib.parse import quote

from jupyterlab.labapp import LabApp

from fadu.commands.panels import say
from fadu.errors import RequestError
from fadu.panel import DESCRIPTOR
from fadu.workspace import make_workspace

FIRST = "district_profile.ipynb"


def run(*, folder: Path, browser: bool = True, port: int = 8888) -> int:
    """Start JupyterLab and stay until it is stopped; return 0."""
    home = workspace(folder)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # the kernel that holds this package
    server = LabApp.initialize_server(argv=options(home, browser=browser, port=port))
    if not server.identity_provider.auth_enabled:
        raise RequestError(
            "JupyterLab is set to run without a token (IdentityProvider.token is empty in "
            "its configuration); take that setting out",
        )
    server.start()
    return 0


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
        *(["--allow-root"] if _is_root() else []),
    ]


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
