"""Measure words as they are printed after a number."""

import re
from collections.abc import Iterable
from functools import lru_cache

_AFTER_WORDS = {
    "件": "", "宗": "旨教族", "起": "草诉到来步点义底因", "次": "序日年要生数级", "份": "额",
    "条": "例款", "项": "", "家": "庭园长属乡风族纺", "个": "", "支": "部持撑出行付",
    "名": "录单义称牌优特师城", "人": "民大员次才社口均行身力脸份格工", "类": "型别似案",
    "期": "间限末待望", "篇": "章幅", "批": "准复评示发量捕次", "处": "理罚置分于级室长方结警",
    "所": "有以在属需涉称得", "部": "门分署位委长级队", "户": "籍外口次", "例": "如会行外",
    "位": "于居列置次一", "元": "化素旦", "场": "所景地域外", "种": "植养子",
}  # fmt: skip
_AFTER_DIGITS = {
    "台": "账阶湾风", "套": "餐路", "册": "", "本": "级区市地年次县报办院身省", "张": "",
    "辆": "", "亩": "", "吨": "", "座": "", "笔": "", "栋": "", "枚": "", "幅": "度",
    "轮": "流训岗班值", "间": "", "公里": "", "平方米": "", "平米": "", "公顷": "", "学时": "",
    "课时": "", "面": "对向临", "株": "", "艘": "", "只": "", "组": "织", "对": "",
    "届": "", "集": "中", "块": "", "户次": "", "家次": "", "辆次": "", "篇次": "", "条次": "",
    "美元": "", "港元": "", "门": "", "单": "位", "班": "", "则": "", "幢": "", "口": "",
}  # fmt: skip
_COMPOUND = ("件次", "人次", "场次", "批次", "户次", "家次", "项次", "倍")
TIMES = {
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11,
    "万亿": 12,
}  # fmt: skip
"""Powers of ten that stand between a number and its unit."""
_TIMES = "百万|千万|十万|百亿|千亿|万亿|万(?!事|物|家灯)|亿|千(?!米|瓦|克)|百(?!分)"


@lru_cache(maxsize=8)
def tail_pattern(extra: frozenset[str], *, words: bool) -> re.Pattern[str]:
    """Return what may follow a number: 余, 万, 多, a unit, 以上.

    Parameters
    ----------
    extra
        Units of a codebook besides those known here.
    words
        Whether the number is in words; then a unit is required and fewer are known, since
        一 to 十 stand in many words that count nothing.
    """
    unit = _unit(_AFTER_WORDS if words else _AFTER_WORDS | _AFTER_DIGITS, extra)
    need = "" if words else "?"
    return re.compile(
        rf"(?P<over>[余多])? {{0,2}}(?P<times>{_TIMES})?(?P<more>[余多])? {{0,2}}"
        rf"(?:{unit}){need}(?P<rest>余)? ?(?P<bound>及?以上|及?以下|以内|左右|上下)?"
    )


def _unit(known: dict[str, str], extra: Iterable[str]) -> str:
    guarded = {u: (rf"{u}(?![{no}])" if no else u) for u, no in known.items()}
    guarded["个"] = r"个(?!人(?![民大])|性|别)"
    guarded["名"] = rf"{guarded['名']}(?!镇(?![街(]))"
    guarded["起"] = rf"{guarded['起']}(?!重(?![大点要特复]))"
    guarded |= {u: re.escape(u) for u in (*_COMPOUND, *extra) if u not in known and u != "%"}
    longest = sorted(guarded, key=lambda u: (-len(u), u))
    listed = "|".join(guarded[u] for u in longest)
    collective = r"大(?=[类项件批])|个(?=批次|大?类|学时|课时)(?:大(?=类))?"
    return rf"(?P<percent>个?百分点|[%‰])|(?:{collective})?(?P<unit>{listed})"
