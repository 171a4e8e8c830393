"""What a comparison is about, in words: indicator, period, places, values and their intervals."""

from typing import Any

import pandas as pd

from fadu.codebook import Language
from fadu.rounding import number, quantity
from fadu.shapes.crosssection import CrossSection
from fadu.wording.left_out import level_places, named_or_some
from fadu.wording.levels import said_value
from fadu.wording.periods import period_words
from fadu.wording.values import among, capital, interval


def value_words(section: CrossSection, value: float, lang: Language) -> str:
    """Return a value as it is printed: 16.0%, or 12.9 for cases per 100,000 residents."""
    if section.form == "rate":
        return number(value, rate_digits(section))
    entry = section.indicator
    derived = section.form == "proportion"
    return quantity(value, entry, section.codebook, lang, derived=derived)


def rate_digits(section: CrossSection) -> int:
    """Return the decimals of rates per population: one, or two where most are below 1."""
    return 1 if float(section.rows["value"].median()) >= 1 else 2


def measure_words(section: CrossSection, lang: Language) -> str:
    """Return what the values are: the indicator, or it per 100,000 residents."""
    name = section.indicator.name(lang)
    if section.form != "rate":
        return name
    return f"每10万常住人口的{name}" if lang == "zh" else f"{name} per 100,000 residents"


def when_words(section: CrossSection, lang: Language) -> str:
    """Return the period of a comparison."""
    return period_words(section.year, section.period, lang)


def topic(section: CrossSection, *, measured: bool = False) -> str:
    """Return what an English sentence is about: the indicator and the period."""
    name = measure_words(section, "en") if measured else section.indicator.en
    return f"{capital(name)}, {when_words(section, 'en')}"


def many_places(section: CrossSection, lang: Language, count: int | None = None) -> str:
    """Return how many places are compared: 30个省级地区 (30 provinces)."""
    many = len(section.compared) if count is None else count
    places = level_places(section.level, lang, many)
    return f"{many}个{places}" if lang == "zh" else f"{many} {places}"


def people_words(people: float, lang: Language) -> str:
    """Return a number of residents: 134,430万人 (1,344 million)."""
    if lang == "zh":
        return f"{number(people / 10_000)}万人"
    millions = people / 1_000_000
    return f"{number(millions, 0 if millions >= 100 else 1 if millions >= 1 else 2)} million"


def place_and_value(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    """Return a place with its value: 上海市59.8 (Shanghai (59.8))."""
    words = place_value(section, row, lang)
    return f"{row['name_zh']}{words}" if lang == "zh" else among(row["name_en"], lang, words)


def place_value(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    """Return the value of a place as it is printed, with what the print says beside it."""
    if section.form in {"proportion", "rate"} and row["compared"]:
        return value_words(section, row["value"], lang)
    if section.form == "rate":
        return value_words(section, row["value"], lang)
    return said_value(section.indicator, section.codebook, row, lang)


def interval_words(section: CrossSection, row: "pd.Series[Any]", lang: Language) -> str:
    """Return the interval of a place's share or rate; empty where it has none, and of counts."""
    if row["low"] != row["low"] or section.form == "count":
        return ""
    if section.form != "rate":
        return interval(row["low"], row["high"], section.indicator, lang)
    ends = [number(row[c], rate_digits(section)) for c in ("low", "high")]
    return ("—" if lang == "zh" else " to ").join(ends)


def named_places(section: CrossSection, rows: pd.DataFrame, lang: Language) -> str:
    """Return places with their values as a list; of many the first, and how many there are."""
    named = [
        among(name, lang, value_words(section, value, lang))
        for name, value in zip(rows[f"name_{lang}"], rows["value"], strict=True)
    ]
    return named_or_some(named, lang)


def rounded_places(section: CrossSection, lang: Language) -> str:
    """Say whose counts were printed rounded, and what that does; empty where nobody's."""
    rows = section.rounded
    if rows.empty:
        return ""
    named = named_or_some([among(name, lang) for name in rows[f"name_{lang}"]], lang)
    if lang == "zh":
        return (
            f"{named}的件数是（或视为）取整后公布的：区间已计入取整的余地，"
            "凡在余地之内可能不成立的，不作判断。"
        )
    return (
        f"Counts printed (or taken) as rounded: {named}; the intervals allow for that, and nothing "
        "is said that the rounding could undo."
    )


def caution(section: CrossSection, lang: Language) -> str:
    """Return the first thing that a reader has to know before comparing; empty where none."""
    names = section.indicator.cautions
    prefer = [n for n in names if n.endswith(("_reading", "ceiling"))] or list(names)
    if not prefer:
        return ""
    term = section.codebook.cautions[prefer[0]]
    return term.zh if lang == "zh" else term.en
