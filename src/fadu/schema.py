"""The tables of a panel, declared once."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fadu.model import (
    DATE_PATTERN,
    DAY_PATTERN,
    LEVELS,
    MEASURES,
    PERIOD_PATTERN,
    QUALIFIERS,
    STATUSES,
    TIERS,
    days,
    span,
)
from fadu.tables import Field, Schema

CODE = r"[0-9]{6}"
NAME = r"[a-z][a-z0-9_]*"
NAMES = r"(\*|\*?[a-z0-9_]+(\*[a-z0-9_]+)*\*?)"
YEAR = r"(19|20)[0-9]{2}"
SIX = "six digits"
WORD = "small letters, digits and _, a letter first"
YEARS = "integer, a year from 1900 to 2099"
DATE = "a date as precise as known: 2023, 2023-08 or 2023-08-31"
DAY = "a day: 2023-08-31"
PERIOD = "a date (2023, 2023-08, 2023-08-31) or an interval (2024-01/2024-06)"

OBSERVATIONS = Schema(
    "observations",
    "Figures as printed, one row each",
    (
        Field("district", "GB/T 2260 code of the place", pattern=CODE, says=SIX),
        Field("year", "Year that the figure speaks of", "integer", pattern=YEAR, says=YEARS),
        Field(
            "period",
            "Empty: the full calendar year; an interval: part of a year; a date: a stock then",
            required=False,
            pattern=PERIOD_PATTERN,
            says=PERIOD,
            real=span,
        ),
        Field("indicator", "Id of its codebook entry", pattern=NAME, says=WORD),
        Field("measure", "What was printed of the indicator", enum=MEASURES),
        Field("value", "The figure, in `unit`; empty only with a status", "number", False),
        Field("unit", "Unit of `value`"),
        Field("qualifier", "What the print says beside the number", enum=QUALIFIERS),
        Field(
            "resolution",
            "Step of the last printed digit; empty: unknown",
            "number",
            required=False,
            pattern=r"(?=.*[1-9])[0-9]{1,24}(\.[0-9]{1,12})?",
            says="number above 0",
        ),
        Field("status", "Why there is no value", required=False, enum=STATUSES),
        Field("source", "Id of the source it was read in", pattern=r"[A-Za-z0-9_.-]+"),
        Field("section", "Heading it stands under", required=False, free=True),
        Field("start", "First character of the number in the text", "integer", False),
        Field("end", "Character after the number in the text", "integer", False),
    ),
    ("district", "year", "period", "indicator", "measure", "source", "value"),
    (("source", "sources", "id"),),
)

SOURCES = Schema(
    "sources",
    "Publications that figures were read in",
    (
        Field("id", "Key", pattern=r"[A-Za-z0-9_.-]+"),
        Field("title", "Title of the page", free=True),
        Field("publisher", "Who published it", required=False, free=True),
        Field(
            "published",
            "Date, as precise as known",
            required=False,
            pattern=DATE_PATTERN,
            says=DATE,
            real=days,
        ),
        Field("tier", "Standing of the page where the figure was read", enum=TIERS),
        Field(
            "url",
            "Address; never of a secondary page",
            required=False,
            pattern=r"https?://\S+",
            says="an address that starts with https:// or http://",
        ),
        Field(
            "hash",
            "SHA-256 of the file it was read from",
            required=False,
            pattern="[0-9a-f]{64}",
            says="64 digits from 0 to f",
        ),
    ),
    ("id",),
)

POPULATION = Schema(
    "population",
    "Population in persons",
    (
        Field("district", "GB/T 2260 code", pattern=CODE, says=SIX),
        Field("year", "Year at whose end, or census year", "integer", pattern=YEAR, says=YEARS),
        Field(
            "persons",
            "Persons",
            "integer",
            pattern="[1-9][0-9]{0,14}",
            says="integer, 1 or more",
        ),
        Field(
            "kind",
            "Resident population at year end, or a census",
            enum=("population_resident", "population_census"),
        ),
    ),
    ("district", "year", "kind"),
)

BREAKS = Schema(
    "breaks",
    "Changes that a comparison must not cross; not a complete list",
    (
        Field("id", "Key", pattern=NAME, says=WORD),
        Field(
            "indicators",
            "Patterns of indicator ids, separated by |",
            pattern=rf"{NAMES}(\|{NAMES})*",
            says="ids of indicators, * for any letters, several separated by |: review_*",
        ),
        Field("district", "GB/T 2260 code", pattern=CODE, says=SIX),
        Field(
            "reach", "below: the place and all within it; here: itself", enum=("below", "here")
        ),
        Field("from", "First day of the new state", pattern=DAY_PATTERN, says=DAY, real=days),
        Field(
            "kind",
            "What changed; a recode maps codes and never splits",
            enum=(
                "law",
                "jurisdiction",
                "publisher",
                "definition",
                "revision",
                "boundary",
                "recode",
            ),
        ),
        Field("label_zh", "A few words for a chart", free=True),
        Field("label_en", "A few words for a chart", free=True),
        Field("note_zh", "What changed, in a sentence or two", free=True),
        Field("note_en", "What changed, in a sentence or two", free=True),
    ),
    ("id",),
)

BREAKS_PLACES = Schema(
    "breaks_places",
    "Places in which a break does not apply, began on another day, or had come in part before",
    (
        Field("break", "Id of the break", pattern=NAME, says=WORD),
        Field(
            "district", "GB/T 2260 code: the place and all within it", pattern=CODE, says=SIX
        ),
        Field(
            "from",
            "First day there; with `before` empty too: it does not apply there",
            required=False,
            pattern=DAY_PATTERN,
            says=DAY,
            real=days,
        ),
        Field(
            "before",
            "Id of the break that brought a part of the change there earlier",
            required=False,
            pattern=NAME,
            says=WORD,
        ),
    ),
    ("break", "district"),
    (("break", "breaks", "id"),),
)

DISTRICTS = Schema(
    "districts",
    "Provinces, prefectures and counties, and places that sources name without a code",
    (
        Field("code", "GB/T 2260 code", pattern=CODE, says=SIX),
        Field("name", "Name in Chinese"),
        Field("en", "Name in English"),
        Field(
            "parent", "Code of the place it belongs to", required=False, pattern=CODE, says=SIX
        ),
        Field("level", "Administrative level", enum=LEVELS),
        Field("listed", "Whether the code book of today lists it", enum=("yes", "no")),
    ),
    ("code",),
)

DISTRICT_CHANGES = Schema(
    "district_changes",
    "Former codes and names, and the code of today that they lead to",
    (
        Field("year", "Year of the change", "integer", pattern=YEAR, says=YEARS),
        Field("old_code", "Code before", pattern=CODE, says=SIX),
        Field("old_name", "Name before"),
        Field("new_code", "Code after", pattern=CODE, says=SIX),
        Field("new_name", "Name after"),
        Field("today", "Code of today that the place before leads to", pattern=CODE, says=SIX),
        Field("kind", "Kind of change as the register words it"),
        Field("curated", "Whether it was checked against the decree", enum=("yes", "no")),
    ),
    ("old_code", "old_name", "year", "new_code"),
    (("today", "districts", "code"),),
)

EXTRACTED = Schema(
    "figures",
    "Figures of one report, as `fadu extract` writes them and a person reviews them",
    (
        Field("start", "First character of the number in the text", "integer", required=False),
        Field("end", "Character after it", "integer", required=False),
        Field("surface", "The number as printed", required=False),
        Field("value", "The figure, in `unit`", "number"),
        Field("unit", "Unit as printed"),
        Field("qualifier", "What the print says beside the number", enum=QUALIFIERS),
        Field("indicator", "Id of its codebook entry; empty: left out", required=False),
        Field("measure", "What was printed of the indicator", enum=MEASURES),
        Field(
            "year",
            "Year that it speaks of",
            "integer",
            required=False,
            pattern=YEAR,
            says=YEARS,
        ),
        Field("district", "Code or name of the place", required=False),
        Field("section", "Heading it stands under", required=False, free=True),
        Field("note", "What a reader should know", required=False, free=True),
        Field(
            "period",
            "As in the panel",
            required=False,
            pattern=PERIOD_PATTERN,
            says=PERIOD,
            real=span,
        ),
    ),
    ("start", "end", "indicator", "measure", "year", "district", "period", "value"),
)

PANEL_TABLES = (OBSERVATIONS, SOURCES, POPULATION, BREAKS, BREAKS_PLACES)
REGISTER_TABLES = (DISTRICTS, DISTRICT_CHANGES)


def package_descriptor(schemas: Iterable[Schema], name: str = "fadu-panel") -> dict[str, Any]:
    """Return the ``datapackage.json`` of the tables `schemas`.

    A foreign key is declared where the table that it names is part of the package.
    """
    tables = list(schemas)
    names = {schema.name for schema in tables}
    kept = [replace(s, foreign=tuple(f for f in s.foreign if f[1] in names)) for s in tables]
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": "Figures of local rule-of-law reports",
        "resources": [schema.descriptor() for schema in kept],
    }
