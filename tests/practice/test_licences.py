"""Laws of what the project stands on: every licence is known and compatible, every need is told."""

import re
import tomllib
from pathlib import Path

import pytest
from licences import compatible, licence, needed

ROOT = Path(__file__).parents[2]
NEEDED = needed("fadu")


def test_there_are_dependencies() -> None:
    """The packages at the heart of the project are among those that are looked at."""
    assert {"jupyterlab", "pandas", "matplotlib", "statsmodels", "papermill"} <= set(NEEDED)


@pytest.mark.parametrize("name", NEEDED)
def test_licences_are_compatible(name: str) -> None:
    """Every package that fadu stands on may be used by an MIT project."""
    assert compatible(licence(NEEDED[name])), licence(NEEDED[name])


@pytest.mark.parametrize(
    ("expression", "fits"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-or-later", False),
        ("not said", False),
    ],
)
def test_a_choice_fits_by_one_side_and_a_sum_by_all(expression: str, fits: bool) -> None:
    """Of a choice one licence must fit, of a sum all."""
    assert compatible(expression) is fits


def test_every_dependency_says_why() -> None:
    """In pyproject.toml every dependency has its reason beside it, and a lowest version."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for wanted in tomllib.loads(text)["project"]["dependencies"]:
        assert re.search(rf'^\s*"{re.escape(wanted)}", +# \S', text, re.MULTILINE), wanted
        assert ">=" in wanted
