"""What looks like a number and is none, told by its own form and its neighbours."""

import re
import string

_YEAR = r"(?:19|20)\d\d"
_SPAN = r"\ ?(?:[-—–~]{1,2}|至|到)\ ?"
_TIME = (
    r"周?年|个?月|日(?!均)|天|个?小时|分钟|秒|个?工作日|个?星期|个?季度|周(?!边|知|密)|周?岁"
    r"|时(?!段|候|限|长)|点(?=\d|半|整|钟)"
)
_DIGITS = re.compile(
    rf"""
    (?P<document>第?\d+号(?!线|楼))
  | (?P<date>{_YEAR}(?:[-./](?:0?[1-9]|1[0-2])(?:[-./][0-3]?\d)?(?![\d%万亿元])
      |(?:年?度?{_SPAN})(?:20)?\d\d(?:\ ?年|(?=[)》”]))
      |{_SPAN}{_YEAR}\ ?年?
      |(?:[、和及与]{_YEAR})+\ ?(?:年|[两三四五]年)
      |\ ?年|版)
      |\d{{1,2}}:\d\d(?::\d\d)?(?!\d)|[01]?\d[·.?][0-3]?\d(?=[”"]))
  | (?P<ratio>1:\d+(?:\.\d+)?(?![\d:]))
  | (?P<duration>\d+(?:\.\d+)?[余多]?\ ?(?:{_SPAN}\d+(?:\.\d+)?\ ?)?(?:{_TIME}))
  | (?P<shorthand>\d+(?:\ ?[+*×xX]\ ?(?:\d+|[NnXx](?![a-z])))+)
  | (?P<range>\d+(?:\.\d+)?\ ?(?:%|万|[件宗起次份条项家个名人元])?\ ?(?:[-—–~]{{1,2}}|至|到)
      \ ?\d+(?:\.\d+)?(?=\ ?[%余多万亿件宗起次份条项家个名人场类期篇元]))
  | (?P<hotline>(?:123(?:45|48|15|33|88|68|09|28|29|50|66|93)|962\d\d\d?)(?![\d,.])
      (?!\ ?[余多万件宗起次份条项家个名人%])|1(?:10|19|20|22)(?=报警|接处|警情|指挥|热线|急救|平台|联动|接警))
    """,
    re.VERBOSE | re.ASCII,
)
_RUN = re.compile(r"[0-9]+")
_FROM = re.compile(r"[由从自][^,。;,]{0,14}$")
_BEFORE_CODE = re.compile(
    r"[A-Za-z][-—]?$|附件$|[图表页版]$|第 ?$|[〔\[(【](?:19|20)\d\d[〕\])】]$"
)
CODE_LAST = frozenset("-—件图表页版第 〕])】/:." + string.ascii_letters)
"""After one of these a number may be no quantity."""
_LINE_START = re.compile(r"(?:^|\n)[ \t(#]*$")
_AFTER_CODE = re.compile(r"[A-Za-z]|\.\d+\.\d")
_NUMBERING = re.compile(r"\d{1,2}(?:[、)]|\.(?!\d))")

_TIME_WORDS = re.compile(
    r"[余多]?(?:周?年|个?月|日|天|个?小时|个半|分钟|个?工作日|个?星期|个?季度|周岁|岁)"
)
_SLOGAN = re.compile(
    r"(?:项制度|张清单|项机制|个清单|个亲自|个维护|个意识|个确立|个自信|个必须"
    r"|个统一|个一批|个坚持|个结合|个转变|个不|个同步|个带头|个规定|项措施落|大体系建设|个办法|类执法风险"
    r"|件事一次|件实事|件大事|个窗口|次办|次性|次办结|次成|件事|个标准|个平台|个方面|次会)"
)
_WORD_BEFORE = frozenset("统唯专任逐某同另这那哪之进第初周单划不")
_RANGE_WORDS = re.compile(r"一二|两三|二三|三四|三五|四五|五六|六七|七八|八九")


def digits_lookalike(text: str, start: int) -> tuple[str, int] | None:
    """Return why the digits at `start` are no quantity, and where they end, or None."""
    before = text[max(0, start - 8) : start]
    if before[-1:] in CODE_LAST and _BEFORE_CODE.search(before):
        end = _digits_end(text, start)
        return ("document" if text[end : end + 1] == "号" else _by_letter(before)), end
    found = _DIGITS.match(text, start)
    if found and found.lastgroup == "range" and _FROM.search(text[max(0, start - 16) : start]):
        found = None
    if found:
        return str(found.lastgroup), found.end()
    numbering = _NUMBERING.match(text, start)
    if numbering and _LINE_START.search(text[max(0, start - 8) : start]):
        return "numbering", numbering.end()
    end = _digits_end(text, start)
    return ("code", end) if _AFTER_CODE.match(text, end) else None


def _by_letter(before: str) -> str:
    return "ordinal" if before.rstrip().endswith("第") else "code"


def _digits_end(text: str, start: int) -> int:
    found = _RUN.match(text, start)
    return found.end() if found else start


def words_lookalike(text: str, start: int, end: int) -> str | None:
    """Return why the numeral in words at `start` to `end` is no quantity, or None."""
    before = text[start - 1 : start]
    if before == "第":
        return "ordinal"
    if before and before in "数几上成好" and text[start] in "十百千万亿":
        return "vague"
    if before in _WORD_BEFORE:
        return "word"
    if _RANGE_WORDS.search(text, start, end):
        return "range"
    if _TIME_WORDS.match(text, end):
        return "duration"
    return "slogan" if end - start == 1 and _SLOGAN.match(text, end) else None
