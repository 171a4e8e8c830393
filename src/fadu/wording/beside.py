"""One place beside others of its level: what is shown, and that it ranks nothing."""

import pandas as pd

from fadu.codebook import Language
from fadu.shapes.places import Places
from fadu.wording.levels import said_value
from fadu.wording.values import among, capital, counted


def few(places: Places, lang: Language) -> str:
    """Say that too few others can be compared for more than a list."""
    name, many = places.indicator.name(lang), len(places.compared)
    if lang == "zh":
        return (
            f"面板中另有{many}个同级地区公布{places.year}年同一口径的{name}，"
            "为数太少，只列数值，不作判断。"
        )
    return (
        f"{capital(name)}, {places.year}: {counted(many, 'other place')} of the same level in the "
        f"panel {'has' if many == 1 else 'have'} a figure on the same definition; too few to judge "
        "by, they are listed only."
    )


def unranked_places(places: Places, lang: Language) -> str:
    """Say what places side by side do not tell."""
    plain = not places.indicator.is_rate
    if lang == "zh":
        first = "件数未按人口折算。" if plain and places.indicator.kind == "count" else ""
        return (
            f"{first}各地数值与区间只作并列，不排名次；差异是否超出随机波动，另见指标比较简报。"
        )
    first = (
        "Counts are not per resident. " if plain and places.indicator.kind == "count" else ""
    )
    return (
        f"{first}Places stand side by side without rank; whether they differ beyond chance is the "
        "question of the indicator comparison."
    )


def places_caption(places: Places, lang: Language) -> str:
    """Return the caption of places that may be compared."""
    return capital(_caption(places, lang))


def _caption(places: Places, lang: Language) -> str:
    name, many, sure = places.indicator.name(lang), len(places.rows), _sure(places)
    if lang == "zh":
        with_ = "及95%区间" if sure else ""
        return f"{name}，{places.year}年同一口径的{many}个地区{with_}"
    with_ = ", with 95% intervals" if sure else ""
    return f"{name}, {places.year}: {many} places on the same definition{with_}"


def places_alt(places: Places, lang: Language) -> str:
    """Return the alternative text of places side by side: the ends, and the one in focus."""
    rows = places.rows.sort_values("value")
    top, bottom = _point(rows.iloc[-1], places, lang), _point(rows.iloc[0], places, lang)
    focus = rows[rows["district"] == places.focus]
    own = _point(focus.iloc[0], places, lang) if len(focus) else ""
    caption = _caption(places, lang)
    if lang == "zh":
        mine = f"；本地区是{own}" if own else ""
        return f"图中是{caption}：数值最大的是{top}，最小的是{bottom}{mine}。"
    mine = f"; the place in focus is {own}" if own else ""
    return f"A chart of {caption}: the largest value is {top}, the smallest {bottom}{mine}."


def _sure(places: Places) -> bool:
    return bool(places.rows["low"].notna().any())


def _point(row: "pd.Series[float]", places: Places, lang: Language) -> str:
    value = said_value(places.indicator, places.codebook, row, lang)
    name = among(str(row[f"name_{lang}"]), lang)
    return f"{name}{value}" if lang == "zh" else f"{name} with {value}"
