"""Command lines with one word that nobody should type, for every option of every command."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.malformed.command_lines import FIRST, FITTING, OCCUPIED, TELLING
from tests.malformed.trying import Case, Wanted

from fadu.cli import main

EACH = 6
"""One hostile word in so many is tried with each option; all are, with one or another."""


def command_lines() -> Iterator[Case]:
    """Yield every command line."""
    places = [(c, o) for c, options in FITTING.items() for o in (*options, "")]
    for number, (command, option) in enumerate(places):
        if (command, option) == ("lab", ""):
            continue  # a server would be started
        for value in TELLING[number % EACH :: EACH]:
            first = [w for w in FIRST[command][:1] if w] if option else [value]
            words = [command, *([option, value] if option else []), *first]
            if command == "brief":
                words += ["--out", OCCUPIED]
            name = " ".join(words)
            yield Case("command line", repr(name)[:90], lambda f, w=words: _within(f, w))


def _within(folder: Path, words: list[str]) -> Wanted:
    inside = folder / "a" / "b" / "c"
    inside.mkdir(parents=True)
    (inside / OCCUPIED).write_text("一、概况\n受理5件。\n", encoding="utf-8")

    def call() -> int:
        os.chdir(inside)
        return main(words)

    return call
