"""Sentences, word for word, in both languages."""

import re

import pandas as pd
import pytest

from fadu import wording
from fadu.analyses import compare, profile
from fadu.codebook import LANGUAGES
from fadu.panel import Panel
from fadu.shapes.series import Change


@pytest.fixture(scope="module")
def rows(panel: Panel) -> dict[int, "pd.Series[float]"]:
    """The correction rate of 110112 by year, as it stands for its cell."""
    part = profile(panel, "110112", "2019:2024", "review_correction_rate").parts[0]
    return {int(row["year"]): row for _, row in part.series.chosen.iterrows()}


def test_level(panel: Panel, rows: dict[int, "pd.Series[float]"]) -> None:
    """A rate from counts is said with its counts and its interval."""
    entry = panel.codebook["review_correction_rate"]
    said = wording.level(entry, panel.codebook, "北京市通州区", rows[2023], "zh")
    assert (
        said == "2023年，北京市通州区行政复议直接纠错率为24.2%（236/977），95%区间21.6%—26.9%。"
    )
    said = wording.level(entry, panel.codebook, "Tongzhou District, Beijing", rows[2023], "en")
    assert said == (
        "Correction rate of administrative reconsideration in Tongzhou District, Beijing, 2023: 24.2% (236/977; 95% interval 21.6% to 26.9%)."
    )


def test_level_without_counts(panel: Panel) -> None:
    """A printed rate without counts says that no interval can be given."""
    part = profile(panel, "320612", 2023, "review_not_litigated_rate").parts[0]
    row = part.series.chosen.iloc[0]
    entry = part.series.indicator
    assert wording.level(entry, panel.codebook, "通州区", row, "zh") == (
        "2023年，通州区复议后未进入诉讼比例为87.94%（公布值，未见可对应的件数，不能给出区间）。"
    )
    assert wording.level(entry, panel.codebook, "Tongzhou", row, "en") == (
        "Share not litigated after administrative reconsideration in Tongzhou, 2023: 87.94% (as printed; without its counts no interval can be given)."
    )


POINTS = Change("points", 2019, 2021, 15.3, 21.4, 6.03, 1.39, -1.5, 13.1, beyond_chance=False)
RATIO = Change("ratio", 2019, 2021, 176, 281, 105, 1.597, 1.32, 1.93, beyond_chance=True)


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            POINTS,
            "2021年（21.4%）比2019年（15.3%）高6.0个百分点（按未取整的值），95%区间−1.5至13.1个百分点，不能与随机波动区分。",
            "2021 (21.4%) is 6.0 percentage points (before rounding) above 2019 (15.3%); 95% interval −1.5 to 13.1 points; not to be told from chance.",
        ),
        (
            RATIO,
            "2021年（281件）为2019年（176件）的1.60倍，95%区间1.32—1.93，差异超出随机波动。",
            "2021 (281) is 1.60 times 2019 (176); 95% interval 1.32 to 1.93; more than chance alone would give.",
        ),
    ],
)
def test_change(panel: Panel, change: Change, zh: str, en: str) -> None:
    """A two-year change is judged by its interval, never by its size."""
    name = "review_received" if change.kind == "ratio" else "review_correction_rate"
    entry = panel.codebook[name]
    assert wording.change(change, entry, "zh") == zh
    assert wording.change(change, entry, "en") == en


def test_change_is_decided_on_printed_digits(panel: Panel) -> None:
    """40.00 and 40.04 both print as 40.0, so nothing rose."""
    level = Change("points", 2019, 2020, 40.0, 40.04, 0.04, 1.001, -3, 3, beyond_chance=False)
    said = wording.change(level, panel.codebook["review_correction_rate"], "zh")
    assert said.startswith("2020年（40.0%）比2019年（40.0%）持平")


def test_split(panel: Panel) -> None:
    """A series across two breaks is told as the stretches that stand apart."""
    series = profile(panel, "110112", "2019:2024", "review_correction_rate").parts[0].series
    assert wording.split(series, "zh") == (
        "2022年7月1日北京复议职责集中、2024年1月1日新行政复议法施行，前后口径不同："
        "2019—2021年、2022年（当年有变更）、2023年、2024年分别列示，互不比较。"
    )
    assert wording.split(series, "en") == (
        "Not compared across breaks (Beijing concentrates reconsideration, 1 July 2022; New Reconsideration Law, 1 January 2024): 2019 to 2021, 2022 (with the change inside), 2023 and 2024."
    )
    assert wording.no_trend(series, "zh") == "同一口径的年份最多3个，不足5个，不能判断趋势。"
    assert wording.no_trend(series, "en") == (
        "At most 3 years on one side of the breaks; a trend needs five."
    )


def test_no_break_no_split(panel: Panel) -> None:
    """Years on one side of all breaks are not split."""
    series = profile(panel, "110112", "2019:2021", "review_correction_rate").parts[0].series
    assert wording.split(series, "zh") == ""


@pytest.mark.parametrize(
    ("year", "period", "zh", "en"),
    [
        (2023, "", "2023年", "2023"),
        (2024, "2024-01/2024-06", "2024年1—6月", "January to June 2024"),
        (2021, "2021-08/2022-07", "2021年8月—2022年7月", "August 2021 to July 2022"),
        (
            2020,
            "2020-01-01/2020-11-30",
            "2020年1月1日—2020年11月30日",
            "1 January 2020 to 30 November 2020",
        ),
        (2023, "2023-08-31", "2023年8月31日", "31 August 2023"),
        (2023, "2023", "2023年", "2023"),
    ],
)
def test_periods(year: int, period: str, zh: str, en: str) -> None:
    """A period is said as precisely as it is known."""
    assert wording.period_words(year, period, "zh") == zh
    assert wording.period_words(year, period, "en") == en


@pytest.mark.parametrize(
    ("place", "beside", "zh", "en"),
    [
        ("Beijing", "", "Beijing", "Beijing"),
        ("Beijing", "59.8%", "Beijing（59.8%）", "Beijing (59.8%)"),
        ("Jinan, Shandong", "", "Jinan, Shandong", "Jinan (Shandong)"),
        ("Tongzhou District, Nantong, Jiangsu", "rank 1", "Tongzhou District, Nantong, Jiangsu（rank 1）", "Tongzhou District (Nantong, Jiangsu; rank 1)"),
    ],
)  # fmt: skip
def test_a_place_in_a_list(place: str, beside: str, zh: str, en: str) -> None:
    """In an English list no comma stands within a place but in its brackets."""
    assert [wording.among(place, lang, beside) for lang in LANGUAGES] == [zh, en]


def test_places_left_out_are_told_apart(panel: Panel) -> None:
    """Prefectures of one province that are left out read as so many places."""
    found = compare(panel, "review_accepted", 2023, level="prefecture")
    said = wording.left_out(found.section, "en")
    outside = re.sub(r"\([^()]*\)", "", said)
    names = {panel.districts.places[code].parent for code in found.section.left_out["district"]}
    for code in names & set(panel.districts.places):
        assert f", {panel.districts.places[code].en}" not in outside
