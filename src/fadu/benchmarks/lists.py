"""The briefings that benchmarks build: lists of places of the bundled panel."""

import csv
import random
from pathlib import Path

from fadu.panel import load

YEARS = "2019:2024"
SEED = 1


def richest(number: int) -> list[dict[str, str]]:
    """Return parameters for the districts with most figures, which take longest.

    Parameters
    ----------
    number
        How many; each in Chinese.
    """
    figures = load().select(years=YEARS).observations
    counts = figures.groupby("district", sort=True).size()
    chosen = counts.sort_values(ascending=False, kind="stable").index[:number]
    return [{"district": str(code), "years": YEARS, "lang": "zh"} for code in chosen]


def mixed(number: int) -> list[dict[str, str]]:
    """Return parameters of places in an order of chance, so that each part is like the whole.

    Parameters
    ----------
    number
        How many, at most twice the places of the panel: in Chinese, then in English.
    """
    figures = load().observations
    codes = sorted(set(figures["district"]))
    years = f"{figures['year'].min()}:{figures['year'].max()}"
    whole = [
        {"district": str(code), "years": years, "lang": lang}
        for lang in ("zh", "en")
        for code in codes
    ]
    random.Random(SEED).shuffle(whole)  # noqa: S311  # an order, not a secret
    return whole[:number]


def write_sets(path: Path, sets: list[dict[str, str]]) -> Path:
    """Write parameter sets as the list that ``fadu brief --sets`` reads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(sets[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sets)
    return path
