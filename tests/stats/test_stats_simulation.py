"""The table of simulation results, in its quick form."""

import pytest

import fadu.stats
from fadu.stats import simulation


def rows_of(title, runs):
    import numpy as np  # noqa: PLC0415

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
