"""The command line: words, one call, print.

Nothing heavy is imported here, so that ``fadu --help`` answers at once; each command's work is
in the module of the same name in ``fadu.commands``.
"""

import importlib
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from fadu.errors import FaduError, one_line
from fadu.version import VERSION

app = typer.Typer(
    name="fadu",
    help="From the figures of local rule-of-law reports to comparisons and PDF briefings.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# Typer carries a click of its own; its base error is reached through a public one.
ClickError: type[Exception] = typer.BadParameter.__bases__[0].__bases__[0]


def _place(words: str | Path) -> Path:
    """Return the path that `words` name; an empty one would mean the folder one stands in."""
    if not str(words).strip():
        raise typer.BadParameter("it is empty; name a file or folder, or leave it out")
    try:
        impossible = b"\0" in os.fsencode(words)
    except UnicodeEncodeError:
        impossible = True
    if impossible:
        raise typer.BadParameter(f"{words!r} holds a character that no path can hold")
    return Path(words)


def _path(words: str, *names: str) -> Any:
    return typer.Option(*names, parser=_place, metavar="<path>", help=words)


def _file(name: str, words: str) -> Any:
    return typer.Argument(parser=_place, metavar=name, help=words)


Data = Annotated[
    Path | None,
    _path(
        "Folder of a panel of your own, layered over the bundled one. "
        "[default: ./data where it holds a datapackage.json]",
        "--data",
    ),
]


class Format(StrEnum):
    """How `fadu check` prints."""

    text = "text"
    json = "json"


class What(StrEnum):
    """What `fadu show` lists."""

    districts = "districts"
    indicators = "indicators"
    sources = "sources"
    coverage = "coverage"
    notebooks = "notebooks"


def _call(command: str, **options: object) -> None:
    module = importlib.import_module(f"fadu.commands.{command}")
    raise typer.Exit(module.run(**options))


@app.command(epilog="Example: fadu brief --district 320612 --years 2023 --lang en")
def brief(
    notebook: Annotated[
        str | None,
        typer.Argument(
            help="Name of a notebook, or path of an .ipynb file. [default: district_profile]"
        ),
    ] = None,
    district: Annotated[
        list[str] | None, typer.Option(help="Code or name; may be given several times.")
    ] = None,
    years: Annotated[str | None, typer.Option(help="2023, 2019:2023 or 2019,2021.")] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(help="Id in the codebook; may be given several times.")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="zh or en.")] = None,
    data: Data = None,
    out: Annotated[Path, _path("Folder for the PDFs.")] = Path("reports"),
    all_districts: Annotated[
        bool,
        typer.Option("--all-districts", help="Every district with a figure in the selection."),
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Briefings built at once.")] = 1,
    no_resume: Annotated[
        bool, typer.Option("--no-resume", help="Build again what is up to date.")
    ] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask scheduler, such as tcp://host:8786.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Any other parameter of the notebook."
        ),
    ] = None,
    sets: Annotated[
        Path | None,
        _path(
            "A list of briefings: a .csv whose columns are parameters, or a .toml with a "
            "table [[briefing]] for each."
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0, help="Seconds that one notebook may take; 0 for no limit.")
    ] = 600,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Print what would be built, and why; build nothing."),
    ] = False,
) -> None:
    """Build briefings; each PDF is one path on standard output."""
    _call(
        "brief",
        notebook=notebook,
        districts=district or [],
        years=years,
        indicators=indicator or [],
        lang=lang,
        data=data,
        out=out,
        all_districts=all_districts,
        jobs=jobs,
        resume=not no_resume,
        scheduler=scheduler,
        settings=set_ or [],
        sets=sets,
        timeout=timeout,
        dry=dry_run,
    )


@app.command(epilog="Example: fadu extract report.html --out figures.csv")
def extract(
    file: Annotated[Path, _file("file", "A report: .html, .pdf, .docx, .txt or .md.")],
    out: Annotated[
        Path | None,
        _path("CSV file; by default standard output."),
    ] = None,
    district: Annotated[str | None, typer.Option(help="Code or name, if it is known.")] = None,
    year: Annotated[
        str | None, typer.Option(help="Year of the report, if it is known.")
    ] = None,
    data: Data = None,
) -> None:
    """Write every quantity of a report as a table, with its place and its indicator."""
    _call("extract", file=file, out=out, district=district, year=year, data=data)


@app.command(epilog="Example: fadu add figures.csv --data my-study/data")
def add(
    figures: Annotated[
        Path, _file("figures", "The table that `fadu extract` wrote, reviewed.")
    ],
    data: Annotated[Path, _path("Folder of your own panel.")],
    source: Annotated[
        Path | None, _path("The .source.toml; by default beside the figures.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the report.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    published: Annotated[
        str | None, typer.Option(help="Date, as precise as known: 2024, 2024-02, 2024-02-22.")
    ] = None,
    tier: Annotated[
        str | None, typer.Option(help="official, academic, media or secondary.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where it was read.")] = None,
    period: Annotated[
        str | None, typer.Option(help="Period of all figures, if not the full year.")
    ] = None,
) -> None:
    """Bring reviewed figures into a workspace, all or nothing."""
    _call(
        "add",
        figures=figures,
        data=data,
        source=source,
        about={
            "title": title,
            "publisher": publisher,
            "published": published,
            "tier": tier,
            "url": url,
        },
        period=period,
    )


@app.command(epilog="Example: fadu check --data my-study/data --strict")
def check(
    data: Data = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.text,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where a finding is listed.")
    ] = False,
) -> None:
    """Hold a panel to its schema, and its figures to the laws that figures keep."""
    _call("check", data=data, form=format_.value, strict=strict)


@app.command(epilog="Example: fadu show indicators")
def show(
    what: Annotated[What, typer.Argument(help="What to list.")],
    data: Data = None,
) -> None:
    """List districts, indicators, sources, coverage or notebooks."""
    _call("show", what=what.value, data=data)


@app.command(epilog="Example: fadu export panel.xlsx")
def export(
    file: Annotated[Path, _file("file", ".csv, .xlsx, .parquet, .dta or .json")],
    data: Data = None,
) -> None:
    """Write the panel in another form."""
    _call("export", file=file, data=data)


@app.command(epilog="Example: fadu init my-study")
def init(
    folder: Annotated[Path, _file("DIR", "A new or empty folder.")],
) -> None:
    """Make a workspace of one's own: data/ notebooks/ reports/."""
    _call("init", folder=folder)


@app.command(epilog="Example: fadu lab my-study")
def lab(
    folder: Annotated[Path, _file("DIR", "A workspace; made on first use.")] = Path(),
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address; open no browser.")
    ] = False,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="The first port that is tried.")
    ] = 8888,
) -> None:
    """Open JupyterLab in a workspace, on this machine alone."""
    _call("lab", folder=folder, browser=not no_browser, port=port)


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"fadu {VERSION}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    del version


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments
        The words after ``fadu``; by default those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        return int(app(arguments, prog_name="fadu", standalone_mode=False) or 0)
    except FaduError as error:
        return _refuse(str(error), error.exit_code)
    except ClickError as error:
        return _usage(error, sys.argv[1:] if arguments is None else arguments)
    except (KeyboardInterrupt, typer.Abort):
        return _refuse("interrupted; what was built is kept", 1)
    except BrokenPipeError:
        return 1
    except OSError as error:  # a path that no file system takes, a folder that may not be read
        place = "" if error.filename is None else f"{error.filename}: "
        return _refuse(f"{place}{error.strerror or error}", 2)


def _usage(error: Any, words: list[str]) -> int:
    said = " ".join(error.format_message().split()).replace("Value error, ", "")
    given: list[Any] = getattr(error.__cause__, "errors", list)()
    if given and repr(given[0]["input"]) not in said:
        said += f" (given: {given[0]['input']!r})"
    if said.startswith("Usage:"):
        sys.stdout.write(error.format_message().rstrip() + "\n")
        return 2
    context = getattr(error, "ctx", None)
    command = context.command_path if context else _command(words)
    return _refuse(f"{said.rstrip('.')}; `{command} --help` shows what is allowed", 2)


def _command(words: list[str]) -> str:
    """Return the command that is meant, where an error does not say it."""
    known = {info.callback.__name__ for info in app.registered_commands if info.callback}
    return f"fadu {words[0]}" if words and words[0] in known else "fadu"


def _refuse(message: str, code: int) -> int:
    sys.stderr.write(f"fadu: {one_line(message)}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
