"""Words before and after a number that say how exact it is."""

from fadu.model import Qualifier

_BEFORE: dict[str, Qualifier] = {
    "不得低于": "at_least", "不得少于": "at_least", "不得超过": "at_most", "不得高于": "at_most",
    "不少于": "at_least", "不低于": "at_least", "不下于": "at_least", "至少": "at_least",
    "最少": "at_least", "不小于": "at_least", "大于等于": "at_least",
    "不超过": "at_most", "不多于": "at_most", "不高于": "at_most", "不大于": "at_most",
    "至多": "at_most", "最多": "at_most",
    "大约": "about", "约为": "about", "大概": "about", "约": "about",
    "将近": "nearly", "接近": "nearly", "近": "nearly", "不足": "nearly", "不到": "nearly",
    "不满": "nearly", "未满": "nearly", "未到": "nearly",
    "超过": "over", "超出": "over", "超": "over", "逾": "over", "突破": "over", "高达": "exact",
    "过": "over",
}  # fmt: skip
_AFTER: dict[str, Qualifier] = {
    "以上": "at_least", "及以上": "at_least", "以下": "at_most", "及以下": "at_most",
    "以内": "at_most", "左右": "about", "上下": "about",
}  # fmt: skip
_LAST = frozenset(word[-1] for word in _BEFORE)
_NOT_AFTER = {
    "约": "签节契条公预履违合续制邀缔", "近": "附最邻就临靠贴亲远", "超": "赶",
    "过": "通经超不受查复提开召审经",
}  # fmt: skip
_LENGTHS = (4, 3, 2, 1)


def qualify(text: str, start: int, *, over: bool, bound: str) -> tuple[Qualifier, int]:
    """Return the qualifier of the number at `start`, and where it begins.

    Parameters
    ----------
    text
        The text that the number stands in.
    start
        Where the number begins.
    over
        Whether 余 or 多 follows it.
    bound
        以上, 左右 and their like, where they follow it.
    """
    place = start
    while place and text[place - 1] == " " and start - place < 3:
        place -= 1
    before, lead = _before(text, place) if text[place - 1 : place] in _LAST else (None, start)
    if bound in _AFTER:
        return _AFTER[bound], lead
    if before and before != "exact":
        return before, lead
    return ("over" if over else "exact"), start


def _before(text: str, start: int) -> tuple[Qualifier | None, int]:
    for length in _LENGTHS:
        word = text[start - length : start] if length <= start else ""
        found = _BEFORE.get(word)
        if found and text[start - length - 1 : start - length] not in _refused(word):
            return found, start - length
    return None, start


def _refused(word: str) -> frozenset[str]:
    return frozenset(_NOT_AFTER.get(word, ""))
