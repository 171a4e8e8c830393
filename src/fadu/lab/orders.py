"""Briefings ordered from the explorer: their parameters as TOML and as words, and the building."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from fadu.errors import FaduError
from fadu.lab.choices import Choice

NOTEBOOKS = ("district_profile", "indicator_comparison", "multi_year_trend")
Builder = Callable[..., Path]
"""Takes the name of a notebook, its parameters, and a folder; see ``fadu.brief``."""


@dataclass(frozen=True)
class Order:
    """Briefings that one notebook is to print.

    Parameters
    ----------
    notebook
        Its name.
    briefings
        The parameters of each.
    data
        Folder of one's own panel, or empty.
    """

    notebook: str
    briefings: tuple[Mapping[str, object], ...]
    data: str = ""

    def toml(self) -> str:
        """Return the parameters as TOML, a table for each briefing."""
        tables = [dict(b) for b in self.briefings]
        return tomli_w.dumps({"notebook": self.notebook, "briefing": tables})

    def words(self) -> str:
        """Return the commands that print the same, one a line."""
        return "\n".join(
            shlex.join(["fadu", "brief", self.notebook, *_options(b), *self._own()])
            for b in self.briefings
        )

    def _own(self) -> list[str]:
        return ["--data", self.data] if self.data else []

    def build(self, builder: Builder, out: str) -> Iterator[str]:
        """Build one briefing after the other; yield the path of each, or why there is none."""
        own = {"data": self.data} if self.data else {}
        for parameters in self.briefings:
            try:
                yield str(builder(self.notebook, dict(parameters), out, **own))
            except FaduError as error:
                yield f"fadu: {error}"


def order(notebook: str, choice: Choice, lang: str, data: str = "") -> Order:
    """Return the briefings that print a choice.

    Parameters
    ----------
    notebook
        One of `NOTEBOOKS`.
    choice
        What is looked at; a profile is printed for each place.
    lang
        zh or en.
    data
        Folder of one's own panel, or empty.
    """
    years = f"{choice.first}:{choice.last}"
    if notebook == "district_profile":
        each = [
            {"district": d, "years": years, "indicators": [choice.indicator], "lang": lang}
            for d in choice.districts
        ]
        return Order(notebook, tuple(each), data)
    one: dict[str, object] = {"indicator": choice.indicator, "years": years, "lang": lang}
    if notebook == "multi_year_trend":
        one["districts"] = list(choice.districts)
    else:
        one |= {"years": str(choice.last), "district": choice.districts[0]}
    return Order(notebook, (one,), data)


_NAMED: Mapping[str, str] = {
    "district": "--district",
    "districts": "--district",
    "years": "--years",
    "indicator": "--indicator",
    "indicators": "--indicator",
    "lang": "--lang",
}


def _options(parameters: Mapping[str, object]) -> Sequence[str]:
    words: list[str] = []
    for name, value in parameters.items():
        for one in value if isinstance(value, list) else [value]:
            words += [_NAMED[name], str(one)] if name in _NAMED else ["--set", f"{name}={one}"]
    return words
