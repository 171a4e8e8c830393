"""How long the methods take for many districts in one call, against a loop over the rows.

``python -m fadu.stats.bench`` prints a table as Markdown: the loop asks scipy or statsmodels for
each row what the one call gives for all, and the last column is the largest relative difference
between both.  Times are the processor's, the shortest of some runs; the ratio is what compares.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats as laws
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from fadu.stats.change import two_proportions
from fadu.stats.funnel import funnel
from fadu.stats.intervals import BYAR_FROM, proportion, rate
from fadu.stats.limits import Kind
from fadu.stats.panel_model import panel_model
from fadu.stats.ranks import rank_sets
from fadu.stats.rows import FloatArray
from fadu.stats.trend import trend, trend_values

SEED = 20240101
LOOPED = 60
"""Rows that the loop goes through at most; its time is scaled up to all."""
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Case:
    """One method: all rows in one call, and one row by a library's own function.

    Attributes
    ----------
    name
        The call.
    rows
        How many rows there are.
    at_once
        Returns an array whose first axis is the rows.
    one
        Returns the same for the row of a number.
    """

    name: str
    rows: int
    at_once: Callable[[], FloatArray]
    one: Callable[[int], Sequence[float] | FloatArray]


def cases(rows: int, areas: int) -> Iterator[Case]:
    """Return the methods with simulated counts of 20 to 20,000 in a row.

    Parameters
    ----------
    rows
        Districts, 3,000 for all of a country.
    areas
        Districts of the overdispersed funnels and of the panel model.
    """
    rng = np.random.default_rng(SEED)
    totals = np.exp(rng.uniform(np.log(20), np.log(20_000), (rows, 6))).astype(np.int64)
    counts = rng.binomial(totals, rng.beta(30, 70, (rows, 1)))
    yield from _intervals(counts[:, 0], totals[:, 0])
    yield from _changes(counts, totals)
    yield from _trends(counts, totals)
    yield from _funnels(counts[:, 0], totals[:, 0], areas)
    yield from _others(counts, totals, areas)


def _intervals(c: Whole, n: Whole) -> Iterator[Case]:
    def both(method: str) -> Callable[[int], Sequence[float]]:
        """Return statsmodels' interval of one row."""
        return lambda i: proportion_confint(c[i], n[i], method=method)

    def poisson(i: int) -> Sequence[float]:
        """Return exact limits, or Byar's as they are printed."""
        x, z = int(c[i]), laws.norm.isf(0.025)
        if x < BYAR_FROM:
            low = laws.chi2.ppf(0.025, 2 * x) / 2 if x else 0.0
            return [low / n[i], laws.chi2.isf(0.025, 2 * x + 2) / 2 / n[i]]
        ends = [(x, -z), (x + 1, z)]
        return [y * (1 - 1 / (9 * y) + s / (3 * y**0.5)) ** 3 / n[i] for y, s in ends]

    k = len(c)
    wilson = _ends(lambda: proportion(c, n))
    yield Case("proportion, wilson", k, wilson, both("wilson"))
    yield Case(
        "proportion, exact", k, _ends(lambda: proportion(c, n, method="exact")), both("beta")
    )
    yield Case("rate", k, _ends(lambda: rate(c, n)), poisson)


def _changes(c: Whole, n: Whole) -> Iterator[Case]:
    first, second = (c[:, 0], n[:, 0]), (c[:, 1], n[:, 1])
    few = c[:, 0] % 4, n[:, 0] % 20 + 4, c[:, 1] % 4, n[:, 1] % 20 + 4

    def limits(compare: str, method: str) -> Callable[[int], Sequence[float]]:
        """Return statsmodels' limits of one row."""
        return lambda i: confint_proportions_2indep(
            c[i, 0], n[i, 0], c[i, 1], n[i, 1], compare=compare, method=method
        )

    def fisher(i: int) -> Sequence[float]:
        """Return scipy's exact test of one row."""
        a, m, b, k = (int(column[i]) for column in few)
        return [laws.fisher_exact(np.array([[a, m - a], [b, k - b]])).pvalue]

    gap = _ends(lambda: two_proportions(*first, *second))
    ratio = _ends(lambda: two_proportions(*first, *second, compare="ratio"))
    yield Case("two_proportions, difference", len(c), gap, limits("diff", "newcomb"))
    yield Case("two_proportions, ratio", len(c), ratio, limits("ratio", "score"))
    yield Case(
        "two_proportions, tiny counts", len(c),
        lambda: two_proportions(*few).pvalue[:, None], fisher,
    )  # fmt: skip


def _trends(c: Whole, n: Whole) -> Iterator[Case]:
    year = np.arange(c.shape[1])

    def armitage(i: int) -> Sequence[float]:
        """Return statsmodels' linear-by-linear test, whose variance has N - 1 for N."""
        table = Table(np.stack([n[i] - c[i], c[i]], axis=1), shift_zeros=False)
        found = table.test_ordinal_association(year, np.arange(2))
        return [found.zscore**2 * n[i].sum() / (n[i].sum() - 1)]

    def kendall(i: int) -> Sequence[float]:
        """Return scipy's rank test and slope."""
        values = c[i] / n[i]
        test = laws.kendalltau(year, values, method="exact")
        return [test.pvalue, laws.theilslopes(values, year).slope]

    def ranked() -> FloatArray:
        found = trend_values(year, c / n)
        return np.stack([found.pvalue, found.slope], axis=1)

    yield Case("trend", len(c), lambda: trend(year, c, n).statistic[:, None], armitage)
    yield Case("trend_values, by rank", len(c), ranked, kendall)


def _funnels(c: Whole, n: Whole, areas: int) -> Iterator[Case]:
    target, tails = float(c.sum() / n.sum()), np.array([0.025, 0.001, 0.975, 0.999])
    some, whole = c[:areas], n[:areas]

    def interpolated(law: object, total: float) -> FloatArray:
        """Return the limits of one row from scipy's own distribution."""
        r = law.ppf(tails)  # type: ignore[attr-defined]
        rest = (law.cdf(r) - tails) / law.pmf(r)  # type: ignore[attr-defined]
        return np.maximum(0.0, (r - rest) / total)

    def spread_out(kind: Kind) -> tuple[Callable[[], FloatArray], Callable[[int], FloatArray]]:
        """Return the additive funnel in one call and by row."""
        found = funnel(some, whole, kind=kind, overdispersion="additive")
        t, tau2 = found.target, found.tau2
        size = t * (1 - t) / tau2 - 1 if kind == "proportion" else t / tau2

        def one(i: int) -> FloatArray:
            if kind == "proportion":
                return interpolated(
                    laws.betabinom(whole[i], size * t, size * (1 - t)), whole[i]
                )
            return interpolated(laws.nbinom(size * t, size / (size + whole[i])), whole[i])

        return _ends(lambda: funnel(some, whole, kind=kind, overdispersion="additive")), one

    plain = _ends(lambda: funnel(c, n))
    yield Case("funnel", len(c), plain, lambda i: interpolated(laws.binom(n[i], target), n[i]))
    yield Case("funnel, additive", len(some), *spread_out("proportion"))
    yield Case("funnel of rates, additive", len(some), *spread_out("rate"))


def _others(c: Whole, n: Whole, areas: int) -> Iterator[Case]:
    value, se = np.arcsin(np.sqrt(c[:, 0] / n[:, 0])), 1 / (2 * np.sqrt(n[:, 0]))
    constant = float(laws.studentized_range.ppf(0.95, len(c), np.inf) / np.sqrt(2))

    def rank(i: int) -> Sequence[float]:
        """Compare one row with every other, one after the other."""
        better = worse = 0
        for v, s in zip(value.tolist(), se.tolist(), strict=True):
            needed = constant * (s**2 + se[i] ** 2) ** 0.5
            better += v - value[i] > needed
            worse += value[i] - v > needed
        return [1 + better, len(value) - worse]

    yield Case("rank_sets", len(c), _ends(lambda: rank_sets(value, se)), rank)
    few = min(max(2, areas // 3), len(c))
    place, year = np.repeat(np.arange(few), c.shape[1]), np.tile(np.arange(c.shape[1]), few)
    counts, totals = c[:few].ravel(), n[:few].ravel()

    def dummies(_: int) -> FloatArray:
        """Fit with a column for each district, all rows at once."""
        columns = [place == other for other in range(few)]
        columns += [year == other for other in range(1, c.shape[1])]
        outcome = np.stack([counts, totals - counts], axis=1)
        fit = GLM(outcome, np.stack(columns, axis=1).astype(np.float64), Binomial()).fit(
            tol=1e-12
        )
        return np.asarray(fit.params[few:])

    yield Case(
        f"panel_model, {few} districts", 1,
        lambda: panel_model(counts, totals, place, year).value[None, :], dummies,
    )  # fmt: skip


def _ends(call: Callable[[], object]) -> Callable[[], FloatArray]:
    def limits() -> FloatArray:
        found = call()
        low, high = np.asarray(found.low), np.asarray(found.high)  # type: ignore[attr-defined]
        return np.concatenate(
            [np.reshape(low, (len(low), -1)), np.reshape(high, (len(high), -1))], axis=1
        )

    return limits


@dataclass(frozen=True, slots=True)
class Timing:
    """What a case took: milliseconds in one call and row by row, and how far both differ."""

    name: str
    rows: int
    at_once: float
    looped: float
    difference: float


def measured(case: Case, runs: int = 3) -> Timing:
    """Time a case and compare its numbers."""
    taken, seen = min((_timed(case.at_once) for _ in range(runs)), key=lambda pair: pair[0])
    picked = np.linspace(0, case.rows - 1, min(case.rows, LOOPED)).astype(int).tolist()
    looped, found = _timed(lambda: np.array([case.one(i) for i in picked], dtype=np.float64))
    gap = np.abs(seen[picked] - found) / np.maximum(np.abs(found), 1e-12)
    scaled = looped * case.rows / len(picked)
    return Timing(case.name, case.rows, 1e3 * taken, 1e3 * scaled, float(gap.max()))


def _timed(call: Callable[[], FloatArray]) -> tuple[float, FloatArray]:
    start = time.process_time()
    found = call()
    return time.process_time() - start, found


def table(rows: int, areas: int) -> str:
    """Return the timings as Markdown."""
    head = ("method", "rows", "one call, ms", "loop, ms", "times as fast", "difference")
    lines: list[tuple[str, ...]] = [head, ("---",) * len(head)]
    for case in cases(rows, areas):
        took = measured(case)
        lines.append((
            took.name, f"{took.rows:,}", f"{took.at_once:.1f}", f"{took.looped:.0f}",
            f"{took.looped / max(took.at_once, 1e-3):.0f}", f"{took.difference:.0e}",
        ))  # fmt: skip
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m fadu.stats.bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=3000, help="districts in one call")
    parser.add_argument("--areas", type=int, default=303, help="districts of the heavy methods")
    asked = parser.parse_args(arguments)
    sys.stdout.write(table(asked.rows, asked.areas) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
