"""What a briefing rests on besides figures: each part as a hash, so that a change can be named."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import entry_points, version
from pathlib import Path

from fadu.briefing.house import House
from fadu.briefing.requests import Request
from fadu.checks import ENTRY_POINTS
from fadu.extensions import GROUP
from fadu.panel import Panel
from fadu.version import VERSION

LIBRARIES = (
    "numpy", "pandas", "pyarrow", "scipy", "statsmodels", "matplotlib", "adjustText", "pillow",
    "fonttools", "typst", "pylopdf-fonts-zh-cn", "papermill", "nbformat", "ipython",
)  # fmt: skip
"""Those that shape the pages."""
_SHORT = 16  # digits of a hash that are kept
_SHAPING = (".py", ".typ", ".mplstyle", ".css", ".html", ".toml", ".txt")
_PACKAGE = Path(__file__).resolve().parents[1]


def sha256(content: bytes) -> str:
    """Return a hash in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _short(*parts: object) -> str:
    return sha256(repr(parts).encode())[:_SHORT]


def grounds(panel: Panel, house: House) -> Mapping[str, str]:
    """Return what all briefings of a batch rest on.

    Parameters
    ----------
    panel
        The panel that they run on.
    house
        The looks that they are printed in.
    """
    return {
        "fadu": program(),
        "libraries": _short(versions(), _installed()),
        "codebook": _short(panel.codebook),
        "breaks": _short(panel.breaks),
        "decisions": _short(panel.decisions),
        "population": _short(panel.population.to_csv(index=False)),
        "districts": _short(panel.districts),
        "looks": _looks(house),
    }


def inputs(request: Request, shared: Mapping[str, str]) -> Mapping[str, str]:
    """Return what one briefing rests on besides figures and the files that it reads itself.

    Parameters
    ----------
    request
        What is asked for.
    shared
        As `grounds` gives it.
    """
    told = json.dumps(plain_parameters(request.parameters), sort_keys=True, default=str)
    return {
        **shared,
        "notebook": _short(request.notebook.text),
        "parameters": _short(told),
    }


def plain_parameters(parameters: Mapping[str, object]) -> dict[str, object]:
    """Return the parameters without paths."""
    return {k: v for k, v in parameters.items() if k != "data"}


def versions() -> Mapping[str, str]:
    """Return the versions of the libraries that shape the pages."""
    return {name: version(name) for name in LIBRARIES}


@cache
def program() -> str:
    """Return the version and a hash of the package's own files: a checkout may be changed."""
    files = sorted(p for p in _PACKAGE.rglob("*") if p.suffix in _SHAPING)
    told = [(str(p.relative_to(_PACKAGE)), sha256(p.read_bytes())) for p in files if _own(p)]
    return f"{VERSION} {_short(told)}"


def _own(path: Path) -> bool:
    return "_bundle" not in path.parts and path.is_file()


def _installed() -> list[tuple[str, str, str]]:
    """Return the packages that bring checks or analyses."""
    points = [p for group in (ENTRY_POINTS, GROUP) for p in entry_points(group=group)]
    return sorted((p.name, p.value, p.dist.version if p.dist else "") for p in points)


def _looks(house: House) -> str:
    fonts = [(str(p), sha256(p.read_bytes())) for p in _files(house.font_paths)]
    logo = house.logo_bytes() if house.logo else b""
    told = house.model_dump(exclude={"font_paths", "logo", "style"})
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")
    return _short(
        told, [(Path(p).name, h) for p, h in fonts], sha256(logo), house.style_bytes(), moment
    )


def _files(paths: Iterable[Path]) -> list[Path]:
    found = [f for p in paths for f in (sorted(p.rglob("*")) if p.is_dir() else [p])]
    return [f for f in found if f.is_file()]
