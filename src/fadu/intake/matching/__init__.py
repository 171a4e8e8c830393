"""Quantities to indicators, by the wordings of a codebook.

How to add a wording: write it where the indicator is declared, in ``data/codebook/*.toml``, as one
more table ``[[INDICATOR.match]]``; its fields are those of `fadu.codebook.entries.Wording`.  A pattern is
literal words, ``(a|b)`` for one of several, an empty alternative for what may be left out, and ``…``
for a gap.  ``before`` and ``after`` say what stands beside the number, and one of them has to be
there; ``topic``, ``context``, ``units`` and ``section`` say what else must hold, ``exclude``,
``nowhere`` and ``not_within`` what must not.  The nearest and longest words win.

    [[review_accepted.match]]
    topic = ["review"]
    before = ["(依法|决定|立案|新)受理"]
    exclude = ["不予受理", "受理率"]

The same table in a workspace adds the wording to the bundled entry.  Words that turn a text to a
subject stand in ``topics.toml``, and a workspace's add to them in the same way; a subject without
indicators keeps its figures from being taken for those of another.  Nothing else has to be changed: the pattern is found
at once, and a mistake in it is refused with the table that it stands in.
"""

from fadu.intake.matching.found import Match
from fadu.intake.matching.match import Reader
from fadu.intake.matching.wordings import Wordings, wordings_of

__all__ = ["Match", "Reader", "Wordings", "wordings_of"]
