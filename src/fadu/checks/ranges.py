"""What a figure can be at all."""

from collections.abc import Iterator
from decimal import Decimal

from fadu.checks.bounds import Bounds, exactly
from fadu.checks.figures import Figure, Figures
from fadu.checks.finding import Finding
from fadu.checks.words import said, where
from fadu.codebook import LANGUAGES, Language

HUNDRED = Decimal(100)


def out_of_range(figures: Figures) -> Iterator[Finding]:
    """Find shares outside 0 to 100, counts below zero, and falls by more than everything."""
    for figure in figures.all:
        limits = _limits(figure)
        if limits is None or figure.allowed.meets(limits[0]):
            continue
        words = {
            lang: where(figures.panel, figure, lang) + _sentence(
                figure, said(figures.panel, figure, lang), limits[1][lang], lang
            )
            for lang in LANGUAGES
        }  # fmt: skip
        yield Finding(
            "range", "contradiction", figure.district, figure.year, figure.period,
            (figure.indicator.id,), (figure.source,), {figure.indicator.id: figure.value},
            words["zh"], words["en"],
        )  # fmt: skip


def _limits(figure: Figure) -> tuple[Bounds, dict[Language, str]] | None:
    nought = exactly(0).low
    if figure.measure == "change_percent":
        low = Bounds(exactly(-HUNDRED).low, None)
        return low, {"zh": "降幅不能超过100%", "en": "nothing falls by more than 100%"}
    if figure.measure == "change_points":
        reach = Bounds(exactly(-HUNDRED).low, exactly(HUNDRED).high)
        return reach, {
            "zh": "比例的变动不能超过100个百分点",
            "en": "no share moves by more than 100 points",
        }
    if figure.indicator.is_rate:
        share = Bounds(nought, exactly(HUNDRED).high)
        return share, {"zh": "比例应在0至100%之间", "en": "a share lies between 0 and 100%"}
    return Bounds(nought, None), {"zh": "数量不能小于零", "en": "a quantity is not below zero"}


def _sentence(figure: Figure, printed: str, rule: str, lang: Language) -> str:
    name = figure.indicator.name(lang)
    if lang == "zh":
        return f"{name}印作{printed}，而{rule}。"
    return f"{name}: the printed {printed} is impossible, because {rule}."
