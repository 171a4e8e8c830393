"""Automatic numbers of Word's paragraphs: 一、 and （一） that stand in no text."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = 0x245F
DEEPEST = 9
"""Levels that a list has in Word."""


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("十" if tens == 1 else _DIGITS[tens] + "十" if tens else "") + (
        _DIGITS[ones] if ones else ""
    )


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "decimalEnclosedCircle": lambda n: chr(_CIRCLED + n) if n <= 20 else f"({n})",
    "decimalEnclosedCircleChinese": lambda n: chr(_CIRCLED + n) if n <= 20 else f"({n})",
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerLetter": _letter,
}
"""How a number is written; a bullet, or a form that is not here, is no text."""


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


class Lists:
    """Counts the numbered paragraphs of one document.

    Parameters
    ----------
    numbering, styles
        Root elements of the parts of that name; None where there is none.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._family: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styled = _styled(styles)
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Any) -> None:
        drafts = {
            a.get(qn("w:abstractNumId"), ""): {
                _whole(level.get(qn("w:ilvl")), 0): _level(level)
                for level in a.findall(qn("w:lvl"))
            }
            for a in numbering.findall(qn("w:abstractNum"))
        }
        for num in numbering.findall(qn("w:num")):
            name = num.get(qn("w:numId"), "")
            family = _value(num, "w:abstractNumId")
            self._family[name] = family
            self._levels[name] = dict(drafts.get(family, {}))

    def label(self, paragraph: Any) -> str:
        """Return the number that Word shows before a paragraph, and count on; or nothing."""
        name, depth = self._place(paragraph)
        levels = self._levels.get(name, {})
        if depth not in levels:
            return ""
        counts = self._counts[self._family[name]]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in range(depth + 1, DEEPEST):
            counts.pop(deeper, None)
        if levels[depth].form not in _FORMS:
            return ""
        text = levels[depth].text
        for at, level in levels.items():
            number = counts.get(at, level.start)
            text = text.replace(f"%{at + 1}", _FORMS.get(level.form, str)(number))
        return text

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or that of its style."""
        about = paragraph.find(qn("w:pPr"))
        own = about.find(qn("w:numPr")) if about is not None else None
        style = _value(about, "w:pStyle") if about is not None else ""
        name, depth = self._styled.get(style, ("", 0))
        if own is None:
            return name, depth
        return _value(own, "w:numId") or name, _whole(_value(own, "w:ilvl"), depth)


def _styled(styles: Any) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in styles.findall(qn("w:style")) if styles is not None else ():
        about = style.find(qn("w:pPr"))
        number = about.find(qn("w:numPr")) if about is not None else None
        if number is not None:
            place = (_value(number, "w:numId"), _whole(_value(number, "w:ilvl"), 0))
            found[style.get(qn("w:styleId"), "")] = place
    return found


def _level(level: Any) -> _Level:
    form, text = _value(level, "w:numFmt") or "decimal", _value(level, "w:lvlText")
    return _Level(form, text, _whole(_value(level, "w:start"), 1))


def _value(element: Any, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else found.get(qn("w:val"), "")


def _whole(written: str | None, default: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 6 else default
