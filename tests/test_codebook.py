"""Reading a codebook: what it accepts, and the whole message of each refusal."""

from pathlib import Path
from types import MappingProxyType

import pytest

from fadu.codebook import Codebook, Identity, read_codebook
from fadu.errors import CodebookError, RequestError
from fadu.intake.matching.topics import TopicWords

UNITS = """
["件"]
en = "cases"
spellings = ["宗", "起"]
["%"]
en = "%"
spellings = ["％"]
[ratio]
en = ""
zh = ""
"""
DOMAINS = """
[second]
zh = "二"
en = "Second"
[first]
zh = "一"
en = "First"
"""
CAUTIONS = """
[base]
zh = "分母不一。"
en = "Bases differ."
"""
ENTRY = """
[{id}]
zh = "{id}甲"
en = "{id} en"
unit = "件"
kind = "count"
polarity = "neither"
domain = "first"
definition_zh = "一句。"
definition_en = "One."
"""
FIELDS = (
    "accepts, cautions, decided, definition_en, definition_zh, denominator, digits, domain, en, formula, "
    "headline, identities, kind, match, not_to_confuse_with, numerator, other_denominators, "
    "partial, polarity, unit, unit_en, unit_en_one, zh"
)


def entry(name: str, *more: str, **changed: str) -> str:
    """Write one indicator, with lines added, and fields changed to a TOML value."""
    lines = ENTRY.format(id=name).strip().splitlines()
    kept = [line for line in lines if line.split(" = ")[0] not in changed]
    return "\n".join([*kept, *(f"{k} = {v}" for k, v in changed.items()), *more]) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hold the three vocabularies, without an indicator."""
    for name, text in (("units", UNITS), ("domains", DOMAINS), ("cautions", CAUTIONS)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def refusal(folder: Path, text: str, name: str = "a.toml") -> str:
    """Return the refusal of a file, with the folder cut off."""
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        read_codebook(folder)
    return str(caught.value).replace(f"{folder}/", "")


def book(folder: Path, *entries: str) -> Codebook:
    """Read a codebook of these entries."""
    (folder / "a.toml").write_text("\n".join(entries), encoding="utf-8")
    return read_codebook(folder)


def test_an_entry_without_choices_takes_the_decimals_of_its_kind(folder: Path) -> None:
    """Counts print without decimals, rates with one, ratios with two, unless the entry says so."""
    made = book(
        folder,
        entry("count"),
        entry("rate", kind='"rate"', unit='"%"'),
        entry("ratio", kind='"ratio"', unit='"ratio"'),
        entry("fine", kind='"rate"', unit='"%"', digits="3"),
    )
    assert [made[i].decimals for i in ("count", "rate", "ratio", "fine")] == [0, 1, 2, 3]
    assert [i for i in made.indicators if made[i].is_rate] == ["rate", "fine"]


def test_indicators_stand_in_the_order_of_domains_then_of_files(folder: Path) -> None:
    """Domains decide the order of indicators, then file names, then places in a file."""
    (folder / "b.toml").write_text(entry("z", domain='"second"'), encoding="utf-8")
    made = book(folder, entry("y"), entry("x", domain='"second"'), entry("w"))
    assert list(made.indicators) == ["x", "z", "y", "w"]


def test_a_name_and_a_definition_come_in_both_languages(folder: Path) -> None:
    """An indicator answers in the language that is asked for."""
    one = book(folder, entry("a"))["a"]
    assert (one.name("zh"), one.name("en")) == ("a甲", "a en")
    assert (one.definition("zh"), one.definition("en")) == ("一句。", "One.")


def test_a_unit_is_worded_by_entry_then_by_vocabulary(folder: Path) -> None:
    """An entry's own English word goes before that of its unit; a unit may print as nothing."""
    made = book(
        folder,
        entry("a"),
        entry("b", unit_en='"documents"'),
        entry("c", unit='"ratio"', kind='"ratio"'),
    )
    words = [(made.unit_word(i, "zh"), made.unit_word(i, "en")) for i in "abc"]
    assert words == [("件", "cases"), ("件", "documents"), ("", "")]


def test_one_of_a_unit_has_its_own_word(folder: Path) -> None:
    """One is worded in the singular of the entry or of its unit; without one, as several are."""
    single = UNITS + '["个"]\nen = "units"\nen_one = "unit"\n'
    (folder / "units.toml").write_text(single, encoding="utf-8")
    made = book(
        folder,
        entry("a", unit='"个"'),
        entry("b", unit_en='"documents"', unit_en_one='"document"'),
        entry("c"),
        entry("d", unit_en='"people"'),
    )
    words = [made.unit_word(i, lang, one=True) for lang in ("en", "zh") for i in "abcd"]
    assert words == ["unit", "document", "cases", "people", "个", "件", "件", "件"]


def test_other_spellings_of_a_unit_become_the_panels(folder: Path) -> None:
    """A spelling stands for its unit, and an unknown unit for itself."""
    made = book(folder, entry("a"))
    assert [made.canonical_unit(u) for u in ("宗", "起", "件", "％", "人次")] == [
        "件", "件", "件", "%", "人次",
    ]  # fmt: skip


def test_an_identity_is_read_into_its_sides(folder: Path) -> None:
    """A law names the indicators on its two sides, numbers apart."""
    law = 'identities = ["a + b <= 2 + b"]'
    assert book(folder, entry("a", law), entry("b"))["a"].laws == (
        Identity("a + b <= 2 + b", ("a", "b"), "<=", ("2", "b")),
    )
    assert Identity.read("a + b=100").names == ("a", "b")


def test_headlines_are_the_marked_entries(folder: Path) -> None:
    """Only entries with `headline = true` are shown without a choice."""
    assert book(folder, entry("a"), entry("b", headline="true")).headlines() == ["b"]


def test_a_name_outside_the_codebook_is_refused_with_its_neighbours(folder: Path) -> None:
    """An unknown indicator is answered with those that share its first word."""
    made = book(folder, entry("review_a"), entry("other"))
    assert "review_a" in made
    assert "review_b" not in made
    with pytest.raises(RequestError) as caught:
        made["review_b"]
    assert str(caught.value) == (
        "indicator 'review_b' is not in the codebook; near it: review_a; "
        "`fadu show indicators` lists all"
    )


def test_a_read_codebook_cannot_be_changed(folder: Path) -> None:
    """Entries and vocabularies are read-only."""
    made = book(folder, entry("a"))
    for part in (made.indicators, made.units, made.domains, made.cautions):
        assert isinstance(part, MappingProxyType)
    with pytest.raises(ValueError, match="frozen"):
        made["a"].unit = "%"  # type: ignore[misc]


def test_a_table_with_wordings_alone_adds_them_to_the_entry_below(
    folder: Path, tmp_path: Path
) -> None:
    """Wordings are added to the layer below; a wrong one, or one of no entry, is refused."""
    below = book(folder, entry("a", "[[a.match]]", 'before = ["受理"]'), entry("b"))
    own = tmp_path / "own"
    own.mkdir()
    (own / "w.toml").write_text('[[a.match]]\nbefore = ["揽案"]\n', encoding="utf-8")
    both = read_codebook(own, below)
    assert [w.before for w in both["a"].match] == [("受理",), ("揽案",)]
    assert (both["a"].zh, len(below["a"].match)) == ("a甲", 1)
    for text, said in (
        ('[[c.match]]\nbefore = ["揽案"]\n', "[c] has wordings alone, and no codebook below"),
        ('[[a.match]]\nbefor = ["揽案"]\n', "[a] match.0 has the unknown field 'befor'"),
        ('[[a.match]]\ntopic = ["x"]\nbefore = ["揽案"]\n', "[a] topic"),
    ):
        (own / "w.toml").write_text(text, encoding="utf-8")
        with pytest.raises(CodebookError) as caught:
            read_codebook(own, below)
        assert said in str(caught.value)


def test_a_topic_of_both_layers_has_the_words_of_both(folder: Path, tmp_path: Path) -> None:
    """An upper topic adds words to the one below, and its words turn to it from then on."""
    words = '[t]\nwords = ["复议"]\nweak = ["申请"]\n[u]\nwords = ["纠纷"]\n'
    (folder / "topics.toml").write_text(words, encoding="utf-8")
    below = book(folder, entry("a"))
    own = tmp_path / "own"
    own.mkdir()
    more = '[t]\nwords = ["纠纷"]\nunder = ["u"]\n[v]\nwords = ["仲裁"]\n'
    (own / "topics.toml").write_text(more, encoding="utf-8")
    both = read_codebook(own, below)
    assert (both.topics["t"].words, both.topics["t"].weak) == (("复议", "纠纷"), ("申请",))
    assert both.topics["t"].under == ("u",)
    assert TopicWords(both.topics, ()).strong == {"复议": "t", "纠纷": "t", "仲裁": "v"}
    assert below.topics["t"].words == ("复议",)


def test_layers_add_and_override(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An upper codebook's entries add to those below or stand in their place, whole."""
    below = book(folder, entry("a", headline="true"), entry("b"))
    own = tmp_path_factory.mktemp("own")
    changed = entry("a", zh='"改"') + entry(
        "c", 'not_to_confuse_with = ["b"]', domain='"third"'
    )
    (own / "mine.toml").write_text(changed, encoding="utf-8")
    (own / "domains.toml").write_text('[third]\nzh = "三"\nen = "Third"\n', encoding="utf-8")
    both = read_codebook(own, below)
    assert list(both.indicators) == ["a", "b", "c"]
    assert (both["a"].zh, both["a"].headline) == ("改", False)
    assert list(both.domains) == ["second", "first", "third"]
    assert below["a"].zh == "a甲"


def test_a_folder_without_files_is_an_empty_codebook(tmp_path: Path) -> None:
    """Nothing there, or no folder, is a codebook without entries."""
    assert not read_codebook(tmp_path).indicators
    assert not read_codebook(tmp_path / "none").indicators


REFUSED = {
    "unknown field": (
        entry("a", 'colour = "red"'),
        f"a.toml: [a] has the unknown field 'colour'; allowed: {FIELDS}",
    ),
    "unknown field of a wording": (
        entry("a", 'match = [{ befor = ["x"] }]'),
        (
            "a.toml: [a] match.0 has the unknown field 'befor'; near it: before; "
            "allowed: after, before, context, exclude, measure, not_within, nowhere, section, topic, units"
        ),
    ),
    "an id of its own": (
        entry("a", 'id = "b"'),
        "a.toml: [a] has a field 'id'; the name in brackets is its id",
    ),
    "a name with capitals": (
        entry("Review-A"),
        (
            "a.toml: [Review-A] is no name of an indicator; "
            "use small letters, digits and _, a letter first"
        ),
    ),
    "missing field": (
        entry("a").replace('unit = "件"\n', ""),
        "a.toml: [a] lacks the field 'unit'",
    ),
    "empty name": (
        entry("a", zh='""'),
        "a.toml: [a] zh = '': String should have at least 1 character",
    ),
    "unknown kind": (
        entry("a", kind='"share"'),
        (
            "a.toml: [a] kind = 'share': "
            "Input should be 'count', 'rate', 'ratio', 'amount' or 'stock'"
        ),
    ),
    "unknown unit": (
        entry("a", unit='"匹"'),
        "a.toml: [a] unit '匹' is not one of 件, %, ratio",
    ),
    "unknown accepted unit": (
        entry("a", 'accepts = ["匹"]'),
        "a.toml: [a] accepts '匹' is not one of 件, %, ratio",
    ),
    "unknown domain": (
        entry("a", domain='"third"'),
        "a.toml: [a] domain 'third' is not one of second, first",
    ),
    "unknown caution": (
        entry("a", 'cautions = ["basis"]'),
        "a.toml: [a] cautions 'basis' is not one of base",
    ),
    "unknown look-alike": (
        entry("a", 'not_to_confuse_with = ["b"]'),
        "a.toml: [a] not_to_confuse_with names 'b', which has no entry",
    ),
    "unknown indicator in an identity": (
        entry("a", 'identities = ["a + b = 100"]'),
        "a.toml: [a] identities names 'b', which has no entry",
    ),
    "unknown indicator in a formula": (
        entry("a", 'formula = "b"'),
        "a.toml: [a] formula names 'b', which has no entry",
    ),
    "formula of another form": (
        entry("a", 'formula = "a * a"'),
        "a.toml: [a] formula: 'a * a' is not of the form 100 * (a + b) / c for a rate, (a + b) / c for a ratio, a + b - c for anything else",
    ),
    "unknown other denominator": (
        entry("a", 'other_denominators = ["b"]'),
        "a.toml: [a] other_denominators names 'b', which has no entry",
    ),
    "identity of another form": (
        entry("a", 'identities = ["a - b = c"]'),
        "a.toml: [a] identities: 'a - b = c' is not of the form 'a + b = c' or 'a <= b + c'",
    ),
    "numerator alone": (
        entry("a", 'numerator = "a"', kind='"rate"'),
        "a.toml: [a] has one of numerator and denominator; give both or none",
    ),
    "denominator alone": (
        entry("a", 'denominator = "a"', kind='"rate"'),
        "a.toml: [a] has one of numerator and denominator; give both or none",
    ),
    "a count with a numerator": (
        entry("a", 'numerator = "a"', 'denominator = "a"'),
        "a.toml: [a] is a count with a numerator; only a rate or ratio has one",
    ),
    "a singular without its plural": (
        entry("a", 'unit_en_one = "paper"'),
        "a.toml: [a] has unit_en_one without unit_en; give both or none",
    ),
    "its own look-alike": (
        entry("a", 'not_to_confuse_with = ["a"]'),
        "a.toml: [a] names itself in not_to_confuse_with; take it out",
    ),
    "a value outside a table": (
        'zh = "甲"\n',
        "a.toml: zh = '甲' stands outside a [table]; move it",
    ),
    "broken TOML": (
        "[a\n",
        (
            "a.toml: not readable as TOML: "
            "Expected ']' at the end of a table declaration (at line 1, column 3)"
        ),
    ),
    "an entry twice in a file": (
        entry("a") + entry("a"),
        "a.toml: not readable as TOML: Cannot declare ('a',) twice (at line 10, column 3)",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_entry_is_refused_in_one_line(folder: Path, case: str) -> None:
    """A refusal names the file, the entry, what came, and what is allowed."""
    text, message = REFUSED[case]
    assert refusal(folder, text) == message


def test_an_entry_in_two_files_is_refused(folder: Path) -> None:
    """An indicator has one entry in a folder."""
    (folder / "a.toml").write_text(entry("a"), encoding="utf-8")
    assert refusal(folder, entry("a"), "b.toml") == "b.toml: [a] stands in a.toml already"


def test_bytes_that_are_no_text_are_refused(folder: Path) -> None:
    """A codebook file is UTF-8."""
    (folder / "a.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CodebookError) as caught:
        read_codebook(folder)
    assert str(caught.value) == (f"{folder / 'a.toml'}: not UTF-8 at byte 0; save it as UTF-8")


def test_a_file_that_cannot_be_opened_is_refused(folder: Path) -> None:
    """What is named like a codebook file and is none is refused, not raised as a traceback."""
    (folder / "a.toml").mkdir()
    with pytest.raises(CodebookError) as caught:
        read_codebook(folder)
    assert str(caught.value) == f"{folder / 'a.toml'} is no file"


def test_a_vocabulary_is_closed_too(folder: Path) -> None:
    """Terms and units have no other fields than theirs."""
    (folder / "domains.toml").write_text(
        '[first]\nzh = "一"\nen = "F"\nx = 1\n', encoding="utf-8"
    )
    assert (
        refusal(folder, "")
        == "domains.toml: [first] has the unknown field 'x'; allowed: en, zh"
    )


def test_a_spelling_belongs_to_one_unit(folder: Path) -> None:
    """Two units cannot share a printed form."""
    (folder / "units.toml").write_text(UNITS + '["宗"]\nen = "lots"\n', encoding="utf-8")
    assert refusal(folder, "") == "units.toml: [宗] the spelling '宗' belongs to '件' already"
