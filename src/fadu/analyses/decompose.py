"""A change in a count: because more cases came in, or because more of them counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, wording
from fadu.analyses.asked import breaks_named, simulated
from fadu.analyses.ends import change_between
from fadu.analyses.estimates import estimates
from fadu.codebook import LANGUAGES, Indicator, Language, as_language
from fadu.errors import RequestError
from fadu.panel import Break, Panel
from fadu.shapes.overtime import Parts
from fadu.stats.decompose import decompose as split_in_two
from fadu.years import as_years, written_years


@dataclass(frozen=True, eq=False)
class DecomposeResult:
    """A change in a count between two years, split into volume and rate.

    Parameters
    ----------
    panel
        The whole panel.
    district
        Code of the place.
    parts
        The split.
    simulated
        Whether the panel holds simulated figures.
    """

    panel: Panel = field(repr=False)
    district: str
    parts: Parts
    simulated: bool = False

    @property
    def table(self) -> pd.DataFrame:
        """One row for each part: first year, volume, rate, last year, with its size."""
        p = self.parts
        rows = [
            ("first year", int(p.first["year"]), p.first["count"], None, None),
            ("volume", None, p.volume, None, None),
            ("rate", None, p.rate, p.low, p.high),
            ("last year", int(p.last["year"]), p.last["count"], None, None),
        ]
        whole = pd.DataFrame(rows, columns=["part", "year", "value", "low", "high"])
        whole = whole.assign(
            district=self.district,
            indicator=p.counted.id,
            per=p.base.id,
            method="symmetric split (Kitagawa)",
            across="+".join(b.id for b in p.crossed),
        )
        return whole.assign(data="simulated") if self.simulated else whole

    @property
    def used(self) -> pd.DataFrame:
        """The observations that the result draws on, as in ``Panel.table``."""
        p = self.parts
        years = [int(p.first["year"]), int(p.last["year"])]
        names = [p.counted.id, p.base.id, p.indicator.id]
        return self.panel.select([self.district], years, names).table

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return what volume and rate did, and whether the rate moved beyond chance."""
        lang = as_language(lang)
        said = [
            wording.parts_crossed(self.parts, lang),
            wording.parts(self.parts, lang),
            wording.parts_rate(self.parts, lang),
        ]
        return [self._marked(s, lang) for s in said if s]

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the split on `ax`, or on axes of its own."""
        lang = as_language(lang)
        drawn = charts.parts(self.parts, charts.axes_or_new(ax), lang)
        return charts.marked_simulated(drawn, lang) if self.simulated else drawn

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows in words, with the numbers."""
        lang = as_language(lang)
        return self._marked(wording.parts(self.parts, lang), lang)

    def _marked(self, said: str, lang: Language) -> str:
        return wording.simulated(said, lang) if self.simulated else said


def decompose(
    panel: Panel,
    indicator: str,
    district: str | int,
    first_year: int,
    last_year: int,
    *,
    across: str | Iterable[str] = (),
) -> DecomposeResult:
    """Split the change in a count between two years into volume and rate.

    Parameters
    ----------
    panel
        The panel.
    indicator
        A rate with numerator and denominator, such as ``review_correction_rate`` for the
        corrected among the concluded.
    district
        Code or name.
    first_year, last_year
        The years compared.
    across
        Ids of breaks to be ignored; every output says so.

    Returns
    -------
    DecomposeResult

    Raises
    ------
    RequestError
        An indicator without counts, a year without both counts from one source, or a break
        between the years.

    References
    ----------
    Kitagawa 1955, Journal of the American Statistical Association 50:1168; Newcombe 1998
    (the interval of the rate's part).
    """
    entry = _counted(panel, indicator)
    code = panel.districts.resolve(district)
    years = _two_years(first_year, last_year)
    ignored = breaks_named(panel, entry, [code], across)
    rows = estimates(panel.ignoring(ignored), entry.id, [code])
    first, last = (_row(panel, entry, code, rows, year) for year in years)
    _same_side(panel, entry, code, first, last)
    names = {lang: panel.districts.label(code, lang) for lang in LANGUAGES}
    known = panel.breaks_of(entry.id, code)
    left = {b.id for b in ignored}
    crossed = tuple(b for b in known if b.id in left and _between(b, years))
    return DecomposeResult(
        panel, code, _parts(panel, entry, names, (first, last), crossed), simulated(panel)
    )


def _counted(panel: Panel, indicator: str) -> Indicator:
    entry = panel.codebook[indicator]
    if entry.kind != "rate" or not (entry.numerator and entry.denominator):
        fitting = [
            i.id
            for i in panel.codebook.indicators.values()
            if i.kind == "rate" and i.numerator and indicator in {i.numerator, i.denominator}
        ]
        hint = f"; rates over it: {', '.join(fitting)}" if fitting else ""
        raise RequestError(
            f"indicator {indicator!r} is a {entry.kind} without numerator and denominator; "
            f"give a rate that has both, such as review_correction_rate{hint}",
        )
    return entry


def _two_years(first_year: object, last_year: object) -> tuple[int, int]:
    first, last = as_years(first_year, "first_year"), as_years(last_year, "last_year")
    if len(first) != 1 or len(last) != 1 or first[0] >= last[0]:
        raise RequestError(
            f"first_year {first_year} and last_year {last_year} are not an earlier and a "
            "later year",
        )
    return first[0], last[0]


def _row(
    panel: Panel, entry: Indicator, code: str, rows: pd.DataFrame, year: int
) -> "pd.Series[float]":
    full = rows[rows["chosen"] & (rows["period"] == "")]
    sure = full[(full["basis"] == "counts") & full["low"].notna()]
    mine = sure[sure["year"] == year]
    if mine.empty:
        have = sorted(int(y) for y in sure["year"])
        years = f"it has both for {written_years(have)}" if have else "it has both for no year"
        raise RequestError(
            f"{code} {panel.districts.label(code)} has no {entry.numerator} and "
            f"{entry.denominator} from one source for {year}; {years}",
        )
    return mine.iloc[0]


def _same_side(
    panel: Panel,
    entry: Indicator,
    code: str,
    first: "pd.Series[float]",
    last: "pd.Series[float]",
) -> None:
    cells = [set(str(row[c]).split("+")) for row in (first, last) for c in ("passed", "inside")]
    met = (cells[0] ^ cells[2]) | cells[1] | cells[3]
    found = [b for b in panel.breaks_of(entry.id, code) if b.id in met]
    if found:
        named = ", ".join(f"{b.id} ({b.start}, {b.label_en})" for b in found)
        raise RequestError(
            f"{int(first['year'])} and {int(last['year'])} of {entry.id} in {code} are parted by "
            f"{named}; choose years on one side, or name the break in across",
        )


def _between(item: Break, years: tuple[int, int]) -> bool:
    return years[0] <= item.start.year <= years[1]


def _parts(
    panel: Panel,
    entry: Indicator,
    names: dict[Language, str],
    rows: tuple["pd.Series[float]", "pd.Series[float]"],
    crossed: tuple[Break, ...],
) -> Parts:
    first, last = rows
    found = split_in_two(first["count"], first["total"], last["count"], last["total"])
    points = change_between(first, last)
    # what a point of the rate is in cases: of rounded totals the farthest that print so
    cases = [(first[c] + last[c]) / 2 / 100 for c in ("total_low", "total_high")]
    ends = [size * end for size in cases for end in (points.low, points.high)]
    return Parts(
        indicator=entry,
        codebook=panel.codebook,
        names=names,
        first=first,
        last=last,
        change=float(found.change),
        volume=float(found.volume),
        rate=float(found.rate),
        low=float(min(ends)),
        high=float(max(ends)),
        points=points,
        crossed=crossed,
    )
