"""The bundled codebook: the laws that its entries keep, among themselves and with the panel."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path

import pytest

from fadu.codebook import LANGUAGES, Codebook, Identity, Indicator, read_codebook

DATA = Path(__file__).parents[1] / "data"
BOOK = read_codebook(DATA / "codebook")
ENTRIES = list(BOOK.indicators.values())
DOMAINS = [
    "services", "decisions", "enforcement", "emergency", "reconsideration",
    "litigation", "mediation", "disclosure", "oversight", "capacity",
]  # fmt: skip
# Codes, years and laws of publications that contradict themselves; `fadu check` finds them.
SLIPS = {("621000", "2015", "people_mediation_succeeded <= people_mediation_accepted")}
IDS = {"ids": lambda entry: entry.id}


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of the bundled panel."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def printed() -> list[dict[str, str]]:
    """Return the printed values of the bundled panel."""
    return [r for r in rows("observations.csv") if r["measure"] == "value" and r["value"]]


def sentences(text: str) -> int:
    """Count sentences by their full stops."""
    return len(re.findall(r"。|\.(?=\s|$)", text))


def test_domains_stand_in_the_order_of_a_report() -> None:
    """The ten domains stand in the order in which a briefing goes through them."""
    assert list(BOOK.domains) == DOMAINS


def test_each_file_holds_its_own_domain() -> None:
    """An indicator stands in the file that has the name of its domain."""
    for domain in DOMAINS:
        text = (DATA / "codebook" / f"{domain}.toml").read_text(encoding="utf-8")
        names = re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)
        assert names == [e.id for e in ENTRIES if e.domain == domain]


def test_every_printed_indicator_has_an_entry(printed: list[dict[str, str]]) -> None:
    """No figure of the panel stands without an entry, nor in a unit that its entry refuses."""
    for row in printed:
        entry = BOOK[row["indicator"]]
        assert BOOK.canonical_unit(row["unit"]) in {entry.unit, *entry.accepts}, row


def test_only_what_a_rate_or_a_comparison_rests_on_is_unprinted() -> None:
    """An entry that no publication prints is a base of rates or of comparison."""
    seen = {row["indicator"] for row in rows("observations.csv")}
    bases = {
        name for e in ENTRIES for name in (e.numerator, e.denominator, *e.other_denominators)
    }
    assert {e.id for e in ENTRIES} - seen - bases == {"population_resident"}


def test_every_break_speaks_of_an_indicator() -> None:
    """A break names indicators that exist."""
    for row in rows("breaks.csv"):
        for pattern in row["indicators"].split("|"):
            assert any(fnmatchcase(e.id, pattern) for e in ENTRIES), row["id"]


@pytest.mark.parametrize("entry", ENTRIES, **IDS)
def test_look_alikes_name_each_other(entry: Indicator) -> None:
    """If one indicator warns of another, the other warns of it."""
    for name in entry.not_to_confuse_with:
        assert entry.id in BOOK[name].not_to_confuse_with


@pytest.mark.parametrize("entry", ENTRIES, **IDS)
def test_the_unit_fits_the_kind(entry: Indicator) -> None:
    """Rates are in percent, amounts in yuan, ratios without a unit, and nothing else is."""
    units = {"rate": "%", "amount": "元", "ratio": "ratio"}
    kind = {unit: kind for kind, unit in units.items()}
    assert entry.kind == kind.get(entry.unit, entry.kind)
    assert entry.unit == units.get(entry.kind, entry.unit)


@pytest.mark.parametrize("entry", ENTRIES, **IDS)
def test_a_definition_is_one_or_two_sentences(entry: Indicator) -> None:
    """Each definition is one or two whole sentences in its language."""
    assert entry.definition_zh.endswith("。")
    assert entry.definition_en.endswith(".")
    assert re.search(r"[一-鿿]", entry.definition_zh)
    assert not re.search(r"[一-鿿]", entry.definition_en + entry.en)
    for lang in LANGUAGES:
        assert 1 <= sentences(entry.definition(lang)) <= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_and_definitions_are_distinct(lang: str) -> None:
    """No two indicators have the same name or definition."""
    for field in (f"definition_{lang}", lang):
        words = [getattr(e, field) for e in ENTRIES]
        assert sorted(words) == sorted(set(words))


def test_every_word_of_the_vocabularies_is_used() -> None:
    """A domain, caution or unit without an indicator is taken out."""
    assert {e.domain for e in ENTRIES} == set(BOOK.domains)
    assert {c for e in ENTRIES for c in e.cautions} == set(BOOK.cautions)
    assert {u for e in ENTRIES for u in (e.unit, *e.accepts)} == set(BOOK.units)


def test_cautions_can_be_printed() -> None:
    """Each caution is one whole sentence in each language."""
    for caution in BOOK.cautions.values():
        assert caution.zh.endswith("。")
        assert caution.en.endswith(".")
        assert sentences(caution.zh) == sentences(caution.en) == 1


def test_the_bases_of_a_rate_are_counts() -> None:
    """Numerator and denominators of a rate are counts in the unit of cases, never rates."""
    for entry in ENTRIES:
        for name in (entry.numerator, entry.denominator, *entry.other_denominators):
            assert name is None or (BOOK[name].kind, BOOK[name].unit) == ("count", "件")


def test_only_rates_have_a_better_direction() -> None:
    """More cases are neither better nor worse; only shares have a direction, and not all."""
    assert {e.kind for e in ENTRIES if e.polarity != "neither"} == {"rate"}
    for name in ("review_correction_rate", "review_settled_rate", "review_to_litigation_ratio"):
        assert BOOK[name].polarity == "neither"
    assert {e.id for e in ENTRIES if e.polarity == "lower"} == {
        "review_litigated_after_rate", "litigation_lost_rate", "litigation_lost_rate_substantive",
    }  # fmt: skip


def test_every_unit_has_a_word_for_one() -> None:
    """Every English unit says one and several, and the one is never the plural of a noun in -s."""
    for unit in BOOK.units.values():
        assert (unit.en_one is None) == (unit.en in {"", "%"}), unit.id
    for entry in ENTRIES:
        one, many = (BOOK.unit_word(entry.id, "en", one=one) for one in (True, False))
        assert one != many or many in {"", "%", "yuan"}, entry.id


def test_headlines_are_few_and_explained() -> None:
    """A general reader is shown about twenty indicators, each with what to beware of."""
    assert 15 <= len(BOOK.headlines()) <= 25
    assert all(BOOK[name].cautions for name in BOOK.headlines())


def test_each_law_stands_once() -> None:
    """An identity is written on one entry, which it names."""
    laws = [(law.text, e.id, law.names) for e in ENTRIES for law in e.laws]
    assert len({text for text, _, _ in laws}) == len(laws)
    assert all(name in names for _, name, names in laws)


def broken(law: Identity, figures: dict[str, Decimal]) -> bool:
    """Tell whether exact figures break a law."""
    left, right = (
        sum(figures[t] if t in figures else Decimal(t) for t in side)
        for side in (law.left, law.right)
    )
    return left > right if law.relation == "<=" else left != right


def violations(book: Codebook, printed: list[dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield district, year and law where the exact figures of one source break a law."""
    cells: dict[tuple[str, ...], dict[str, list[Decimal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in printed:
        if row["qualifier"] == "exact":
            place = (row["district"], row["year"], row["period"], row["source"])
            cells[place][row["indicator"]].append(Decimal(row["value"]))
    for entry in book.indicators.values():
        for law, (place, cell) in product(entry.laws, cells.items()):
            for values in product(*(cell.get(name, []) for name in law.names)):
                if broken(law, dict(zip(law.names, values, strict=True))):
                    yield place[0], place[1], law.text


def test_publications_keep_the_laws_but_for_known_slips(printed: list[dict[str, str]]) -> None:
    """Exact figures of one source break no identity, except in slips that are known."""
    assert set(violations(BOOK, printed)) == SLIPS
