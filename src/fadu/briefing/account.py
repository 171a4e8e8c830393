"""The account of a batch: files written, entries in the manifest, what others do meanwhile."""

import datetime as dt
import platform
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self

from fadu.briefing.claims import Claims
from fadu.briefing.grounds import plain_parameters, program, sha256, versions
from fadu.briefing.index import write_index
from fadu.briefing.manifest import Entry, Manifest
from fadu.briefing.outcome import Built, Outcome
from fadu.briefing.plan import EXECUTED, Planned, executed_path, pdf_path
from fadu.errors import BuildError, FaduError
from fadu.files import sweep_drafts, write_bytes, write_text

_GLANCE = 0.2  # seconds between two looks at what another batch has in hand


class Account:
    """The output folder of a batch.

    Parameters
    ----------
    out
        The folder.

    Raises
    ------
    RequestError
        It cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.manifest = Manifest(out)
        self._before = dict(self.manifest.entries)
        self._claims = Claims(out)
        if self._claims.alone():
            sweep_drafts(out)  # what a killed batch left
            sweep_drafts(out / EXECUTED)

    def take(self, item: Planned) -> bool:
        """Whether a briefing is this batch's to build: no other has it in hand."""
        return self._claims.take(item.request.stem)

    def give(self, item: Planned) -> None:
        """Leave a briefing to other batches."""
        self._claims.give(item.request.stem)

    def news(self, item: Planned) -> Entry | None:
        """Return the last entry of a briefing if another batch made it since this one began."""
        self.manifest.refresh()
        now = self.manifest.entries.get(item.request.stem)
        return now if now is not self._before.get(item.request.stem) else None

    def any_of(self, items: Iterable[Planned]) -> Iterator[Planned]:
        """Yield the briefings that other batches have in hand as they let go of them."""
        left = list(items)
        while left:
            free = [item for item in left if self.take(item)]
            yield from free
            left = [item for item in left if item not in free]
            if left:
                time.sleep(_GLANCE)

    def keep(self, outcome: Outcome) -> Entry:
        """Write what was built, note it in the manifest, and return its entry."""
        entry = self._written(outcome)
        try:
            with self._claims.writing():
                self.manifest.append(entry)
        except FaduError as error:
            entry = replace(entry, state="failed", message=f"{entry.stem}: {error}")
        return entry

    def index(self) -> Path:
        """Write the index page from all that the manifest holds, and return its path.

        Raises
        ------
        BuildError
            It cannot be written.
        """
        with self._claims.writing():
            self.manifest.refresh()
            try:
                return write_index(self.out, self.manifest.entries)
            except FaduError as error:
                raise BuildError(f"there is no index page: {error}") from error

    def _written(self, outcome: Outcome) -> Entry:
        item, built = outcome.item, outcome.built
        blank = Entry(
            item.request.stem,
            "failed",
            item.request.notebook.name,
            plain_parameters(item.request.parameters),
            item.inputs,
            seconds=round(outcome.seconds, 3),
            finished=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            versions={"python": platform.python_version(), "fadu": program(), **versions()},
        )
        if built is None:
            return replace(blank, message=f"{blank.stem}: {outcome.message}")
        try:
            return self._filled(blank, built)
        except FaduError as error:
            return replace(blank, message=f"{blank.stem}: {error}")

    def _filled(self, blank: Entry, built: Built) -> Entry:
        write_text(executed_path(self.out, blank.stem), built.executed)
        write_bytes(pdf_path(self.out, blank.stem), built.pdf)
        return replace(
            blank,
            state="done",
            used=built.used,
            pdf=sha256(built.pdf),
            executed=sha256(built.executed.encode()),
            shows=built.shows,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._claims.close()
