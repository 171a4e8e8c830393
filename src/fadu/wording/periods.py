"""Years and periods in words."""

from fadu.codebook import Language
from fadu.model import Period
from fadu.years import written_years

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def in_period(year: int, period: str, lang: Language) -> str:
    """Return 2023年 (In 2023), or the part of a year, or the date of a stock."""
    if not period:
        return f"{year}年" if lang == "zh" else f"In {year}"
    words = period_words(year, period, lang)
    if lang == "zh":
        return words
    return ("From " if Period.parse(period, year).kind == "part" else "At ") + words


def period_words(year: int, period: str, lang: Language) -> str:
    """Return a period as it stands in a table: 2023, 2024年1—6月 (January to June 2024)."""
    if not period:
        return f"{year}年" if lang == "zh" else f"{year}"
    first, _, last = period.partition("/")
    if not last:
        return _date(first, lang)
    if lang == "zh":
        same = first[:4] == last[:4] and len(first) == len(last) == len("2024-01")
        end = f"{int(last[5:7])}月" if same else _date(last, lang)
        return f"{_date(first, lang).removesuffix('月') if same else _date(first, lang)}—{end}"
    return f"{_date(first, lang)} to {_date(last, lang)}"


def _date(written: str, lang: Language) -> str:
    parts = [int(p) for p in written.split("-")]
    if lang == "zh":
        return "".join(f"{p}{u}" for p, u in zip(parts, "年月日", strict=False))
    words = [str(parts[2])] if len(parts) > 2 else []
    words += [_MONTHS[parts[1] - 1]] if len(parts) > 1 else []
    return " ".join([*words, str(parts[0])])


def years_words(years: list[int], lang: Language) -> str:
    """Return years as a span: 2019—2024年 (2019 to 2024)."""
    if lang == "zh":
        return written_years(years).replace("-", "—").replace(",", "、") + "年"
    return written_years(years).replace("-", " to ").replace(",", ", ")
