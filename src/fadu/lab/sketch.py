"""Quick pictures for the explorer: SVG written straight from the numbers, in a few milliseconds.

The charts of a briefing are drawn by ``fadu.charts``; these follow the same habits: filled marks
follow from counts, hollow ones are printed values, bars are 95 % intervals, no line crosses a
break or a year without a figure.  Colours follow JupyterLab's theme; every mark says its figure
when it is pointed at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

TEXT = "var(--jp-content-font-color1, #212529)"
QUIET = "var(--jp-content-font-color2, #6c757d)"
GROUND = "var(--jp-layout-color0, #fff)"
ALERT = "#c0563f"
TONES = ("#2f7fb8", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#7a6fbe")
SOLID = frozenset({"counts", "count"})
WIDTH, LEFT, RIGHT = 620, 64, 128


@dataclass(frozen=True)
class Mark:
    """A figure in a picture.

    Parameters
    ----------
    at
        Its year, or its row.
    value, low, high
        What is drawn; low and high equal the value where there is no interval.
    solid
        Whether it follows from counts and is exact.
    side
        Which breaks it has passed; a line joins marks of one side alone.
    said
        What is said when it is pointed at.
    """

    at: float
    value: float
    low: float
    high: float
    solid: bool
    side: str
    said: str


@dataclass(frozen=True)
class Line:
    """A place and its marks, in the order of years."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Row:
    """A place in a comparison: `state` is focus, compared or apart."""

    name: str
    mark: Mark
    state: str


def years_picture(
    lines: Sequence[Line], breaks: Iterable[tuple[float, str]], unit: str, alt: str
) -> str:
    """Return the years of several places as SVG.

    Parameters
    ----------
    lines
        At most six are drawn in colours of their own.
    breaks
        Position in years and label.
    unit
        Stands over the axis.
    alt
        The picture in words.
    """
    marks = [m for line in lines for m in line.marks]
    height = 290
    first, last = min(m.at for m in marks), max(m.at for m in marks)
    low, high = _range(marks)
    x = _scale(first - 0.4, last + 0.4, LEFT, WIDTH - RIGHT)
    y = _scale(low, high, height - 28, 30)
    parts = [_grid(low, high, y), _text(4, 14, unit, size=11, fill=QUIET)]
    parts += [_text(x(at), height - 8, f"{at}", anchor="middle") for at in _years(first, last)]
    parts += [_broken(x(at), label, height) for at, label in breaks if first < at < last]
    ends = _apart([y(line.marks[-1].value) for line in lines])
    for number, (line, end) in enumerate(zip(lines, ends, strict=True)):
        parts.append(_drawn(line, TONES[number % len(TONES)], x, y, end))
    return _svg(parts, WIDTH, height, alt)


def places_picture(rows: Sequence[Row], unit: str, alt: str) -> str:
    """Return places side by side as SVG, the largest on top, intervals as bars.

    Parameters
    ----------
    rows
        From the top.
    unit
        Stands over the axis.
    alt
        The picture in words.
    """
    step, top, left = 17, 26, 190
    height = top + step * len(rows) + 8
    low, high = _range([r.mark for r in rows])
    x = _scale(low, high, left, WIDTH - 16)
    ticks = _ticks(low, high)
    parts = [
        f'<line x1="{x(t):.1f}" x2="{x(t):.1f}" y1="{top - 6}" y2="{height - 6}" '
        f'stroke="{QUIET}" stroke-opacity=".2"/>'
        + _text(x(t), 14, f"{t:,.10g}", anchor="middle")
        for t in ticks
    ]
    parts.append(_text(4, 14, unit, size=11, fill=QUIET))
    for number, row in enumerate(rows):
        parts.append(_placed(row, x, top + step * number + 8, left))
    return _svg(parts, WIDTH, height, alt)


def _placed(row: Row, x: "_Scale", at: float, left: float) -> str:
    tone = {"focus": TONES[0], "compared": TEXT, "apart": QUIET}[row.state]
    mark = row.mark
    bar = (
        f'<line x1="{x(mark.low):.1f}" x2="{x(mark.high):.1f}" y1="{at}" y2="{at}" '
        f'stroke="{tone}" stroke-opacity=".45" stroke-width="4"/>'
    )
    name = _text(left - 8, at + 4, row.name, anchor="end", fill=tone, weight=row.state)
    return f"<g>{_title(mark.said)}{name}{bar}{_dot(x(mark.value), at, mark, tone)}</g>"


def _drawn(line: Line, tone: str, x: "_Scale", y: "_Scale", end: float) -> str:
    parts = [
        f'<line x1="{x(a.at):.1f}" y1="{y(a.value):.1f}" x2="{x(b.at):.1f}" y2="{y(b.value):.1f}" '
        f'stroke="{tone}" stroke-width="1.6"/>'
        for a, b in pairwise(line.marks)
        if a.side == b.side and a.solid == b.solid and b.at - a.at == 1
    ]
    for mark in line.marks:
        bar = (
            f'<line x1="{x(mark.at):.1f}" x2="{x(mark.at):.1f}" y1="{y(mark.low):.1f}" '
            f'y2="{y(mark.high):.1f}" stroke="{tone}" stroke-opacity=".35" stroke-width="5"/>'
        )
        dot = _dot(x(mark.at), y(mark.value), mark, tone)
        parts.append(f"<g>{_title(mark.said)}{bar}{dot}</g>")
    parts.append(_text(WIDTH - RIGHT + 8, end + 4, line.name, fill=tone, size=12))
    return "".join(parts)


def _dot(x: float, y: float, mark: Mark, tone: str) -> str:
    fill = tone if mark.solid else GROUND
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="{tone}" stroke-width="1.5"/>'


def _broken(x: float, label: str, height: int) -> str:
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="22" y2="{height - 26}" stroke="{ALERT}" '
        f'stroke-dasharray="4 3"/>' + _text(x + 3, 28, label, size=10, fill=ALERT)
    )


def _grid(low: float, high: float, y: "_Scale") -> str:
    return "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(t):.1f}" y2="{y(t):.1f}" '
        f'stroke="{QUIET}" stroke-opacity=".2"/>'
        + _text(LEFT - 6, y(t) + 4, f"{t:,.10g}", anchor="end")
        for t in _ticks(low, high)
    )


def _years(first: float, last: float) -> range:
    span = int(last) - int(first) + 1
    return range(int(first), int(last) + 1, 1 + (span - 1) // 12)


def _range(marks: Iterable[Mark]) -> tuple[float, float]:
    """Return a range that begins at zero, unless a value lies below it."""
    ends = [(m.low, m.high) for m in marks]
    low, high = min(0.0, *(e[0] for e in ends)), max(e[1] for e in ends)
    return low, high + (0.06 * (high - low) or 1.0)


def _ticks(low: float, high: float) -> list[float]:
    rough = (high - low) / 4
    size = 10.0 ** (len(f"{rough:.0f}") - 1) if rough >= 1 else 10.0 ** -_zeros(rough)
    step = next(size * k for k in (1, 2, 2.5, 5, 10) if size * k >= rough * 0.999)
    start = -(-low // step)
    count = int((high - start * step) / step) + 1
    return [round((start + n) * step, 10) for n in range(count)]


def _zeros(size: float) -> int:
    digits = 0
    while size < 1:
        size, digits = size * 10, digits + 1
    return digits


def _apart(heights: Sequence[float], least: float = 14) -> list[float]:
    """Move labels that would stand on each other, from the top down."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    moved = list(heights)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + least)
    return moved


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)


def _scale(low: float, high: float, start: float, end: float) -> _Scale:
    return _Scale(low, high, start, end)


def _title(said: str) -> str:
    return f"<title>{escape(said)}</title>"


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", size: int = 11, fill: str = TEXT,
    weight: str = "",
) -> str:  # fmt: skip
    heavy = ' font-weight="600"' if weight == "focus" else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{fill}"{heavy}>{escape(words)}</text>'
    )


def _svg(parts: Iterable[str], width: int, height: int, alt: str) -> str:
    return (
        f'<svg class="fadu-sketch" role="img" aria-label="{escape(alt)}" '
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        'style="max-width:100%;height:auto" font-family="Noto Sans SC, sans-serif">'
        f"{''.join(parts)}</svg>"
    )
