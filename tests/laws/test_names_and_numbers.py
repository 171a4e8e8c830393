"""Laws of names, years, dates and printed numbers, under many inputs and over the whole register."""

import datetime as dt
import itertools
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.codebook import Identity
from fadu.codebook.formula import Formula
from fadu.errors import LONGEST, FaduError, RequestError, one_line, shown
from fadu.model import Period, assumed_resolution, days, surely_before
from fadu.panel import Panel
from fadu.rounding import as_given, number, rounded, telling_digits
from fadu.years import as_years, unsaid, written_years

YEARS = st.lists(st.integers(1949, 2100), min_size=1, max_size=12)
DATES = st.dates(dt.date(1949, 1, 1), dt.date(2100, 12, 31))
DIGITS = st.integers(0, 6)
DECIMALS = st.decimals(-(10**9), 10**9, allow_nan=False, places=5)


def precise(date: dt.date, parts: int) -> str:
    """Write a date by its first parts: year, month, day."""
    return "-".join(date.isoformat().split("-")[:parts])


def test_every_label_leads_to_its_code(panel: Panel) -> None:
    """A full name that one place alone bears means that place, and a code always itself."""
    register = panel.districts
    labels = {code: register.label(code) for code in register.places}
    often = Counter(labels.values())
    for code, label in labels.items():
        assert register.resolve(code) == code
        if often[label] == 1:
            assert register.resolve(label) == code, label
        assert not register.is_former(code)


def test_every_former_code_leads_to_a_place_of_today(panel: Panel) -> None:
    """A code of earlier years is one, and leads to where its last change says."""
    register = panel.districts
    last = {change.old_code: change.today for change in register.changes}
    former = {code: today for code, today in last.items() if code and code not in register}
    assert len(former) > 500
    for code, today in former.items():
        assert register.resolve(code) == today
        assert register.is_former(code)
        assert register.is_former(register[today].code) is False


def test_a_place_lies_in_all_above_it(panel: Panel) -> None:
    """Ancestors are those that a place lies in, the smallest first, and never itself."""
    register = panel.districts
    for code, place in register.places.items():
        above = [d.code for d in register.ancestors(code)]
        assert all(register.within(code, area) for area in [*above, code, "000000"])
        assert above[:1] == ([place.parent] if place.parent not in {"", "000000"} else [])
        assert code not in above
        assert not any(register.within(area, code) for area in above)
        assert code in register.of_level(place.level)


@given(YEARS)
def test_years_come_back_from_their_text(years: list[int]) -> None:
    """Years written in the shortest form are read as the same years, each once."""
    wanted = sorted(set(years))
    written = written_years(years)
    assert as_years(written.replace("-", ":")) == wanted
    assert as_years(years) == wanted == as_years([str(y) for y in years])
    assert written_years(wanted) == written
    runs = [part.split("-") for part in written.split(",")]
    assert all(int(a[-1]) + 1 < int(b[0]) for a, b in itertools.pairwise(runs))


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ("2023:2019", "--years 2023:2019 ends before it starts; write 2019:2023"),
        ("1948", "--years 1948 lies outside 1949 to 2100"),
        ("2101", "--years 2101 lies outside 1949 to 2100"),
        ("2019-2023", "--years '2019-2023' is no year; write 2023, 2019:2023 or 2019,2021"),
        ([], "--years is empty; write 2023, 2019:2023 or 2019,2021"),
        (True, "--years True is no year; write 2023, 2019:2023 or 2019,2021"),
        ("", "--years '' is no year; write 2023, 2019:2023 or 2019,2021"),
    ],
)
def test_what_is_no_year_is_refused(given_: object, said: str) -> None:
    """The refusal names what came and what may be written."""
    with pytest.raises(RequestError) as refused:
        as_years(given_, "--years")
    assert str(refused.value) == said


@pytest.mark.parametrize("edge", ["1949", "2100", "1949：2100", " 1949 , 2100 ", "2000，2001"])
def test_the_first_and_the_last_year_are_years(edge: str) -> None:
    """Both ends of the range are allowed, in either script's punctuation."""
    assert as_years(edge)[0] >= 1949


def test_only_nothing_is_unsaid() -> None:
    """None, empty text and an empty list are left open; zero and false are said."""
    assert [unsaid(v) for v in (None, "", [], (), 0, False, "0", [0])] == [True] * 4 + [
        False
    ] * 4


@given(DECIMALS, DIGITS)
def test_rounding_is_half_up_in_fractions(value: Decimal, digits: int) -> None:
    """What is rounded is the nearest step, and of two alike the one farther from zero."""
    steps = abs(Fraction(value)) * 10**digits
    nearest = int(steps + Fraction(1, 2)) * (1 if value >= 0 else -1)
    assert Fraction(rounded(value, digits)) == Fraction(nearest, 10**digits)
    assert rounded(float(value), digits) == rounded(value, digits)


@given(DECIMALS, DIGITS)
def test_a_printed_number_is_read_back(value: Decimal, digits: int) -> None:
    """Without commas and with a hyphen for its sign, a printed number is what was rounded."""
    printed = number(value, digits)
    assert Decimal(printed.replace(",", "").replace("−", "-")) == rounded(value, digits)
    assert printed.lstrip("−") == number(-value, digits).lstrip("−")
    assert len(printed.partition(".")[2]) == digits
    assert Decimal(as_given(value).replace(",", "").replace("−", "-")) == value


@given(st.floats(-50, 50), st.floats(0, 50), st.integers(0, 3))
def test_a_printed_interval_holds_no_change_as_it_does(
    low: float, width: float, digits: int
) -> None:
    """To the finest digits, an end that is not the null does not print as it."""
    high, finest = low + width, 6
    told = telling_digits(low, high, 0, digits, finest)
    assert digits <= told <= finest
    for end in (low, high):
        if abs(end) >= 1e-6:
            assert rounded(end, told) != 0
    if told > digits:
        assert any(rounded(end, told - 1) == 0 and end for end in (low, high))


@given(DATES, DATES, st.integers(1, 3), st.integers(1, 3))
def test_a_date_is_before_another_if_all_its_days_are(
    one: dt.date, other: dt.date, fine: int, coarse: int
) -> None:
    """What a date may be is its first to its last day; only whole spans are before others."""
    first, second = precise(one, fine), precise(other, coarse)
    start, end = days(first)
    assert start <= one <= end
    assert (start - dt.timedelta(1)).isoformat()[: len(first)] != first
    assert (end + dt.timedelta(1)).isoformat()[: len(first)] != first
    assert surely_before(first, second) == (end < days(second)[0])
    assert not (surely_before(first, second) and surely_before(second, first))


@given(DATES, DATES, st.integers(1, 3))
def test_a_period_runs_from_its_first_to_its_last_day(
    one: dt.date, other: dt.date, parts: int
) -> None:
    """An interval holds both ends whole; one that ends before it starts is refused."""
    first, last = precise(one, parts), precise(other, parts)
    written = f"{first}/{last}"
    if days(last)[1] < days(first)[0]:
        with pytest.raises(RequestError, match="ends before it starts"):
            Period.parse(written, one.year)
        return
    found = Period.parse(written, one.year)
    assert (found.kind, found.start, found.end) == ("part", days(first)[0], days(last)[1])
    for year in (one.year - 1, other.year + 1):
        with pytest.raises(RequestError, match="has no day of the year"):
            Period.parse(written, year)


@given(st.decimals(0, 10**9, allow_nan=False, places=3))
def test_an_assumed_step_divides_its_number(value: Decimal) -> None:
    """A number is a multiple of the step that its print shows, and not of ten times that."""
    printed = f"{value.normalize():f}"
    step = assumed_resolution(printed)
    assert value % step == 0
    assert not value or value % (step * 10) != 0


@given(st.text(max_size=400))
def test_a_refusal_is_one_printable_line(words: str) -> None:
    """Whatever a value holds, a refusal is one line, steers no terminal and has an end."""
    for line in (one_line(words), str(FaduError(words)), shown(words)):
        assert "\n" not in line
    assert str(FaduError(words)).isprintable()
    assert len(shown(words)) <= LONGEST
    assert one_line(one_line(words)) == one_line(words)


TERMS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5, unique=True)


@given(TERMS, st.lists(st.sampled_from((1, -1)), min_size=5, max_size=5))
def test_a_sum_is_read_term_by_term(names: list[str], signs: list[int]) -> None:
    """Every term of a sum is read with its sign, in brackets or without."""
    terms = dict(zip(names, [1, *signs[1:]], strict=False))
    plain = " ".join(f"{'+' if s > 0 else '-'} {n}" for n, s in terms.items())[2:]
    turned = {n: -s for n, s in terms.items()}
    assert Formula.read(plain).above == terms
    assert Formula.read(f"z - ({plain})").above == {"z": 1} | turned
    assert not Formula.read(plain).is_quotient


@given(
    TERMS, st.sampled_from(["100 * ({}) / z", "({}) * 100 / z", "({}) / z * 100", "({}) / z"])
)
def test_a_quotient_is_read_in_every_spelling(names: list[str], form: str) -> None:
    """A hundred stands before, behind or within; a rate needs it and a ratio has none."""
    found = Formula.read(form.format(" + ".join(names)))
    assert (found.above, found.below) == (dict.fromkeys(names, 1), {"z": 1})
    assert found.scale == (100 if "100" in form else 1)
    kinds = {kind for kind in ("rate", "ratio", "count", "amount") if found.fits(kind)}
    assert kinds == ({"rate"} if "100" in form else {"ratio"})
    assert found.names == (*names, "z")


@given(TERMS, TERMS, st.sampled_from(["=", "<="]))
def test_a_law_is_read_side_by_side(left: list[str], right: list[str], relation: str) -> None:
    """An identity keeps the order of both sides and which of the two relations it is."""
    law = Identity.read(f"{' + '.join(left)} {relation} {'+'.join(right)}")
    assert (law.left, law.relation, law.right) == (tuple(left), relation, tuple(right))


@pytest.mark.parametrize(
    "text",
    ["a * b", "a / b / c", "100 * a", "a + a", "a / (b - c)", "(a - b) / c", "10 * a / b",
     "-a", "a + 1", "a ** b", "a.b", "a(b)", "", "a +", "100 * 100 * a / b"],
)  # fmt: skip
def test_another_formula_is_refused(text: str) -> None:
    """What is neither a sum nor a quotient of sums is refused with the forms there are."""
    with pytest.raises(ValueError, match="is not of the form 100"):
        Formula.read(text)
