"""Tables of trends: the years of each place, the verdicts of stretches, a change split in two."""

import pandas as pd

from fadu import wording
from fadu.analyses.trend import TrendResult
from fadu.codebook import Language
from fadu.page import Column, Span, Table, Text, text
from fadu.pages.citing import Citations
from fadu.pages.tables import years_table
from fadu.pages.words import word
from fadu.rounding import number
from fadu.shapes.overtime import Course, Parts

MOST_TABLES = 5
"""Places with a table of their own; more of them share one, a column for each year."""
MOST_COLUMNS = 8


def course_tables(result: TrendResult, known: Citations, lang: Language) -> list[Table]:
    """Return every figure of several places: a table each, or of many one with their years."""
    if len(result.courses) > MOST_TABLES:
        return _together(result, known, lang)
    mark = "：" if lang == "zh" else ": "
    tables = [(c, years_table(c.series, known, lang)) for c in result.courses]
    return [
        table.model_copy(update={"caption": course.short[lang] + mark + table.caption})
        for course, table in tables
    ]


def _together(result: TrendResult, known: Citations, lang: Language) -> list[Table]:
    every = pd.concat([c.series.chosen for c in result.courses])
    years = sorted(int(y) for y in every.loc[every["period"] == "", "year"].unique())
    name = wording.capital(result.indicator.name(lang))
    return [_years(result, list(some), name, known, lang) for some in _in_parts(years)]


def _in_parts(years: list[int]) -> list[list[int]]:
    return [years[n : n + MOST_COLUMNS] for n in range(0, len(years), MOST_COLUMNS)]


def _years(
    result: TrendResult, years: list[int], name: str, known: Citations, lang: Language
) -> Table:
    rows = [
        (text(c.short[lang]), *(_cell(c, year, known, lang) for year in years))
        for c in result.courses
    ]
    heads = [Column(name=word("place", lang), wide=True)]
    heads += [Column(name=str(year), align="right") for year in years]
    span = wording.years_words(years, lang)
    caption = f"{name}，{span}" if lang == "zh" else f"{name}, {span}"
    note = (
        "† 当年内有口径变更。件数和区间见附件data.csv和.table。"
        if lang == "zh"
        else "† a break within the year. Counts and intervals: the attachment data.csv, and .table."
    )
    return Table(
        columns=tuple(heads),
        rows=tuple(rows),
        caption=wording.simulated(caption, lang) if result.simulated else caption,
        notes=(note,),
        long=True,
    )


def _cell(course: Course, year: int, known: Citations, lang: Language) -> Text:
    rows = course.series.chosen
    mine = rows[(rows["year"] == year) & (rows["period"] == "")]
    if mine.empty:
        return text("")
    row = mine.iloc[0]
    value = wording.said_value(course.series.indicator, course.series.codebook, row, lang)
    marks: list[str | Span] = [*known.mark(str(row["sources"]))]
    return text(value + ("†" if row["inside"] else ""), *marks)


def verdicts_table(result: TrendResult, lang: Language) -> Table:
    """Return the verdict of each stretch with its reason."""
    zh = lang == "zh"
    heads = (
        ("地区", "年份", "可用年份", "判断", "每年变化", "说明")
        if zh
        else ("Place", "Years", "Valid years", "Verdict", "Change a year", "Why")
    )
    rows = [
        (
            text(course.short[lang]),
            text(wording.years_words(list(s.years), lang)),
            text(f"{len(s.used)}"),
            text(wording.verdict_word(s.verdict, lang)),
            text(wording.slope_cell(course, s, lang)),
            text(wording.verdict_reason(s, lang)),
        )
        for course in result.courses
        for s in course.stretches
    ]
    columns = [
        Column(name=n, align="right" if k in {2, 4} else "left") for k, n in enumerate(heads)
    ]
    caption = "各段的判断" if zh else "Verdicts of the stretches"
    return Table(columns=tuple(columns), rows=tuple(rows), caption=caption, long=True)


def parts_table(found: Parts, known: Citations, lang: Language) -> Table:
    """Return what volume and rate did to a count between two years."""
    zh = lang == "zh"
    heads = (
        ("项", "件数", "总量", "比率", "来源")
        if zh
        else ("Part", "Count", "Total", "Rate", "Source")
    )
    volume_part, rate_part = wording.printed_parts(found)
    low, high = wording.signed(found.low, 1), wording.signed(found.high, 1)
    years = [
        (
            text(wording.period_words(int(row["year"]), "", lang)),
            text(number(row["count"])),
            text(number(row["total"])),
            text(f"{number(row['value'], found.indicator.decimals)}%"),
            known.mark(str(row["sources"])),
        )
        for row in (found.first, found.last)
    ]
    blank = text("")
    steps = [
        (text(words), text(size), blank, blank, blank)
        for words, size in (
            ("总量的变化" if zh else "change in volume", volume_part),
            ("比率的变化" if zh else "change in rate", rate_part),
        )
    ]
    note = (
        f"比率一项的95%区间：{low}至{high}。"
        if zh
        else f"95% interval of the rate's part: {low} to {high}."
    )
    return Table(
        columns=tuple(
            Column(name=n, align="right" if k in {1, 2, 3} else "left")
            for k, n in enumerate(heads)
        ),
        rows=(years[0], *steps, years[1]),
        caption="总量与比率（对称分解）" if zh else "Volume and rate (symmetric split)",
        notes=(note,),
    )
