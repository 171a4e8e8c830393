"""Reports that agree with themselves, generated: they raise nothing."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_panels import Made, Row

from fadu.checks import audit

LIGHT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
UP = {"measure": "change_percent", "unit": "%"}
PLACES = st.integers(0, 2)


def share(part: int, whole: int, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return a rate as a report prints it."""
    step = Decimal(1).scaleb(-places)
    return (100 * Decimal(part) / Decimal(whole)).quantize(step, rounding=rounding)


@st.composite
def mediations(draw: st.DrawFn, *, cut: bool) -> list[Row]:
    """Draw a report of cases taken in, cases that succeeded, and their rate."""
    taken = draw(st.integers(1, 99_999))
    done = draw(st.integers(0, taken))
    rate = share(done, taken, draw(PLACES), ROUND_DOWN if cut else ROUND_HALF_UP)
    found: list[Row] = [
        (2022, "mediation_accepted", taken),
        (2022, "mediation_succeeded", done),
    ]
    return [*found, (2022, "mediation_success_rate", rate)]


@given(rows=mediations(cut=False))
@LIGHT
def test_rounded_rates_raise_nothing(made: Made, rows: list[Row]) -> None:
    """A rate rounded half up from its counts is never doubted."""
    assert audit(made(*rows)) == ()


@given(rows=mediations(cut=True))
@LIGHT
def test_truncated_rates_are_at_most_remarked_on(made: Made, rows: list[Row]) -> None:
    """A truncated rate is never called wrong."""
    assert {(f.code, f.severity) for f in audit(made(*rows))} <= {("rounding", "caution")}


@given(
    received=st.integers(1, 5000),
    refused=st.integers(0, 5000),
    open_=st.integers(0, 5000),
    corrected=st.integers(0, 5000),
    settled=st.integers(0, 5000),
    places=PLACES,
)
@LIGHT
def test_a_consistent_chapter_on_reconsideration(
    made: Made,
    *,
    received: int,
    refused: int,
    open_: int,
    corrected: int,
    settled: int,
    places: int,
) -> None:
    """Received, accepted, concluded, parts and rates that agree raise nothing."""
    accepted = received - refused % received
    concluded = max(1, accepted - open_ % (accepted // 4 + 1))
    corrected, settled = corrected % (concluded + 1), settled % (concluded + 1)
    rows: list[Row] = [
        (2022, "review_received", received), (2022, "review_accepted", accepted),
        (2022, "review_not_accepted", received - accepted), (2022, "review_concluded", concluded),
        (2022, "review_corrected", corrected), (2022, "review_settled", settled),
        (2022, "review_correction_rate", share(corrected, concluded, places)),
        (2022, "review_settled_rate", share(settled, concluded, places)),
    ]  # fmt: skip
    serious = [f for f in audit(made(*rows)) if f.code != "digit-lost"]
    assert serious == []


@given(before=st.integers(1, 99_999), now=st.integers(0, 99_999), places=PLACES)
@LIGHT
def test_consistent_growth_raises_nothing(
    made: Made, before: int, now: int, places: int
) -> None:
    """Growth computed from the figures of both years is never doubted."""
    grown = share(now - before, before, places)
    rows: list[Row] = [
        (2021, "legal_aid_cases", before), (2022, "legal_aid_cases", now),
        (2022, "legal_aid_cases", grown, UP),
    ]  # fmt: skip
    assert audit(made(*rows)) == ()


@given(parts=st.lists(st.integers(0, 3000), min_size=4, max_size=4))
@LIGHT
def test_parts_that_add_up_raise_nothing(made: Made, parts: list[int]) -> None:
    """Parts beside their sum are never doubted."""
    names = ("normdoc_kept", "normdoc_amended", "normdoc_repealed", "normdoc_lapsed")
    rows: list[Row] = [(2022, name, part) for name, part in zip(names, parts, strict=True)]
    assert audit(made(*rows, (2022, "normdoc_cleaned", sum(parts)))) == ()


@given(before=st.integers(0, 900), came=st.integers(0, 90), gone=st.integers(0, 900))
@LIGHT
def test_stocks_that_follow_raise_nothing(
    made: Made, before: int, came: int, gone: int
) -> None:
    """A stock computed from the one before and the flows between is never doubted."""
    gone %= before + came + 1
    rows: list[Row] = [
        (2021, "normdoc_in_force", before, {"period": "2021"}),
        (2022, "normdoc_in_force", before + came - gone, {"period": "2022"}),
        (2022, "normdoc_issued", came), (2022, "normdoc_repealed", gone),
    ]  # fmt: skip
    assert audit(made(*rows)) == ()
