"""Rebuild the bundled data from raw tables: ``python -m fadu.rebuild PANEL REPORT --data data``.

Nothing is lost in silence: every raw row is counted, and every refused one is printed with its
reason.
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import tomli_w
from pypinyin import lazy_pinyin

from fadu.codebook import Codebook, read_codebook
from fadu.errors import DataError, FaduError
from fadu.files import write_text
from fadu.schema import (
    BREAKS,
    BREAKS_PLACES,
    DISTRICT_CHANGES,
    DISTRICTS,
    OBSERVATIONS,
    POPULATION,
    SOURCES,
    package_descriptor,
)
from fadu.tables import Schema, check_cells, write_table

_PLACE_END = re.compile(r"(自治州|自治县|自治旗|地区|省|市|区|县|旗|盟|州)$")
_PEOPLES = re.compile(r"(?<=..)(?:[\u4e00-\u9fff]{1,4}族)+(?=自治)")


@dataclass
class Account:
    """What became of the raw rows: how many were taken of each kind, which were refused."""

    taken: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the account as printed, one line for each kind and each refusal."""
        taken = [f"{kind:48} {count:>6}" for kind, count in self.taken.items()]
        return [*taken, f"{'refused':48} {len(self.refused):>6}", *self.refused]


def read_raw(path: Path) -> pd.DataFrame:
    """Read a raw CSV file, every cell as text."""
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: {error}") from error


def observations(
    raw: pd.DataFrame,
    printed: pd.DataFrame,
    codebook: Codebook,
    known: Mapping[str, set[str]],
    account: Account,
) -> pd.DataFrame:
    """Bring raw figures into the panel's form.

    Parameters
    ----------
    raw
        Columns district, year, period, indicator, measure, value, unit, qualifier, source.
    printed
        The figures of one report with surface, section, start and end; see `printed_figures`.
    codebook
        Decides which indicators and units exist.
    known
        The keys ``district`` and ``source`` that exist.
    account
        Is told of every row.

    Returns
    -------
    pandas.DataFrame
        In the form of `OBSERVATIONS`.
    """
    rows = []
    keys = ["source", "indicator", "measure", "value"]
    where = {tuple(r[k] for k in keys): r for r in printed.to_dict("records")}
    for row in raw.to_dict("records"):
        reason = _why_not(row, codebook, known)
        if reason:
            account.refused.append(f"  observations: {','.join(row.values())}: {reason}")
            continue
        place = where.pop(tuple(row[k] for k in keys), {})
        kept = {c: place.get(c, "") for c in ("resolution", "section", "start", "end")}
        unit = codebook.canonical_unit(row["unit"])
        rows.append(row | kept | {"status": "", "unit": unit})
        kind = "with its place in the report" if place else row["measure"]
        account.taken[f"observations, {kind}"] += 1
    account.refused += [f"  report: {key} is not among the observations" for key in where]
    return pd.DataFrame(rows)[OBSERVATIONS.columns]


def _why_not(row: Mapping[str, str], codebook: Codebook, known: Mapping[str, set[str]]) -> str:
    if row["indicator"] not in codebook:
        return f"indicator {row['indicator']!r} has no codebook entry"
    entry = codebook[row["indicator"]]
    unit = codebook.canonical_unit(row["unit"])
    if row["measure"] == "value" and unit not in {entry.unit, *entry.accepts}:
        return f"unit {row['unit']!r} is not {entry.unit!r} of {entry.id}"
    missing = [f"{k} {row[k]!r} is not known" for k, ids in known.items() if row[k] not in ids]
    return "; ".join(missing)


def printed_figures(report: Path, source: str) -> pd.DataFrame:
    """Read where a report's annotated figures stand, and how finely they are printed.

    Parameters
    ----------
    report
        Folder with ``figures.csv`` and the text that its offsets speak of.
    source
        Id of the report among the sources.

    Returns
    -------
    pandas.DataFrame
        Columns source, indicator, measure, value, resolution, section, start, end.
    """
    figures = read_raw(report / "figures.csv")
    words = next(report.glob("*.txt")).read_text(encoding="utf-8")
    figures["resolution"] = [
        _resolution(s, v) for s, v in zip(figures["surface"], figures["value"], strict=True)
    ]
    figures["section"] = [_section(words, int(start)) for start in figures["start"]]
    return figures.assign(source=source)


def _resolution(surface: str, value: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?", surface):
        return "1"
    step = Decimal(1).scaleb(int(Decimal(surface).as_tuple().exponent))
    scale = Decimal(value) / Decimal(surface) if Decimal(surface) else Decimal(1)
    return f"{(step * scale).normalize():f}"


def _section(words: str, start: int) -> str:
    heads = re.findall(
        r"^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])",
        words[:start],
        re.MULTILINE,
    )
    chapter = next((h for h in reversed(heads) if h.endswith("、")), "")
    last = heads[-1] if heads else ""
    return chapter.rstrip("、") + ("" if last == chapter else f"（{last[1:-1]}）")


def places(raw: pd.DataFrame, seen: pd.DataFrame, english: Mapping[str, str]) -> pd.DataFrame:
    """Return the register: the code book's places, then those that only sources name."""
    extra = seen[~seen["code"].isin(raw["code"])]
    unlisted = extra.assign(parent="000000", level="province", listed="no")
    whole = pd.concat([raw.assign(listed="yes"), unlisted], ignore_index=True)
    return whole.assign(en=[english.get(n) or romanise(n) for n in whole["name"]])


def romanise(name: str) -> str:
    """Return a place name in pinyin, without the word for its kind."""
    bare = _PLACE_END.sub("", _PEOPLES.sub("", name)) if len(name) > 2 else name
    syllables = lazy_pinyin(bare)
    joined = syllables[0] + "".join("'" + s if s[0] in "aeo" else s for s in syllables[1:])
    return joined.capitalize()


def changes(raw: pd.DataFrame, codes: set[str], account: Account) -> pd.DataFrame:
    """Keep the changes that lead from a former code or name to one place of today."""
    steps = raw[(raw["old_code"] != "") & (raw["new_code"] != "")]
    rows = []
    for row in steps.to_dict("records"):
        today = _today(row["new_code"], int(row["year"]), steps, codes)
        if len(today) == 1:
            rows.append(row | {"today": next(iter(today))})
    account.taken["district changes that lead to a place of today"] += len(rows)
    left = len(raw) - len(rows)
    account.taken["district changes left out (no code, or no one place of today)"] += left
    frame = pd.DataFrame(rows).drop_duplicates(list(DISTRICT_CHANGES.key))
    return frame.assign(curated=frame["curated"].map({"0": "no", "1": "yes"}))


def _today(code: str, year: int, steps: pd.DataFrame, codes: set[str]) -> set[str]:
    if code in codes:
        return {code}
    later = steps[(steps["old_code"] == code) & (steps["year"].astype(int) >= year)]
    later = later[later["new_code"] != code]
    return {
        today
        for new, when in zip(later["new_code"], later["year"], strict=True)
        for today in _today(new, int(when) + (new == code), steps, codes)
    }


def decisions(raw: pd.DataFrame, figures: pd.DataFrame, reasons: Mapping[str, str]) -> str:
    """Return ``decisions.toml``: which printed value of a cell is used, and why."""
    cell = ["district", "year", "period", "indicator"]
    entries = []
    for row in raw.to_dict("records"):
        same = (figures[cell] == pd.Series({c: row[c] for c in cell})).all(axis=1)
        printed = sorted(figures.loc[same, "value"], key=Decimal)
        words = {"reason_en": row["reason"], "reason_zh": reasons[row["reason"]]}
        key = {c: int(row[c]) if c == "year" else row[c] for c in cell}
        entries.append(key | {"value": row["value"], "expect": printed} | words)
    return tomli_w.dumps({"decision": entries})


def rebuild(panel: Path, report: Path, data: Path) -> Account:
    """Write every table of `data` from the raw tables, and ``datapackage.json``.

    Parameters
    ----------
    panel
        Folder of the raw tables.
    report
        Folder of the annotated report, source ``s001``.
    data
        Folder to write into; holds ``codebook/`` and ``translations.toml``.

    Returns
    -------
    Account
        What became of the raw rows.
    """
    account = Account()
    translations = tomllib.loads((data / "translations.toml").read_text(encoding="utf-8"))
    register = places(
        read_raw(panel / "districts.csv"),
        read_raw(panel / "districts_seen.csv"),
        translations["places"],
    )
    sources = read_raw(panel / "sources.csv").assign(hash="")
    known = {"district": set(register["code"]), "source": set(sources["id"])}
    figures = observations(
        read_raw(panel / "observations.csv"),
        printed_figures(report, "s001"),
        read_codebook(data / "codebook"),
        known,
        account,
    )
    wordings = pd.DataFrame.from_dict(translations["breaks"], orient="index")
    breaks = read_raw(panel / "breaks.csv").join(wordings, on="id")
    tables: list[tuple[Schema, pd.DataFrame]] = [
        (OBSERVATIONS, figures),
        (SOURCES, sources),
        (POPULATION, read_raw(panel / "population.csv")),
        (BREAKS, breaks),
        (BREAKS_PLACES, places_of_breaks(translations["breaks_places"])),
        (DISTRICTS, register),
        (
            DISTRICT_CHANGES,
            changes(read_raw(panel / "district_changes.csv"), known["district"], account),
        ),
    ]
    for schema, frame in tables:
        check_cells(frame[schema.columns].astype("str"), schema, schema.file)
        write_table(frame, schema, data)
        account.taken[schema.name] = len(frame)
    chosen = decisions(read_raw(panel / "decisions.csv"), figures, translations["reasons"])
    write_text(data / "decisions.toml", chosen)
    write_descriptor(data, [schema for schema, _ in tables])
    return account


def places_of_breaks(earlier: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Return where a break had come in part before, in the form of `BREAKS_PLACES`.

    Parameters
    ----------
    earlier
        Break → district → the break that came before.
    """
    rows = [
        {"break": name, "district": code, "from": "", "before": before}
        for name, by_code in earlier.items()
        for code, before in by_code.items()
    ]
    return pd.DataFrame(rows, columns=BREAKS_PLACES.columns, dtype="str")


def write_descriptor(data: Path, schemas: Iterable[Schema]) -> Path:
    """Write ``datapackage.json`` of the tables `schemas`."""
    descriptor: dict[str, Any] = package_descriptor(schemas)
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return write_text(data / "datapackage.json", text)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m fadu.rebuild", description=__doc__)
    parser.add_argument("panel", type=Path, help="folder of the raw tables")
    parser.add_argument("report", type=Path, help="folder of the annotated report")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder to write into")
    given = parser.parse_args(arguments)
    try:
        account = rebuild(given.panel, given.report, given.data)
    except FaduError as error:
        sys.stderr.write(f"fadu: {error}\n")
        return error.exit_code
    sys.stdout.write("\n".join(account.lines()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
