"""One district: its indicators, its years, its place among others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, checks, wording
from fadu.analyses.asked import simulated
from fadu.analyses.ends import change_of
from fadu.analyses.estimates import COLUMNS, estimates
from fadu.analyses.neighbours import neighbours
from fadu.checks import Finding
from fadu.codebook import LANGUAGES, Language, as_language
from fadu.errors import RequestError
from fadu.panel import CELL, Panel
from fadu.panel.asked import as_list
from fadu.panel.breaks import related
from fadu.shapes.places import Places
from fadu.shapes.series import Change, Series
from fadu.years import as_years, unsaid, written_years

MOST_INDICATORS = 8
MOST_POINTS = 5
MOST_LEVELS = 2


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


@dataclass(frozen=True)
class Told:
    """A sentence, and where its figures are printed.

    Parameters
    ----------
    words
        The sentence.
    sources
        Ids of its sources; none where it holds no figure.
    """

    words: str
    sources: tuple[str, ...] = ()


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
    silent
        Ids of indicators that were asked for and have no figure in these years.
    """

    panel: Panel = field(repr=False)
    district: str
    years: tuple[int, ...]
    parts: tuple[Part, ...]
    rest: pd.DataFrame = field(repr=False)
    silent: tuple[str, ...] = ()

    @property
    def table(self) -> pd.DataFrame:
        """All estimates of the profile, one row for each figure."""
        frames = [p.series.rows.assign(indicator=p.series.indicator.id) for p in self.parts]
        blank = pd.DataFrame(columns=[*COLUMNS, "indicator"])
        whole = pd.concat(frames, ignore_index=True) if frames else blank
        return whole.assign(data="simulated") if self.simulated else whole

    @property
    def simulated(self) -> bool:
        """Whether the panel holds simulated figures; then every output says so."""
        return simulated(self.panel)

    @cached_property
    def own(self) -> pd.DataFrame:
        """Every figure of the district in these years, as in ``Panel.table``."""
        return self.panel.select(districts=[self.district], years=list(self.years)).table

    @cached_property
    def used(self) -> pd.DataFrame:
        """Every figure that the profile draws on: its own, and those of places set beside."""
        beside = [self._behind(p.places) for p in self.parts if p.places is not None]
        others = pd.concat([self.own, *beside])
        figures = others.drop_duplicates([*CELL, "source", "printed"])
        return figures.sort_values([*CELL, "source", "printed"], ignore_index=True)

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
        lang = as_language(lang)
        return self.panel.districts.label(self.district, lang)

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return at most five key points, the first the most telling."""
        return [told.words for told in self.points(lang)]

    def points(self, lang: Language = "zh") -> list[Told]:
        """Return the key points, each with the sources of its figures."""
        lang = as_language(lang)
        levels = self._levels(lang) or self._plain(lang)[:MOST_LEVELS]
        said = [*levels, *self._changes(lang), *self._limits(lang)]
        if self.silent:
            names = [self.panel.codebook[i].name(lang) for i in self.silent]
            said.insert(0, Told(wording.no_figures(self.place(lang), names, lang)))
        kept = said[:MOST_POINTS]
        if not self.simulated:
            return kept
        return [replace(told, words=wording.simulated(told.words, lang)) for told in kept]

    def _levels(self, lang: Language) -> list[Told]:
        rates = [p.series for p in self.parts if _sure(p.series).any()]
        return [self._level(s, s.rows[_sure(s)], lang) for s in rates[:MOST_LEVELS]]

    def _plain(self, lang: Language) -> list[Told]:
        """Say the latest figure of each indicator, where no rate follows from counts."""
        return [self._level(p.series, p.series.chosen, lang) for p in self.parts]

    def _level(self, series: Series, rows: pd.DataFrame, lang: Language) -> Told:
        row = rows.sort_values(["year", "period"]).iloc[-1]
        place = self.place(lang)
        said = wording.level(series.indicator, series.codebook, place, row, lang)
        return Told(said, _sources(row["sources"]))

    def _changes(self, lang: Language) -> list[Told]:
        found = [p for p in self.parts if p.change is not None]
        found.sort(key=lambda p: not p.series.indicator.is_rate)
        return [_changed(p, p.change, lang) for p in found[:1] if p.change]

    def _limits(self, lang: Language) -> list[Told]:
        split = [Told(s) for s in (wording.split(p.series, lang) for p in self.parts) if s]
        rates = [f for f in self.findings if f.severity == "note" and "rate" in f.code]
        told = [Told(f.sentence(lang), tuple(f.sources)) for f in rates]
        return [*split[:1], *self._disagreements(lang)[:1], *told[:1], *self._alone(lang)]

    def _alone(self, lang: Language) -> list[Told]:
        apart = [p.places for p in self.parts if p.places is not None]
        lonely = [places for places in apart if places.compared.empty]
        return [Told(s) for s in wording.all_alone(lonely, lang)]

    def disagreements(self, lang: Language) -> list[str]:
        """Return a sentence for each cell in which sources print different figures."""
        return [told.words for told in self._disagreements(as_language(lang))]

    def _disagreements(self, lang: Language) -> list[Told]:
        own = self.own
        several = own[
            own["choice"].isin(["tier", "later publication", "decision", "undecided"])
        ]
        cells = several.groupby(["indicator", "year", "period", "measure"], sort=True)
        book = self.panel.codebook
        return [
            Told(
                wording.disagreement(book[str(name)], book, rows, self._pairs(rows), lang),
                _sources(*rows["source"]),
            )
            for (name, *_), rows in cells
        ]

    def _pairs(self, rows: pd.DataFrame) -> list[wording.Pair]:
        """Return the shown rates whose counts are of another source than the figure used."""
        name, used = str(rows["indicator"].iloc[0]), set(rows.loc[rows["chosen"], "source"])
        found = []
        for part in self.parts:
            mine = part.series.chosen
            here = mine[
                (mine["year"] == rows["year"].iloc[0])
                & (mine["period"] == rows["period"].iloc[0])
                & (mine["basis"] == "counts")
            ]
            if name in part.series.indicator.inputs:
                found += [
                    wording.Pair(part.series.indicator, row["count"], row["total"])
                    for _, row in here.iterrows()
                    if used and row["sources"] not in used
                ]
        return found

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the first indicator on `ax`, or on axes of its own."""
        lang = as_language(lang)
        if not self.parts:
            asked = ", ".join(self.silent)
            years = written_years(self.years)
            raise RequestError(f"{self.district} has no figure of {asked} in {years} to draw")
        drawn = charts.series(self.parts[0].series, charts.axes_or_new(ax), lang)
        return charts.marked_simulated(drawn, lang) if self.simulated else drawn

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows in words, with the numbers; empty without a chart."""
        lang = as_language(lang)
        said = wording.series_alt(self.parts[0].series, lang) if self.parts else ""
        return wording.simulated(said, lang) if said and self.simulated else said


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
        the district has, or any that it has where it has none of these, at most eight, in
        the order of domains.

    Returns
    -------
    Profile

    Raises
    ------
    RequestError
        An unknown or ambiguous district, unknown years or indicators, or a district without
        any figure in the years (the message names those that it has).
    """
    code = panel.districts.resolve(district)
    have = panel.years_of(code)
    if not have:
        raise RequestError(
            f"district {code} {panel.districts.label(code)} has no figure in the panel; "
            "`fadu show coverage` lists those that have",
        )
    wanted = tuple(have) if unsaid(years) else tuple(as_years(years))
    if not set(have) & set(wanted):
        raise RequestError(
            f"district {code} {panel.districts.label(code)} has no figure in "
            f"{written_years(wanted)}; it has {written_years(have)}",
        )
    asked = _asked(panel, code, wanted, indicators)
    shown = [i for i in asked if estimates(panel, i, [code], wanted)["chosen"].any()]
    parts = tuple(_part(panel, i, code, wanted) for i in shown)
    mine = panel.select(districts=[code], years=list(wanted)).table
    told = {cell for part in parts for cell in _told(part.series)}
    names = ["indicator", "year", "period", "source"]
    cells = mine[names].itertuples(index=False, name=None)
    here = pd.Series([cell in told for cell in cells], index=mine.index, dtype=bool)
    return Profile(
        panel,
        code,
        wanted,
        parts,
        mine[~here | (mine["measure"] != "value") | (mine["printed"] == "")],
        tuple(i for i in asked if i not in shown) if not unsaid(indicators) else (),
    )


def _told(series: Series) -> Iterator[tuple[str, int, str, str]]:
    """Yield indicator, year, period and source of the figures that the rows of a series print."""
    entry = series.indicator
    pair = [entry.numerator, entry.denominator]
    for row in series.rows.itertuples():
        names = pair if str(row.basis).endswith("counts") else [entry.id]
        for source in str(row.sources).split("+"):
            for name in names:
                if name:
                    yield name, int(row.year), str(row.period), source


def _asked(
    panel: Panel, code: str, years: Sequence[int], wanted: str | Iterable[str] | None
) -> list[str]:
    if not unsaid(wanted):
        return list(dict.fromkeys(panel.codebook[i].id for i in as_list(wanted)))
    own = set(panel.select(districts=[code], years=list(years)).observations["indicator"])
    heads = [panel.codebook[i] for i in panel.codebook.headlines()]
    likely = [entry.id for entry in heads if own & {entry.id, *entry.inputs}]
    found = [i for i in likely if not estimates(panel, i, [code], years).empty]
    return (found or [i for i in panel.codebook.indicators if i in own])[:MOST_INDICATORS]


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
    return change_of(runs[-1].iloc[0], runs[-1].iloc[-1], series.indicator)


def _sure(series: Series) -> "pd.Series[bool]":
    return (
        series.rows["chosen"] & (series.rows["basis"] == "counts") & series.rows["low"].notna()
    )


def _sources(*cells: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for cell in cells for s in str(cell).split("+")))


def _changed(part: Part, change: Change, lang: Language) -> Told:
    rows = part.series.chosen
    ends = rows[
        rows["year"].isin([change.first_year, change.last_year]) & (rows["period"] == "")
    ]
    said = _named(part, lang) + wording.change(change, part.series.indicator, lang)
    return Told(said, _sources(*ends["sources"]))


def _named(part: Part, lang: Language) -> str:
    name = part.series.indicator.name(lang)
    return f"{name}：" if lang == "zh" else f"{wording.capital(name)}: "
