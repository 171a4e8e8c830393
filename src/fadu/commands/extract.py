"""`fadu extract`: every quantity of a report as a table."""

import sys
from pathlib import Path

from fadu.commands.panels import opened, say
from fadu.errors import RequestError
from fadu.files import write_together
from fadu.intake import Report, read_report
from fadu.intake.about import ABOUT, filled_before, source_toml
from fadu.panel import Panel
from fadu.years import as_years

LOST = "\ufffd"


def run(
    *, file: Path, out: Path | None, district: str | None, year: str | None, data: Path | None
) -> int:
    """Write the table, and beside a file its ``.source.toml``; return 0."""
    if out is not None and out.resolve() == file.resolve():
        raise RequestError(f"--out {out} is the report itself; name another file")
    panel, _ = opened(data)
    known = _year(year)
    report = read_report(file, panel.districts)
    _tell_unread(report)
    code = _district(panel, district, report.place_names, report.candidates)
    table = report.figures(panel.codebook, code or None, known)
    if not code:
        table["district"] = ""
    written = table.to_csv(index=False, lineterminator="\n")
    if out is None:
        sys.stdout.write(written)
        return 0
    beside = out.with_suffix(".source.toml")
    about = {"title": report.title, "hash": report.sha256, **report.about}
    about |= filled_before(beside, report.sha256)
    write_together({beside: source_toml(about), out: written})
    matched = int((table["indicator"] != "").sum())
    say(f"{len(table)} figures, {matched} with an indicator; review {out}")
    empty = [key for key in ABOUT if not about.get(key)]
    if empty:
        say(f"complete {beside}: {', '.join(empty)}")
    return 0


def _tell_unread(report: Report) -> None:
    """Say what of a report could not be read."""
    lost = report.text.count(LOST)
    if lost:
        say(f"{lost} places of {report.path} cannot be read and stand as {LOST}")
    if report.pictures:
        pages = ", ".join(str(page) for page in report.pictures)
        say(
            f"pages of {report.path} that are pictures: {pages}; their figures are not read; run "
            "text recognition first"
        )


def _year(written: str | None) -> int | None:
    if not written:
        return None
    years = as_years(written, "--year")
    if len(years) > 1:
        raise RequestError(f"--year {written} is {len(years)} years; give one")
    return years[0]


def _district(
    panel: Panel, given: str | None, names: tuple[str, ...], candidates: tuple[str, ...]
) -> str:
    """Return the one code that is meant; say the candidates where there are none or several."""
    if given:
        try:
            return panel.districts.resolve(given, "--district")
        except RequestError as error:
            say(f"{error}; the column district stays empty")
            return ""
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        said = panel.districts.candidates(candidates)
        say(f"{names[0] if names else 'the place'} is {said}; give --district")
    else:
        say(f"no district found{' for ' + names[0] if names else ''}; give --district")
    return ""
