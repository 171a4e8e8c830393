"""Which ranks may places hold: sets, never one number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, wording
from fadu.analyses.comparable import comparable
from fadu.analyses.compare import observations
from fadu.analyses.ranking import ranking
from fadu.codebook import Language, as_language
from fadu.errors import RequestError
from fadu.model import Level, Tier
from fadu.panel import Panel
from fadu.shapes.crosssection import CrossSection, Ranks

RANKED = ("count", "rate")


@dataclass(frozen=True, eq=False)
class Ranking:
    """Rank sets of places that may be compared.

    Parameters
    ----------
    panel
        The whole panel, so that sources can be named.
    section
        The comparable set, and what was left out.
    """

    panel: Panel = field(repr=False)
    section: CrossSection

    @cached_property
    def ranks(self) -> Ranks | None:
        """The sets; None where chance cannot be weighed, and nothing is ranked."""
        return ranking(self.section)

    @property
    def left_out(self) -> pd.DataFrame:
        """Every place that is not ranked, by name and with its reason."""
        return self.section.left_out

    @property
    def table(self) -> pd.DataFrame:
        """One row for each ranked place, the first first.

        Returns
        -------
        pandas.DataFrame
            district, name_zh, name_en, value, low and high (the set that holds for all places
            at once), marginal_low and marginal_high (for the place alone), sources; empty where
            nothing is ranked.
        """
        if self.ranks is None:
            return pd.DataFrame(columns=[*_COLUMNS, "sources"])
        sources = self.section.rows.set_index("district")["sources"]
        whole = self.ranks.rows[_COLUMNS].assign(
            sources=self.ranks.rows["district"].map(sources)
        )
        return whole.assign(data="simulated") if self.section.simulated else whole

    @property
    def used(self) -> pd.DataFrame:
        """Every observation that the ranking draws on, as in ``Panel.table``."""
        return observations(self.panel, self.section)

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return what is ranked, who may be first and last, and who is left out."""
        lang = as_language(lang)
        section, ranks = self.section, self.ranks
        if ranks is None:
            said = [wording.unranked(section, lang), wording.left_out(section, lang)]
        else:
            said = [
                wording.rank_focus(section, ranks, lang),
                wording.rank_overview(section, ranks, lang),
                wording.rank_ends(ranks, lang),
                wording.left_out(section, lang),
            ]
        kept = [s for s in said if s]
        return [wording.simulated(s, lang) for s in kept] if section.simulated else kept

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the rank sets on `ax` or axes of its own.

        Raises
        ------
        RequestError
            Nothing is ranked.
        """
        lang = as_language(lang)
        if self.ranks is None:
            said = wording.unranked(self.section, "en").rstrip(".")
            raise RequestError(f"{said}; `.sentences()` and `.left_out` say more")
        axes = charts.axes_or_new(ax, charts.rows_size(len(self.ranks.rows)))
        return charts.rank_sets(self.section, self.ranks, axes, lang)

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows, in one sentence with its numbers."""
        lang = as_language(lang)
        if self.ranks is None:
            return wording.unranked(self.section, lang)
        said = wording.rank_alt(self.section, self.ranks, lang)
        return wording.simulated(said, lang) if self.section.simulated else said


_COLUMNS = [
    "district", "name_zh", "name_en", "value", "low", "high", "marginal_low", "marginal_high",
]  # fmt: skip


def rank(
    panel: Panel,
    indicator: str,
    year: object,
    *,
    districts: str | int | Iterable[str | int] | None = None,
    focus: str | int | None = None,
    level: Level | None = None,
    exposure: str | None = "population",
    tier: Tier | None = None,
    period: str = "",
) -> Ranking:
    """Ask which ranks places may hold, among those that may be compared.

    Rank 1 is the largest value; where the codebook says that lower is better, the smallest;
    where it says neither, the sentences say so.

    Parameters
    ----------
    panel, indicator, year, districts, focus, level, exposure, tier, period
        As in ``fadu.compare``.

    Returns
    -------
    Ranking
        Simultaneous and marginal 95 % sets of proportions or rates; none, with the reason,
        where counts stand without population or percentages without counts.

    Raises
    ------
    RequestError
        As ``fadu.compare``, and for an indicator that is no count or rate.
    """
    entry = panel.codebook[indicator]
    if entry.kind not in RANKED:
        raise RequestError(
            f"indicator {indicator} is a {entry.kind}; ranks are given for a count or a rate, "
            "`fadu.compare` sets the values side by side",
        )
    section = comparable(
        panel, indicator, year, districts=districts, focus=focus, level=level,
        exposure=exposure, tier=tier, period=period,
    )  # fmt: skip
    return Ranking(panel, section)
