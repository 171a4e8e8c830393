"""What was done and what it cannot say, in plain words; the full account is in the README."""

from collections.abc import Collection, Mapping
from typing import Literal, TypeAlias

from fadu import wording
from fadu.codebook import Language

Topic: TypeAlias = Literal["", "changes", "trends", "ranks"]
_Told: TypeAlias = tuple[tuple[Topic, str], ...]
_SAID: Mapping[Language, tuple[_Told, ...]] = {
    "zh": (
        (
            ("", "数值均为公开报告所印，逐一注明来源。"),
            (
                "",
                "同一单元格有几个公布值时全部保留，按来源层级（官方、学术、媒体、转载）再按发布先后取一个用于分析；有记录的决定优先。",
            ),
            ("", "没有公布不等于零。"),
        ),
        (
            (
                "",
                "比率由同一来源的分子、分母计算，给出95%威尔逊区间；件数的区间在10件以下用精确法，10件及以上用拜尔法。件数取整后公布的，区间取其余地内最宽的。由机关自己决定数目的（如制发、清理文件，组织演练），不是偶然发生的事件，不给区间。",
            ),
            ("changes", "两年之差用纽科姆区间，由未取整的值计算。"),
            (
                "",
                "只公布百分比而没有件数的，不给区间，以空心点表示；“超”“近”“不少于”是界限，以三角表示。",
            ),
        ),
        (
            (
                "",
                "件数是全部案件，不是抽样；区间描述的是产生这些案件的过程有多大的偶然波动，不是抽样误差，也不包含登记口径、漏报等系统差异。",
            ),
        ),
        (
            (
                "",
                "法律施行、职责集中、口径调整、区划合并等变更之前与之后的数不作比较，变更当年不属于任何一边；变更清单不完整，未列出不等于没有变更。",
            ),
            ("trends", "不足5个可比年份不判断趋势。"),
            ("ranks", "不单独给出名次。"),
        ),
    ),
    "en": (
        (
            ("", "Every value is one that a public report printed, with its source."),
            (
                "",
                "Where a cell has several, all are kept; the higher tier of source (official, academic, media, secondary), then the later publication, is used, unless a recorded decision says otherwise.",
            ),
            ("", "Not printed is not zero."),
        ),
        (
            (
                "",
                "Rates follow from numerator and denominator of one source, with 95% Wilson intervals; counts have exact intervals below 10 and Byar's from 10 on. Of counts printed rounded the interval is the widest over all that print so. How many documents an authority issues or cleans up, or exercises it holds, is for it to decide and no matter of chance: such counts have no interval.",
            ),
            (
                "changes",
                "Differences between two years have Newcombe intervals, from the values before rounding.",
            ),
            (
                "",
                "A percentage printed without counts has no interval and a hollow mark; “more than”, “nearly” and “at least” are bounds and have triangles.",
            ),
        ),
        (
            (
                "",
                "The counts are complete, not samples: an interval describes how much chance there is in the process that produced them.",
            ),
            (
                "",
                "It does not cover differences in registration or definition, nor cases left out.",
            ),
        ),
        (
            (
                "",
                "Figures before and after a new law, a new jurisdiction, a changed definition or a merger are not compared, and a year with such a break inside belongs to neither side.",
            ),
            ("", "The list of breaks is not complete: not listed does not mean none."),
            ("trends", "Below five comparable years no trend is given."),
            ("ranks", "No rank is printed alone."),
        ),
    ),
}


def method_words(
    lang: Language, *, without: Collection[Topic] = (), simulated: bool = False
) -> tuple[str, ...]:
    """Return the paragraphs of the method section.

    Parameters
    ----------
    lang
        zh or en.
    without
        Topics that the page does not touch.
    simulated
        Whether the figures are made up; then that is said instead.
    """
    if simulated:
        return (wording.simulated_method(lang),)
    gap = "" if lang == "zh" else " "
    kept = ([s for topic, s in told if topic not in without] for told in _SAID[lang])
    return tuple(gap.join(told) for told in kept)
