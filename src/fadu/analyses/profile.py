"""One district: its indicators, its years, its place among others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, checks, stats, wording
from fadu.analyses.estimates import estimates
from fadu.analyses.neighbours import neighbours
from fadu.checks import Finding
from fadu.codebook import LANGUAGES, Language
from fadu.errors import RequestError
from fadu.panel import Panel
from fadu.panel.breaks import related
from fadu.shapes import Change, Places, Series
from fadu.years import as_years, written_years

MOST_INDICATORS = 8
MOST_POINTS = 5


@dataclass(frozen=True, eq=False)
class Part:
    """One indicator of a profile.

    Parameters
    ----------
    series
        Its years.
    change
        Between the first and last year of the latest stretch without a break, if there is one.
    places
        Its place among others in its latest full year; None without a full year.
    """

    series: Series
    change: Change | None
    places: Places | None


@dataclass(frozen=True, eq=False)
class Profile:
    """What the panel says about one district.

    Parameters
    ----------
    panel
        The whole panel, so that others can be named.
    district
        Code.
    years
        The years asked for.
    parts
        One for each indicator that is shown with a chart.
    rest
        All other figures of the district in these years, in the form of ``Panel.table``.
    """

    panel: Panel = field(repr=False)
    district: str
    years: tuple[int, ...]
    parts: tuple[Part, ...]
    rest: pd.DataFrame = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """All estimates of the profile, one row for each figure."""
        frames = [p.series.rows.assign(indicator=p.series.indicator.id) for p in self.parts]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()

    @cached_property
    def own(self) -> pd.DataFrame:
        """Every figure of the district in these years, as in ``Panel.table``."""
        return self.panel.select(districts=[self.district], years=list(self.years)).table

    @cached_property
    def used(self) -> pd.DataFrame:
        """Every figure that the profile draws on: its own, and those of places set beside."""
        beside = [self._behind(p.places) for p in self.parts if p.places is not None]
        others = pd.concat([self.own, *beside])
        return others[~others.index.duplicated()].sort_index()

    def _behind(self, places: Places) -> pd.DataFrame:
        """Return the figures behind one table of places, and those that could stand in it."""
        rows, known = places.rows, self.panel.districts
        names = related(places.indicator.id, self.panel.codebook)
        level = known.of_level(known[self.district].level)
        table = self.panel.select(level, sorted(set(rows["year"])), sorted(names)).table
        cells = pd.MultiIndex.from_frame(rows[["district", "year", "period"]])
        shown = pd.MultiIndex.from_frame(table[["district", "year", "period"]]).isin(cells)
        return table[shown & (table["measure"] == "value").to_numpy()]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the laws of figures say about the district's figures, the gravest first."""
        return tuple(
            checks.everything(self.panel, districts=[self.district], years=list(self.years))
        )

    def place(self, lang: Language) -> str:
        """Return the district's full name."""
        return self.panel.districts.label(self.district, lang)

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return at most five key points, the first the most telling."""
        said = [*self._levels(lang), *self._changes(lang), *self._limits(lang)]
        return said[:MOST_POINTS]

    def _levels(self, lang: Language) -> list[str]:
        rates = [p for p in self.parts if _sure(p.series).any()]
        return [_last_level(p.series, self.place(lang), lang) for p in rates[:2]]

    def _changes(self, lang: Language) -> list[str]:
        found = [p for p in self.parts if p.change is not None]
        found.sort(key=lambda p: not p.series.indicator.is_rate)
        return [
            _named(p, lang) + wording.change(p.change, p.series.indicator, lang)
            for p in found[:1]
            if p.change
        ]

    def _limits(self, lang: Language) -> list[str]:
        split = [s for s in (wording.split(p.series, lang) for p in self.parts) if s]
        rates = [f for f in self.findings if f.severity == "note" and "rate" in f.code]
        told = [f.sentence(lang) for f in rates]
        return [*split[:1], *self.disagreements(lang)[:1], *told[:1], *self._alone(lang)]

    def _alone(self, lang: Language) -> list[str]:
        apart = [p for p in self.parts if p.places is not None and p.places.compared.empty]
        if not apart:
            return []
        names = [p.series.indicator.name(lang) for p in apart]
        years = {p.places.year for p in apart if p.places is not None}
        return [wording.alone(wording.listed(names, lang), max(years), lang)]

    def disagreements(self, lang: Language) -> list[str]:
        """Return a sentence for each cell in which sources print different figures."""
        own = self.own
        several = own[
            own["choice"].isin(["tier", "later publication", "decision", "undecided"])
        ]
        cells = several.groupby(["indicator", "year", "period"], sort=True)
        return [
            wording.disagreement(
                self.panel.codebook[str(name)], int(year), str(period),
                sorted(rows["value"]), _only(rows.loc[rows["chosen"], "value"]), lang,
            )
            for (name, year, period), rows in cells
        ]  # fmt: skip

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the first indicator on `ax`, or on axes of its own."""
        if not self.parts:
            raise RequestError(f"{self.district} has no figure in {written_years(self.years)}")
        return charts.series(self.parts[0].series, charts.axes_or_new(ax), lang)


def profile(
    panel: Panel,
    district: str | int,
    years: object = None,
    indicators: str | Iterable[str] | None = None,
) -> Profile:
    """Ask what the panel says about one district.

    Parameters
    ----------
    panel
        The panel.
    district
        Code or name.
    years
        As in ``Panel.select``; None for all years that the district has.
    indicators
        Those shown with a chart; None or empty for the codebook's headline indicators that
        the district has, at most eight, in the order of domains.

    Returns
    -------
    Profile

    Raises
    ------
    RequestError
        An unknown or ambiguous district, unknown years or indicators, or a district without
        any figure in the panel.
    """
    code = panel.districts.resolve(district)
    have = panel.years_of(code)
    if not have:
        raise RequestError(
            f"district {code} {panel.districts.label(code)} has no figure in the panel; "
            "`fadu show coverage` lists those that have",
        )
    wanted = tuple(as_years(years)) if years not in (None, "", []) else tuple(have)
    shown = _indicators(panel, code, wanted, indicators)
    mine = panel.select(districts=[code], years=list(wanted)).table
    return Profile(
        panel,
        code,
        wanted,
        tuple(_part(panel, i, code, wanted) for i in shown),
        mine[~mine["indicator"].isin(_covered(panel, shown)) | (mine["measure"] != "value")],
    )


def _covered(panel: Panel, shown: Sequence[str]) -> set[str]:
    entries = [panel.codebook[i] for i in shown]
    return {i for e in entries for i in (e.id, *e.inputs)}


def _indicators(
    panel: Panel, code: str, years: Sequence[int], wanted: str | Iterable[str] | None
) -> list[str]:
    if wanted:
        asked = [wanted] if isinstance(wanted, str) else list(wanted)
        return [panel.codebook[i].id for i in asked]
    heads = panel.codebook.headlines()
    return [i for i in heads if not estimates(panel, i, [code], years).empty][:MOST_INDICATORS]


def _part(panel: Panel, indicator: str, code: str, years: Sequence[int]) -> Part:
    rows = estimates(panel, indicator, [code], years).sort_values(["year", "period"])
    names = {lang: panel.districts.label(code, lang) for lang in LANGUAGES}
    entry = panel.codebook[indicator]
    breaks = panel.breaks_of(indicator, code)
    series = Series(entry, panel.codebook, code, names, rows, breaks)
    full = series.chosen[series.chosen["period"] == ""]
    last = int(full["year"].max()) if not full.empty else None
    beside = neighbours(panel, indicator, code, last) if last else None
    return Part(series, _change(series), beside)


def _change(series: Series) -> Change | None:
    full = series.chosen[(series.chosen["period"] == "") & (series.chosen["inside"] == "")]
    kept = full[_sure(series).reindex(full.index)] if series.indicator.is_rate else full
    runs = [
        run for _, run in kept.sort_values("year").groupby("passed", sort=False) if len(run) > 1
    ]
    if not runs or series.indicator.kind not in {"rate", "count"}:
        return None
    first, last = runs[-1].iloc[0], runs[-1].iloc[-1]
    if {first["qualifier"], last["qualifier"]} != {"exact"}:
        return None
    return _points(first, last) if series.indicator.is_rate else _ratio(first, last)


def _points(first: "pd.Series[float]", last: "pd.Series[float]") -> Change:
    found = stats.two_proportions(last["count"], last["total"], first["count"], first["total"])
    low, high = 100 * float(found.low), 100 * float(found.high)
    return Change(
        "points", int(first["year"]), int(last["year"]), first["value"], last["value"],
        last["value"] - first["value"], last["value"] / first["value"] if first["value"] else float("nan"),
        low, high, not low <= 0 <= high,
    )  # fmt: skip


def _ratio(first: "pd.Series[float]", last: "pd.Series[float]") -> Change | None:
    if not first["value"]:
        return None
    found = stats.two_rates(last["value"], 1.0, first["value"], 1.0, compare="ratio")
    low, high = float(found.low), float(found.high)
    return Change(
        "ratio", int(first["year"]), int(last["year"]), first["value"], last["value"],
        last["value"] - first["value"], last["value"] / first["value"], low, high,
        not low <= 1 <= high,
    )  # fmt: skip


def _sure(series: Series) -> "pd.Series[bool]":
    return (
        series.rows["chosen"] & (series.rows["basis"] == "counts") & series.rows["low"].notna()
    )


def _last_level(series: Series, place: str, lang: Language) -> str:
    row = series.rows[_sure(series)].sort_values(["year", "period"]).iloc[-1]
    return wording.level(series.indicator, series.codebook, place, row, lang)


def _named(part: Part, lang: Language) -> str:
    name = part.series.indicator.name(lang)
    return f"{name}：" if lang == "zh" else f"{name[0].upper()}{name[1:]}: "


def _only(values: "pd.Series[float]") -> float | None:
    return float(values.iloc[0]) if len(values) else None
