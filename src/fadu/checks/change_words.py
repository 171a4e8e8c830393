"""Sentences about printed changes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from fadu.checks.bounds import Bounds, decimal
from fadu.checks.figures import Figure, a_year_before
from fadu.checks.growth import Pair
from fadu.checks.words import bare, decimals, exact, said, span, when, where
from fadu.codebook import Language
from fadu.panel import Panel
from fadu.rounding import qualified, with_points


def judged(panel: Panel, pair: Pair, lang: Language) -> str:
    """Say how the printed change stands to the figures of both years."""
    head, sizes = _head(panel, pair, lang), _sizes(pair, lang)
    if pair.reading == "as printed":
        return f"{head}，{sizes}，相符。" if lang == "zh" else f"{head}; {sizes}, as printed."
    verdict = _VERDICTS[pair.reading][lang].format(
        times=exact(decimal(pair.computed / 100 + 1), 2),
        points=exact(abs(pair.now.value - pair.before.value), decimals(pair.now)),
        needed=_needed(pair, lang),
    )
    return f"{head}，但{sizes}{verdict}。" if lang == "zh" else f"{head}, but {sizes}{verdict}."


_VERDICTS: Mapping[str, Mapping[Language, str]] = {
    "multiple": {
        "zh": "，后者是前者的{times}倍，“是几倍”被印成了“增长几倍”",
        "en": ": the later figure is {times} times the earlier, printed as if it had grown by "
        "as many times",
    },
    "points": {
        "zh": "，所印的其实是{points}个百分点，百分点被印成了%",
        "en": "; what is printed is the {points} percentage points, as percent",
    },
    "percent": {
        "zh": "，所印的其实是百分之几，被印成了百分点",
        "en": "; what is printed is the change in percent, as points",
    },
    "direction": {
        "zh": "，升降方向印反了",
        "en": "; rise and fall are printed the wrong way round",
    },
    "none": {"zh": "{needed}", "en": "{needed}"},
}


def _needed(pair: Pair, lang: Language) -> str:
    change, now = pair.change.allowed, Decimal(pair.now.value)
    if pair.change.measure == "change_points":
        return _to_fit(exact(now - pair.change.value, decimals(pair.now)), lang)
    low, high = (None if e is None else 1 + e / 100 for e in (change.low, change.high))
    if not low or not high or low <= 0:
        return ""
    ends = (pair.now.allowed.low, pair.now.allowed.high)
    first, last = (
        None if end is None else end / by for end, by in zip(ends, (high, low), strict=True)
    )
    if pair.now.counted:
        return _to_fit(span(*Bounds(first, last).whole(), lang), lang)
    places = decimals(pair.now)
    words = [exact(decimal(end), places) for end in (first, last) if end is not None]
    return _to_fit(("至" if lang == "zh" else " to ").join(words), lang)


def _to_fit(needed: str, lang: Language) -> str:
    if lang == "zh":
        return f"；要相符，上年须为{needed}"
    return f"; to fit, the year before has to be {needed}"


def _head(panel: Panel, pair: Pair, lang: Language) -> str:
    name, printed = pair.change.indicator.name(lang), moved(panel, pair.change, lang)
    if lang == "zh":
        return f"{where(panel, pair.change, lang)}{name}印作比上年{printed}"
    return f"{where(panel, pair.change, lang)}{name} printed as {printed} on the year before"


def moved(panel: Panel, change: Figure, lang: Language) -> str:
    """Return a change with its direction: 增长23.7% (up 23.7%)."""
    up = change.value >= 0
    size = said(panel, change, lang).replace("−", "")
    return (("增长" if up else "下降") if lang == "zh" else ("up " if up else "down ")) + size


def _sizes(pair: Pair, lang: Language) -> str:
    places = max(decimals(pair.change), 1)
    size = exact(decimal(abs(pair.computed)), places)
    size = f"{size}%" if pair.change.measure == "change_percent" else with_points(size, lang)
    up = pair.computed >= 0
    mark = "%" if pair.now.indicator.is_rate else ""
    values = [bare(f, lang) + mark for f in (pair.before, pair.now)]
    if lang == "zh":
        return f"由{values[0]}到{values[1]}是{'增长' if up else '下降'}{size}"
    return f"from {values[0]} to {values[1]} is {'up' if up else 'down'} {size}"


class Implied(NamedTuple):
    """What a printed change and a value say of the year of the change (`shift` 0) or −1."""

    change: Figure
    known: Figure
    shift: int
    about: Decimal
    ends: Mapping[str, Decimal]


def implied(panel: Panel, found: Implied, lang: Language) -> str:
    """Say what a printed change implies of the other year."""
    change, known, shift, about, ends = found
    places = 0 if known.counted else max(decimals(known), decimals(change))
    low, high = (exact(ends[e], places) if e in ends else "" for e in ("at least", "at most"))
    name, printed = change.indicator.name(lang), moved(panel, change, lang)
    period = a_year_before(change.period) if shift else change.period
    year = when(change.year + shift, period, lang)
    value, central = said(panel, known, lang), exact(about, places)
    head, sure = where(panel, known, lang), low == high == central
    within = ("至" if lang == "zh" else " to ").join((low, high))
    if not high:  # a fall of nearly everything
        within = qualified(low, "at_least", lang)
    if lang == "zh":
        grew = ("比上年" if shift else "次年") + printed
        result = f"为{central}" if sure else f"约{central}（{within}）"
        return f"{head}{name}{value}，{grew}，由此推算{year}{result}。"
    after = "on the year before" if shift else "in the next year"
    result = central if sure else f"about {central} ({within})"
    return f"{head}{name}: {value}, {printed} {after}, which puts {year} at {result}."
