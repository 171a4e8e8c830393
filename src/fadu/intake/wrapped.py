"""Lines that a page's edge broke inside a sentence, joined, with the way back to the text."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from fadu.intake.numbers.units import tail_pattern

_NEWLINE = re.compile(r"\n(?=[\w“‘《(\[〔+])")
_CLOSED = frozenset(" \t\r\n\f\v。!?！？:|")
_NUMBERED = re.compile(
    r"[ #]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章部]"
    r"|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d)|[①-⑳]|[附续]?[表图] ?\d)"
)
_TITLE = re.compile(
    r"[^，,。;、:\n]*(?:报告|情况|总结|安排|计划|打算|要点|思路|白皮书|公报|年报|统计表?|对比|构成|分布|一览表?|数据|通报|通知|工作|建设|问题"
    r"|原因|措施|成效)"
)
_LAST_NUMBER = re.compile(r"\d(?P<rest>[^\d\W]{0,6}|%)$")
_GOES_ON = re.compile(r"\W|百分点|次")
_GROUP = re.compile(r"(?<![\d.,])\d{1,3}$")
_GROUP_AFTER = re.compile(r"\d{3}(?!\d)")
_UNIT = tail_pattern(frozenset(), words=True)
_NUMBERS = re.compile(r"[-+\d.,%]+(?: +[-+\d.,%]+)+ *$")
_ROW = re.compile(r"[^\s，。；;]{1,20}(?: +[-+\d.,%]+)+ *$")
_HEADS = re.compile(r"[^\s，。；;]{1,20}(?: +[^\s，。；;]{1,20})+")
_MANY_HEADS = re.compile(r"[^\s，。；;:\d]{1,20}(?: +[^\s，。；;:]{1,20}){2,}")
_SEMICOLONS = re.compile(r"[^;，。\s]{1,24}(?:;[^;，。\s]{1,24}){2,};?")
_DATE = re.compile(r"[年月日号]")
_CELLS = re.compile(r"[|\t]| {2}")
_LONGEST = 2000


@dataclass(frozen=True)
class Unwrapped:
    """A text without the line breaks that stand inside its sentences.

    Parameters
    ----------
    text
        Without them.
    cuts
        Where in `text` one is left out, in order.
    """

    text: str
    cuts: tuple[int, ...]

    def start(self, place: int) -> int:
        """Return where the character at `place` stands in the text as it was."""
        return place + bisect_right(self.cuts, place) if self.cuts else place

    def end(self, place: int) -> int:
        """Return the end in the text as it was of a span that ends at `place`."""
        return self.start(place - 1) + 1 if place and self.cuts else place


def unwrap(text: str) -> Unwrapped:
    r"""Join lines that were broken inside a sentence; every other line stays one.

    Parameters
    ----------
    text
        As `plain` returns it.

    Examples
    --------
    >>> unwrap("全年受理行政复\n议案件157\n件。").text
    '全年受理行政复议案件157件。'
    """
    parts: list[str] = []
    cuts: list[int] = []
    place = 0
    for found in _NEWLINE.finditer(text):
        at = found.start()
        if not at or text[at - 1] in _CLOSED or not _inside(text, at):
            continue
        parts.append(text[place:at])
        cuts.append(at - len(cuts))
        place = at + 1
    if not cuts:
        return Unwrapped(text, ())
    return Unwrapped("".join((*parts, text[place:])), tuple(cuts))


def _inside(text: str, at: int) -> bool:
    """Whether the line break at `at` stands inside a sentence."""
    start = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    line = text[start:at]
    stop = text.find("\n", at + 1, at + 1 + _LONGEST)
    after = text[at + 1 : stop if stop >= 0 else at + 1 + _LONGEST]
    if _is_row(line, after) or _NUMBERED.match(after):
        return False
    if line[-1].isdigit():
        return _number_goes_on(line, after)
    if "。" not in line and (_NUMBERED.match(line) or _TITLE.fullmatch(line)):
        return False
    if line[-1] in ")”》":
        return not after[0].isalnum()
    return not _counted(line) or bool(_GOES_ON.match(after))


def _is_row(line: str, after: str) -> bool:
    """Whether one of two lines is a row of a table, or its headings."""
    if _NUMBERS.match(after) or _CELLS.search(line) or _CELLS.search(after):
        return True
    if _SEMICOLONS.fullmatch(line) or _SEMICOLONS.fullmatch(after):
        return True
    heads = _ROW.match(after) and _HEADS.fullmatch(line)
    return bool(heads or _MANY_HEADS.fullmatch(after))


def _counted(line: str) -> bool:
    """Whether a line ends with a number and its unit, as the items of a list do."""
    found = _LAST_NUMBER.search(line[-12:])
    return found is not None and _UNIT.fullmatch(found["rest"]) is not None


def _number_goes_on(line: str, after: str) -> bool:
    """Whether 4 012 | 件, or 1 | 246件 as a number printed in groups of three, was broken."""
    if line.isdigit():
        return False
    group = _GROUP_AFTER.match(after) if _GROUP.search(line[-4:]) else None
    rest = group.end() if group else 0
    return bool(_UNIT.match(after, rest) or (not rest and _DATE.match(after)))
