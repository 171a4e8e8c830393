"""The examples and the README's pictures, made anew: ``python -m tests.examples``.

The pictures of JupyterLab need Chromium and the extra ``browser``; ``--without-browser`` leaves
them as they are.  Look at every page before you commit it.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import pypdfium2
from PIL import Image

import fadu

FOLDER = Path(__file__).parents[2] / "reports" / "examples"
FLAGSHIP = "district_profile_110112_2019-2024_zh"
BRIEFINGS = (
    ("district_profile", "--district", "110112", "--years", "2019:2024"),
    ("district_profile", "--district", "320612", "--years", "2023"),
    ("indicator_comparison", "--indicator", "review_accepted", "--years", "2019"),
    ("multi_year_trend",),
    ("panel_model",),
    ("data_quality",),
)
"""One of each notebook that answers a question, in both languages."""
DPI = 80
WIDTH, HEIGHT = 1060, 1320
"""Of a piece of JupyterLab, in pixels; its picture is smaller by `SHRUNK`."""
SHRUNK = 0.72
COLOURS = 256
END = "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].at(-1).getBoundingClientRect().bottom"
EXPLORER = 'import fadu\n\nexplorer = fadu.explore(fadu.load("../data"))\nexplorer'


def run(*words: str, folder: Path) -> str:
    """Run a command of fadu in a folder and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "fadu.cli", *words],
        cwd=folder, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def briefings(out: Path, at: Path) -> None:
    """Print the briefings in both languages, and the first page of the flagship."""
    for lang in ("zh", "en"):
        for words in BRIEFINGS:
            printed = run("brief", *words, "--lang", lang, folder=at).strip()
            shutil.copy(at / printed, out)
    first_page(out / f"{FLAGSHIP}.pdf", out / f"{FLAGSHIP}.png")


def first_hour(out: Path, at: Path) -> None:
    """Follow the README's first hour up to the first page of the printed profile."""
    shutil.copy(fadu.example("report.txt"), at / "report.txt")
    run("init", "my-study", folder=at)
    run("extract", "report.txt", "--out", "figures.csv", folder=at)
    about = ("--publisher", "松山区人民政府", "--published", "2024-01", "--tier", "official")
    run("add", "figures.csv", "--data", "my-study/data", *about, folder=at)
    home = at / "my-study"
    printed = run("brief", "--district", "松山区", "--years", "2023", folder=home).strip()
    first_page(home / printed, out / "first_hour_briefing.png")


def first_page(pdf: Path, picture: Path) -> None:
    """Save the first page of a PDF as a picture."""
    with pypdfium2.PdfDocument(pdf) as opened:
        save(opened[0].render(scale=DPI / 72).to_pil(), picture)


def save(image: Image.Image, path: Path) -> None:
    """Save a picture with few colours."""
    image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)


@contextmanager
def jupyterlab(at: Path) -> Iterator[tuple[Any, Any]]:
    """Start JupyterLab in a workspace and yield it with a page of Chromium."""
    chromium = import_module("tests.conftest")
    with import_module("playwright.sync_api").sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.CHROMIUM, args=chromium.FLAGS)
        lab = import_module("tests.browser.driving").Lab(at)
        try:
            view = {"width": WIDTH + 340, "height": HEIGHT + 110}
            yield lab, browser.new_page(viewport=view)
        finally:
            lab.interrupt()
            browser.close()


def screens(out: Path, at: Path) -> None:
    """Take the pictures of the intake and of the explorer in JupyterLab."""
    with jupyterlab(at) as (lab, page):
        home = at / "study"
        written = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EXPLORER)])
        written.metadata["kernelspec"] = {
            "name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python",
        }  # fmt: skip
        nbformat.write(written, home / "notebooks" / "explorer.ipynb")
        for name, picture in (("report_intake", "first_hour_intake"), ("explorer", "explorer")):
            book = import_module("tests.browser.driving").Book(page, lab, home, name)
            book.theme("JupyterLab Light")
            book.run()
            page.wait_for_timeout(1000)
            page.evaluate(
                "document.querySelector('.jp-Notebook .jp-WindowedPanel-outer').scrollTop = 0"
            )
            page.wait_for_timeout(500)
            box = page.locator(".jp-Notebook .jp-WindowedPanel-outer").bounding_box()
            end = page.evaluate(END) - box["y"]
            kept = {
                "width": min(box["width"], WIDTH),
                "height": min(box["height"], HEIGHT, end),
            }
            shot = at / f"{picture}.png"
            page.screenshot(path=shot, clip=box | kept)
            whole = Image.open(shot)
            size = (round(whole.width * SHRUNK), round(whole.height * SHRUNK))
            save(whole.resize(size, Image.Resampling.LANCZOS), out / shot.name)


def main() -> None:
    """Make the examples anew."""
    parser = argparse.ArgumentParser(prog="python -m tests.examples", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="where to")
    parser.add_argument(
        "--without-browser", action="store_true", help="no pictures of JupyterLab"
    )
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    parts = (
        [briefings, first_hour] if asked.without_browser else [briefings, first_hour, screens]
    )
    for part in parts:
        with tempfile.TemporaryDirectory() as at:
            part(asked.out, Path(at))
    for path in sorted(asked.out.iterdir()):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
