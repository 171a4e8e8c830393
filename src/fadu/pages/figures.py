"""Figures one by one: each with its place, unit and qualifier, its source, and where in it."""

from pathlib import Path

import pandas as pd

from fadu import wording
from fadu.codebook import Language
from fadu.page import Column, Page, Paragraph, Points, Table, Text, page, plain, text
from fadu.pages.citing import Citations, citations
from fadu.pages.printed import printed_words
from fadu.pages.words import word
from fadu.panel import Panel
from fadu.rounding import number
from fadu.years import written_years

MOST_FIGURES = 40
_CHOICE = {
    "only figure": {"zh": "", "en": ""},
    "same value": {"zh": "各来源相同", "en": "same in all sources"},
    "tier": {"zh": "按来源级别", "en": "by tier of source"},
    "later publication": {"zh": "按发布先后", "en": "later publication"},
    "decision": {"zh": "按记录的决定", "en": "by a recorded decision"},
    "undecided": {"zh": "未定", "en": "undecided"},
    "no value": {"zh": "", "en": ""},
}
_HEADS = ("place", "year", "indicator", "value", "source", "note")
_UNUSED = {"zh": "不采用：", "en": "not used: "}
_PLACE = {"zh": "第{start}—{end}字", "en": "characters {start} to {end}"}


def figures_table(
    panel: Panel, rows: pd.DataFrame, cited: Citations, lang: Language = "zh"
) -> Table:
    """Return figures as a table, the first forty of many.

    Parameters
    ----------
    panel
        Names their places and indicators.
    rows
        In the form of ``Panel.table``; never changed.
    cited
        The sources that the marks lead to.
    lang
        zh or en.
    """
    shown = rows.head(MOST_FIGURES)
    lines = [_line(panel, row, cited, lang) for row in shown.to_dict("records")]
    bare = {"note"} if not any(plain(line["note"]) for line in lines) else set()
    if len(set(rows["district"])) == 1:
        bare |= {"place"}
    heads = [h for h in _HEADS if h not in bare]
    columns = [
        Column(name=word(h, lang), align="right" if h == "value" else "left") for h in heads
    ]
    caption = _caption(panel, rows, lang)
    return Table(
        columns=tuple(columns),
        rows=tuple(tuple(line[h] for h in heads) for line in lines),
        caption=caption,
        notes=(_left_out(len(rows) - len(shown), lang),) if len(rows) > len(shown) else (),
        long=True,
    )


def _caption(panel: Panel, rows: pd.DataFrame, lang: Language) -> str:
    places = rows["district"].unique()
    where = panel.districts.label(str(places[0]), lang) if len(places) == 1 else ""
    if lang == "zh":
        return f"{where}公布值（{number(len(rows))}个）"
    return wording.counted(len(rows), "figure") + (f" of {where}" if where else "")


def _left_out(many: int, lang: Language) -> str:
    if lang == "zh":
        return f"另有{number(many)}个未列出；.table 载有全部。"
    return f"{number(many)} more are not listed; .table holds all."


def _line(
    panel: Panel, row: dict[str, object], cited: Citations, lang: Language
) -> dict[str, Text]:
    return {
        "place": text(panel.districts.label(str(row["district"]), lang)),
        "year": text(str(row["year"])),
        "indicator": text(panel.codebook[str(row["indicator"])].name(lang)),
        "value": text(cited.of_figure(printed_words(panel, row, lang), row)),
        "source": text(*cited.mark(str(row["source"]))),
        "note": text(*[_note(row, lang)]),
    }


def _note(row: dict[str, object], lang: Language) -> str:
    choice = _CHOICE[str(row["choice"])][lang]
    used = choice if row["chosen"] or not choice else _UNUSED[lang] + choice
    where = [str(row["section"])] if row["section"] else []
    if pd.notna(row["start"]) and row["start"] != "":
        where.append(_PLACE[lang].format(start=row["start"], end=row["end"]))
    comma = "，" if lang == "zh" else ", "
    return ("；" if lang == "zh" else "; ").join(p for p in (used, comma.join(where)) if p)


def panel_page(panel: Panel, lang: Language = "zh") -> Page:
    """Return what a panel holds: how much, from which layers, its figures and their sources."""
    table = panel.table
    known = citations(panel, table["source"].head(MOST_FIGURES))
    said = [_holds(panel, table, lang), *_layers(panel, lang)]
    if table.empty:
        return page([Paragraph(words=text(said[0]))])
    return page(
        [
            Points(points=tuple(text(s) for s in said)),
            figures_table(panel, table, known, lang),
            known.block(lang),
        ]
    )


def _holds(panel: Panel, table: pd.DataFrame, lang: Language) -> str:
    figures, places = number(len(panel)), table["district"].nunique()
    sources, indicators = table["source"].nunique(), table["indicator"].nunique()
    years = sorted(int(y) for y in table["year"].unique())
    if not years:
        return "面板中没有公布值。" if lang == "zh" else "The panel holds no figure."
    span = written_years(years) if len(years) < 4 else f"{years[0]}—{years[-1]}"
    if lang == "zh":
        return f"{figures}个公布值：{places}个地区，{indicators}项指标，{span}年，{sources}份来源。"
    span = span.replace("—", " to ")
    counted = wording.counted
    return (
        f"{counted(len(panel), 'figure')}: {counted(places, 'place')}, "
        f"{counted(indicators, 'indicator')}, {span}, {counted(sources, 'source')}."
    )


def _layers(panel: Panel, lang: Language) -> list[str]:
    if lang == "zh":
        return [
            f"{_folder(layer.path)} 叠加于随附面板之上：新增{layer.added}个，替换{layer.overridden}个。"
            for layer in panel.layers[1:]
        ]
    return [
        f"{_folder(layer.path)} is layered over the bundled panel: {layer.added} added, "
        f"{layer.overridden} replaced."
        for layer in panel.layers[1:]
    ]


def _folder(path: str) -> str:
    """Return the end of a path: where a workspace lies is nothing that a page says."""
    return "/".join(Path(path).parts[-2:])
