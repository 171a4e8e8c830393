"""The panel: every figure as printed, and which of them analyses use."""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
import pandas as pd

from fadu.codebook import Codebook
from fadu.districts import NATION, Register
from fadu.errors import RequestError, one_of
from fadu.model import TIERS, Tier, assumed_resolution
from fadu.panel.asked import asked, columns_of, kept
from fadu.panel.breaks import Break, related
from fadu.panel.choice import Decision, choose
from fadu.panel.coded import Rows, coded
from fadu.panel.seen import Scope, Watched, hand_over, look_at
from fadu.schema import OBSERVATIONS

SHARED = 100_000
"""Figures of a panel up to which the table of all is computed, to be shared by selections."""


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
    scope
        What `select` kept.
    """

    observations: pd.DataFrame = field(repr=False)
    sources: pd.DataFrame = field(repr=False)
    population: pd.DataFrame = field(repr=False)
    breaks: tuple[Break, ...] = field(repr=False)
    decisions: tuple[Decision, ...] = field(repr=False)
    codebook: Codebook = field(repr=False)
    districts: Register = field(repr=False)
    layers: tuple[Layer, ...] = ()
    scope: Scope = field(default=Scope(), repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """Every figure, one row each; a fresh copy is the caller's to change.

        Returns
        -------
        pandas.DataFrame
            The panel's columns with `value` and `resolution` as numbers, and besides
            `printed` (the value's text), `assumed` (whether the resolution is taken from
            trailing zeros), `chosen` (whether analyses use the figure) and `choice` (by what).
        """
        look_at(self.scope)
        return self._table

    @cached_property
    def _table(self) -> pd.DataFrame:
        figures = self._figures
        known = figures["resolution"] != ""
        steps = {value: _assumed(value) for value in figures["value"].unique()}
        step = figures["resolution"].where(known, figures["value"].map(steps))
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
        part = asked(self.codebook, self.districts, districts, years, indicators)
        scope = self.scope.narrowed(part.districts, part.years, part.indicators)
        if isinstance(self._held, Rows):
            found = self._with(self._held.among(columns_of(part)).frame(), scope)
            return found if tier is None else found.select(tier=tier)
        figures = self._held
        keep = kept(figures, part)
        if tier is not None:
            keep &= figures["source"].isin(self._at_least(tier)).to_numpy()
        found = self._with(_numbered(figures[keep]), scope)
        if tier is None and self._shares:  # whole cells: each choice holds
            vars(found)["_table"] = _numbered(self._table[keep])
        return found

    def alike(self) -> "Panel":
        """Return a panel of the same content; what is written into its frames stays its own."""
        held = self._held
        own = held if isinstance(held, Rows) else held.copy(deep=False)
        same = self._with(own, self.scope)
        if self._shares:
            vars(same)["_table"] = self._table.copy(deep=False)
            vars(same)["digest"] = self.digest
        return same

    def holding(self, rows: Rows) -> "Panel":
        """Return a panel of other figures, which become a frame once all are looked at."""
        return self._with(rows, self.scope)

    def ignoring(self, breaks: Iterable[Break]) -> "Panel":
        """Return a panel of the same figures in which `breaks` part nothing."""
        left = {b.id for b in breaks}
        same = self.alike()
        vars(same)["breaks"] = tuple(b for b in self.breaks if b.id not in left)
        return same

    @property
    def _shares(self) -> bool:
        """Whether what is computed of all figures pays for a few: not of a national panel."""
        return len(self) <= SHARED or "_table" in vars(self)

    @property
    def for_many(self) -> bool:
        """Whether it is asked many times, so that results are kept: it is small, or `ready`."""
        held = self._held
        ready = isinstance(held, Rows) and held.is_indexed("indicator")
        return ready or len(held) <= SHARED

    @property
    def identity(self) -> Hashable:
        """What two panels of the same figures share."""
        return self._held if isinstance(self._held, Rows) else self.digest

    @property
    def _figures(self) -> pd.DataFrame:
        held = self._held
        if isinstance(held, Rows):
            held = vars(self)["observations"] = held.frame()
        return held

    @property
    def _held(self) -> pd.DataFrame | Rows:
        held: pd.DataFrame | Rows = vars(self)["observations"]
        return held

    def _with(self, observations: pd.DataFrame | Rows, scope: Scope) -> "Panel":
        held = {f.name: vars(self)[f.name] for f in fields(self)}
        return Panel(**{**held, "observations": observations, "scope": scope})

    @cached_property
    def digest(self) -> str:
        """A short hash of all figures, which tells one state of a panel from another."""
        return hashlib.sha256(self._figures.to_csv(index=False).encode()).hexdigest()[:12]

    def _at_least(self, tier: str) -> list[str]:
        if tier not in TIERS:
            raise RequestError(one_of("tier", tier, TIERS))
        admitted = TIERS[: TIERS.index(tier) + 1]
        return self.sources.loc[self.sources["tier"].isin(admitted), "id"].tolist()

    def breaks_of(self, indicator: str, district: str) -> tuple[Break, ...]:
        """Return the breaks that split a series of `indicator` in `district`, as they hold there, by date."""
        known = self._splitting.setdefault(indicator, {})
        if district not in known:
            above = (area.code for area in self.districts.ancestors(district))
            areas = dict.fromkeys((district, *above, NATION))
            near = [b for area in areas for b in self._split(indicator)[area]]
            held = (b.there(district, self.districts) for b in near)
            there = (b for b in held if b is not None)
            known[district] = tuple(sorted(there, key=lambda b: (b.start, b.id)))
        return known[district]

    def _split(self, indicator: str) -> Mapping[str, list[Break]]:
        """Return the breaks that split a series of `indicator` anywhere, by the place they name."""
        if indicator not in self._somewhere:
            names = related(indicator, self.codebook)
            found = self._somewhere.setdefault(indicator, defaultdict(list))
            for item in self.breaks:
                if item.splits(names):
                    found[item.district].append(item)
        return self._somewhere[indicator]

    @cached_property
    def _splitting(self) -> dict[str, dict[str, tuple[Break, ...]]]:
        """What `breaks_of` returned, by indicator and place."""
        return {}

    @cached_property
    def _somewhere(self) -> dict[str, defaultdict[str, list[Break]]]:
        """What `_split` returned, by indicator."""
        return {}

    def years_of(self, district: str) -> list[int]:
        """Return the years in which `district` has any figure, ascending."""
        look_at(self.scope.narrowed(districts=[district]))
        if isinstance(self._held, Rows):
            self._held.indexed("district")  # a batch asks for thousands
            return sorted(set(self._held.among({"district": [district]}).column("year")))
        return sorted(
            self._held.loc[self._held["district"] == district, "year"].unique().tolist()
        )

    @property
    def rows(self) -> Rows:
        """The figures as rows of a coded table."""
        held = self._held
        if isinstance(held, Rows):
            return held
        return Rows(coded(held, OBSERVATIONS), np.arange(len(held)), OBSERVATIONS)

    def ready(self) -> None:
        """Prepare for many selections, as one process does for all that it will fork."""
        if isinstance(self._held, Rows):
            self._held.indexed("district", "indicator")
        else:
            _ = self._table

    def printed(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the observations, as they stand on disk, behind rows of `table`.

        Parameters
        ----------
        rows
            Of the table of this panel, or of a selection from it.
        """
        near = self._near(rows)
        known = pd.MultiIndex.from_frame(near[list(OBSERVATIONS.key)])
        asked_for = rows.assign(value=rows["printed"])[list(OBSERVATIONS.key)]
        found = near.iloc[known.get_indexer(pd.MultiIndex.from_frame(asked_for))]
        hand_over(found)
        return found

    def _near(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the figures of the districts, years and indicators that rows speak of."""
        wanted = {name: set(rows[name]) for name in ("district", "year", "indicator")}
        if isinstance(self._held, Rows):
            return self._held.among(wanted).frame()
        scope = Scope(**{f"{name}s": frozenset(values) for name, values in wanted.items()})
        return self._held[kept(self._held, scope)]

    def __len__(self) -> int:
        """Return the number of figures."""
        return len(self._held)


Panel.observations = Watched("observations", "_figures")


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with labels of their own: those of the whole tell of figures not looked at."""
    return rows.reset_index(drop=True)


def _assumed(printed: str) -> str:
    return f"{assumed_resolution(printed)}" if printed else ""
