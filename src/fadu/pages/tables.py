"""Tables of one place: an indicator's years, the one figure of each of several."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from fadu import wording
from fadu.codebook import Language
from fadu.page import Column, Table, Text, text
from fadu.pages.citing import Citations
from fadu.pages.words import word
from fadu.rounding import number
from fadu.shapes.series import Series


def years_table(series: Series, cited: Citations, lang: Language) -> Table:
    """Return a series' figures, the passed-over ones under those that stand for their cells.

    Parameters
    ----------
    series
        The figures.
    cited
        Knows the numbers of their sources.
    lang
        zh or en.
    """
    rows = series.rows.sort_values(["year", "period", "chosen"], ascending=[True, True, False])
    rows = rows.assign(
        mark=_marks(rows), counts=rows["total"].notna(), sure=rows["low"].notna()
    )
    columns = [Column(name=word("year", lang)), Column(name=word("value", lang), align="right")]
    told = [name for name in ("counts", "sure") if rows[name].any()]
    heads = {"counts": word("counts", lang), "sure": word("interval", lang)}
    columns += [Column(name=heads[name], align="right") for name in told]
    return Table(
        columns=(*columns, Column(name=word("source", lang))),
        rows=tuple(_year_row(row, series, told, cited, lang) for _, row in rows.iterrows()),
        caption=_caption(series, lang),
        notes=tuple(
            note[lang]
            for mark, note in _NOTES.items()
            if rows["mark"].str.contains(mark, regex=False).any()
        ),
    )


_NOTES: Mapping[str, Mapping[Language, str]] = {
    "†": {"zh": "† 当年内有口径变更。", "en": "† a break within the year."},
    "*": {
        "zh": "* 报告公布的比率，未按件数计算。",
        "en": "* the rate as printed, not from counts.",
    },
    "‡": {
        "zh": "‡ 另一来源的数，只作参考，不用于判断。",
        "en": "‡ figure of another source, for orientation, not used.",
    },
    "§": {
        "zh": "§ 件数是（或视为）取整后公布的，区间已计入取整的余地。",
        "en": "§ counts printed (or taken) as rounded; the interval allows for that.",
    },
}


def _marks(rows: pd.DataFrame) -> list[str]:
    """Return what is noted of each row: a break inside, a printed rate beside counts, another source."""
    counted = {
        (r.year, r.period) for r in rows.itertuples() if r.chosen and r.basis == "counts"
    }
    found = []
    for row in rows.itertuples():
        if row.chosen:
            found.append(("†" if row.inside else "") + ("§" if _rounded(row) else ""))
        else:
            beside = row.basis == "printed" and (row.year, row.period) in counted
            found.append("*" if beside else "‡")
    return found


def _rounded(row: Any) -> bool:
    """Whether a row's interval allows for counts that were printed rounded."""
    counted = row.basis in {"counts", "count"} and row.low == row.low
    return bool(counted and row.print_low < row.print_high)


def _caption(series: Series, lang: Language) -> str:
    name = series.indicator.name(lang)
    return f"{name}，历年" if lang == "zh" else f"{wording.capital(name)} by year"


def _year_row(
    row: "pd.Series[float]",
    series: Series,
    told: Sequence[str],
    cited: Citations,
    lang: Language,
) -> tuple[Text, ...]:
    when = wording.period_words(int(row["year"]), str(row["period"]), lang).removesuffix("年")
    cells = {"counts": _counts(row), "sure": _interval(row, series, lang)}
    return (
        text(f"{when} {row['mark']}".strip()),
        _value(row, series, cited, lang),
        *(text(cells[name]) for name in told),
        cited.mark(str(row["sources"])),
    )


def _value(row: "pd.Series[float]", series: Series, cited: Citations, lang: Language) -> Text:
    entry, book = series.indicator, series.codebook
    return cited.of_row(wording.said_value(entry, book, row, lang), row.to_dict(), entry, book)


def _counts(row: "pd.Series[float]") -> str:
    known = row["total"] == row["total"]
    return f"{number(row['count'])}/{number(row['total'])}" if known else "—"


def _interval(row: "pd.Series[float]", series: Series, lang: Language) -> str:
    known = row["low"] == row["low"]
    return wording.interval(row["low"], row["high"], series.indicator, lang) if known else "—"


def single_table(many: Sequence[Series], cited: Citations, lang: Language) -> Table:
    """Return the one figure of each of several indicators.

    Parameters
    ----------
    many
        Series of one chosen figure each.
    cited
        Knows the numbers of their sources.
    lang
        zh or en.
    """
    told = [
        ("counts", any(s.chosen["total"].notna().any() for s in many)),
        ("interval", any(s.chosen["low"].notna().any() for s in many)),
    ]
    shown = [name for name, any_ in told if any_]
    columns = [
        Column(name=word("indicator", lang), wide=True),
        Column(name=word("year", lang)),
        Column(name=word("value", lang), align="right"),
        *(Column(name=word(name, lang), align="right") for name in shown),
        Column(name=word("source", lang)),
    ]
    rows = [(text(s.indicator.name(lang)), *_one(s, shown, cited, lang)) for s in many]
    caption = "各项指标" if lang == "zh" else "The indicators"
    return Table(columns=tuple(columns), rows=tuple(rows), caption=caption)


def _one(
    series: Series, shown: Sequence[str], cited: Citations, lang: Language
) -> tuple[Text, ...]:
    row = series.chosen.iloc[0]
    when = wording.period_words(int(row["year"]), str(row["period"]), lang)
    cells = {"counts": _counts(row), "interval": _interval(row, series, lang)}
    return (
        text(when if row["period"] else when.removesuffix("年")),
        _value(row, series, cited, lang),
        *(text(cells[name]) for name in shown),
        cited.mark(str(row["sources"])),
    )
