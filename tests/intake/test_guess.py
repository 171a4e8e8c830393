"""What a report says about itself: its place, its year, each with the words that say so."""

import pytest

from fadu.intake.guess import bundled_register, guess

REGISTER = bundled_register()
NAMELESS = {"城区", "矿区", "郊区"}
"""Names of places that are words like others; alone they name no place."""


@pytest.mark.parametrize(
    "title", ["{}2023年法治政府建设情况报告", "关于2023年{}法治政府建设情况的报告"]
)
def test_every_place_is_found_in_a_title(title: str) -> None:
    """The name of every place, with and without its parents, is read whole from a title."""
    missed = [
        name
        for code, place in REGISTER.places.items()
        for name in (place.name, REGISTER.label(code))
        if name not in NAMELESS and guess(title.format(name)).names[:1] != (name,)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "names", "year"),
    [
        ("中共姑苏区委 姑苏区人民政府关于2023年度法治政府建设情况的报告", ("姑苏区",), 2023),
        ("南通通州区2022年法治政府建设情况报告", ("南通通州区", "通州区"), 2022),
        ("二〇二三年姑苏区法治政府建设情况报告", ("姑苏区",), 2023),
        ("关于印发《姑苏区法治政府建设规划（2021年—2025年）》的报告", ("姑苏区",), 2021),
        ("大鹏新区2023年法治政府建设年度报告", ("大鹏新区",), 2023),
        ("法治政府建设年度报告\n2023年，沂南县坚持依法行政。", ("沂南县",), 2023),
        ("法治政府建设年度报告\n全国法治工作会议以来，我区坚持依法行政。", (), None),
        ("全国2023年行政复议工作情况", ("全国",), 2023),
        ("某城区2023年法治政府建设情况报告", (), 2023),
    ],
)  # fmt: skip
def test_a_place_and_a_year(text: str, names: tuple[str, ...], year: int | None) -> None:
    """The title decides, then the words that the text opens with; a plan's end is no year."""
    found = guess(text)
    assert (found.names, found.year) == (names, year)


def test_evidence_is_what_was_read() -> None:
    """The evidence holds the words as they are printed."""
    assert guess("二〇二三年姑苏区法治政府建设情况报告").evidence == {
        "district": "姑苏区",
        "year": "二〇二三年",
    }
