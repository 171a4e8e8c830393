"""Which part of a web page is its text: navigation goes, and nothing between goes with it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import trafilatura
from lxml import html as lxml_html

from fadu.intake.documents.rendered import rendered

_DROPPED = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg",
            "link", "img", "video", "audio", "canvas", "input", "select", "textarea", "button",
            "del", "s", "strike")  # fmt: skip
_SET_ASIDE = ("nav", "footer", "aside")
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|foot|bottom|header|head|top|breadcrumb"
    r"|crumbs?|position|location|share|copyright|sidebar|toolbar|pager|pagination|related?"
    r"|search|login|qrcode|friendlink|links?)(?=$|[\s_-]|\d)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FRAME = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|访问量|[您你当前]的?位置[:：]|浏览次数|累计次数|字体[:：]"
    r"|字号[:：]|打印本页|关闭窗口|扫一扫|分享到|上一篇|下一篇|^来源[:：]|^发布(?:时间|日期)[:：]"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
ASIDE = 0.2
"""Share of a page's text that a part named like navigation may have and still be left out."""
MAIN = 0.9
"""Share of a part's text that one of its parts must have to be taken for the whole of it."""
ENDS = 0.1
"""Share of the main part that may be left out at its ends."""
EDGE = 10
"""Lines at either end of a page's main part among which its frame may stand."""
FRAME = 200
"""Characters that a line of a page's frame has at most."""
LARGE = 30_000
"""Elements of a page, or tens of its characters, beyond which its ends are kept as they are."""


def prune(tree: lxml_html.HtmlElement) -> None:
    """Take out of a page what is no text: scripts, pictures, hidden parts, navigation.

    A part named like navigation stays where it holds much of the page's text: names mislead.
    """
    for element in list(tree.iter(*_DROPPED)):
        element.drop_tree()
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and _hidden(element):
            _drop(element)
    weights = _weights(tree)
    for element, weight in weights.items():
        if isinstance(element.tag, str) and _named_aside(element):
            small = weight.han <= ASIDE * weights[tree].han
            if small or weight.linked * 2 > weight.han:
                _drop(element)


def main_lines(tree: lxml_html.HtmlElement) -> list[str]:
    """Return the lines of the part of a page that holds its text, whole but for its ends.

    Parameters
    ----------
    tree
        A page after `prune`.
    """
    weights = _weights(tree)
    lines = rendered(_main(tree, weights))
    if len(weights) > LARGE or weights[tree].han > LARGE * 10:
        return lines
    kept = trafilatura.extract(
        lxml_html.tostring(tree, encoding="unicode"),
        include_comments=False,
        favor_recall=True,
        deduplicate=False,
    )
    return _between(lines, {_bare(line) for line in (kept or "").splitlines()})


def _hidden(element: lxml_html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _named_aside(element: lxml_html.HtmlElement) -> bool:
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _SET_ASIDE or (
        element.tag in ("div", "ul", "section", "header", "table", "td")
        and bool(_ASIDE.search(named))
    )


def _drop(element: lxml_html.HtmlElement) -> None:
    if element.getparent() is not None and element.tag not in ("html", "body"):
        element.drop_tree()


class _Weight(NamedTuple):
    """How many Chinese characters a part of a page has, and how many of them are links."""

    han: int = 0
    linked: int = 0

    @property
    def own(self) -> int:
        """How many lead nowhere else."""
        return self.han - self.linked


def _weights(tree: lxml_html.HtmlElement) -> dict[lxml_html.HtmlElement, _Weight]:
    """Return what each part of a page holds, in the order of the page."""
    found = dict.fromkeys(tree.iter(), _Weight())
    for element in reversed(found):
        held = found[element]
        if isinstance(element.tag, str):
            han = held.han + _han(element.text or "")
            held = found[element] = _Weight(han, han if element.tag == "a" else held.linked)
        parent = element.getparent()
        if parent in found:
            above = found[parent]
            han = above.han + held.han + _han(element.tail or "")
            found[parent] = _Weight(han, above.linked + held.linked)
    return found


def _main(
    tree: lxml_html.HtmlElement, weights: Mapping[lxml_html.HtmlElement, _Weight]
) -> lxml_html.HtmlElement:
    """Return the smallest part that holds nearly all text that leads nowhere else."""
    body = tree.find("body")
    part = tree if body is None else body
    while weights[part].own:
        least = MAIN * weights[part].own
        inner = next((c for c in part if weights[c].own >= least), None)
        if inner is None or inner.tag in ("p", "span", "font", "pre"):
            break
        part = inner
    return part


def _between(lines: list[str], kept: set[str]) -> list[str]:
    """Return the lines without what frames a text, and from its first to its last sentence.

    A line is of the text too where another judge has `kept` it.
    """
    end = len(lines) - EDGE
    text = [x for n, x in enumerate(lines) if EDGE <= n < end or not _frames(x)]
    known = [n for n, line in enumerate(text) if _bare(line) in kept or line[-1] in "。；"]
    if not known:
        return text
    left_out = sum(map(_han, (*text[: known[0]], *text[known[-1] + 1 :])))
    few = left_out <= ENDS * sum(map(_han, text))
    return text[known[0] : known[-1] + 1] if few else text


def _frames(line: str) -> bool:
    return len(line) <= FRAME and bool(_FRAME.search(line)) and not line.endswith("。")


def _bare(line: str) -> str:
    return "".join(line.split())


def _han(words: str) -> int:
    return len(_HAN.findall(words))
