"""One figure in several reports, and the decisions that were made about it."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import Finding, Severity
from fadu.checks.words import said, source_name, sources_of, where
from fadu.codebook import LANGUAGES, Language
from fadu.panel import Decision, Panel
from fadu.rounding import as_given


def reports_disagree(figures: Figures) -> Iterator[Finding]:
    """Compare the figures that several reports give for one cell."""
    decided = {d.key for d in figures.panel.decisions}
    for key, found in figures.printed.items():
        values = _values(found)
        if key in decided or len(values) == 1:
            continue
        apart = [(a, b) for a in values for b in values if a.allowed.below(b.allowed)]
        cut = [(a, b) for a in values for b in values if a.rounded.below(b.rounded)]
        if apart:
            yield _finding(figures.panel, values, "contradiction")
        elif cut:
            yield _finding(figures.panel, values, "caution")


def superseded(figures: Figures) -> Iterator[Finding]:
    """Say which figures a recorded decision has set aside, while it stands."""
    for decision, found in _decided(figures):
        if _fresh(decision, found):
            yield _about_decision(figures.panel, decision, found, "note", "superseded")


def stale_decision(figures: Figures) -> Iterator[Finding]:
    """Find decisions made on printed values that are no longer those of the panel."""
    for decision, found in _decided(figures):
        if not _fresh(decision, found):
            yield _about_decision(
                figures.panel, decision, found, "contradiction", "stale-decision"
            )


def _decided(figures: Figures) -> Iterator[tuple[Decision, Sequence[Figure]]]:
    """Yield the decisions about cells of which the panel holds a figure."""
    for decision in figures.panel.decisions:
        found = figures.printed.get(decision.key, ())
        if found:
            yield decision, found


def _fresh(decision: Decision, found: Sequence[Figure]) -> bool:
    printed = {f.value for f in found}
    return printed == set(decision.expect) and decision.value in printed


def _values(found: Sequence[Figure]) -> list[Figure]:
    """Return one figure for each printed value and qualifier, by value."""
    return list({(f.value, f.qualifier): f for f in reversed(found)}.values())[::-1]


def _finding(panel: Panel, values: Sequence[Figure], severity: Severity) -> Finding:
    first = values[0]
    words = {lang: _sentence(panel, values, severity, lang) for lang in LANGUAGES}
    numbers = {f.source: f.value for f in values}
    return Finding(
        "reports-disagree", severity, first.district, first.year, first.period,
        (first.indicator.id,), sources_of(values), numbers, words["zh"], words["en"],
    )  # fmt: skip


def _sentence(
    panel: Panel, values: Sequence[Figure], severity: Severity, lang: Language
) -> str:
    first = values[0]
    head, name = where(panel, first, lang), first.indicator.name(lang)
    printed = [(said(panel, f, lang), source_name(panel, f.source, lang)) for f in values]
    grave = severity == "contradiction"
    if lang == "zh":
        each = "，".join(f"{title}印作{value}" for value, title in printed)
        ending = "不能同时成立" if grave else "只有其中一个是截尾而得才能同时成立"
        return f"{head}{name}，{each}，{ending}。"
    each = ", ".join(f"{value} in {title}" for value, title in printed)
    ending = (
        "which cannot all be right"
        if grave
        else "which can all be right only if one was cut off"
    )
    return f"{head}{name} printed as {each}, {ending}."


def _about_decision(
    panel: Panel, decision: Decision, found: Sequence[Figure], severity: Severity, code: str
) -> Finding:
    first = found[0]
    words = {lang: _decision_words(panel, decision, found, code, lang) for lang in LANGUAGES}
    printed = {f.source: f.value for f in found} | {"decided": decision.value}
    return Finding(
        code, severity, first.district, first.year, first.period, (first.indicator.id,),
        sources_of(found), printed, words["zh"], words["en"],
    )  # fmt: skip


def _decision_words(
    panel: Panel, decision: Decision, found: Sequence[Figure], code: str, lang: Language
) -> str:
    first = found[0]
    head, name = where(panel, first, lang), first.indicator.name(lang)
    printed = _listed({f.value for f in found}, first)
    expected, used = _listed(decision.expect, first), _listed([decision.value], first)
    reason = decision.reason_en.rstrip(".")
    if code == "superseded":
        if lang == "zh":
            reason = decision.reason_zh.rstrip("。")
            return f"{head}{name}印有{printed}，经决定采用{used}：{reason}。"
        return f"{head}{name} printed as {printed}; {used} is used by decision: {reason}."
    if lang == "zh":
        return f"{head}{name}的决定所依据的印数是{expected}，现印数是{printed}，决定已过时。"
    return (
        f"{head}the decision on {name} was made on the printed values {expected}, but those "
        f"printed now are {printed}, so it is stale."
    )


def _listed(values: Iterable[Decimal], like: Figure) -> str:
    unit = "%" if like.in_percent else ""
    return " / ".join(as_given(value) + unit for value in sorted(set(values)))
