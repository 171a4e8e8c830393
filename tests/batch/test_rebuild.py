"""Laws of what is built again: each thing that a briefing rests on, changed alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from engines import notebook

from fadu.cli import main
from fadu.files import bundled

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]
PARAMETERS = 'district = ""\nyears = "2023"\nlang = "zh"\ndata = ""'
CELLS = (
    "import fadu\npanel = fadu.load(data)\npanel.select(districts=[district], years=years).table[['indicator', 'value']]",
    "from pathlib import Path\nprint(Path('note.txt').read_text())",
    "import helper\nhelper.WORD",
)
ASKED = (
    "brief",
    "own",
    "--district",
    "110112",
    "--district",
    "320612",
    "--years",
    "2023",
    "--data",
    "data",
)


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[], None], dict[str, str]]] = {
    "nothing": (lambda: None, {}),
    "a figure of one": (
        lambda: swap(Path("data/observations.csv"), "110112,2023,,review_matter_coercion,value,223,", "110112,2023,,review_matter_coercion,value,224,"),
        {"110112": "changed: figures of 110112, 2023"},
    ),
    "a figure of neither": (lambda: swap(Path("data/observations.csv"), "\n370000,", "\n370000,"), {}),
    "a codebook entry": (lambda: swap(Path("data/codebook/mediation.toml"), 'en = "', 'en = "changed '), {"all": "changed: codebook"}),
    "a break": (lambda: swap(Path("data/breaks.csv"), "2009-07-01", "2009-07-02"), {"all": "changed: breaks"}),
    "a decision": (lambda: swap(Path("data/decisions.toml"), 'reason_zh = "', 'reason_zh = "改'), {"all": "changed: decisions"}),
    "a population": (lambda: swap(Path("data/population.csv"), ",population_resident", "0,population_resident"), {"all": "changed: population"}),
    "the notebook": (lambda: swap(Path("notebooks/own.ipynb"), "helper.WORD", "helper.WORD * 2"), {"all": "changed: notebook"}),
    "the looks": (lambda: Path("house.toml").write_text('colour = "#123456"\n'), {"all": "changed: looks"}),
    "a font of the house": (lambda: (Path("fonts").mkdir(), Path("fonts/x.ttf").write_bytes(b"2"), Path("house.toml").write_text('font_paths = ["fonts"]\n')), {"all": "changed: looks"}),
    "a style of the house": (lambda: (Path("s.typ").write_text("#set text(fill: red)"), Path("house.toml").write_text('style = "s.typ"\n')), {"all": "changed: looks"}),
    "a file that the notebook reads": (lambda: Path("note.txt").write_text("two"), {"all": "changed: note.txt"}),
    "a module that the notebook loads": (lambda: Path("helper.py").write_text("WORD = 'b'\n"), {"all": "changed: helper.py"}),
    "a PDF is gone": (lambda: Path("reports/own_110112_2023_zh.pdf").unlink(), {"110112": "file missing: own_110112_2023_zh.pdf"}),
    "a PDF is another": (lambda: Path("reports/own_320612_2023_zh.pdf").write_bytes(b"x"), {"320612": "file missing: own_320612_2023_zh.pdf"}),
    "a notebook is gone": (lambda: Path("reports/executed/own_320612_2023_zh.ipynb").unlink(), {"320612": "file missing: own_320612_2023_zh.ipynb"}),
    "the manifest is gone": (lambda: Path("reports/manifest.jsonl").unlink(), {"all": "new"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which two briefings are built."""
    home = tmp_path_factory.mktemp("built")
    (home / "notebooks").mkdir()
    nbformat.write(notebook(*CELLS, parameters=PARAMETERS), home / "notebooks" / "own.ipynb")
    shutil.copytree(bundled("data"), home / "data")
    (home / "note.txt").write_text("one")
    (home / "helper.py").write_text("WORD = 'a'\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main([*ASKED]) == 0
    return home


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_what_is_changed_is_built_again(
    change: str, built: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A change concerns those that rest on it, and the plan names it."""
    kept = built.with_name(f"{built.name}-kept")
    shutil.copytree(built, kept, symlinks=True)
    monkeypatch.chdir(built)
    act, told = CHANGES[change]
    try:
        act()
        capfd.readouterr()
        assert main([*ASKED, "--dry-run"]) == 0
        lines = dict(line.split("\t") for line in capfd.readouterr().out.splitlines())
        for district in ("110112", "320612"):
            wanted = told.get("all", told.get(district, "up to date"))
            said = lines[f"reports/own_{district}_2023_zh.pdf"].replace(f"{built}/", "")
            assert said == wanted
    finally:
        for child in built.iterdir():
            shutil.rmtree(child) if child.is_dir() else child.unlink()
        shutil.copytree(kept, built, dirs_exist_ok=True)
        shutil.rmtree(kept)
