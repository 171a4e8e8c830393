"""Key points of a profile lead to the sources of their figures."""

import pytest

from fadu.analyses.profile import Profile, profile
from fadu.page import plain
from fadu.pages import profile as pages
from fadu.panel import Panel

BEIJING = "110112"


@pytest.fixture(scope="module")
def found(panel: Panel) -> Profile:
    return profile(panel, BEIJING, years="2019:2024")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_leads_to_its_source(found: Profile, lang: str) -> None:
    """A point that tells a figure carries a mark for each source of it; one without carries none."""
    (box,) = pages.key_points(found, lang).blocks
    known = [row["id"] for row in pages.cited(found).table.to_dict("records")]
    for point, told in zip(box.points, found.points(lang), strict=True):
        marks = [span for span in point if span.cite]
        assert {span.cite for span in marks} == set(told.sources)
        assert [span.text for span in marks] == [
            f"[{known.index(span.cite) + 1}]" for span in marks
        ]
        assert plain(point).startswith(told.words)


def test_the_sources_of_a_point_are_those_of_its_figures(found: Profile) -> None:
    """A level rests on its year's report, a change on those of both years, a limit on none."""
    points = {told.words: told.sources for told in found.points("zh")}
    by_year = found.parts[1].series.chosen.set_index("year")["sources"]
    level, change, limit = (
        next(s for w, s in points.items() if words in w)
        for words in ("2024年，北京市通州区行政复议直接纠错率", "高6.0个百分点", "互不比较")
    )
    assert level == (by_year[2024],)
    assert set(change) == {by_year[2019], by_year[2021]}
    assert limit == ()
    assert list(points) == found.sentences("zh")


def test_places_without_comparison_are_told_by_year(panel: Panel) -> None:
    """What stands alone in 2020 is not said to stand alone in 2022, in the box or below."""
    zhejiang = profile(panel, "330000", years="2019:2024")
    said = zhejiang.sentences("zh")
    assert any("2022年同一口径的行政复议调解和解率，不作比较" in s for s in said)
    assert any("2020年同一口径的行政复议收到申请数、复议后未进入诉讼比例" in s for s in said)
