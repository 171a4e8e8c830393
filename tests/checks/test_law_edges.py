"""Edges of the laws: where a figure only just fits, and which of several figures speaks."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from small_panels import Made, Row

from fadu.checks import Figures, audit, confirmations, laws, notes
from fadu.checks.bounds import Bounds
from fadu.checks.quotients import could_be
from fadu.checks.register import Law, adopt
from fadu.codebook import Language
from fadu.errors import RequestError
from fadu.panel import Decision

UP = {"measure": "change_percent", "unit": "%"}
POINTS = {"measure": "change_points", "unit": "%"}
A, B = {"source": "a"}, {"source": "b"}
PLACE = "江苏省南通市通州区"


@pytest.mark.parametrize(("step", "codes"), [("", ["rate-base"]), ("10", [])])
def test_a_rounded_base_excludes_no_rate(made: Made, step: str, codes: list[str]) -> None:
    """33.5 % of 30 cases is 10.05, no whole case; of 30 printed in tens (25 to 40) it may be one."""
    base: Row = (2023, "review_concluded", 30, {"resolution": step})
    found = audit(made((2023, "review_correction_rate", "33.5"), base))
    assert [f.code for f in found] == codes


def test_the_figure_in_use_speaks_for_its_year(made: Made) -> None:
    """Of two figures of a year a change is applied to the one in use: 900 × 1.1 is 990."""
    rows = [
        (2021, "legal_aid_cases", 800, A), (2021, "legal_aid_cases", 900, B),
        (2022, "legal_aid_cases", 10, UP | A),
    ]  # fmt: skip
    (found,) = [f for f in notes(made(*rows)) if f.code == "implied-value"]
    assert found.numbers["2021"] == 900
    assert found.numbers["about"] == 990


def test_a_stale_decision_settles_nothing(made: Made) -> None:
    """A decision made on other values than those printed is not told as one that stands."""
    decision = Decision(
        district="320612", year=2022, indicator="review_corrected", value=Decimal(60),
        expect=(Decimal(50), Decimal(60)), reason_zh="后者为准。", reason_en="the later counts.",
    )  # fmt: skip
    rows = [(2022, "review_corrected", 51), (2022, "review_corrected", 60, B)]
    assert [f.code for f in notes(made(*rows, decisions=(decision,)))] == []


def test_one_part_tells_nothing_of_the_scope(made: Made) -> None:
    """A total that doubles over a steady part is a change of scope only where parts make it up."""
    rows = [
        (2022, "mediation_accepted", 400), (2022, "mediation_succeeded", 390),
        (2023, "mediation_accepted", 800), (2023, "mediation_succeeded", 391),
    ]  # fmt: skip
    assert [f.code for f in audit(made(*rows))] == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", f"{PLACE}2023年现行有效规范性文件数：25 + 8 − 17 − 1 = 15。"),
        (
            "en",
            "Tongzhou District, Nantong, Jiangsu, 2023: normative documents in force: 25 + 8 − 17 − 1 = 15.",
        ),
    ],
)
def test_a_confirmed_stock_is_its_sum(made: Made, lang: Language, said: str) -> None:
    """A stock that follows is said as a sum, in either language."""
    rows = [
        (2022, "normdoc_in_force", 25, {"period": "2022"}),
        (2023, "normdoc_in_force", 15, {"period": "2023"}),
        (2023, "normdoc_issued", 8), (2023, "normdoc_repealed", 17), (2023, "normdoc_lapsed", 1),
    ]  # fmt: skip
    (found,) = confirmations(made(*rows))
    assert found.sentence(lang) == said


def test_what_a_rate_was_before_is_a_span(made: Made) -> None:
    """A rate of 50.0 that grew by 100 % was about 25 before, in either language within its print."""
    rows = [
        (2021, "head_appearance_rate", "40.0"), (2022, "head_appearance_rate", "50.0"),
        (2022, "head_appearance_rate", 100, UP),
    ]  # fmt: skip
    (found,) = audit(made(*rows))
    # rounded or cut off: 50.0 is 49.95 to 50.1, 100 % is 99.5 to 101; 49.95 / 2.01 = 24.85, 50.1 / 1.995 = 25.11
    assert found.sentence_zh.endswith("要相符，上年须为24.9至25.1。")
    assert found.sentence_en.endswith("the year before has to be 24.9 to 25.1.")


@pytest.mark.parametrize(
    ("printed", "fits"),
    [("20", True), ("20.0", False), ("21", False)],
)
def test_only_whole_tens_stand_for_tens(made: Made, printed: str, fits: bool) -> None:
    """16 of 100 may be printed as 20 %, a multiple of ten without decimals; never as 20.0 or 21."""
    rows = [
        (2023, "review_correction_rate", printed, {"resolution": "0.1" if "." in printed else "1"}),
        (2023, "review_corrected", 16), (2023, "review_concluded", 100),
    ]  # fmt: skip
    panel = made(*rows)
    words = " ".join(f.sentence_zh for f in (*audit(panel), *notes(panel)))
    assert ("取整到十位" in words) is fits


@pytest.mark.parametrize(
    ("needed", "possible"),
    [
        ((150, 160), False),
        ((90, 110), True),
        ((100, 100), True),
        ((101, None), False),
        ((None, 20), False),
        ((None, 30), True),
        ((None, None), True),
        ((60, 50), False),
    ],
)
def test_a_base_that_is_not_printed_lies_between_those_that_are(
    made: Made, needed: tuple[int | None, int | None], possible: bool
) -> None:
    """With 100 received and 30 corrected, accepted or concluded cases are 30 to 100 at most."""
    figures = Figures(made((2023, "review_received", 100), (2023, "review_corrected", 30)))
    (report,) = figures.reports.values()
    book = figures.panel.codebook
    law = "review_corrected <= review_accepted"
    entry = book["review_accepted"].model_copy(
        update={"identities": (law, "review_accepted <= review_received")}
    )
    alone = {
        name: i.model_copy(update={"identities": ()}) for name, i in book.indicators.items()
    }
    small = replace(book, indicators=alone | {entry.id: entry})
    assert could_be("review_accepted", needed, report, small) is possible


@pytest.fixture
def own() -> Iterator[Law]:
    """Return a law of one's own; none is adopted afterwards."""
    yield Law("own", "我。", "Mine.", lambda figures: [])
    adopt({})


def test_an_adopted_law_is_held_to_at_once(own: Law) -> None:
    """A law joins those of the package when it is adopted and leaves them when others are."""
    before = laws()
    assert own not in before
    adopt({"mine.py": [own]})
    assert laws() == (*before, own)
    adopt({})
    assert laws() == before


def test_a_code_is_adopted_once(own: Law) -> None:
    """Two laws of one code are refused by the name of the file, and nothing is adopted."""
    with pytest.raises(
        RequestError, match=r"^mine\.py: the code 'own' is taken by another law"
    ):
        adopt({"mine.py": [own, own]})
    assert own not in laws()


@pytest.mark.parametrize(
    ("indicator", "value", "about", "zh", "en"),
    [
        # 99 % rounded or cut off leaves 0 to 1.5 % of the year before: 1 / 0.015 = 66.7
        ("legal_aid_cases", 1, 100, "2021年约100（不少于67）。", "about 100 (at least 67)."),
        # 1.0 is 0.95 to 1.1, and 0.95 / 0.015 = 63.3
        (
            "head_appearance_rate", "1.0", 100,
            "2021年约100.0（不少于63.3）。", "about 100.0 (at least 63.3).",
        ),
    ],
)  # fmt: skip
def test_a_fall_of_nearly_everything_bounds_from_below_alone(
    made: Made, indicator: str, value: object, about: int, zh: str, en: str
) -> None:
    """Where the print allows a fall to nothing, the year before has a least value and no largest."""
    (found,) = notes(made((2022, indicator, value), (2022, indicator, "-99", UP)))
    assert found.numbers["about"] == about
    assert "at most" not in found.numbers
    assert found.sentence_zh.endswith(zh)
    assert found.sentence_en.endswith(en)


def test_a_total_that_leaves_its_parts_is_said_with_their_changes(made: Made) -> None:
    """From 40,000 to 30,000 is down 25.0 %, 17,000 to 16,900 0.6 % and 8,000 to 8,100 up 1.3 %."""
    values = {"all_instances": (40000, 30000), "first_instance": (17000, 16900)}
    values |= {"second_instance": (8000, 8100)}
    rows = [
        (2022 + n, f"litigation_{name}", v[n]) for name, v in values.items() for n in (0, 1)
    ]
    (found,) = [f for f in audit(made(*rows)) if f.code == "scope-change"]
    assert found.sentence_zh == (
        f"{PLACE}2023年各审级行政案件收案数由上年的40,000到30,000，减25.0%，"
        "而一审行政诉讼收案数由上年的17,000到16,900，减0.6%、"
        "二审行政诉讼收案数由上年的8,000到8,100，增1.3%，总数的口径可能变了。"
    )
    assert found.sentence_en.endswith(
        "administrative cases of all instances received went from 40,000 to 30,000 (down 25.0%), "
        "while first-instance administrative cases received went from 17,000 to 16,900 "
        "(down 0.6%) and second-instance administrative cases received went from 8,000 to 8,100 "
        "(up 1.3%): the scope of the total may have changed."
    )


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        ("exact", 105, 120),
        ("about", 100, 120),
        ("nearly", 100, 110),
        ("at_most", 100, 110),
        ("over", 110, 120),
        ("at_least", 110, 120),
    ],
)
def test_a_word_beside_a_number_reaches_one_step(
    made: Made, qualifier: str, low: int, high: int
) -> None:
    """近110 in steps of ten lies from 100 on, 超110 up to 120, 约110 on either side of it."""
    row: Row = (2022, "legal_aid_cases", 110, {"qualifier": qualifier, "resolution": "10"})
    (figure,) = Figures(made(row)).all
    assert (figure.near.low, figure.near.high) == (low, high)


@pytest.mark.parametrize(("last", "codes"), [(200, ["place-shifted"]), (201, [])])
def test_a_series_is_steady_up_to_twice_its_least(
    made: Made, last: int, codes: list[str]
) -> None:
    """2,000 is 13 times the middle of 100, 150 and 200, a steady series; 100, 150 and 201 are none."""
    rows = [(2018 + n, "legal_aid_cases", v) for n, v in enumerate((100, 150, last, 2000))]
    assert [f.code for f in audit(made(*rows))] == codes


def test_a_quotient_of_a_number_without_an_end_starts_at_nought() -> None:
    """What is at most 3, over 2, is 0 to 150 percent; what is at least 3 has no upper end."""
    two = Bounds(Fraction(2), Fraction(2))
    assert Bounds(None, Fraction(3)).over(two, 100) == Bounds(Fraction(0), Fraction(150))
    assert Bounds(Fraction(3), None).over(two, 100) == Bounds(Fraction(150), None)
    assert two.over(Bounds(Fraction(1), None), 100) == Bounds(Fraction(0), Fraction(200))
