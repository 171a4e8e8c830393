"""What the report itself is about."""

import re
from collections import Counter
from dataclasses import dataclass

RANK = {"国": 4, "省": 3, "州": 2, "市": 2, "区": 1, "县": 1, "旗": 1}
NATION = 4
_WHOLE_OR_ORGAN = re.compile(
    r"(?:全(?=[省市区县州旗](?!级|域|场|民))|(?<![^，。；;\n])(?=[市县区](?:委|政府|人大|政协|司法局)))(.)"
)
_REGION = re.compile(r"自治区各级|全区各(?:盟|地州|地市|市)")


@dataclass(frozen=True)
class Own:
    """What the report itself is about.

    Parameters
    ----------
    rank
        4 of the nation, 3 of a province, 2 of a prefecture, 1 of a county; 0 is unknown.
    names
        Names of the place.
    year
        The year it reports; None is unknown.
    """

    rank: int
    names: tuple[str, ...]
    year: int | None

    @property
    def last_year(self) -> int | None:
        """Return the year before the one that it reports."""
        return self.year - 1 if self.year else None


def own_rank(text: str, names: tuple[str, ...], code: str = "") -> int:
    """Return the rank of the place that a report is about, from its code, name or words."""
    if code:
        return 4 if code == "000000" else 3 if code.endswith("0000") else _by_code(code, names)
    for name in names:
        if name and name[-1] in RANK:
            return 3 if name.endswith("自治区") else RANK[name[-1]]
    if _REGION.search(text):
        return RANK["省"]
    said = Counter(re.findall(r"[我本]([省市区县州旗])(?!级|域|场|民)", text))
    said = said or Counter(_WHOLE_OR_ORGAN.findall(text))
    return min((RANK[w] for w in said), default=0)


def _by_code(code: str, names: tuple[str, ...]) -> int:
    if code.endswith("00"):
        return 2
    return 2 if any(n.endswith("市") for n in names) else 1
