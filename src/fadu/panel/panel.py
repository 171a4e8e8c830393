"""The panel: every figure as printed, and which of them analyses use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from fadu.codebook import Codebook
from fadu.districts import Register
from fadu.errors import RequestError, one_of
from fadu.model import TIERS, Tier, assumed_resolution
from fadu.panel.breaks import Break, related
from fadu.panel.choice import Decision, choose
from fadu.years import as_years


@dataclass(frozen=True)
class Layer:
    """A folder that a panel was read from, and what it changed in the layers below.

    Parameters
    ----------
    path
        The folder, or the word bundled.
    added, overridden
        Numbers of figures, sources and indicators that it added and that it replaced.
    """

    path: str
    added: int
    overridden: int


@dataclass(frozen=True, eq=False)
class Panel:
    """Figures of areas and years, each with its source.

    Parameters
    ----------
    observations
        In the form of ``fadu.schema.OBSERVATIONS``; never changed.
    sources, population
        In the form of their schemas.
    breaks, decisions, codebook, districts
        What is known about the figures.
    layers
        The folders that it was read from, the lowest first.
    """

    observations: pd.DataFrame = field(repr=False)
    sources: pd.DataFrame = field(repr=False)
    population: pd.DataFrame = field(repr=False)
    breaks: tuple[Break, ...] = field(repr=False)
    decisions: tuple[Decision, ...] = field(repr=False)
    codebook: Codebook = field(repr=False)
    districts: Register = field(repr=False)
    layers: tuple[Layer, ...] = ()

    @cached_property
    def table(self) -> pd.DataFrame:
        """Every figure, one row each; a fresh copy is the caller's to change.

        Returns
        -------
        pandas.DataFrame
            The panel's columns with `value` and `resolution` as numbers, and besides
            `printed` (the value's text), `assumed` (whether the resolution is taken from
            trailing zeros), `chosen` (whether analyses use the figure) and `choice` (by what).
        """
        figures = self.observations
        known = figures["resolution"] != ""
        step = figures["resolution"].where(known, figures["value"].map(_assumed))
        return figures.assign(
            value=pd.to_numeric(figures["value"].replace("", None)).astype("float64"),
            resolution=pd.to_numeric(step.replace("", None)).astype("float64"),
            printed=figures["value"],
            assumed=~known & (figures["value"] != ""),
            **choose(figures, self.sources, self.decisions),
        )

    def select(
        self,
        districts: str | int | Iterable[str | int] | None = None,
        years: object = None,
        indicators: str | Iterable[str] | None = None,
        tier: Tier | None = None,
    ) -> "Panel":
        """Return the panel of the figures asked for; this one stays as it is.

        Parameters
        ----------
        districts
            Codes or names; None for all.
        years
            A year, an iterable of years, or text such as ``2019:2023``; None for all.
        indicators
            Ids; None for all.
        tier
            The weakest tier of sources that is admitted.

        Raises
        ------
        RequestError
            A district, year, indicator or tier that does not exist.
        """
        figures = self.observations
        keep = pd.Series(True, index=figures.index)
        if districts is not None:
            codes = [self.districts.resolve(d) for d in _listed(districts)]
            keep &= figures["district"].isin(codes)
        if years is not None:
            keep &= figures["year"].isin(as_years(years))
        if indicators is not None:
            keep &= figures["indicator"].isin(
                [self.codebook[i].id for i in _listed(indicators)]
            )
        if tier is not None:
            keep &= figures["source"].isin(self._at_least(tier))
        return replace(self, observations=figures[keep])

    def _at_least(self, tier: str) -> list[str]:
        if tier not in TIERS:
            raise RequestError(one_of("tier", tier, TIERS))
        admitted = TIERS[: TIERS.index(tier) + 1]
        return self.sources.loc[self.sources["tier"].isin(admitted), "id"].tolist()

    def breaks_of(self, indicator: str, district: str) -> tuple[Break, ...]:
        """Return the breaks that split a series of `indicator` in `district`, by date."""
        names = related(indicator, self.codebook)
        return tuple(b for b in self.breaks if b.concerns(names, district, self.districts))

    def years_of(self, district: str) -> list[int]:
        """Return the years in which `district` has any figure, ascending."""
        mine = self.observations["district"] == district
        return sorted(self.observations.loc[mine, "year"].unique().tolist())

    def __len__(self) -> int:
        """Return the number of figures."""
        return len(self.observations)


def _assumed(printed: str) -> str:
    return f"{assumed_resolution(printed)}" if printed else ""


def _listed(given: Any) -> Sequence[Any]:
    return [given] if isinstance(given, str | int) else list(given)
