"""Places of the register of districts, where a text names one as what it speaks of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from fadu.districts import Register, read_register
from fadu.files import bundled

_ZONE = re.compile(r"(?:工业|高新|经济|经开|综合保税|自贸|临港|生态)[^，,。;、\d]{0,8}?区|新区")
_SUFFIX = re.compile(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|[省市])$")
_LEADS = frozenset("其同而又如例像另兄邻相周毗先排12,， ")
_LEAD = re.compile(
    r"(?:其中|同期|而|又?如|例如|像|另外?|兄弟|(?:邻近|相邻|周边|毗邻|先进|排名[靠在]?前)的?"
    r"|(?:19|20)\d\d年(?:度|底|末)?|[,， ])*"
)
_NOT_A_PLACE = re.compile(
    r"路|大道|大桥|街道?|委|司法[厅局]|[高中]级?(?:人民)?法院|[高中]院|检察院|人大|政协|银行|港|大学"
)
_AFTER_SHORT = re.compile(
    r"[全省市各为的则仅共收受审办调达是等一二败诉复制作出废主发公人民累查登有行排0-9]|负责人"
)
_NAME_END = re.compile(r"(?<![全各我本该城都])[省市区县旗州盟]")
NEAR = 200


@cache
def bundled_register() -> Register:
    """Return the bundled register of districts, read once."""
    return read_register(bundled("data"))


@cache
def _full_names() -> Mapping[str, tuple[str, ...]]:
    """Return the names of three characters or more by their first two, the longest first."""
    return _by_head(name for name in bundled_register().names if len(name) > 2)


@cache
def _short_names() -> Mapping[str, tuple[str, ...]]:
    """Return provinces and prefectures without 省, 市, 自治区 by their first two characters."""
    places = bundled_register().places.values()
    short = (_SUFFIX.sub("", p.name) for p in places if p.level in ("province", "prefecture"))
    return _by_head(name for name in short if len(name) > 1)


@cache
def _provinces() -> frozenset[str]:
    places = bundled_register().places.values()
    return frozenset(_SUFFIX.sub("", p.name) for p in places if p.level == "province")


def _by_head(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        found[name[:2]].append(name)
    return {head: tuple(each) for head, each in found.items()}


@cache
def _heads() -> frozenset[str]:
    return frozenset((*_full_names(), *_short_names()))


def may_be_places(text: str, starts: Iterable[int]) -> list[int]:
    """Return those of some places of a text where a look with `place_at` is worth its time."""
    heads = _heads()
    return [s for s in starts if text[s : s + 2] in heads or text[s : s + 1] in _LEADS]


@cache
def _lengths() -> tuple[int, ...]:
    """Return how long names in full are, the longest first."""
    return tuple(sorted({len(n) for n in bundled_register().names} - {1, 2}, reverse=True))


def place_at(text: str, start: int) -> tuple[int, int] | None:
    """Return the span of the place that a clause speaks of which begins at `start`, or None.

    Parameters
    ----------
    text
        As `plain` returns it.
    start
        Where the clause begins; 其中, 如, 邻近的 and a year before the name are passed over.

    Examples
    --------
    >>> place_at("其中江苏省南通市败诉率4.1%", 0)
    (2, 8)
    """
    lead = _LEAD.match(text, start)
    start = end = lead.end() if lead else start
    while name := _first(text, end, _full_names()):
        end += len(name)
    if end > start:
        return None if _NOT_A_PLACE.match(text, end) else (start, end)
    name = _first(text, start, _short_names())
    if not name:
        return None
    end = start + len(name)
    zone = _ZONE.match(text, end)
    stands = zone or (name in _provinces() and _AFTER_SHORT.match(text, end))
    return (start, zone.end() if zone else end) if stands else None


def _first(text: str, start: int, names: Mapping[str, tuple[str, ...]]) -> str:
    listed = names.get(text[start : start + 2], ())
    return next((name for name in listed if text.startswith(name, start)), "")


def place_before(text: str, end: int) -> str:
    """Return the last place of the register that is named within `NEAR` characters before."""
    names = _full_names()
    for start in range(end - 3, max(-1, end - NEAR), -1):
        found = _first(text, start, names)
        if found and start + len(found) <= end:
            return found
    return ""


def places_named(text: str) -> set[str]:
    """Return the full names of the register that stand anywhere in a text."""
    names, lengths = bundled_register().names, _lengths()
    found = set()
    for end in (m.end() for m in _NAME_END.finditer(text)):
        whole = next((n for size in lengths if (n := text[end - size : end]) in names), "")
        if whole:
            found.add(whole)
    return found


def same_place(name: str, known: str) -> bool:
    """Whether two names, with or without parents and 省, may mean one place."""
    bare = _SUFFIX.sub("", known)
    return name.endswith(known) or known.endswith(name) or name == bare
