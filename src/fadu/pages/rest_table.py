"""The table of all other figures of a place, as they were printed."""

from collections import defaultdict

import pandas as pd

from fadu.codebook import Language
from fadu.page import Column, Span, Table, Text, text
from fadu.pages.citing import Citations
from fadu.pages.printed import printed_words
from fadu.pages.words import word
from fadu.panel import Panel

_CHANGES = ("change_percent", "change_points")
Cells = dict[tuple[str, bool, int], list[dict[str, object]]]


def rest_table(panel: Panel, rows: pd.DataFrame, cited: Citations, lang: Language) -> Table:
    """Return all other figures: a row for each indicator and its change, a column for each year.

    With a single year, the indicators stand in two columns side by side.

    Parameters
    ----------
    panel
        Knows the indicators.
    rows
        In the form of ``Panel.table``.
    cited
        Knows the numbers of the sources.
    lang
        zh or en.
    """
    cells: Cells = defaultdict(list)
    for record in rows.sort_values(["period", "chosen"], kind="stable").to_dict("records"):
        changed = record["measure"] in _CHANGES
        found = {str(k): v for k, v in record.items()}
        cells[str(record["indicator"]), changed, int(record["year"])].append(found)
    years = sorted({year for *_, year in cells})
    held = {(name, changed) for name, changed, _ in cells}
    ordered = [
        (n, c) for n in panel.codebook.indicators for c in (False, True) if (n, c) in held
    ]
    lines = [
        (
            text(_name(panel, name, lang, changed=changed)),
            *(_cell(panel, cells.get((name, changed, y), []), cited, lang) for y in years),
        )
        for name, changed in ordered
    ]
    heads = [Column(name=word("indicator", lang), wide=True)]
    heads += [Column(name=str(year), align="right") for year in years]
    if len(years) == 1 and len(lines) > 1:
        heads, lines = heads * 2, _in_two(lines)
    caption = "其余各项指标的公布值" if lang == "zh" else "All other indicators, as printed"
    return Table(columns=tuple(heads), rows=tuple(lines), caption=caption, long=True)


def _name(panel: Panel, name: str, lang: Language, *, changed: bool) -> str:
    words = panel.codebook[name].name(lang)
    if not changed:
        return words
    return f"{words}，同比" if lang == "zh" else f"{words}, change on the year"


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
        words = printed_words(panel, row, lang, named=True)
        parts += [cited.of_figure(words, row), *cited.mark(str(row["source"]))]
    return text(*parts)
