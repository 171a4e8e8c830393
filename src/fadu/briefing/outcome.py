"""What becomes of a briefing that was planned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fadu.briefing.plan import Planned
from fadu.briefing.usage import Usage


@dataclass(frozen=True)
class Built:
    """A briefing, not yet written.

    Parameters
    ----------
    pdf
        The PDF.
    executed
        The executed notebook as JSON.
    used
        The figures and files that it rests on.
    shows
        What the index page tells of it.
    stages
        Seconds by stage, and of these by cell (``cell 3``).
    """

    pdf: bytes = field(repr=False)
    executed: str = field(repr=False)
    used: Usage = field(repr=False)
    shows: Mapping[str, Any]
    stages: Mapping[str, float]


@dataclass(frozen=True)
class Outcome:
    """What became of one briefing.

    Parameters
    ----------
    item
        What was planned.
    built
        The briefing; None where it failed.
    message
        Why it failed.
    seconds
        How long it took.
    """

    item: Planned
    built: Built | None
    message: str = ""
    seconds: float = 0.0
