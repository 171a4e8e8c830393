"""Tables of a page: a series' years, places side by side, all other figures."""

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

import pandas as pd

from fadu import wording
from fadu.codebook import Language
from fadu.page import Column, Span, Table, Text, text
from fadu.pages.citing import Citations
from fadu.pages.words import word
from fadu.panel import Panel
from fadu.rounding import as_given, number, qualified, quantity
from fadu.shapes import Places, Series


def years_table(series: Series, cited: Citations, lang: Language) -> Table:
    """Return a series' figures, the passed-over ones under those that stand for their cells."""
    rows = series.rows.sort_values(["year", "period", "chosen"], ascending=[True, True, False])
    columns = [
        Column(name=word("year", lang)),
        Column(name=word("value", lang), align="right"),
        *([Column(name=word("counts", lang), align="right")] if _rate(series) else []),
        *(
            [Column(name=word("interval", lang), align="right")]
            if rows["low"].notna().any()
            else []
        ),
        Column(name=word("source", lang)),
    ]
    cells = [_year_row(row, series, cited, lang, len(columns)) for _, row in rows.iterrows()]
    return Table(
        columns=tuple(columns),
        rows=tuple(cells),
        caption=_caption(series, lang),
        notes=tuple(_year_notes(rows, lang)),
    )


def _rate(series: Series) -> bool:
    return series.indicator.quotient is not None


def _caption(series: Series, lang: Language) -> str:
    name = series.indicator.name(lang)
    return f"{name}，历年" if lang == "zh" else f"{wording.capital(name)} by year"


def _year_row(
    row: "pd.Series[float]", series: Series, cited: Citations, lang: Language, width: int
) -> tuple[Text, ...]:
    value = wording.said_value(series.indicator, series.codebook, row, lang)
    mark = _mark(row)
    cells = [
        text(
            wording.period_words(int(row["year"]), str(row["period"]), lang).removesuffix("年")
            + mark
        )
    ]
    cells.append(text(value))
    if _rate(series):
        counts = row["total"] == row["total"]
        cells.append(text(f"{number(row['count'])}/{number(row['total'])}" if counts else "—"))
    if width > len(cells) + 1:
        sure = row["low"] == row["low"]
        cells.append(
            text(
                wording.interval(row["low"], row["high"], series.indicator, lang)
                if sure
                else "—"
            )
        )
    return (*cells, cited.mark(str(row["sources"])))


def _mark(row: "pd.Series[float]") -> str:
    if row["chosen"]:
        return " †" if row["inside"] else ""
    return " *" if row["basis"] == "printed" else " ‡"


def _year_notes(rows: pd.DataFrame, lang: Language) -> list[str]:
    zh = lang == "zh"
    notes = []
    if (rows["chosen"] & (rows["inside"] != "")).any():
        notes.append("† 当年内有口径变更。" if zh else "† a break within the year.")
    if (~rows["chosen"] & (rows["basis"] == "printed")).any():
        notes.append("* 报告公布的百分比。" if zh else "* the percentage as printed.")
    if (~rows["chosen"] & (rows["basis"] != "printed")).any():
        notes.append(
            "‡ 另一来源的数，只作参考，不用于判断。"
            if zh
            else "‡ figure of another source, for orientation, not used."
        )
    return notes


def single_table(many: Sequence[Series], cited: Citations, lang: Language) -> Table:
    """Return the one figure of each of several indicators."""
    columns = [
        Column(name=word("indicator", lang), wide=True),
        Column(name=word("year", lang)),
        Column(name=word("value", lang), align="right"),
        Column(name=word("counts", lang), align="right"),
        Column(name=word("interval", lang), align="right"),
        Column(name=word("source", lang)),
    ]
    rows = [(text(s.indicator.name(lang)), *_one(s, cited, lang)) for s in many]
    caption = "各项指标" if lang == "zh" else "The indicators"
    return Table(columns=tuple(columns), rows=tuple(rows), caption=caption)


def _one(series: Series, cited: Citations, lang: Language) -> tuple[Text, ...]:
    row = series.chosen.iloc[0]
    counts, sure = row["total"] == row["total"], row["low"] == row["low"]
    when = wording.period_words(int(row["year"]), str(row["period"]), lang)
    return (
        text(when.removesuffix("年") if not row["period"] else when),
        text(wording.said_value(series.indicator, series.codebook, row, lang)),
        text(f"{number(row['count'])}/{number(row['total'])}" if counts else "—"),
        text(
            wording.interval(row["low"], row["high"], series.indicator, lang) if sure else "—"
        ),
        cited.mark(str(row["sources"])),
    )


def places_table(places: Places, cited: Citations, lang: Language) -> Table:
    """Return places side by side; those not compared follow with their reason."""
    rows = _in_reading_order(places)
    sure = rows["low"].notna().any()
    columns = [
        Column(name=word("place", lang), wide=True),
        Column(name=word("year", lang)),
        Column(name=word("value", lang), align="right"),
        *([Column(name=word("interval", lang), align="right")] if sure else []),
        Column(name=word("note", lang)),
        Column(name=word("source", lang)),
    ]
    cells = []
    for _, row in rows.iterrows():
        low = row["low"] == row["low"]
        between = (
            wording.interval(row["low"], row["high"], places.indicator, lang) if low else "—"
        )
        cells.append(
            (
                text(str(row[f"name_{lang}"])),
                text(str(row["year"])),
                text(wording.said_value(places.indicator, places.codebook, row, lang)),
                *((text(between),) if sure else ()),
                text(str(row[f"reason_{lang}"])),
                cited.mark(str(row["sources"])),
            )
        )
    focus = [n for n, d in enumerate(rows["district"]) if d == places.focus]
    return Table(
        columns=tuple(columns),
        rows=tuple(cells),
        strong_rows=tuple(focus),
        caption=_beside(places, lang),
    )


def _in_reading_order(places: Places) -> pd.DataFrame:
    """Return compared places by value; the others by year and code, which ranks nothing."""
    compared = places.rows[places.rows["compared"]].sort_values("value", ascending=False)
    others = places.rows[~places.rows["compared"]]
    others = others.sort_values(["year", "district"], ascending=[False, True])
    return pd.concat([compared, others], ignore_index=True)


def _beside(places: Places, lang: Language) -> str:
    name = places.indicator.name(lang)
    if lang == "zh":
        return f"{name}，{places.year}年及可列示的其他地区"
    return f"{wording.capital(name)}: {places.year}, and other places that can be shown"


def rest_table(panel: Panel, rows: pd.DataFrame, cited: Citations, lang: Language) -> Table:
    """Return all other figures: one row for each indicator, one column for each year.

    With a single year, the indicators stand in two columns side by side.
    """
    cells: dict[tuple[str, int], list[dict[str, object]]] = defaultdict(list)
    ordered_rows = rows.sort_values(["measure", "period", "chosen"])
    for record in ordered_rows.to_dict("records"):
        cells[record["indicator"], int(record["year"])].append(
            cast("dict[str, object]", record)
        )
    held = {name for name, _ in cells}
    ordered = [i for i in panel.codebook.indicators if i in held]
    years = sorted({year for _, year in cells})
    lines = [
        (
            text(panel.codebook[name].name(lang)),
            *(_cell(panel, cells.get((name, year), []), cited, lang) for year in years),
        )
        for name in ordered
    ]
    heads = [Column(name=word("indicator", lang), wide=True)]
    heads += [Column(name=str(year), align="right") for year in years]
    if len(years) == 1:
        heads, lines = heads * 2, _in_two(lines)
    caption = "其余各项指标的公布值" if lang == "zh" else "All other indicators, as printed"
    return Table(columns=tuple(heads), rows=tuple(lines), caption=caption, long=True)


def _in_two(lines: list[tuple[Text, ...]]) -> list[tuple[Text, ...]]:
    half = (len(lines) + 1) // 2
    blank: tuple[Text, ...] = (text(""), text(""))
    right = [*lines[half:], *([blank] * (2 * half - len(lines)))]
    return [a + b for a, b in zip(lines[:half], right, strict=True)]


def _cell(
    panel: Panel, rows: list[dict[str, object]], cited: Citations, lang: Language
) -> Text:
    parts: list[str | Span] = []
    for row in rows:
        parts += [" "] if parts else []
        parts += [printed_words(panel, row, lang), *cited.mark(str(row["source"]))]
    return text(*parts)


def printed_words(panel: Panel, row: dict[str, object], lang: Language) -> str:
    """Return a figure of ``Panel.table`` as it was printed: qualifier, value, unit, period."""
    value, measure = float(str(row["value"])), row["measure"]
    entry = panel.codebook[str(row["indicator"])]
    if measure == "value":
        bare = lang == "en" and entry.kind in {"count", "stock"}  # the name says the unit
        words = as_given(value) if bare else quantity(value, entry, panel.codebook, lang)
    else:
        sign = "+" if value > 0 else ""
        words = sign + number(value, 1) + ("%" if measure == "change_percent" else " pp")
        words = f"同比{words}" if lang == "zh" else f"{words} on the year"
    said = qualified(words, str(row["qualifier"]), lang)
    period = str(row["period"])
    if not period:
        return said
    when = wording.period_words(int(str(row["year"])), period, lang)
    return f"{said}（{when}）" if lang == "zh" else f"{said} ({when})"
