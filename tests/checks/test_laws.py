"""Each law, broken and kept, on small panels; the register of laws."""

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from small_panels import Made, Row

from fadu.checks import ENTRY_POINTS, LAWS, Figures, Finding, audit, confirmations, laws, notes
from fadu.errors import RequestError
from fadu.panel import Decision

UP = {"measure": "change_percent", "unit": "%"}
POINTS = {"measure": "change_points", "unit": "%"}
B = {"source": "b"}


def years(indicator: str, **values: object) -> list[Row]:
    """Return a series written as y2019=1210, y2020=1305."""
    return [(int(year[1:]), indicator, value) for year, value in values.items()]


BROKEN: dict[str, tuple[list[Row], str, str, str, str]] = {
    "parts above a total of which one part is not printed": (
        [
            (2023, "normdoc_cleaned", 288), (2023, "normdoc_kept", 270),
            (2023, "normdoc_repealed", 28), (2023, "normdoc_lapsed", 2),
        ],
        "parts-total", "contradiction",
        "江苏省南通市通州区2023年清理后继续有效文件数、废止文件数、宣布失效文件数（270 + 28 + 2 = 300）不应多于规范性文件清理数的288。",
        "Tongzhou District, Nantong, Jiangsu, 2023: normative documents kept, normative documents repealed and normative documents declared lapsed (270 + 28 + 2 = 300) should not exceed normative documents cleaned up (288).",
    ),
    "shares that make up a whole": (
        [(2021, "review_not_litigated_rate", "85.0"), (2021, "review_litigated_after_rate", "18.0")],
        "parts-total", "contradiction",
        "江苏省南通市通州区2021年复议后未进入诉讼比例、复议后被诉率（85.0 + 18.0 = 103.0）应等于100。",
        "Tongzhou District, Nantong, Jiangsu, 2021: share not litigated after administrative reconsideration and rate litigated after administrative reconsideration (85.0 + 18.0 = 103.0) should equal 100.",
    ),
    "growth against last year": (
        [
            (2015, "litigation_lost", 1803), (2016, "litigation_lost", 2376),
            (2016, "litigation_lost", "45.86", UP),
        ],
        "growth", "contradiction",
        "江苏省南通市通州区2016年行政诉讼败诉数印作比上年增长45.86%，但由1,803到2,376是增长31.78%；要相符，上年须为1,629。",
        "Tongzhou District, Nantong, Jiangsu, 2016: administrative cases lost printed as up 45.86% on the year before, but from 1,803 to 2,376 is up 31.78%; to fit, the year before has to be 1,629.",
    ),
    "a rise printed as a fall": (
        [(2021, "legal_aid_cases", 100), (2022, "legal_aid_cases", 80), (2022, "legal_aid_cases", "20", UP)],
        "growth", "contradiction",
        "江苏省南通市通州区2022年法律援助案件数印作比上年增长20%，但由100到80是下降20.0%，升降方向印反了。",
        "Tongzhou District, Nantong, Jiangsu, 2022: legal aid cases printed as up 20% on the year before, but from 100 to 80 is down 20.0%; rise and fall are printed the wrong way round.",
    ),
    "growth by N times": (
        [
            (2021, "review_respondent_police", 85), (2022, "review_respondent_police", 213),
            (2022, "review_respondent_police", 250, UP),
        ],
        "growth-multiple", "contradiction",
        "江苏省南通市通州区2022年以公安机关为被申请人复议数印作比上年增长250%，但由85到213是增长150.6%，后者是前者的2.51倍，“是几倍”被印成了“增长几倍”。",
        "Tongzhou District, Nantong, Jiangsu, 2022: administrative reconsideration cases against the police printed as up 250% on the year before, but from 85 to 213 is up 150.6%: the later figure is 2.51 times the earlier, printed as if it had grown by as many times.",
    ),
    "points as percent": (
        [
            (2021, "review_settled_rate", "20.0"), (2022, "review_settled_rate", "30.0"),
            (2022, "review_settled_rate", "10", UP),
        ],
        "points-percent", "contradiction",
        "江苏省南通市通州区2022年行政复议调解和解率印作比上年增长10%，但由20.0%到30.0%是增长50.0%，所印的其实是10.0个百分点，百分点被印成了%。",
        "Tongzhou District, Nantong, Jiangsu, 2022: settlement rate of administrative reconsideration printed as up 10% on the year before, but from 20.0% to 30.0% is up 50.0%; what is printed is the 10.0 percentage points, as percent.",
    ),
    "percent as points": (
        [
            (2021, "review_settled_rate", "20.0"), (2022, "review_settled_rate", "30.0"),
            (2022, "review_settled_rate", "50", POINTS),
        ],
        "points-percent", "contradiction",
        "江苏省南通市通州区2022年行政复议调解和解率印作比上年增长50个百分点，但由20.0%到30.0%是增长10.0个百分点，所印的其实是百分之几，被印成了百分点。",
        "Tongzhou District, Nantong, Jiangsu, 2022: settlement rate of administrative reconsideration printed as up 50 points on the year before, but from 20.0% to 30.0% is up 10.0 points; what is printed is the change in percent, as points.",
    ),
    "a digit lost beside what was concluded": (
        [(2021, "litigation_first_instance", 2210), (2021, "litigation_first_instance_concluded", 17294)],
        "digit-lost", "caution",
        "江苏省南通市通州区2021年一审行政诉讼收案数印作2,210件，只有同一来源一审行政诉讼审结数（17,294件）的12.8%，像是少了一位。",
        "Tongzhou District, Nantong, Jiangsu, 2021: first-instance administrative cases received: 2,210 cases printed, only 12.8% of the 17,294 first-instance administrative cases concluded in the same source, as if a digit had been lost.",
    ),
    "a place shifted in a series": (
        years("legal_aid_cases", y2019=1210, y2020=1305, y2021=13100, y2022=1422),
        "place-shifted", "caution",
        "江苏省南通市通州区2021年法律援助案件数印作13,100件，是其他年份（2019、2020、2022年，1,210至1,422）中位数的10.0倍，像是多了一位。",
        "Tongzhou District, Nantong, Jiangsu, 2021: legal aid cases: 13,100 cases printed, 10.0 times the median of other years (2019, 2020, 2022: 1,210 to 1,422), as if a digit had been added.",
    ),
    "a look-alike in a series": (
        [
            *years("disclosure_applications", y2020=52, y2021=48, y2022=327),
            *years("disclosure_applications_whole_area", y2021=301, y2023=340),
        ],
        "look-alike", "caution",
        "江苏省南通市通州区2022年信息公开申请数印作327件，其他年份为48至52，而全域信息公开申请数为301至340，可能是后者的数字。",
        "Tongzhou District, Nantong, Jiangsu, 2022: disclosure applications: 327 applications printed against 48 to 52 in other years, while the series of disclosure applications of the whole area stands at 301 to 340; the figure may be of the latter.",
    ),
    "a look-alike among rates": (
        [
            *years("mediation_success_rate", y2019="99.59", y2020="99.2", y2021="50.81"),
            (2022, "court_mediation_success_rate", "49.3"),
        ],
        "look-alike", "caution",
        "江苏省南通市通州区2021年各类调解组织调解成功率印作50.81%，其他年份为99.2至99.59%，而法院诉前调解成功率为49.3%，可能是后者的数字。",
        "Tongzhou District, Nantong, Jiangsu, 2021: mediation success rate of all organisations: 50.81% printed against 99.2 to 99.59% in other years, while the series of success rate of court-linked mediation stands at 49.3%; the figure may be of the latter.",
    ),
    "a share above 100": (
        [(2022, "mediation_success_rate", "104.2")],
        "range", "contradiction",
        "江苏省南通市通州区2022年各类调解组织调解成功率印作104.2%，而比例应在0至100%之间。",
        "Tongzhou District, Nantong, Jiangsu, 2022: mediation success rate of all organisations: the printed 104.2% is impossible, because a share lies between 0 and 100%.",
    ),
    "a count below zero": (
        [(2022, "legal_aid_cases", -5)],
        "range", "contradiction",
        "江苏省南通市通州区2022年法律援助案件数印作−5件，而数量不能小于零。",
        "Tongzhou District, Nantong, Jiangsu, 2022: legal aid cases: the printed −5 cases is impossible, because a quantity is not below zero.",
    ),
    "a fall by more than everything": (
        [(2022, "notarised", "-120", UP)],
        "range", "contradiction",
        "江苏省南通市通州区2022年公证办理件数印作−120%，而降幅不能超过100%。",
        "Tongzhou District, Nantong, Jiangsu, 2022: notarial acts: the printed −120% is impossible, because nothing falls by more than 100%.",
    ),
    "a truncated rate": (
        [
            (2022, "mediation_accepted", 14374), (2022, "mediation_succeeded", 14270),
            (2022, "mediation_success_rate", "99.27"),
        ],
        "rounding", "caution",
        "江苏省南通市通州区2022年各类调解组织调解成功率印作99.27%，14,270/14,374为99.2765%，四舍五入是99.28%，所印数字是截尾而得，可以成立。",
        "Tongzhou District, Nantong, Jiangsu, 2022: the mediation success rate of all organisations is printed as 99.27%; 14,270/14,374 is 99.2765%, which rounds to 99.28%: the printed rate was cut off, which is allowed.",
    ),
    "a rate in round tens": (
        [
            (2022, "mediation_accepted", 200), (2022, "mediation_succeeded", 172),
            (2022, "mediation_success_rate", "90"),
        ],
        "rate-counts", "caution",
        "江苏省南通市通州区2022年各类调解组织调解成功率印作90%，而172/200为86.0%，只有当作取整到十位的数才能成立。",
        "Tongzhou District, Nantong, Jiangsu, 2022: the mediation success rate of all organisations is printed as 90%, but 172/200 is 86.0%; it stands only as a number rounded to tens.",
    ),
    "one figure in two reports, one of them cut off": (
        [(2022, "people_mediators", 3629000), (2022, "people_mediators", 3620000, B)],
        "reports-disagree", "caution",
        "江苏省南通市通州区2022年人民调解员数，《乙报告》（2023-02）印作3,620,000人，《甲报告》（2022-02）印作3,629,000人，只有其中一个是截尾而得才能同时成立。",
        "Tongzhou District, Nantong, Jiangsu, 2022: people's mediators printed as 3,620,000 persons in “乙报告” (2023-02), 3,629,000 persons in “甲报告” (2022-02), which can all be right only if one was cut off.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_law_is_said_whole(
    made: Made, case: tuple[list[Row], str, str, str, str]
) -> None:
    """A broken law gives one finding: code, severity, and a sentence in each language."""
    rows, code, severity, zh, en = case
    (found,) = audit(made(*rows))
    assert (found.code, found.severity) == (code, severity)
    assert (found.sentence("zh"), found.sentence("en")) == (zh, en)


KEPT: dict[str, list[Row]] = {
    "a rate rounded half up": [
        (2022, "mediation_accepted", 14374), (2022, "mediation_succeeded", 14129),
        (2022, "mediation_success_rate", "98.3"),
    ],
    "a rate that its qualifier allows": [
        (2022, "mediation_accepted", 1237), (2022, "mediation_succeeded", 1219),
        (2022, "mediation_success_rate", "98", {"qualifier": "over"}),
    ],
    "counts rounded to hundreds": [
        (2022, "mediation_accepted", 28400), (2022, "mediation_succeeded", 26700),
        (2022, "mediation_success_rate", "93.8"),
    ],
    "a rate of nothing": [
        (2022, "mediation_accepted", 0), (2022, "mediation_succeeded", 0),
        (2022, "mediation_success_rate", "100"),
    ],
    "a rate over a base that is not printed": [
        (2016, "litigation_first_instance", 694), (2016, "litigation_lost", 109),
        (2016, "litigation_lost_rate", "16.9"),
    ],
    "completed cases above intake where there is no law": [
        (2020, "disclosure_applications_whole_area", 254),
        (2020, "disclosure_concluded_whole_area", 257),
    ],
    "a stock that fits, one way out not printed": [
        (2022, "normdoc_in_force", 25, {"period": "2022"}),
        (2023, "normdoc_in_force", 14, {"period": "2023"}),
        (2023, "normdoc_issued", 8), (2023, "normdoc_repealed", 17),
    ],
    "growth that fits": [
        (2021, "legal_aid_cases", 800), (2022, "legal_aid_cases", 900),
        (2022, "legal_aid_cases", "12.5", UP),
    ],
    "a fall that fits": [
        (2021, "legal_aid_cases", 800), (2022, "legal_aid_cases", 700),
        (2022, "legal_aid_cases", "-12.5", UP),
    ],
    "growth by nearly the whole": [
        (2021, "legal_aid_cases", 800), (2022, "legal_aid_cases", 1500),
        (2022, "legal_aid_cases", "100", UP | {"qualifier": "nearly"}),
    ],
    "growth from nothing": [
        (2021, "legal_aid_cases", 0), (2022, "legal_aid_cases", 15),
        (2022, "legal_aid_cases", "100", UP),
    ],
    "a fall to nothing": [(2022, "legal_aid_cases", 0), (2022, "legal_aid_cases", "-100", UP)],
    "points that fit": [
        (2021, "review_settled_rate", "20.0"), (2022, "review_settled_rate", "30.0"),
        (2022, "review_settled_rate", "10", POINTS),
    ],
    "one figure in two reports, one rounded": [
        (2022, "legal_aid_cases", 22004), (2022, "legal_aid_cases", 22000, B),
    ],
    "one figure in two reports, one a bound": [
        (2022, "legal_aid_cases", 17690), (2022, "legal_aid_cases", 17000, B | {"qualifier": "over"}),
    ],
    "a series that really grew": years(
        "legal_aid_cases", y2019=120, y2020=400, y2021=1200, y2022=4100
    ),
    "few cases that swing": years("legal_aid_cases", y2019=6, y2020=5, y2021=50, y2022=4),
    "a total that falls with its parts": [
        *years("litigation_all_instances", y2022=38061, y2023=30111),
        *years("litigation_first_instance", y2022=17378, y2023=13459),
    ],
    "look-alikes that are alike": [
        *years("disclosure_applications", y2020=52, y2021=48, y2022=60),
        *years("disclosure_applications_whole_area", y2021=61, y2023=62),
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", KEPT.values(), ids=KEPT.keys())
def test_what_print_allows_raises_nothing(made: Made, rows: list[Row]) -> None:
    """Figures that rounding, a qualifier, an unprinted base or true growth explain are left alone."""
    assert audit(made(*rows)) == ()


BREAK = [
    (2023, "review_received", 1013),
    (2024, "review_received", 2027),
    (2024, "review_received", "30", UP),
]


def test_growth_is_not_judged_across_a_break(made: Made) -> None:
    """Printed growth over 2024-01-01 is not held against last year's figure of another source."""
    first, *rest = BREAK
    assert audit(made((*first, B), *rest)) == ()


def test_a_source_answers_for_its_own_arithmetic(made: Made) -> None:
    """A source that prints both years itself is held to its growth, a break or not."""
    assert [f.code for f in audit(made(*BREAK))] == ["growth"]


def test_growth_fits_any_printed_figure_of_last_year(made: Made) -> None:
    """Growth that fits one of two printed figures of last year is not called wrong."""
    rows = [
        (2021, "legal_aid_cases", 800), (2021, "legal_aid_cases", 850, B),
        (2022, "legal_aid_cases", 900), (2022, "legal_aid_cases", "12.5", UP),
    ]  # fmt: skip
    assert [f.code for f in audit(made(*rows))] == ["reports-disagree"]


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        (
            [(2021, "legal_aid_cases", 800), (2022, "legal_aid_cases", "12.5", UP)],
            "江苏省南通市通州区2021年法律援助案件数800件，次年增长12.5%，由此推算2022年为900。",
            "Tongzhou District, Nantong, Jiangsu, 2021: legal aid cases: 800 cases, up 12.5% in the next year, which puts 2022 at 900.",
        ),
        (
            [(2022, "mediation_success_rate", "98.3"), (2022, "mediation_success_rate", "1.2", POINTS)],
            "江苏省南通市通州区2022年各类调解组织调解成功率98.3%，比上年增长1.2个百分点，由此推算2021年约97.1（97.0至97.3）。",
            "Tongzhou District, Nantong, Jiangsu, 2022: mediation success rate of all organisations: 98.3%, up 1.2 points on the year before, which puts 2021 at about 97.1 (97.0 to 97.3).",
        ),
    ],
)  # fmt: skip
def test_a_change_implies_the_other_year(made: Made, rows: list[Row], zh: str, en: str) -> None:
    """A printed change and one year give the other as an interval, which is a note."""
    (found,) = notes(made(*rows))
    assert (found.code, found.severity) == ("implied-value", "note")
    assert (found.sentence_zh, found.sentence_en) == (zh, en)


def test_a_stock_that_holds_is_confirmed(made: Made) -> None:
    """A stock that follows from the year before is confirmed with its sum."""
    rows = [
        (2022, "normdoc_in_force", 25, {"period": "2022"}),
        (2023, "normdoc_in_force", 15, {"period": "2023"}),
        (2023, "normdoc_issued", 8), (2023, "normdoc_repealed", 17), (2023, "normdoc_lapsed", 1),
    ]  # fmt: skip
    (found,) = confirmations(made(*rows))
    assert found.sentence_en.endswith("normative documents in force: 25 + 8 − 17 − 1 = 15.")


def decided(*expect: str) -> Decision:
    """Return a decision for 60 of the cell that the next test fills."""
    return Decision(
        district="320612", year=2022, indicator="review_corrected", value=Decimal(60),
        expect=tuple(Decimal(e) for e in expect), reason_zh="后一份报告为准。", reason_en="the later report counts.",
    )  # fmt: skip


TWO: list[Row] = [(2022, "review_corrected", 51), (2022, "review_corrected", 60, B)]


def test_a_standing_decision_settles_a_disagreement(made: Made) -> None:
    """While the printed values are those decided on, the disagreement is only noted."""
    panel = made(*TWO, decisions=(decided("51", "60"),))
    assert audit(panel) == ()
    (found,) = notes(panel)
    assert (
        found.sentence_zh
        == "江苏省南通市通州区2022年行政复议直接纠错数印有51 / 60，经决定采用60：后一份报告为准。"
    )
    assert (
        found.sentence_en
        == "Tongzhou District, Nantong, Jiangsu, 2022: administrative reconsideration cases corrected printed as 51 / 60; 60 is used by decision: the later report counts."
    )


def test_a_decision_fails_when_the_publisher_mends_the_figure(made: Made) -> None:
    """A decision whose expected printed values are no longer printed is a contradiction."""
    (found,) = audit(made(*TWO, decisions=(decided("50", "60"),)))
    assert (found.code, found.severity) == ("stale-decision", "contradiction")
    assert (
        found.sentence_zh
        == "江苏省南通市通州区2022年行政复议直接纠错数的决定所依据的印数是50 / 60，现印数是51 / 60，决定已过时。"
    )
    assert (
        found.sentence_en
        == "Tongzhou District, Nantong, Jiangsu, 2022: the decision on administrative reconsideration cases corrected was made on the printed values 50 / 60, but those printed now are 51 / 60, so it is stale."
    )


def test_a_decision_about_another_selection_is_left_alone(made: Made) -> None:
    """A decision whose cell is not in the panel is not called stale."""
    assert audit(made((2021, "review_corrected", 5), decisions=(decided("51", "60"),))) == ()


def test_numbers_are_carried_exactly(made: Made) -> None:
    """A finding carries its numbers as decimals, printed ones unchanged."""
    rows, *_ = BROKEN["growth against last year"]
    (found,) = audit(made(*rows))
    assert found.numbers["change_percent"] == Decimal("45.86")
    assert found.numbers["2015"] == Decimal(1803)
    assert round(found.numbers["computed"], 2) == Decimal("31.78")


def test_laws_have_codes_and_sentences() -> None:
    """Every law has a code of its own and is one sentence in each language."""
    codes = [law.code for law in LAWS]
    assert len(set(codes)) == len(codes)
    for law in LAWS:
        assert law.sentence("zh").endswith("。")
        assert law.sentence("zh").count("。") == 1
        assert law.sentence("en").endswith(".")
        assert law.code == law.code.lower().replace("_", "-")


def test_every_law_speaks_under_its_own_code(made: Made, real: tuple[Finding, ...]) -> None:
    """A law yields findings of its own code alone, and each is heard in these tests."""
    panels = [made(*rows) for rows, *_ in BROKEN.values()]
    for law in LAWS:
        for panel in panels:
            assert {f.code for f in law.find(Figures(panel))} <= {law.code}
    heard = {f.code for f in real} | {code for _, code, *_ in BROKEN.values()}
    assert {law.code for law in LAWS} - heard == {
        "implied-value",
        "superseded",
        "stale-decision",
    }


MODULE = """
from fadu.checks import Finding, Law

FOUND = Finding("mine", "caution", "320612", 2022, "", (), ("a",), {}, "我。", "Mine.")
LAW = Law("mine", "我。", "Mine.", lambda figures: [FOUND])
LAWS = [LAW]
TAKEN = Law("range", "我。", "Mine.", lambda figures: [FOUND])
"""


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Return a function that installs another package with one entry point."""

    def install(name: str) -> None:
        (tmp_path / "law_of_mine.py").write_text(MODULE, encoding="utf-8")
        about = tmp_path / "law_of_mine-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Name: law-of-mine\nVersion: 1.0\n", encoding="utf-8")
        (about / "entry_points.txt").write_text(
            f"[{ENTRY_POINTS}]\nmine = law_of_mine:{name}\n", encoding="utf-8"
        )
        monkeypatch.syspath_prepend(str(tmp_path))
        laws.cache_clear()

    yield install
    sys.modules.pop("law_of_mine", None)
    laws.cache_clear()


@pytest.mark.parametrize("name", ["LAW", "LAWS"])
def test_another_package_brings_laws(
    made: Made, brought: Callable[[str], None], name: str
) -> None:
    """A law, or several, named by an entry point are heard beside those of the package."""
    brought(name)
    assert [f.sentence_en for f in audit(made((2022, "legal_aid_cases", 5)))] == ["Mine."]


def test_two_laws_with_one_code_are_refused(made: Made, brought: Callable[[str], None]) -> None:
    """A law that takes a code of the package is refused by name."""
    brought("TAKEN")
    with pytest.raises(RequestError) as refused:
        audit(made((2022, "legal_aid_cases", 5)))
    assert str(refused.value) == (
        "two laws have the code 'range'; rename the one of the entry point group fadu.checks"
    )
