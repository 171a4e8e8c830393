"""Where and when figures contradict themselves: a mark for each place and year."""

from collections import Counter

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter

from fadu.charts.canvas import INK, QUIET, WORDS
from fadu.charts.extents import size_of, width_of
from fadu.charts.figured import fitting_years
from fadu.charts.house import in_house_style
from fadu.charts.marked import titled
from fadu.checks import Findings
from fadu.codebook import Language
from fadu.rounding import number

MOST_ROWS = 30
"""Places with a row of their own; those with most findings come first."""
_TITLE = {
    "zh": "实心：不能同时成立；空心：须加说明才成立；数字为该格条数",
    "en": "filled: cannot all be right; hollow: only with a caution; numbers: how many of them",
}
_NONE = {"zh": "没有发现", "en": "nothing found"}
_ROW, _FRAME = 0.2, 0.8


def findings_rows(found: Findings) -> list[str]:
    """Return the codes of the places that have a row, those with most findings first."""
    tally = Counter(one.district for one in found)
    return sorted(tally, key=lambda code: (-tally[code], code))[:MOST_ROWS]


def findings_size(found: Findings) -> tuple[float, float]:
    """Return the size of the chart in inches."""
    return 6.6, _FRAME + _ROW * max(len(findings_rows(found)), 3)


@in_house_style
def findings(found: Findings, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw findings on `ax`, the place with most of them on top, and return it."""
    rows = findings_rows(found)
    grave = Counter((f.district, f.year) for f in found if f.severity == "contradiction")
    every = Counter((f.district, f.year) for f in found)
    for height, code in enumerate(reversed(rows)):
        for (place, year), many in sorted(every.items()):
            if place == code:
                _mark(year, height, many, bool(grave[place, year]), ax)
    names = [found.panel.districts.label(code, lang) for code in reversed(rows)]
    ax.set_yticks(range(len(rows)), names, fontsize=6.5)
    ax.tick_params(axis="y", colors=WORDS)
    ax.set_ylim(-0.7, max(len(rows), 1) - 0.3)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    titled(ax, _title(found, rows, lang))
    if not found:
        ax.annotate(
            _NONE[lang], (0.5, 0.5), xycoords="axes fraction", ha="center", va="center",
            fontsize=8, color=WORDS,
        )  # fmt: skip
        ax.set_xticks([])
        return ax
    _years([f.year for f in found], ax)
    return ax


def _title(found: Findings, rows: list[str], lang: Language) -> str:
    more = len({one.district for one in found}) - len(rows)
    if not found or not more:
        return _TITLE[lang] if found else ""
    return _TITLE[lang] + (f"；另有{more}地" if lang == "zh" else f"; {more} more places")


def _mark(year: int, height: int, many: int, grave: bool, ax: Axes) -> None:
    ax.plot(
        year, height, "o", markersize=4.5, color=INK if grave else QUIET,
        markerfacecolor=INK if grave else "white", linestyle="none", zorder=3,
    )  # fmt: skip
    if many > 1:
        ax.annotate(
            number(many), (year, height), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize=6, color=WORDS,
        )  # fmt: skip


def _years(years: list[int], ax: Axes) -> None:
    first, last = min(years), max(years)
    ax.set_xlim(first - 0.6, last + 0.9)
    room = size_of(ax)[0] / (last - first + 1.5)
    told = fitting_years(list(range(first, last + 1)), room, width_of("2000", 7) + 5)
    ax.xaxis.set_major_locator(FixedLocator(told))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:.0f}"))
