"""What is asked of the warm engine, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import nbformat

from fadu.briefing.house import House
from fadu.briefing.typeset import Typesetting
from fadu.briefing.usage import Usage


@dataclass(frozen=True)
class CellsJob:
    """Run the cells of a notebook that is ready to run.

    Parameters
    ----------
    notebook
        The notebook as JSON, its parameters in it.
    cwd
        Folder that the notebook runs in.
    environment
        Its environment variables.
    options
        Those of nbclient that matter without a kernel of its own (allow_errors and the like).
    cell_timeout, timeout
        Seconds for each cell and for the whole; None for no limit.
    """

    notebook: str
    cwd: str
    environment: Mapping[str, str] = field(repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)
    cell_timeout: float | None = None
    timeout: float | None = None


@dataclass(frozen=True)
class BriefingJob:
    """Run a notebook with parameters, and make its page ready to print.

    Parameters
    ----------
    notebook
        The notebook as JSON, as its file holds it.
    name
        Name of its file, for messages and metadata.
    stem
        Name of the briefing.
    parameters
        All of them, checked.
    cwd, environment, cell_timeout, timeout
        As in `CellsJob`.
    data
        Folder of one's own panel, or empty.
    house
        The looks of the office that prints.
    """

    notebook: str
    name: str
    stem: str
    parameters: Mapping[str, object]
    cwd: str
    environment: Mapping[str, str] = field(repr=False)
    cell_timeout: float | None = None
    timeout: float | None = None
    data: str = ""
    house: House = field(default_factory=House)


Job = CellsJob | BriefingJob


@dataclass(frozen=True)
class Started:
    """A cell begins.

    Parameters
    ----------
    index
        Its position, from 0.
    count
        Number that it gets as it runs (In [3]); None for a cell that does not run.
    """

    index: int
    count: int | None = None


@dataclass(frozen=True)
class CellDone:
    """A cell is over.

    Parameters
    ----------
    index
        Its position, from 0.
    cell
        With its outputs.
    failed
        Whether it ends the run.
    """

    index: int
    cell: "nbformat.NotebookNode"
    failed: bool


@dataclass(frozen=True)
class CellChanged:
    """A later cell has changed what an earlier one shows.

    Parameters
    ----------
    index
        Position of the earlier cell, from 0.
    cell
        With its outputs.
    """

    index: int
    cell: "nbformat.NotebookNode"


@dataclass(frozen=True)
class Finished:
    """All cells were run, or one failed.

    Parameters
    ----------
    metadata
        The notebook's, with what the run added (language, widgets).
    """

    metadata: Mapping[str, Any]


STAGES = ("cells", "page", "account")
"""What a child does for a briefing, one after the other."""


@dataclass(frozen=True)
class Made:
    """A briefing's page, ready for Typst, and the notebook that showed it.

    Parameters
    ----------
    typesetting
        Typst's input.
    executed
        The executed notebook as JSON, without times.
    used
        What it rests on.
    shows
        Title, district, years and main series, for the index page.
    seconds
        By stage (`STAGES`), and of these by cell (``cell 3``).
    """

    typesetting: Typesetting
    executed: str
    used: Usage
    shows: Mapping[str, Any]
    seconds: Mapping[str, float]


@dataclass(frozen=True)
class Failed:
    """It could not be done, and why.

    Parameters
    ----------
    message
        In one line, without the briefing's name.
    cell
        Number of the cell as the executed notebook shows it (In [3]), or None.
    kind
        cell, timeout, killed, page, engine or interrupted.
    index
        Position of the cell, from 0, or None.
    """

    message: str
    cell: int | None = None
    kind: str = "cell"
    index: int | None = None

    def sentence(self) -> str:
        """Return cell and message in one line."""
        if self.cell is None:
            return self.message
        verb = {"cell": " failed:", "timeout": "", "interrupted": ""}.get(self.kind, ":")
        return f"cell {self.cell}{verb} {self.message}"


Event = Started | CellDone | CellChanged | Finished | Made | Failed
