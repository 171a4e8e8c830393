"""How many findings there are, and where, in words."""

from collections import Counter

from fadu.checks import Findings
from fadu.codebook import Language
from fadu.wording.values import among, counted, listed

MOST_TOLD = 8


def findings_alt(found: Findings, lang: Language) -> str:
    """Return the alternative text of a chart of findings: how many of each place."""
    if not found:
        return "没有发现互不相符的公布值。" if lang == "zh" else "No figures that disagree."
    grave = sum(one.severity == "contradiction" for one in found)
    soft = len(found) - grave
    tally = Counter(one.district for one in found)
    order = sorted(tally, key=lambda code: (-tally[code], code))
    name = found.panel.districts.label
    told = [
        f"{name(code, lang)}{tally[code]}条" if lang == "zh"
        else f"{among(name(code, lang), lang)} {tally[code]}"
        for code in order[:MOST_TOLD]
    ]  # fmt: skip
    more = len(order) - len(told)
    if lang == "zh":
        rest = f"，另有{more}地" if more else ""
        return f"互不相符的公布值{grave}条，须加说明的{soft}条：{'、'.join(told)}{rest}。"
    others = [counted(more, "more place")] if more else []
    return (
        f"{counted(grave, 'contradiction')} and {counted(soft, 'caution')}: "
        f"{listed([*told, *others], lang)}."
    )
