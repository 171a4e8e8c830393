"""Years and periods in words."""

import datetime as dt

from fadu.codebook import Language
from fadu.years import written_years

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def period_words(year: int, period: str, lang: Language) -> str:
    """Return a period as it stands in a table: 2023, 2024年1—6月 (January to June 2024)."""
    if not period:
        return f"{year}年" if lang == "zh" else f"{year}"
    first, _, last = period.partition("/")
    if not last:
        return _date(first, lang)
    if first == last:
        return _date(first, lang)
    months = first[:4] == last[:4] and len(first) == len(last) == len("2024-01")
    if lang == "zh":
        begin, end = (
            (_date(first, lang).removesuffix("月"), f"{int(last[5:7])}月")
            if months
            else (_date(first, lang), _date(last, lang))
        )
        return f"{begin}—{end}"
    begin = _MONTHS[int(first[5:7]) - 1] if months else _date(first, lang)
    return f"{begin} to {_date(last, lang)}"


def _date(written: str, lang: Language) -> str:
    parts = [int(p) for p in written.split("-")]
    if lang == "zh":
        return "".join(f"{p}{u}" for p, u in zip(parts, "年月日", strict=False))
    words = [str(parts[2])] if len(parts) > 2 else []
    words += [_MONTHS[parts[1] - 1]] if len(parts) > 1 else []
    return " ".join([*words, str(parts[0])])


def date_words(day: dt.date, lang: Language) -> str:
    """Return a date in words: 2024年1月1日 (1 January 2024)."""
    return _date(day.isoformat(), lang)


def span_words(first: int, last: int, lang: Language) -> str:
    """Return the first and the last year as a span: 1980—2026年 (1980 to 2026)."""
    if lang == "zh":
        return f"{first}年" if first == last else f"{first}—{last}年"
    return f"{first}" if first == last else f"{first} to {last}"


def years_words(years: list[int], lang: Language) -> str:
    """Return years as a span: 2019—2024年 (2019 to 2024)."""
    if lang == "zh":
        return written_years(years).replace("-", "—").replace(",", "、") + "年"
    return written_years(years).replace("-", " to ").replace(",", ", ")
