"""From a text to its figures, each with indicator, year and place."""

import gc
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace

from fadu.codebook import Codebook
from fadu.intake.figure import Figure
from fadu.intake.figures import Own, Quantity, find_sections, own_rank, read_quantities
from fadu.intake.figures.quantity import PART
from fadu.intake.figures.verbs import shared_verb
from fadu.intake.guess import guess
from fadu.intake.matching import Match, Reader, wordings_of
from fadu.intake.narrowed import narrowed
from fadu.intake.numbers import read_numbers
from fadu.intake.plain import plain
from fadu.intake.repeated import REPEATED, gives_way, repeated
from fadu.intake.wrapped import Unwrapped, unwrap

_CODE = re.compile(r"\d{6}")
NO_MATCH = Match("", 0.0, "")


def extract(
    text: str,
    codebook: Codebook,
    *,
    district: str | None = None,
    year: int | None = None,
    names: Sequence[str] = (),
) -> tuple[Figure, ...]:
    """Return every figure of a report in the order of the text.

    Parameters
    ----------
    text
        The report; spans are slices of it.
    codebook
        Whose wordings tell the indicators.
    district
        Code or name of the place that the report is about; by default as guessed.
    year
        The year that it reports; by default as guessed.
    names
        More names of that place; figures of other places have no indicator.

    Returns
    -------
    tuple of Figure
        One for each quantity, or for each indicator where one number serves several.
    """
    with _no_collection():
        return _extracted(text, codebook, district or "", year, names)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Make the many objects of a text without a search for cycles, of which they have none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _extracted(
    text: str, codebook: Codebook, district: str, year: int | None, names: Sequence[str]
) -> tuple[Figure, ...]:
    printed = plain(text)
    unwrapped = unwrap(printed)
    reading = unwrapped.text
    wordings = wordings_of(codebook)
    numbers, others = read_numbers(reading, units=wordings.units)
    own = _own(printed, district, names, year)
    sections = find_sections(reading)
    quantities = read_quantities(reading, numbers, others, own, sections)
    reader = Reader(reading, wordings, sections)
    matched: list[tuple[Match, ...]] = []
    kinds = False
    for at in range(len(quantities)):
        found = _match(at, quantities, matched, reader, reading, codebook, kinds=kinds)
        kinds = kinds or any(m.indicator in wordings.partial for m in found)
        matched.append(found)
    return tuple(
        _figure(text, unwrapped, quantity, match, wordings.native, district)
        for quantity, found in zip(quantities, matched, strict=True)
        for match in found or (None,)
    )


def _own(printed: str, district: str, names: Sequence[str], year: int | None) -> Own:
    """Return what the report is about: as it is given, else as the text says."""
    code = district if _CODE.fullmatch(district) else ""
    known = tuple(n for n in (*names, "" if code else district) if n)
    if not (known and year):
        guessed = guess(printed)
        known, year = known or guessed.names, year or guessed.year
    return Own(own_rank(printed, known, code), known, year)


def _match(
    at: int,
    quantities: Sequence[Quantity],
    done: list[tuple[Match, ...]],
    reader: Reader,
    text: str,
    codebook: Codebook,
    *,
    kinds: bool,
) -> tuple[Match, ...]:
    """Return the indicators of a figure; `kinds` if one before it counts one kind of cases."""
    quantity = quantities[at]
    if quantity.barred:
        return ()
    if quantity.follows is not None:
        return done[quantity.follows]
    whole = {m.indicator for m in done[quantity.total]} if quantity.total is not None else set()
    found = [
        m for m in _named(at, quantities, done, reader, text, whole) if m.indicator not in whole
    ]
    kind = narrowed(at, quantities, done, codebook, text) if found and kinds else ""
    if kind and (quantity.total is not None or not reader.stands(quantity)):
        entries = (codebook[m.indicator] for m in found)
        if any(e.domain == kind and not e.partial for e in entries):
            quantity.note = PART
            return ()
    other = repeated(at, quantities, done, found[0].indicator, text) if found else None
    if other is not None and gives_way(quantities[other], quantity, text):
        done[other], quantities[other].note = (), REPEATED
    elif other is not None and not reader.stands(quantity):
        quantity.note = REPEATED
        return ()
    if not found and whole:
        quantity.note = PART
    return tuple(found)


def _named(
    at: int,
    quantities: Sequence[Quantity],
    done: Sequence[tuple[Match, ...]],
    reader: Reader,
    text: str,
    whole: AbstractSet[str],
) -> list[Match]:
    """Return the indicators that the words of a figure name, or those of the figures beside it."""
    quantity = quantities[at]
    found = reader.matches(quantity, whole)
    if found and quantity.total is not None and whole:
        words = quantities[quantity.total].before
        found = reader.part_of(replace(quantity, together=words, listed=True), whole, found)
    parts = _parts_summed(at, quantities, done) if quantity.listed else frozenset()
    if len(parts) > 1 and any(m.indicator in parts for m in found):
        found = reader.matches(quantity, whole | parts)
    found = found or reader.shares(at, quantities, done)
    if not found and quantity.total is not None and not whole:
        # 审结各类案件8.6万件，其中行政案件1,920件: the verb stands with the total.
        words = quantities[quantity.total].before
        found = reader.matches(replace(quantity, together=words), whole)
    if not found and (reader.stands(quantity) or reader.named_after(quantity)):
        verb = shared_verb(at, quantities, text)
        if verb:
            found = reader.matches(replace(quantity, together=[verb], listed=True), whole)
    return found


def _parts_summed(
    at: int, quantities: Sequence[Quantity], done: Sequence[tuple[Match, ...]]
) -> AbstractSet[str]:
    """Return the indicators of the parts that 撤销22件、变更4件，合计26件 sums up."""
    here = quantities[at]
    if not here.listed or not here.together or here.together[-1][1] != here.number.lead:
        return frozenset()
    found: set[str] = set()
    for before in range(at - 1, -1, -1):
        if quantities[before].number.start < here.together[-1][0]:
            break
        found.update(m.indicator for m in done[before])
    return found


def _figure(
    text: str,
    unwrapped: Unwrapped,
    quantity: Quantity,
    match: Match | None,
    native: dict[str, str],
    district: str,
) -> Figure:
    number = quantity.number
    start, end = unwrapped.start(number.start), unwrapped.end(number.end)
    unit = quantity.unit
    if match and not unit and quantity.measure == "value":
        unit = native[match.indicator]
    indicator, confidence, runner_up = match or NO_MATCH
    return Figure(
        start, end, text[start:end], quantity.value, unit, number.qualifier, indicator,
        quantity.measure, quantity.year, district, quantity.section, quantity.note,
        quantity.period, number.resolution, confidence, runner_up,
    )  # fmt: skip
