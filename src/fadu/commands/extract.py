"""`fadu extract`: every quantity of a report as a table."""

import sys
from collections.abc import Iterator
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
    if out is not None:
        _check_out(out, file)
    panel, _ = opened(data)
    known = _year(year)
    report = read_report(file, panel.districts)
    code, unsure = _district(panel, district, report.place_names, report.candidates)
    notes = [*_unread(report), *([unsure] if unsure else [])]
    table = report.figures(panel.codebook, code or None, known)
    if not code:
        table["district"] = ""
    written = table.to_csv(index=False, lineterminator="\n")
    if out is None:
        for note in notes:
            say(note)
        sys.stdout.write(written)
        return 0
    beside = out.with_suffix(".source.toml")
    about = {"title": report.title, "hash": report.sha256, **report.about}
    about |= filled_before(beside, report.sha256)
    write_together({beside: source_toml(about), out: written})
    for note in notes:
        say(note)
    matched = int((table["indicator"] != "").sum())
    say(f"{len(table)} figures, {matched} with an indicator; review {out}")
    empty = [key for key in ABOUT if not about.get(key)]
    if empty:
        say(f"complete {beside}: {', '.join(empty)}")
    return 0


def _check_out(out: Path, file: Path) -> None:
    if not out.name or out.is_dir():
        raise RequestError(f"--out {out} is a folder; name a file, such as figures.csv")
    if out.resolve() == file.resolve():
        raise RequestError(f"--out {out} is the report itself; name another file")


def _unread(report: Report) -> Iterator[str]:
    """Yield what of a report could not be read, in sentences."""
    lost = report.text.count(LOST)
    if lost:
        yield f"{lost} places of {report.path} cannot be read and stand as {LOST}"
    if report.pictures:
        pages = ", ".join(str(page) for page in report.pictures)
        yield (
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
) -> tuple[str, str]:
    """Return the one code that is meant, or none and a sentence that says why."""
    if given:
        try:
            return panel.districts.resolve(given, "--district"), ""
        except RequestError as error:
            return "", f"{error}; the column district stays empty"
    if len(candidates) == 1:
        return candidates[0], ""
    if candidates:
        said = panel.districts.candidates(candidates)
        return "", f"{names[0] if names else 'the place'} is {said}; give --district"
    return "", f"no district found{' for ' + names[0] if names else ''}; give --district"
