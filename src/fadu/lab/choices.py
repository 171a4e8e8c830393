"""What the explorer offers and what it shows of a choice; knows no widgets."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from fadu import wording
from fadu.analyses.estimates import estimates
from fadu.analyses.labels import labels
from fadu.analyses.neighbours import neighbours
from fadu.codebook import Language
from fadu.lab.html import page_html
from fadu.lab.sketch import SOLID, Line, Mark, Row, places_picture, years_picture
from fadu.model import LEVELS, Tier
from fadu.page import page
from fadu.pages.citing import citations
from fadu.pages.figures import figures_table
from fadu.panel import Panel
from fadu.rounding import unit_word

MOST_PLACES, MOST_ROWS = 6, 30
Option = tuple[str, str]
"""What is read, and what it stands for."""


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Parameters
    ----------
    indicator
        Id.
    districts
        Codes, the first in focus.
    first, last
        Years.
    tier
        The weakest tier that is admitted; None for all.
    """

    indicator: str
    districts: tuple[str, ...]
    first: int
    last: int
    tier: Tier | None = None


@dataclass(frozen=True, eq=False)
class Choices:
    """All that a panel offers; answers are kept, so that the second look is quicker.

    Parameters
    ----------
    panel
        The panel.
    lang
        zh or en.
    """

    panel: Panel
    lang: Language = "zh"
    _kept: dict[tuple[str, str | None], pd.DataFrame] = field(default_factory=dict, repr=False)

    @cached_property
    def indicators(self) -> list[Option]:
        """Those with a figure, in the order of the codebook, each with its number of figures."""
        seen = self.panel.observations["indicator"].value_counts()
        book = self.panel.codebook.indicators
        counted = {i: int(seen.get(i, 0)) for i in book}
        derived = [i for i, e in book.items() if e.formula and not counted[i]]
        counted |= {i: len(self.rows(i, None)) for i in derived}
        return [
            (f"{book[i].name(self.lang)}　{i}（{many}）", i)
            for i, many in counted.items()
            if many
        ]

    @property
    def most_printed(self) -> str:
        """The indicator with most figures."""
        return str(self.panel.observations["indicator"].mode().iloc[0])

    def find_indicators(self, wanted: str) -> list[Option]:
        """Return those whose name (in either language) or id holds every word of `wanted`."""
        book = self.panel.codebook.indicators
        words = wanted.lower().split()
        return [
            (label, i)
            for label, i in self.indicators
            if all(w in f"{i} {book[i].zh} {book[i].en}".lower() for w in words)
        ]

    def rows(self, indicator: str, tier: Tier | None) -> pd.DataFrame:
        """Return the estimates of an indicator in all places and years."""
        key = (indicator, tier)
        if key not in self._kept:
            panel = self.panel.select(tier=tier) if tier else self.panel
            self._kept[key] = estimates(panel, indicator)
        return self._kept[key]

    def places(self, indicator: str, tier: Tier | None, wanted: str = "") -> list[Option]:
        """Return the places with a figure, those with most first; homonyms by their parents."""
        counts = self.rows(indicator, tier)["district"].value_counts(sort=False)
        order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        words = wanted.lower().split()
        found = ((self._place(str(code)), str(code), many) for code, many in order)
        return [
            (f"{name}　{code}（{many}）", code)
            for name, code, many in found
            if all(w in f"{code} {self._both(code)}".lower() for w in words)
        ]

    def without(self, wanted: str, indicator: str, tier: Tier | None) -> str:
        """Say which places of that name there are that have no figure of the indicator."""
        if not wanted.strip():
            return ""
        have = {code for _, code in self.places(indicator, tier)}
        silent = [c for c in self.panel.districts.find(wanted.strip()) if c not in have]
        listed = ("、" if self.lang == "zh" else "; ").join(
            f"{c} {self._place(c)}" for c in silent[:6]
        )
        none = "没有这项指标的数：" if self.lang == "zh" else "without a figure: "
        return none + listed if listed else ""

    def years(self, indicator: str, tier: Tier | None) -> tuple[int, int]:
        """Return the first and the last year with a figure."""
        years = self.rows(indicator, tier)["year"]
        return int(years.min()), int(years.max())

    def _place(self, code: str) -> str:
        return self.panel.districts.label(code, self.lang)

    def _names(self, codes: Iterable[str]) -> dict[str, str]:
        """Return short names, with the parents' where two places share one."""
        each = list(dict.fromkeys(codes))
        return dict(zip(each, labels(self.panel.districts, each, self.lang), strict=True))

    def _both(self, code: str) -> str:
        label = self.panel.districts.label
        return f"{label(code)} {label(code, 'en')}"

    def _within(self, choice: Choice) -> pd.DataFrame:
        rows = self.rows(choice.indicator, choice.tier)
        return rows[rows["year"].between(choice.first, choice.last)]

    def series(self, choice: Choice) -> str:
        """Return the years of the chosen places as a picture."""
        rows = self._within(choice)
        rows = rows[rows["chosen"] & ~rows["period"].str.contains("/", regex=False)]
        names = self._names(choice.districts[:MOST_PLACES])
        lines = [
            Line(
                name,
                tuple(self._mark(r, choice, int(r["year"])) for r in mine.to_dict("records")),
            )
            for code, name in names.items()
            for mine in [rows[rows["district"] == code].sort_values(["year", "period"])]
            if len(mine)
        ]
        if not lines:
            return _quiet(_NOTHING[self.lang])
        entry = self.panel.codebook[choice.indicator]
        breaks = {
            (
                b.start.year + (b.start.timetuple().tm_yday - 1) / 365.25 - 0.5,
                b.label(self.lang),
            )
            for code in choice.districts[:MOST_PLACES]
            for b in self.panel.breaks_of(choice.indicator, code)
        }
        unit = unit_word(entry, self.panel.codebook, self.lang).strip()
        alt = "; ".join(f"{line.name}: {line.marks[-1].said}" for line in lines)
        return years_picture(lines, sorted(breaks), unit, alt)

    def _mark(self, row: dict[str, object], choice: Choice, at: float) -> Mark:
        entry, book = self.panel.codebook[choice.indicator], self.panel.codebook
        value, low, high = (float(str(row[c])) for c in ("value", "low", "high"))
        sure = not math.isnan(low)
        said = wording.said_value(entry, book, pd.Series(row), self.lang)
        between = wording.interval(low, high, entry, self.lang) if sure else ""
        period = wording.period_words(int(str(row["year"])), str(row["period"]), self.lang)
        place = self._place(str(row["district"]))
        return Mark(
            at=at,
            value=value,
            low=low if sure else value,
            high=high if sure else value,
            solid=row["basis"] in SOLID and row["qualifier"] == "exact",
            side=f"{row['passed']}|{row['inside']}",
            said=f"{place} {period}: {said}" + (f"  [{between}]" if between else ""),
        )

    def comparison(self, choice: Choice) -> str:
        """Return the place in focus among those of its level, in its latest full year."""
        rows = self._within(choice)
        focus = choice.districts[0] if choice.districts else ""
        mine = rows[rows["chosen"] & (rows["period"] == "") & (rows["district"] == focus)]
        if mine.empty:
            return _quiet(_NO_YEAR[self.lang])
        year = int(mine["year"].max())
        places = neighbours(self.panel, choice.indicator, focus, year, rows=rows)
        kept = places.rows.sort_values(["compared", "value"], ascending=[False, False])
        front = kept["district"].isin([focus, *choice.districts])
        shown = pd.concat([kept[front], kept[~front].head(MOST_ROWS - int(front.sum()))])
        shown = shown.sort_values("value", ascending=False, kind="stable")
        names = self._names(shown["district"])
        lines = [self._row(r, choice, focus, names) for r in shown.to_dict("records")]
        unit = unit_word(places.indicator, self.panel.codebook, self.lang).strip()
        tail = _shown(year, len(lines), len(kept) - len(shown), self.lang)
        alt = "; ".join(line.mark.said for line in lines if line.state != "apart")
        return places_picture(lines, unit, alt) + _quiet(tail)

    def _row(
        self, row: dict[str, object], choice: Choice, focus: str, names: Mapping[str, str]
    ) -> Row:
        code = str(row["district"])
        state = "focus" if code == focus else "compared" if row["compared"] else "apart"
        mark = self._mark(row, choice, 0)
        other = str(row[f"reason_{self.lang}"])
        year = f" {row['year']}" if state == "apart" else ""
        said = f"{mark.said} {other}".strip()
        return Row(
            names[code] + year,
            Mark(0, mark.value, mark.low, mark.high, mark.solid, "", said),
            state,
        )

    def coverage(self, choice: Choice) -> str:
        """Return how many places of each level have a value in each year."""
        rows = self._within(choice)
        kept = rows[~rows["period"].str.contains("/", regex=False)]
        if kept.empty:
            return _quiet(_NOTHING[self.lang])
        levels = kept["district"].map(lambda code: self.panel.districts[code].level)
        counts = kept.assign(level=levels).pivot_table(
            index="level", columns="year", values="district", aggfunc="nunique", fill_value=0
        )
        return _strip(counts, [level for level in LEVELS if level in counts.index], self.lang)

    def figures(self, choice: Choice) -> str:
        """Return the printed figures of the chosen places, each with its source."""
        entry = self.panel.codebook[choice.indicator]
        part = self.panel.select(
            districts=list(choice.districts),
            years=range(choice.first, choice.last + 1),
            indicators=[entry.id, *entry.inputs],
            tier=choice.tier,
        )
        table = part.table
        if table.empty:
            return _quiet(_NOTHING[self.lang])
        cited = citations(self.panel, table["source"])
        shown = page(
            [figures_table(self.panel, table, cited, self.lang), cited.block(self.lang)]
        )
        return page_html(shown)

    @property
    def views(self) -> dict[str, Callable[[Choice], str]]:
        """What is shown of a choice, in the order in which it is drawn."""
        return {
            "series": self.series,
            "comparison": self.comparison,
            "coverage": self.coverage,
            "figures": self.figures,
        }


_NOTHING = {"zh": "所选范围内没有数。", "en": "No figure in this choice."}
_NO_YEAR = {
    "zh": "首选地区在所选年份内没有整年的数，无从比较。",
    "en": "The first place has no full year in this choice; nothing is compared.",
}
_SHOWN = {
    "zh": (
        "{year}年，同级地区{shown}地",
        "，另有{more}地未列",
        "；灰色不可比，指向圆点可见原因。",
    ),
    "en": (
        "{year}: {shown} places of the level",
        ", {more} more not listed",
        "; grey ones are not comparable, point at the mark for the reason.",
    ),
}


def _shown(year: int, shown: int, more: int, lang: Language) -> str:
    head, rest, tail = _SHOWN[lang]
    return (head + (rest if more else "") + tail).format(year=year, shown=shown, more=more)


def _quiet(words: str) -> str:
    return f'<p style="color:var(--jp-content-font-color2,#6c757d);margin:.3em 0">{words}</p>'


def _strip(counts: pd.DataFrame, levels: Sequence[str], lang: Language) -> str:
    most = max(int(counts.to_numpy().max()), 1)
    heads = "".join(f"<th>{year}</th>" for year in counts.columns)
    body = "".join(
        f"<tr><th>{wording.level_words(level, lang)}</th>"
        + "".join(_cell(int(n), most) for n in counts.loc[level])
        + "</tr>"
        for level in levels
    )
    style = (
        "border-collapse:collapse;font-size:12px;color:var(--jp-content-font-color1,#212529)"
    )
    return f'<div style="overflow-x:auto"><table style="{style}"><tr><th></th>{heads}</tr>{body}</table></div>'


def _cell(many: int, most: int) -> str:
    shade = f"{0.12 + 0.5 * many / most:.2f}" if many else "0"
    style = f"background:rgba(47,127,184,{shade});text-align:center;padding:2px 7px"
    return f'<td style="{style}">{many or ""}</td>'
