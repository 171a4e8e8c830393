"""One indicator across places and years: what changed everywhere, and who departed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from scipy.special import expit, logit
from scipy.stats import norm

from fadu import charts, stats, wording
from fadu.analyses.asked import breaks_named, codes, simulated
from fadu.analyses.modelled import Grid, grid
from fadu.codebook import LANGUAGES, Indicator, Language, as_language
from fadu.errors import RequestError, StatisticsError, one_of
from fadu.model import LEVELS, Level
from fadu.panel import Panel
from fadu.shapes.effects import ALPHA, Departure, Effects, Term
from fadu.stats.clusters import MANY
from fadu.stats.panel_model import PanelModel
from fadu.years import as_years, unsaid

Family = Literal["binomial", "poisson", "negative_binomial"]
Exposure = Literal["population"]
PER = 100_000
"""Counts per population are per this many residents."""


@dataclass(frozen=True, eq=False)
class ModelResult:
    """A model of one indicator over places and years.

    Parameters
    ----------
    panel
        The whole panel.
    effects
        What changed everywhere, and who departed.
    rows
        The estimates in the model, with `fitted` (expected count) and `departure`.
    """

    panel: Panel = field(repr=False)
    effects: Effects
    rows: pd.DataFrame = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """One row for each effect: the years, then the breaks."""
        found = [
            {
                "term": f"year {t.year}" if t.item is None else t.item.id,
                "against": str(self.effects.years[0]) if t.item is None else "before",
                **{c: getattr(t, c) for c in ("ratio", "low", "high", "pvalue", "adjusted")},
                "typical": t.typical,
                "method": self.effects.method,
            }
            for t in self.effects.terms
        ]
        return self._marked(pd.DataFrame(found))

    @property
    def departures(self) -> pd.DataFrame:
        """One row for each figure in the model, the farthest from the common course first."""
        found = pd.DataFrame(
            [
                {c: getattr(d, c) for c in Departure.__dataclass_fields__}
                for d in self.effects.departures
            ]
        )
        names = self.effects.names
        found = found.assign(
            name_zh=[names[d]["zh"] for d in found["district"]],
            name_en=[names[d]["en"] for d in found["district"]],
            departs=found["adjusted"] < ALPHA,
        )
        return self._marked(found)

    @property
    def used(self) -> pd.DataFrame:
        """The observations that the model draws on, as in ``Panel.table``."""
        entry = self.effects.indicator
        table = self.panel.select(indicators=[entry.id, *entry.inputs]).table
        cells = set(zip(self.rows["district"], self.rows["year"], strict=True))
        here = pd.Series(zip(table["district"], table["year"], strict=True), index=table.index)
        return table[here.isin(cells)]

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return what changed everywhere, what the breaks did, who departed, what is left out."""
        lang = as_language(lang)
        said = wording.effects(self.effects, lang)
        return [wording.simulated(s, lang) for s in said] if self.effects.simulated else said

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the effects on `ax`, or on axes of its own."""
        lang = as_language(lang)
        return charts.effects(self.effects, charts.axes_or_new(ax, charts.FULL), lang)

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows in words, with the numbers."""
        lang = as_language(lang)
        said = wording.effects_alt(self.effects, lang)
        return wording.simulated(said, lang) if self.effects.simulated else said

    def _marked(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(data="simulated") if self.effects.simulated else table


def model(
    panel: Panel,
    indicator: str,
    districts: Iterable[str | int] | None = None,
    years: object = None,
    exposure: Exposure | None = None,
    *,
    level: Level | None = None,
    family: Family | None = None,
    across: str | Iterable[str] = (),
) -> ModelResult:
    """Ask what changed everywhere, and which places departed from it.

    A place and a year each have an effect, and so has every declared break that comes in some
    places and not in others.  A break that comes everywhere at once splits the years: those of
    its fuller side are kept.  A year with a break inside is left out.

    Parameters
    ----------
    panel
        The panel.
    indicator
        A rate with numerator and denominator, or a count.
    districts
        Codes or names; None for all.
    years
        As in ``Panel.select``; None for all.
    exposure
        ``population``: counts per resident; None: counts as they stand, place against itself.
    level
        The administrative level; None for the one with most places.
    family
        binomial (a rate), poisson or negative_binomial (a count); None for the first that fits.
    across
        Ids of breaks that came everywhere at once and are to be ignored; every output says so.

    Returns
    -------
    ModelResult

    Raises
    ------
    RequestError
        An indicator of another kind, an unknown option, fewer than 8 places of one level with
        two years, fewer than 3 years, or figures that no model fits.

    References
    ----------
    Cameron & Miller 2015 (clusters); Kline & Santos 2012 (bootstrap where few places carry an effect);
    Benjamini & Hochberg 1995 (many effects, many figures).
    """
    entry = panel.codebook[indicator]
    chosen = _family(entry, family)
    if exposure not in (None, *get_args(Exposure)) or (exposure and entry.is_rate):
        raise RequestError(
            f"exposure {exposure!r} does not fit {indicator}, a {entry.kind}; "
            "leave it out, or give 'population' for a count",
        )
    if level not in (None, *LEVELS):
        raise RequestError(one_of("level", level, LEVELS))
    places = None if districts is None else codes(panel, districts)
    wanted = None if unsaid(years) else as_years(years)
    every = panel.districts.places if places is None else places
    ignored = breaks_named(panel, entry, every, across)
    held = grid(panel, entry, places, wanted, exposure=exposure, level=level, across=ignored)
    try:
        found = stats.panel_model(
            held.rows["count"], held.rows["total"], held.rows["district"].to_numpy(dtype="str"),
            held.rows["year"], family=chosen, steps=held.steps,
        )  # fmt: skip
    except StatisticsError as error:
        raise RequestError(f"no model of {indicator} can be fitted: {error}") from error
    told = _effects(panel, entry, held, found, (chosen, exposure or ""))
    rows = held.rows.assign(fitted=found.fitted, departure=found.departure)
    return ModelResult(panel, told, rows[found.reason == ""])


def _family(entry: Indicator, family: str | None) -> Family:
    if entry.is_rate and entry.quotient:
        fitting: tuple[Family, ...] = ("binomial",)
    elif entry.kind == "count":
        fitting = ("poisson", "negative_binomial")
    else:
        raise RequestError(
            f"indicator {entry.id!r} is a {entry.kind} without counts; a model needs a rate "
            "with numerator and denominator, or a count",
        )
    for name in fitting:
        if family in (None, name):
            return name
    raise RequestError(one_of(f"family for {entry.id}", family, fitting))


def _effects(
    panel: Panel,
    entry: Indicator,
    held: Grid,
    found: PanelModel,
    asked: tuple[Family, str],
) -> Effects:
    family, exposure = asked
    left_out = dict(held.left_out)
    uniform = held.rows[found.reason != ""]
    if len(uniform):
        cells = zip(uniform["district"], uniform["year"], strict=True)
        left_out["uniform"] = tuple((str(d), int(y)) for d, y in cells)
    kept = held.rows[found.reason == ""]
    typical = _typical(held.rows, found, entry, exposure)
    short = panel.districts.short
    return Effects(
        indicator=entry,
        codebook=panel.codebook,
        level=held.level,
        places=found.clusters,
        rows=found.rows,
        years=tuple(sorted(int(y) for y in kept["year"].unique())),
        exposure=exposure,
        family=family,
        bootstrap=found.effective < MANY,
        dispersion=found.dispersion,
        method=found.method,
        terms=_terms(panel, found, typical[1:]),
        base=typical[0],
        absorbed=held.absorbed,
        departures=_departures(held.rows, found, entry),
        left_out=left_out,
        names={
            code: {lang: short(code, lang) for lang in LANGUAGES}
            for code in {*kept["district"], *(c for v in left_out.values() for c, _ in v)}
        },
        simulated=simulated(panel),
    )


def _terms(panel: Panel, found: PanelModel, typical: list[float]) -> tuple[Term, ...]:
    by_id = {b.id: b for b in panel.breaks}
    adjusted = np.atleast_1d(stats.adjust(found.pvalue).pvalue)
    return tuple(
        Term(
            year=int(name.removeprefix("year ")) if name.startswith("year ") else 0,
            item=by_id.get(name),
            ratio=float(np.exp(found.value[n])),
            low=float(np.exp(found.low[n])),
            high=float(np.exp(found.high[n])),
            pvalue=float(found.pvalue[n]),
            adjusted=float(adjusted[n]),
            typical=typical[n] if n < len(typical) else float("nan"),
        )
        for n, name in enumerate(str(t) for t in found.term)
    )


def _typical(
    rows: pd.DataFrame, found: PanelModel, entry: Indicator, exposure: str
) -> list[float]:
    """Return for each year the mean over places of what the model expects without a break."""
    names = [str(t) for t in found.term]
    effects = dict(zip(names, found.value, strict=True))
    fine = found.reason == ""
    share = found.fitted[fine] / rows["total"].to_numpy()[fine]
    level = logit(share) if entry.is_rate else np.log(share)
    kept = rows[fine]
    for name, size in effects.items():
        if name.startswith("year "):
            level = level - size * (kept["year"] == int(name[5:])).to_numpy()
        else:
            level = (
                level
                - size * kept["passed"].str.split("+").map(lambda p, n=name: n in p).to_numpy()
            )
    own = (
        pd.Series(level, index=kept["district"].to_numpy()).groupby(level=0).first().to_numpy()
    )
    sizes = [0.0, *(v for n, v in effects.items() if n.startswith("year "))]
    if entry.is_rate:
        return [float(100 * expit(own + s).mean()) for s in sizes]
    scale = PER if exposure else 1.0
    return [float(scale * np.exp(own + s).mean()) for s in sizes]


def _departures(
    rows: pd.DataFrame, found: PanelModel, entry: Indicator
) -> tuple[Departure, ...]:
    size = np.where(np.isfinite(found.departure), found.departure, np.nan)
    adjusted = np.atleast_1d(stats.adjust(2 * norm.sf(np.abs(size))).pvalue)
    scale = 100 / rows["total"].to_numpy() if entry.is_rate else np.ones(len(rows))
    cells = [
        Departure(str(d), int(y), float(v), float(e), float(z), float(p))
        for d, y, v, e, z, p in zip(
            rows["district"], rows["year"], rows["value"], found.fitted * scale, size, adjusted,
            strict=True,
        )
        if np.isfinite(z)
    ]  # fmt: skip
    return tuple(sorted(cells, key=lambda d: (-abs(d.size), d.district, d.year)))
