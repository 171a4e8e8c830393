"""`fadu lab` before a server is started: its workspace, its kernel, its words to JupyterLab."""

import json
import os
import sys
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyterlab_server.settings_utils import _get_overrides

from fadu.commands import lab
from fadu.errors import RequestError
from fadu.workspace import make_workspace, workspace_of


def test_a_workspace_is_made_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new folder becomes a workspace, which is said; an existing workspace stays as it is."""
    assert lab.workspace(tmp_path / "study") == tmp_path / "study"
    assert capsys.readouterr().err == f"fadu: {tmp_path / 'study'} is a new workspace\n"
    (tmp_path / "study" / "notebooks" / "mine.ipynb").write_text("{}")
    assert lab.workspace(tmp_path / "study") == tmp_path / "study"
    assert capsys.readouterr().err == ""


def test_another_folder_is_refused(tmp_path: Path) -> None:
    """A folder that holds something else is left alone."""
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(RequestError) as refused:
        lab.workspace(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path} is neither empty nor a workspace (no data/datapackage.json in it); name a "
        "new folder, such as `fadu lab my-study`"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_the_kernel_is_this_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notebooks run in the interpreter that holds the package, whatever kernel is installed."""
    other = tmp_path / "theirs" / "kernels" / "python3"
    other.mkdir(parents=True)
    spec = {"argv": ["/elsewhere/python"], "display_name": "theirs", "language": "python"}
    (other / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "theirs"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    assert KernelSpecManager().get_kernel_spec("python3").argv == ["/elsewhere/python"]
    lab._prepare(tmp_path / "own")
    assert KernelSpecManager().get_kernel_spec("python3").argv[0] == sys.executable
    assert os.environ["JUPYTER_PATH"].endswith(str(tmp_path / "theirs"))
    settings, error = _get_overrides(str(tmp_path))
    assert error == ""
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_only_this_machine_is_served(tmp_path: Path) -> None:
    """The server listens on the loopback address alone and serves the workspace alone."""
    words = lab.options(tmp_path, browser=False, port=9000)
    assert {
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.allow_remote_access=False",
        f"--ServerApp.root_dir={tmp_path}",
        "--ServerApp.open_browser=False",
        "--LabApp.default_url=/lab",
    } <= set(words)
    assert not [w for w in words if "token" in w or "password" in w]


def test_a_workspace_is_found_from_within(tmp_path: Path) -> None:
    """The workspace that a folder lies in is the nearest one upward; elsewhere there is none."""
    home = make_workspace(tmp_path / "study")
    assert workspace_of(home / "notebooks") == workspace_of(home) == home
    assert workspace_of(tmp_path) is None
