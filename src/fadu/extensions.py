"""Checks and analyses of one's own: from a workspace's files, and from installed packages.

Data never runs code: ``fadu.load`` reads tables and nothing else.  A workspace's
``extensions/*.py`` run when a notebook calls ``fadu.load_extensions(data)``, and in
``fadu check`` when it is called in that workspace.
"""

import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from fadu.checks import Law
from fadu.checks.register import adopt
from fadu.errors import RequestError
from fadu.panel import data_folder

FOLDER = "extensions"
GROUP = "fadu.analyses"
"""Group of entry points of installed packages; each names a function that takes a panel."""
LISTS = ("CHECKS", "ANALYSES")

Analysis = Callable[..., Any]


@dataclass(frozen=True)
class Extensions:
    """What was brought; each analysis is called by its name: ``own.my_analysis(panel)``.

    Parameters
    ----------
    checks
        Codes of the laws that ``fadu.audit`` now holds figures to besides its own.
    analyses
        Functions by name.
    files
        What was run.
    """

    checks: tuple[str, ...] = ()
    analyses: Mapping[str, Analysis] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[Path, ...] = ()

    def __getattr__(self, name: str) -> Analysis:
        """Return the analysis `name`, or refuse with those that there are."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in self.analyses:
            raise AttributeError(
                f"no analysis {name!r} was brought; there are: {', '.join(self.analyses) or 'none'}"
            )
        return self.analyses[name]


def load_extensions(data: str | Path | None = None) -> Extensions:
    """Run the extensions of a workspace and return what they and installed packages bring.

    Its laws stand beside the package's own in ``fadu.audit``, and take the place of those of
    an earlier call.

    Parameters
    ----------
    data
        The workspace, or its folder ``data``; None or empty for installed packages alone.

    Returns
    -------
    Extensions

    Raises
    ------
    RequestError
        A file that fails, that lists neither CHECKS nor ANALYSES, or a name brought twice.
    """
    found: dict[str, Analysis] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        _add(found, {point.name: point.load()}, f"entry point {point.name}")
    modules = {path: _run(path) for path in _files(data)}
    laws = {str(path): _listed(module, "CHECKS", path) for path, module in modules.items()}
    for path, module in modules.items():
        _add(found, {f.__name__: f for f in _listed(module, "ANALYSES", path)}, str(path))
    adopt(laws)
    codes = tuple(law.code for some in laws.values() for law in some)
    return Extensions(codes, MappingProxyType(found), tuple(modules))


def _files(data: str | Path | None) -> list[Path]:
    if data is None or data == "":
        return []
    folder = data_folder(Path(data)).resolve().parent / FOLDER
    return sorted(p for p in folder.glob("*.py") if not p.name.startswith("_"))


def _add(found: dict[str, Analysis], brought: Mapping[str, Analysis], origin: str) -> None:
    for name, analysis in brought.items():
        if name in found:
            raise RequestError(f"{origin}: an analysis {name!r} was brought already; rename it")
        found[name] = analysis


def _run(path: Path) -> ModuleType:
    name = f"fadu_{FOLDER}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RequestError(f"{path} cannot be read as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise RequestError(f"{path}{_line(error, path)}: {_one_line(error)}") from error
    if not any(hasattr(module, listed) for listed in LISTS):
        raise RequestError(
            f"{path} lists neither CHECKS nor ANALYSES; end it with CHECKS = [...] (laws) or "
            "ANALYSES = [...] (functions that take a panel)",
        )
    return module


def _line(error: BaseException, path: Path) -> str:
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return f", line {error.lineno}"
    lines = [
        f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == str(path)
    ]
    return f", line {lines[-1]}" if lines else ""


def _one_line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _listed(module: ModuleType, name: str, path: Path) -> list[Any]:
    given = getattr(module, name, ())
    wanted = "a fadu.checks.Law" if name == "CHECKS" else "a function that takes a panel"
    items = list(given) if isinstance(given, Iterable) else [given]
    for item in items:
        if not (isinstance(item, Law) if name == "CHECKS" else callable(item)):
            raise RequestError(f"{path}: {name} holds {item!r}, which is not {wanted}")
    return items
