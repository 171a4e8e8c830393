"""What a report says about itself: title, place, year, each with the words that say it."""

import re
from dataclasses import dataclass

_TITLE = re.compile(r"^[ \t#\ufeff]*(?P<title>[^\n]{4,80})$", re.MULTILINE)
_TITLE_WORDS = re.compile(r"报告|情况|年报|白皮书|总结|公报|要点|综述")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_FUTURE = re.compile(r"(?:到|确保|力争|至|由|从|较|比|自|与|[-—–~])$")
_NAME = re.compile(
    r"(?:^|(?<=[\s，,。《(“:年]))(?:关于)?(?P<name>[\u4e00-\u9fa5]{2,12}?(?:自治[区州县]|[省市区县旗]))"
    r"(?=[省市区县旗人政法行全新一共审收受办年20在司各公关深制落])"
)
_NO_NAME = re.compile(
    r"[全各本我社小辖园城地片校发范县市镇乡]区|[我全各本]市|[全各本我]县|直辖市|城市|都市|地区|市区|县区"
    r"|(?:年|在|以|的|了|是|为|与|和|由|对|按|向|将|加|推|深|落|坚|持)[\u4e00-\u9fa5]*[区县市省旗]$"
)
_PART = re.compile(r"[\u4e00-\u9fa5]{2,10}?(?:自治[区州县]|[省市区县旗盟])")
SEARCHED = 3000
OPENING = 24


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


def guess(text: str) -> Guess:
    """Return what a text says about its title, place and year.

    Parameters
    ----------
    text
        As `plain` returns it.
    """
    title = _title(text)
    evidence: dict[str, str] = {}
    names = _names(title) or _opening_names(text)
    if names:
        evidence["district"] = names[0]
    year = _year(title, title) or _year(text[:SEARCHED], text)
    if year:
        evidence["year"] = f"{year}年"
    return Guess(title, names, year, evidence)


def _title(text: str) -> str:
    for found in list(_TITLE.finditer(text[:SEARCHED]))[:6]:
        line = found["title"].strip()
        if _TITLE_WORDS.search(line) and not line.endswith(("。", "；", ";")):
            return line
    return ""


def _names(text: str) -> tuple[str, ...]:
    for found in _NAME.finditer(text):
        name = found["name"]
        if _NO_NAME.search(name):
            continue
        parts = _PART.findall(name)
        return tuple(dict.fromkeys((name, parts[-1]))) if parts else (name,)
    return ()


def _opening_names(text: str) -> tuple[str, ...]:
    """Return the place that the text opens with; one named later may be another."""
    for line in text[:SEARCHED].splitlines()[:8]:
        names = _names(line[:OPENING])
        if names:
            return names
    return ()


def _year(head: str, text: str) -> int | None:
    del text
    years = [int(m[1]) for m in _YEAR.finditer(head) if not _FUTURE.search(head, 0, m.start())]
    return max(years, key=lambda y: (years.count(y) * 0, y)) if years else None
