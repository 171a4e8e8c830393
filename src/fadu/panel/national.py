"""A simulated panel of national size, to measure with: ``python -m fadu.panel.national DIR``.

Its places are made up, and its source, its layer and its ``datapackage.json`` say simulated
(模拟).  It imitates what real panels look like: years without a report, figures that are not
printed, rounded ones with their qualifier, second figures of media, and a break in one province.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from fadu.files import write_text
from fadu.panel.columnar import FILE, write_coded
from fadu.panel.folders import DESCRIPTOR, SIMULATED
from fadu.panel.invented import TITLE, Invented, figures, indicators
from fadu.panel.store import load
from fadu.schema import (
    BREAKS,
    DISTRICTS,
    OBSERVATIONS,
    POPULATION,
    SOURCES,
    package_descriptor,
)
from fadu.tables import write_table

PROVINCES = tuple(f"{n}0000" for n in range(90, 100))
_PREFECTURES = 15
_LAST_YEAR = 2024
_MOST = len(PROVINCES) * _PREFECTURES * 99


@dataclass(frozen=True)
class Size:
    """How large a simulated panel is.

    Parameters
    ----------
    districts, years, indicators
        Counties, full years up to 2024, and indicators of the codebook.
    seed
        Of the random numbers.
    """

    districts: int = 2850
    years: int = 12
    indicators: int = 100
    seed: int = 1


def write_national(folder: Path, size: Size | None = None) -> int:
    """Write a simulated panel as a data folder with its observations in Parquet.

    Parameters
    ----------
    folder
        Where to; the same size gives the same bytes.
    size
        Its size; by default the 2,850 counties, 12 years and 100 indicators of a nation.

    Returns
    -------
    int
        The number of figures.
    """
    wanted = size or Size()
    places = _places(wanted.districts)
    counties = places.loc[places["level"] == "county", "code"].tolist()
    years = list(range(_LAST_YEAR - wanted.years + 1, _LAST_YEAR + 1))
    book = load().codebook
    entries = indicators(book, wanted.indicators)
    made = Invented(counties, years, years[len(years) // 2], PROVINCES[0][:2], wanted.seed)
    parts = [figures(made, entry, book) for entry in entries]
    table = pa.concat_tables(parts).unify_dictionaries().combine_chunks()
    write_table(places, DISTRICTS, folder)
    write_table(_sources(years), SOURCES, folder)
    write_table(_population(made), POPULATION, folder)
    write_table(_breaks(made), BREAKS, folder)
    write_coded(table, folder)
    write_text(folder / DESCRIPTOR, _descriptor())
    return len(table)


def _places(districts: int) -> pd.DataFrame:
    rows = [(code, f"模拟省{code[1]}", f"Simulated Province {code[1]}", "000000", "province")
            for code in PROVINCES]  # fmt: skip
    seen: dict[str, None] = {}
    counties = []
    for number in range(districts):
        above = PROVINCES[number % 10][:2] + f"{number // 10 % _PREFECTURES + 1:02d}"
        seen[above] = None
        code = above + f"{number // (10 * _PREFECTURES) + 1:02d}"
        name = f"{number + 1}"
        counties.append((code, f"模拟{name}县", f"Simulated {name}", above + "00", "county"))
    rows += [(f"{above}00", f"模拟{above}市", f"Simulated City {above}", f"{above[:2]}0000", "prefecture")
             for above in seen]  # fmt: skip
    frame = pd.DataFrame([*rows, *counties], columns=DISTRICTS.columns[:5])
    return frame.assign(listed="no")


def _sources(years: list[int]) -> pd.DataFrame:
    rows = [
        {"id": f"{SIMULATED}_{year}", "title": f"{TITLE} {year}", "tier": "official",
         "published": f"{year + 1}-02"} for year in years
    ] + [
        {"id": f"{SIMULATED}_media_{year}", "title": f"{TITLE} {year}", "tier": "media",
         "published": f"{year + 1}-03"} for year in years
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(publisher="fadu", url="", hash="")[SOURCES.columns]


def _population(made: Invented) -> pd.DataFrame:
    cells = pd.MultiIndex.from_product([made.counties, made.years], names=["district", "year"])
    frame = cells.to_frame(index=False)
    persons = np.repeat(made.persons, len(made.years))
    grown = persons * 1.005 ** (frame["year"].to_numpy() - made.years[0])
    return frame.assign(persons=grown.astype("int64"), kind="population_resident")


def _breaks(made: Invented) -> pd.DataFrame:
    row = {
        "id": "simulated_break", "indicators": "*", "district": made.province + "0000",
        "reach": "below", "from": f"{made.broken}-01-01", "kind": "definition",
        "label_zh": "模拟的口径变更", "label_en": "Simulated break",
        "note_zh": "模拟数据中的口径变更。", "note_en": "A break in the simulated data.",
    }  # fmt: skip
    return pd.DataFrame([row], columns=BREAKS.columns)


def _descriptor() -> str:
    tables = (OBSERVATIONS, SOURCES, POPULATION, BREAKS, DISTRICTS)
    about = package_descriptor(tables, f"fadu-{SIMULATED}")
    about["title"] = TITLE
    about[SIMULATED] = True
    about["resources"][0] |= {
        "path": FILE, "format": "parquet", "mediatype": "application/vnd.apache.parquet",
    }  # fmt: skip
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def main(given: list[str] | None = None) -> int:
    """Write the simulated panel that a command line asks for."""
    words = argparse.ArgumentParser(prog="python -m fadu.panel.national", description=__doc__)
    words.add_argument("folder", type=Path, metavar="DIR")
    usual = Size()
    for name in ("districts", "years", "indicators", "seed"):
        words.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    asked = words.parse_args(given)
    most = {"districts": _MOST, "years": 60, "indicators": 100, "seed": 2**31}
    for name, limit in most.items():
        if not (name == "seed") <= getattr(asked, name) + (name == "seed") <= limit + 1:
            words.error(f"--{name} {getattr(asked, name)} lies outside 1 to {limit}")
    size = Size(asked.districts, asked.years, asked.indicators, asked.seed)
    count = write_national(asked.folder, size)
    sys.stdout.write(f"{asked.folder}: {TITLE}: {count:,} figures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
