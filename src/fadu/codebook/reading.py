"""Read a codebook: every entry held to its form, every reference to what is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from fadu.codebook.entries import (
    IDENTIFIER,
    Entry,
    Indicator,
    Language,
    MoreWordings,
    Term,
    Topic,
    Unit,
    Wording,
)
from fadu.errors import CodebookError, RequestError, one_of, shown
from fadu.files import there
from fadu.toml import explained, read_toml

VOCABULARY_FILES = ("units.toml", "domains.toml", "cautions.toml", "topics.toml")
Model = TypeVar("Model", bound=Entry)


@dataclass(frozen=True)
class Codebook:
    """All indicators, with the vocabularies that they draw on.

    Parameters
    ----------
    indicators
        By id, in the order of domains, then of the files.
    units, domains, cautions, topics
        The closed vocabularies, by id.
    """

    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    domains: Mapping[str, Term]
    cautions: Mapping[str, Term]
    topics: Mapping[str, Topic] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Indicator:
        """Return the indicator with the id `name`, or refuse with what comes near."""
        if not isinstance(name, str):
            raise RequestError(
                f"indicator {name!r} is no id; give one, such as review_accepted"
            )
        if name in self.indicators:
            return self.indicators[name]
        raise RequestError(
            f"indicator {name!r} is not in the codebook; {_near(name, self.indicators)}"
        )

    def __contains__(self, name: object) -> bool:
        """Whether there is an indicator with the id `name`."""
        return name in self.indicators

    def canonical_unit(self, spelling: str) -> str:
        """Return the panel's spelling of a printed unit; an unknown one comes back as it is."""
        return self._spellings.get(spelling, spelling)

    def unit_word(self, name: str, lang: Language, *, one: bool = False) -> str:
        """Return the unit of the indicator `name` as it is printed, of several or of one."""
        entry, unit = self[name], self.units[self[name].unit]
        if lang == "zh":
            return unit.id if unit.zh is None else unit.zh
        many, single = (
            (unit.en, unit.en_one)
            if entry.unit_en is None
            else (entry.unit_en, entry.unit_en_one)
        )
        return single if one and single is not None else many

    @cached_property
    def _spellings(self) -> dict[str, str]:
        return {s: u.id for u in self.units.values() for s in (u.id, *u.spellings)}

    def headlines(self) -> list[str]:
        """Return the ids of the headline indicators in the order of domains."""
        return [i.id for i in self.indicators.values() if i.headline]

    def layered(self, upper: "Codebook") -> "Codebook":
        """Return a codebook in which the entries of `upper` add to or override these.

        A topic of both has the words of both, and a word of `upper` turns to its topic there.
        """
        merged = {**self.indicators, **upper.indicators}
        domains = {**self.domains, **upper.domains}
        return Codebook(
            MappingProxyType(_in_order(merged.values(), domains)),
            MappingProxyType({**self.units, **upper.units}),
            MappingProxyType(domains),
            MappingProxyType({**self.cautions, **upper.cautions}),
            MappingProxyType(_topics(self.topics, upper.topics)),
        )


def _topics(below: Mapping[str, Topic], above: Mapping[str, Topic]) -> dict[str, Topic]:
    """Return both layers' topics; one of either gains words, and those of `above` count last."""
    kept = {name: topic for name, topic in below.items() if name not in above}
    return kept | {
        name: below[name].joined(topic) if name in below else topic
        for name, topic in above.items()
    }


def _near(name: str, known: Mapping[str, Indicator]) -> str:
    near = get_close_matches(name, known, 6, 0.4) or list(known)[:6]
    return f"near it: {', '.join(near)}; `fadu show indicators` lists all"


def read_codebook(folder: Path, below: Codebook | None = None) -> Codebook:
    """Read the TOML files of `folder`.

    Parameters
    ----------
    folder
        Holds any number of ``*.toml``; ``units.toml``, ``domains.toml``, ``cautions.toml``
        and ``topics.toml`` are the vocabularies, every other file holds indicators.
    below
        A codebook that this one is layered over; its entries may be referred to, and a table
        that has the name of one of them and ``match`` alone adds wordings to it; a topic of
        the same name adds its words.

    Returns
    -------
    Codebook
        Of this folder alone, or of both layers.

    Raises
    ------
    CodebookError
        An entry with an unknown field, unit, domain, caution or reference.
    """
    beneath = below or Codebook({}, {}, {}, {})
    entries, origin = _entries(folder, beneath.indicators)
    own = Codebook(
        entries,
        _vocabulary(Unit, folder / "units.toml"),
        _vocabulary(Term, folder / "domains.toml"),
        _vocabulary(Term, folder / "cautions.toml"),
        _vocabulary(Topic, folder / "topics.toml"),
    )
    whole = beneath.layered(own)
    _check_spellings(folder / "units.toml", whole.units.values())
    for key, path in origin.items():
        where = f"{path}: [{key}]"
        _check_words(where, whole.indicators[key], whole)
        _check_references(where, whole.indicators[key], whole)
    return whole


def _vocabulary(model: type[Model], path: Path) -> dict[str, Model]:
    return {key: _parse(model, path, key, table) for key, table in _tables(path)}


def _entries(
    folder: Path, below: Mapping[str, Indicator]
) -> tuple[dict[str, Indicator], dict[str, Path]]:
    entries: dict[str, Indicator] = {}
    origin: dict[str, Path] = {}
    if there(folder) and not folder.is_dir():
        raise CodebookError(f"{folder} is no folder; move the file into a folder of that name")
    for path in sorted(folder.glob("*.toml")):
        if path.name in VOCABULARY_FILES:
            continue
        for key, table in _tables(path):
            if key in entries:
                raise CodebookError(f"{path}: [{key}] stands in {origin[key].name} already")
            if not IDENTIFIER.fullmatch(key):
                raise CodebookError(
                    f"{path}: [{key}] is no name of an indicator; "
                    "use small letters, digits and _, a letter first",
                )
            alone = table.keys() == {"match"}
            read = _with_wordings(path, key, table, below) if alone else None
            entries[key], origin[key] = read or _parse(Indicator, path, key, table), path
    return entries, origin


def _with_wordings(
    path: Path, key: str, table: dict[str, Any], below: Mapping[str, Indicator]
) -> Indicator:
    """Return the entry of the layer below with the wordings that a table adds to it."""
    if key not in below:
        raise CodebookError(
            f"{path}: [{key}] has wordings alone, and no codebook below has an entry of this "
            f"name; {_near(key, below)}"
        )
    added = _parse(MoreWordings, path, key, table)
    return below[key].model_copy(update={"match": (*below[key].match, *added.match)})


def _in_order(
    indicators: Iterable[Indicator], domains: Mapping[str, Term]
) -> dict[str, Indicator]:
    rank = {name: n for n, name in enumerate(domains)}
    return {i.id: i for i in sorted(indicators, key=lambda i: rank.get(i.domain, len(rank)))}


def _tables(path: Path) -> list[tuple[str, dict[str, Any]]]:
    if not there(path):
        return []
    document = read_toml(path, CodebookError)
    for key, table in document.items():
        if not isinstance(table, dict):
            raise CodebookError(
                f"{path}: {key} = {shown(table)} stands outside a [table]; move it"
            )
    return list(document.items())


def _parse(model: type[Model], path: Path, key: str, table: dict[str, Any]) -> Model:
    try:
        return model.model_validate({"id": key, **_without_id(path, key, table)})
    except ValidationError as error:
        nested = any("match" in e["loc"] for e in error.errors())
        owner = Wording if nested and model in (Indicator, MoreWordings) else model
        fields = sorted(name for name in owner.model_fields if name != "id")
        raise CodebookError(f"{path}: [{key}] {explained(error, fields)}") from None


def _without_id(path: Path, key: str, table: dict[str, Any]) -> dict[str, Any]:
    if "id" in table:
        raise CodebookError(f"{path}: [{key}] has a field 'id'; the name in brackets is its id")
    return table


def _check_spellings(path: Path, units: Iterable[Unit]) -> None:
    owner: dict[str, str] = {}
    for unit in units:
        for spelling in (unit.id, *unit.spellings):
            if owner.setdefault(spelling, unit.id) != unit.id:
                raise CodebookError(
                    f"{path}: [{unit.id}] the spelling {spelling!r} belongs to "
                    f"{owner[spelling]!r} already",
                )


def _check_words(where: str, entry: Indicator, book: Codebook) -> None:
    for place, value, allowed in (
        ("unit", entry.unit, book.units),
        *(("accepts", unit, book.units) for unit in entry.accepts),
        ("domain", entry.domain, book.domains),
        *(("cautions", c, book.cautions) for c in entry.cautions),
        *(("topic", t, book.topics) for wording in entry.match for t in wording.topic),
    ):
        if value not in allowed:
            raise CodebookError(f"{where} {one_of(place, value, allowed)}")


def _check_references(where: str, entry: Indicator, book: Codebook) -> None:
    for place, names in entry.references().items():
        for name in names:
            if name not in book.indicators:
                raise CodebookError(f"{where} {place} names {name!r}, which has no entry")
            if place == "formula" and book.indicators[name].formula:
                raise CodebookError(
                    f"{where} formula names {name!r}, which is derived itself; write it out",
                )
