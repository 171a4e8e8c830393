"""Reports read in a second on one core, against a plain search for numbers in the same text."""

import random
import re
import time
from collections.abc import Callable, Iterator
from statistics import median

from fadu.benchmarks.tables import markdown, times
from fadu.files import example
from fadu.intake import extract
from fadu.intake.matching import wordings_of
from fadu.intake.numbers import read_numbers
from fadu.panel import load

LENGTH = 9000
"""Characters of a report: a district's yearly report has about so many."""
NUMBER = re.compile(r"\d[\d,.]*(?:万|亿)?余?[件起宗份人次个%％]*")
SEED = 1


def tables(*, quick: bool = False) -> Iterator[str]:
    """Yield the table.

    Parameters
    ----------
    quick
        One report, once.
    """
    texts = [report(n) for n in range(1 if quick else 5)]
    book = load().codebook
    units = wordings_of(book).units
    works: dict[str, Callable[[str], object]] = {
        "plain search for digits with their unit": NUMBER.findall,
        "numbers as printed": lambda text: read_numbers(text, units=units),
        "numbers, figures and indicators": lambda text: extract(text, book, year=2023),
    }
    extract(texts[0][:500], book, year=2023)  # wordings are compiled once
    took = {name: median(_timed(work, text) for text in texts) for name, work in works.items()}
    figures = [extract(text, book, year=2023) for text in texts]
    matched = sum(bool(f.indicator) for found in figures for f in found)
    number, floor = sum(map(len, figures)), took["plain search for digits with their unit"]
    each = number / len(texts)
    yield markdown(
        ("what", "reports a second", "quantities a second", "milliseconds a report", "× plain search"),
        [(name, f"{1 / t:,.0f}" if t < 0.1 else f"{1 / t:.1f}", f"{each / t:,.0f}",
          f"{1000 * t:.1f}", times(t / floor)) for name, t in took.items()],
        f"{len(texts)} reports of {LENGTH:,} characters, made of the example report with other "
        f"numbers (simulated); {number} quantities, {matched} of them with an indicator. One "
        "core, processor time.",
    )  # fmt: skip


def report(number: int) -> str:
    """Return a simulated report: the example's paragraphs, again and again, with other digits.

    Parameters
    ----------
    number
        Which; the same number gives the same report.
    """
    lines = example("report.txt").read_text(encoding="utf-8").splitlines()
    title, *body = [line for line in lines if line]
    chance = random.Random(SEED + number)  # noqa: S311  # an example, not a secret
    found = [title]
    while sum(map(len, found)) < LENGTH:
        found += [re.sub(r"(?<!\d)[1-9](?=\d)", lambda _: str(chance.randint(1, 9)), line)
                  if "年" not in line[:6] else line for line in body]  # fmt: skip
    return "\n".join(found)[:LENGTH]


def _timed(work: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    work(text)
    return time.process_time() - begun
