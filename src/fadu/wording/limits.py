"""What cannot be compared or concluded, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fadu.codebook import Language
from fadu.panel import Break
from fadu.shapes.places import Places
from fadu.shapes.series import Series
from fadu.wording.periods import date_words, years_words
from fadu.wording.values import capital, listed


def split(series: Series, lang: Language) -> str:
    """Say into which stretches the breaks of a series split it; empty where they do not.

    Parameters
    ----------
    series
        One indicator of one place.
    lang
        zh or en.
    """
    found = breaks_within(series)
    if not found:
        return ""
    dated = dated_breaks(found, lang)
    parts = _apart([_stretch(years, mixed, lang) for years, mixed in stretches(series)], lang)
    if lang == "zh":
        return f"{dated}，前后口径不同：{parts}分别列示，互不比较。"
    return (
        f"Not compared across {'a break' if len(found) == 1 else 'breaks'} ({dated}): {parts}."
    )


def _apart(parts: Sequence[str], lang: Language) -> str:
    """Join stretches, so that years within one are not taken for several."""
    comma = "、" if lang == "zh" else ", "
    if not any(comma in part for part in parts):
        return listed(parts, lang)
    return ("；" if lang == "zh" else "; ").join(parts)


def breaks_within(series: Series) -> tuple[Break, ...]:
    """Return the breaks that lie between the first and the last figure, or within a year."""
    rows = series.chosen
    before = set.intersection(*(_ids(p) for p in rows["passed"])) if len(rows) else set()
    met = {i for column in ("passed", "inside") for cell in rows[column] for i in _ids(cell)}
    return tuple(b for b in series.breaks if b.id in met - before)


def stretches(series: Series) -> list[tuple[list[int], bool]]:
    """Return the runs of years on one side of all breaks; a year with a break inside is alone."""
    full = series.chosen[series.chosen["period"] == ""].sort_values("year")
    found: dict[tuple[str, str], list[int]] = {}
    for row in full.itertuples():
        found.setdefault((row.passed, row.inside), []).append(int(row.year))
    return [(years, bool(inside)) for (_, inside), years in found.items()]


def _ids(cell: str) -> set[str]:
    return {name for name in str(cell).split("+") if name}


def dated_breaks(breaks: Sequence[Break], lang: Language) -> str:
    """Return breaks with their dates: 2024年1月1日新法施行 (New law, 1 January 2024)."""
    if lang == "zh":
        return "、".join(f"{date_words(b.start, lang)}{b.label_zh}" for b in breaks)
    return "; ".join(f"{b.label_en}, {date_words(b.start, lang)}" for b in breaks)


def _stretch(years: list[int], mixed: bool, lang: Language) -> str:
    words = years_words(years, lang)
    if not mixed:
        return words
    return f"{words}（当年有变更）" if lang == "zh" else f"{words} (with the change inside)"


def no_trend(series: Series, lang: Language) -> str:
    """Say that no trend can be given; empty where some stretch has five years."""
    longest = max((len(years) for years, _ in stretches(series)), default=0)
    if longest >= 5 or len(series.chosen) < 2:
        return ""
    if lang == "zh":
        return f"同一口径的年份最多{longest}个，不足5个，不能判断趋势。"
    years = "year" if longest == 1 else "years"
    return f"At most {longest} {years} on one side of the breaks; a trend needs five."


def alone(names: str, year: int, lang: Language) -> str:
    """Say that no other place can be compared in that year.

    Parameters
    ----------
    names
        Of one indicator, or of several as a list in words.
    year
        The year of the comparison.
    lang
        zh or en.
    """
    if lang == "zh":
        return f"面板中没有其他同级地区公布{year}年同一口径的{names}，不作比较。"
    return (
        f"{capital(names)}, {year}: no other place of the same level in the panel has a figure "
        "on the same definition; nothing is compared."
    )


def all_alone(many: Sequence[Places], lang: Language) -> list[str]:
    """Say that nothing can be compared, in a sentence for each year, the latest first.

    Parameters
    ----------
    many
        Places of which none can be compared, of one indicator each.
    lang
        zh or en.
    """
    names: dict[int, list[str]] = defaultdict(list)
    for places in many:
        names[places.year].append(places.indicator.name(lang))
    return [
        alone(listed(names[year], lang), year, lang) for year in sorted(names, reverse=True)
    ]


def no_figures(place: str, names: Sequence[str], lang: Language) -> str:
    """Say which of the indicators asked for a place has no figure of in the years chosen."""
    named = listed(list(names), lang)
    if lang == "zh":
        return f"{place}在所选年份没有可用的{named}公布值。"
    return f"{capital(named)}: {place} has no usable figure in the years chosen."


def orientation(lang: Language) -> str:
    """Say what figures of other years or definitions are good for."""
    if lang == "zh":
        return "下列其他年份或口径的数只供参照，不排名次，不作判断。"
    return (
        "Figures of other years or definitions below are for orientation: no rank, no verdict."
    )


def as_asked(crossed: Sequence[Break], then: Mapping[Language, str], lang: Language) -> str:
    """Say which breaks were ignored because that was asked for; empty where none was.

    Parameters
    ----------
    crossed
        The breaks.
    then
        What follows from that, with ``{them}`` for the breaks.
    lang
        zh or en.
    """
    if not crossed:
        return ""
    one = len(crossed) == 1
    if lang == "zh":
        marks = dated_breaks(crossed, lang)
        return f"应要求跨越口径变更计算（{marks}）：" + then["zh"].format(
            them="这一变更" if one else "这些变更"
        )
    marks = dated_breaks(crossed, lang)
    across, them = ("a break", "the break") if one else ("breaks", "the breaks")
    return f"As asked, calculated across {across} ({marks}): " + then["en"].format(them=them)
