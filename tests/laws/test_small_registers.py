"""A register of a few invented places, entries of a codebook and shapes, each at its edges."""

import pandas as pd
import pytest

from fadu.codebook import Codebook, Indicator, Unit
from fadu.districts import Register, register
from fadu.errors import RequestError
from fadu.shapes.effects import ALPHA, Departure, Term
from fadu.shapes.grid import Grid

PLACES = [
    ("000000", "全国", "China", "", "nation"),
    ("110000", "甲省", "Jia", "000000", "province"),
    ("110100", "乙市", "Yi", "110000", "prefecture"),
    ("110101", "河东区", "Hedong", "110100", "county"),
    ("110102", "丙县", "Bing", "110100", "county"),
    ("110103", "海旗", "Hai", "110100", "county"),
    ("110200", "戊己市", "Wuji", "110000", "prefecture"),
    ("110201", "河东区", "Hedong", "110200", "county"),
    ("110202", "山阴县", "Shanyin", "110200", "county"),
    ("120000", "丑寅自治区", "Chouyin", "000000", "province"),
    ("120001", "西岭市", "Xiling", "120000", "county"),
]
CHANGES = [
    (1990, "110299", "庚辛地区", "110200"),  # what 戊己市 was called
    (1995, "110199", "山阴县", "110102"),  # a name that another place bears today
    (2000, "110198", "子县", "110102"),
    (2010, "110198", "子区", "110103"),
]


@pytest.fixture(scope="module")
def small() -> Register:
    """Eleven places and four changes."""
    places = pd.DataFrame(PLACES, columns=["code", "name", "en", "parent", "level"])
    changes = pd.DataFrame(CHANGES[::-1], columns=["year", "old_code", "old_name", "today"])
    return register(places, changes)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("河东区", ["110101", "110201"]),
        ("河东", ["110101", "110201"]),
        ("乙市河东区", ["110101"]),
        ("戊己河东", ["110201"]),
        ("甲省戊己市河东区", ["110201"]),
        ("庚辛地区河东区", ["110201"]),  # by what its parent was called
        ("庚辛河东", ["110201"]),
        ("庚辛地区乙市", []),
        ("山阴县", ["110202"]),  # the place of today before one so called earlier
        ("乙市山阴县", ["110102"]),  # unless what stands before it says which
        ("子县", ["110102"]),
        ("子", []),
        ("乙", []),
        ("中国甲省", ["110000"]),
        ("全国西岭", ["120001"]),
        ("丑寅", ["120000"]),
        ("丑寅·西岭，市", ["120001"]),
        ("西岭区", []),
        ("甲省西岭市", []),
        ("", []),
    ],
)
def test_a_name_means_what_its_parents_allow(
    small: Register, name: str, codes: list[str]
) -> None:
    """A name is looked for with and without its suffix; what stands before it has to fit."""
    assert small.find(name) == codes


@pytest.mark.parametrize(
    ("wanted", "former"),
    [
        ("110102", False), ("110199", True), ("河东区", False), ("山阴县", False), ("子县", True),
        ("庚辛地区", True), ("庚辛地区河东区", False), ("乙市山阴县", True), ("甲省", False),
    ],
)  # fmt: skip
def test_only_a_name_of_earlier_years_is_former(
    small: Register, wanted: str, former: bool
) -> None:
    """A name that a place bears today is not former, whoever bore it before."""
    assert small.is_former(wanted) is former


def test_the_last_change_of_a_code_holds(small: Register) -> None:
    """A code that changed twice leads to where the later change says."""
    assert small.resolve("110198") == "110103"
    assert small.resolve(110198) == "110103"
    assert small.former("110103") is None


def test_names_in_full_and_short(small: Register) -> None:
    """Names are those of today and before; short ones are without the word for the kind."""
    assert {"河东区", "庚辛地区", "子区", "全国"} <= small.names
    assert {"河东", "戊己", "庚辛", "丑寅", "西岭", "山阴"} == small.short_names
    assert {"子区", "河东", "丑寅", "全国"} <= small.heads
    assert all(len(head) == 2 for head in small.heads)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("110101", "甲省乙市河东区", "Hedong District, Yi, Jia"),
        ("110102", "甲省乙市丙县", "Bing County, Yi, Jia"),
        ("110103", "甲省乙市海旗", "Hai Banner, Yi, Jia"),
        ("120000", "丑寅自治区", "Chouyin"),  # a province is no district
        ("120001", "丑寅自治区西岭市", "Xiling, Chouyin"),
        ("000000", "全国", "China"),
        ("999999", "999999", "999999"),
    ],
)
def test_a_label_in_both_languages(small: Register, code: str, zh: str, en: str) -> None:
    """In English a county has its kind; a code outside the register stands for itself."""
    assert (small.label(code), small.label(code, "en")) == (zh, en)
    assert small.short(code, "en") == en.split(", ", maxsplit=1)[0]


def test_places_lie_in_their_parents_alone(small: Register) -> None:
    """Whatever the code, all lie in the nation; a code outside the register in nothing else."""
    assert small.within("110101", "110100")
    assert not small.within("110101", "110200")
    assert not small.within("110100", "110101")
    assert small.within("999999", "000000")
    assert small.within("999999", "999999")
    assert not small.within("999999", "110000")
    assert small.of_level("prefecture") == {"110100", "110200"}


@pytest.mark.parametrize(
    ("many", "begins", "ends"),
    [
        (2, "two places: 110101 甲省乙市河东区, ", "河东区"),
        (3, "three places: ", "河东区"),
        (4, "four places: ", "河东区"),
        (5, "5 places: ", "河东区"),
        (12, "12 places: ", "河东区"),
        (13, "13 places: ", "河东区, …"),
    ],
)
def test_candidates_are_named_up_to_twelve(
    small: Register, many: int, begins: str, ends: str
) -> None:
    """Few candidates are counted in words; of many twelve are named."""
    said = small.candidates(["110101"] * many)
    assert said.startswith(begins)
    assert said.endswith(ends)
    assert said.count("110101") == min(many, 12)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (None, "--place None is no place; give a six-digit GB/T 2260 code or a name"),
        (True, "--place True is no place; give a six-digit GB/T 2260 code or a name"),
        (1.5, "--place 1.5 is no place; give a six-digit GB/T 2260 code or a name"),
        (42, "--place 000042 is no code of the register; give a six-digit GB/T 2260 code or a name; `fadu show districts` lists those with figures"),
        (" 丁县 ", "--place '丁县' is no place of the register; give a six-digit GB/T 2260 code or a full name such as 南通市通州区"),
        ("河东", "--place 河东 is two places: 110101 甲省乙市河东区, 110201 甲省戊己市河东区; give the code"),
    ],
)  # fmt: skip
def test_what_is_no_one_place_is_refused(small: Register, wanted: object, said: str) -> None:
    """The refusal names the option, what came and what to give."""
    with pytest.raises(RequestError) as refused:
        small.resolve(wanted, "--place")  # type: ignore[arg-type]
    assert str(refused.value) == said


def entry(**fields: object) -> Indicator:
    """Return an entry of a codebook."""
    usual = {
        "id": "a",
        "zh": "甲",
        "en": "a",
        "unit": "件",
        "kind": "count",
        "polarity": "neither",
    }
    words = {"domain": "d", "definition_zh": "甲。", "definition_en": "A."}
    return Indicator.model_validate(usual | words | fields)


def test_what_a_value_is_computed_from() -> None:
    """A printed count has no inputs; a share has its counts, a derived value its terms."""
    share = entry(kind="rate", unit="%", numerator="b", denominator="c")
    derived = entry(kind="rate", unit="%", formula="100 * (b + c) / e")
    total = entry(formula="b - c")
    assert [one.inputs for one in (entry(), share, derived, total)] == [
        (), ("b", "c"), ("b", "c", "e"), ("b", "c"),
    ]  # fmt: skip
    assert [one.quotient for one in (entry(), share, derived, total)] == [
        None, (("b",), ("c",)), (("b", "c"), ("e",)), None,
    ]  # fmt: skip


def test_no_decimals_are_a_choice() -> None:
    """A rate may print without decimals; one that chooses none has those of its kind."""
    given = [entry(kind="rate", unit="%", digits=d).decimals for d in (0, 1, 6, -1)]
    assert given == [0, 1, 6, 1]
    for digits in (-2, 7):
        with pytest.raises(ValueError, match="digits"):
            entry(digits=digits)


def test_chance_has_a_part_in_events_alone() -> None:
    """A count of events has chance in it; a decided one, a stock and an amount do not."""
    many = [entry(), entry(decided=True), entry(kind="stock"), entry(kind="amount")]
    assert [one.by_chance for one in many] == [True, False, False, False]


def test_a_name_outside_a_codebook() -> None:
    """What is no text is no id; a name that nothing is near to is answered with the first six."""
    many = {f"x{n}": entry(id=f"x{n}") for n in range(8)}
    book = Codebook(many, {"件": Unit(id="件", en="cases")}, {}, {})
    for wanted, said in (
        (7, "indicator 7 is no id; give one, such as review_accepted"),
        ("整", "indicator '整' is not in the codebook; near it: x0, x1, x2, x3, x4, x5; `fadu show indicators` lists all"),
    ):  # fmt: skip
        with pytest.raises(RequestError) as refused:
            book[wanted]  # type: ignore[index]
        assert str(refused.value) == said


@pytest.mark.parametrize(
    ("adjusted", "sure"), [(ALPHA, False), (0.0499999, True), (0.9, False)]
)
def test_chance_ends_below_five_percent(adjusted: float, sure: bool) -> None:
    """An effect and a departure are beyond chance only below the level, not at it."""
    term = Term(2020, None, 1.5, 1.0, 2.0, 0.001, adjusted, 20.0)
    away = Departure("110101", 2020, 30.0, 20.0, 3.0, adjusted)
    assert (term.beyond_chance, away.beyond_chance) == (sure, sure)


def test_a_heat_map_shows_recent_years_and_the_most_reported() -> None:
    """A page holds thirty indicators and sixteen years; years between without a figure are empty."""
    cells = [(f"i{n:02}", 2000 + n % 3, n) for n in range(35)] + [("old", 1980, 999)]
    frame = pd.DataFrame(cells, columns=["indicator", "year", "places"])
    none = pd.DataFrame()
    grid = Grid(Codebook({}, {}, {}, {}), frame, none, none, 1, 1, 1, "register")
    shown = grid.shown
    assert shown.columns.tolist() == [*range(1987, 2003)]
    assert shown.index.tolist() == [f"i{n:02}" for n in range(34, 4, -1)]
    assert grid.by_year.index[0] == "old"
    assert (shown[1999] == 0).all()
    assert shown.loc["i34", 2001] == 34
