"""What a check finds, and what a check is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Self, get_args

import pandas as pd

from fadu.checks.figures import Figures
from fadu.codebook import Language, as_language
from fadu.panel import Panel

Severity = Literal["contradiction", "caution", "note", "holds"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # the gravest first


@dataclass(frozen=True)
class Finding:
    """What a law says about some figures.

    Parameters
    ----------
    code
        Of the law, such as ``rate-counts``.
    severity
        contradiction: the figures cannot all be right; caution: they can, but only through
        truncation, carried-over cases, another base or the like, which the sentence names;
        note: what a printed figure tells besides; holds: tested, and it holds.
    district, year, period
        Of the figure that the finding hangs on, as in the panel.
    indicators
        Of the figures it speaks of, in the order of the sentence.
    sources
        Ids of their sources, sorted.
    numbers
        The numbers of the sentence by name: exact where printed, else to twelve digits.
    sentence_zh, sentence_en
        One whole sentence.
    """

    code: str
    severity: Severity
    district: str
    year: int
    period: str
    indicators: tuple[str, ...]
    sources: tuple[str, ...]
    numbers: Mapping[str, Decimal] = field(hash=False)
    sentence_zh: str
    sentence_en: str

    def sentence(self, lang: Language) -> str:
        """Return the sentence in `lang`."""
        return self.sentence_zh if lang == "zh" else self.sentence_en


class Findings(tuple[Finding, ...]):  # noqa: SLOT001  # tuples of any length have no slots
    """Findings in their order, with the panel that holds their figures and sources.

    Parameters
    ----------
    found
        The findings.
    panel
        Where they were found.
    """

    panel: Panel

    def __new__(cls, found: Iterable[Finding], panel: Panel) -> Self:
        """Return a tuple that knows its panel."""
        made = super().__new__(cls, found)
        made.panel = panel
        return made

    @property
    def table(self) -> pd.DataFrame:
        """One row for each finding: its law, gravity, place, time, figures, sources, sentences."""
        names = ("code", "severity", "district", "year", "period")
        rows = [
            {n: getattr(one, n) for n in names}
            | {
                "indicators": "+".join(one.indicators),
                "sources": "+".join(one.sources),
                "sentence_zh": one.sentence_zh,
                "sentence_en": one.sentence_en,
            }
            for one in self
        ]
        columns = [*names, "indicators", "sources", "sentence_zh", "sentence_en"]
        return pd.DataFrame(rows, columns=columns)

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return what was found, one sentence each."""
        lang = as_language(lang)
        return [one.sentence(lang) for one in self]


@dataclass(frozen=True)
class Law:
    """One law that figures keep, and how to look whether they do.

    Parameters
    ----------
    code
        Small letters and hyphens.
    zh, en
        The law in one sentence.
    find
        Takes the figures of a panel (``figures.panel`` is the panel itself) and yields what
        it finds, of any severity and in any order; figures of one district decide alone.
    """

    code: str
    zh: str
    en: str
    find: Callable[[Figures], Iterable[Finding]] = field(repr=False)

    def sentence(self, lang: Language) -> str:
        """Return the law in `lang`."""
        return self.zh if lang == "zh" else self.en
