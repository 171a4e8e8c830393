"""How close a page is set, and where a page is begun: no last page is left nearly empty."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

DENSITIES = (1.0, 0.95, 0.9, 0.85)  # of the space between lines, rows and blocks
LEAST_FILLED = 0.5  # of the last page; below, a tighter setting is tried
MOST_SPARED = (
    0.14  # of the length: beyond 0.13 the tightest setting spared none of 200 profiles a page
)
PAGE_HEIGHT = 841.89  # points, A4
TOP, FOOT = 0.067, 0.92  # of the page's height: where text begins, and ends on a full one
HEADED = 0.025  # of the page's height: room above a heading of a chapter
LEAST_LEFT = TOP + 2 / 3 * (FOOT - TOP) + HEADED
"""How far down a page is filled from which a chapter is carried over: the last alone may be emptier."""


@dataclass(frozen=True)
class Setting:
    """How a document is set.

    Parameters
    ----------
    density
        Of the space between lines, rows and blocks; 1 is the usual one.
    fresh
        Number of the chapter (a heading of the first level, from 1) that begins a page; 0 for
        none.
    """

    density: float = 1.0
    fresh: int = 0


class _Place(NamedTuple):
    """A page, and how far down on it, from 0 to 1."""

    page: int
    down: float


class _Layout(NamedTuple):
    """Where a document and its chapters end and begin."""

    end: _Place
    chapters: tuple[_Place, ...]


def settled(look: Callable[[Setting], str]) -> Setting:
    """Return the first setting that leaves no nearly empty last page, or the nearest to it.

    A tighter setting that spares the page goes first; where none does, whole chapters are
    carried over to it.

    Parameters
    ----------
    look
        Sets the document and returns what it says of itself, as JSON: page and y of its end
        and of its chapters.
    """
    usual = Setting()
    found = _read(look(usual))
    pages, filled = found.end
    if pages == 1 or filled > LEAST_FILLED:
        return usual
    if filled <= MOST_SPARED * (pages - 1 + filled):
        # Each try sets the whole document: where the tightest spares no page, none does.
        *between, tightest = (Setting(density) for density in DENSITIES[1:])
        if _read(look(tightest)).end.page < pages:
            return next((s for s in between if _read(look(s)).end.page < pages), tightest)
    carried = Setting(fresh=_chapter(found))
    after = _read(look(carried)).end if carried.fresh else found.end
    return carried if after.page == pages and after.down > filled else usual


def _read(said: str) -> _Layout:
    end = json.loads(said)
    places = [
        _Place(at["page"], float(at["y"].removesuffix("pt")) / PAGE_HEIGHT)
        for at in (end, *end["chapters"])
    ]
    return _Layout(places[0], tuple(places[1:]))


def _chapter(found: _Layout) -> int:
    """Return the chapter to carry over from the page before the last; 0 where none helps.

    The last one that fills the last page by half; else the one that leaves both pages fullest;
    none that leaves more than a third of its page empty.
    """
    pages, filled = found.end
    left = {
        n: (at.down, filled + FOOT - at.down)
        for n, at in enumerate(found.chapters, start=1)
        if at.page == pages - 1 and at.down >= LEAST_LEFT
    }
    enough = [n for n, (before, last) in left.items() if LEAST_FILLED < last < before]
    if enough:
        return max(enough)
    return max(left, key=lambda n: min(left[n]), default=0)
