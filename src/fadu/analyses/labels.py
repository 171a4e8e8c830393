"""Names of places as a chart has room for them."""

import re
from collections import Counter
from collections.abc import Sequence

from fadu.codebook import Language
from fadu.districts import Register

_KIND = re.compile(r"(壮族|回族|维吾尔)?自治区$|省$|市$|自治州$|特别行政区$")
_PEOPLES = re.compile(r"((哈尼|布依|土家|景颇|朝鲜|蒙古|傈僳)族|.族)+$")


def labels(places: Register, codes: Sequence[str], lang: Language) -> list[str]:
    """Return the short name of each place, with its parent's where two places share it.

    Parameters
    ----------
    places
        The register.
    codes
        Codes of places.
    lang
        zh or en.
    """
    return _parted(places, codes, [_bare(places, code, lang) for code in codes], lang)


def apart(places: Register, codes: Sequence[str], lang: Language) -> list[str]:
    """Return the own name of each place, with its parent's where two places share it.

    Parameters
    ----------
    places, codes, lang
        As in `labels`, which leaves out 省, 市 and the like.
    """
    return _parted(places, codes, [places.short(code, lang) for code in codes], lang)


def _parted(
    places: Register, codes: Sequence[str], short: Sequence[str], lang: Language
) -> list[str]:
    shared = {name for name, times in Counter(short).items() if times > 1}
    return [
        _with_parent(places, code, name, lang) if name in shared else name
        for code, name in zip(codes, short, strict=True)
    ]


def _bare(places: Register, code: str, lang: Language) -> str:
    name = places.short(code, lang)
    if lang == "en" or code not in places or places[code].level == "county":
        return name
    bare = _PEOPLES.sub("", _KIND.sub("", name))
    return bare if len(bare) > 1 else name


def _with_parent(places: Register, code: str, name: str, lang: Language) -> str:
    above = places.ancestors(code)
    if not above:
        return name
    return f"{above[0].name}{name}" if lang == "zh" else f"{name}, {above[0].en}"
