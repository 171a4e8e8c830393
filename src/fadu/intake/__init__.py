"""Report file to text, to printed numbers, to figures, to indicators."""

from fadu.intake.extract import extract
from fadu.intake.figure import Figure, frame
from fadu.intake.report import Report, read_report
from fadu.intake.trial import with_report

__all__ = [
    "Figure",
    "Report",
    "extract",
    "frame",
    "read_report",
    "with_report",
]
