"""One briefing, from Python."""

from collections.abc import Mapping
from pathlib import Path

from fadu.briefing.account import Account
from fadu.briefing.house import house_of
from fadu.briefing.line import TIMEOUT
from fadu.briefing.makers import maker
from fadu.briefing.many import build_all
from fadu.briefing.notebooks import find_notebook
from fadu.briefing.plan import Planner, pdf_path
from fadu.briefing.requests import request, writable
from fadu.errors import BuildError
from fadu.panel import load


def brief(
    notebook: str = "district_profile",
    parameters: Mapping[str, object] | None = None,
    out: str | Path = "reports",
    *,
    data: str | Path | None = None,
    timeout: float | None = TIMEOUT,
) -> Path:
    """Build one briefing and return the path of its PDF; one that is up to date stays.

    Parameters
    ----------
    notebook
        Name of a notebook, or the path of an ``.ipynb`` file.
    parameters
        Those that differ from the notebook's defaults.
    out
        Folder for the PDF.
    data
        Folder of a panel of one's own, layered over the bundled one.
    timeout
        Seconds that the notebook may take; None for no limit.

    Returns
    -------
    Path
        The PDF, written whole or not at all.

    Raises
    ------
    RequestError
        An unknown notebook, parameter, district or indicator; years without a figure.
    BuildError
        The notebook failed.
    """
    given = dict(parameters or {})
    own = data or given.get("data") or None
    panel = load(str(own) if own else None)
    found = find_notebook(str(notebook), Path(str(own)) if own else None)
    if own and "data" in found.defaults:
        given["data"] = str(Path(str(own)).resolve())
    folder = Path(out)
    wanted = request(found, given, panel, folder)
    place = str(given.get("data") or "")
    house = house_of(found.path, place).complete()
    writable(folder)
    planner = Planner(panel, house, folder)
    with Account(folder) as account:
        planned = planner.plan([wanted], account.manifest.entries)
        with maker(panel, house, place, timeout=timeout) as make:
            for entry in build_all(planned, planner, account, make):
                if entry.message:
                    raise BuildError(entry.message)
        account.index()
    return pdf_path(folder, wanted.stem)
