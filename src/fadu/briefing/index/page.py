"""The page itself: rows from the manifest, one file, nothing fetched, every text escaped."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from fadu.briefing.index.spark import spark
from fadu.briefing.index.words import STATES, WORDS, word
from fadu.briefing.manifest import Entry
from fadu.briefing.plan import EXECUTED, executed_path, pdf_path
from fadu.codebook import LANGUAGES, Language
from fadu.files import write_text

INDEX = "index.html"
_HEADS = ("place", "years", "briefing", "series", "state", "built", "files")
_UNSORTED = {"series", "files"}


@dataclass(frozen=True)
class _Row:
    """One briefing as it is listed."""

    entry: Entry
    state: str
    lang: Language

    @property
    def code(self) -> str:
        """Codes of the places that it is about, separated by spaces."""
        places = self.entry.parameters.get("district") or self.entry.parameters.get("districts")
        return " ".join(map(str, places)) if isinstance(places, list) else str(places or "")

    @property
    def years(self) -> str:
        """The years as they are listed."""
        given = self.entry.parameters
        told = str(given.get("years") or given.get("year") or "")
        return told.replace(":", "–") or word("ever", self.lang)

    @property
    def place(self) -> str:
        """Name of the place, or what stands for it."""
        return self.named("place") or self.code or word("every", self.lang)

    def named(self, what: str) -> str:
        """Return a name that stands in the manifest in both languages."""
        names = self.entry.shows.get(what)
        return str(names.get(self.lang, "")) if isinstance(names, dict) else ""


def write_index(out: Path, entries: Mapping[str, Entry]) -> Path:
    """Write the index page of an output folder, whole or not at all, and return its path.

    Parameters
    ----------
    out
        The folder.
    entries
        The last entry of each briefing.
    """
    return write_text(out / INDEX, index_page(out, entries.values()))


def index_page(out: Path, entries: Iterable[Entry]) -> str:
    """Return the index page as HTML.

    Parameters
    ----------
    out
        The folder; what is no longer in it is said to be missing.
    entries
        The last entry of each briefing.
    """
    known = list(entries)
    lang = _language(known)
    rows = sorted((_Row(e, _state(out, e), lang) for e in known), key=_order)
    style, script = _file("index.css"), _file("index.js")
    counts = dict.fromkeys(STATES, 0) | Counter(row.state for row in rows)
    words = {f"word_{key}": escape(word(key, lang), quote=True) for key in WORDS}
    return Template(_file("index.html")).substitute(
        words,
        lang="zh-CN" if lang == "zh" else "en",
        title=escape(word("title", lang)),
        summary=escape(word("summary", lang).format(all=len(rows), **counts)),
        caption=escape(word("caption", lang)),
        heads="".join(_head(name, lang) for name in _HEADS),
        states="".join(f'<option value="{s}">{words[f"word_{s}"]}</option>' for s in STATES),
        rows="\n".join(_line(row) for row in rows),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _language(entries: list[Entry]) -> Language:
    """Return the language of most briefings."""
    told = Counter(str(e.shows.get("lang") or e.parameters.get("lang")) for e in entries)
    return max(LANGUAGES, key=lambda lang: told[lang])


def _state(out: Path, entry: Entry) -> str:
    if entry.state != "done":
        return "failed"
    there = pdf_path(out, entry.stem).is_file() and executed_path(out, entry.stem).is_file()
    return "done" if there else "missing"


def _order(row: _Row) -> tuple[str, ...]:
    return row.code, row.years, row.entry.notebook, row.entry.stem


def _head(name: str, lang: Language) -> str:
    told = escape(word(name, lang))
    inner = told if name in _UNSORTED else f'<button type="button">{told}</button>'
    first = ' aria-sort="ascending"' if name == "place" else ""
    return f'<th scope="col"{first}>{inner}</th>'


def _line(row: _Row) -> str:
    entry = row.entry
    title = str(entry.shows.get("title") or entry.stem)
    code = f"<small>{escape(row.code)}</small>" if row.code and row.code != row.place else ""
    return (
        f'<tr data-state="{row.state}">'
        f'<th scope="row" data-key="{_key(row.code)}">{escape(row.place)}{code}</th>'
        f'<td class="years" data-key="{_key(row.years)}">{escape(row.years)}</td>'
        f'<td data-key="{_key(entry.notebook + title)}">{escape(title)}'
        f"<small>{escape(entry.notebook)} · {escape(_told(entry, 'lang'))}</small></td>"
        f"<td>{_series(row)}</td>"
        f'<td class="{row.state}" data-key="{row.state}">{_standing(row)}</td>'
        f'<td class="years" data-key="{_key(entry.finished)}">{escape(entry.finished[:10])}</td>'
        f'<td class="links">{_links(row, title)}</td></tr>'
    )


def _told(entry: Entry, name: str) -> str:
    return str(entry.shows.get(name) or entry.parameters.get(name) or "")


def _key(text: str) -> str:
    return escape(text, quote=True)


def _series(row: _Row) -> str:
    name, unit = row.named("indicator"), _told(row.entry, "unit")
    drawn = spark(_runs(row.entry.shows.get("runs")), f"{name} ({unit})")
    return f"{drawn}<small>{escape(name)}</small>" if drawn else ""


def _runs(told: Any) -> list[list[tuple[int, float]]]:
    """Return the runs of a series; nothing where the manifest holds another form."""
    try:
        return [[(int(year), float(value)) for year, value in run] for run in told or []]
    except (TypeError, ValueError):
        return []


def _standing(row: _Row) -> str:
    why = f"<small>{escape(row.entry.message)}</small>" if row.state == "failed" else ""
    return escape(word(row.state, row.lang)) + why


def _links(row: _Row, title: str) -> str:
    if row.state != "done":
        return ""
    stem = quote(row.entry.stem)
    paths = {"pdf": f"./{stem}.pdf", "executed": f"./{EXECUTED}/{stem}.ipynb"}
    return "".join(
        f'<a href="{path}" aria-label="{_key(word(name, row.lang) + " · " + title)}">'
        f"{escape(word(name, row.lang))}</a>"
        for name, path in paths.items()
    )


def _file(name: str) -> str:
    return (files(__package__ or "") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
