"""The panel in other forms: CSV, Excel, Parquet, Stata, JSON."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from fadu.errors import RequestError
from fadu.files import whole_file, write_text
from fadu.panel import Panel
from fadu.schema import OBSERVATIONS, SOURCES
from fadu.tables import to_csv

_LONG_AGO = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - the same panel, the same bytes
_STATA_LABEL = 80
_EXCEL_CELL = 32_767
_STATA_NAMES = {"start": "start_char", "end": "end_char"}  # `end` is a word of Stata's own


def figures(panel: Panel) -> pd.DataFrame:
    """Return every figure with the names of its place and indicator.

    Returns
    -------
    pandas.DataFrame
        The panel's columns in their order, `value` and `resolution` as numbers, then
        `chosen`, `choice`, `district_name`, `indicator_zh`, `indicator_en`.
    """
    table = panel.table
    book = panel.codebook.indicators
    printed = pd.to_numeric(panel.observations["resolution"].replace("", None))
    known = table[[*OBSERVATIONS.columns, "chosen", "choice"]]
    return OBSERVATIONS.sort(
        known.assign(
            resolution=printed.astype("float64"),
            district_name=[panel.districts.label(d) for d in table["district"]],
            indicator_zh=[book[i].zh for i in table["indicator"]],
            indicator_en=[book[i].en for i in table["indicator"]],
        )
    )


def codebook_table(panel: Panel) -> pd.DataFrame:
    """Return the codebook, one row for each indicator."""
    rows = [
        {
            key: "; ".join(value) if isinstance(value, tuple) else value
            for key, value in entry.model_dump(exclude={"match"}).items()
        }
        for entry in panel.codebook.indicators.values()
    ]
    return pd.DataFrame(rows).astype("str").replace({"None": ""})


def write_export(panel: Panel, path: Path) -> Path:
    """Write the panel in the form that the suffix of `path` names.

    Parameters
    ----------
    panel
        What is written.
    path
        Ends in .csv, .xlsx, .parquet, .dta or .json.

    Raises
    ------
    RequestError
        Another suffix, or a folder that cannot be written.
    """
    if path.suffix not in _WRITERS:
        raise RequestError(
            f"{path} ends in {path.suffix!r}; write a file that ends in {', '.join(_WRITERS)}",
        )
    return _WRITERS[path.suffix](panel, path)


def _csv(panel: Panel, path: Path) -> Path:
    return write_text(path, to_csv(panel.observations, OBSERVATIONS))


def _json(panel: Panel, path: Path) -> Path:
    texts = OBSERVATIONS.sort(panel.observations[OBSERVATIONS.columns]).astype(object)
    records = texts.where(texts.notna(), None).to_dict("records")
    sources = panel.sources[SOURCES.columns].to_dict("records")
    whole = {"figures": records, "sources": sources}
    return write_text(path, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def _parquet(panel: Panel, path: Path) -> Path:
    with whole_file(path) as draft:
        figures(panel).to_parquet(draft, index=False)
    return path


def _xlsx(panel: Panel, path: Path) -> Path:
    sheets = {
        "figures": figures(panel),
        "codebook": codebook_table(panel),
        "sources": panel.sources,
    }
    for name, frame in sheets.items():
        _refuse_long(name, frame)
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with (
        whole_file(path) as draft,
        draft.open("wb") as file,
        pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": options}) as writer,
    ):
        writer.book.set_properties({"created": _LONG_AGO, "title": "fadu panel"})
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
    return path


def _refuse_long(sheet: str, frame: pd.DataFrame) -> None:
    for column in frame.select_dtypes(exclude="number"):
        longest = frame[column].astype("str").str.len().max() if len(frame) else 0
        if longest > _EXCEL_CELL:
            raise RequestError(
                f"a text in the column {column} of the sheet {sheet} has {longest} characters; "
                f"Excel holds {_EXCEL_CELL} in a cell, so write .csv, .parquet or .json",
            )


def _stata(panel: Panel, path: Path) -> Path:
    frame = figures(panel)
    book = list(panel.codebook.indicators)
    frame["indicator_no"] = frame["indicator"].map({i: n for n, i in enumerate(book, start=1)})
    frame = frame.assign(**{c: frame[c].astype("float64") for c in ("start", "end")})
    frame = frame.rename(columns=_STATA_NAMES)
    texts = [c for c in frame.columns if not pd.api.types.is_numeric_dtype(frame[c])]
    frame = frame.astype(dict.fromkeys(texts, object)).assign(
        chosen=frame["chosen"].astype("int8")
    )
    fields = {_STATA_NAMES.get(f.name, f.name): f.description for f in OBSERVATIONS.fields}
    labels = fields | {
        "chosen": "Whether analyses use the figure",
        "choice": "By what it was chosen",
        "district_name": "Name of the place",
        "indicator_zh": "Name of the indicator in Chinese",
        "indicator_en": "Name of the indicator in English",
        "indicator_no": "Number of the indicator in the codebook, labelled by its name",
    }
    names = {n: panel.codebook[i].zh for n, i in enumerate(book, start=1)}
    with whole_file(path) as draft:
        frame.to_stata(
            draft,
            write_index=False,
            version=118,
            time_stamp=_LONG_AGO,
            data_label="fadu panel: figures as printed",
            variable_labels={k: v[:_STATA_LABEL] for k, v in labels.items()},
            value_labels={"chosen": {0: "no", 1: "yes"}, "indicator_no": names},
        )
    return path


_WRITERS: Mapping[str, Callable[[Panel, Path], Path]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
    ".dta": _stata,
    ".json": _json,
}
