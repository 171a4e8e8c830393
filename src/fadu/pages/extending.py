"""The page on how a workspace is extended: each way in one place, and how to see it work."""

from collections.abc import Mapping

from fadu.codebook import Language
from fadu.page import Column, Heading, Page, Table, page, text
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


def head(panel: Panel, lang: Language = "zh") -> Page:
    """Return the head of the page."""
    return headed(panel, _TITLE[lang], _KICKER[lang], (), (_TITLE[lang],), lang)


def ways(lang: Language = "zh") -> Page:
    """Return the table of the seven ways, each with its one place."""
    heading = Heading(words="七种扩展" if lang == "zh" else "Seven ways")
    columns = tuple(Column(name=name, wide=not n) for n, name in enumerate(_HEADS[lang]))
    rows = tuple(tuple(text(cell) for cell in way) for way in _WAYS[lang])
    return page([heading, Table(columns=columns, rows=rows)])
