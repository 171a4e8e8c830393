"""What becomes of raw tables: every row is taken, or refused with its reason."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from fadu.codebook import Codebook
from fadu.panel import Panel
from fadu.rebuild import (
    Account,
    changes,
    decisions,
    observations,
    places,
    printed_figures,
    romanise,
)

RAW = {
    "district": "320612", "year": "2022", "period": "", "indicator": "review_received",
    "measure": "value", "value": "180", "unit": "件", "qualifier": "exact", "source": "own",
}  # fmt: skip
KNOWN = {"district": {"320612"}, "source": {"own"}}
NOWHERE = pd.DataFrame(columns=["source", "indicator", "measure", "value"])


def taken(raw: list[dict[str, str]], book: Codebook) -> tuple[pd.DataFrame, Account]:
    account = Account()
    frame = pd.DataFrame([RAW | r for r in [{}, *raw]])
    return observations(frame, NOWHERE, book, KNOWN, account), account


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"indicator": "review_recieved"}, "indicator 'review_recieved' has no codebook entry"),
        ({"unit": "元"}, "unit '元' is not '件' of review_received"),
        ({"district": "990000"}, "district '990000' is not known"),
        ({"source": "other"}, "source 'other' is not known"),
        (
            {"district": "990000", "source": "other"},
            "district '990000' is not known; source 'other' is not known",
        ),
    ],
)
def test_a_row_that_cannot_be_is_told(panel: Panel, row: dict[str, str], reason: str) -> None:
    """A refused row stands in the account whole, with what is wrong; the others are taken."""
    kept, account = taken([row], panel.codebook)
    assert kept["value"].tolist() == ["180"]
    assert account.refused == [f"  observations: {','.join((RAW | row).values())}: {reason}"]
    assert account.lines()[-2:] == [f"{'refused':48} {1:>6}", account.refused[0]]


def test_a_spelling_of_a_unit_becomes_the_panels(panel: Panel) -> None:
    """Another spelling of the unit is no reason to refuse, nor is the unit of a change."""
    kept, account = taken(
        [{"unit": "宗"}, {"measure": "change_percent", "unit": "%"}], panel.codebook
    )
    assert kept["unit"].tolist() == ["件", "件", "%"]
    assert account.refused == []
    assert dict(account.taken) == {
        "observations, value": 2,
        "observations, change_percent": 1,
    }


REPORT = "总述\n一、概况\n全年收到180件。\n二、成效\n（一）复议\n纠错率12.50%，金额3.5亿元。\n（二）其他\n无一败诉。\n"


def test_figures_of_a_report_keep_their_place(tmp_path: Path, panel: Panel) -> None:
    """A figure of the annotated report gets its section, its place and the step of its print."""
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    lines = ["indicator,measure,value,surface,start,end"]
    for indicator, value, surface in (
        ("review_received", "180", "180"),
        ("review_correction_rate", "12.50", "12.50"),
        ("investment_total", "350000000", "3.5"),
        ("litigation_lost", "0", "无一"),
    ):
        start = REPORT.index(surface)
        lines.append(f"{indicator},value,{value},{surface},{start},{start + len(surface)}")
    (tmp_path / "figures.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = printed_figures(tmp_path, "own")
    assert found["resolution"].tolist() == ["1", "0.01", "10000000", "1"]
    assert found["section"].tolist() == ["一", "二（一）", "二（一）", "二（二）"]
    account = Account()
    kept = observations(pd.DataFrame([RAW]), found[:2], panel.codebook, KNOWN, account)
    (row,) = kept.to_dict("records")
    start = REPORT.index("180")
    assert (row["section"], row["start"], row["end"]) == ("一", str(start), str(start + 3))
    assert account.taken["observations, with its place in the report"] == 1
    (left,) = account.refused  # what the report prints and no raw row holds
    assert "review_correction_rate" in left
    assert left.endswith("is not among the observations")


def step(year: int, old: str, new: str, curated: str = "0") -> dict[str, str]:
    """Return a change of code in its raw form."""
    names = {"old_name": f"旧{old}", "new_name": f"新{new}"}
    return {"year": str(year), "old_code": old, "new_code": new, "kind": "更名", "curated": curated} | names  # fmt: skip


def test_a_former_code_leads_to_one_place_of_today() -> None:
    """Steps are followed in time to the place of today; one that parts in two leads nowhere."""
    raw = pd.DataFrame(
        [
            step(2000, "a", "b"),
            step(2010, "b", "t", "1"),
            step(1990, "b", "gone"),  # before a became b
            step(2005, "c", "t"),
            step(2005, "d", "e"),
            step(2006, "e", "t"),
            step(2006, "e", "u"),
            step(2001, "f", "nowhere"),
            step(2001, "", "t"),
        ]
    )
    account = Account()
    kept = changes(raw, {"t", "u"}, account).set_index(["old_code", "year"])
    led = {key: row["today"] for key, row in kept.iterrows()}
    assert led == {
        ("a", "2000"): "t",
        ("b", "2010"): "t",
        ("c", "2005"): "t",
        ("e", "2006"): led[("e", "2006")],
    }
    assert kept.loc[("b", "2010"), "curated"] == "yes"
    assert kept.loc[("a", "2000"), "curated"] == "no"
    assert [*account.taken.values()] == [5, 4]


def test_places_that_only_sources_name_join_the_register() -> None:
    """A place outside the code book is a province of its own, and said to be unlisted."""
    raw = pd.DataFrame([{"code": "110000", "name": "北京市", "parent": "000000", "level": "province"}])  # fmt: skip
    seen = pd.DataFrame(
        [{"code": "110000", "name": "北京"}, {"code": "660000", "name": "兵团"}]
    )
    made = places(raw, seen, {"兵团": "The Corps"})
    assert made["code"].tolist() == ["110000", "660000"]
    assert made["en"].tolist() == ["Beijing", "The Corps"]
    assert made["listed"].tolist() == ["yes", "no"]
    assert made["parent"].tolist() == ["000000", "000000"]


@pytest.mark.parametrize(
    ("name", "english"),
    [("西安市", "Xi'an"), ("恩施土家族苗族自治州", "Enshi"), ("和县", "Hexian"), ("通州区", "Tongzhou"), ("阿里地区", "Ali")],
)  # fmt: skip
def test_a_name_in_pinyin(name: str, english: str) -> None:
    """The word for the kind of place and for its peoples is left away, but for short names."""
    assert romanise(name) == english


def test_a_decision_expects_what_was_printed() -> None:
    """A recorded choice says all that was printed of the cell, the smallest first."""
    cell = {"district": "110112", "year": "2022", "period": "", "indicator": "review_corrected"}
    figures = pd.DataFrame([cell | {"value": v} for v in ("60", "7", "51")] + [cell | {"year": "2023", "value": "1"}])  # fmt: skip
    raw = pd.DataFrame([cell | {"value": "60", "reason": "later"}])
    (entry,) = tomllib.loads(decisions(raw, figures, {"later": "较晚"}))["decision"]
    assert entry == cell | {
        "year": 2022,
        "value": "60",
        "expect": ["7", "51", "60"],
        "reason_en": "later",
        "reason_zh": "较晚",
    }
