"""A figure in the words in which it was printed, or the reason why there is none."""

from collections.abc import Mapping

from fadu import wording
from fadu.codebook import Language
from fadu.panel import Panel
from fadu.rounding import as_given, qualified, quantity, with_points

_STATUS: Mapping[str, Mapping[Language, str]] = {
    "not_printed": {"zh": "未公布", "en": "not printed"},
    "not_applicable": {"zh": "不适用", "en": "not applicable"},
    "withheld": {"zh": "不予公布", "en": "withheld"},
}


def printed_words(
    panel: Panel, row: Mapping[str, object], lang: Language, *, named: bool = False
) -> str:
    """Return a figure as it was printed: qualifier, value, unit, period.

    Parameters
    ----------
    panel
        Knows the indicators.
    row
        Of ``Panel.table``.
    lang
        zh or en.
    named
        Whether what stands before it says already that it is a change on the year.
    """
    status = str(row["status"])
    said = _STATUS[status][lang] if status in _STATUS else _value(panel, row, lang, named=named)
    period = str(row["period"])
    if not period:
        return said
    when = wording.period_words(int(str(row["year"])), period, lang)
    return f"{said}（{when}）" if lang == "zh" else f"{said} ({when})"


def _value(panel: Panel, row: Mapping[str, object], lang: Language, *, named: bool) -> str:
    value, measure = float(str(row["value"])), row["measure"]
    entry = panel.codebook[str(row["indicator"])]
    if measure == "value":
        bare = lang == "en" and entry.kind in {"count", "stock"}  # the name says the unit
        words = as_given(value) if bare else quantity(value, entry, panel.codebook, lang)
        return qualified(words, str(row["qualifier"]), lang)
    sign = ("+" if value > 0 else "") + as_given(value)
    words = f"{sign}%" if measure == "change_percent" else with_points(sign, lang)
    words = qualified(words, str(row["qualifier"]), lang)
    if named:
        return words
    return f"同比{words}" if lang == "zh" else f"{words} on the year"
