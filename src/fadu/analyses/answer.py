"""The result of an analysis of one's own: table, sentences and chart from the same numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.axes import Axes

from fadu import charts
from fadu.codebook import LANGUAGES, Language, as_language
from fadu.errors import RequestError
from fadu.panel import Panel


@dataclass(frozen=True, eq=False)
class Answer:
    """What an analysis of one's own found; it shows itself in a notebook and in the PDF.

    Parameters
    ----------
    panel
        Where its figures stand, so that sources can be named.
    title
        What was asked, in zh and en.
    table
        Its numbers; a column ``sources`` (ids, joined by +) becomes marks that lead to the
        list of sources.
    said
        Sentences in zh and en, the most telling first.
    draw
        Draws the chart on the axes it is given, in zh or en; None for no chart.

    Raises
    ------
    RequestError
        A language is missing.
    """

    panel: Panel = field(repr=False)
    title: Mapping[Language, str]
    table: pd.DataFrame = field(repr=False)
    said: Mapping[Language, Sequence[str]] = field(repr=False)
    draw: Callable[[Axes, Language], object] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse an answer that lacks a language."""
        for name, words in (("title", self.title), ("said", self.said)):
            lacking = [lang for lang in LANGUAGES if lang not in words]
            if lacking:
                raise RequestError(
                    f"{name} of an answer lacks {', '.join(lacking)}; give zh and en"
                )

    def sentences(self, lang: Language = "zh") -> list[str]:
        """Return what was found, the most telling first."""
        lang = as_language(lang)
        return list(self.said[lang])

    def alt(self, lang: Language = "zh") -> str:
        """Return what the chart shows: the title and the sentences, with their numbers."""
        lang = as_language(lang)
        stop = "：" if lang == "zh" else ": "
        return self.title[lang] + stop + ("" if lang == "zh" else " ").join(self.said[lang])

    def plot(self, ax: Axes | None = None, lang: Language = "zh") -> Axes:
        """Draw the chart on `ax`, or on axes of its own.

        Raises
        ------
        RequestError
            The analysis has no chart.
        """
        lang = as_language(lang)
        if self.draw is None:
            raise RequestError(f"{self.title[lang]} has no chart; give draw to fadu.Answer")
        axes = charts.axes_or_new(ax, charts.FULL)
        self.draw(axes, lang)
        return axes
