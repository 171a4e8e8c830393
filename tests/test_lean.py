"""Laws of starting: a process loads what it needs, and no more."""

import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

HEAVY = ("scipy", "statsmodels", "matplotlib", "papermill", "nbconvert", "IPython", "lark")


def loaded(code: str) -> set[str]:
    """Return the names of the modules that are there once some code has run."""
    told = f"{code}; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", told], check=True, capture_output=True, text=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy() -> None:
    """`fadu --help` answers without pandas, numpy or a compiler of pages."""
    names = loaded("from fadu.cli import main; main(['brief', '--help'])")
    assert not names & {*HEAVY, "pandas", "numpy", "pyarrow", "typst"}


def test_import_loads_nothing_heavy() -> None:
    """`import fadu` loads neither pandas nor numpy."""
    assert not loaded("import fadu") & {*HEAVY, "pandas", "numpy", "pyarrow", "pydantic"}


def test_what_plans_does_not_load_what_runs() -> None:
    """The process that plans briefings loads no statistics, charts or kernel."""
    assert not loaded("import fadu.commands.brief") & set(HEAVY)


def test_a_press_loads_the_compiler_alone() -> None:
    """The process that sets pages loads neither pandas nor numpy."""
    names = loaded("import fadu.briefing.engine.press")
    assert "typst" in names
    assert not names & {*HEAVY, "pandas", "numpy", "pyarrow", "nbformat"}


@pytest.mark.parametrize(
    ("value", "valid"), [("https://例子.中国/a", True), ("no address at all", False)]
)
def test_grammars_that_are_built_later_still_judge(value: str, valid: bool) -> None:
    """A schema's format ``iri`` is held to its grammar, also where it was not built at first."""
    code = (
        "import fadu.briefing, sys, jsonschema; assert 'lark' not in sys.modules; "
        "v = jsonschema.Draft202012Validator; "
        "c = v({'format': 'iri'}, format_checker=v.FORMAT_CHECKER); "
        f"print(c.is_valid({value!r})); "
        "import rfc3987_syntax; rfc3987_syntax.parse('iri', 'https://a.b/c')"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == str(valid)
    checker = Draft202012Validator(
        {"format": "iri"}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    assert checker.is_valid(value) == valid
