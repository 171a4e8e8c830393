"""How well passages are read: `python tests/intake/tally.py [CORPUS]` says it by form and indicator."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from annotated import Passage, passages, rounded

from fadu.codebook import Codebook, read_codebook
from fadu.files import bundled
from fadu.intake import extract
from fadu.intake.figure import Figure


@dataclass
class Tally:
    """True, false and missed figures."""

    true: int = 0
    false: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.true / (2 * self.true + self.false + self.missed)

    def add(self, got: set[tuple], right: set[tuple]) -> None:
        """Count what was found against what is right."""
        self.true += len(got & right)
        self.false += len(got - right)
        self.missed += len(right - got)


def key(figure: Figure) -> tuple:
    value = rounded(figure.value)
    return figure.start, figure.end, value, figure.indicator, figure.measure


def found(passage: Passage, codebook: Codebook) -> dict[tuple, Figure]:
    figures = extract(passage.text, codebook, year=passage.year)
    return {key(f): f for f in figures if f.indicator}


def tally(chosen: Iterable[Passage], codebook: Codebook) -> Tally:
    total = Tally()
    for passage in chosen:
        total.add(set(found(passage, codebook)), {w.key for w in passage.wanted})
    return total


def tallies(chosen: Iterable[Passage], codebook: Codebook) -> dict[str, dict[str, Tally]]:
    """Return a tally for each form and for each indicator."""
    by: dict[str, dict[str, Tally]] = {k: defaultdict(Tally) for k in ("form", "indicator")}
    for passage in chosen:
        got, right = set(found(passage, codebook)), {w.key for w in passage.wanted}
        by["form"][passage.form].add(got, right)
        for name in {k[3] for k in got | right}:
            by["indicator"][name].add(
                {k for k in got if k[3] == name}, {k for k in right if k[3] == name}
            )
    return by


def main(corpus: str) -> None:
    """Print precision, recall and F1 of a corpus, by form and by indicator."""
    codebook = read_codebook(bundled("data") / "codebook")
    sys.stdout.write(
        "by         what                                  true  false missed    F1\n"
    )
    for by, found_by in tallies(passages(corpus), codebook).items():
        counted = ((n, t) for n, t in found_by.items() if t.true + t.false + t.missed)
        for name, of in sorted(counted, key=lambda pair: pair[0]):
            counts = f"{of.true:6} {of.false:6} {of.missed:6}"
            sys.stdout.write(f"{by:10} {name:36} {counts} {of.f1:5.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "*")
