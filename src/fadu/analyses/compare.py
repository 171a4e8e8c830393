"""One indicator, one year, many places: who stands out, and how sure is that."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, wording
from fadu.analyses.comparable import comparable
from fadu.analyses.ranking import ranking
from fadu.analyses.standing import FEWEST, by_treatment, drawn, limits, standing
from fadu.codebook import Language, as_language
from fadu.errors import RequestError
from fadu.model import Level, Tier
from fadu.panel import Panel
from fadu.shapes.crosssection import LEVELS_OF_LIMITS, CrossSection, Limits, Ranks, Standing
from fadu.stats.funnel import Funnel
from fadu.stats.treatments import Treatments

MOST_POINTS = 5


@dataclass(frozen=True, eq=False)
class Comparison:
    """Places beside each other in one year.

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
    def _treatments(self) -> Treatments | None:
        return drawn(self.section)

    @cached_property
    def standing(self) -> Standing | None:
        """Who stands out; None where chance cannot be weighed or fewer than five compare."""
        return None if self._treatments is None else standing(self.section, self._treatments)

    @property
    def funnel(self) -> Funnel | None:
        """The funnel of the treatment that the verdict uses, a row for each compared place."""
        if self._treatments is None or self.standing is None:
            return None
        return by_treatment(self._treatments)[self.standing.headline]

    @property
    def limits(self) -> Limits | None:
        """The lines of that funnel; None where there is none."""
        if self.funnel is None or self.standing is None:
            return None
        return limits(self.section, self.funnel, self.standing.headline)

    @cached_property
    def ranks(self) -> Ranks | None:
        """Rank sets of the compared places; None where chance cannot be weighed."""
        return ranking(self.section)

    @property
    def left_out(self) -> pd.DataFrame:
        """Every place that is not compared, by name and with its reason."""
        return self.section.left_out

    @property
    def verdicts(self) -> pd.DataFrame:
        """Who stands out at which level under each treatment: a row for each compared place.

        Returns
        -------
        pandas.DataFrame
            district, name_zh, name_en, value, and a column for each treatment with the widest
            level whose limits the place lies beyond, signed: 0.998 above, -0.95 below, 0 inside.
            Empty where there is no funnel.
        """
        if self.standing is None:
            return pd.DataFrame(columns=["district", "name_zh", "name_en", "value"])
        return self.standing.rows.drop(columns=["label_zh", "label_en"])

    @property
    def table(self) -> pd.DataFrame:
        """One row for each place that is shown, compared or marked with its reason.

        Returns
        -------
        pandas.DataFrame
            The columns of ``CrossSection.rows``, and z (before adjustment), outside_95,
            outside_99.8 (above, below or empty), rank_low and rank_high (simultaneous).
        """
        added = self._standing_columns()
        if self.ranks is not None:
            ranks = self.ranks.rows.set_index("district")[["low", "high"]]
            added = added.join(ranks.rename(columns={"low": "rank_low", "high": "rank_high"}))
        added = added.reindex(columns=_ADDED)
        whole = self.section.rows.merge(added, left_on="district", right_index=True, how="left")
        sides = [c for c in _ADDED if c.startswith("outside")]
        texts = {c: whole[c].astype("object").where(whole[c].notna(), "") for c in sides}
        kept = whole.drop(columns=["label_zh", "label_en"])
        whole = kept.assign(**texts)
        return whole.assign(data="simulated") if self.section.simulated else whole

    def _standing_columns(self) -> pd.DataFrame:
        index = pd.Index(self.section.compared["district"])
        if self.standing is None or self.funnel is None:
            return pd.DataFrame(index=index)
        signed = self.standing.rows[self.standing.headline].to_numpy()
        sides = {
            _column(level): np.where(
                signed >= level, "above", np.where(signed <= -level, "below", "")
            )
            for level in LEVELS_OF_LIMITS
        }
        return pd.DataFrame({"z": self.funnel.z} | sides, index=index)

    @property
    def used(self) -> pd.DataFrame:
        """Every observation that the comparison draws on, as in ``Panel.table``."""
        return observations(self.panel, self.section)

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return at most five key points, the first the most telling."""
        lang = as_language(lang)
        section, found = self.section, self.standing
        focus = wording.focus_place(section, found, lang)
        said = [focus, *self._findings(lang), wording.left_out(section, lang)]
        kept = [s for s in said if s][:MOST_POINTS]
        return [wording.simulated(s, lang) for s in kept] if section.simulated else kept

    def _findings(self, lang: Language) -> list[str]:
        section, found = self.section, self.standing
        if len(section.compared) < 2 or self._focus_alone:
            return [wording.nothing_beside(section, lang)]
        if not section.judged:
            return [wording.unjudged(section, lang)]
        if found is None:
            return [wording.too_few(section, FEWEST, lang)]
        return [
            wording.overview(section, found, lang),
            wording.spread(section, found, lang),
            wording.outstanding(section, found, lang),
        ]

    @property
    def _focus_alone(self) -> bool:
        return set(self.section.compared["district"]) == {self.section.focus}

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw a funnel where there is one, else an interval plot, on `ax` or axes of its own.

        Raises
        ------
        RequestError
            No place has a figure that could be drawn.
        """
        lang = as_language(lang)
        if not self.section.rows["value"].notna().any():
            said = wording.nothing_beside(self.section, "en").rstrip(".")
            raise RequestError(f"{said}; `.left_out` says why")
        if self.standing is None or self.limits is None:
            size = charts.rows_size(len(self.section.rows))
            return charts.intervals(self.section, charts.axes_or_new(ax, size), lang)
        axes = charts.axes_or_new(ax, charts.FUNNEL)
        return charts.funnel(self.section, self.standing, self.limits, axes, lang)

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows, in one sentence with its numbers."""
        lang = as_language(lang)
        said = wording.comparison_alt(self.section, self.standing, lang)
        return wording.simulated(said, lang) if self.section.simulated else said


def _column(level: float) -> str:
    return f"outside_{level * 100:g}"


_ADDED = ["z", *(_column(level) for level in LEVELS_OF_LIMITS), "rank_low", "rank_high"]


def observations(panel: Panel, section: CrossSection) -> pd.DataFrame:
    """Return the printed figures that a cross-section draws on."""
    entry = section.indicator
    table = panel.select(years=[section.year], indicators=[entry.id, *entry.inputs]).table
    cells = pd.MultiIndex.from_frame(table[["district", "period"]])
    shown = cells.isin(pd.MultiIndex.from_frame(section.rows[["district", "period"]]))
    return table[shown & (table["measure"] == "value")]


def compare(
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
) -> Comparison:
    """Ask who stands out among places that may be compared.

    Parameters
    ----------
    panel
        The panel.
    indicator
        Id of a codebook entry; its look-alikes are never mixed in.
    year
        One year.
    districts
        Codes or names; None for all places of the level.
    focus
        Code or name of the place in question; None for none.
    level
        nation, province, prefecture or county; None for the level of `focus`, else the one
        with most places.  The nation, and an area with its own part, never stand together.
    exposure
        ``population``: counts go per resident population where both are known, else stand as
        plain counts without a verdict; ``none``: always plain.
    tier
        The weakest tier of sources that is admitted; None for all.
    period
        Empty for the full calendar year (of a stock, for the latest date in the year);
        another one, as in the panel, only by name.

    Returns
    -------
    Comparison
        With a funnel where five places or more have counts with totals or residents.

    Raises
    ------
    RequestError
        An unknown indicator, year, place, level, exposure or tier, or a year without a figure
        (the message names the years that have one).
    """
    section = comparable(
        panel, indicator, year, districts=districts, focus=focus, level=level,
        exposure=exposure, tier=tier, period=period,
    )  # fmt: skip
    return Comparison(panel, section)
