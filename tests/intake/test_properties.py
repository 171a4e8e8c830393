"""Laws that hold for whatever text or number: spans, bounds, and what a reprint must not change."""

import re
from decimal import Decimal

import pytest
from annotated import passages
from hypothesis import given
from hypothesis import strategies as st

from fadu.codebook import read_codebook
from fadu.files import bundled
from fadu.intake import extract
from fadu.intake.numbers import read_numbers
from fadu.intake.numbers.numerals import spell
from fadu.intake.plain import plain
from fadu.intake.wrapped import unwrap

BOOK = read_codebook(bundled("data") / "codebook")
OPEN_ABOVE = ("超", "超过", "逾", "不少于", "不低于", "至少", "突破")
OPEN_BELOW = ("近", "不足", "不到", "不超过", "至多", "最多", "接近")
REPORT_SIGNS = (
    "0123456789.,%％ \n，。、；：（）()|\t/:《》“”〔〕件起人万亿余多成半零无一二三十百千分之比至到由降增长同上年全省市区县"
    "我其中别为收受理审结复议调解行政诉讼"
)
WORDS = (
    "行政",
    "复议",
    "诉讼",
    "调解",
    "受理",
    "审结",
    "成功",
    "案件",
    "规范",
    "公开",
    "申请",
    "应诉",
)
HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.][^。]*")
SINGLE = [p for p in passages("second") if p.wanted and "\n" not in p.text]


def _plain(number):
    return str(number)


def _grouped(number):
    return f"{number:,}"


def _spaced(number):
    return f"{number:,}".replace(",", " ")


def _wide(number):
    return "".join(chr(ord(d) + 0xFEE0) for d in str(number))


def _wan(number):
    return f"{Decimal(number) / 10_000:f}万"


def _words(number):
    return spell(number)


@given(
    number=st.integers(min_value=20_001, max_value=9_999_999).filter(lambda n: n % 10),
    form=st.sampled_from([_plain, _grouped, _spaced, _wide, _wan]),
    before=st.sampled_from(["", *OPEN_ABOVE, *OPEN_BELOW]),
)
def test_a_print_reads_back_with_its_bounds(number, form, before):
    """Whatever the print, the number comes back, and its qualifier opens one side or none."""
    (found,), _ = read_numbers(plain(f"共{before}{form(number)}件"))
    low, high = found.bounds()
    assert found.value == number
    assert (low is None) == (before in OPEN_BELOW)
    assert (high is None) == (before in OPEN_ABOVE)
    assert low is None or low <= number
    assert high is None or high >= number


@given(
    number=st.integers(min_value=2, max_value=99),
    after=st.sampled_from(["余", "多", "以上", "以下", "左右", ""]),
)
def test_words_after_a_number_open_its_bounds(number, after):
    """余, 多 and 以上 leave the upper side open, 以下 the lower one."""
    printed = f"{number * 10}件{after}" if after in ("以上", "以下", "左右") else None
    (found,), _ = read_numbers(printed or f"{number * 10}{after}件")
    low, high = found.bounds()
    assert found.value == number * 10
    assert (high is None) == (after in ("余", "多", "以上"))
    assert (low is None) == (after == "以下")


@given(st.text(max_size=200) | st.text(alphabet=REPORT_SIGNS, max_size=200))
def test_spans_give_the_surface_and_values_are_finite(text):
    """For any text each surface stands at its span, in order, and no value is infinite."""
    figures = extract(text, BOOK, year=2023)
    assert all(text[f.start : f.end] == f.surface != "" for f in figures)
    assert [f.start for f in figures] == sorted(f.start for f in figures)
    assert all(f.value.is_finite() for f in figures)
    assert all(bool(f.indicator) == (f.confidence > 0) for f in figures)


@given(
    st.text(alphabet="全年受理复议案件件，。；、1234567890万%\n（）一二三、 |", max_size=120)
)
def test_joined_lines_lead_back_to_the_text(text):
    """Each character of the joined text is the one at its place in the text."""
    joined = unwrap(text)
    assert all(text[joined.start(at)] == c for at, c in enumerate(joined.text))
    assert joined.text.replace("\n", "") == text.replace("\n", "")


def told(text, year):
    """Return value, indicator and measure of each figure that has an indicator."""
    figures = extract(text, BOOK, year=year)
    return [(f.value, f.indicator, f.measure, f.year) for f in figures if f.indicator]


@pytest.mark.parametrize(
    "reprint",
    [
        lambda t: "".join(
            chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in t
        ),
        lambda t: t.replace("%", "％"),
        lambda t: f"\u3000\u3000{t}",
        lambda t: f"{t}\n",
    ],
    ids=["full-width digits", "full-width percent", "indented", "as a line"],
)
def test_a_reprint_changes_no_figure(reprint):
    """Full-width signs and indentation are print, not meaning."""
    wrong = [p.text for p in SINGLE if told(reprint(p.text), p.year) != told(p.text, p.year)]
    assert wrong == []


@given(st.sampled_from(SINGLE), st.data())
def test_a_line_broken_inside_a_word_changes_no_figure(passage, data):
    """A break between two characters of a word, as the edge of a page makes it, is no end.

    Only a numbered line without a full stop stays a heading: nothing tells it from a broken one.
    """
    text = passage.text
    inside = [
        at
        for at in range(1, len(text))
        if text[at - 1 : at + 1] in WORDS and not HEADING.fullmatch(text, 0, at)
    ]
    if inside:
        at = data.draw(st.sampled_from(inside))
        broken = f"{text[:at]}\n{text[at:]}"
        assert told(broken, passage.year) == told(text, passage.year)
