"""`fadu show`: lists, one row a line, columns separated by tabs."""

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from fadu.briefing.notebooks import list_notebooks, read_notebook
from fadu.commands.panels import announce, opened
from fadu.panel import Panel
from fadu.years import written_years

Rows = Iterable[Iterable[object]]


def run(*, what: str, data: Path | None) -> int:
    """Print the list `what`; return 0."""
    panel, folder = opened(data)
    announce(panel)
    rows = _LISTS[what](panel, folder)
    for row in rows:
        cells = (" ".join(str(cell).split()) for cell in row)
        sys.stdout.write("\t".join(cells) + "\n")
    return 0


def _districts(panel: Panel, folder: Path | None) -> Rows:
    del folder
    figures = panel.observations.groupby("district")["year"]
    yield "code", "name", "level", "figures", "years"
    for code, years in figures:
        place = panel.districts[str(code)]
        label = panel.districts.label(str(code))
        yield code, label, place.level, len(years), written_years(years)


def _indicators(panel: Panel, folder: Path | None) -> Rows:
    del folder
    seen = panel.observations.groupby("indicator").size()
    yield "id", "domain", "unit", "kind", "figures", "zh", "en"
    for entry in panel.codebook.indicators.values():
        count = int(seen.get(entry.id, 0))
        yield entry.id, entry.domain, entry.unit, entry.kind, count, entry.zh, entry.en


def _sources(panel: Panel, folder: Path | None) -> Rows:
    del folder
    seen = panel.observations.groupby("source").size()
    yield "id", "tier", "published", "figures", "publisher", "title", "url"
    for row in panel.sources.itertuples():
        count = int(seen.get(row.id, 0))
        yield row.id, row.tier, row.published, count, row.publisher, row.title, row.url


def _coverage(panel: Panel, folder: Path | None) -> Rows:
    del folder
    yield "indicator", "level", "year", "places"
    levels = panel.observations["district"].map(lambda d: panel.districts[d].level)
    full = panel.observations[panel.observations["period"] == ""].assign(level=levels)
    counts = full.groupby(["indicator", "level", "year"])["district"].nunique()
    for (indicator, level, year), places in counts.items():
        yield indicator, level, year, places


def _notebooks(panel: Panel, folder: Path | None) -> Rows:
    del panel
    yield "name", "title", "parameters"
    for name, path in list_notebooks(folder).items():
        book = read_notebook(path)
        yield name, book.title, ", ".join(f"{k}={v!r}" for k, v in book.defaults.items())


_LISTS: Mapping[str, Callable[[Panel, Path | None], Rows]] = {
    "districts": _districts,
    "indicators": _indicators,
    "sources": _sources,
    "coverage": _coverage,
    "notebooks": _notebooks,
}
