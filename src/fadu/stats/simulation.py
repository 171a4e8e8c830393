"""How the methods do when the truth is known: a table, the same in every run.

``python -m fadu.stats.simulation`` prints it as Markdown in a few minutes, ``--quick`` in
seconds with fewer runs.  Coverage of single intervals is summed exactly, the rest is simulated.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from fadu.errors import StatisticsError
from fadu.stats import clusters, glm
from fadu.stats.change import two_proportions
from fadu.stats.funnel import funnel
from fadu.stats.intervals import proportion, rate
from fadu.stats.ranks import arcsine_scores, rank_sets
from fadu.stats.rows import FloatArray
from fadu.stats.shrink import shrink
from fadu.stats.treatments import TREATMENTS
from fadu.stats.trend import trend, trend_values

SEED = 20240101
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table: its title, its columns, its rows from a generator and a number of runs."""

    title: str
    columns: Row
    rows: Callable[[np.random.Generator, int], Iterator[Row]]
    runs: int
    quick: int


def intervals_of_proportions(_: np.random.Generator, __: int) -> Iterator[Row]:
    """Sum the coverage of 95 % intervals over all counts."""
    for n in (8, 20, 131, 1000, 14374, 20000):
        counts = np.arange(n + 1)
        found = [proportion(counts, n, method=m) for m in ("wilson", "exact", "jeffreys")]
        for p in (0.5, 0.8, 0.9, 0.95, 0.98, 0.995):
            chance = stats.binom.pmf(counts, n, p)
            held = [chance[(i.low <= p) & (p <= i.high)].sum() for i in found]
            width = [np.sum(chance * (i.high - i.low)) for i in found[:1]]
            yield (f"{n}", f"{p:g}", *_percent(*held), f"{100 * width[0]:.2f}")


def intervals_of_rates(_: np.random.Generator, __: int) -> Iterator[Row]:
    """Sum the coverage of 95 % intervals over all counts that have a chance."""
    for mean in (0.5, 2.0, 8.0, 15.0, 30.0, 200.0):
        counts = np.arange(0, int(mean + 12 * np.sqrt(mean) + 20))
        chance = stats.poisson.pmf(counts, mean)
        found = rate(counts, 1)
        missed = [chance[found.high < mean].sum(), chance[found.low > mean].sum()]
        yield (f"{mean:g}", *_percent(1 - sum(missed), *missed))


def differences(rng: np.random.Generator, runs: int) -> Iterator[Row]:
    """Count how often the interval of a difference holds the true one."""
    cases = ((20, 20, 0.5, 0.5), (20, 131, 0.16, 0.16), (131, 131, 0.16, 0.30),
             (30, 30, 0.98, 0.98), (14374, 13000, 0.98, 0.983))  # fmt: skip
    for n1, n2, p1, p2 in cases:
        c1, c2 = rng.binomial(n1, p1, runs), rng.binomial(n2, p2, runs)
        first = two_proportions(c1, n1, c2, n2)
        second = two_proportions(c1, n1, c2, n2, method="miettinen-nurminen")
        ratio = two_proportions(c1, n1, c2, n2, compare="ratio")
        held = [((i.low <= p1 - p2) & (p1 - p2 <= i.high)).mean() for i in (first, second)]
        some = ratio.reason == ""
        inside = (ratio.low <= p1 / p2) & (p1 / p2 <= ratio.high)
        found = (first.pvalue < 0.05).mean()
        yield (f"{n1}, {n2}", f"{p1:g}, {p2:g}", *_percent(*held, inside[some].mean(), found))


def trends(rng: np.random.Generator, runs: int) -> Iterator[Row]:
    """Count verdicts of flat, wandering and rising series."""
    cases = ((131, 0.16, 0.0, 0.0), (14374, 0.98, 0.0, 0.0), (14374, 0.98, 0.003, 0.0),
             (14374, 0.98, 0.003, 0.002), (14374, 0.98, 0.0, 0.001),
             (131, 0.16, 0.0, 0.03))  # fmt: skip
    for k in (5, 7, 10):
        years = np.arange(k)
        for n, p, wander, slope in cases:
            truth = p + slope * (years - (k - 1) / 2) + wander * rng.standard_normal((runs, k))
            counts = rng.binomial(n, np.clip(truth, 0, 1))
            found = trend(years, counts, n)
            bare = (found.pvalue < 0.002).mean()
            called = np.isin(found.verdict, ["rising", "falling"]).mean()
            ranks = trend_values(years, counts / n)
            ranked = np.isin(ranks.verdict, ["rising", "falling"]).mean()
            yield (
                f"{k}", f"{n}", f"{100 * p:g}", f"{100 * wander:g}", f"{100 * slope:g}",
                *_percent(bare, called, ranked),
            )  # fmt: skip


def funnels(rng: np.random.Generator, runs: int) -> Iterator[Row]:
    """Count districts outside without and with a spread between them, and one that departs."""
    for p, spread in ((0.16, 0.0), (0.16, 0.05), (0.98, 0.0), (0.98, 0.008)):
        sums = {name: np.zeros(3) for name in TREATMENTS}
        refused = dict.fromkeys(TREATMENTS, 0)
        for _ in range(runs):
            n = np.exp(rng.uniform(np.log(20), np.log(5000), 60)).round()
            n[0] = 1000
            truth = _spread_out(rng, p, spread, len(n))
            truth[0] = p - (0.12 if p < 0.5 else 0.05)
            counts = rng.binomial(n.astype(int), truth)
            for name, (treatment, scale) in TREATMENTS.items():
                try:
                    found = funnel(counts, n, overdispersion=treatment, scale=scale)
                except StatisticsError:
                    refused[name] += 1
                    continue
                sums[name] += [*found.outside[1:].mean(0), found.outside[0, 1]]
        for name, total in sums.items():
            shares = total / max(1, runs - refused[name])
            yield (f"{100 * p:g}", f"{100 * spread:g}", name, *_percent(*shares))


def small_funnels(rng: np.random.Generator, runs: int) -> Iterator[Row]:
    """Count districts outside at the ceiling when all are alike."""
    for n in (8, 20, 60, 131, 1000, 14374):
        for p in (0.16, 0.98):
            found = funnel(rng.binomial(n, p, 200 * runs), np.full(200 * runs, n), target=p)
            yield (f"{n}", f"{100 * p:g}", *_percent(*found.outside.mean(0)))


def ranks(rng: np.random.Generator, runs: int) -> Iterator[Row]:
    """Count how often rank sets hold the true ranks."""
    for k, p, sizes in ((10, 0.5, "equal"), (10, 0.98, "20 to 5000"), (31, 0.16, "20 to 5000")):
        hits = np.zeros(3)
        for _ in range(runs):
            n = np.full(k, 500.0) if sizes == "equal" else _sizes(rng, k)
            truth = np.sort(_spread_out(rng, p, 0.25 * np.sqrt(p * (1 - p)) / 2, k))[::-1]
            scores = arcsine_scores(rng.binomial(n.astype(int), truth), n)
            order = np.arange(1, k + 1)
            both = rank_sets(scores.value, scores.se)
            each = rank_sets(scores.value, scores.se, simultaneous=False)
            held = [(s.low <= order) & (order <= s.high) for s in (both, each)]
            hits += [held[0].all(), held[1].mean(), (both.high - both.low + 1).mean() / k]
        yield (f"{k}", f"{100 * p:g}", sizes, *_percent(*(hits / runs)))


def shrinkage(rng: np.random.Generator, runs: int) -> Iterator[Row]:
    """Compare shrunken values with raw ones."""
    for k, spread in ((31, 0.05), (303, 0.05), (303, 0.0)):
        held, raw, new = 0.0, 0.0, 0.0
        for _ in range(runs):
            n = _sizes(rng, k)
            truth = _spread_out(rng, 0.16, spread, k)
            counts = rng.binomial(n.astype(int), truth)
            found = shrink(counts, n)
            held += float(np.mean((found.low <= truth) & (truth <= found.high))) / runs
            raw += float(np.mean((counts / n - truth) ** 2))
            new += float(np.mean((found.value - truth) ** 2))
        yield (f"{k}", f"{100 * spread:g}", *_percent(held), f"{np.sqrt(new / raw):.2f}")


def panels(rng: np.random.Generator, runs: int) -> Iterator[Row]:
    """Count rejections of a step that is not there, with districts that wander year by year."""
    for districts in (8, 15, 30):
        drawn = clusters.weights(districts, 999, 1)
        cases = ((districts // 2, "equal"), (districts // 2, "100 to 5000"),
                 (districts // 4, "100 to 5000"))  # fmt: skip
        for treated, sizes in cases:
            rejected, carried = np.zeros(3), 0.0
            for _ in range(runs):
                rows = _panel(rng, districts, treated, sizes)
                fit = glm.fitted(rows)
                by_t = clusters.sandwich(rows, fit, 0.95).pvalue[-1]
                by_score = clusters.score_pvalue(rows, rows.design.shape[1] - 1, 0.0, drawn)
                number = float(clusters.effective(rows, fit).min())
                used = by_score if number < clusters.MANY else by_t
                rejected += np.array([by_t, by_score, used]) < 0.05
                carried += number / runs
            yield (
                f"{treated} of {districts}", sizes, f"{carried:.0f}",
                *_percent(*(rejected / runs)),
            )  # fmt: skip


def _panel(rng: np.random.Generator, districts: int, treated: int, sizes: str) -> glm.Rows:
    years = 6
    place, year = np.repeat(np.arange(districts), years), np.tile(np.arange(years), districts)
    step = (place < treated) & (year >= 3)
    dummies = [year == other for other in range(1, years)]
    unequal = np.maximum(_sizes(rng, districts), 100)
    n = np.repeat(np.full(districts, 700.0) if sizes == "equal" else unequal, years)
    drift = np.cumsum(rng.normal(0, 0.15, (districts, years)), axis=1).ravel()
    level = -1.6 + np.repeat(rng.normal(0, 0.3, districts), years) + drift
    counts = rng.binomial(n.astype(int), 1 / (1 + np.exp(-level))).astype(np.float64)
    design = np.stack([*dummies, step], axis=1).astype(np.float64)
    return glm.Rows(counts, n, design, place, "binomial")


def _sizes(rng: np.random.Generator, k: int) -> FloatArray:
    return np.exp(rng.uniform(np.log(20), np.log(5000), k)).round()


def _spread_out(rng: np.random.Generator, p: float, spread: float, k: int) -> FloatArray:
    if spread == 0:
        return np.full(k, p)
    size = p * (1 - p) / spread**2 - 1
    return rng.beta(size * p, size * (1 - p), k)


def _percent(*shares: float) -> Row:
    return tuple(f"{100 * float(share):.1f}" for share in shares)


SECTIONS = (
    Section(
        "Coverage of 95 % intervals of a proportion (exact sums; %)",
        ("n", "p", "Wilson", "Clopper-Pearson", "Jeffreys", "mean width of Wilson, points"),
        intervals_of_proportions, 1, 1,
    ),
    Section(
        "Coverage of 95 % intervals of a rate (exact sums; %)",
        ("expected events", "exact below 10, Byar from 10", "true rate above", "true rate below"),
        intervals_of_rates, 1, 1,
    ),
    Section(
        "Coverage of 95 % intervals of two proportions, and how often p < 0.05 (%)",
        ("n", "p", "difference, Newcombe", "difference, M-N", "ratio, M-N", "p < 0.05"),
        differences, 50000, 2000,
    ),
    Section(
        "Trends: how often something is called rising or falling (%)",
        ("years", "n", "p, %", "wander a year, points", "slope a year, points",
         "bare test, alpha 0.002", "verdict", "by rank, alpha 0.05"),
        trends, 20000, 1000,
    ),
    Section(
        "Funnels of 60 districts, totals 20 to 5000: alike or spread districts outside (%), "
        "and one of total 1000 that departs by 12 points (at 16 %) or 5 points (at 98 %)",
        ("p, %", "spread, points", "treatment", "outside 95 %", "outside 99.8 %",
         "the departing one outside 99.8 %"),
        funnels, 1000, 20,
    ),
    Section(
        "Funnels of districts that are alike, target known: outside (%)",
        ("total", "p, %", "outside 95 %", "outside 99.8 %"), small_funnels, 1000, 20,
    ),
    Section(
        "Rank sets at 95 %: coverage (%) and mean width as a share of all ranks (%)",
        ("districts", "p, %", "totals", "all at once", "each alone", "width, all at once"),
        ranks, 600, 20,
    ),
    Section(
        "Shrinkage at 16 %: coverage of 95 % limits (%), error against the raw proportions'",
        ("districts", "spread, points", "coverage", "root mean square error, raw = 1"),
        shrinkage, 300, 5,
    ),
    Section(
        "Panel model, 6 years, no true step, districts on random walks: rejected at 5 % (%)",
        ("with the step", "totals", "effective districts", "clustered t", "score bootstrap",
         "as used"),
        panels, 2000, 20,
    ),
)  # fmt: skip


def tables(*, quick: bool = False) -> Iterator[str]:
    """Return the sections as Markdown, each with random numbers of its own."""
    for i, section in enumerate(SECTIONS):
        runs = section.quick if quick else section.runs
        rng = np.random.default_rng([SEED, i])
        lines = [section.columns, ("---",) * len(section.columns), *section.rows(rng, runs)]
        body = "\n".join("| " + " | ".join(line) + " |" for line in lines)
        yield f"### {section.title}\n\n{body}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m fadu.stats.simulation", description=__doc__
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs: seconds, not minutes")
    for table in tables(quick=parser.parse_args(arguments).quick):
        sys.stdout.write(table + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
