"""All laws over a panel."""

from collections.abc import Iterable

from fadu.checks.figures import Figures
from fadu.checks.finding import SEVERITIES, Finding, Findings, Severity
from fadu.checks.register import laws
from fadu.panel import Panel
from fadu.years import as_years


def audit(
    panel: Panel,
    *,
    districts: str | int | Iterable[str | int] | None = None,
    years: object = None,
) -> Findings:
    """Return where figures break a law, or keep it only in a way that has to be said.

    Parameters
    ----------
    panel
        Where the figures stand; the years before those asked for are looked at too.
    districts, years
        What findings are asked for, as in ``panel.select``; None for all.

    Returns
    -------
    Findings
        Contradictions and cautions, by district, year and code; none where the reports
        agree with themselves and with each other.

    Raises
    ------
    RequestError
        A district or year that does not exist.
    """
    return _found(panel, districts, years, ("contradiction", "caution"))


def notes(
    panel: Panel,
    *,
    districts: str | int | Iterable[str | int] | None = None,
    years: object = None,
) -> Findings:
    """Return what printed figures tell besides: the base of a percentage, an implied value.

    Parameters
    ----------
    panel, districts, years
        As in `audit`.

    Returns
    -------
    Findings
        Notes, by district, year and code.
    """
    return _found(panel, districts, years, ("note",))


def confirmations(
    panel: Panel,
    *,
    districts: str | int | Iterable[str | int] | None = None,
    years: object = None,
) -> Findings:
    """Return what was tested and holds, such as 48 + 2 + 28 = 78.

    Parameters
    ----------
    panel, districts, years
        As in `audit`.

    Returns
    -------
    Findings
        Of the severity ``holds``, by district, year and code.
    """
    return _found(panel, districts, years, ("holds",))


def everything(
    panel: Panel,
    *,
    districts: str | int | Iterable[str | int] | None = None,
    years: object = None,
) -> Findings:
    """Return what `audit`, `notes` and `confirmations` return, one after the other.

    Parameters
    ----------
    panel, districts, years
        As in `audit`.

    Returns
    -------
    Findings
        The laws are looked through once.
    """
    parts = [("contradiction", "caution"), ("note",), ("holds",)]
    found = _found(panel, districts, years, SEVERITIES)
    return Findings((f for kinds in parts for f in found if f.severity in kinds), panel)


def _found(
    panel: Panel,
    districts: str | int | Iterable[str | int] | None,
    years: object,
    severities: tuple[Severity, ...],
) -> Findings:
    figures = Figures(panel if districts is None else panel.select(districts=districts))
    asked = None if years is None else set(as_years(years))
    found = {
        finding
        for law in laws()
        for finding in law.find(figures)
        if finding.severity in severities and (asked is None or finding.year in asked)
    }
    return Findings(sorted(found, key=_order), panel)


def _order(finding: Finding) -> tuple[object, ...]:
    place = (finding.district, finding.year, finding.period)
    grave = SEVERITIES.index(finding.severity)
    return (*place, grave, finding.code, finding.indicators, finding.sentence_en)
