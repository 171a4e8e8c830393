"""Words that pages on method, opening, extending and quality say, word for word."""

import pytest

from fadu.analyses.coverage import coverage
from fadu.codebook import LANGUAGES
from fadu.errors import RequestError
from fadu.page import Heading, Paragraph, Table, plain
from fadu.pages import extending, quality
from fadu.pages.method import method_words
from fadu.pages.opening import volume
from fadu.panel import Panel


@pytest.mark.parametrize(
    ("asked", "zh", "en"),
    [
        ({"figures": 0, "sources": 0}, [], []),
        ({"figures": 1, "sources": 1}, ["1个公布值，出自1份来源"], ["1 printed figure from 1 source"]),
        ({"figures": 30, "sources": 2, "beside": 1}, ["30个公布值，出自2份来源", "另引1份来源作对照"], ["30 printed figures from 2 sources", "1 further source for comparison"]),
        ({"figures": 30, "sources": 1, "simulated": True}, ["30个模拟值"], ["30 simulated figures"]),
        ({"figures": 1, "sources": 1, "beside": 2, "simulated": True}, ["1个模拟值", "另引2份来源作对照"], ["1 simulated figure", "2 further sources for comparison"]),
    ],
)  # fmt: skip
def test_how_much_a_page_draws_on(asked, zh, en) -> None:
    """A head says how many figures of how many sources it draws on; of none, nothing."""
    assert [volume(**asked, lang=lang) for lang in LANGUAGES] == [zh, en]


def test_what_the_method_says_of_certainty() -> None:
    """The method says what intervals describe, and leaves out what a page does not touch."""
    zh, en = (method_words(lang, without=("changes", "trends", "ranks")) for lang in LANGUAGES)
    assert (zh[0], zh[2], zh[3]) == (
        "数值均为公开报告所印，逐一注明来源。同一单元格有几个公布值时全部保留，按来源层级（官方、学术、媒体、转载）再按发布先后取一个用于分析；有记录的决定优先。没有公布不等于零。",
        "件数是全部案件，不是抽样；区间描述的是产生这些案件的过程有多大的偶然波动，不是抽样误差，也不包含登记口径、漏报等系统差异。",
        "法律施行、职责集中、口径调整、区划合并等变更之前与之后的数不作比较，变更当年不属于任何一边；变更清单不完整，未列出不等于没有变更。",
    )
    assert (en[0], en[2], en[3]) == (
        "Every value is one that a public report printed, with its source. Where a cell has several, all are kept; the higher tier of source (official, academic, media, secondary), then the later publication, is used, unless a recorded decision says otherwise. Not printed is not zero.",
        "The counts are complete, not samples: an interval describes how much chance there is in the process that produced them. It does not cover differences in registration or definition, nor cases left out.",
        "Figures before and after a new law, a new jurisdiction, a changed definition or a merger are not compared, and a year with such a break inside belongs to neither side. The list of breaks is not complete: not listed does not mean none.",
    )
    whole = [" ".join(method_words(lang)) for lang in LANGUAGES]
    assert "不足5个可比年份不判断趋势。不单独给出名次。" in whole[0]
    assert (
        "Below five comparable years no trend is given. No rank is printed alone." in whole[1]
    )


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("check", ("一项检查", "extensions/ 中的一个 Python 文件，其 CHECKS 列出规则；读取数据时从不运行它。"), ("A check", "A Python file in extensions/ whose CHECKS list laws; loading data never runs it.")),
        ("looks", ("样式", "house.toml 规定信头、颜色、字体，以及用 Typst 写的样式规则。"), ("Looks", "house.toml sets letterhead, colour, fonts, and a style sheet of rules in Typst.")),
    ],
)  # fmt: skip
def test_a_way_of_extending(name, zh, en) -> None:
    """Each way has its heading and one paragraph."""
    for lang, (title, said) in zip(LANGUAGES, (zh, en), strict=True):
        heading, paragraph = extending.part(name, lang).blocks
        assert isinstance(heading, Heading)
        assert isinstance(paragraph, Paragraph)
        assert (heading.words, plain(paragraph.words)) == (title, said)


def test_an_unknown_way_is_refused() -> None:
    """Another name is refused with all that is allowed."""
    with pytest.raises(RequestError) as refused:
        extending.part("colour")
    assert str(refused.value) == (
        "part 'colour' is not one of report, indicator, check, analysis, looks"
    )


def test_the_quality_of_a_panel_is_headed(panel: Panel) -> None:
    """The table of bounds names its columns, and its caption says what the range supposes."""
    found = coverage(panel)
    heads = {}
    for lang in LANGUAGES:
        heading, table = quality.bounds(found, lang).blocks
        assert isinstance(heading, Heading)
        assert isinstance(table, Table)
        heads[lang] = [heading.words, table.caption, *(c.name for c in table.columns)]
    assert heads == {
        "zh": [
            "没有公布的地方留下多大的未知",
            "公布的地方最多的比率：平均值，与没有公布的地方全为0或100%时的范围",
            "指标", "年份", "层级", "公布/应有", "简单平均", "平均值的范围", "来源",
        ],
        "en": [
            "What the silent places leave open",
            "The best covered rates: mean, and its range if silent places had 0% or 100%",
            "Indicator", "Year", "Level", "Reported/all", "Mean", "Range of the mean", "Source",
        ],
    }  # fmt: skip
