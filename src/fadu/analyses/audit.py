"""Where published figures contradict themselves and each other, as a result like any other."""

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, checks, wording
from fadu.analyses.asked import simulated
from fadu.checks import Findings
from fadu.codebook import Language, as_language
from fadu.panel import Panel


class Audit(Findings):
    """Findings, the place and year of each in a chart.

    Parameters
    ----------
    found
        The findings, by district, year and code.
    panel
        Where they were found.
    """

    @property
    def used(self) -> pd.DataFrame:
        """The figures that the findings speak of, as in ``Panel.table``."""
        table = self.panel.table
        named = {(f.district, i, s) for f in self for i in f.indicators for s in f.sources}
        cells = zip(table["district"], table["indicator"], table["source"], strict=True)
        return table[[cell in named for cell in cells]]

    @property
    def simulated(self) -> bool:
        """Whether the panel holds simulated figures; then every output says so."""
        return simulated(self.panel)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each finding: its law, gravity, place, time, figures, sources, sentences."""
        found = super().table
        return found.assign(data="simulated") if self.simulated else found

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return what was found, one sentence each."""
        lang = as_language(lang)
        said = super().sentences(lang)
        return [wording.simulated(s, lang) for s in said] if self.simulated else said

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw where and when they were found, on `ax` or on axes of its own."""
        lang = as_language(lang)
        axes = charts.axes_or_new(ax, charts.findings_size(self))
        drawn = charts.findings(self, axes, lang)
        return charts.marked_simulated(drawn, lang) if self.simulated else drawn

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows in words, with the numbers."""
        lang = as_language(lang)
        said = wording.findings_alt(self, lang)
        return wording.simulated(said, lang) if self.simulated else said


def audit(
    panel: Panel,
    *,
    districts: str | int | Iterable[str | int] | None = None,
    years: object = None,
) -> Audit:
    """Ask where figures break a law, or keep it only in a way that has to be said.

    Parameters
    ----------
    panel
        Where the figures stand; the years before those asked for are looked at too.
    districts, years
        What findings are asked for, as in ``panel.select``; None for all.

    Returns
    -------
    Audit
        Contradictions and cautions, by district, year and code; none where the reports
        agree with themselves and with each other.

    Raises
    ------
    RequestError
        A district or year that does not exist.
    """
    return Audit(checks.audit(panel, districts=districts, years=years), panel)
