"""Shares, ratios and zeros that are printed as words: 三成, 半数, 1/4, 2.18:1, 无一, 翻番."""

import re
from decimal import Decimal
from typing import NamedTuple

from fadu.intake.numbers.nouns import PERCENT, RATIO
from fadu.intake.numbers.numerals import read_numeral

_N = "一二两三四五六七八九"
_NOT_TENTH = "立功员果效为长熟本绩都就套品分交年型色因人事效名"
PATTERN = (
    r"(?:百|千|万|[二三四五六七八九十]+)分之(?:[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百点]+)"
    rf"|[{_N}]成(?:[半{_N}])?(?![{_NOT_TENTH}])|半数|一半|(?<=[近超逾过])半(?![年月天日小径个导途程夜路])"
    r"|翻[一两二三四]?番|(?:无|没有)一(?=[件起例宗案败被]|发生|纠错|撤销|变更)"
    r"|零(?=败诉|纠错|被诉|复议|诉讼|投诉|信访|上访|发生|撤销|事故|差错)"
    r"|(?<=[为现达])零(?![售距容星散部基点工配])"
)
BOUND = re.compile(r"[余多]|及?以上|及?以下|左右")
_DIGITS = re.compile(
    rf"\d+(?:\.\d+)?(?::1(?![\d:])|比1(?!\d))|\d{{1,4}}/\d{{1,5}}(?![\d/])"
    rf"|\d(?:\.\d)?成(?![{_NOT_TENTH}])",
    re.ASCII,
)
_FORMS = {"半": 50, "半数": 50, "一半": 50}
_BOTTOMS = frozenset((*range(2, 13), 100))
_HUNDRED = Decimal(100)


class Share(NamedTuple):
    """The value of such a word; `unit` is empty of zeros."""

    value: Decimal
    unit: str
    step: Decimal | None
    form: str


def of_digits(text: str, start: int) -> str | None:
    """Return the ratio, fraction or tenth that begins with the digits at `start`, or None."""
    found = _DIGITS.match(text, start)
    if not found or text[max(0, start - 1) : start] in ("/", ":", "."):
        return None
    top, slash, bottom = found[0].partition("/")
    # 46/2755 are two counts, which a slash only sets side by side; 1/4 is a share.
    if slash and not (0 < int(top) < int(bottom) and int(bottom) in _BOTTOMS):
        return None
    return found[0]


def read_share(text: str, start: int, surface: str) -> Share | str | None:
    """Return what `surface` at `start` says; a reason where it says a range; or None.

    Parameters
    ----------
    text
        The text around it.
    start
        Where it begins.
    surface
        A match of `PATTERN` or `of_digits`.
    """
    if surface in _FORMS:
        return Share(Decimal(_FORMS[surface]), PERCENT, None, "share")
    if surface in ("无一", "没有一", "零"):
        return Share(Decimal(0), "", Decimal(1), "zero")
    if "番" in surface:
        times = read_numeral(surface[1:-1] or "一") or Decimal(1)
        return Share((2**times - 1) * 100, PERCENT, None, "fold")
    if "成" in surface:
        return _tenth(text, start, surface)
    return _quotient(surface)


def _tenth(text: str, start: int, surface: str) -> Share | str:
    if re.search(
        r"[一二两三四五六七八九0-9](?:[至到、]|成至|成到)?$", text[max(0, start - 3) : start]
    ):
        return "range"
    tens, _, more = surface.partition("成")
    ten = Decimal(tens) if tens[0].isascii() else read_numeral(tens) or Decimal(0)
    one = Decimal(5) if more == "半" else read_numeral(more) or Decimal(0)
    return Share(ten * 10 + one, PERCENT, Decimal(1 if more else 10), "share")


def _quotient(surface: str) -> Share | None:
    for mark, unit in ((":", RATIO), ("比", RATIO)):
        if mark in surface:
            value = Decimal(surface.partition(mark)[0])
            return Share(value, unit, _last_step(value), "ratio")
    if "/" in surface:
        top, bottom = map(Decimal, surface.split("/"))
        return Share(top * 100 / bottom, PERCENT, None, "share")
    return _parts(surface)


def _parts(surface: str) -> Share | None:
    below, _, above = surface.partition("分之")
    whole = {"百": 100, "千": 1000, "万": 10_000}.get(below) or read_numeral(below)
    spelled = "一百" if above == "百" else above
    part = Decimal(above) if above[0].isascii() else read_numeral(spelled)
    if not whole or part is None:
        return None
    decimal = below in ("百", "千", "万")
    step = _last_step(part) * 100 / whole if decimal else None
    return Share(part * _HUNDRED / whole, PERCENT, step, "share")


def _last_step(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.as_tuple().exponent))
