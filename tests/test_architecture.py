"""Laws of the house: imports flow one way, the front door is a list, tests say what they hold."""

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import fadu

SOURCE = Path(fadu.__file__).parent
TESTS = Path(__file__).parent

ROOMS = (
    "errors version files toml",
    "tables model years codebook",
    "page schema",
    "districts rounding",
    "stats",
    "panel",
    "intake checks shapes",
    "charts wording",
    "analyses export workspace rebuild extensions",
    "pages",
    "lab",
    "briefing",
    "commands",
    "cli examples benchmarks",
)
"""Lowest first; a room imports from its own row or from those above it in this table."""
ORDER = {room: row for row, names in enumerate(ROOMS) for room in names.split()}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


MODULES = sorted(p for p in SOURCE.rglob("*.py") if "_bundle" not in p.parts)
INNER = [p for p in MODULES if p != SOURCE / "__init__.py"]


def imported_rooms(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [
        f"{node.module}.{alias.name}" if node.module == "fadu" else str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    names += [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    return {name.split(".")[1] for name in names if name.startswith("fadu.")}


@pytest.mark.parametrize("path", INNER, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_flow_one_way(path: Path) -> None:
    """A module imports only from rooms that stand no higher than its own."""
    here = ORDER[room(path)]
    assert {r for r in imported_rooms(path) if ORDER[r] > here} == set()


def test_statistics_know_no_panel() -> None:
    """The statistics import nothing of the package but its errors."""
    for path in (SOURCE / "stats").glob("*.py"):
        assert imported_rooms(path) <= {"stats", "errors"}


def test_front_door() -> None:
    """Every public name exists, is documented, and the list is sorted."""
    assert fadu.__all__ == sorted(fadu.__all__)
    for name in fadu.__all__:
        assert inspect.getdoc(getattr(fadu, name)), name


def test_front_door_is_closed() -> None:
    """A name that is not public is refused with those that are."""
    with pytest.raises(AttributeError, match="has no name 'profil'; public: "):
        fadu.profil  # noqa: B018


def test_public_functions_are_documented() -> None:
    """Every public function and class of the package says what it does."""
    for path in MODULES:
        top = ast.parse(path.read_text(encoding="utf-8")).body
        public = [n for n in top if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        inner = [n for c in public if isinstance(c, ast.ClassDef) for n in c.body]
        for node in [*public, *(n for n in inner if isinstance(n, ast.FunctionDef))]:
            if not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_every_test_states_a_law() -> None:
    """Every test has a docstring of one sentence."""
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                law = ast.get_docstring(node) or ""
                assert law.endswith("."), f"{path.name}: {node.name}"


def test_modules_can_be_imported_alone() -> None:
    """Every module of the package can be imported."""
    for path in INNER:
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(("fadu", *parts)).removesuffix(".__init__")
        if not name.endswith("__main__"):
            importlib.import_module(name)
