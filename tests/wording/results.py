"""Small results made by hand, in the shapes that analyses return, for tests of sentences."""

import datetime as dt
import math
from typing import Any

import pandas as pd

from fadu.codebook import Codebook, read_codebook
from fadu.files import bundled
from fadu.panel import Break
from fadu.shapes.crosssection import CrossSection, Standing
from fadu.shapes.effects import Departure, Effects, Term
from fadu.shapes.grid import Grid
from fadu.shapes.overtime import Course, Stretch, Tested
from fadu.shapes.series import Series

BOOK: Codebook = read_codebook(bundled("data") / "codebook")
RATE, COUNT, RATIO, MONEY = (
    BOOK[name]
    for name in (
        "review_correction_rate", "review_received", "review_to_litigation_ratio", "lenient_amount",
    )
)  # fmt: skip
NAN = math.nan
PLACES = {"zh": [f"{c}县" for c in "甲乙丙丁戊己庚辛壬癸子丑寅卯"], "en": [*"ABCDEFGHIJKLMN"]}
FIGURE: dict[str, Any] = {
    "district": "990100", "year": 2020, "period": "", "value": 10.0, "low": NAN, "high": NAN,
    "basis": "printed", "count": NAN, "total": NAN, "qualifier": "exact", "print_low": NAN,
    "print_high": NAN, "assumed": False, "chosen": True, "choice": "only", "passed": "",
    "inside": "", "sources": "a", "compared": True, "reason": "", "reason_zh": "",
    "reason_en": "", "shown": True,
}  # fmt: skip
"""A row of an analysis, before what a test says of it."""


def figure(**said: Any) -> "pd.Series[Any]":
    """Return one figure; what is not said is as in `FIGURE`."""
    return pd.Series(FIGURE | said, dtype="object")


def share(count: int, total: int, **said: Any) -> dict[str, Any]:
    """Return a share of counts, five points either way."""
    value = 100 * count / total
    ends = {"low": max(value - 5, 0.0), "high": min(value + 5, 100.0)}
    return (
        {"value": value, "count": float(count), "total": float(total), "basis": "counts"}
        | ends
        | said
    )


def rows(*figures: dict[str, Any]) -> pd.DataFrame:
    """Return figures as a table, the names of their places from their numbers."""
    made = []
    for n, said in enumerate(figures):
        names = {
            f"{kind}_{lang}": PLACES[lang][n]
            for kind in ("name", "label")
            for lang in ("zh", "en")
        }
        made.append(FIGURE | {"district": f"99010{n}"} | names | said)
    return pd.DataFrame(made, columns=[*FIGURE, "name_zh", "name_en", "label_zh", "label_en"])


def law(
    name: str = "law", zh: str = "新法施行", en: str = "New law", day: str = "2021-01-01"
) -> Break:
    """Return a break in everything everywhere."""
    return Break(
        name, ("*",), "000000", "below", dt.date.fromisoformat(day), "law", zh, en, "", ""
    )


def series(
    *figures: dict[str, Any], indicator: Any = RATE, breaks: tuple[Break, ...] = ()
) -> Series:
    """Return figures of one place over time."""
    names = {"zh": "甲省乙市", "en": "Yi, Jia"}
    return Series(indicator, BOOK, "990100", names, rows(*figures), breaks)


def course(*stretches: Stretch, of: Series, **said: Any) -> Course:
    """Return a place over time with its stretches."""
    return Course(of, {"zh": "乙市", "en": "Yi"}, stretches, **said)


def stretch(first: int, last: int, tested: Tested | None = None, **said: Any) -> Stretch:
    """Return the years of one side of all breaks."""
    years = tuple(range(first, last + 1))
    table = rows(*(share(10 + n, 50, year=y) for n, y in enumerate(years)))
    usual: dict[str, Any] = {"used": years, "left_out": {}, "mixed": False, "rows": table}
    return Stretch(years, tested=tested, **(usual | said))


def judged(verdict: Any, **said: Any) -> Tested:
    """Return what the years of a stretch say about a trend."""
    usual: dict[str, Any] = {
        "method": "cochran-armitage", "pvalue": 0.0314, "adjusted": 0.0314, "alpha": 0.002,
        "slope": 1.25, "low": 0.4, "high": 2.1, "dispersion": 2.46, "turning": 0, "least": NAN,
        "line": (20.0, 26.0),
    }  # fmt: skip
    return Tested(verdict, **(usual | said))


def section(
    form: Any, *figures: dict[str, Any], indicator: Any = RATE, **said: Any
) -> CrossSection:
    """Return places of one year side by side; those with a reason are left out."""
    table = rows(*figures)
    table["compared"] = table["reason"] == ""
    usual: dict[str, Any] = {"year": 2020, "period": "", "level": "prefecture", "focus": ""}
    left = table[~table["compared"]]
    return CrossSection(
        indicator, BOOK, form=form, rows=table[table["shown"]], left_out=left, **(usual | said)
    )


def standing(of: CrossSection, *signed: float, **said: Any) -> Standing:
    """Return who stands out under no adjustment, and half as many places under the other."""
    table = of.compared.assign(
        none=signed, multiplicative=[s if n % 2 else 0.0 for n, s in enumerate(signed)]
    )
    usual: dict[str, Any] = {
        "headline": "none", "target": 20.04, "phi": 1.04, "heterogeneous": False,
        "treatments": ("none", "multiplicative"),
    }  # fmt: skip
    return Standing(table, **(usual | said))


def term(year: int, ratio: float, **said: Any) -> Term:
    """Return the effect of a year; of a break where `item` is given."""
    usual: dict[str, Any] = {
        "item": None, "low": ratio / 2, "high": ratio * 2, "pvalue": 0.2, "adjusted": 0.3,
        "typical": 22.5,
    }  # fmt: skip
    return Term(year, ratio=ratio, **(usual | said))


def effects(*terms: Term, indicator: Any = RATE, **said: Any) -> Effects:
    """Return a model of twelve places over three years."""
    usual: dict[str, Any] = {
        "level": "prefecture", "places": 12, "rows": 36, "years": (2018, 2019, 2020),
        "exposure": "", "family": "binomial", "bootstrap": False, "dispersion": 1.4,
        "method": "m", "base": 20.0, "absorbed": (), "departures": (), "left_out": {},
        "names": {f"99010{n}": {"zh": PLACES["zh"][n], "en": PLACES["en"][n]} for n in range(10)},
    }  # fmt: skip
    return Effects(indicator, BOOK, terms=terms, **(usual | said))


def departure(place: int, size: float, year: int = 2020, adjusted: float = 0.01) -> Departure:
    """Return a figure that lies away from what changed everywhere."""
    return Departure(f"99010{place}", year, 40.04, 21.0, size, adjusted)


def grid(cells: list[dict[str, Any]], **said: Any) -> Grid:
    """Return who reports what when; bounds and reporting are empty unless they are said."""
    usual: dict[str, Any] = {
        "bounds": pd.DataFrame(columns=["missing"]), "reporting": pd.DataFrame(columns=["pvalue"]),
        "places": 3, "figures": 1234, "sources": 1, "among": "register",
    }  # fmt: skip
    usual_cell = {
        "indicator": RATE.id,
        "level": "prefecture",
        "year": 2020,
        "places": 1,
        "could": 333,
    }
    table = pd.DataFrame([usual_cell | c for c in cells], columns=[*usual_cell])
    return Grid(BOOK, table, **(usual | said))
