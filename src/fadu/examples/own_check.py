"""A check of one's own: a file in the folder ``extensions`` of a workspace."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fadu.checks import Figures, Finding, Law


def jumps(figures: Figures) -> Iterator[Finding]:
    """Yield each full year whose applications exceed one and a half times those before."""
    table = figures.panel.table
    mine = table[(table["indicator"] == "review_received") & table["chosen"]]
    mine = mine[(mine["period"] == "") & (mine["measure"] == "value")]
    for district, rows in mine.sort_values("year").groupby("district"):
        for before, now in pairwise(rows.to_dict("records")):
            if now["year"] == before["year"] + 1 and now["value"] > 1.5 * before["value"]:
                yield _finding(figures, str(district), before, now)


def _finding(figures: Figures, district: str, before: dict, now: dict) -> Finding:  # type: ignore[type-arg]
    label, first, last = figures.panel.districts.label, before["printed"], now["printed"]
    return Finding(
        code="own-jump",
        severity="caution",
        district=district,
        year=int(now["year"]),
        period="",
        indicators=("review_received",),
        sources=tuple(sorted({before["source"], now["source"]})),
        numbers={"before": Decimal(first), "now": Decimal(last)},
        sentence_zh=f"{label(district)}{now['year']}年收到{last}件申请，比上年的{first}件多一半以上，"
        "报告应写明原因。",
        sentence_en=f"{label(district, 'en')} received {last} applications in {now['year']}, more "
        f"than one and a half times the {first} before; its report should say why.",
    )


CHECKS = [
    Law(
        "own-jump",
        "收到的申请一年内增加一半以上，报告应写明原因。",
        "Applications that grow by more than half in a year have their reason beside them.",
        jumps,
    ),
]
