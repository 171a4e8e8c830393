"""Coverage: who reports what when, and what the silent places leave open."""

import pytest
from longitudinal import LOST, figures, lost, panel_of_rows

from fadu.analyses import coverage, simulated_panel
from fadu.errors import RequestError

CODES = [f"3701{n:02d}" for n in (2, 3, 4, 5, 12, 13)]


@pytest.fixture(scope="module")
def bundled(panel):
    """The coverage of the bundled panel."""
    return coverage(panel)


def test_bundled_panel_in_sentences(bundled):
    """The bundled panel is told by its size, its comparable cells, its best cell and its gaps."""
    assert bundled.sentences("zh") == [
        "共1,425个公布值，174项指标，227个地方，340份来源，1980—2026年。",
        "按指标、层级、年份分成839格：639格（76.2%）只有一地公布，无从比较；23格有5地以上。",
        "公布最多的是2019年行政复议受理数：32个省级地区中32地。",
        "2022年负责人出庭应诉率，32个省级地区中7地公布，简单平均79.3%；其余各地若全为0或全为100%，平均在17.4%—95.5%之间，没有公布的地方使平均值在此范围内无从确定。",
        "经常公布与偶尔公布的地方是否报得不同，28项比率都因地方太少不能检验。",
    ]
    assert bundled.sentences("en") == [
        "1,425 printed figures of 174 indicators, 227 places and 340 sources, 1980 to 2026.",
        "Cells of indicator, level and year: 839, of which 639 (76.2%) with one place alone and nothing to compare it with, and 23 with 5 places or more.",
        "Reported by most places: administrative reconsideration cases accepted, 2019 (32 of 32 provinces).",
        "Court appearance rate of heads of administrative organs, 2022: 7 of 32 provinces report, mean 79.3%; if all others had 0% or 100% the mean would lie between 17.4% and 95.5%, and nothing in the panel narrows that.",
        "Whether regular and occasional reporters print different rates cannot be tested for any of 28 rates and levels: too few places.",
    ]


def test_cell_counts_places_not_figures(bundled, panel):
    """A cell holds the places with a value; parts of a year stand apart."""
    cell = bundled.table.set_index(["indicator", "level", "year"])
    first = cell.loc[("litigation_first_instance", "prefecture", 2022)]
    assert first[["places", "partial", "silent", "could"]].tolist() == [16, 1, 0, 333]
    table = panel.table
    mine = table[(table["indicator"] == "review_accepted") & (table["year"] == 2019)]
    provinces = {d for d in mine["district"] if panel.districts[d].level == "province"}
    assert cell.loc[("review_accepted", "province", 2019), "places"] == len(provinces)


def test_silence_with_a_reason_is_counted_apart(panel):
    """A cell that is not printed counts as silent, never as zero."""
    silent = {"district": "370103", "year": 2016, "indicator": "review_accepted"}
    silent |= {"value": "", "status": "not_printed"}
    rows = [*figures("370102", "review_accepted", [5]), silent]
    found = coverage(panel_of_rows(panel, rows))
    assert found.table[["places", "silent"]].to_numpy().tolist() == [[1, 1]]


def test_bounds_are_the_worst_cases(panel):
    """Of four places with figures two report 10 % and 30 %: the mean lies from 10 to 60 %."""
    small = lost(panel, {"370102": [(10, 100)], "370103": [(30, 100)]})
    rows = figures("370104", "review_accepted", [5]) + figures("370105", "review_accepted", [5])
    wide = panel_of_rows(panel, [*small.observations.to_dict("records"), *rows])
    found = coverage(wide, among="panel")
    row = found.bounds.iloc[0]
    assert row[["present", "missing", "mean", "low", "high"]].tolist() == [2, 2, 20, 10, 60]
    assert found.sentences("zh")[3] == (
        "2016年行政诉讼败诉率，面板中有数据的4个县级地区中2地公布，简单平均20.0%；其余各地若全为0或全为100%，平均在10.0%—60.0%之间，没有公布的地方使平均值在此范围内无从确定。"
    )


def reporters(panel, gap):
    """Five places that report every year, five that report once; these print `gap` points less."""
    codes = [f"3701{n:02d}" for n in (2, 3, 4, 5, 12, 13, 14, 15, 16, 17)]
    rows = []
    for n, code in enumerate(codes):
        values = [50.0 + n % 5] * 5 if n < 5 else [None] * (n - 5) + [50.0 + n % 5 - gap]
        rows += [r | {"unit": "%"} for r in figures(code, LOST, values)]
    return coverage(panel_of_rows(panel, rows))


def test_reporting_that_goes_with_the_value_is_said(panel):
    """Occasional reporters that print far less are told from regular ones."""
    found = reporters(panel, 30)
    assert found.reporting["pvalue"].iloc[0] < 0.05
    assert found.sentences("zh")[-1] == (
        "行政诉讼败诉率（县级）：经常公布的5地平均52.0%，偶尔公布的5地平均22.0%，公布与否同数值有关。"
    )
    assert found.sentences("en")[-1] == (
        "Lost rate of administrative litigation (counties): 5 regular reporters have a mean of 52.0%, 5 occasional ones 22.0%: reporting goes with the value."
    )


def test_no_difference_between_reporters_is_no_proof(panel):
    """Equal rates of few places are said not to prove that reporting is independent."""
    found = reporters(panel, 0)
    assert found.reporting["adjusted"].iloc[0] > 0.05
    assert found.sentences("zh")[-1] == (
        "经常公布与偶尔公布的地方所报的比率，1项可检验，未见差异；每组地方很少，这不等于没有差异。"
    )
    assert found.sentences("en")[-1] == (
        "Rates of regular and occasional reporters could be compared in 1 case and show no difference; with so few places in each group that does not mean that there is none."
    )


def test_simulated_panel_says_so(panel):
    """Coverage of simulated figures is marked in sentences, tables and chart."""
    found = coverage(simulated_panel(panel), among="panel")
    assert all(s.startswith("【模拟数据】") for s in found.sentences("zh"))
    assert set(found.table["data"]) == {"simulated"}
    assert found.plot().get_title(loc="left") == "公布的地方数　模拟数据"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"among": "all"}, "among 'all' is not one of register, panel"),
        ({"level": "town"}, "level 'town' is not one of nation, province, prefecture, county"),
        (
            {"indicators": "review_accepted", "years": 2017, "level": "county"},
            "no figure for review_accepted in 2017 of level county; `fadu show coverage` lists what there is",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(panel, asked, message):
    """A wrong word or an empty selection is named with what to do."""
    with pytest.raises(RequestError) as refused:
        coverage(panel, **asked)
    assert str(refused.value) == message


def test_heat_map_draws_the_numbers(bundled):
    """Each cell of the heat map holds the number of places of the table."""
    ax = bundled.plot()
    shown = bundled.grid.shown
    drawn = {t.get_position(): t.get_text() for t in ax.texts}
    row = shown.index.get_loc("review_accepted")
    column = shown.columns.get_loc(2019)
    assert drawn[(column, row)] == "34"
    assert len(drawn) == int((shown > 0).to_numpy().sum())
    assert bundled.alt("en") == (
        "Heat map: 30 indicators, 2011 to 2026, each cell the number of places that report; the most are 34 for administrative reconsideration cases accepted, 2019."
    )


def test_selection_without_a_full_year_still_draws(panel):
    """Where all figures are of parts of years the map is empty and says nothing false."""
    row = {"district": "370102", "year": 2023, "period": "2023-01/2023-06",
           "indicator": "review_accepted", "value": "5"}  # fmt: skip
    found = coverage(panel_of_rows(panel, [row]))
    assert found.table[["places", "partial"]].to_numpy().tolist() == [[0, 1]]
    found.plot()
    assert found.alt("zh") == "热图：没有全年的公布值。"
    assert found.sentences("zh") == [
        "共1个公布值，1项指标，1个地方，1份来源，2023年。",
        "没有全年的公布值，无从比较。",
    ]
