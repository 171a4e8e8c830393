"""The register of districts: names to codes, homonyms, former codes and names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from pathlib import Path

import pandas as pd

from fadu.codebook import Language
from fadu.errors import RequestError
from fadu.model import Level
from fadu.schema import DISTRICT_CHANGES, DISTRICTS
from fadu.tables import read_table

NATION = "000000"
_CODE = re.compile("[0-9]{6}")
_SUFFIX = re.compile(
    r"(?<=..)((壮族|回族|维吾尔)?自治区|特别行政区|新区|地区|省|市|区|县|旗|盟|州)$"
)
_LEVEL_EN: Mapping[str, str] = {"区": "District", "县": "County", "旗": "Banner"}


@dataclass(frozen=True)
class District:
    """A place with a code.

    Parameters
    ----------
    code
        Its GB/T 2260 code, six digits.
    name, en
        Its own name.
    parent
        Code of the place it belongs to; empty for the nation.
    level
        nation, province, prefecture or county.
    """

    code: str
    name: str
    en: str
    parent: str
    level: Level


@dataclass(frozen=True)
class Change:
    """A former code or name, and the code of today that it leads to."""

    year: int
    old_code: str
    old_name: str
    today: str


@dataclass(frozen=True)
class Register:
    """All places by code, and what they were called before.

    Parameters
    ----------
    places
        By code.
    changes
        In the order of years.
    """

    places: Mapping[str, District]
    changes: tuple[Change, ...]

    def __contains__(self, code: object) -> bool:
        """Whether `code` is a code of today."""
        return code in self.places

    def __getitem__(self, code: str) -> District:
        """Return the place with the code `code`."""
        return self.places[code]

    def ancestors(self, code: str) -> list[District]:
        """Return the places that `code` lies in, the smallest first, without the nation."""
        found = []
        parent = self.places[code].parent if code in self.places else ""
        while parent and parent != NATION:
            found.append(self.places[parent])
            parent = self.places[parent].parent
        return found

    def within(self, code: str, area: str) -> bool:
        """Whether `code` is `area` or lies in it."""
        if area in {code, NATION}:
            return True
        while code in self.places and (code := self.places[code].parent):
            if code == area:
                return True
        return False

    def label(self, code: str, lang: Language = "zh") -> str:
        """Return the full name, such as 江苏省南通市通州区 (Tongzhou District, Nantong, Jiangsu)."""
        if code not in self.places:
            return code
        above = self.ancestors(code)
        if lang == "zh":
            return "".join(d.name for d in [*reversed(above), self.places[code]])
        return ", ".join([self.short(code, "en"), *(d.en for d in above)])

    def short(self, code: str, lang: Language = "zh") -> str:
        """Return the name alone, in English with District or County."""
        if code not in self.places:
            return code
        place = self.places[code]
        if lang == "zh":
            return place.name
        word = _LEVEL_EN.get(place.name[-1]) if place.level == "county" else None
        return f"{place.en} {word}" if word else place.en

    def of_level(self, level: Level) -> frozenset[str]:
        """Return the codes of all places of a level."""
        return self._by_level.get(level, frozenset())

    @cached_property
    def _by_level(self) -> Mapping[Level, frozenset[str]]:
        found: dict[Level, set[str]] = defaultdict(set)
        for place in self.places.values():
            found[place.level].add(place.code)
        return {level: frozenset(codes) for level, codes in found.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[tuple[str, bool], ...]]:
        index: dict[str, dict[str, bool]] = defaultdict(dict)
        for place in self.places.values():
            for name in _forms(place.name):
                index[name][place.code] = True
        for change in self.changes:
            for name in _forms(change.old_name):
                index[name].setdefault(change.today, False)
        return {name: tuple(found.items()) for name, found in index.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in full, of today and of before, such as 通州区."""
        before = (change.old_name for change in self.changes)
        return frozenset((*(p.name for p in self.places.values()), *before))

    @cached_property
    def short_names(self) -> frozenset[str]:
        """Every name without 省, 市, 区, 县 or the like, such as 南通."""
        return frozenset(self._by_name) - self.names

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first two characters of every name, in full and short."""
        return frozenset(name[:2] for name in (*self.names, *self.short_names))

    def find(self, name: str) -> list[str]:
        """Return the codes of all places that `name` may mean, those of today first.

        Parameters
        ----------
        name
            With or without the names of its parents, with or without 区, 县, 市.
        """
        wanted = _bare(name)
        found: dict[str, bool] = {}
        for cut in range(len(wanted)):
            for code, current in self._by_name.get(wanted[cut:], ()):
                if self._prefix_fits(wanted[:cut], code):
                    found[code] = found.get(code, False) or current
        exact = [c for c in found if self.places[c].name == wanted or self.label(c) == wanted]
        chosen = exact or [c for c, current in found.items() if current] or list(found)
        return sorted(chosen)

    def _prefix_fits(self, prefix: str, code: str) -> bool:
        above = {form for d in self.ancestors(code) for form in _forms(d.name)}
        above |= (
            {
                form
                for d in self.ancestors(code)
                for change in self.changes
                if change.today == d.code
                for form in _forms(change.old_name)
            }
            if prefix
            else set()
        )
        return _spelled_from(prefix, above | {"全国", "中国"})

    def former(self, code: str) -> str | None:
        """Return the code of today that a former code leads to, or None."""
        today = [c.today for c in self.changes if c.old_code == code]
        return today[-1] if today else None

    def resolve(self, wanted: str | int, option: str = "district") -> str:
        """Return the one code of today that a code or name means.

        Parameters
        ----------
        wanted
            A code (also as a number) or a name.
        option
            How the parameter is called, for the message.

        Raises
        ------
        RequestError
            No such place, or several; the candidates are named.
        """
        if isinstance(wanted, str) and wanted in self.places:
            return wanted
        text = _written(wanted, option)
        if _CODE.fullmatch(text):
            code = text if text in self.places else self.former(text)
            if code is None:
                raise RequestError(
                    f"{option} {text} is no code of the register; give a six-digit GB/T 2260 "
                    "code or a name; `fadu show districts` lists those with figures",
                )
            return code
        found = self.find(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise RequestError(
                f"{option} {text!r} is no place of the register; give a six-digit GB/T 2260 "
                "code or a full name such as 南通市通州区",
            )
        raise RequestError(f"{option} {text} is {self.candidates(found)}; give the code")

    def is_former(self, wanted: str) -> bool:
        """Whether a code or name that `resolve` takes is one of earlier years only."""
        if _CODE.fullmatch(wanted):
            return wanted not in self.places
        bare = _bare(wanted)
        return not any(
            current and self._prefix_fits(bare[:cut], code)
            for cut in range(len(bare))
            for code, current in self._by_name.get(bare[cut:], ())
        )

    def candidates(self, codes: Iterable[str]) -> str:
        """Word several places that one name may mean."""
        many = list(codes)
        words = {2: "two", 3: "three", 4: "four"}.get(len(many), str(len(many)))
        listed = ", ".join(f"{c} {self.label(c)}" for c in many[:12])
        return f"{words} places: {listed}" + (", …" if len(many) > 12 else "")


def _bare(name: str) -> str:
    return re.sub(r"[\s·,，]", "", name)


def _written(wanted: object, option: str) -> str:
    """Return a code or name as text; a number, such as one read from a table, is a code."""
    if isinstance(wanted, Integral) and not isinstance(wanted, bool):
        return f"{int(wanted):06d}"
    if not isinstance(wanted, str):
        raise RequestError(
            f"{option} {wanted!r} is no place; give a six-digit GB/T 2260 code or a name"
        )
    return wanted.strip()


def _forms(name: str) -> set[str]:
    return {name, _SUFFIX.sub("", name)}


def _spelled_from(text: str, words: Iterable[str]) -> bool:
    return not text or any(
        text.startswith(w) and _spelled_from(text[len(w) :], words) for w in words if w
    )


def read_register(folder: Path) -> Register:
    """Read ``districts.csv`` and ``district_changes.csv`` of `folder`."""
    places = read_table(folder / DISTRICTS.file, DISTRICTS)
    changes = read_table(folder / DISTRICT_CHANGES.file, DISTRICT_CHANGES)
    return register(places, changes)


def register(places: pd.DataFrame, changes: pd.DataFrame) -> Register:
    """Return the register of two tables in the form of `DISTRICTS` and `DISTRICT_CHANGES`."""
    columns = ["code", "name", "en", "parent", "level"]
    # Lists: a row of Arrow texts is made cell by cell.
    rows = zip(*(places[c].tolist() for c in columns), strict=True)
    by_code = {code: District(code, *rest) for code, *rest in rows}
    ordered = changes.sort_values(["year", "old_code"], kind="stable")
    columns = ["year", "old_code", "old_name", "today"]
    changed = ordered[columns].itertuples(index=False, name=None)
    return Register(by_code, tuple(Change(*row) for row in changed))
