"""What is asked for, checked before anything runs: a notebook, its parameters, its file name."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fadu.briefing.notebooks import Notebook
from fadu.briefing.parameters import checked
from fadu.errors import RequestError
from fadu.files import bundled, same_files
from fadu.panel import Panel
from fadu.workspace import workspace_of
from fadu.years import as_years, written_years

REPORTS = Path("reports")
_NAMED = {"district", "districts", "years", "lang", "data"}
_MOST_CODES = 3  # named one by one in a file name
_MOST_YEARS = 40  # characters of single years in a file name


@dataclass(frozen=True)
class Request:
    """One briefing that is asked for.

    Parameters
    ----------
    notebook
        What runs.
    parameters
        All its parameters, checked and in one form (codes for names, ids for indicators).
    stem
        Name of its files without ending; another request has another.
    """

    notebook: Notebook
    parameters: Mapping[str, object]
    stem: str


def request(
    notebook: Notebook, given: Mapping[str, object], panel: Panel, out: Path = REPORTS
) -> Request:
    """Check the parameters of one briefing.

    Parameters
    ----------
    notebook
        What is to run.
    given
        Parameters that differ from its defaults.
    panel
        The panel that it will run on.
    out
        The folder that its files will lie in.

    Returns
    -------
    Request

    Raises
    ------
    RequestError
        A name that the notebook does not declare, or a value that cannot be.
    """
    unknown = [name for name in given if name not in notebook.defaults]
    if unknown:
        raise RequestError(
            f"{notebook.name} has no parameter {unknown[0]!r}; "
            f"it has: {', '.join(notebook.defaults) or 'none'}",
        )
    merged = {**notebook.defaults, **given}
    parameters = {k: checked(k, v, notebook.defaults[k], panel) for k, v in merged.items()}
    _refuse_empty([parameters], panel)
    return Request(notebook, parameters, _stem(notebook, parameters, out))


def writable(folder: Path) -> None:
    """Refuse an output folder that cannot be made or written.

    Raises
    ------
    RequestError
        With the reason.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise RequestError(f"--out {folder} cannot be written: {error.strerror}") from error


def requests(
    notebook: Notebook,
    sets: Iterable[Mapping[str, object]],
    panel: Panel,
    out: Path = REPORTS,
) -> list[Request]:
    """Check several briefings; every district without a figure is named at once."""
    many = list(sets)
    tried = [
        {
            k: checked(k, v, notebook.defaults[k], panel)
            for k, v in {**notebook.defaults, **s}.items()
        }
        for s in many
        if set(s) <= set(notebook.defaults)
    ]
    _refuse_empty(tried, panel)
    found = {r.stem: r for r in (request(notebook, s, panel, out) for s in many)}
    return list(found.values())


def _refuse_empty(sets: Iterable[Mapping[str, object]], panel: Panel) -> None:
    empty: dict[str, list[int]] = {}
    wanted: list[int] = []
    for parameters in sets:
        years = as_years(parameters["years"]) if parameters.get("years") else None
        for code in _codes(parameters):
            have = panel.years_of(code)
            if not have or (years is not None and not set(years) & set(have)):
                empty[code] = have
                wanted = years or []
    if empty:
        told = "; ".join(
            f"{code} {panel.districts.label(code)} has "
            + (f"figures for {written_years(have)}" if have else "no figure in any year")
            for code, have in empty.items()
        )
        when = f" in {written_years(wanted)}" if wanted else ""
        raise RequestError(f"no figure{when}: {told}; choose other years or places")


def places_of(parameters: Mapping[str, object]) -> tuple[str, ...]:
    """Return the codes of the places that a briefing is about; empty where it names none."""
    return tuple(_codes(parameters))


def _codes(parameters: Mapping[str, object]) -> list[str]:
    one, many = parameters.get("district"), parameters.get("districts")
    return [*([str(one)] if one else []), *(many if isinstance(many, list) else [])]


def _away(own: Path | None, out: Path) -> bool:
    """Whether briefings of a panel are named with it: not in the workspace that is its home.

    So workspaces that print into one folder keep their briefings apart.  What a folder is
    called decides, not what it holds, so that a name stays when figures change; but in a
    workspace that holds a copy of the bundled panel, such as a checkout, that one is at home.
    """
    found = workspace_of(out)
    home = _own(str(found / "data")) if found else None
    if own == home:
        return False
    return own is not None or home is None or not same_files(home, bundled("data"))


def _own(data: str) -> Path | None:
    """Return the folder of a panel of one's own; None for the bundled one."""
    whole = Path(data).resolve() if data else None
    return None if whole == bundled("data").resolve() else whole


def _stem(notebook: Notebook, parameters: Mapping[str, object], out: Path) -> str:
    codes = _codes(parameters)
    place = "+".join(codes) if codes else "all"
    if len(codes) > _MOST_CODES:
        place = f"{len(codes)}places-{_short(codes)}"
    years = str(parameters.get("years") or parameters.get("year") or "all").replace(":", "-")
    if len(years) > _MOST_YEARS:
        years = f"{years[:4]}-{years[-4:]}-{_short(years)}"
    parts = [notebook.name, place, years]
    parts += [str(parameters["lang"])] if "lang" in parameters else []
    differing = {
        k: v for k, v in parameters.items() if k not in _NAMED and v != notebook.defaults[k]
    }
    data = _own(str(parameters.get("data") or ""))
    if _away(data, out):
        differing["data"] = str(data or "")
    return "_".join([*parts, *([_short(differing)] if differing else [])])


def _short(value: object) -> str:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:8]
