"""What a reader of `help()` finds: numpydoc, complete and in step with the code."""

import dataclasses
import inspect
import re
from collections.abc import Callable
from types import ModuleType

import pytest

import fadu
import fadu.stats
from fadu.stats.frozen import Result

SECTIONS = (
    "Parameters", "Attributes", "Returns", "Yields", "Raises", "See Also", "Notes", "References", "Examples",
)  # fmt: skip
"""Sections of numpydoc that are used here, in its order."""
SHAPE = re.compile(
    r"\b(shapes?|dimensions?|rows?|columns?|axis|each|series|one for)\b", re.IGNORECASE
)
RANGE = re.compile(
    r"\b(from|to|between|above|whole|any|finite|missing|bounds|names?|codes?|0)\b",
    re.IGNORECASE,
)
CITED = re.compile(r"\b1[89]\d\d\b|\b20\d\d\b")


def public(module: ModuleType) -> list[object]:
    """The functions and classes of a front door."""
    found = [getattr(module, name) for name in module.__all__]
    return [thing for thing in found if callable(thing)]


def functions(module: ModuleType) -> list[Callable[..., object]]:
    return [thing for thing in public(module) if inspect.isfunction(thing)]


def results() -> list[type[Result]]:
    """The frozen results that the statistics return."""
    kinds = {inspect.signature(f).return_annotation for f in functions(fadu.stats)}
    return sorted((k for k in kinds if isinstance(k, type)), key=lambda k: k.__name__)


def sections(thing: object) -> dict[str, str]:
    """Split a docstring at its underlined titles; the summary stands under ''."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    found, title = {"": ""}, ""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line and below == "-" * len(line):
            title = line
            found[title] = ""
        elif line != "-" * len(title) or not title:
            found[title] += line + "\n"
    return found


def entries(section: str) -> dict[str, str]:
    """Read the names of a section, several to a line allowed, each with its description."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        if line and not line.startswith(" "):
            names = [name.strip().lstrip("*") for name in line.split(" : ")[0].split(",")]
            found |= dict.fromkeys(names, "")
        else:
            found |= {name: f"{found[name]} {line.strip()}" for name in names}
    return {name: words.strip() for name, words in found.items()}


def of(things: list[object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "thing", things, ids=lambda t: f"{t.__module__}.{t.__name__}"
    )


EVERY = [*public(fadu), *public(fadu.stats)]
FUNCTIONS = [*functions(fadu), *functions(fadu.stats)]


@of(EVERY)
def test_the_first_line_is_one_sentence(thing):
    """A docstring opens with one line that is a sentence, and an empty line after it."""
    first, *rest = (inspect.getdoc(thing) or "").splitlines()
    assert first.endswith(".")
    assert not rest or rest[0] == ""


@of(EVERY)
def test_sections_stand_in_the_order_of_numpydoc(thing):
    """Sections have known titles and numpydoc's order, and none is empty."""
    titles = [title for title in sections(thing) if title]
    assert titles == [title for title in SECTIONS if title in titles]
    assert all(sections(thing)[title].strip() for title in titles)


@of(FUNCTIONS)
def test_every_parameter_is_described(thing):
    """The parameters described are those of the signature, in its order, each in words."""
    described = entries(sections(thing).get("Parameters", ""))
    assert list(described) == list(inspect.signature(thing).parameters)
    assert all(described.values())


@of(FUNCTIONS)
def test_what_comes_back_is_named(thing):
    """A function that returns something says what, by the name of its type."""
    kind = inspect.signature(thing).return_annotation
    if kind is None:
        assert "Returns" not in sections(thing)
    else:
        returned = list(entries(sections(thing)["Returns"]))
        name = kind.__name__ if isinstance(kind, type) else str(kind)
        assert returned[0].split(".")[-1] == name.split(".")[-1].replace("typing.", "")


@of(functions(fadu.stats))
def test_statistics_say_shapes_and_ranges(thing):
    """Each column that goes into a statistic has its shape and its range described."""
    described = entries(sections(thing)["Parameters"])
    for name, parameter in inspect.signature(thing).parameters.items():
        if "ArrayLike" in str(parameter.annotation) or "_Buffer" in str(parameter.annotation):
            words = described[name]
            borrowed = re.search(r"As in `\w+`", words)
            assert borrowed or (SHAPE.search(words) and RANGE.search(words)), (name, words)


@of(functions(fadu.stats))
def test_statistics_say_what_they_refuse_and_whose_method_it_is(thing):
    """Each statistic lists its refusals and a reference with its year."""
    found = sections(thing)
    assert "StatisticsError" in entries(found["Raises"])
    assert CITED.search(found["References"])


@of(results())
def test_every_attribute_of_a_result_is_described(thing):
    """The attributes described are the fields of the result, in their order, each in words."""
    described = entries(sections(thing)["Attributes"])
    assert list(described) == [field.name for field in dataclasses.fields(thing)]
    assert all(described.values())
    assert issubclass(thing, Result)


def test_every_statistic_names_its_method():
    """Each result has a field `method`, so that a table can explain itself."""
    without = [k.__name__ for k in results() if "method" not in k.__slots__]
    assert without == ["Curve"]
