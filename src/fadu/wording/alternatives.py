"""What a chart shows, for those who cannot see it: one or two sentences with the numbers."""

from fadu.codebook import Language
from fadu.shapes import Series
from fadu.wording.levels import said_value
from fadu.wording.limits import breaks_within
from fadu.wording.periods import period_words
from fadu.wording.values import listed


def series_alt(series: Series, lang: Language) -> str:
    """Return the alternative text of a series chart."""
    rows = series.chosen.sort_values(["year", "period"])
    points = [
        (
            period_words(int(row["year"]), str(row["period"]), lang),
            said_value(series.indicator, series.codebook, row, lang),
        )
        for _, row in rows.iterrows()
    ]
    name, place = series.indicator.name(lang), series.names[lang]
    breaks = breaks_within(series)
    if lang == "zh":
        said = f"{place}{name}：" + "，".join(f"{when}{value}" for when, value in points)
        marks = "、".join(f"{b.start.isoformat()}{b.label_zh}" for b in breaks)
        return said + (f"；虚线为{marks}。" if marks else "。")
    said = f"{name} in {place}: " + ", ".join(f"{when} {value}" for when, value in points)
    marks = listed([f"{b.label_en} ({b.start.isoformat()})" for b in breaks], lang)
    return said + (f"; dashed lines mark {marks}." if marks else ".")
