"""JupyterLab as `fadu lab` starts it, and one notebook in it as a person uses it."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import nbformat

import fadu

SOURCE = str(Path(fadu.__file__).parents[1])
OUTPUT = ".jp-OutputArea-output"
COMPLAINT = "[data-mime-type='application/vnd.jupyter.stderr']"  # an error, or a warning
BETWEEN = 0.2  # seconds between two looks
PATIENCE = 180  # seconds for a notebook on a busy machine


class Lab:
    """A running ``fadu lab``: its address, its token, what it has said."""

    def __init__(self, folder: Path, words: tuple[str, ...] = ("study",)) -> None:
        paths = [SOURCE, os.environ.get("PYTHONPATH", "")]
        own = {"JUPYTER_CONFIG_DIR": str(folder / "settings")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fadu.cli", "lab", *words, "--no-browser"],
            cwd=folder, env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))} | own,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said: list[str] = []
        self.address, self.token = self._address()
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _address(self) -> tuple[str, str]:
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/\S*\?token=(\w+)", line):
                return found[1], found[2]
        raise AssertionError("".join(self.said))

    def _listen(self) -> None:
        self.said.extend(self.process.stderr)

    def ask(self, path: str, method: str = "GET") -> Any:
        """Ask the server itself, with its token."""
        connection = http.client.HTTPConnection(
            self.address.removeprefix("http://"), timeout=30
        )
        try:
            connection.request(
                method, f"/api/{path}", headers={"Authorization": f"token {self.token}"}
            )
            return json.loads(connection.getresponse().read() or "null")
        finally:
            connection.close()

    def idle(self, path: str) -> bool:
        """Return whether the kernel of a notebook waits for work."""
        states = [
            s["kernel"]["execution_state"] for s in self.ask("sessions") if s["path"] == path
        ]
        return states == ["idle"]

    def forget(self) -> None:
        """End every kernel."""
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", "DELETE")

    def interrupt(self, patience: float = 30) -> int:
        """Press Ctrl-C once and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(patience)
        finally:
            self.process.kill()
            self.listener.join(patience)
            self.process.stderr.close()


class Book:
    """A notebook in the browser.

    Parameters
    ----------
    page
        Playwright's page.
    lab
        The server.
    home
        The workspace.
    name
        Of the notebook.
    """

    def __init__(self, page: Any, lab: Lab, home: Path, name: str) -> None:
        self.page, self.lab, self.name = page, lab, name
        self.path = f"notebooks/{name}.ipynb"
        self.file = home / self.path
        page.goto(f"{lab.address}/lab/tree/{self.path}?token={lab.token}&reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        self.wait_idle()

    def wait_idle(self) -> None:
        """Wait until the kernel has nothing to do and the browser has heard of it."""
        until = time.monotonic() + PATIENCE
        while not self.lab.idle(self.path):
            assert time.monotonic() < until, f"{self.name} is not idle"
            time.sleep(BETWEEN)
        self.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']")

    def menu(self, *names: str) -> None:
        """Choose from the menu bar."""
        self.page.click(f".lm-MenuBar-itemLabel:text-is('{names[0]}')")
        for name in names[1:-1]:
            self.page.hover(f".lm-Menu-itemLabel:text-is('{name}')")
        self.page.click(f".lm-Menu-itemLabel:text-is('{names[-1]}')")

    def run(self) -> None:
        """Run all cells to the end, or to the first that fails."""
        self.menu("Edit", "Clear Outputs of All Cells")
        self.menu("Run", "Run All Cells")
        self.page.wait_for_function(
            """complaint => {
              const prompts = document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt');
              const shown = [...prompts].map(e => e.textContent);
              const busy = shown.some(t => t.includes('*'));
              return shown.every(t => /\\[\\d+\\]/.test(t)) || (!busy && document.querySelector(complaint));
            }""",
            arg=COMPLAINT,
            timeout=1000 * PATIENCE,
        )
        self.wait_idle()

    def complaints(self) -> list[str]:
        """Return the errors and warnings that cells show."""
        return self.page.locator(COMPLAINT).all_inner_texts()

    def said(self) -> str:
        """Return what the outputs say."""
        said = self.page.locator(f".jp-Notebook {OUTPUT}").evaluate_all(
            """outputs => outputs.map(output => {
              const copy = output.cloneNode(true);
              copy.querySelectorAll('style').forEach(style => style.remove());
              return copy.textContent;
            })"""
        )
        return "\n".join(said)

    def set(self, **values: object) -> None:
        """Write other values into the parameters cell, as a person would."""
        book = nbformat.read(self.file, as_version=4)
        code = [c for c in book.cells if c.cell_type == "code"]
        at = next(n for n, c in enumerate(code) if "parameters" in c.metadata.get("tags", []))
        lines = code[at].source.splitlines()
        names = [line.split(" = ")[0] for line in lines]
        assert set(values) <= set(names), (self.name, names)
        kept = [
            f"{n} = {values[n]!r}" if n in values else line
            for n, line in zip(names, lines, strict=True)
        ]
        self.write(at, "\n".join(kept))

    def write(self, at: int, source: str) -> None:
        """Replace the source of a code cell."""
        self.page.locator(".jp-Notebook .jp-CodeCell .cm-content").nth(at).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def picture(self, path: Path, most: int = 15000) -> None:
        """Save a picture of the whole notebook."""
        frame = "document.querySelector('.jp-Notebook .jp-WindowedPanel-outer')"
        size = self.page.viewport_size
        high = self.page.evaluate(f"{frame}.scrollHeight")
        self.page.set_viewport_size(size | {"height": min(high + 140, most)})
        self.page.evaluate(f"{frame}.scrollTop = 0")
        self.page.wait_for_timeout(300)
        self.page.screenshot(path=path)
        self.page.set_viewport_size(size)

    def printed(self, downloads: Path) -> bytes:
        """Export to PDF from the menu and return what the browser saved."""
        self.menu("File", "Save and Export Notebook As", "Briefing")
        until = time.monotonic() + PATIENCE
        while True:
            assert time.monotonic() < until, "no download came"
            self.page.wait_for_timeout(1000 * BETWEEN)
            for path in downloads.iterdir():
                if (content := path.read_bytes()).endswith(b"%%EOF"):
                    return content

    def theme(self, name: str) -> None:
        """Change to another theme."""
        self.menu("Settings", "Theme", name)
        self.page.wait_for_selector(f"body[data-jp-theme-name='{name}']", state="attached")
