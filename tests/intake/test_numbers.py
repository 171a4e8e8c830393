"""Printed numbers: every known print is read exactly, every look-alike is refused."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fadu.intake.numbers import read_numbers
from fadu.intake.numbers.numerals import read_numeral, spell
from fadu.intake.plain import plain

PRINTS = {
    "14374起": ("14374", "14374", "起", "exact"),
    "12,077件": ("12,077", "12077", "件", "exact"),
    "4 598件": ("4 598", "4598", "件", "exact"),
    "45 317件": ("45 317", "45317", "件", "exact"),
    "１４３７４件": ("14374", "14374", "件", "exact"),
    "98.3％": ("98.3", "98.3", "%", "exact"),
    "100﹪": ("100", "100", "%", "exact"),
    "99·5 9%": ("99·5 9", "99.59", "%", "exact"),
    "0.0038万宗": ("0.0038", "38", "宗", "exact"),
    "36.39万件": ("36.39", "363900", "件", "exact"),
    "20.3万余件": ("20.3", "203000", "件", "over"),
    "近90万": ("90", "900000", "", "nearly"),
    "150多万人": ("150", "1500000", "人", "over"),
    "超5万人": ("5", "50000", "人", "over"),
    "1.28亿元": ("1.28", "128000000", "元", "exact"),
    "5000余万元": ("5000", "50000000", "元", "over"),
    "三成": ("三成", "30", "%", "exact"),
    "近三成": ("三成", "30", "%", "nearly"),
    "超九成": ("九成", "90", "%", "over"),
    "七成五": ("七成五", "75", "%", "exact"),
    "三分之一": ("三分之一", str(Decimal(100) / 3), "%", "exact"),
    "百分之九十八点三": ("百分之九十八点三", "98.3", "%", "exact"),
    "1/4": ("1/4", "25", "%", "exact"),
    "半数": ("半数", "50", "%", "exact"),
    "一半以上": ("一半", "50", "%", "at_least"),
    "二十五个批次": ("二十五", "25", "批次", "exact"),
    "三大类": ("三", "3", "类", "exact"),
    "两百余件": ("两百", "200", "件", "over"),
    "十余次": ("十", "10", "次", "over"),
    "千余件": ("千", "1000", "件", "over"),
    "无一件败诉": ("无一", "0", "件", "exact"),
    "零败诉": ("零", "0", "", "exact"),
    "2.18：1": ("2.18:1", "2.18", "ratio", "exact"),
    "超2:1": ("2:1", "2", "ratio", "over"),
    "翻番": ("翻番", "100", "%", "exact"),
    "翻两番": ("翻两番", "300", "%", "exact"),
    "约5件": ("5", "5", "件", "about"),
    "5件左右": ("5", "5", "件", "about"),
    "逾5件": ("5", "5", "件", "over"),
    "不足5件": ("5", "5", "件", "nearly"),
    "60%以上": ("60", "60", "%", "at_least"),
    "不少于60学时": ("60", "60", "学时", "at_least"),
    "5件以下": ("5", "5", "件", "at_most"),
    "不超过5件": ("5", "5", "件", "at_most"),
    "签约12个": ("12", "12", "个", "exact"),
    "1,024个人民调解组织": ("1,024", "1024", "个", "exact"),
    "12345件": ("12345", "12345", "件", "exact"),
    "1.2个百分点": ("1.2", "1.2", "百分点", "exact"),
}
REFUSED = {
    "两三件": "range",
    "七八个": "range",
    "3至5件": "range",
    "三到四成": "range",
    "统一": "word",
    "一带一路": "word",
    "落实三项制度": "slogan",
    "公布四张清单": "slogan",
    "“15分钟”": "name",
    "《纲要（2021—2025年）》": "name",
    "2021—2025年": "date",
    "2023年": "date",
    "2023.12.31": "date",
    "16:49": "date",
    "15分钟": "duration",
    "三个月": "duration",
    "7*24": "shorthand",
    "1+10+7": "shorthand",
    "3+N": "shorthand",
    "1:2.3": "ratio",
    "第六次会议": "ordinal",
    "第3批": "ordinal",
    "12345热线": "hotline",
    "110警情": "hotline",
    "A4纸": "code",
    "数百件": "vague",
    "几十件": "vague",
    "3万5千件": "compound",
    "百件": "bare",
    "1" * 60 + "件": "long",
}


@pytest.mark.parametrize(("text", "wanted"), PRINTS.items(), ids=list(PRINTS))
def test_every_print_is_read_exactly(text, wanted):
    """Each way of printing a number gives its surface, value, unit and qualifier."""
    (number,), _ = read_numbers(plain(text), units=frozenset({"学时"}))
    assert (number.surface, str(number.value), number.unit, number.qualifier) == wanted


@pytest.mark.parametrize("text", ["近九成", "约5件", "不少于60件", "近 九成"])
def test_a_qualifier_that_opens_the_text_is_within_it(text):
    """The words of a number begin in the text, wherever the qualifier stands."""
    (number,), _ = read_numbers(text)
    assert (number.lead, number.tail) == (0, len(text))
    assert number.qualifier != "exact"


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=list(REFUSED))
def test_a_look_alike_is_refused_with_its_reason(text, reason):
    """What is no quantity is never read as one, and the reason is said."""
    numbers, others = read_numbers(plain(text))
    assert not numbers
    assert reason in {other.reason for other in others}
    assert all(other.reason in other.sentence() or other.sentence() for other in others)


def test_a_document_number_is_refused():
    """〔2023〕12号 holds a year and a document number, no quantity."""
    numbers, others = read_numbers(plain("根据〔2023〕12号文件"))
    assert not numbers
    assert [o.reason for o in others] == ["date", "document"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("38.5万件", "1000"),
        ("98.3%", "0.1"),
        ("131件", "1"),
        ("两百件", "100"),
        ("半数", "None"),
    ],
)
def test_the_resolution_is_the_step_of_the_last_printed_digit(text, step):
    """38.5万件 is printed in steps of 1000, 98.3 % in steps of 0.1."""
    (number,), _ = read_numbers(text)
    assert str(number.resolution) == step


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("98.3%", "98.25", "98.4"),
        ("38.5万件", "384500", "386000"),
        ("131件", "131", "131"),
        ("40余件", "40", "None"),
        ("近90万件", "None", "900000"),
        ("60%以上", "60", "None"),
        ("1/4", "25", "25"),
    ],
)
def test_bounds_allow_rounding_and_truncation(text, low, high):
    """A printed decimal may have been rounded or cut off; over and nearly are open on one side."""
    (number,), _ = read_numbers(text)
    assert [None if b is None else b.normalize() for b in number.bounds()] == [
        None if b == "None" else Decimal(b).normalize() for b in (low, high)
    ]


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_number_in_words_reads_back(number):
    """Spelling a whole number and reading it gives the number."""
    assert read_numeral(spell(number)) == number


def _grouped(number: int) -> str:
    return f"{number:,}件"


def _spaced(number: int) -> str:
    return f"{number:,}件".replace(",", " ")


def _wide(number: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(number)) + "件"


def _words(number: int) -> str:
    return spell(number) + "件"


def _wan(number: int) -> str:
    return f"{Decimal(number) / 10_000:f}万件"


@given(
    number=st.integers(min_value=11, max_value=99_999_999),
    form=st.sampled_from([_grouped, _spaced, _wide, _words, _wan]),
    before=st.sampled_from(["", "共", "受理案件", "约", "近", "超过", "不少于"]),
    after=st.sampled_from(["", "以上", "左右", "，", "。", "的案件"]),
)
def test_a_number_in_any_print_reads_back(number, form, before, after):
    """Printing a number in any known way and reading it back gives the number."""
    printed = before + form(number) + after
    numbers, _ = read_numbers(plain(printed))
    ranges = form is _words and any(
        pair in printed for pair in ("一二", "两三", "二三", "三四", "三五", "七八", "八九")
    )
    assert ranges or [n.value for n in numbers] == [number]


@given(st.decimals(min_value=0, max_value=100, places=2, allow_nan=False, allow_infinity=False))
def test_a_percentage_reads_back(rate):
    """A rate keeps its decimals, its unit, and the step of its last digit."""
    (number,), _ = read_numbers(f"成功率{rate}%")
    assert (number.value, number.unit, number.resolution) == (rate, "%", Decimal("0.01"))


@given(st.text())
def test_a_plain_copy_is_as_long_as_the_text(text):
    """Simplifying keeps every character in its place, so that spans stay."""
    assert len(plain(text)) == len(text)


@given(
    st.text(
        alphabet="0123456789一二三十百千万亿零点分之成半翻番无第年月件%％.,，:：/+-—·()（）〔〕《》“” \n"
    )
)
def test_any_mixture_of_number_signs_is_read_without_an_exception(text):
    """Numbers and look-alikes never overlap, and each surface is what stands at its span."""
    reading = plain(text)
    numbers, others = read_numbers(reading)
    spans = sorted((n.start, n.end) for n in [*numbers, *others])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(reading[n.start : n.end] == n.surface for n in [*numbers, *others])
