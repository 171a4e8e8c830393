"""What a codebook holds: units, terms, wordings, laws between figures, and indicators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from fadu.codebook.formula import FORMS, Formula
from fadu.errors import RequestError, one_of

Kind = Literal["count", "rate", "ratio", "amount", "stock"]
Polarity = Literal["higher", "lower", "neither"]
Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_TERM = r"(?:[a-z][a-z0-9_]*|[0-9]+)"
_SUM = rf"{_TERM}(?: *\+ *{_TERM})*"
_IDENTITY = re.compile(rf"({_SUM}) *(<=|=) *({_SUM})")


def as_language(lang: object) -> Language:
    """Return the language asked for, in which every result speaks.

    Raises
    ------
    RequestError
        Another one; those that there are are named.
    """
    for known in LANGUAGES:
        if lang == known:
            return known
    raise RequestError(one_of("lang", lang, LANGUAGES))


DIGITS: Mapping[str, int] = {"count": 0, "stock": 0, "amount": 0, "rate": 1, "ratio": 2}


class Entry(BaseModel):
    """One table of a codebook file: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Unit(Entry):
    """A unit of measurement.

    Parameters
    ----------
    id
        The spelling that stands in the panel, such as ``件``.
    en, en_one
        The unit in English, of several and of one; empty where nothing is printed.  Without
        `en_one`, `en` stands for one as well.
    zh
        The unit in Chinese print, by default the id.
    spellings
        Other printed forms of the same unit, such as ``宗`` and ``起``.
    """

    id: str
    en: str
    en_one: str | None = None
    zh: str | None = None
    spellings: tuple[str, ...] = ()


class Term(Entry):
    """A word of a closed vocabulary (a domain or a caution) in both languages."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True)
class Identity:
    """A law that figures keep by definition, such as ``a + b <= c``.

    Parameters
    ----------
    text
        As it stands in the codebook.
    left, right
        What is added up on each side: ids of indicators, or whole numbers.
    relation
        ``=`` or ``<=``.
    """

    text: str
    left: tuple[str, ...]
    relation: Literal["=", "<="]
    right: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a law, or raise ValueError where it is not of the one form."""
        found = _IDENTITY.fullmatch(text.strip())
        if not found:
            raise ValueError(
                f"identities: {text!r} is not of the form 'a + b = c' or 'a <= b + c'"
            )
        left, right = (tuple(re.findall(_TERM, found[side])) for side in (1, 3))
        return cls(text, left, "<=" if found[2] == "<=" else "=", right)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the indicators that it speaks of, from left to right."""
        return tuple(term for term in (*self.left, *self.right) if not term.isdecimal())


class Wording(Entry):
    """One way in which a report words an indicator; see ``fadu.intake.matching``.

    Each item of a list is a pattern of words: ``(收到|新收)`` is one of several, an empty
    alternative may be left out, and ``…`` stands between words that follow each other at any
    distance.  Everything else is literal; a word has two characters or more.

    Parameters
    ----------
    topic
        Topics of ``topics.toml``; the last topic named before the number is one of them.
    before
        Found in the clause before the number (any one of them).
    after
        Found right after the number and its unit (any one of them).
    context
        Found anywhere in the sentence or in the first of its paragraph, above an item in its
        list, or in what names a cell (all of them).
    exclude
        None of these may be found in the clause.
    nowhere
        None of these may be found anywhere in the sentence.
    not_within
        Longer words whose part the word beside the number may not be: 调解 of 调解组织.
    section
        Found in the title of a section that the figure stands in, or in what names the row, the
        column and the table of a cell (any one of them).
    units
        Printed units; empty means those of the indicator.
    measure
        The measure that the wording speaks of; a change takes over the wording of the value.
    """

    topic: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    not_within: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    measure: Literal["value", "change_percent", "change_points"] = "value"


class MoreWordings(Entry):
    """Wordings that a workspace adds to an indicator of the codebook below its own.

    Parameters
    ----------
    id
        Of the indicator, the key of the TOML table.
    match
        The wordings; nothing else stands in the table.
    """

    id: str
    match: tuple[Wording, ...]


class Topic(Entry):
    """A subject that a report turns to, by the words that name it.

    Parameters
    ----------
    id
        The key of its TOML table, such as ``people_mediation``.
    words
        Patterns of words as in `Wording`; each mention makes it the topic of what follows.
    weak
        Words that do so only where none of the topics `under` is being spoken of.
    under
        Topics that `weak` words do not displace within a paragraph.
    """

    id: str
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    under: tuple[str, ...] = ()

    def joined(self, other: "Topic") -> "Topic":
        """Return a topic that has the words of both."""
        return Topic(
            id=self.id,
            words=(*self.words, *other.words),
            weak=(*self.weak, *other.weak),
            under=(*self.under, *other.under),
        )


class Indicator(Entry):
    """What a figure means.

    Parameters
    ----------
    id
        The key of its TOML table, such as ``review_corrected``.
    zh, en
        Its name.
    unit
        Its unit as it stands in the panel.
    unit_en, unit_en_one
        What it counts, in English, several and one, where the words of `unit` do not fit.
        Without `unit_en_one`, `unit_en` stands for one as well.
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
        Of a derived indicator: ``100 * (a + b) / c`` of a rate, ``(a + b) / c`` of a ratio,
        ``a + b - c`` of anything else; see ``fadu.codebook.formula``.
    cautions
        Words of the closed vocabulary ``cautions.toml``.
    not_to_confuse_with
        Look-alikes.
    identities
        Laws between sums that its figures keep: ``"a + b = c"`` or ``"a <= b + c"``.
    headline
        Whether a briefing without a choice of indicators shows it.
    digits
        Decimals in print; by default by `kind`.
    decided
        Of a count: whether how many there are is for authorities to plan and decide (documents
        issued, exercises held) and no matter of chance, so that it has no interval.
    partial
        Of a count: whether it is of one kind of cases only, so that what a report says of those
        alone (涉企复议案件83件，其中31件以和解结案) belongs to no indicator of all cases.
    match
        The wordings by which a report's figure is recognised.
    """

    id: str
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    unit: str
    unit_en: str | None = None
    unit_en_one: str | None = None
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
    decided: bool = False
    partial: bool = False
    match: tuple[Wording, ...] = ()

    @field_validator("identities")
    @classmethod
    def _readable(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        for text in texts:
            Identity.read(text)
        return texts

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.derivation and not self.derivation.fits(self.kind):
            raise ValueError(
                f"formula: {self.formula!r} of a {self.kind}; the forms are {FORMS}"
            )
        if (self.numerator is None) != (self.denominator is None):
            raise ValueError("has one of numerator and denominator; give both or none")
        if self.numerator and self.kind not in {"rate", "ratio"}:
            raise ValueError(f"is a {self.kind} with a numerator; only a rate or ratio has one")
        if self.partial and self.kind != "count":
            raise ValueError(f"is a {self.kind} that is partial; only a count has that field")
        if self.decided and self.kind != "count":
            raise ValueError(f"is a {self.kind} that is decided; only a count has that field")
        if self.unit_en_one is not None and self.unit_en is None:
            raise ValueError("has unit_en_one without unit_en; give both or none")
        if self.id in self.not_to_confuse_with:
            raise ValueError("names itself in not_to_confuse_with; take it out")
        return self

    @property
    def decimals(self) -> int:
        """Decimals in print, from 0 to 6."""
        return DIGITS[self.kind] if self.digits < 0 else self.digits

    @property
    def is_rate(self) -> bool:
        """Whether its values are in percent, with 0 and 100 as bounds."""
        return self.kind == "rate"

    @property
    def by_chance(self) -> bool:
        """Whether it counts events, so that chance has a part in how many there are."""
        return self.kind == "count" and not self.decided

    @property
    def derivation(self) -> Formula | None:
        """Return its formula, read; None of an indicator that is printed only."""
        return Formula.read(self.formula) if self.formula else None

    @property
    def quotient(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the indicators above and below the line of a rate or ratio, if it has them."""
        if self.numerator and self.denominator:
            return (self.numerator,), (self.denominator,)
        found = self.derivation
        return (tuple(found.above), tuple(found.below)) if found and found.below else None

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return every indicator that its value may be computed from."""
        if self.numerator and self.denominator:
            return (self.numerator, self.denominator)
        return self.derivation.names if self.derivation else ()

    @property
    def laws(self) -> tuple[Identity, ...]:
        """Return its identities, read."""
        return tuple(Identity.read(text) for text in self.identities)

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
