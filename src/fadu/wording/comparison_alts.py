"""What the charts of a comparison show, for those who cannot see them."""

import pandas as pd

from fadu.codebook import Language
from fadu.shapes.crosssection import CrossSection, Standing
from fadu.wording.comparisons import treatment_words
from fadu.wording.left_out import MOST_NAMED, named_or_some
from fadu.wording.periods import period_words
from fadu.wording.sections import (
    measure_words,
    named_places,
    place_and_value,
    value_words,
)
from fadu.wording.values import among, listed

ENDS = 3
"""Places named at either end of a map."""


def comparison_alt(section: CrossSection, standing: Standing | None, lang: Language) -> str:
    """Return the alternative text of a funnel or an interval plot."""
    rows = section.compared.sort_values(["value", "district"])
    apart = section.apart[section.apart["value"].notna()]
    when = period_words(section.year, section.period, lang)
    parts = [_range(section, rows, lang)]
    if standing is not None:
        common = value_words(section, standing.target, lang)
        parts.append(f"合计{common}" if lang == "zh" else f"overall {common}")
        far = pd.concat([standing.outside(0.998, side) for side in (1, -1)])
        who = named_places(section, far, lang) or ("无" if lang == "zh" else "none")
        parts.append(f"99.8%限外：{who}" if lang == "zh" else f"beyond the 99.8% limits: {who}")
    mine = rows[rows["district"] == section.focus]
    if len(rows) > 1 and not mine.empty:
        parts.append(place_and_value(section, mine.iloc[0], lang))
    if not apart.empty:
        every = [place_and_value(section, row, lang) for _, row in apart.iterrows()]
        who = named_or_some(every, lang)
        parts.append(f"不比较：{who}" if lang == "zh" else f"not compared: {who}")
    name = measure_words(section, lang)
    if lang == "zh":
        kind = "区间图" if standing is None else "漏斗图"
        return f"{kind}：{when}{name}，" + "；".join(parts) + "。"
    kind = "Interval plot" if standing is None else "Funnel plot"
    return f"{kind}: {name}, {when}; " + "; ".join(parts) + "."


def _range(section: CrossSection, rows: pd.DataFrame, lang: Language) -> str:
    ends = [place_and_value(section, rows.iloc[n], lang) for n in (0, -1)] if len(rows) else []
    if len(rows) < 2:
        only = ends[0] if ends else ""
        if lang == "zh":
            return f"只有{only}" if only else "没有可比的地区"
        return f"{only} alone" if only else "no place to compare"
    if lang == "zh":
        return f"{len(rows)}地从{ends[0]}到{ends[1]}"
    return f"{len(rows)} places from {ends[0]} to {ends[1]}"


def tiles_alt(section: CrossSection, lang: Language) -> str:
    """Return the alternative text of the map of provinces: the largest, the smallest, those apart."""
    rows = section.compared.sort_values(["value", "district"], ascending=[False, True])
    apart = section.apart[section.apart["value"].notna()]
    high, low, others = (
        listed([place_and_value(section, row, lang) for _, row in part.iterrows()], lang)
        for part in (rows.head(ENDS), rows.iloc[ENDS:].tail(ENDS), apart)
    )
    when, name = period_words(section.year, section.period, lang), measure_words(section, lang)
    if lang == "zh":
        said = [f"方格图：{when}{len(rows)}个地区的{name}，颜色最深的是{high}"]
        said += [f"最浅的是{low}"] if low else []
        said += [f"红框不作比较的是{others}"] if others else []
        return "；".join(said) + "。"
    said = [f"Map of squares: {name}, {when}, {len(rows)} places; the darkest are {high}"]
    said += [f"the lightest are {low}"] if low else []
    said += [f"not compared and framed in red: {others}"] if others else []
    return "; ".join(said) + "."


def verdicts_alt(section: CrossSection, standing: Standing, lang: Language) -> str:
    """Return the alternative text of the table of verdicts by treatment."""
    said = []
    for treatment in standing.treatments:
        far = pd.concat([standing.outside(0.998, side, treatment) for side in (1, -1)])
        named = far[f"label_{lang}"].head(MOST_NAMED)
        words = treatment_words(treatment, lang)
        if lang == "zh":
            said.append(
                f"{words}{len(far)}地" + (f"（{'、'.join(named)}）" if len(named) else "")
            )
        else:
            said.append(
                f"{words} {len(far)}"
                + (f" ({', '.join(among(n, lang) for n in named)})" if len(named) else "")
            )
    if lang == "zh":
        return f"{len(section.compared)}地中在99.8%限外的：" + "；".join(said) + "。"
    return f"Beyond the 99.8% limits, of {len(section.compared)}: " + "; ".join(said) + "."
