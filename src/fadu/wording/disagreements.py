"""Sources that print different figures for one cell: which is used, and by what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from fadu.codebook import Codebook, Indicator, Language
from fadu.rounding import number, qualified, quantity
from fadu.wording.periods import period_words
from fadu.wording.values import capital, listed

_BY: Mapping[str, Mapping[Language, str]] = {
    "tier": {"zh": "按来源层级采用{}", "en": "the higher tier of source gives {}"},
    "later publication": {"zh": "采用较晚公布的{}", "en": "the later publication gives {}"},
    "decision": {"zh": "按有记录的决定采用{}", "en": "a recorded decision takes {}"},
    "undecided": {"zh": "规则不能取舍，均不采用", "en": "the rule cannot decide, none is used"},
}


@dataclass(frozen=True)
class Pair:
    """Counts of one source behind a rate, where another figure stands for the count alone."""

    indicator: Indicator
    count: float
    total: float


def disagreement(
    indicator: Indicator,
    codebook: Codebook,
    rows: pd.DataFrame,
    pairs: Sequence[Pair],
    lang: Language,
) -> str:
    """Say that sources print different figures for one cell, and which is used.

    Parameters
    ----------
    indicator, codebook
        What the figures mean.
    rows
        The cell's rows of ``Panel.table``.
    pairs
        Rates that rest on another figure of the cell.
    lang
        zh or en.

    Returns
    -------
    str
        One sentence.
    """
    ordered = rows.sort_values("value")
    printed = dict.fromkeys(
        _figure(r, indicator, codebook, lang) for _, r in ordered.iterrows()
    )
    used = [_figure(r, indicator, codebook, lang) for _, r in rows[rows["chosen"]].iterrows()]
    by = _BY[str(rows["choice"].iloc[0])][lang].format(*used[:1])
    when = period_words(int(rows["year"].iloc[0]), str(rows["period"].iloc[0]), lang)
    kept = [_kept(pair, lang) for pair in pairs]
    if lang == "zh":
        parts = "；".join([by, *kept])
        return f"{when}{indicator.zh}各来源不一致（{listed(list(printed), lang)}）：{parts}；各值均列出。"
    parts = "; ".join([by, *kept])
    return (
        f"{capital(indicator.en)}, {when}: sources disagree ({listed(list(printed), lang)}); "
        f"{parts}; all are shown."
    )


def _figure(
    row: "pd.Series[float]", indicator: Indicator, codebook: Codebook, lang: Language
) -> str:
    bare = lang == "en" and indicator.kind in {"count", "stock"}  # the name says the unit
    words = number(row["value"]) if bare else quantity(row["value"], indicator, codebook, lang)
    return qualified(words, str(row["qualifier"]), lang)


def _kept(pair: Pair, lang: Language) -> str:
    counts = f"{number(pair.count)}/{number(pair.total)}"
    if lang == "zh":
        return f"{pair.indicator.zh}的分子与分母取自同一来源，用{counts}"
    return f"the {pair.indicator.en} rests on one source, {counts}"
