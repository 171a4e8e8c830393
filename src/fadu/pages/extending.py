"""The page on how a workspace is extended: each way in one place, and how to see it work."""

from collections.abc import Mapping

from fadu.codebook import Language
from fadu.errors import RequestError, one_of
from fadu.page import Column, Heading, Page, Paragraph, Table, page, text
from fadu.pages.frame import headed
from fadu.panel import Panel

_TITLE = {"zh": "扩展自己的工作区", "en": "Extending a workspace of one's own"}
_KICKER = {"zh": "法度　·　扩展", "en": "fadu  ·  extending"}
_HEADS = {"zh": ("加什么", "放在哪里", "怎样看到"), "en": ("What", "Where", "How to see it")}
_WAYS: Mapping[Language, tuple[tuple[str, str, str], ...]] = {
    "zh": (
        ("一份报告的数", "data/", "fadu extract，核对后 fadu add"),
        ("一项指标", "data/codebook/own.toml", "fadu show indicators"),
        ("一项推算的指标", "同上，写 formula", "fadu.profile、fadu.compare 等"),
        ("一项检查", "extensions/*.py 中的 CHECKS", "fadu check；fadu.audit(panel)"),
        ("一项分析", "extensions/*.py 中的 ANALYSES", "fadu.load_extensions(data).名称(panel)"),
        ("一个笔记本", "notebooks/", "fadu brief 名称"),
        ("字体、颜色、信头、样式", "house.toml", "fadu brief；导出 PDF"),
    ),
    "en": (
        ("figures of a report", "data/", "fadu extract, review, fadu add"),
        ("an indicator", "data/codebook/own.toml", "fadu show indicators"),
        ("a derived indicator", "the same, with formula", "fadu.profile, fadu.compare, …"),
        ("a check", "CHECKS in extensions/*.py", "fadu check; fadu.audit(panel)"),
        (
            "an analysis",
            "ANALYSES in extensions/*.py",
            "fadu.load_extensions(data).name(panel)",
        ),
        ("a notebook", "notebooks/", "fadu brief name"),
        ("fonts, colour, letterhead, style", "house.toml", "fadu brief; export to PDF"),
    ),
}

_PARTS: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    "report": {
        "zh": (
            "一份报告的数",
            (
                "fadu extract 把报告的每个数写成表，核对后由 fadu add 加入工作区。下面是示例报告的数"
                "（数字均为虚构），尚未写入。"
            ),
        ),
        "en": (
            "Figures of a report",
            (
                "fadu extract writes every number of a report as a table; reviewed, fadu add brings it "
                "into the workspace. Below are those of the sample report (all invented), not written."
            ),
        ),
    },
    "indicator": {
        "zh": (
            "一项指标，一项推算的指标",
            (
                "各为 data/codebook/own.toml 中的一个表。写了 formula 的由公布值推算，同一来源优先，"
                "件数之比带95%区间。"
            ),
        ),
        "en": (
            "An indicator, and a derived one",
            (
                "A table in data/codebook/own.toml each. One with a formula follows from printed "
                "figures, of one source where one prints them all; a share of counts has its interval."
            ),
        ),
    },
    "check": {
        "zh": (
            "一项检查",
            "extensions/ 中的一个 Python 文件，其 CHECKS 列出规则；读取数据时从不运行它。",
        ),
        "en": (
            "A check",
            "A Python file in extensions/ whose CHECKS list laws; loading data never runs it.",
        ),
    },
    "analysis": {
        "zh": ("一项分析", "一个以面板为参数、返回 fadu.Answer 的函数：表、中英文句子和图。"),
        "en": (
            "An analysis",
            "A function that takes a panel and returns fadu.Answer: table, sentences, chart.",
        ),
    },
    "looks": {
        "zh": ("样式", "house.toml 规定信头、颜色、字体，以及用 Typst 写的样式规则。"),
        "en": (
            "Looks",
            "house.toml sets letterhead, colour, fonts, and a style sheet of rules in Typst.",
        ),
    },
}


def head(panel: Panel, lang: Language = "zh") -> Page:
    """Return the head of the page."""
    return headed(
        panel,
        panel.select(indicators=[]).table,
        _TITLE[lang],
        _KICKER[lang],
        (),
        (_TITLE[lang],),
        lang,
    )


def part(name: str, lang: Language = "zh") -> Page:
    """Return the heading of one way and what it takes.

    Parameters
    ----------
    name
        report, indicator, check, analysis or looks.
    lang
        zh or en.

    Raises
    ------
    RequestError
        Another name.
    """
    if name not in _PARTS:
        raise RequestError(one_of("part", name, _PARTS))
    title, said = _PARTS[name][lang]
    return page([Heading(words=title), Paragraph(words=text(said))])


def ways(lang: Language = "zh") -> Page:
    """Return the table of the seven ways, each with its one place."""
    heading = Heading(words="七种扩展" if lang == "zh" else "Seven ways")
    columns = tuple(Column(name=name, wide=not n) for n, name in enumerate(_HEADS[lang]))
    rows = tuple(tuple(text(cell) for cell in way) for way in _WAYS[lang])
    return page([heading, Table(columns=columns, rows=rows)])
