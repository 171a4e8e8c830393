"""The table of simulation results, in its quick form."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats as laws

import fadu.stats
from fadu import stats
from fadu.stats import simulation


def rows_of(title, runs):
    at, section = next(
        (i, s) for i, s in enumerate(simulation.SECTIONS) if s.title.startswith(title)
    )
    return list(section.rows(np.random.default_rng([simulation.SEED, at]), runs))


def test_front_door_is_sorted_and_documented():
    """Every public name of the room exists, is documented, and the list is sorted."""
    assert fadu.stats.__all__ == sorted(fadu.stats.__all__)
    for name in fadu.stats.__all__:
        assert getattr(fadu.stats, name).__doc__


def test_coverage_of_intervals():
    """Clopper-Pearson covers 95 % everywhere; Wilson does so nearly, from n 131 on within 2 points."""
    for n, _, wilson, exact, *_ in rows_of("Coverage of 95 % intervals of a proportion", 1):
        assert float(exact) >= 94.95
        if int(n) >= 131:
            assert abs(float(wilson) - 95) < 2.2
    for _, coverage, *_ in rows_of("Coverage of 95 % intervals of a rate", 1):
        assert float(coverage) >= 95


def test_false_alarms_of_trends():
    """Yearly wander makes the bare test cry wolf in a quarter of flat series; the verdict rarely."""
    for _, n, _, wander, slope, bare, verdict, _ in rows_of("Trends", 2000):
        if float(slope) == 0 and float(wander) == 0:
            # nominal 0.2 %; the error of 2,000 runs is 0.1
            assert float(bare) < 0.6
        if float(slope) == 0 and float(wander) > 0:
            assert float(bare) > 20
            assert float(verdict) < 7
        assert n in {"131", "14374"}


@pytest.mark.long
def test_quick_table(capsys):
    """The command prints each section as a table, and the same table twice."""
    assert simulation.main(["--quick"]) == 0
    first = capsys.readouterr().out
    assert first.count("### ") == len(simulation.SECTIONS)
    assert "nan" not in first
    assert simulation.main(["--quick"]) == 0
    assert capsys.readouterr().out == first


README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def printed_rows(title):
    """The rows of a table as the README prints it."""
    table = README.split(f"### {title}")[1].split("###")[0].split("</details>")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [tuple(line.strip("| ").split(" | ")) for line in lines[2:]]


@pytest.mark.parametrize(
    "section", [s for s in simulation.SECTIONS if s.runs == 1], ids=lambda s: s.title
)
def test_the_readme_prints_the_exact_sums(section):
    """The tables of summed coverage stand in the README to the digit."""
    assert rows_of(section.title, 1) == printed_rows(section.title)


def test_the_readme_has_every_table():
    """Each table of the command stands in the README, with its columns, and no other does."""
    for section in simulation.SECTIONS:
        assert "| " + " | ".join(section.columns) + " |" in README
    assert README.count("\n### ") >= len(simulation.SECTIONS)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_the_readme_is_what_the_command_makes():
    """With its fixed seed the command makes the tables of the README again, to the digit."""
    made = "\n".join(simulation.tables())
    assert [line for line in made.splitlines() if line and line not in README] == []


def test_intervals_of_a_difference_hold_it():
    """Newcombe's and the score intervals cover a difference near 95 %, small or at the ceiling."""
    for _, _, newcombe, score, ratio, _ in rows_of("Coverage of 95 % intervals of two", 3000):
        # 3,000 runs have an error of 0.4; at 30 of 98 % nothing is below the level
        assert min(float(newcombe), float(score), float(ratio)) > 93.5


def test_false_alarms_of_funnels_under_each_treatment():
    """Alike districts are outside as often as the level says; spread ones only where nothing allows for it."""
    for _, spread, treatment, _, outside, departing in rows_of("Funnels of 60", 12):
        if float(spread) == 0:
            # 720 districts at a nominal 0.2 %
            assert float(outside) < 1.2
        elif treatment == "none":
            assert float(outside) > 7
        else:
            assert float(outside) < 11
        assert float(departing) > 60


@pytest.mark.parametrize("total", [8, 20, 60, 131, 1000, 14374])
@pytest.mark.parametrize("p", [0.16, 0.98])
def test_false_alarms_of_districts_that_are_alike(total, p):
    """Summed over all counts, at most 6.5 % lie outside 95 % limits and 0.5 % outside 99.8 %.

    The interpolated limit lies below the count that reaches its quantile, so that this count is
    outside: a part of one count's chance more than the level says.
    """
    counts = np.arange(total + 1)
    found = stats.funnel(counts, np.full(total + 1, total), target=p)
    chance = laws.binom(total, p).pmf(counts)
    wide, far = chance @ found.outside
    assert wide < 0.065
    assert far < 0.005


def test_rank_sets_hold_the_ranks():
    """All sets at once hold all ranks at least as often as the level says."""
    for _, _, _, together, alone, width in rows_of("Rank sets", 40):
        assert float(together) >= 92.5
        assert float(alone) >= 97
        assert float(width) < 100


def test_shrunken_values_are_nearer_the_truth():
    """Shrinkage covers near its level and has less error than the raw proportions."""
    for _, _, coverage, error in rows_of("Shrinkage", 6):
        assert float(coverage) > 88
        assert float(error) < 0.9


def test_the_bootstrap_holds_its_size_where_t_does_not():
    """With few unequal districts clustered t rejects far too often, what is used does not."""
    for _, sizes, carried, by_t, by_score, used in rows_of("Panel model", 150):
        assert float(used) < 13
        assert used == (by_score if float(carried) < 30 else by_t)
        if sizes != "equal" and float(carried) < 3:
            assert float(by_t) > 14
