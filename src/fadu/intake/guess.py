"""What a report says about itself: title, place, year, each with the words that say it."""

import re
from dataclasses import dataclass
from itertools import islice

from fadu.districts import NATION, Register
from fadu.intake.figures.places import bundled_register, places_named

_TITLE = re.compile(r"^[ \t#\ufeff]*(?P<title>[^\n]{4,80})$", re.MULTILINE)
_TITLE_WORDS = re.compile(r"报告|情况|年报|白皮书|总结|公报|要点|综述")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|[一二][〇○零O一二三四五六七八九]{3})年")
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_FUTURE = re.compile(r"(?:到|确保|力争|至|由|从|较|比|自|与|[-—–~])$")
_ZONE = re.compile(
    r"(?:^|(?<=[\s，,。《(“:年]))(?:关于)?(?P<name>[\u4e00-\u9fa5]{2,12}?(?:新区|开发区|示范区|高新区|园区))"
)
_BEFORE = re.compile(r"[^\u4e00-\u9fa5]|[年于共的对在]")
_ALIKE = ("城区", "矿区", "郊区")
"""Names that are words like others unless their parent is named too."""
_FIRST_PERSON = re.compile(r"[我本][省市区县州旗]")
_WHOLE = re.compile(r"全([省市区县州旗])(?!级|域|场|民)")
_BESIDE = re.compile(r"相[比较]|邻近|相邻|周边|毗邻|兄弟|先进|靠前|学习")
_COMPARED = re.compile(rf"{_BESIDE.pattern}|[如赴较比]|其中|同期")
LONGEST = 15
SEARCHED = 3000
OPENING, LINES, SHORTEST = 24, 6, 2
VISITING = ("赴", "前往", "学习", "借鉴", "对标")
_ROW = re.compile(r"\w+\s*[\s|]\s*\d")
"""A place at the head of a row of a table is one of several."""


@dataclass(frozen=True)
class Guess:
    """What a text says about itself.

    Parameters
    ----------
    title
        Its first line where that reads like a title, or nothing.
    names
        The place as named, with and without its parents; empty where none is named.
    year
        The year it reports, or None.
    evidence
        For `district` and `year`, the words that they were read from.
    """

    title: str
    names: tuple[str, ...]
    year: int | None
    evidence: dict[str, str]


def guess(text: str, register: Register | None = None) -> Guess:
    """Return what a text says about its title, place and year.

    Parameters
    ----------
    text
        As `plain` returns it.
    register
        Whose places are known; by default the bundled one.
    """
    known = register or bundled_register()
    title = _title(text)
    evidence: dict[str, str] = {}
    names = _place(title, known) or _opening_place(text, known) or _only_place(text)
    if names:
        evidence["district"] = names[0]
    year, said = _year(title)
    if year is None:
        year, said = _year(text[:SEARCHED])
    return Guess(title, names, year, evidence | ({"year": said} if said else {}))


def _title(text: str) -> str:
    for found in islice(_TITLE.finditer(text[:SEARCHED]), LINES):
        line = found["title"].strip()
        if _TITLE_WORDS.search(line) and not line.endswith(("。", "；", ";")):
            return line
    return ""


def _place(text: str, register: Register) -> tuple[str, ...]:
    """Return the first place that is named, with its parents where they stand before it."""
    for start in range(len(text)):
        if start and not _BEFORE.match(text, start - 1):
            continue
        steps = _steps(text, start, register)
        while steps:
            name, last = text[start : steps[-1][1]], text[slice(*steps[-1])]
            alone = len(steps) == 1 and last in _ALIKE
            known = last in register.names and (len(steps) == 1 or register.find(name))
            if known and not alone:
                return tuple(dict.fromkeys((name, last)))
            steps.pop()
    zone = _ZONE.search(text)
    return (zone["name"],) if zone else ()


def _steps(text: str, start: int, register: Register) -> list[tuple[int, int]]:
    """Return the spans of the names that follow each other from `start` on."""
    found: list[tuple[int, int]] = []
    while text[start : start + 2] in register.heads:
        ends = range(min(len(text), start + LONGEST), start + 1, -1)
        whole = next((e for e in ends if text[start:e] in register.names), 0)
        end = whole or next((e for e in ends if text[start:e] in register.short_names), 0)
        if not end:
            return found
        found.append((start, end))
        start = end
    return found


def _opening_place(text: str, register: Register) -> tuple[str, ...]:
    """Return the place that the text opens with; one named later may be another.

    A report of one place may well open with the nation, so that has to stand in the title.
    """
    nation = register[NATION].name if NATION in register else ""
    for line in text[:SEARCHED].splitlines()[:8]:
        opening = line[:OPENING]
        names = _place(opening, register)
        if (
            not names
            or names[0] == nation
            or _visited(names[-1], text)
            or _ROW.match(line, line.find(names[0]))
        ):
            continue
        if not _COMPARED.search(opening[: opening.find(names[0])]):
            return names
    return ()


def _visited(name: str, text: str) -> bool:
    """Whether the text speaks of going to a place, or of learning from it, as to another one."""
    bare = name[:-1] if len(name) > SHORTEST else name
    return any(f"{verb}{bare}" in text[:SEARCHED] for verb in VISITING)


def _only_place(text: str) -> tuple[str, ...]:
    """Return the one place that a text names, if it is of the rank that it speaks of as 全市."""
    head = text[:SEARCHED]
    if _FIRST_PERSON.search(head) or _BESIDE.search(head):
        return ()
    named = places_named(head)
    ranks = set(_WHOLE.findall(head))
    if len(named) != 1 or len(ranks) > 1:
        return ()
    (name,) = named
    return (name,) if not ranks or name[-1] in ranks else ()


def _year(head: str) -> tuple[int | None, str]:
    """Return the last year that is named as past or present, and the words that name it."""
    named = (
        m
        for m in _YEAR.finditer(head)
        if not _FUTURE.search(head, max(0, m.start() - 2), m.start())
    )
    years = [(int(m[1].translate(_DIGITS)), m[0]) for m in named]
    return max(years, key=lambda y: y[0], default=(None, ""))
