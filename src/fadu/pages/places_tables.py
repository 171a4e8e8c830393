"""Tables of places side by side: of one indicator, or of several under headings."""

from collections.abc import Sequence

import pandas as pd

from fadu import wording
from fadu.codebook import Language
from fadu.page import Column, Table, Text, text
from fadu.pages.citing import Citations
from fadu.pages.words import word
from fadu.shapes.places import Places


def places_table(many: Sequence[Places], cited: Citations, lang: Language) -> Table:
    """Return places side by side; those not compared follow with their reason.

    Parameters
    ----------
    many
        One indicator, or several: each then stands under its name.
    cited
        Knows the numbers of the sources.
    lang
        zh or en.
    """
    ordered = [(places, _in_reading_order(places)) for places in many]
    whole = pd.concat([rows for _, rows in ordered], ignore_index=True)
    shown = [
        name
        for name, told in (
            ("interval", whole["low"].notna().any()),
            ("note", (whole[f"reason_{lang}"] != "").any()),
        )
        if told
    ]
    columns = [
        Column(name=word("place", lang), wide=True),
        Column(name=word("year", lang)),
        Column(name=word("value", lang), align="right"),
        *(
            Column(name=word(n, lang), align="right" if n == "interval" else "left")
            for n in shown
        ),
        Column(name=word("source", lang)),
    ]
    starts = [0]
    for _, rows in ordered:
        starts.append(starts[-1] + len(rows))
    focus = (whole["district"] == many[0].focus).to_numpy().nonzero()[0]
    return Table(
        columns=tuple(columns),
        rows=tuple(
            _row(row, places, shown, cited, lang)
            for places, rows in ordered
            for _, row in rows.iterrows()
        ),
        strong_rows=tuple(int(n) for n in focus),
        caption=_caption(many, lang),
        notes=_notes(many, lang),
        groups=tuple(
            (start, wording.capital(places.indicator.name(lang)))
            for start, (places, _) in zip(starts, ordered, strict=False)
        )
        if len(many) > 1
        else (),
        long=len(whole) > (_SHORT if len(many) == 1 else _SHORT // 2),
    )


_SHORT = (
    24  # rows that always fit beside a heading on one page; half of it under several headings
)


def _row(
    row: "pd.Series[float]",
    places: Places,
    shown: Sequence[str],
    cited: Citations,
    lang: Language,
) -> tuple[Text, ...]:
    known = row["low"] == row["low"]
    cells = {
        "interval": wording.interval(row["low"], row["high"], places.indicator, lang)
        if known
        else "—",
        "note": str(row[f"reason_{lang}"]),
    }
    return (
        text(str(row[f"name_{lang}"])),
        text(str(row["year"])),
        cited.of_row(
            wording.said_value(places.indicator, places.codebook, row, lang),
            row.to_dict(),
            places.indicator,
            places.codebook,
        ),
        *(text(cells[name]) for name in shown),
        cited.mark(str(row["sources"])),
    )


def _in_reading_order(places: Places) -> pd.DataFrame:
    """Return compared places by value; the others by year and code, which ranks nothing."""
    compared = places.rows[places.rows["compared"]].sort_values("value", ascending=False)
    others = places.rows[~places.rows["compared"]]
    others = others.sort_values(["year", "district"], ascending=[False, True])
    return pd.concat([compared, others], ignore_index=True)


def _caption(many: Sequence[Places], lang: Language) -> str:
    year = max(places.year for places in many)
    if len(many) > 1:
        return (
            f"{year}年及可列示的其他地区"
            if lang == "zh"
            else f"{year}, and other places that can be shown"
        )
    name = many[0].indicator.name(lang)
    if lang == "zh":
        return f"{name}，{year}年及可列示的其他地区"
    return f"{wording.capital(name)}: {year}, and other places that can be shown"


def _notes(many: Sequence[Places], lang: Language) -> tuple[str, ...]:
    unshown = sum(places.unshown for places in many)
    if not unshown:
        return ()
    if lang == "zh":
        return (f"同年另有{unshown}个地区的公布值未列；所列为区划上最近的地区。",)
    many_more = wording.counted(unshown, "further figure")
    are = "is" if unshown == 1 else "are"
    return (f"{many_more} of the same year {are} not shown; those nearest by area are.",)
