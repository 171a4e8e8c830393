"""Reports in words: one that agrees with itself raises nothing, one slip is found where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_panels import panel_of

from fadu.checks import Finding, audit
from fadu.intake.report import Report, read_report
from fadu.intake.trial import with_report
from fadu.panel import Panel

FEW = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
Numbers = dict[str, int | Decimal]
TEXT = """松山区2023年法治政府建设年度报告
一、化解矛盾
全区三级调解组织共受理矛盾纠纷{taken}件，调解成功{done}件，成功率{success}%。
二、行政复议
全年收到行政复议申请{received}件，受理{accepted}件，不予受理{refused}件；审结{concluded}件，其中直接纠错{corrected}件，直接纠错率{correction}%。
三、规范性文件
全面清理行政规范性文件{cleaned}件，其中继续有效{kept}件、修改{amended}件、废止{repealed}件、宣布失效{lapsed}件。
四、行政应诉
新收一审行政诉讼案件{suits}件，审结{closed}件，败诉{lost}件，败诉率{losing}%。
行政机关负责人出庭应诉率由2022年的{before}%提高到2023年的{now}%，提高{points}个百分点。
五、法律援助
办理法律援助案件由2022年的{aided}件增加到2023年的{aid}件，同比增长{growth}%。
"""
RELATED = (
    {"mediation_accepted", "mediation_succeeded", "mediation_success_rate"},
    {"review_received", "review_accepted", "review_not_accepted", "review_concluded",
     "review_corrected", "review_correction_rate"},
    {"normdoc_cleaned", "normdoc_kept", "normdoc_amended", "normdoc_repealed", "normdoc_lapsed"},
    {"litigation_first_instance", "litigation_first_instance_concluded", "litigation_lost",
     "litigation_lost_rate"},
    {"head_appearance_rate"},
    {"legal_aid_cases"},
)  # fmt: skip


def share(part: int, whole: int) -> Decimal:
    """Return a rate with one decimal, rounded half up."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def tenths(many: int) -> Decimal:
    """Return as many tenths, with their decimal in print."""
    return Decimal(many).scaleb(-1)


@st.composite
def chapters(draw: st.DrawFn) -> Numbers:
    """Draw the numbers of a report that agrees with itself."""

    def some(low: int, high: int) -> int:
        return draw(st.integers(low, high))

    taken = some(1000, 60_000)
    accepted, refused = some(120, 900), some(3, 60)
    concluded = accepted - some(1, accepted // 8)
    parts = {name: some(2, 300) for name in ("kept", "amended", "repealed", "lapsed")}
    suits = some(80, 900)
    closed = suits - some(1, suits // 8)
    before, points = tenths(some(700, 900)), tenths(some(11, 95))
    aided, aid = some(300, 900), some(901, 2000)
    found: Numbers = {
        "taken": taken, "done": taken - some(1, taken // 5),
        "accepted": accepted, "refused": refused, "received": accepted + refused + some(0, 5),
        "concluded": concluded, "corrected": some(4, concluded // 4),
        **parts, "cleaned": sum(parts.values()),
        "suits": suits, "closed": closed, "lost": some(3, closed // 5),
        "before": before, "points": points, "now": before + points,
        "aided": aided, "aid": aid, "growth": share(aid - aided, aided),
    }  # fmt: skip
    for name, part, whole in (
        ("success", "done", "taken"), ("correction", "corrected", "concluded"),
        ("losing", "lost", "closed"),
    ):  # fmt: skip
        found[name] = share(int(found[part]), int(found[whole]))
    return found


@dataclass(frozen=True)
class Slip:
    """What a typist does to one number, and the figure that it makes wrong."""

    number: str
    change: Callable[[Numbers, int], int | Decimal]
    indicator: str


def up(n: Numbers, name: str, by: Decimal | int) -> int | Decimal:
    return n[name] + by


SLIPS = {
    "a success rate": Slip("success", lambda n, k: up(n, "success", -tenths(k + 3)), "mediation_success_rate"),
    "a digit lost of what was taken in": Slip("taken", lambda n, _: int(n["taken"]) // 10, "mediation_accepted"),
    "more succeeded than were taken in": Slip("done", lambda n, k: up(n, "taken", k), "mediation_succeeded"),
    "a correction rate": Slip("correction", lambda n, k: up(n, "correction", Decimal(30 + k)), "review_correction_rate"),
    "more accepted than received": Slip("received", lambda n, k: up(n, "accepted", -k), "review_received"),
    "a part": Slip("kept", lambda n, k: up(n, "kept", k), "normdoc_kept"),
    "a total": Slip("cleaned", lambda n, k: up(n, "cleaned", k), "normdoc_cleaned"),
    "a losing rate": Slip("losing", lambda n, k: up(n, "losing", Decimal(30 + k)), "litigation_lost_rate"),
    "points": Slip("points", lambda n, k: up(n, "points", tenths(k + 3)), "head_appearance_rate"),
    "a growth": Slip("growth", lambda n, k: up(n, "growth", Decimal(k + 3)), "legal_aid_cases"),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(bundled: Panel, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """Return the function that reads a report of these numbers and audits its figures."""
    path: Path = tmp_path_factory.mktemp("slips") / "report.txt"
    empty = panel_of(bundled, [])

    def audited(numbers: Numbers) -> tuple[Finding, ...]:
        path.write_text(TEXT.format(**numbers), encoding="utf-8")
        report: Report = read_report(path, bundled.districts)
        figures = report.extract(bundled.codebook)
        assert sum(bool(f.indicator) for f in figures) == TEXT.count("{")
        return tuple(audit(with_report(empty, report, district="150404")))

    return audited


@given(numbers=chapters())
@FEW
def test_a_report_that_agrees_with_itself_raises_nothing(
    found: Callable, numbers: Numbers
) -> None:
    """Sums, parts, rates, points and growth that agree are found as figures and not doubted."""
    assert found(numbers) == ()


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
@given(numbers=chapters(), size=st.integers(1, 20))
@FEW
def test_a_slip_is_found_at_its_figures(
    found: Callable, slip: Slip, numbers: Numbers, size: int
) -> None:
    """One wrong number raises a finding that names its figure, and none elsewhere in the report."""
    wrong = numbers | {slip.number: slip.change(numbers, size)}
    assume(wrong[slip.number] > 0)
    findings = found(wrong)
    named = {name for finding in findings for name in finding.indicators}
    assert slip.indicator in named, findings
    assert any(named <= chapter for chapter in RELATED), named
