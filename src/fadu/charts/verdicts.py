"""How the verdict moves with the treatment of the spread between places."""

import pandas as pd
from matplotlib.axes import Axes

from fadu.charts.canvas import FAINT, INK, QUIET, WORDS
from fadu.charts.funnel import put_title
from fadu.charts.house import in_house_style
from fadu.codebook import Language
from fadu.shapes.crosssection import CrossSection, Standing, Treatment

MOST_ROWS = 45
HEADS: dict[Treatment, dict[Language, str]] = {
    "none": {"zh": "不作调整", "en": "none"},
    "multiplicative": {"zh": "乘性", "en": "multiplicative"},
    "additive": {"zh": "加性", "en": "additive"},
    "arcsine": {"zh": "加性，反正弦", "en": "additive, arcsine"},
}


def verdict_rows(standing: Standing) -> pd.DataFrame:
    """Return the places that stand out under any treatment, at most `MOST_ROWS`, highest first."""
    rows = standing.rows
    steps = rows[list(standing.treatments)].abs()
    kept = rows.assign(strength=steps.sum(axis=1))[(steps > 0).any(axis=1)]
    strongest = kept.sort_values(["strength", "district"], ascending=[False, True]).head(
        MOST_ROWS
    )
    return strongest.sort_values(
        ["value", "district"], ascending=[False, True], ignore_index=True
    )


@in_house_style
def verdicts(
    section: CrossSection, standing: Standing, ax: Axes, lang: Language = "zh"
) -> Axes:
    """Draw a table of verdicts on `ax` and return it.

    A triangle up or down lies beyond the limits, filled at 99.8 %, hollow at 95 % only; a dot is
    within.  Places within under every treatment have no row.
    """
    rows = verdict_rows(standing)
    for height, row in enumerate(rows.iloc[::-1].to_dict("records")):
        for at, treatment in enumerate(standing.treatments):
            _cell(at, height, float(row[treatment]), ax)
    _axes(rows.iloc[::-1], section, standing, ax, lang)
    return ax


def _cell(at: int, height: int, signed: float, ax: Axes) -> None:
    if not signed:
        ax.plot(at, height, ".", markersize=2.5, color=FAINT)
        return
    far = abs(signed) > 0.99
    ax.plot(
        at, height, "^" if signed > 0 else "v", markersize=5, color=INK if far else QUIET,
        markerfacecolor=INK if far else "white", markeredgewidth=0.8,
    )  # fmt: skip


def _axes(
    rows: pd.DataFrame, section: CrossSection, standing: Standing, ax: Axes, lang: Language
) -> None:
    ax.set_xlim(-0.5, len(standing.treatments) - 0.5)
    ax.set_ylim(-0.7, max(len(rows), 1) - 0.3)
    heads = [HEADS[t][lang] for t in standing.treatments]
    ax.set_xticks(range(len(heads)), heads, color=WORDS)
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.set_yticks(range(len(rows)), rows[f"label_{lang}"].to_list(), fontsize=6.5)
    for label, code in zip(ax.get_yticklabels(), rows["district"], strict=True):
        label.set_color(INK if code == section.focus else QUIET)
    ax.spines["bottom"].set_visible(False)
    zh = "实心：在99.8%限外；空心：仅在95%限外"
    en = "filled: beyond 99.8% limits; hollow: beyond 95% only"
    ax.set_xlabel(zh if lang == "zh" else en, loc="right")
    put_title(section, ax, lang)
