"""How far a batch is: a bar where there is a terminal, a line now and then where there is none."""

import sys
import time
from collections import Counter
from typing import Self

from tqdm import tqdm

from fadu.briefing.manifest import Entry
from fadu.commands.panels import say

_BAR = "{bar:24} {n_fmt} of {total_fmt}{postfix}, {elapsed} gone, {remaining} left"
_PAUSE = 30.0  # seconds between two lines


class Progress:
    """Counts what is done and failed, and tells how long the rest will take.

    Parameters
    ----------
    total
        Briefings to build; of a single one nothing is told.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.states: Counter[str] = Counter()
        self._begun = self._told = time.monotonic()
        self._bar = tqdm(
            total=total,
            file=sys.stderr,
            bar_format=_BAR,
            disable=total < 2 or not sys.stderr.isatty(),
            postfix="",
        )

    def take(self, entry: Entry) -> None:
        """Count one that ended."""
        self.states[entry.state] += 1
        if self.states["failed"]:
            self._bar.set_postfix_str(f"{self.states['failed']} failed", refresh=False)
        self._bar.update()
        now = time.monotonic()
        if self._bar.disable and self.states.total() > 1 and now - self._told > _PAUSE:
            self._told = now
            say(self._line(now - self._begun))

    def _line(self, gone: float) -> str:
        ended = self.states.total()
        left = gone / ended * (self.total - ended)
        return (
            f"{self.states['done']} done, {self.states['failed']} failed, "
            f"{self.total - ended} remaining, about {_span(left)} left"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()


def _span(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
