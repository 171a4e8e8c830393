"""Laws of the register of districts."""

import pytest

from fadu.errors import RequestError
from fadu.panel import Panel


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("320612", "320612"),
        (320612, "320612"),
        ("南通市通州区", "320612"),
        ("江苏省南通市通州区", "320612"),
        ("江苏南通通州", "320612"),
        ("北京通州", "110112"),
        ("北京市 通州区", "110112"),
        ("广西", "450000"),
        ("内蒙古", "150000"),
        ("全国", "000000"),
        ("新疆生产建设兵团", "660000"),
    ],
)
def test_names_resolve(panel: Panel, wanted: str | int, code: str) -> None:
    """A code, a number, and a name with or without its parents mean one place."""
    assert panel.districts.resolve(wanted) == code


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("320683", "320612"),
        ("通州市", "320612"),
        ("320684", "320614"),
        ("海门市", "320614"),
        ("320602", "320613"),
        ("320611", "320613"),
        ("港闸", "320613"),
        ("崇川区", "320613"),
    ],
)
def test_former_codes_and_names(panel: Panel, former: str, today: str) -> None:
    """A former code or name leads to the place of today (通州, 海门, 崇川, 港闸)."""
    assert panel.districts.resolve(former) == today


def test_homonym_is_refused_with_candidates(panel: Panel) -> None:
    """A name that two places share is refused, and both are named."""
    with pytest.raises(RequestError) as caught:
        panel.districts.resolve("通州区", "--district")
    assert str(caught.value) == (
        "--district 通州区 is two places: 110112 北京市通州区, 320612 江苏省南通市通州区; give the code"
    )


@pytest.mark.parametrize(
    "name", ["和平区", "海州区", "普陀区", "鼓楼区", "城关区", "新华区", "朝阳区"]
)
def test_every_homonym_of_the_domain(panel: Panel, name: str) -> None:
    """The homonyms that reports use are never taken for one place."""
    with pytest.raises(RequestError, match=r"is (two|three|four|\d+) places"):
        panel.districts.resolve(name)


@pytest.mark.parametrize("name", ["999999", "火星区", "", "12345", "通州区;", "../data"])
def test_unknown_places(panel: Panel, name: str) -> None:
    """What is no place is refused with what to give instead."""
    with pytest.raises(RequestError, match="give a six-digit GB/T 2260 code"):
        panel.districts.resolve(name)


def test_whole_register(panel: Panel) -> None:
    """The register holds 34 provinces, 333 prefectures and 2,847 counties of today."""
    levels = [d.level for d in panel.districts.places.values() if d.code != "660000"]
    assert {level: levels.count(level) for level in set(levels)} == {
        "nation": 1,
        "province": 34,
        "prefecture": 333,
        "county": 2847,
    }


def test_labels(panel: Panel) -> None:
    """A full name says the parents, in Chinese from the largest, in English to the largest."""
    register = panel.districts
    assert register.label("320612") == "江苏省南通市通州区"
    assert register.label("320612", "en") == "Tongzhou District, Nantong, Jiangsu"
    assert register.label("110112", "en") == "Tongzhou District, Beijing"


def test_within(panel: Panel) -> None:
    """A place lies in itself, in its parents and in the nation, and nowhere else."""
    areas = ("320612", "320600", "320000", "000000")
    assert all(panel.districts.within("320612", area) for area in areas)
    assert not panel.districts.within("320612", "110000")
