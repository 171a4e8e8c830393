"""Who reports what when, what the silent places leave open, and whether silence goes with the value."""

from typing import Any

import pandas as pd

from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.grid import Grid
from fadu.wording.left_out import level_places, level_words
from fadu.wording.periods import span_words, years_words
from fadu.wording.values import capital, counted, interval

FEW = 5


def holdings(grid: Grid, lang: Language) -> str:
    """Say how much there is."""
    first, last = int(grid.cells["year"].min()), int(grid.cells["year"].max())
    names, span = int(grid.cells["indicator"].nunique()), span_words(first, last, lang)
    if lang == "zh":
        many, places = number(grid.figures), number(grid.places)
        return f"共{many}个公布值，{names}项指标，{places}个地方，{number(grid.sources)}份来源，{span}。"
    return (
        f"{counted(grid.figures, 'printed figure')} of {counted(names, 'indicator')}, "
        f"{counted(grid.places, 'place')} and {counted(grid.sources, 'source')}, {span}."
    )


def comparable_cells(grid: Grid, lang: Language) -> str:
    """Say in how many cells places can be compared at all."""
    cells = grid.cells[grid.cells["places"] > 0]
    if cells.empty:
        return _no_year(lang)
    alone = int((cells["places"] == 1).sum())
    some = int((cells["places"] >= FEW).sum())
    part = number(100 * alone / len(cells), 1)
    if lang == "zh":
        return (
            f"按指标、层级、年份分成{number(len(cells))}格：{number(alone)}格（{part}%）只有一地公布，"
            f"无从比较；{number(some)}格有{FEW}地以上。"
        )
    return (
        f"Cells of indicator, level and year: {number(len(cells))}, of which {number(alone)} "
        f"({part}%) with one place alone and nothing to compare it with, and {number(some)} with "
        f"{FEW} places or more."
    )


def _no_year(lang: Language) -> str:
    if lang == "zh":
        return "没有全年的公布值，无从比较。"
    return "No figure is of a full year; there is nothing to compare."


def best_covered(grid: Grid, lang: Language) -> str:
    """Say which indicator, level and year most places report."""
    cells = grid.cells[(grid.cells["level"] != "nation") & (grid.cells["places"] > 0)]
    if cells.empty:
        return ""
    row = cells.sort_values(
        ["places", "year", "indicator"], ascending=[False, False, True]
    ).iloc[0]
    name, who = grid.codebook[str(row["indicator"])].name(lang), _who(grid, row, lang)
    if lang == "zh":
        return f"公布最多的是{row['year']}年{name}：{who}中{number(row['places'])}地。"
    return f"Reported by most places: {name}, {row['year']} ({number(row['places'])} of {who})."


def _who(grid: Grid, row: "pd.Series[Any]", lang: Language) -> str:
    could = number(int(row["could"]))
    places = level_places(str(row["level"]), lang, int(row["could"]))
    if lang == "zh":
        where = "" if grid.among == "register" else "面板中有数据的"
        return f"{where}{could}个{places}"
    return f"{could} {places}" + (
        "" if grid.among == "register" else " with any figure in the panel"
    )


def open_mean(grid: Grid, lang: Language) -> str:
    """Say what the mean of the best covered rate could be if the silent places were known."""
    rows = grid.bounds[grid.bounds["missing"] > 0]
    if rows.empty:
        return ""
    share = rows["present"] / (rows["present"] + rows["missing"])
    row = (
        rows.assign(share=share)
        .sort_values(["share", "year", "indicator"], ascending=[False, False, True])
        .iloc[0]
    )
    entry = grid.codebook[str(row["indicator"])]
    mean = number(row["mean"], entry.decimals)
    between = interval(row["low"], row["high"], entry, lang)
    here = row.rename({"present": "places"}).copy()
    here["could"] = int(row["present"] + row["missing"])
    who = _who(grid, here, lang)
    if lang == "zh":
        return (
            f"{row['year']}年{entry.zh}，{who}中{number(row['present'])}地公布，简单平均{mean}%；其余各地"
            f"若全为0或全为100%，平均在{between}之间，没有公布的地方使平均值在此范围内无从确定。"
        )
    return (
        f"{capital(entry.en)}, {row['year']}: {number(row['present'])} of {who} report, mean {mean}%; if all others had 0% or 100% the mean would lie between "
        f"{between.replace(' to ', ' and ')}, and nothing in the panel narrows that."
    )


def selective(grid: Grid, lang: Language) -> str:
    """Say whether regular and occasional reporters print different rates."""
    tested = grid.reporting[grid.reporting["pvalue"].notna()]
    many = len(grid.reporting)
    if not many:
        return ""
    if tested.empty:
        return _untested(many, lang)
    found = tested[tested["adjusted"] < 0.05].sort_values(["adjusted", "indicator"])
    if found.empty:
        if lang == "zh":
            return (
                f"经常公布与偶尔公布的地方所报的比率，{len(tested)}项可检验，未见差异；"
                "每组地方很少，这不等于没有差异。"
            )
        return (
            f"Rates of regular and occasional reporters could be compared in "
            f"{counted(len(tested), 'case')} and show no difference; with so few places in each "
            "group that does not mean that there is none."
        )
    row = found.iloc[0]
    entry = grid.codebook[str(row["indicator"])]
    one, other = (number(row[c], entry.decimals) for c in ("regular", "occasional"))
    if lang == "zh":
        return (
            f"{entry.zh}（{level_words(str(row['level']), lang)}）：经常公布的{row['regular_places']}地平均{one}%，"
            f"偶尔公布的{row['occasional_places']}地平均{other}%，公布与否同数值有关。"
        )
    return (
        f"{capital(entry.en)} ({level_words(str(row['level']), lang)}): "
        f"{row['regular_places']} regular reporters have a mean of {one}%, "
        f"{row['occasional_places']} occasional ones {other}%: reporting goes with the value."
    )


def _untested(many: int, lang: Language) -> str:
    if lang == "zh":
        return f"经常公布与偶尔公布的地方是否报得不同，{many}项比率都因地方太少不能检验。"
    return (
        "Whether regular and occasional reporters print different rates cannot be tested for "
        f"{'the one rate' if many == 1 else f'any of {many} rates and levels'}: too few places."
    )


def coverage_alt(grid: Grid, lang: Language) -> str:
    """Return the alternative text of a heat map of coverage."""
    table = grid.shown
    if table.empty:
        return (
            "热图：没有全年的公布值。"
            if lang == "zh"
            else "Heat map: no figure of a full year."
        )
    name = table.max(axis=1).idxmax()
    year = table.loc[name].idxmax()
    most, many = number(int(table.to_numpy().max())), len(table)
    words = grid.codebook[str(name)].name(lang)
    span = years_words([int(y) for y in table.columns], lang)
    if lang == "zh":
        return (
            f"热图：{many}项指标，{span}，每格为公布的地方数；最多为{year}年{words}，{most}地。"
        )
    return (
        f"Heat map: {counted(many, 'indicator')}, {span}, each cell the number of places that "
        f"report; the most are {most} for {words}, {year}."
    )
