"""Tables of a comparison: the places, and those that are left out."""

from collections.abc import Sequence

import pandas as pd

from fadu import wording
from fadu.analyses.compare import Comparison
from fadu.codebook import Language
from fadu.page import Column, Table, Text, text
from fadu.pages.citing import Citations
from fadu.pages.words import word
from fadu.rounding import number, unit_word
from fadu.shapes.crosssection import CrossSection

_HEADS = {
    "rate": {"zh": "每10万人", "en": "Per 100,000"},
    "people": {"zh": "常住人口（万人）", "en": "Residents (millions)"},
    "ranks": {"zh": "名次集", "en": "Ranks"},
    "verdict": {"zh": "判断", "en": "Verdict"},
}
MOST_ROWS, ENDS = 120, 15
"""Of more places than this only the ends and those that stand out are listed on a page."""
_VERDICTS = {
    ("above", "above"): {"zh": "高于99.8%限", "en": "above 99.8%"},
    ("above", ""): {"zh": "高于95%限", "en": "above 95%"},
    ("below", "below"): {"zh": "低于99.8%限", "en": "below 99.8%"},
    ("below", ""): {"zh": "低于95%限", "en": "below 95%"},
}


def compared_table(found: Comparison, known: Citations, lang: Language) -> Table:
    """Return the places by value, those that are not compared last, each with its sources."""
    section = found.section
    every = found.table.sort_values(["compared", "value"], ascending=False, ignore_index=True)
    rows = _listed(every, section.focus)
    many = [_cells(row, section, known, lang) for _, row in rows.iterrows()]
    mine = [n for n, code in enumerate(rows["district"]) if code == section.focus]
    return Table(
        columns=tuple(_columns(section, lang)),
        rows=tuple(many),
        strong_rows=tuple(mine),
        caption=_caption(section, lang),
        notes=(*_notes(section, lang), *_cut(len(every) - len(rows), lang)),
        long=len(rows) > 12,
    )


def _listed(rows: pd.DataFrame, focus: str) -> pd.DataFrame:
    """Return all rows, or of very many the focus, the ends, and those beyond the outer limits."""
    if len(rows) <= MOST_ROWS:
        return rows
    compared = rows[rows["compared"]]
    kept = pd.Index([*compared.index[:ENDS], *compared.index[-ENDS:]])
    far = rows.index[(rows["outside_99.8"] != "") | (rows["district"] == focus)]
    return rows.loc[kept.union(far)].reset_index(drop=True)


def _cut(many: int, lang: Language) -> list[str]:
    if not many:
        return []
    if lang == "zh":
        return [
            f"另有{number(many)}地未列出：只列首尾各{ENDS}地、在99.8%控制限外的地区和所问的地区；.table载有全部。"
        ]
    return [
        f"{number(many)} more places are not listed: the table has the first and the last {ENDS}, those beyond the 99.8% limits and the place in question; .table holds all."
    ]


def _columns(section: CrossSection, lang: Language) -> list[Column]:
    right: list[str] = []
    if section.form == "rate":
        unit = unit_word(section.indicator, section.codebook, lang).strip()
        right = [unit or word("counts", lang), _HEADS["people"][lang], _HEADS["rate"][lang]]
    elif section.form == "proportion":
        right = [word("counts", lang), word("value", lang)]
    else:
        right = [*([word("date", lang)] if _dated(section) else []), word("value", lang)]
    right += [word("interval", lang)] if section.rows["low"].notna().any() else []
    right += [_HEADS["ranks"][lang]] if section.judged else []
    return [
        Column(name=word("place", lang), wide=True),
        *(Column(name=name, align="right") for name in right),
        *(
            [Column(name=_HEADS["verdict"][lang] if section.judged else word("note", lang))]
            if _noted(section)
            else []
        ),
        Column(name=word("source", lang)),
    ]


def _cells(
    row: "pd.Series[float]", section: CrossSection, known: Citations, lang: Language
) -> tuple[Text, ...]:
    cells: list[str] = [str(row[f"name_{lang}"])]
    known_value = row["value"] == row["value"]
    value = wording.place_value(section, row, lang) if known_value else "—"
    entry, book, printed = section.indicator, section.codebook, row.to_dict()
    if section.form == "rate":
        printed["value"] = row["count"]  # no page prints the rate
        cells += [number(row["count"]), _people(row, section, lang), value]
    elif section.form == "proportion":
        counted = row["total"] == row["total"]
        cells += [f"{number(row['count'])}/{number(row['total'])}" if counted else "—", value]
    else:
        dated = wording.period_words(section.year, str(row["period"]), lang)
        cells += [dated, value] if _dated(section) else [value]
    if section.rows["low"].notna().any():
        cells.append(_between(row, section, lang))
    if section.judged:
        cells.append(_ranks(row, lang))
    at = _printed_at(cells, section)
    return (
        *(
            known.of_row(c, printed, entry, book) if n == at and known_value else text(c)
            for n, c in enumerate(cells)
        ),
        *([text(_verdict(row, lang))] if _noted(section) else []),
        known.mark(str(row["sources"])),
    )


def _printed_at(cells: Sequence[str], section: CrossSection) -> int:
    """Return the cell whose number a page prints: the count of a rate or share, else the value."""
    if section.form == "proportion":
        return 2 if cells[1] == "—" else 1
    return 2 if section.form != "rate" and _dated(section) else 1


def _people(row: "pd.Series[float]", section: CrossSection, lang: Language) -> str:
    if lang == "zh":
        return number(float(row["total"]) / 10_000)
    digits = 1 if section.rows["total"].min() >= 1_000_000 else 2
    return number(float(row["total"]) / 1_000_000, digits)


def _noted(section: CrossSection) -> bool:
    """Whether a row has anything to note: a verdict, or that it is not compared."""
    return section.judged or not section.apart.empty


def _dated(section: CrossSection) -> bool:
    """Whether the figures are stocks of several dates."""
    return len(set(section.rows["period"])) > 1


def _between(row: "pd.Series[float]", section: CrossSection, lang: Language) -> str:
    if section.form == "count" and row["low"] == row["low"]:
        return wording.interval(row["low"], row["high"], section.indicator, lang)
    return wording.interval_words(section, row, lang) or "—"


def _ranks(row: "pd.Series[float]", lang: Language) -> str:
    low, high = row["rank_low"], row["rank_high"]
    if pd.isna(low):
        return "—"
    if low == high:
        return number(low)
    return f"{number(low)}{'—' if lang == 'zh' else ' to '}{number(high)}"


def _verdict(row: "pd.Series[float]", lang: Language) -> str:
    if not row["compared"]:
        return "不比较" if lang == "zh" else "not compared"
    key = (str(row["outside_95"]), str(row["outside_99.8"]))
    return _VERDICTS[key][lang] if key in _VERDICTS else ""


def _caption(section: CrossSection, lang: Language) -> str:
    name = section.indicator.name(lang)
    when = wording.period_words(section.year, section.period, lang)
    words = f"{name}，{when}" if lang == "zh" else f"{wording.capital(name)}, {when}"
    return wording.simulated(words, lang) if section.simulated else words


def _notes(section: CrossSection, lang: Language) -> list[str]:
    notes = []
    if section.form == "rate":
        notes.append(
            "常住人口为年末数，取自面板的人口表。"
            if lang == "zh"
            else "Residents at the end of the year, from the panel's table of population."
        )
    if section.judged:
        notes.append(
            "名次集以95%的把握对各地同时成立。"
            if lang == "zh"
            else "The rank sets hold for all places at once with 95% confidence."
        )
    return notes


def _places(rows: pd.DataFrame, lang: Language) -> list[str]:
    return [wording.among(name, lang) for name in rows[f"name_{lang}"]]


def left_out_table(section: CrossSection, known: Citations, lang: Language) -> Table:
    """Return every place that is not compared, reason by reason, with its sources."""
    groups = section.left_out.groupby(f"reason_{lang}", sort=False)
    cells: Sequence[tuple[Text, ...]] = [
        (
            text(("、" if lang == "zh" else ", ").join(_places(rows, lang))),
            text(str(why)),
            known.mark("+".join(s for s in rows["sources"] if s)),
        )
        for why, rows in groups
    ]
    return Table(
        columns=(
            Column(name=word("place", lang), wide=True),
            Column(name=word("note", lang)),
            Column(name=word("source", lang)),
        ),
        rows=tuple(cells),
        caption="未纳入比较的地区及原因"
        if lang == "zh"
        else "Places left out, with the reason",
        long=len(section.left_out) > 12,
    )
