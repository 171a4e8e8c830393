"""What a chart shows, for those who cannot see it: one or two sentences with the numbers."""

import pandas as pd

from fadu.codebook import Language
from fadu.shapes.series import Series
from fadu.wording.levels import said_value
from fadu.wording.limits import breaks_within
from fadu.wording.periods import period_words
from fadu.wording.values import listed


def series_alt(series: Series, lang: Language) -> str:
    """Return the alternative text of a series: its ends, its extremes, and its breaks."""
    rows = series.chosen.sort_values(["year", "period"])
    name, place = series.indicator.name(lang), series.names[lang]
    said = _course(series, rows, lang)
    zh = f"图中是{place}的{name}：{said}。"
    en = f"A chart of {name} in {place}: {said}."
    return (zh if lang == "zh" else en) + _marks(series, lang)


def _course(series: Series, rows: pd.DataFrame, lang: Language) -> str:
    first, last = _point(series, rows.iloc[0], lang), _point(series, rows.iloc[-1], lang)
    if len(rows) == 1:
        return f"只有{first}一个数" if lang == "zh" else f"{first} alone"
    top = _point(series, rows.loc[rows["value"].idxmax()], lang)
    bottom = _point(series, rows.loc[rows["value"].idxmin()], lang)
    if lang == "zh":
        ends = f"开始是{first}，最后是{last}"
        return ends if len(rows) == 2 else f"{ends}；最高的是{top}，最低的是{bottom}"
    ends = f"first {first}, last {last}"
    return ends if len(rows) == 2 else f"{ends}, highest {top}, lowest {bottom}"


def _point(series: Series, row: "pd.Series[float]", lang: Language) -> str:
    when = period_words(int(row["year"]), str(row["period"]), lang)
    value = said_value(series.indicator, series.codebook, row, lang)
    return f"{when}的{value}" if lang == "zh" else f"{when} with {value}"


def _marks(series: Series, lang: Language) -> str:
    breaks = breaks_within(series)
    if not breaks:
        return ""
    names = listed([b.label(lang) for b in breaks], lang)
    if lang == "zh":
        return f"竖虚线标出口径变更（{names}），变更前后的数不相连、不作比较。"
    return f" Dashed lines mark breaks ({names}), across which nothing is joined or compared."
