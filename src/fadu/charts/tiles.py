"""The provinces as a grid of labelled squares: where they lie, without boundaries."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_rgb
from matplotlib.patches import Rectangle

from fadu import wording
from fadu.charts.canvas import ALERT, BAND, FAINT, INK, QUIET
from fadu.charts.funnel import put_title
from fadu.charts.house import in_house_style
from fadu.codebook import Language
from fadu.rounding import number
from fadu.shapes.crosssection import CrossSection

TILES = (6.6, 3.2)
GRID: Mapping[str, tuple[int, int, str, str]] = {
    "650000": (0, 5, "新疆", "Xinjiang"), "620000": (2, 5, "甘肃", "Gansu"),
    "630000": (1, 5, "青海", "Qinghai"), "540000": (0, 4, "西藏", "Tibet"),
    "640000": (3, 5, "宁夏", "Ningxia"), "150000": (4, 6, "内蒙古", "Inner Mong."),
    "230000": (7, 7, "黑龙江", "Heilongj."), "220000": (7, 6, "吉林", "Jilin"),
    "210000": (6, 6, "辽宁", "Liaoning"), "110000": (5, 6, "北京", "Beijing"),
    "120000": (6, 5, "天津", "Tianjin"), "130000": (5, 5, "河北", "Hebei"),
    "140000": (4, 5, "山西", "Shanxi"), "610000": (3, 4, "陕西", "Shaanxi"),
    "410000": (4, 4, "河南", "Henan"), "370000": (5, 4, "山东", "Shandong"),
    "320000": (6, 3, "江苏", "Jiangsu"), "340000": (5, 3, "安徽", "Anhui"),
    "420000": (4, 3, "湖北", "Hubei"), "500000": (3, 3, "重庆", "Chongqing"),
    "510000": (2, 3, "四川", "Sichuan"), "310000": (7, 3, "上海", "Shanghai"),
    "330000": (6, 2, "浙江", "Zhejiang"), "360000": (5, 2, "江西", "Jiangxi"),
    "430000": (4, 2, "湖南", "Hunan"), "520000": (3, 2, "贵州", "Guizhou"),
    "530000": (2, 2, "云南", "Yunnan"), "450000": (4, 1, "广西", "Guangxi"),
    "440000": (5, 1, "广东", "Guangdong"), "350000": (6, 1, "福建", "Fujian"),
    "710000": (7, 1, "台湾", "Taiwan"), "460000": (4, 0, "海南", "Hainan"),
    "810000": (6, 0, "香港", "Hong Kong"), "820000": (5, 0, "澳门", "Macao"),
}  # fmt: skip
"""Column, row from the south, and name of each square."""


@cache
def colours() -> Colormap:
    """Return the colours of squares from few to many, light to dark also in grey."""
    steps = [(0, "#eef2f4"), (0.6, BAND), (0.75, "#5f8099"), (1, INK)]
    return LinearSegmentedColormap.from_list("fadu", steps)


def readable(shade: float) -> str:
    """Return the colour of words on a shade from 0 to 1: the one with more contrast."""
    ground = colours()(shade)[:3]
    return max(("white", INK), key=lambda ink: contrast(to_rgb(ink), ground))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG defines it."""
    lights = sorted(_light(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: tuple[float, ...]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@in_house_style
def tiles(section: CrossSection, ax: Axes, lang: Language = "zh") -> Axes:
    """Draw the provinces as squares on `ax` and return it.

    The darker, the larger the value's place among the others; a square with a red edge is not
    compared, an empty one has no figure.
    """
    rows = section.rows.set_index("district")
    shade = _shades(rows)
    for code, square in GRID.items():
        _square(
            square,
            rows.loc[code] if code in rows.index else None,
            shade.get(code),
            section,
            ax,
            lang,
        )
    ax.set_xlim(-0.1, 8.1)
    ax.set_ylim(-0.1, 8.1)
    ax.set_aspect(0.75)  # wider than high: room for names
    ax.set_axis_off()
    put_title(section, ax, lang)
    return ax


def _shades(rows: pd.DataFrame) -> dict[str, float]:
    """Return the share of other places with a smaller value, so that one giant leaves the rest apart."""
    known = rows["value"][rows["compared"] & rows["value"].notna()]
    rank = known.rank(method="average")
    return dict(((rank - 1) / max(len(known) - 1, 1)).items())


def _square(
    square: tuple[int, int, str, str],
    row: "pd.Series[float] | None",
    shade: float | None,
    section: CrossSection,
    ax: Axes,
    lang: Language,
) -> None:
    column, height, zh, en = square
    known = row is not None and row["value"] == row["value"]
    apart = row is not None and not row["compared"]
    mine = row is not None and row.name == section.focus
    face = colours()(shade) if shade is not None else "white"
    ax.add_patch(
        Rectangle(
            (column + 0.04, height + 0.04), 0.92, 0.92, facecolor=face,
            edgecolor=ALERT if apart else INK if mine else FAINT,
            linewidth=1.6 if mine or apart else 0.6,
            linestyle="solid" if known else (0, (2, 2)),
        )
    )  # fmt: skip
    ink = readable(shade) if shade is not None else INK if known else QUIET
    middle = column + 0.5
    ax.text(middle, height + (0.62 if known else 0.5), zh if lang == "zh" else en,
            ha="center", va="center", fontsize=6.2 if lang == "zh" else 4.9, color=ink)  # fmt: skip
    if row is not None and known:
        ax.text(middle, height + 0.3, _value(section, float(row["value"])),
                ha="center", va="center", fontsize=5.8, color=ink)  # fmt: skip


def _value(section: CrossSection, value: float) -> str:
    if section.form == "rate":
        return number(value, wording.rate_digits(section))
    return number(value, section.indicator.decimals) + (
        "%" if section.indicator.is_rate else ""
    )
