"""The bundled panel: what its publications say wrongly, found and worded."""

import time
from collections import Counter
from dataclasses import replace

import pytest

from fadu.checks import Finding, audit, confirmations, notes
from fadu.panel import Panel

KNOWN = {
    ("000000", 2017, "reports-disagree"): 2,
    ("000000", 2023, "rate-counts"): 1,
    ("000000", 2024, "rate-counts"): 1,
    ("110112", 2019, "rate-base"): 1,
    ("110112", 2019, "rate-counts"): 1,
    ("110112", 2022, "reports-disagree"): 1,
    ("310000", 2020, "rate-counts"): 1,
    ("320000", 2023, "scope-change"): 1,
    ("321100", 2025, "rate-counts"): 1,
    ("330683", 2020, "rate-counts"): 1,
    ("331100", 2016, "rate-counts"): 1,
    ("340000", 2013, "reports-disagree"): 1,
    ("371600", 2024, "rate-base"): 1,
    ("371600", 2024, "rate-counts"): 1,
    ("411322", 2024, "rate-counts"): 1,
    ("421321", 2024, "stock-flow"): 1,
    ("440400", 2018, "rate-counts"): 1,
    ("442000", 2024, "rate-counts"): 1,
    ("500000", 2021, "rounding"): 1,
    ("500235", 2023, "rounding"): 1,
    ("500241", 2024, "rate-counts"): 1,
    ("621000", 2015, "above-intake"): 1,
    ("621000", 2015, "rate-counts"): 1,
}
"""Each read beside its publication's other figures."""

SENTENCES = [
    (
        ("411322", "rate-counts", "caution"),
        "河南省南阳市方城县2024年行政复议直接纠错率印作19.2%，以行政复议审结数为分母（29/135）是21.5%，以行政复议受理数为分母（29/151）是19.2%，可见分母是行政复议受理数。",
        "Fangcheng County, Nanyang, Henan, 2024: the correction rate of administrative reconsideration is printed as 19.2%; over administrative reconsideration cases concluded (29/135) it is 21.5% and over administrative reconsideration cases accepted (29/151) it is 19.2%, so it is over administrative reconsideration cases accepted.",
    ),
    (
        ("442000", "rate-counts", "contradiction"),
        "广东省中山市2024年行政复议直接纠错率印作1.78%，但以行政复议审结数为分母（46/2,755）是1.67%；要得到它，分母须为2,570至2,591，而同一来源的行政复议实质性化解率正是以2,755为分母的。",
        "Zhongshan, Guangdong, 2024: the correction rate of administrative reconsideration is printed as 1.78%, but over administrative reconsideration cases concluded (46/2,755) it is 1.67%; it needs a base of 2,570 to 2,591, while the substantive resolution rate of administrative reconsideration in the same source is over 2,755.",
    ),
    (
        ("440400", "rate-counts", "caution"),
        "广东省珠海市2018年负责人出庭应诉率印作21.75%，但以一审行政诉讼审结数为分母（87/407）是21.38%，以一审行政诉讼收案数为分母（87/434）是20.05%；要得到它，分母须为400，除非分母是来源没有印出的行政诉讼开庭案件数或应出庭应诉案件数，否则有误。",
        "Zhuhai, Guangdong, 2018: the court appearance rate of heads of administrative organs is printed as 21.75%, but over first-instance administrative cases concluded (87/407) it is 21.38% and over first-instance administrative cases received (87/434) it is 20.05%; it needs a base of 400, an error unless it is over administrative cases heard or cases with the head of the organ due in court, which the source does not print.",
    ),
    (
        ("500235", "rounding", "caution"),
        "重庆市云阳县2023年行政诉讼败诉率印作14.11%，12/85为14.1176%，四舍五入是14.12%，所印数字是截尾而得，可以成立。",
        "Yunyang County, Chongqing, 2023: the lost rate of administrative litigation is printed as 14.11%; 12/85 is 14.1176%, which rounds to 14.12%: the printed rate was cut off, which is allowed.",
    ),
    (
        ("500000", "rounding", "caution"),
        "重庆市2021年行政复议直接纠错率印作10.97%，639/5,828为10.9643%，四舍五入是10.96%，所印数字末位多进了一。",
        "Chongqing, 2021: the correction rate of administrative reconsideration is printed as 10.97%; 639/5,828 is 10.9643%, which rounds to 10.96%: the last printed digit is one too high.",
    ),
    (
        ("500241", "rate-counts", "contradiction"),
        "重庆市秀山土家族苗族自治县2024年行政复议调解和解率印作40.74%，但以行政复议审结数为分母（19/54）是35.19%，以行政复议办理数为分母（19/63）是30.16%；任何整数分母都得不到它。",
        "Xiushan County, Chongqing, 2024: the settlement rate of administrative reconsideration is printed as 40.74%, but over administrative reconsideration cases concluded (19/54) it is 35.19% and over administrative reconsideration cases handled (19/63) it is 30.16%; no whole number as a base gives it.",
    ),
    (
        ("371600", "rate-counts", "caution"),
        "山东省滨州市2024年复议诉讼比印作约2.5，3,921/808为4.85，2,005/808为2.48，可见分子是行政复议受理数。",
        "Binzhou, Shandong, 2024: the ratio of administrative reconsideration to litigation is printed as about 2.5; 3,921/808 is 4.85 and 2,005/808 is 2.48, so its numerator is administrative reconsideration cases accepted.",
    ),
    (
        ("110112", "reports-disagree", "contradiction"),
        "北京市通州区2022年行政复议直接纠错数，《2022年通州区行政复议应诉分析报告》（2023-11-03）印作51件，《通州区2023年行政复议应诉分析报告》（2024-12）印作60件，不能同时成立。",
        "Tongzhou District, Beijing, 2022: administrative reconsideration cases corrected printed as 51 cases in “2022年通州区行政复议应诉分析报告” (2023-11-03), 60 cases in “通州区2023年行政复议应诉分析报告” (2024-12), which cannot all be right.",
    ),
    (
        ("110112", "rate-base", "caution"),
        "北京市通州区2019年行政复议调解和解率印作15.5%：没有整数件数在行政复议审结数176、行政复议收到申请数176中占15.5%，来源没有印出合适的分母。",
        "Tongzhou District, Beijing, 2019: the settlement rate of administrative reconsideration is printed as 15.5%: no whole number of cases is 15.5% of 176 (administrative reconsideration cases concluded) and 176 (administrative reconsideration applications received); the source prints no base that fits.",
    ),
    (
        ("110112", "rate-counts", "contradiction"),
        "北京市通州区2019年行政复议直接纠错率印作13%，但以行政复议审结数为分母（27/176）是15.3%，以行政复议收到申请数为分母（27/176）是15.3%；要得到它，分母须为193至216，而可用的各种分母都不可能是这个数。",
        "Tongzhou District, Beijing, 2019: the correction rate of administrative reconsideration is printed as 13%, but over administrative reconsideration cases concluded (27/176) it is 15.3% and over administrative reconsideration applications received (27/176) it is 15.3%; it needs a base of 193 to 216, which none of its possible bases can be.",
    ),
    (
        ("421321", "stock-flow", "contradiction"),
        "湖北省随州市随县2024年现行有效规范性文件数印作20件，而按上年现行有效规范性文件数与本年规范性文件制发数、废止文件数计算，25 + 8 − 17 = 16，未印出的减少项只会使其更小。",
        "Suixian County, Suizhou, Hubei, 2024: normative documents in force: 20 documents printed, but last year's stock with normative documents issued and normative documents repealed gives 25 + 8 − 17 = 16, and what is not printed can only lower it.",
    ),
    (
        ("320000", "scope-change", "caution"),
        "江苏省2023年各审级行政案件收案数由上年的38,061到30,111，减20.9%，而一审行政诉讼收案数由上年的17,378到17,459，增0.5%，总数的口径可能变了。",
        "Jiangsu, 2023: administrative cases of all instances received went from 38,061 to 30,111 (down 20.9%), while first-instance administrative cases received went from 17,378 to 17,459 (up 0.5%): the scope of the total may have changed.",
    ),
    (
        ("621000", "above-intake", "caution"),
        "甘肃省庆阳市2015年1至7月人民调解成功数（17,356件）比人民调解受理纠纷数（17,128件）多228（占101.3%）：若不含上年结转的案件则有误，若含则分母也应计入结转。",
        "Qingyang, Gansu, 2015-01 to 2015-07: disputes resolved by people's mediation (17,356) exceed disputes taken in by people's mediation (17,128) by 228 (101.3%): an error, unless cases carried over from the year before are included, which the base then has to include too.",
    ),
]

BRIEFED = [
    (
        notes,
        "江苏省南通市通州区2023年复议后未进入诉讼比例印作87.94%：没有整数件数在行政复议审结数131、行政复议受理数157中占87.94%，与175/199（行政复议收到申请数）相符。",
        "Tongzhou District, Nantong, Jiangsu, 2023: the share not litigated after administrative reconsideration is printed as 87.94%: no whole number of cases is 87.94% of 131 (administrative reconsideration cases concluded) and 157 (administrative reconsideration cases accepted); it fits 175/199 (administrative reconsideration applications received).",
    ),
    (
        notes,
        "江苏省南通市通州区2023年告知承诺办件数近32,770件，比上年增长23.7%，由此推算2022年约26,490（26,463至26,502）。",
        "Tongzhou District, Nantong, Jiangsu, 2023: cases handled on commitment: nearly 32,770 cases, up 23.7% on the year before, which puts 2022 at about 26,490 (26,463 to 26,502).",
    ),
    (
        confirmations,
        "江苏省南通市通州区2023年清理后继续有效文件数、清理后修改文件数、废止文件数合计即规范性文件清理数：48 + 2 + 28 = 78。",
        "Tongzhou District, Nantong, Jiangsu, 2023: normative documents kept, normative documents amended and normative documents repealed make up normative documents cleaned up: 48 + 2 + 28 = 78.",
    ),
    (
        confirmations,
        "江苏省南通市通州区2023年各类调解组织调解成功率：14,129/14,374 = 98.3%。",
        "Tongzhou District, Nantong, Jiangsu, 2023: mediation success rate of all organisations: 14,129/14,374 = 98.3%.",
    ),
]


def test_only_read_findings_are_raised(real: tuple[Finding, ...]) -> None:
    """What the audit raises on the bundled panel is what was read by hand, no more, no less."""
    assert Counter((f.district, f.year, f.code) for f in real) == KNOWN


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    SENTENCES,
    ids=lambda k: "-".join(k[:2]) if isinstance(k, tuple) else "",
)
def test_a_slip_is_worded_whole(
    real: tuple[Finding, ...], key: tuple[str, str, str], zh: str, en: str
) -> None:
    """A known slip is said in one sentence of each language, word for word."""
    found = [f for f in real if (f.district, f.code, f.severity) == key]
    assert (zh, en) in [(f.sentence_zh, f.sentence_en) for f in found]


@pytest.mark.parametrize(("ask", "zh", "en"), BRIEFED)
def test_what_the_report_of_320612_says_of_itself(
    bundled: Panel, ask: object, zh: str, en: str
) -> None:
    """The four remarks of the one-year briefing come from the laws, word for word."""
    found = ask(bundled, districts="320612", years=2023)  # type: ignore[operator]
    assert (zh, en) in [(f.sentence_zh, f.sentence_en) for f in found]


def test_320612_raises_nothing(bundled: Panel) -> None:
    """A report that agrees with itself raises nothing."""
    assert audit(bundled, districts="320612") == ()


def test_superseded_figures_are_notes(bundled: Panel) -> None:
    """A disagreement that a standing decision has settled is a note, one for each decision."""
    found = [f for f in notes(bundled) if f.code == "superseded"]
    assert len(found) == len(bundled.decisions)
    said = {f.sentence_en for f in found}
    assert (
        "China, 2023: administrative reconsideration applications received printed as 315,000 / 385,000; 385,000 is used by decision: the release of June 2024 supersedes that of April 2024; only it fits the growth of 94.7 % printed for 2024."
        in said
    )


def test_a_selection_finds_its_own(bundled: Panel, real: tuple[Finding, ...]) -> None:
    """Asking for a district and years gives those findings of the whole that are theirs."""
    asked = audit(bundled, districts=["421321", "110112"], years="2019:2024")
    assert asked == tuple(
        f for f in real if f.district in {"421321", "110112"} and 2019 <= f.year <= 2024
    )


def test_the_order_of_rows_changes_nothing(bundled: Panel) -> None:
    """The findings of a panel do not depend on the order of its rows."""
    for seed in (1, 2):
        rows = bundled.observations.sample(frac=1, random_state=seed)
        mixed = replace(bundled, observations=rows)
        for ask in (audit, notes, confirmations):
            assert ask(mixed) == ask(bundled)


def test_the_panel_is_left_as_it_was(bundled: Panel) -> None:
    """An audit changes no input frame."""
    before = bundled.observations.copy()
    audit(bundled)
    assert before.equals(bundled.observations)


def test_an_audit_is_quick(bundled: Panel) -> None:
    """The bundled panel is audited within a second of computing."""
    start = time.process_time()
    audit(replace(bundled))
    assert time.process_time() - start < 1


def test_each_finding_can_be_followed(bundled: Panel, real: tuple[Finding, ...]) -> None:
    """A finding names sources and indicators that exist, and ends as a sentence."""
    known = set(bundled.sources["id"])
    for found in (*real, *notes(bundled), *confirmations(bundled)):
        assert found.sources
        assert set(found.sources) <= known
        assert all(name in bundled.codebook for name in found.indicators)
        assert found.numbers
        assert found.sentence_zh.endswith("。")
        assert found.sentence_zh.count("。") == 1
        assert found.sentence_en.endswith(".")
        assert not [c for c in found.sentence_en.split("“")[0] if "一" <= c <= "鿿"]
