"""Laws that figures must keep: each a code, a sentence, and the places where it is broken."""

from fadu.checks.auditing import audit, confirmations, everything, notes
from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import SEVERITIES, Finding, Findings, Law, Severity
from fadu.checks.register import ENTRY_POINTS, LAWS, laws

__all__ = [
    "ENTRY_POINTS",
    "LAWS",
    "SEVERITIES",
    "Figure",
    "Figures",
    "Finding",
    "Findings",
    "Law",
    "Severity",
    "audit",
    "confirmations",
    "everything",
    "laws",
    "notes",
]
