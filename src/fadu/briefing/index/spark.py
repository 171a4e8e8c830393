"""A spark line: the course of a series in the height of a line of text, as SVG."""

from collections.abc import Sequence
from html import escape

from fadu.rounding import as_given

WIDTH, HEIGHT, EDGE, DOT = 96, 24, 3.5, 2.0
Run = Sequence[tuple[int, float]]


def spark(runs: Sequence[Run], label: str) -> str:
    """Return a spark line; only years that follow each other and may be compared are joined.

    Parameters
    ----------
    runs
        Pairs of year and value; each run is one line, of one point a dot.
    label
        What the line shows, before its numbers.
    """
    points = [point for run in runs for point in run]
    if not points:
        return ""
    years, values = [p[0] for p in points], [p[1] for p in points]

    def place(year: int, value: float) -> tuple[str, str]:
        x = _within(year, min(years), max(years), WIDTH)
        return f"{x:.1f}", f"{HEIGHT - _within(value, min(values), max(values), HEIGHT):.1f}"

    lines = "".join(
        "<path d='M" + "L".join(" ".join(place(*point)) for point in run) + "'/>"
        for run in runs
        if len(run) > 1
    )
    alone = [point for run in runs if len(run) == 1 for point in run]
    dots = "".join(
        "<circle cx='{}' cy='{}' r='{}'/>".format(*place(*point), DOT)
        for point in dict.fromkeys([*alone, max(points)])
    )
    told = escape(
        f"{label}: " + ", ".join(f"{y}: {as_given(v)}" for y, v in points), quote=True
    )
    return (
        f"<svg role='img' aria-label='{told}' width='{WIDTH}' height='{HEIGHT}' "
        f"viewBox='0 0 {WIDTH} {HEIGHT}'><title>{told}</title>{lines}{dots}</svg>"
    )


def _within(value: float, low: float, high: float, size: int) -> float:
    share = 0.5 if high == low else (value - low) / (high - low)
    return EDGE + share * (size - 2 * EDGE)
