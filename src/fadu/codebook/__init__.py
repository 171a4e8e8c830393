"""The codebook: what each indicator means, in which unit, which way is better.

One TOML entry for each indicator, in the files of a folder ``codebook/``.  An unknown field,
unit, caution or reference is refused with the file, the entry and what is allowed.
"""

from fadu.codebook.entries import (
    LANGUAGES,
    Identity,
    Indicator,
    Language,
    Term,
    Topic,
    Unit,
    Wording,
    as_language,
)
from fadu.codebook.reading import Codebook, read_codebook

__all__ = [
    "LANGUAGES",
    "Codebook",
    "Identity",
    "Indicator",
    "Language",
    "Term",
    "Topic",
    "Unit",
    "Wording",
    "as_language",
    "read_codebook",
]
