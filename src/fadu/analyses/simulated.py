"""A panel of made-up figures that says so everywhere: what real figures cannot yet show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy.special import expit

from fadu.analyses.asked import SIMULATED
from fadu.codebook import Indicator
from fadu.districts import NATION, District, Register
from fadu.errors import RequestError
from fadu.panel import Break, Layer, Panel
from fadu.panel.breaks import read_breaks
from fadu.schema import BREAKS, OBSERVATIONS, POPULATION, SOURCES

PROVINCES = (("980000", "甲"), ("990000", "乙"))
"""The break comes in the first of them alone, so that it can be told from the years."""
BREAK = "simulated_break"
DEPARTING = "980300"
"""This place leaves the common course in the last year."""


@dataclass(frozen=True)
class Made:
    """What a simulated panel is made of.

    Parameters
    ----------
    districts
        Places, half in each of two provinces.
    years
        Full years.
    yearly
        What happens everywhere: steps of log-odds (a rate) or of the logarithm (a count) from
        one year to the next.
    step
        What the break adds, on the same scale.
    departure
        What the departing place adds in its last year.
    holes
        Share of figures that are missing.
    seed
        Of the random numbers.
    """

    districts: int = 24
    years: Sequence[int] = range(2016, 2025)
    yearly: float = 0.06
    step: float = 0.4
    departure: float = 1.2
    holes: float = 0.15
    seed: int = 20240101

    @property
    def break_year(self) -> int:
        """The year whose first day is the break."""
        return sorted(self.years)[2 * len(self.years) // 3]


def simulated_panel(
    panel: Panel, indicator: str = "litigation_lost_rate", made: Made | None = None
) -> Panel:
    """Return a panel of simulated figures of one indicator.

    It imitates what real ones look like: holes, printed percentages beside their counts, small
    and large places, a break in one of two provinces, and one place that departs in the last
    year.  Its places, its source and its layer are called simulated, and so is every output.

    Parameters
    ----------
    panel
        Lends its codebook; no figure and no place of it is used, but for the nation.
    indicator
        A rate with numerator and denominator, or a count.
    made
        Its size and its truth.

    Raises
    ------
    RequestError
        An indicator of another kind.
    """
    entry, truth = panel.codebook[indicator], made or Made()
    if entry.kind != "count" and not (entry.is_rate and entry.numerator):
        raise RequestError(
            f"indicator {indicator!r} is a {entry.kind}; a rate with counts or a count is "
            "what can be simulated",
        )
    codes = _codes(truth.districts)
    figures, persons = _figures(entry, codes, truth)
    rows = pd.DataFrame(figures, columns=OBSERVATIONS.columns)
    units = {i: panel.codebook[i].unit for i in rows["indicator"].unique()}
    rows = rows.assign(unit=rows["indicator"].map(units)).astype("str")
    observations = OBSERVATIONS.sort(OBSERVATIONS.typed(rows))
    return replace(
        panel,
        observations=observations,
        sources=_source(),
        population=POPULATION.typed(pd.DataFrame(persons, columns=POPULATION.columns)),
        breaks=_break(entry, truth),
        decisions=(),
        districts=_register(panel.districts, codes),
        layers=(Layer(SIMULATED, len(observations), 0),),
    )


def _codes(districts: int) -> list[str]:
    """Return codes of six digits: the hundreds of a place's number stand in the last two."""
    return [_code(PROVINCES[n % 2][0][:2], n // 2 + 1) for n in range(districts)]


def _code(province: str, number: int) -> str:
    return f"{province}{number % 100:02d}{number // 100:02d}"


def _figures(
    entry: Indicator, codes: Sequence[str], made: Made
) -> tuple[list[dict[str, object]], list[list[str]]]:
    random = np.random.default_rng(made.seed)
    years = sorted(made.years)
    figures: list[dict[str, object]] = []
    persons: list[list[str]] = []
    for code in codes:
        size = float(np.exp(random.normal(6.0, 0.7)))
        level = float(random.normal(-2.0, 0.35))
        for year in years:
            course = level + made.yearly * (year - years[0]) + random.normal(0, 0.05)
            passed = code.startswith("98") and year >= made.break_year
            leaves = code == DEPARTING and year == years[-1]
            course += made.step * passed + made.departure * leaves
            seen = _cell(entry, size, course, random)
            persons.append([code, str(year), str(round(size * 1000)), "population_resident"])
            if random.random() >= made.holes:
                figures += [_row(code, year, name, value) for name, value in seen.items()]
    return figures, persons


def _cell(
    entry: Indicator, size: float, course: float, random: np.random.Generator
) -> dict[str, str]:
    if not entry.is_rate:
        return {entry.id: str(random.poisson(size * np.exp(course)))}
    total = int(random.poisson(size)) + 1
    count = int(random.binomial(total, expit(course)))
    return {
        str(entry.numerator): str(count),
        str(entry.denominator): str(total),
        entry.id: f"{100 * count / total:.1f}",
    }


def _row(code: str, year: int, indicator: str, value: str) -> dict[str, object]:
    return dict.fromkeys(OBSERVATIONS.columns, "") | {
        "district": code, "year": year, "indicator": indicator, "measure": "value",
        "value": value, "qualifier": "exact", "source": SIMULATED,
    }  # fmt: skip


def _source() -> pd.DataFrame:
    row = dict.fromkeys(SOURCES.columns, "") | {
        "id": SIMULATED, "title": "模拟数据（不是任何地区的数据） / simulated data, of no real place",
        "publisher": "fadu", "tier": "secondary",
    }  # fmt: skip
    return pd.DataFrame([row], columns=SOURCES.columns).astype("str")


def _break(entry: Indicator, made: Made) -> tuple[Break, ...]:
    row = {
        "id": BREAK, "indicators": "|".join(
            i for i in (entry.id, entry.numerator, entry.denominator) if i
        ),
        "district": PROVINCES[0][0], "reach": "below", "from": f"{made.break_year}-01-01",
        "kind": "definition", "label_zh": "模拟的口径变更", "label_en": "Simulated break",
        "note_zh": "模拟数据中的口径变更。", "note_en": "A break in the simulated data.",
    }  # fmt: skip
    return read_breaks(pd.DataFrame([row], columns=BREAKS.columns))


def _register(known: Register, codes: Sequence[str]) -> Register:
    places = [known.places[NATION]]
    places += [
        District(code, f"模拟{name}省", f"Simulated Province {letter}", NATION, "province")
        for (code, name), letter in zip(PROVINCES, "AB", strict=True)
    ]
    for code in codes:
        number = "AB"[code[:2] == "99"] + str(int(code[2:4]) + 100 * int(code[4:]))
        parent = f"{code[:2]}0000"
        places.append(
            District(code, f"模拟{number}市", f"Simulated City {number}", parent, "prefecture")
        )
    return Register(MappingProxyType({p.code: p for p in places}), ())
