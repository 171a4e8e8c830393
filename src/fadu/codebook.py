"""The codebook: what each indicator means, in which unit, which way is better.

One TOML entry for each indicator, in the files of a folder ``codebook/``.  An unknown field,
unit, caution or reference is refused with the file, the entry and what is allowed.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fadu.errors import CodebookError, RequestError, one_of

Kind = Literal["count", "rate", "ratio", "amount", "stock"]
Polarity = Literal["higher", "lower", "neither"]
Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
VOCABULARY_FILES = ("units.toml", "domains.toml", "cautions.toml")
DIGITS: Mapping[str, int] = {"count": 0, "stock": 0, "amount": 0, "rate": 1, "ratio": 2}


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


Model = TypeVar("Model", bound=_Entry)


class Unit(_Entry):
    """A unit of measurement.

    Parameters
    ----------
    id
        The spelling that stands in the panel, such as ``件``.
    en
        The unit in English, in the plural; empty where nothing is printed.
    zh
        The unit in Chinese print, by default the id.
    spellings
        Other printed forms of the same unit, such as ``宗`` and ``起``.
    """

    id: str
    en: str
    zh: str | None = None
    spellings: tuple[str, ...] = ()


class Term(_Entry):
    """A word of a closed vocabulary (a domain or a caution) in both languages."""

    id: str
    zh: str
    en: str


class Wording(_Entry):
    """One way in which a report words an indicator; see ``fadu.intake.matching``.

    Each item of a list is a regular expression that is looked for in the text.

    Parameters
    ----------
    before
        Found in the clause before the number (any one of them).
    after
        Found right after the number and its unit (any one of them).
    context
        Found anywhere in the sentence or its lead (all of them).
    exclude
        None of these may be found in the clause.
    section
        Found in the title of a section that the figure stands in (any one of them).
    units
        Printed units; empty means those of the indicator.
    measure
        The measure that the wording speaks of.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    measure: Literal["value", "change_percent", "change_points"] = "value"


class Indicator(_Entry):
    """What a figure means.

    Parameters
    ----------
    id
        The key of its TOML table, such as ``review_corrected``.
    zh, en
        Its name.
    unit
        Its unit as it stands in the panel.
    unit_en
        What it counts, in English and in the plural, where the word of `unit` does not fit.
    accepts
        Units besides the spellings of `unit` in which it may be printed.
    kind
        count (of a period), stock (at a date), amount (of money), rate (percent), ratio.
    polarity
        Which way is better: higher, lower, or neither.
    domain
        The part of rule-of-law work it belongs to.
    definition_zh, definition_en
        One or two sentences.
    numerator, denominator
        Of a rate or ratio: the indicators whose quotient it is.
    other_denominators
        Denominators that publications also use for it.
    formula
        Of a derived indicator: arithmetic over the names of other indicators.
    cautions
        Words of the closed vocabulary ``cautions.toml``.
    not_to_confuse_with
        Look-alikes.
    identities
        Equalities and inequalities that its figures keep, such as ``"a + b = c"`` or ``"a <= c"``.
    headline
        Whether a briefing without a choice of indicators shows it.
    digits
        Decimals in print; by default by `kind`.
    match
        The wordings by which a report's figure is recognised.
    """

    id: str
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    unit: str
    unit_en: str | None = None
    accepts: tuple[str, ...] = ()
    kind: Kind
    polarity: Polarity
    domain: str
    definition_zh: str = Field(min_length=1)
    definition_en: str = Field(min_length=1)
    numerator: str | None = None
    denominator: str | None = None
    other_denominators: tuple[str, ...] = ()
    formula: str | None = None
    cautions: tuple[str, ...] = ()
    not_to_confuse_with: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    headline: bool = False
    digits: int = Field(default=-1, ge=-1, le=6)
    match: tuple[Wording, ...] = ()

    @property
    def decimals(self) -> int:
        """Decimals in print, from 0 to 6."""
        return DIGITS[self.kind] if self.digits < 0 else self.digits

    @property
    def is_rate(self) -> bool:
        """Whether its values are shares of a denominator in percent."""
        return self.kind == "rate"

    def name(self, lang: Language) -> str:
        """Return its name in `lang`."""
        return self.zh if lang == "zh" else self.en

    def definition(self, lang: Language) -> str:
        """Return its definition in `lang`."""
        return self.definition_zh if lang == "zh" else self.definition_en

    def references(self) -> dict[str, tuple[str, ...]]:
        """Return every other indicator that it names, by the field that names it."""
        words = {"identities": self.identities, "formula": (self.formula or "",)}
        return {
            "numerator": (self.numerator,) if self.numerator else (),
            "denominator": (self.denominator,) if self.denominator else (),
            "other_denominators": self.other_denominators,
            "not_to_confuse_with": self.not_to_confuse_with,
        } | {key: tuple(IDENTIFIER.findall(" ".join(text))) for key, text in words.items()}


@dataclass(frozen=True)
class Codebook:
    """All indicators, with the vocabularies that they draw on.

    Parameters
    ----------
    indicators
        By id, in the order of domains, then of the files.
    units, domains, cautions
        The closed vocabularies, by id.
    """

    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    domains: Mapping[str, Term]
    cautions: Mapping[str, Term]

    def __getitem__(self, name: str) -> Indicator:
        """Return the indicator with the id `name`, or refuse with what comes near."""
        if name in self.indicators:
            return self.indicators[name]
        near = [i for i in self.indicators if name.split("_")[0] in i] or list(self.indicators)
        raise RequestError(
            f"indicator {name!r} is not in the codebook; near it: {', '.join(near[:8])}; "
            "`fadu show indicators` lists all",
        )

    def __contains__(self, name: object) -> bool:
        """Whether there is an indicator with the id `name`."""
        return name in self.indicators

    def canonical_unit(self, spelling: str) -> str:
        """Return the panel's spelling of a printed unit; an unknown one is returned as it is."""
        return self._spellings.get(spelling, spelling)

    @property
    def _spellings(self) -> dict[str, str]:
        return {s: u.id for u in self.units.values() for s in (u.id, *u.spellings)}

    def headlines(self) -> list[str]:
        """Return the ids of the headline indicators in the order of domains."""
        return [i.id for i in self.indicators.values() if i.headline]

    def layered(self, upper: "Codebook") -> "Codebook":
        """Return a codebook in which the entries of `upper` add to or override these."""
        merged = {**self.indicators, **upper.indicators}
        domains = {**self.domains, **upper.domains}
        return Codebook(
            MappingProxyType(_in_order(merged.values(), domains)),
            MappingProxyType({**self.units, **upper.units}),
            MappingProxyType(domains),
            MappingProxyType({**self.cautions, **upper.cautions}),
        )


def read_codebook(folder: Path, below: Codebook | None = None) -> Codebook:
    """Read the TOML files of `folder`.

    Parameters
    ----------
    folder
        Holds any number of ``*.toml``; ``units.toml``, ``domains.toml`` and ``cautions.toml``
        are the vocabularies, every other file holds indicators.
    below
        A codebook that this one is layered over; its entries may be referred to.

    Returns
    -------
    Codebook
        Of this folder alone, or of both layers.

    Raises
    ------
    CodebookError
        An entry with an unknown field, unit, domain, caution or reference.
    """
    units, domains, cautions = (
        {key: _parse(model, folder / name, key, table) for key, table in _tables(folder / name)}
        for model, name in zip((Unit, Term, Term), VOCABULARY_FILES, strict=True)
    )
    entries: dict[str, Indicator] = {}
    origin: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name in VOCABULARY_FILES:
            continue
        for key, table in _tables(path):
            if key in entries:
                raise CodebookError(f"{path}: [{key}] stands in {origin[key].name} already")
            entries[key], origin[key] = _parse(Indicator, path, key, table), path
    own = Codebook(entries, units, domains, cautions)  # type: ignore[arg-type]
    whole = below.layered(own) if below else own.layered(own)
    for key, path in origin.items():
        _check_references(path, whole.indicators[key], whole)
    return whole


def _in_order(
    indicators: Iterable[Indicator], domains: Mapping[str, Term]
) -> dict[str, Indicator]:
    rank = {name: n for n, name in enumerate(domains)}
    return {i.id: i for i in sorted(indicators, key=lambda i: rank.get(i.domain, len(rank)))}


def _tables(path: Path) -> list[tuple[str, dict[str, Any]]]:
    if not path.exists():
        return []
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: not readable as TOML: {error}") from error
    for key, table in document.items():
        if not isinstance(table, dict):
            raise CodebookError(f"{path}: {key} = {table!r} stands outside a [table]; move it")
    return list(document.items())


def _parse(
    model: type[Model], path: Path, key: str, table: dict[str, Any]
) -> Model:
    try:
        return model.model_validate({"id": key, **table})
    except ValidationError as error:
        raise CodebookError(f"{path}: [{key}] {_explain(model, error)}") from None


def _explain(model: type[_Entry], error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        owner = Wording if "match" in first["loc"] else model
        allowed = ", ".join(sorted(name for name in owner.model_fields if name != "id"))
        return f"has the unknown field {place!r}; allowed: {allowed}"
    if first["type"] == "missing":
        return f"lacks the field {place!r}"
    return f"{place} = {first['input']!r}: {first['msg']}"


def _check_references(path: Path, entry: Indicator, book: Codebook) -> None:
    where = f"{path}: [{entry.id}]"
    for field, value, allowed in (
        ("unit", entry.unit, book.units),
        ("domain", entry.domain, book.domains),
        *(("cautions", c, book.cautions) for c in entry.cautions),
    ):
        if value not in allowed:
            raise CodebookError(f"{where} {one_of(field, value, allowed)}")
    for field, names in entry.references().items():
        for name in names:
            if name not in book.indicators:
                raise CodebookError(f"{where} {field} names {name!r}, which has no entry")
    if (entry.numerator is None) != (entry.denominator is None):
        raise CodebookError(f"{where} has one of numerator and denominator; give both or none")
