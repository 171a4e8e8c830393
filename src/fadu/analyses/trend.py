"""One indicator over the years: what trend there is on each side of every break."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts, wording
from fadu.analyses.asked import breaks_named, codes, simulated, years_asked
from fadu.analyses.ends import ends
from fadu.analyses.estimates import estimates
from fadu.analyses.labels import apart
from fadu.analyses.stretches import adjusted, split
from fadu.codebook import LANGUAGES, Indicator, Language, as_language
from fadu.errors import RequestError
from fadu.panel import Break, Panel
from fadu.shapes.overtime import Course, Stretch
from fadu.shapes.series import Series

ALPHA = 0.002
"""Level of the tests: about as many false alarms as a point outside three standard errors."""


@dataclass(frozen=True, eq=False)
class TrendResult:
    """What the panel says about one indicator over the years.

    Parameters
    ----------
    panel
        The whole panel.
    indicator
        What is looked at.
    courses
        One for each place, in the order asked for.
    tests
        How many stretches were tested; from two on their p-values are adjusted.
    simulated
        Whether the panel holds simulated figures.
    """

    panel: Panel = field(repr=False)
    indicator: Indicator
    courses: tuple[Course, ...]
    tests: int
    simulated: bool = False

    @property
    def table(self) -> pd.DataFrame:
        """Every estimate, with the stretch that it stands in and why it is no valid point."""
        frames = [_points(course) for course in self.courses]
        whole = pd.concat(frames, ignore_index=True).assign(indicator=self.indicator.id)
        return whole.assign(data="simulated") if self.simulated else whole

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row for each stretch: its years, verdict, slope, interval, p-values, method."""
        rows = [
            _verdict(course, number, stretch)
            for course in self.courses
            for number, stretch in enumerate(course.stretches, start=1)
        ]
        whole = pd.DataFrame(rows)
        return whole.assign(data="simulated") if self.simulated else whole

    @property
    def used(self) -> pd.DataFrame:
        """The observations that the result draws on, as in ``Panel.table``."""
        entry = self.indicator
        names = [entry.id, *entry.inputs]
        places = {c.series.district for c in self.courses}
        table = self.panel.select(districts=places, indicators=names).table
        cells = {
            (c.series.district, int(y)) for c in self.courses for y in c.series.rows["year"]
        }
        here = pd.Series(zip(table["district"], table["year"], strict=True), index=table.index)
        return table[here.isin(cells)]

    def sentences(self, lang: Language = "zh", *, brief: bool = False) -> list[str]:
        """Return what is known of each place's trend, and what is not.

        Parameters
        ----------
        lang
            zh or en.
        brief
            Whether to leave out what `verdicts` has too: stretches, and places without a test.
        """
        lang = as_language(lang)
        many = len(self.courses) > 1
        said = [s for c in self.courses for s in _said(c, lang, named=many, brief=brief)]
        if many:
            said.insert(0, wording.trends_summary(self.courses, lang))
        if self.tests > 1:
            said.append(wording.trends_adjusted(self.tests, lang))
        return [wording.simulated(s, lang) for s in said] if self.simulated else said

    def points(self, lang: Language = "zh") -> list[str]:
        """Return the sentences that tell most: breaks crossed, trends, then what has none."""
        lang = as_language(lang)
        tested = [(c, s) for c in self.courses for s in c.stretches if s.tested]
        tested.sort(key=lambda pair: pair[1].verdict not in {"rising", "falling"})
        without = [c for c in self.courses if not any(s.tested for s in c.stretches)]
        many = len(self.courses) > 1
        said = [wording.trends_crossed(c, lang) for c in self.courses[:1]]
        said += [wording.trends_summary(self.courses, lang)] if many else []
        said += [wording.trend(c, s, lang) for c, s in tested]
        said += [wording.untested(c, lang) for c in without[: 1 if many and tested else 2]]
        said += [] if many else [wording.split(self.courses[0].series, lang)]
        kept = [s for s in said if s]
        return [wording.simulated(s, lang) for s in kept] if self.simulated else kept

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the years on `ax`, or on axes of its own: one place, or small multiples."""
        lang = as_language(lang)
        size = charts.HALF if len(self.courses) == 1 else charts.multiples_size(self.courses)
        drawn = charts.multiples(self.courses, charts.axes_or_new(ax, size), lang)
        return charts.marked_simulated(drawn, lang) if self.simulated else drawn

    def plot_ends(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the first and the last year of each place side by side on `ax`.

        Raises
        ------
        RequestError
            No place has two years on one side of all breaks.
        """
        if not any(course.ends for course in self.courses):
            raise RequestError(
                f"no place has two years of {self.indicator.id} on one side of all breaks; "
                "ask for more years",
            )
        size = charts.slope_size(self.courses)
        drawn = charts.slope(self.courses, charts.axes_or_new(ax, size), lang)
        return charts.marked_simulated(drawn, lang) if self.simulated else drawn

    def ends_alt(self, lang: Language = "zh") -> str:
        """Return what the chart of two years shows in words, with the numbers."""
        said = wording.ends_alt(self.courses, lang)
        return wording.simulated(said, lang) if self.simulated else said

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows in words, with the numbers."""
        lang = as_language(lang)
        said = wording.courses_alt(self.courses, lang)
        return wording.simulated(said, lang) if self.simulated else said


def _said(course: Course, lang: Language, *, named: bool, brief: bool) -> list[str]:
    tested = [s for s in course.stretches if s.tested]
    left = wording.trends_left_out(course, lang)
    if brief:
        told = [
            wording.trend(course, s, lang) for s in tested if s.verdict in {"rising", "falling"}
        ]
        return [*told, *([_of(course, left, lang)] if left else [])]
    split = wording.split(course.series, lang)
    if named:
        split, left = (_of(course, s, lang) if s else "" for s in (split, left))
    said = [split, wording.trends_crossed(course, lang)]
    said += [wording.trend(course, s, lang) for s in tested]
    said += [] if tested else [wording.untested(course, lang)]
    return [s for s in (*said, left) if s]


def _of(course: Course, sentence: str, lang: Language) -> str:
    if lang == "zh":
        return f"{course.short[lang]}：{sentence}"
    return f"{course.short[lang]}: {sentence[:1].lower()}{sentence[1:]}"


def _points(course: Course) -> pd.DataFrame:
    frames = [
        s.rows.assign(
            stretch=n,
            valid=s.rows["year"].isin(s.used),
            left_out=[s.left_out.get(int(y), "") for y in s.rows["year"]],
        )
        for n, s in enumerate(course.stretches, start=1)
    ]
    known = pd.concat(frames)
    rest = course.series.rows.drop(known.index)
    return pd.concat([known, rest.assign(stretch=0, valid=False, left_out="not used")])


def _verdict(course: Course, number: int, stretch: Stretch) -> Mapping[str, object]:
    tested = stretch.tested
    columns = ("slope", "low", "high", "pvalue", "adjusted", "alpha", "dispersion", "method")
    return {
        "district": course.series.district,
        "name_zh": course.series.names["zh"],
        "name_en": course.series.names["en"],
        "stretch": number,
        "first_year": stretch.years[0],
        "last_year": stretch.years[-1],
        "points": len(stretch.used),
        "verdict": stretch.verdict,
        "reason": wording.verdict_reason(stretch, "en"),
        **{c: getattr(tested, c) if tested else None for c in columns},
        "across": "+".join(b.id for b in course.crossed),
    }


def trend(
    panel: Panel,
    indicator: str,
    district: str | int | Iterable[str | int],
    years: object = None,
    *,
    across: str | Iterable[str] = (),
    alpha: float = ALPHA,
) -> TrendResult:
    """Ask what trend one indicator has in one or several places.

    A series is split at every break; a year with a break inside belongs to neither side.  A
    trend needs five valid points on one side, a p-value below `alpha` (adjusted where several
    stretches are tested), more of it than the years scatter, and no single year that decides
    its direction.

    Parameters
    ----------
    panel
        The panel.
    indicator
        Id of a codebook entry.
    district
        Code or name, or several.
    years
        As in ``Panel.select``; None for all years that the places have.
    across
        Ids of breaks to be ignored; every output says so.
    alpha
        Level of the tests, between 0 and 1.

    Returns
    -------
    TrendResult

    Raises
    ------
    RequestError
        An unknown indicator, district or break, a level outside 0 to 1, or a place without a
        full year's figure.

    References
    ----------
    Cochran 1954; Armitage 1955 (counts with totals, and counts); Kendall 1938, Theil 1950 and
    Sen 1968 (values without counts); Benjamini & Hochberg 1995 (several stretches).
    """
    entry = panel.codebook[indicator]
    places = codes(panel, district)
    if not isinstance(alpha, float) or not 0 < alpha < 1:
        raise RequestError(f"alpha {alpha!r} is no number between 0 and 1; {ALPHA} is usual")
    wanted = years_asked(panel, entry, places, years)
    ignored = breaks_named(panel, entry, places, across)
    rows = estimates(panel.ignoring(ignored), entry.id, places, wanted).sort_values(
        ["year", "period"]
    )
    short = _short(panel, places)
    found = [_course(panel, entry, code, short[code], rows, ignored, alpha) for code in places]
    tests = sum(s.tested is not None for c in found for s in c.stretches)
    courses = tuple(_adjusted(found) if tests > 1 else found)
    return TrendResult(panel, entry, courses, tests, simulated(panel))


def _short(panel: Panel, places: Sequence[str]) -> dict[str, dict[Language, str]]:
    """Return the places' own names, with the parent's where two share one."""
    names = {lang: apart(panel.districts, places, lang) for lang in LANGUAGES}
    return {code: {lang: names[lang][n] for lang in LANGUAGES} for n, code in enumerate(places)}


def _course(
    panel: Panel,
    entry: Indicator,
    code: str,
    short: Mapping[Language, str],
    rows: pd.DataFrame,
    ignored: tuple[Break, ...],
    alpha: float,
) -> Course:
    mine = rows[rows["district"] == code]
    names = {lang: panel.districts.label(code, lang) for lang in LANGUAGES}
    breaks = panel.breaks_of(entry.id, code)
    series = Series(entry, panel.codebook, code, names, mine, breaks)
    stretches = split(mine, entry, alpha)
    first, last = mine["year"].min(), mine["year"].max()
    left = {b.id for b in ignored}
    crossed = tuple(b for b in breaks if b.id in left and first <= b.start.year <= last)
    return Course(series, short, stretches, ends(stretches, entry), crossed)


def _adjusted(courses: list[Course]) -> list[Course]:
    flat = [s for c in courses for s in c.stretches]
    changed = adjusted(flat)
    new = iter([changed.get(n, s) for n, s in enumerate(flat)])
    return [replace(c, stretches=tuple(next(new) for _ in c.stretches)) for c in courses]
